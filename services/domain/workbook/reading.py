"""Sheets → people. Every row of a sheet is a person, or it is named why not; nothing is dropped in silence."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.domain import pace
from services.domain.places import Places
from services.domain.workbook.columns import Table, hold_the_same
from services.domain.workbook.families import families_of, less_sure
from services.domain.workbook.grid import Cell, Grid, is_blank, text_of
from services.domain.workbook.layout import Head, Own, explains, find_head, line_of, without_head
from services.domain.workbook.people import Entry, Facts, Interpreter, facts_of, owners_of, without_lost_digits
from services.domain.workbook.rows import (
    EXAMPLE,
    Context,
    Skip,
    begins_another_table,
    has_lost_nik,
    is_family_heading,
    is_person,
    skip_of,
)
from services.domain.workbook.seen import Seen, headings

PATIENCE = 5_000  # rows without a heading, after which none is looked for any more
GUIDE = re.compile(r"\b(petunjuk|panduan|contoh|cara)\b", re.IGNORECASE)  # the name of a sheet


class Found(NamedTuple):
    """A table that was read: its sheet, its heading rows (from 1; 0 without any) and what stands in its columns."""

    sheet: str
    head: tuple[int, int]
    table: Table


class Skipped(NamedTuple):
    """A row (from 1) that is no person, and why."""

    sheet: str
    row: int
    why: Skip


@dataclass(frozen=True)
class Reading:
    """What the sheets say. `refused` is a sentence, or None; with a refusal there are no entries.

    `headings`: what stands above the columns, read or not, for a person to map by hand.
    """

    entries: tuple[Entry, ...] = ()
    tables: tuple[Found, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    refused: str | None = None
    headings: tuple[Seen, ...] = ()


def read(grids: Iterable[Grid], places: Places, today: date, own: Own | None = None) -> Reading:
    """All people of the visible sheets, or why the workbook was not understood.

    `own` maps headings (`Seen.key`) to fields, in words as in `headings.SPELLINGS`, or to "" for none: what a person
    decided for this sender.
    """
    interpreter = Interpreter(places, today)
    visible = _without_guides([grid for grid in grids if grid.visible])
    names = [grid.name for grid in visible]
    walks = [_Sheet(grid, names, interpreter, own or {}) for grid in visible]
    sheets = [walk.read(walks[:at]) for at, walk in enumerate(walks)]
    kept = _lists_of_people(sheets)
    tables = tuple(found for sheet in kept or sheets for found in sheet.tables)
    seen = headings(visible, tables)
    refused = _refusal(visible, sheets, kept, bool(seen))
    if refused:
        return Reading(refused=refused, headings=seen)
    return Reading(
        entries=tuple(entry for sheet in kept for entry in sheet.entries),
        tables=tables,
        skipped=tuple(part for sheet in kept for part in sheet.skipped),
        headings=seen,
    )


def _without_guides(grids: list[Grid]) -> list[Grid]:
    """The sheets but "Petunjuk" and "Contoh", whose people are made up; those too where there is nothing else."""
    return [grid for grid in grids if not GUIDE.search(grid.name)] or grids


def _lists_of_people(sheets: list[Reading]) -> list[Reading]:
    """Sheets with people; where some have a NIK, a sheet without (officials, a recap) is no recipient list."""
    people = [sheet for sheet in sheets if sheet.entries]
    return [sheet for sheet in people if any("nik" in found.table.fields for found in sheet.tables)] or people


def _refusal(grids: list[Grid], sheets: list[Reading], kept: list[Reading], headed: bool) -> str | None:
    names = ", ".join(f"“{grid.name}”" for grid in grids) or "apa pun"
    lost = next((part for sheet in sheets for part in sheet.skipped if part.why is Skip.LOST), None)
    if not any(sheet.tables for sheet in sheets):
        return (
            f"Tabel tidak ditemukan. Panel melihat lembar {names} tanpa kolom NIK atau Nama. "
            + "Tulis judul di atas setiap kolom, lalu unggah lagi, atau minta berkas lain."
            + (" Kolomnya dapat juga Anda petakan sendiri di panel." if headed else "")
        )
    if not kept and not any("nik" in found.table.fields for sheet in sheets for found in sheet.tables):
        return (
            f"Kolom NIK tidak ditemukan di lembar {names}. Beri kolom itu judul “NIK”, lalu unggah lagi, "
            "atau petakan sendiri di panel."
        )
    if not kept:
        return f"Tabel di lembar {names} tidak berisi orang. Minta berkas lain kepada pengirim."
    if lost:
        return (
            f"Baris {lost.row} lembar “{lost.sheet}” memuat nomor 16 angka yang tidak terbaca sebagai bagian tabel. "
            "Beri judul kolom di atasnya, atau hapus baris itu, lalu unggah lagi."
        )
    if shared := next(filter(None, map(_shared_by_both, kept)), None):
        return (
            f"Kolom {shared} memuat satu nomor saja di tiap sel, sehingga tidak jelas mana NIK dan mana No. KK. "
            "Pisahkan menjadi dua kolom, lalu unggah lagi."
        )
    return None


def _shared_by_both(sheet: Reading) -> str | None:
    """The column for NIK and No. KK of which no cell holds both: which one it is would be guessed."""
    if any(entry.values.get("nik") and entry.values.get("no_kk") for entry in sheet.entries):
        return None
    columns = ((found.sheet, column) for found in sheet.tables for column in found.table.columns)
    return next((f"“{one.heading}” di lembar “{name}”" for name, one in columns if {"nik", "no_kk"} <= one.takes), None)


class _Sheet:
    """The walk down one sheet: the tables in force, the headings heard, the people so far."""

    def __init__(self, grid: Grid, names: Sequence[str], interpreter: Interpreter, own: Own) -> None:
        self.grid, self.interpreter, self.own = grid, interpreter, own
        self.context = Context(interpreter.places, names)
        self.owners = owners_of(grid)
        self.title: dict[str, Cell] = self.context.of_name(grid.name)
        self.group: dict[str, Cell] = {}
        self.fresh: set[str] = set()  # what was heard since the last person
        self.head: Head | None = None  # the last one
        self.begins = (0, "")  # the column it begins in, and with what
        self.tables: tuple[Table, ...] = ()
        self.after = -1  # the last row that belongs to a table
        self.tail = False  # below a signature or a note
        self.numbers: dict[int, int] = {}  # the last running number of each table, by its first column
        self.facts: Facts = {}  # of the last person
        self.entries: list[Entry] = []
        self.found: list[Found] = []
        self.skipped: list[Skipped] = []

    def read(self, before: Sequence["_Sheet"]) -> Reading:
        """Walk down the whole sheet; once more where it heads nothing, yet its columns are known from elsewhere."""
        self._walk()
        if not self.found and (head := without_head(self.grid, self.own) or self._goes_on(before)):
            self.skipped.clear()
            self._begin(head)
            self._walk()
        for name in ("nik", "no_kk"):
            self.entries = without_lost_digits(self.entries, name)
        return Reading(tuple(self.entries), tuple(self.found), tuple(self.skipped))

    def _goes_on(self, before: Sequence["_Sheet"]) -> Head | None:
        """The columns of the last list, where this sheet holds the same in each of them: its next page."""
        last = next((sheet for sheet in reversed(before) if sheet.found), None)
        if last is None or not any(part.why is Skip.LOST for part in self.skipped):
            return None
        _, (_, first), table = last.found[-1]
        return Head(-1, -1, (table,)) if hold_the_same(table, last.grid, first, self.grid) else None

    def _walk(self) -> None:
        row = 0
        while row < len(self.grid.rows) and (self.found or len(self.skipped) < PATIENCE):
            row = self._step(row)
            pace.step()

    def _step(self, row: int) -> int:
        """Take in one row, or one heading of several, and give the next."""
        cells = self.grid.rows[row]
        if all(map(is_blank, cells)):
            return row + 1
        family = is_family_heading(cells)
        head = None if family else self._same_head(row)
        if not family and not head:
            if self._people(row):
                self.after = row
                self.fresh.clear()
                return row + 1
            head = find_head(self.grid, row, self.after, self.own)
        if head and head.tables:
            self._begin(head)
            return head.bottom + 1
        self._skip(row, [text for text in map(text_of, cells) if text])
        return row + 1

    def _same_head(self, row: int) -> Head | None:
        """The last heading, where the page that begins here repeats it word for word."""
        if self.head is None or text_of(self.grid.at(row, self.begins[0])) != self.begins[1]:
            return None
        top, bottom, tables = self.head
        repeats = all(line_of(self.grid, row + at - top) == line_of(self.grid, at) for at in range(top, bottom + 1))
        return Head(row, row + bottom - top, tables) if repeats else None

    def _begin(self, head: Head) -> None:
        head = head._replace(tables=tuple(self._with_families(table, head.bottom + 1) for table in head.tables))
        if head.bottom >= 0:
            self.head, self.begins = head, next(iter(line_of(self.grid, head.top).items()))
        if head.tables != self.tables:
            self.found += [Found(self.grid.name, (head.top + 1, head.bottom + 1), table) for table in head.tables]
        self.after, self.tables, self.tail = head.bottom, head.tables, False
        self.skipped += [Skipped(self.grid.name, row + 1, Skip.HEADER) for row in range(max(head.top, 0), head.bottom + 1)]

    def _with_families(self, table: Table, first: int) -> Table:
        carried = families_of(self.grid, first, table, self.owners)
        self.owners |= carried
        return less_sure(table, carried) if carried else table

    def _skip(self, row: int, texts: list[str]) -> None:
        if begins_another_table(texts):
            self.tables = ()
        inside = bool(self.tables)
        why = skip_of(texts, inside)
        heard = self.context.of_row(self.grid.rows[row], inside) if why in (Skip.OTHER, Skip.TITLE) else {}
        if heard:
            self.context.take(self.group if inside else self.title, heard, self.fresh)
            why = Skip.GROUP if inside else why
        elif why in (Skip.OTHER, Skip.TITLE) and has_lost_nik(self.grid.rows[row]):
            why = Skip.LOST
        self.tail = self.tail or why in (Skip.SIGNATURE, Skip.NOTE)
        self.skipped.append(Skipped(self.grid.name, row + 1, why))

    def _people(self, row: int) -> int:
        """Read the row as a person of each table; how many there are."""
        return sum(self._person(row, table) for table in self.tables)

    def _person(self, row: int, table: Table) -> bool:
        facts = facts_of(self.grid, row, table, self.owners)
        if not facts:
            return False
        number = text_of(self.grid.at(row, table.number)).rstrip(".") if table.number is not None else ""
        if EXAMPLE.fullmatch(number):
            return False
        if table.number is not None and not number and self._completes(row, facts):
            self.facts |= facts
            self.entries[-1] = self._entry(table, self.facts, (*self.entries[-1].rows, row + 1))
            return True
        entry = self._entry(table, facts, (row + 1,))
        numbered = number.isdigit() and int(number) == self.numbers.get(table.left, 0) + 1
        if not is_person(entry, facts.keys(), numbered, self.tail or self._may_explain(row)):
            return False
        if number.isdigit():
            self.numbers[table.left] = int(number)
        self.facts = facts
        self.entries.append(entry)
        return True

    def _may_explain(self, row: int) -> bool:
        """Whether a row above the first person may tell what to write, or be field names that an export hid."""
        return not self.entries and (row in self.grid.hidden or explains(line_of(self.grid, row).values()))

    def _completes(self, row: int, facts: Facts) -> bool:
        """Whether a row without number and name goes on with the person above, who lacks just what it brings."""
        follows = bool(self.entries) and self.entries[-1].rows[-1] == row
        own = facts.items() - self.facts.items()  # without what stands in a cell merged over both rows
        return follows and "nik" in facts and "name" not in facts and all(name not in self.facts for name, _ in own)

    def _entry(self, table: Table, facts: Facts, rows: tuple[int, ...]) -> Entry:
        heard = {name: cell for name, cell in (self.title | self.group).items() if name not in facts}
        values, faults = self.interpreter.values(facts | heard, facts.keys() | self.group.keys())
        row = rows[0] - 1
        return Entry(self.grid.name, rows, values, faults, table.places, row in self.grid.hidden, row in self.grid.struck)
