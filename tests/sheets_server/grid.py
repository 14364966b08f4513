"""Spreadsheets, sheets and cells in memory.

Rows are tuples of cells and are replaced, never changed; so a copy of a sheet is a copy of its list of rows, an edit
of 50,000 rows can be dropped by forgetting it, and an older state stays readable.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .a1 import OPEN, Area
from .errors import TOO_MANY_CELLS, Refusal

ROWS, COLUMNS = "ROWS", "COLUMNS"
MAX_CELLS = 10_000_000


class Formula(str):
    """What was entered as a formula, with its `=`."""


Value = float | str | bool | Formula | None


class Cell(NamedTuple):
    """What stands in a cell. `write` is the number in the log of the write that put the value there (0: none)."""

    value: Value = None
    format: dict[str, Any] | None = None
    note: str | None = None
    rule: dict[str, Any] | None = None
    write: int = 0


EMPTY = Cell()
Row = tuple[Cell, ...]


@dataclass(eq=False)
class Sheet:
    id: int
    title: str
    row_count: int = 1000
    column_count: int = 26
    rows: list[Row] = field(default_factory=list)
    properties: dict[str, Any] = field(default_factory=dict)  # hidden, tabColorStyle, rightToLeft
    grid_properties: dict[str, Any] = field(default_factory=dict)  # frozenRowCount, hideGridlines, ...
    attached: dict[str, Any] = field(default_factory=dict)  # merges, basicFilter, rowGroups, conditionalFormats, ...
    sizes: dict[str, dict[int, dict[str, Any]]] = field(default_factory=lambda: {ROWS: {}, COLUMNS: {}})
    has_formulas: bool = False

    def copy(self) -> Sheet:
        twin = copy.copy(self)
        twin.rows = self.rows[:]
        twin.properties = dict(self.properties)
        twin.grid_properties = dict(self.grid_properties)
        twin.attached = dict(self.attached)
        twin.sizes = {dimension: dict(sizes) for dimension, sizes in self.sizes.items()}
        return twin

    @property
    def area(self) -> Area:
        return Area(0, 0, self.row_count, self.column_count)

    def row(self, row: int) -> Row:
        return self.rows[row] if row < len(self.rows) else ()

    def cell(self, row: int, column: int) -> Cell:
        cells = self.row(row)
        return cells[column] if column < len(cells) else EMPTY

    def cells(self, row: int, left: int, right: int) -> Row:
        """The cells of a part of a row, filled up with empty ones."""
        cells = self.row(row)[left:right]
        return cells + (EMPTY,) * (right - left - len(cells))

    def put(self, row: int, left: int, cells: Row) -> None:
        """Sets a part of a row."""
        if row >= len(self.rows):
            self.rows.extend([()] * (row + 1 - len(self.rows)))
        old = self.rows[row]
        head = old[:left] + (EMPTY,) * (left - len(old))
        self.rows[row] = head + cells + old[left + len(cells) :]

    def end_of_data(self) -> int:
        """The index after the last row that holds a value."""
        for row in range(len(self.rows) - 1, -1, -1):
            for cell in self.rows[row]:
                if cell.value is not None:
                    return row + 1
        return 0

    def size(self, dimension: str) -> int:
        return self.row_count if dimension == ROWS else self.column_count

    def resize(self, rows: int, columns: int) -> None:
        self.row_count, self.column_count = rows, columns
        del self.rows[rows:]
        if any(len(row) > columns for row in self.rows):
            self.rows = [row[:columns] for row in self.rows]

    def rearrange(self, dimension: str, change: Callable[[list[Any]], None]) -> None:
        """Changes the order or number of rows or columns; `change` gets the list of them."""
        if dimension == ROWS:
            self.rows.extend([()] * (self.row_count - len(self.rows)))
            change(self.rows)
            self.row_count = len(self.rows)
        else:
            self.rows = [_changed(row, self.column_count, change) for row in self.rows]
            width: list[Any] = [EMPTY] * self.column_count
            change(width)
            self.column_count = len(width)


def _changed(row: Row, width: int, change: Callable[[list[Any]], None]) -> Row:
    cells = [*row, *(EMPTY,) * (width - len(row))]
    change(cells)
    return tuple(cells)


@dataclass(eq=False)
class Spreadsheet:
    id: str
    title: str
    locale: str
    owner: str
    created: float
    time_zone: str = "Etc/GMT"
    sheets: list[Sheet] = field(default_factory=list)
    objects: dict[str, dict[Any, dict[str, Any]]] = field(default_factory=dict)  # namedRanges, protectedRanges, ...
    protected_since: dict[int, int] = field(default_factory=dict)  # protectedRangeId -> tick of the server
    permissions: dict[str, str] = field(default_factory=dict)  # email (or "anyone") -> owner, writer, reader
    properties: dict[str, Any] = field(default_factory=dict)  # further spreadsheet properties as they were set
    modified: float = 0.0
    version: int = 1

    def copy(self) -> Spreadsheet:
        twin = copy.copy(self)
        twin.sheets = self.sheets[:]
        twin.objects = {kind: dict(objects) for kind, objects in self.objects.items()}
        twin.protected_since = dict(self.protected_since)
        twin.permissions = dict(self.permissions)
        twin.properties = dict(self.properties)
        return twin

    def sheet(self, sheet_id: int) -> Sheet:
        for sheet in self.sheets:
            if sheet.id == sheet_id:
                return sheet
        raise Refusal(f"No grid with id: {sheet_id}")

    def titled(self, title: str) -> Sheet | None:
        """The sheet of this title; titles are compared without regard to case, as Google does."""
        for sheet in self.sheets:
            if sheet.title.casefold() == title.casefold():
                return sheet
        return None

    def check_size(self) -> None:
        if sum(sheet.row_count * sheet.column_count for sheet in self.sheets) > MAX_CELLS:
            raise Refusal(TOO_MANY_CELLS)


def area_of(grid_range: dict[str, Any]) -> Area:
    """A GridRange as an area (its open ends stay open)."""
    return Area(
        grid_range.get("startRowIndex", 0),
        grid_range.get("startColumnIndex", 0),
        grid_range.get("endRowIndex", OPEN),
        grid_range.get("endColumnIndex", OPEN),
    )


def range_of(sheet_id: int, area: Area) -> dict[str, Any]:
    """An area as a GridRange."""
    found = {
        "sheetId": sheet_id,
        "startRowIndex": area.top,
        "endRowIndex": area.bottom,
        "startColumnIndex": area.left,
        "endColumnIndex": area.right,
    }
    return {name: value for name, value in found.items() if value != OPEN}
