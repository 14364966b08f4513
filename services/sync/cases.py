"""What people settle between the panel and its sheet: conflicts, proposals from the sheet, what cannot be read.

A conflict: both sides changed a cell; what was typed in the sheet stands, the panel's value waits here. A proposal:
somebody typed over what only the panel writes; it was put back, what was typed waits here. `settling.py` decides.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from services.domain import tabs, wording
from services.domain.fields import Field
from services.domain.likeness import Marked, differing
from services.domain.occasion import Source
from services.domain.schema import PROGRAMME, TABLES
from services.domain.sheet_news import SheetNews
from services.domain.table import Table
from services.errors import NotFound, PanelError
from services.office import Office
from services.storage import keys, state, sync_state
from services.storage.reader import Reader, Row
from services.sync.settling import by_step

Kind = Literal["conflict", "proposal", "unreadable", "formula", "stray", "covered"]
STANDING = ("last_sync", "sync_error", "sync_passing")  # notes that each round leaves
FAULTY: tuple[Kind, ...] = ("unreadable", "formula", "stray", "covered")
MOST = 50  # questions on one screen
ENTRIES = 50  # of a row's history, among which the panel's value is looked for

SAID: dict[str, str] = {
    "formula": "Di sel ini ada rumus, jadi isian panel tidak ditulis. Hapus rumusnya di lembar, atau pakai hasilnya.",
}
GONE = "Baris ini dihapus di Google Sheet, sementara isiannya diubah di panel. Isian panel memulihkan barisnya."


@dataclass(frozen=True)
class Question:
    """One open case as a screen shows it: which cell, both values with their differing letters, when it was seen.

    `by` says who wrote the panel's value and when; `known`: the panel has that row; `typists`: who may have typed a
    proposal, as far as Drive told; `by_step`: no click takes it over, as `sentence` says.
    """

    id: str
    kind: Kind
    title: str
    header: str
    at: datetime
    panel: Marked
    sheet: Marked
    field: Field | None
    sentence: str
    line: int
    by: str = ""
    known: bool = True
    typists: tuple[str, ...] = ()
    by_step: bool = False


@dataclass(frozen=True)
class Settled:
    """A case that was settled, and can be taken back."""

    id: str
    title: str
    header: str
    decided: str
    by: str
    at: datetime
    personal: bool


@dataclass(frozen=True)
class Standing:
    """How things stand between panel and sheet; `attention` where somebody must do something."""

    word: Literal["tersambung", "menunggu", "dihentikan", "perlu perhatian"]
    last: datetime | None
    pending: int
    attention: str = ""


def standing(office: Office) -> Standing | None:
    """The state for every page; None where no sheet is connected."""
    if keys.kept(office.data) is None:
        return None
    with office.database.reading() as reader:
        last, error, passing = (state.note_in(reader.connection, key) for key in STANDING)
        halted = state.note_in(reader.connection, sync_state.HALTED) is not None
        pending = reader.pending()
    when = datetime.fromisoformat(last) if last else None
    wrong = "dihentikan" if halted else "perlu perhatian" if error and not passing else ""
    word: Any = wrong or ("menunggu" if error or pending else "tersambung")
    return Standing(word, when, pending, error or "")


def counts(reader: Reader) -> dict[str, int]:
    """How many cases wait for people: conflicts, proposals, and all that the panel cannot use as it stands."""
    found = sync_state.count_cases(reader.connection)
    faulty = sum(found.get(kind, 0) for kind in FAULTY)
    return {"conflict": found.get("conflict", 0), "proposal": found.get("proposal", 0), "unreadable": faulty}


def news(reader: Reader, office: Office) -> SheetNews:
    """How the sheet stands, for Beranda; nothing to tell where none is connected."""
    if keys.kept(office.data) is None:
        return SheetNews()
    number = counts(reader)
    last, error, passing = (state.note_in(reader.connection, key) for key in STANDING)
    return SheetNews(
        number["conflict"], number["proposal"], number["unreadable"], reader.pending(), error or "", bool(passing),
        datetime.fromisoformat(last) if last else None,
    )


def questions(reader: Reader, *kinds: Kind) -> list[Question]:
    """The open cases of these kinds, oldest first; no more than a screen holds."""
    found = [case for kind in kinds for case in sync_state.cases(reader.connection, kind)]
    return [_question(reader, case) for case in found[:MOST]]


def settled(reader: Reader) -> list[Settled]:
    """What was settled last."""
    return [_settled(reader, case) for case in sync_state.settled_cases(reader.connection, MOST)]


def _question(reader: Reader, case: Any) -> Question:
    table = TABLES[case["table"]]
    field = tabs.columns(table.name).get(case["header"])
    panel, sheet = differing(_shown(field, case["panel"]), _shown(field, case["sheet"]))
    row = _row(reader, table, case["row"])
    typists = state.note_in(reader.connection, sync_state.TYPISTS) if case["kind"] == "proposal" else None
    gone = case["kind"] == "conflict" and row is not None and row["deleted"]
    step = by_step(table, case["header"], case["sheet"]) if case["kind"] == "proposal" else ""
    return Question(
        case["id"], case["kind"], f"{table.title} · {_name(reader, row, case['row'])}", case["header"], case["at"], panel, sheet,
        field, case["sentence"] or step or (GONE if gone else SAID.get(case["kind"], "")), case["line"],
        _writer(reader, case, field) if row else "", row is not None, tuple(typists or ()), bool(step),
    )


def _settled(reader: Reader, case: Any) -> Settled:
    table = TABLES[case["table"]]
    field = tabs.columns(table.name).get(case["header"])
    title = f"{table.title} · {_name(reader, _row(reader, table, case['row']), case['row'])}"
    personal = bool(field and field.personal)
    return Settled(
        case["id"], title, case["header"], _shown(field, case["decided"]), case["settled_by"] or "", case["settled"], personal,
    )


def _writer(reader: Reader, case: Any, field: Field | None) -> str:
    """Who wrote the panel's value of a cell, and when: "Siti Rahma, 12 Maret 2026 pukul 09.12"."""
    name = field.name if field else "extra"
    for entry in reader.history(table=case["table"], row=case["row"], limit=ENTRIES):
        if name in entry.fields and entry.source != Source.SHEET and entry.at <= case["at"]:
            return f"{entry.actor_name}, {wording.moment(entry.at)}"
    return ""


def _row(reader: Reader, table: Table, row: str) -> Row | None:
    try:
        return reader.get(table, row)
    except NotFound:
        return None


def _name(reader: Reader, found: Row | None, row: str) -> str:
    """What people call a row: its first text, a stage by its number, the programme; the ID where there is no row."""
    if found is None:
        return row
    own = next((found[name] for name in ("name", "item", "about", "key", "number") if found.get(name)), row)
    programme = _row(reader, PROGRAMME, found["programme"]) if found.get("programme") else None
    return " · ".join(str(part) for part in (own, programme and programme["name"]) if part)


def _shown(field: Field | None, cell: Any) -> str:
    """A cell as a person reads it."""
    try:
        return field.show(field.parse(cell)) if field else str(cell)
    except PanelError:
        return str(cell)
