"""Judging a push: what it overwrote, against what was seen under the lock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.domain import tabs
from services.domain.merge_actions import Case, Plan
from services.domain.occasion import Occasion
from services.domain.schema import TABLES
from services.domain.tabs import ID, Cell, Line
from services.errors import PanelError, Refused, Trouble
from services.office import Office
from services.storage import state, sync_state
from services.storage.reader import Reader
from services.storage.sheet import Answer, SeenRow
from services.storage.sync_state import PUSH, WITNESSES
from services.sync.take import Look, take

STRAY = "Tab ini diubah tepat saat panel menulis. Periksa sel ini: nilai panel mungkin berada di tempat yang salah."


@dataclass
class Witnessed:
    """A row that the witness holds: as it was seen under the lock, and what is written into it, by column."""

    table: str
    number: int
    seen: list[Cell]
    writes: dict[int, Cell] = field(default_factory=dict)
    named: str = ""  # the ID that this line gets
    case: str = ""  # the case of a value gone astray that is mended here


@dataclass
class Push:
    """Batch B, as it is remembered until it was judged; plain enough for JSON."""

    operation: str
    witness: int
    locks: list[int]
    rows: list[Witnessed] = field(default_factory=list)
    appends: list[tuple[str, str, list[Cell]]] = field(default_factory=list)  # table, row, cells by column
    seqs: list[int] = field(default_factory=list)

    @property
    def title(self) -> str:
        return f"_saksi {self.witness}"


def remembered(note: Mapping[str, Any]) -> Push:
    """A push as it came back from JSON, where keys are text and pairs are lists."""
    rows = [
        Witnessed(**row | {"writes": {int(column): cell for column, cell in row["writes"].items()}})
        for row in note["rows"]
    ]
    appends = [(table, row, cells) for table, row, cells in note["appends"]]
    return Push(**dict(note) | {"rows": rows, "appends": appends})


def judge(office: Office, occasion: Occasion, made: Push, answer: Answer) -> None:
    """Compare what the push overwrote with what was seen under the lock, and move the base on.

    What stood there is taken over as if it had been pulled the moment before: a value that somebody typed in between
    becomes a conflict, or the panel's again. Then the base gets what the push put there, wherever that was; so what
    is wrong in the sheet now is an ordinary difference, which the next push mends under its own lock.
    """
    witness = answer.seen[made.witness].rows
    found = {at: witness.get(at, SeenRow(())).cells for at in range(len(made.rows))}
    frames = _frames(made, found)
    lines = {
        at: tabs.line(frames[row.table], row.number, found[at]) for at, row in enumerate(made.rows) if row.number and frames[row.table]
    }
    looks = [
        Look(TABLES[name], [
            line for at, line in lines.items() if made.rows[at].table == name and line.id and not made.rows[at].named and not made.rows[at].case
        ])
        for name in frames
    ]

    def after(reader: Reader, plans: dict[str, Plan]) -> None:
        for at, row in enumerate(made.rows):
            if row.case:
                _note_mended(reader, occasion, row, found[at])
            elif row.writes and not row.named:
                _note_written(reader, occasion, row, lines.get(at), frames[row.table], found[at], plans)
        for name, row_id, cells in made.appends:
            _note_appended(reader, occasion, name, row_id, cells, frames[name])
        sync_state.settle(reader.connection, made.seqs, made.operation)
        state.write_note_in(reader.connection, PUSH, None)
        judged = state.note_in(reader.connection, WITNESSES) or []
        state.write_note_in(reader.connection, WITNESSES, [*judged, made.witness])

    try:
        take(office, occasion.part(f"judge-{made.witness}"), looks, after)
    except Trouble:
        raise
    except PanelError:  # a rule refuses what somebody typed in between: it is shown, and the base moves on all the same
        take(office, occasion.part(f"judged-{made.witness}"), [], after)


def _frames(made: Push, found: Mapping[int, Sequence[Cell]]) -> dict[str, tuple[str | None, ...]]:
    """The headers of each table as they stood when it was written; empty where they were damaged by then."""
    frames: dict[str, tuple[str | None, ...]] = {}
    for at, row in enumerate(made.rows):
        if row.number == 0:
            try:
                frames[row.table] = tabs.read_headers(TABLES[row.table], found[at])
            except Refused:
                frames[row.table] = ()
    return frames


def _note_written(
    reader: Reader, occasion: Occasion, row: Witnessed, line: Line | None, frame: Sequence[str | None],
    cells: Sequence[Cell], plans: Mapping[str, Plan],
) -> None:
    """The base of whatever row and column each value went to; a case where that is none, or a value would be lost."""
    known = sync_state.base(reader.connection, row.table, [line.id]) if line else {}
    held = plans[row.table].held if row.table in plans else frozenset()
    landed: dict[str, Cell] = {}
    cases = []
    for column, value in row.writes.items():
        stood = cells[column] if column < len(cells) else ""
        seen = row.seen[column] if column < len(row.seen) else ""
        header = frame[column] if column < len(frame) else None
        if line is None or line.id not in known or header is None:
            cases.append(Case("stray", line.id if line else "", header or "", stood, value, STRAY, row.number + 1))
            continue
        landed[header] = value
        if stood != seen and ((line.id, header) in held or row.table not in plans):
            cases.append(Case("conflict", line.id, header, stood, value, line=row.number + 1))
    if landed and line:
        sync_state.written(reader.connection, row.table, line.id, landed)
    sync_state.record(reader.connection, row.table, cases, occasion.now, occasion.new_id)


def _note_mended(reader: Reader, occasion: Occasion, row: Witnessed, cells: Sequence[Cell]) -> None:
    """The value gone astray is out of the sheet; if somebody typed over it just before, that is a case of its own."""
    sync_state.close_case(reader.connection, row.case, occasion.now)
    for column, value in row.writes.items():
        stood = cells[column] if column < len(cells) else ""
        if stood != row.seen[column]:
            case = Case("stray", "", "", stood, value, STRAY, row.number + 1)
            sync_state.record(reader.connection, row.table, [case], occasion.now, occasion.new_id)


def _note_appended(
    reader: Reader, occasion: Occasion, name: str, row: str, cells: Sequence[Cell], frame: Sequence[str | None]
) -> None:
    """The base of a new row, under the headers as they stood when it was added."""
    landed = {header: cell for header, cell in zip(frame, cells, strict=False) if header}
    if landed.pop(ID, None) == row:
        sync_state.agree(reader.connection, name, {row: landed})
    else:
        case = Case("stray", row, ID, "", row, STRAY)
        sync_state.record(reader.connection, name, [case], occasion.now, occasion.new_id)
