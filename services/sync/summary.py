"""The tab Ringkasan: the dashboard inside the sheet, for whoever opens only the sheet. The panel alone writes it.

It rides with the request that ends a round, and only when it says something new: a quiet round asks no more for it.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from services import dashboard
from services.dashboard import Overview
from services.domain import wording
from services.domain.occasion import Occasion
from services.domain.schema import RECIPIENT
from services.domain.sop import Status
from services.domain.states import RecipientState
from services.domain.tabs import Cell
from services.office import Office
from services.storage import figures, state
from services.storage import sheet_requests as ask
from services.storage.figures import Place
from services.storage.reader import Reader
from services.storage.sync_state import SUMMARY
from services.sync import layout
from services.sync.link import Link

PROGRAMMES = ("Program", "Keadaan", "Tahap", "Di meja", "Batas", "Keterangan")
PLACES = ("Program", "Kecamatan", "Kelurahan", "Calon", "Ditetapkan", "Sudah menerima")
ENOUGH = 1000  # lines by kelurahan; more of them nobody reads in a sheet

Row = Sequence[Cell]


@dataclass(frozen=True)
class Shown:
    """What is known of the tab: its id, the change and day it was last looked at, a mark of what stands in it."""

    tab: int | None = None
    seen: tuple[int, str] = (0, "")
    mark: str = ""


@dataclass(frozen=True)
class Fresh:
    """What makes Ringkasan up to date; `shown` is true as soon as the requests were carried out."""

    requests: tuple[ask.Request, ...]
    shown: Shown


def fresh(office: Office, occasion: Occasion, link: Link, riding: bool) -> Fresh | None:
    """What Ringkasan lacks, None if nothing. `riding`: the round has something else to write."""
    shown = _kept(office)
    with office.database.reading() as reader:
        seen = (figures.change_count(reader), occasion.today.isoformat())
        waiting = reader.pending() > 0
    if seen == shown.seen or (waiting and not riding):
        return None
    rows = list(lines(office, occasion.today))
    mark = hashlib.sha256(json.dumps(rows).encode()).hexdigest()
    if mark == shown.mark:
        _keep(office, Shown(shown.tab, seen, mark))
        return None
    tab = shown.tab if shown.tab is not None else _place(link, occasion)
    return Fresh(tuple(ask.refill(tab, _entered(rows, occasion), len(PLACES))), Shown(tab, seen, mark))


def written(office: Office, done: Fresh) -> None:
    """Remember that the sheet shows this now."""
    _keep(office, done.shown)


def forget(office: Office, link: Link) -> None:
    """The tab is not what it was: the next round finds it again, or makes it anew."""
    link.summary = None
    state.write_note(office.database, SUMMARY, None)


def _kept(office: Office) -> Shown:
    note = state.note(office.database, SUMMARY)
    return Shown(note["tab"], (note["seen"][0], note["seen"][1]), note["mark"]) if note else Shown()


def _keep(office: Office, shown: Shown) -> None:
    state.write_note(office.database, SUMMARY, asdict(shown))


# --- the tab


def _place(link: Link, occasion: Occasion) -> int:
    """The tab's id; where the sheet has none, it is made."""
    if link.summary is not None:
        return link.summary
    book = link.sheet.book()
    if found := layout.summary_of(book):
        return found.id
    made = layout.summary_tab(book, occasion.operation, link.sheet.account, link.panel)
    layout.furnish(link.sheet, made)
    return int(made[0]["addSheet"]["properties"]["sheetId"])


# --- what stands in it


def _entered(rows: Sequence[Row], occasion: Occasion) -> list[list[dict[str, object]]]:
    """The rows as cells: the title with the moment above them, titles and heads bold."""
    when = f"Ditulis panel {wording.moment(occasion.now)}. Jangan diketik: tab ini ditulis ulang oleh panel."
    heads = (PROGRAMMES, PLACES)
    first = [[ask.bold("Ringkasan Panel Bansos")], [ask.entered(when)]]
    return [*first, *([(ask.bold if tuple(row) in heads else ask.entered)(cell) for cell in row] for row in rows)]


def lines(office: Office, day: date) -> Iterator[Row]:
    """The rows of Ringkasan: one sentence, the programmes, the people and hand-overs by kelurahan."""
    board = dashboard.dashboard(office, day)
    shown = [
        view for view in dashboard.overviews(office, day)
        if view.programme["status"] == Status.RUNNING or view.programme["year"] == day.year
    ]
    yield [board.sentence[:1].upper() + board.sentence[1:] + "."]
    yield []
    yield PROGRAMMES
    yield from map(_programme, shown)
    yield []
    yield PLACES
    with office.database.reading() as reader:
        for view in shown:
            yield from _places(reader, view)


def _programme(view: Overview) -> Row:
    name, step = view.programme["name"], view.current
    if view.programme["status"] != Status.RUNNING or step is None:
        return [name, str(view.programme["status"]), "", "", "", view.sentence]
    due = wording.long_date(step.due) if step.due else ""
    return [name, step.word, f"{step.stage.number}. {step.stage.title}", step.desk, due, step.counted]


def _places(reader: Reader, view: Overview) -> Iterator[Row]:
    """The people of a programme by kelurahan, and their sum where there are several."""
    programme, name = view.programme["id"], view.programme["name"]
    people = reader.tally(RECIPIENT, "kecamatan", "kelurahan", "state", programme=programme)
    handed = {place: done for place, (done, _) in figures.served_by_place(reader, programme).items()}
    places: list[Place] = sorted({(kecamatan, kelurahan) for kecamatan, kelurahan, _ in people}, key=str)
    counts = [
        (people.get((*place, RecipientState.CANDIDATE), 0), people.get((*place, RecipientState.CHOSEN), 0),
         handed.get(place, 0))
        for place in places
    ]
    for place, count in list(zip(places, counts, strict=True))[:ENOUGH]:
        yield [name, place[0] or "(kosong)", place[1] or "(kosong)", *count]
    if len(places) > 1:
        yield [name, "Semua", "", *map(sum, zip(*counts, strict=True))]
