"""One row of a table → one person: the cells by field, then values, faults and official places."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from services.domain.places import Kelurahan, Places
from services.domain.workbook.columns import Column, Table
from services.domain.workbook.grid import Cell, Grid, address, is_blank, text_of
from services.domain.workbook.headings import TICKS
from services.domain.workbook.parts import split, split_address
from services.domain.workbook.values import READERS, Read, digits

TALLEST = 5_000  # rows that one merged cell may be said of: a family's number, a kelurahan
DITTO = frozenset(
    form(mark)
    for mark in ('"', "''", "”", "“", "″", ",,", '-"-', "-”-", '- " -', "idem", "sda", "s.d.a", "s.d.a.", "sda.")
    for form in (str, str.upper, str.title)
)
FEWEST_TO_JUDGE = 8  # numbers; by chance six of eight end in 0 once in 50,000 lists
MOST_LOST = 0.7
Facts = dict[str, Cell]
Owners = dict[tuple[int, int], int]  # a cell that says what another says → the row of that other


class Fault(NamedTuple):
    """What is wrong with a fact ("kosong", "rusak", "tak_dikenal" …) and what was written."""

    word: str
    written: str


@dataclass(frozen=True)
class Entry:
    """One person as a list has it. `rows` count from 1; values, faults and columns go by field name."""

    sheet: str
    rows: tuple[int, ...]
    values: Mapping[str, Any]
    faults: Mapping[str, Fault]
    columns: Mapping[str, int]
    hidden: bool = False
    struck: bool = False

    def cell(self, name: str) -> str:
        """Where the fact stands, "C17"; the row alone if it has no cell of its own."""
        row = self.rows[0] - 1
        return address(row, self.columns[name]) if name in self.columns else f"baris {row + 1}"


def without_lost_digits(entries: Sequence[Entry], name: str) -> list[Entry]:
    """The entries with numbers named damaged that a spreadsheet wrote as text after it had lost their last digit.

    One number of sixteen digits in ten ends in 0. Where most of a list's do, they went through a number cell before
    they came here (a CSV file saved from Excel), so those that end in 0 are not to be trusted.
    """
    numbers = {entry.values[name] for entry in entries if entry.values.get(name) and name not in entry.faults}
    ending = sum(number.endswith("0") for number in numbers)
    if len(numbers) < FEWEST_TO_JUDGE or ending < MOST_LOST * len(numbers):
        return list(entries)
    return [_damaged(entry, name) for entry in entries]


def _damaged(entry: Entry, name: str) -> Entry:
    number = entry.values.get(name)
    if not number or name in entry.faults or not number.endswith("0"):
        return entry
    return replace(entry, values={**entry.values, name: None}, faults={**entry.faults, name: Fault("rusak", number)})


def owners_of(grid: Grid) -> Owners:
    """What stands in an upright merged cell, a family's No. KK, belongs to each of its rows; "idem" to the row above."""
    owners = {
        (row, area.left): area.top
        for area in grid.merged
        if 0 < area.bottom - area.top < TALLEST
        for row in range(area.top + 1, min(area.bottom + 1, len(grid.rows)))
    }
    for row, cells in enumerate(grid.rows[1:], start=1):
        for at, cell in enumerate(cells):
            if cell.__class__ is str and cell.strip() in DITTO:
                owners[row, at] = owners.get((row - 1, at), row - 1)
    return owners


def facts_of(grid: Grid, row: int, table: Table, owners: Owners) -> Facts:
    """The cells of a row by field, several facts in one cell taken apart; empty cells are left out."""
    facts: Facts = {}
    cells = grid.rows[row]
    for column in table.columns:
        at = column.at
        if owners and (row, at) in owners:
            cell = grid.at(owners[row, at], at)
        else:
            cell = cells[at] if at < len(cells) else None
        if is_blank(cell):
            continue
        if len(column.fields) > 1:
            parts = split(cell, column.fields)
            facts |= {name: part for name, part in parts.items() if name in column.takes and part != ""}
        else:
            facts[column.fields[0]] = cell if column.wide == 1 else _joined(grid, row, column)
    return _one_address(_one_sex(facts), table)


def _joined(grid: Grid, row: int, column: Column) -> Cell:
    """A fact in several columns, or a number written one digit a cell under one wide heading; else the first cell."""
    texts = [text_of(grid.at(row, at)) for at in range(column.at, column.at + column.wide)]
    if column.joint is not None:
        return column.joint.join(filter(None, texts))
    return "".join(texts) if all(len(text) <= 1 for text in texts) else grid.at(row, column.at)


def _one_sex(facts: Facts) -> Facts:
    """Ticks in columns L and P become the sex; two ticks, or none, leave it open."""
    if facts.keys().isdisjoint(TICKS):
        return facts
    ticked = [sex for column, sex in TICKS.items() if text_of(facts.pop(column, None)) not in ("", "0", "-", "–")]
    return facts | {"sex": ticked[0]} if len(ticked) == 1 else facts


def _one_address(facts: Facts, table: Table) -> Facts:
    """An address in one string gives RT, RW and places that have no column of their own."""
    written = facts.get("address")
    if not isinstance(written, str) or "rt" in table.fields:
        return facts
    parts = split_address(written)
    return facts | {name: part for name, part in parts.items() if name == "address" or name not in table.fields}


class Interpreter:
    """Makes values of facts. Remembers each spelling of a place for as long as it lives."""

    def __init__(self, places: Places, today: date) -> None:
        self.places, self.today = places, today
        self._place = lru_cache(maxsize=None)(self._find_place)
        self._read = {name: self._reader(name) for name in READERS}

    def _reader(self, name: str) -> Callable[[Cell], Read]:
        """Reads cells of one kind; most say again what another one said, only numbers never do."""
        reader = READERS[name]
        if reader is digits:
            return lambda cell: digits(cell, self.today)
        return lru_cache(maxsize=None, typed=True)(lambda cell: reader(cell, self.today))

    def values(self, facts: Facts, own: Collection[str]) -> tuple[dict[str, Any], dict[str, Fault]]:
        """Values and faults by field. `own`: fields that the list itself says, not only its title."""
        values: dict[str, Any] = {}
        faults: dict[str, Fault] = {}
        for name, cell in facts.items():
            value, fault = self._read[name](cell)
            key = "sex" if name == "is_male" else name
            values[key] = value
            if fault:
                faults[key] = Fault(fault, text_of(cell))
        self._locate(values, faults, own)
        return values, faults

    def _locate(self, values: dict[str, Any], faults: dict[str, Fault], own: Collection[str]) -> None:
        """Official kelurahan, its code, and kecamatan; what is unknown or contradicts becomes a fault."""
        kelurahan, kecamatan = values.get("kelurahan"), values.get("kecamatan")
        place, district = self._place(kelurahan, kecamatan)
        if kelurahan and not place:
            faults["kelurahan"] = Fault("tak_dikenal", kelurahan)
        if place and kecamatan and district != place.kecamatan and "kecamatan" in own:
            faults["kecamatan"] = Fault("tidak_cocok", kecamatan)
        values["kelurahan"], values["kelurahan_code"] = (place.name, place.code) if place else (None, None)
        values["kecamatan"] = place.kecamatan if place else district

    def _find_place(self, kelurahan: str | None, kecamatan: str | None) -> tuple[Kelurahan | None, str | None]:
        """The kelurahan, and the name of the kecamatan as written; also by code numbers, "3" and "1001"."""
        if kelurahan and kecamatan and re.fullmatch(r"\d{4}", kelurahan) and re.fullmatch(r"\d{1,2}", kecamatan):
            place = self.places.find_kelurahan(f"{self.places.code}.{int(kecamatan):02}.{kelurahan}")
            return place, place.kecamatan if place else None
        district = self.places.find_kecamatan(kecamatan) if kecamatan else None
        name = district.name if district else None
        return (self.places.find_kelurahan(kelurahan, name) if kelurahan else None), name
