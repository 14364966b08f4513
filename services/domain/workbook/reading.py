"""Sheets → people. Every row of a sheet is a person, or it is named why not; nothing is dropped in silence."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from services.domain.places import Kelurahan, Places
from services.domain.workbook.grid import Cell, Grid, address, text_of
from services.domain.workbook.layout import Head, Own, Table, find_head
from services.domain.workbook.parts import split, split_address
from services.domain.workbook.rows import Context, Skip, has_lost_nik, is_person, label_of, skip_of
from services.domain.workbook.values import READERS

TALLEST = 200  # rows of a merged cell that may belong to one family
TICKS = (("male", "L"), ("female", "P"))
Facts = dict[str, Cell]


class Fault(NamedTuple):
    """What is wrong with a fact ("kosong", "rusak", "tak_dikenal" …) and what was written."""

    word: str
    written: str


@dataclass(frozen=True)
class Entry:
    """One person as a list has it. `rows` count from 1; values and faults by field name; `cells`: addresses."""

    sheet: str
    rows: tuple[int, ...]
    values: Mapping[str, Any]
    faults: Mapping[str, Fault]
    columns: Mapping[str, int]
    hidden: bool = False

    def cell(self, name: str) -> str:
        """Where the fact stands, "C17"; the row alone if it has no cell of its own."""
        row = self.rows[0] - 1
        return address(row, self.columns[name]) if name in self.columns else f"baris {row + 1}"


class Found(NamedTuple):
    """A table that was read: its sheet, its heading rows (from 1) and what stands in its columns."""

    sheet: str
    head: tuple[int, int]
    table: Table


class Skipped(NamedTuple):
    """A row that is no person, and why."""

    sheet: str
    row: int
    why: Skip


@dataclass(frozen=True)
class Reading:
    """What the sheets say. `refused` is a sentence, or None; then there are no entries."""

    entries: tuple[Entry, ...] = ()
    tables: tuple[Found, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    refused: str | None = None


def read(grids: Iterable[Grid], places: Places, today: date, own: Own | None = None) -> Reading:
    """All people of the visible sheets, or why the workbook was not understood.

    `own` maps headings (folded by `headings.compact`) to fields: what a person decided for this sender.
    """
    reader = _Reader(places, today, own or {})
    grids = list(grids)
    sheets = [reader.sheet(grid) for grid in grids if grid.visible]
    people = [sheet for sheet in sheets if sheet.entries]
    with_nik = [sheet for sheet in people if any("nik" in found.table.fields for found in sheet.tables)]
    kept = with_nik or people
    refused = _refusal(grids, sheets, kept)
    if refused:
        return Reading(refused=refused)
    return Reading(
        entries=tuple(entry for sheet in kept for entry in sheet.entries),
        tables=tuple(found for sheet in kept for found in sheet.tables),
        skipped=tuple(part for sheet in kept for part in sheet.skipped),
    )


def _refusal(grids: list[Grid], sheets: list[Reading], kept: list[Reading]) -> str | None:
    names = ", ".join(f"“{grid.name}”" for grid in grids if grid.visible) or "apa pun"
    if not any(sheet.tables for sheet in sheets):
        return (f"Tabel tidak ditemukan. Panel melihat lembar {names} tanpa kolom NIK atau Nama. "
                "Minta berkas lain, atau petakan kolom sendiri.")
    if not kept:
        return f"Tabel di lembar {names} tidak berisi orang. Minta berkas lain kepada pengirim."
    lost = [part for sheet in sheets for part in sheet.skipped if part.why is Skip.LOST]
    if lost:
        return (f"Baris {lost[0].row} lembar “{lost[0].sheet}” memuat nomor 16 angka yang tidak terbaca sebagai bagian "
                "tabel. Beri judul kolom di atasnya, atau hapus baris itu, lalu unggah lagi.")
    return None


@dataclass
class _State:
    """What the walk down a sheet knows: the tables in force, the headings heard, the people so far."""

    after: int = -1
    tables: tuple[Table, ...] = ()
    title: dict[str, Cell] = field(default_factory=dict)
    group: dict[str, Cell] = field(default_factory=dict)
    tail: bool = False
    entries: list[Entry] = field(default_factory=list)
    facts: list[Facts] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


class _Reader:
    """Reads sheets with the same places, day and own headings; remembers each spelling of a place."""

    def __init__(self, places: Places, today: date, own: Own) -> None:
        self.places, self.today, self.own = places, today, own
        self.context = Context(places)
        self.place = lru_cache(maxsize=None)(self._place)

    def sheet(self, grid: Grid) -> Reading:
        state = _State(title=self.context.of_name(grid.name))
        owners = _owners(grid)
        row = 0
        while row < len(grid.rows):
            row = self._step(grid, row, state, owners)
        return Reading(tuple(state.entries), tuple(state.found), tuple(state.skipped))

    def _step(self, grid: Grid, row: int, state: _State, owners: dict[tuple[int, int], int]) -> int:
        """Take in one row (or one heading) and give the next."""
        texts = [text for cell in grid.rows[row] if cell not in (None, "") and (text := text_of(cell))]
        if not texts:
            return row + 1
        label = label_of(texts)
        if label is None and sum(self._person(grid, row, table, state, owners) for table in state.tables):
            state.after = row
            return row + 1
        head = None if label else find_head(grid, row, state.after, self.own)
        if head and head.tables:
            self._begin(grid, head, state)
            return head.bottom + 1
        self._skip(grid, row, texts, state)
        return row + 1

    def _begin(self, grid: Grid, head: Head, state: _State) -> None:
        same = head.tables == state.tables
        state.after, state.tables, state.tail = head.bottom, head.tables, False
        state.skipped += [Skipped(grid.name, row + 1, Skip.HEADER) for row in range(head.top, head.bottom + 1)]
        if not same:
            state.found += [Found(grid.name, (head.top + 1, head.bottom + 1), table) for table in head.tables]

    def _skip(self, grid: Grid, row: int, texts: list[str], state: _State) -> None:
        heard = self.context.of_row(grid.rows[row], in_table=bool(state.tables))
        where = state.group if state.tables else state.title
        if heard:
            self.context.take(where, heard)
        why = Skip.GROUP if heard and state.tables else skip_of(texts, bool(state.tables))
        if why in (Skip.OTHER, Skip.TITLE) and has_lost_nik(grid.rows[row]):
            why = Skip.LOST
        state.tail = state.tail or why in (Skip.SIGNATURE, Skip.NOTE)
        state.skipped.append(Skipped(grid.name, row + 1, why))

    def _person(self, grid: Grid, row: int, table: Table, state: _State, owners: dict[tuple[int, int], int]) -> bool:
        """Read a row as a person of a table, if it is one."""
        facts = _facts(grid, row, table, owners)
        if not facts:
            return False
        numbered = table.number is not None and text_of(grid.at(row, table.number)).rstrip(".").isdigit()
        if not numbered and self._completes(row, facts, table, state):
            state.entries[-1] = self._entry(grid, row, table, state, state.facts[-1], (*state.entries[-1].rows, row + 1))
            return True
        entry = self._entry(grid, row, table, state, facts, (row + 1,))
        words = {name: fault.word for name, fault in entry.faults.items()}
        if not is_person(entry.values, words, facts.keys(), numbered, state.tail):
            return False
        state.entries.append(entry)
        state.facts[:] = [facts]
        return True

    def _completes(self, row: int, facts: Facts, table: Table, state: _State) -> bool:
        """Whether a row without number and name goes on with the person above, who lacks just what it brings."""
        if table.number is None or not state.entries or state.entries[-1].rows[-1] != row or "name" in facts:
            return False
        before = state.facts[-1]
        if "nik" not in facts or before.keys() & facts.keys():
            return False
        before |= facts
        return True

    def _entry(self, grid: Grid, row: int, table: Table, state: _State, facts: Facts, rows: tuple[int, ...]) -> Entry:
        known = state.title | state.group
        given = {name: cell for name, cell in known.items() if name not in facts}
        values, faults = self._values(facts | given)
        values |= self._located(values, faults, facts.keys() | state.group.keys())
        columns = {name: column.at for column in table.columns for name in column.takes}
        return Entry(grid.name, rows, values, faults, columns, row in grid.hidden)

    def _values(self, facts: Facts) -> tuple[dict[str, Any], dict[str, Fault]]:
        values: dict[str, Any] = {}
        faults: dict[str, Fault] = {}
        for name, cell in facts.items():
            value, fault = READERS[name](cell, self.today)
            key = "sex" if name == "is_male" else name
            values[key] = value
            if fault:
                faults[key] = Fault(fault, text_of(cell))
        return values, faults

    def _located(self, values: Mapping[str, Any], faults: dict[str, Fault], own: Iterable[str]) -> dict[str, Any]:
        """Official kelurahan, its code, and kecamatan; what is unknown or contradicts is noted as a fault."""
        kelurahan, kecamatan = values.get("kelurahan"), values.get("kecamatan")
        place, district = self.place(kelurahan, kecamatan)
        if kelurahan and not place:
            faults["kelurahan"] = Fault("tak_dikenal", kelurahan)
        if place and kecamatan and district != place.kecamatan and "kecamatan" in own:
            faults["kecamatan"] = Fault("tidak_cocok", kecamatan)
        return {
            "kelurahan": place.name if place else None,
            "kelurahan_code": place.code if place else None,
            "kecamatan": place.kecamatan if place else district,
        }

    def _place(self, kelurahan: str | None, kecamatan: str | None) -> tuple[Kelurahan | None, str | None]:
        district = self.places.find_kecamatan(kecamatan) if kecamatan else None
        name = district.name if district else None
        if kelurahan and kecamatan and re.fullmatch(r"\d{4}", kelurahan) and re.fullmatch(r"\d{1,2}", kecamatan):
            place = self.places.find_kelurahan(f"{self.places.code}.{int(kecamatan):02}.{kelurahan}")
            return place, place.kecamatan if place else None
        return (self.places.find_kelurahan(kelurahan, name) if kelurahan else None), name


def _owners(grid: Grid) -> dict[tuple[int, int], int]:
    """For each cell under the first row of an upright merged cell: the row that holds its value."""
    return {
        (row, area.left): area.top
        for area in grid.merged
        if 0 < area.bottom - area.top < TALLEST
        for row in range(area.top + 1, min(area.bottom + 1, len(grid.rows)))
    }


def _facts(grid: Grid, row: int, table: Table, owners: Mapping[tuple[int, int], int]) -> Facts:
    """The cells of a row by field, several facts in one cell taken apart; empty cells are left out."""
    facts: Facts = {}
    for column in table.columns:
        cell = grid.at(owners.get((row, column.at), row), column.at)
        if cell in (None, "") or not text_of(cell):
            continue
        if len(column.fields) == 1:
            facts[column.fields[0]] = cell
        else:
            facts |= {name: part for name, part in split(cell, column.fields).items() if name in column.takes and part != ""}
    return _one_address(_one_sex(facts), table)


def _one_sex(facts: Facts) -> Facts:
    """Ticks in columns L and P become the sex; two ticks, or none, leave it open."""
    ticked = [sex for column, sex in TICKS if text_of(facts.pop(column, None)) not in ("", "0", "-", "–")]
    return facts | {"sex": ticked[0]} if len(ticked) == 1 else facts


def _one_address(facts: Facts, table: Table) -> Facts:
    """An address in one string gives RT, RW and places that have no column of their own."""
    written = facts.get("address")
    if not isinstance(written, str) or "rt" in table.fields:
        return facts
    parts = {name: part for name, part in split_address(written).items() if name == "address" or name not in table.fields}
    return facts | parts

