"""Second packages: somebody was served at two points while a desk had no line. Noted beside the valid hand-over, never over it.

Two packages are gone for one person: the office hears of it first of all, and the closing of the point accounts for it.
"""

from datetime import datetime
from typing import NamedTuple

from services.domain import wording
from services.domain.schema import HANDOVER, RECIPIENT
from services.storage.database import Change, event
from services.storage.kept import kept
from services.storage.reader import Reader, Row

SAID, POINT_ID = "served_again", "served_again_at"  # fields of the event


class Second(NamedTuple):
    """Who got a second package, the valid hand-over, the second one in words, and the ID of its point."""

    person: Row
    handover: Row
    said: str
    point: str | None


def note(handover: str, point: Row, at: datetime, officer: str) -> Change:
    """The change that notes a second package beside a valid hand-over."""
    return event(HANDOVER, handover, **{SAID: in_words(point, at, officer), POINT_ID: point["id"]})


def in_words(point: Row, at: datetime, officer: str) -> str:
    """Where, when and by whom a second package went out."""
    return f"{point['name']}, {wording.moment(at)}, diserahkan {officer}"


def noted(reader: Reader, handover: str, said: str) -> bool:
    """Whether that second package stands beside the hand-over."""
    entries = reader.history(table=HANDOVER.name, row=handover, kind="event")
    return any(said in entry.fields.get(SAID, ()) for entry in entries)


@kept(RECIPIENT, HANDOVER)
def of_programme(reader: Reader, programme: str) -> list[Second]:
    """The second packages of a programme, the newest first."""
    entries = [entry for entry in reader.history(table=HANDOVER.name, kind="event", limit=1000) if SAID in entry.fields]
    rows = [(reader.get(HANDOVER, entry.row), entry.fields) for entry in entries]
    return [
        Second(reader.get(RECIPIENT, row["recipient"]), row, fields[SAID][1], fields.get(POINT_ID, (None, None))[1])
        for row, fields in rows
        if row["programme"] == programme
    ]


def at_point(reader: Reader, point: Row) -> int:
    """How many packages of a point went out as second ones."""
    return sum(one.point == point["id"] for one in of_programme(reader, point["programme"]))
