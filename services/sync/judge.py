"""Judging a push: what it overwrote, against what was seen under the lock."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, repeat, zip_longest
from typing import Literal

from services.domain import tabs
from services.domain.merge_actions import Case, Plan
from services.domain.occasion import Occasion
from services.domain.schema import TABLES
from services.domain.tabs import ID, Cell, Line, Tab
from services.errors import PanelError, Trouble
from services.office import Office
from services.storage import state, sync_state
from services.storage.reader import Reader
from services.storage.sheet_answers import Answer, SeenRow
from services.storage.sync_state import PUSH, WITNESSES
from services.sync.take import Look, take
from services.sync.witness import Push, Witnessed

STRAY = "Tab ini diubah tepat saat panel menulis. Periksa sel ini: nilai panel mungkin berada di tempat yang salah."
COVERED = (
    "Rumus ini diketik tepat saat panel menulis di sel yang sama. Panel mengembalikannya sendiri; bila sel itu sudah diisi "
    "lain, ketik lagi rumusnya di lembar bila masih perlu."
)
SAID = {"stray": STRAY, "covered": COVERED}


@dataclass(frozen=True)
class Verdict:
    """The IDs that lines of people got; by table the lines, as they stand now, where values went that were not meant for them."""

    named: Set[str]
    astray: Mapping[str, Tab]


def judge(office: Office, occasion: Occasion, made: Push, answer: Answer) -> Verdict:
    """Compare what the push overwrote with what was seen under the lock, and move the base on.

    What stood there is taken over as if it had been pulled the moment before: a value that somebody typed in between
    becomes a conflict, or the panel's again. Then the base gets what the push put there, wherever that was; so what
    is wrong in the sheet now is an ordinary difference, which the next push mends under its own lock. What has no
    base is a value gone astray.
    """
    landings = _landings(made, answer)
    whole = {landing.row.table for landing in landings if landing.row.number == 0 and _whole(landing)}
    known = [one for one in landings if one.row.number and one.line.id and not one.row.by_place]
    looks = [
        Look(TABLES[name], [landing.line for landing in known if landing.row.table == name]) for name in sorted(whole)
    ]
    gone = {(one.row.table, one.seen.id) for one in landings if not one.row.by_place and one.line.id != one.seen.id}
    met = Counter((one.row.table, one.line.id) for one in landings if one.row.number and not one.row.by_place)
    named: set[str] = set()

    def after(reader: Reader, plans: dict[str, Plan]) -> None:
        for landing in landings:
            if landing.row.by_place:
                named.update(_note_placed(reader, occasion, landing, gone))
            elif landing.row.writes:
                copied = met[landing.row.table, landing.line.id] > 1
                _note_written(reader, occasion, landing, plans.get(landing.row.table), copied)
        frames = {landing.row.table: landing.frame for landing in landings if landing.row.number == 0}
        for name, row_id, cells in made.appends:
            _note_appended(reader, occasion, name, row_id, cells, frames[name])
        sync_state.settle(reader.connection, made.seqs, made.operation, made.shared)
        state.write_note_in(reader.connection, PUSH, None)
        judged = state.note_in(reader.connection, WITNESSES) or []
        state.write_note_in(reader.connection, WITNESSES, [*judged, *made.witnesses])

    try:
        take(office, occasion.part(f"judge-{made.witness}"), looks, after)
    except Trouble:
        raise
    except PanelError:  # a rule refuses what somebody typed in between: it is shown, and the base moves on all the same
        take(office, occasion.part(f"judged-{made.witness}"), [], after)
    astray = [landing for landing in landings if landing.astray and landing.row.table in whole]
    return Verdict(named, {
        landing.row.table: Tab(landing.frame, tuple(one.after for one in astray if one.row.table == landing.row.table))
        for landing in astray
    })


@dataclass(frozen=True)
class Landing:
    """Where the writes of a row went: the row as it `stood` right before, under the headers as they stood then."""

    row: Witnessed
    stood: Sequence[Cell]
    frame: tuple[str | None, ...]  # headers by column when it was written …
    aim: tuple[str | None, ...]  # … and when it was seen under the lock
    formulas: Mapping[int, str]  # entered since then, by column

    @cached_property
    def line(self) -> Line:
        """The row as it stood when it was written."""
        return tabs.line(self.frame, self.row.number, self.stood)

    @cached_property
    def seen(self) -> Line:
        """The row as it was seen under the lock."""
        return tabs.line(self.aim, self.row.number, self.row.seen)

    @property
    def as_seen(self) -> bool:
        """Whether the row said what it said under the lock: under its headers, or column by column, whatever heads them."""
        return self.line.cells == self.seen.cells or all(
            stood == seen for stood, seen in zip_longest(self.stood, self.row.seen, fillvalue=""))

    @property
    def astray(self) -> bool:
        """Whether a value went into another row, or under another header."""
        there = self.as_seen if self.row.by_place else self.line.id == self.seen.id
        return bool(self.row.writes) and not (there and all(value.aimed for value in self.values))

    @property
    def after(self) -> Line:
        """The row with the values in it."""
        values = [*zip(self.row.writes, self.values, strict=True)]
        under = {value.header: value.value for _, value in values if value.header}
        loose = {column: value.value for column, value in values if not value.header}
        return replace(self.line, cells={**self.line.cells, **under}, loose={**self.line.loose, **loose})

    @property
    def values(self) -> Iterator["Landed"]:
        """Each value written."""
        for column, value in self.row.writes.items():
            header, meant = _at(self.frame, column), _at(self.aim, column)
            stood = self.line.loose.get(column, "") if header is None else self.line.cells[header]
            formula = self.formulas.get(column, "")
            if header == ID:  # a text, however it was entered
                stood, formula = formula or stood, ""
            yield Landed(header, header == meant, stood, value, formula)

    def case(self, kind: Literal["stray", "covered", "conflict", "proposal"], landed: "Landed") -> Case:
        """What people may have to look at. A line is named as it reads with the value in it."""
        row = str(landed.value) if landed.header == ID else self.line.id
        stood = landed.formula if kind == "covered" else landed.stood
        return Case(kind, row, landed.header or "", stood, landed.value, SAID.get(kind, ""), self.row.number + 1)


@dataclass(frozen=True)
class Landed:
    """A value as it was written: the header it went under, whether that was the aim, what stood there, the value."""

    header: str | None
    aimed: bool
    stood: Cell
    value: Cell
    formula: str  # what stood there had been entered so

    @property
    def changed(self) -> bool:
        """Whether something else stood there."""
        return bool(self.formula) or self.stood != self.value


def _frame(table: str, stood: Sequence[Cell], aims: Mapping[str, tuple[str | None, ...]]) -> tuple[str | None, ...]:
    """The headers by column: of the first row as it stood, or as seen where few are left in it, as it was sorted away."""
    found, ours = tabs.headers_that_stand(stood), tabs.headers(TABLES[table])
    return found if 2 * len({*found} & {*ours}) >= len(ours) else aims[table]


def _at(headers: Sequence[str | None], column: int) -> str | None:
    """The header of a column, None where nothing heads it."""
    return headers[column] if column < len(headers) else None


def _landings(made: Push, answer: Answer) -> list[Landing]:
    witness = answer.seen[made.witness].rows
    entered = {name: answer.seen[tab].rows for name, tab in made.entered.items()}
    stood = [witness.get(at, SeenRow(())).cells for at in range(len(made.rows))]
    aims = {row.table: tabs.headers_that_stand(row.seen) for row in made.rows if row.number == 0}
    frames = {row.table: _frame(row.table, stood[at], aims) for at, row in enumerate(made.rows) if row.number == 0}
    return [
        Landing(
            row, stood[at], frames[row.table], aims[row.table],
            entered.get(row.table, {}).get(row.number, SeenRow(())).formulas)
        for at, row in enumerate(made.rows)
    ]


def _whole(header: Landing) -> bool:
    """Whether all headers of the panel stood when it wrote."""
    return {*tabs.headers(TABLES[header.row.table])} <= {*header.frame}


def _note_written(reader: Reader, occasion: Occasion, landing: Landing, plan: Plan | None, copied: bool) -> None:
    """The base of whatever row and column each value went to; a case where that is none, or a value would be lost.

    Of a row that people `copied` the base is that of the line where a value for it went, not of one it strayed to.
    """
    table, line = landing.row.table, landing.line
    mine = not (copied and landing.astray)
    before = sync_state.base(reader.connection, table, [line.id]).get(line.id) if mine else None
    written: dict[str, Cell] = {}
    cases = []
    for value in landing.values:
        header = value.header
        if value.formula:  # it is put back: to the base the sheet holds what it comes to
            cases.append(landing.case("covered", value))
            continue
        if before is None or header is None or header == ID:
            if value.changed:
                cases.append(landing.case("stray", value))
            continue
        written[header] = value.value
        lost = value.stood != before.get(header, "") if plan is None else (line.id, header) in plan.held
        if lost:
            cases.append(landing.case("conflict", value))
    if written:
        sync_state.written(reader.connection, table, {line.id: written})
    sync_state.record(reader.connection, table, cases, occasion.now, occasion.new_id)


def _note_placed(reader: Reader, occasion: Occasion, landing: Landing, gone: Set[tuple[str, str]]) -> Iterator[str]:
    """An ID given to a line, or a value gone astray taken out: as it was meant, or gone astray itself.

    An ID of its own for a copy is not meant where the row that it was copied from is `gone` from its place.
    """
    sure = landing.as_seen and (landing.row.table, landing.seen.id) not in gone
    missed = [value for value in landing.values if value.formula or not (value.aimed and sure)]
    cases = [landing.case("covered" if value.formula else "stray", value) for value in missed if value.changed]
    sync_state.record(reader.connection, landing.row.table, cases, occasion.now, occasion.new_id)
    if missed:  # what was to be taken out may well stand where it stood
        return
    if landing.row.case:
        sync_state.close_case(reader.connection, landing.row.case, occasion.now)
    if landing.row.named:
        _tell_of_text(reader, occasion, landing)
        yield landing.row.named


def _tell_of_text(reader: Reader, occasion: Occasion, landing: Landing) -> None:
    """What somebody typed where the ID belongs is shown to people; the ID of a row that was copied is no loss.

    Where an ID gone astray stood on it, its case knows what that was.
    """
    table, stray = landing.row.table, sync_state.case(reader.connection, landing.row.case)
    found = [replace(value, stood=stray["sheet"]) if stray else value for value in landing.values]
    typed = [value for value in found if value.stood != ""]
    known = sync_state.base(reader.connection, table, [str(value.stood) for value in typed])
    cases = [landing.case("proposal", value) for value in typed if str(value.stood) not in known]
    sync_state.record(reader.connection, table, cases, occasion.now, occasion.new_id)


def _note_appended(
    reader: Reader, occasion: Occasion, table: str, row: str, cells: Sequence[Cell], frame: Sequence[str | None]
) -> None:
    """The base of a new row, under the headers as they stood when it was added.

    Where a column was moved by then, so that its ID stands elsewhere, the merge knows the line again by that.
    """
    places = list(zip(chain(frame, repeat(None)), cells, strict=False))
    landed = {header: cell for header, cell in places if header and header != ID}
    sync_state.agree(reader.connection, table, {row: landed})
    loose = [Case("stray", row, "", "", cell, STRAY) for header, cell in places if not header and cell != ""]
    sync_state.record(reader.connection, table, loose, occasion.now, occasion.new_id)
