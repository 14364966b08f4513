"""Whether a screen that refreshes itself has something new to show."""

from typing import NamedTuple

from services.domain import wording
from services.domain.schema import TABLES
from services.office import Office
from services.storage import figures, sync_state
from services.sync import cases


def change_count(office: Office) -> int:
    """Grows with every change: whether a screen that refreshes itself has something new to show."""
    with office.database.reading() as reader:
        return figures.change_count(reader)


class Drawn(NamedTuple):
    """How far things had come when a screen was drawn: `changes` of the office, what the sync asks of people, its trouble."""

    changes: int
    asked: object
    trouble: str


def drawn(office: Office) -> Drawn:
    """How far things have come now."""
    now = cases.standing(office)
    with office.database.reading() as reader:
        asked = sync_state.newest_case(reader.connection)
        return Drawn(figures.change_count(reader), asked, now.attention if now else "")


def sheet_brought(office: Office, since: Drawn) -> str:
    """What the sheet has changed since a screen was drawn: "Penerima dan Program diubah di Google Sheet."; "" if nothing."""
    with office.database.reading() as reader:
        titles = [TABLES[name].title for name in figures.sheet_brought(reader, since.changes)]
    return f"{wording.join(titles)} diubah di Google Sheet." if titles else ""


def sheet_asks(office: Office, since: Drawn) -> bool:
    """Whether what the sync asks of people is other than when a screen was drawn."""
    return drawn(office)[1:] != since[1:]
