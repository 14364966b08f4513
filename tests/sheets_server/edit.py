"""One change in the making: a working copy of a spreadsheet on behalf of one actor.

An `Edit` is committed whole or forgotten; that is what makes a batch atomic. It guards protected ranges and notes
each written value and what it replaced.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .a1 import Area
from .errors import TOO_LONG, Protected, Refusal
from .grid import EMPTY, Cell, Formula, Sheet, Spreadsheet, area_of
from .log import Change, Ending, Log, Write

MAX_CHARACTERS = 50_000


@dataclass(frozen=True)
class Assumptions:
    """What nobody here could verify about the real service; tests run with each on and off."""

    metadata_follows_sort: bool = False
    """Developer metadata of a row moves with it when the range is sorted."""
    find_replace_parses: bool = True
    """findReplace reads the changed text as if it were typed (and not as plain text)."""
    protection_delay: int = 0
    """A new protection binds other people only after so many further requests."""
    protection_blocks_shape: bool = True
    """A protected cell keeps people without right on it from sorting, moving or deleting rows and columns over it."""
    drive_version_is_late: bool = False
    """Drive's `version` shows the state before the last change."""


class Edit:
    """`book` is the working copy; `tick` counts the requests the server has served."""

    def __init__(self, book: Spreadsheet, log: Log, change: Change, assumptions: Assumptions, tick: int = 0) -> None:
        self.book = book.copy()
        self.change = change
        self.actor = change.actor
        self.kind = change.kinds[0] if change.kinds else ""  # the request being carried out
        self.assumptions = assumptions
        self.tick = tick
        self._log = log
        self._first = len(log.writes) + 1
        self._written: list[Write] = []
        self._ended: list[tuple[int, Ending]] = []
        self._copied: set[int] = set()
        self._barred: dict[int, list[tuple[Area, list[Area]]]] = {}

    def sheet(self, sheet_id: int | None) -> Sheet:
        """The working copy of a sheet, made on first use."""
        sheet = self.book.sheet(sheet_id or 0)
        if sheet.id not in self._copied:
            at = self.book.sheets.index(sheet)
            sheet = sheet.copy()
            self.book.sheets[at] = sheet
            self._copied.add(sheet.id)
        return sheet

    def add_sheet(self, at: int, sheet: Sheet) -> None:
        self.book.sheets.insert(at, sheet)
        self._copied.add(sheet.id)
        self.book.check_size()

    # Protection

    def may_edit(self, protected: dict[str, Any]) -> bool:
        if protected.get("warningOnly") or self.actor == self.book.owner:
            return True
        since = self.book.protected_since.get(protected["protectedRangeId"], 0)
        users = (protected.get("editors") or {}).get("users", [])
        return self.actor in users or self.tick < since + self.assumptions.protection_delay

    def guard(self, sheet: Sheet, area: Area) -> None:
        """Raises Protected if the area holds a cell this actor may not edit."""
        for barred, opened in self._barred_areas(sheet.id):
            if barred.meets(area) and not any(area.lies_in(other) for other in opened):
                raise Protected

    def guard_shape(self, sheet: Sheet, area: Area) -> None:
        """As `guard`, for sorting, moving, deleting: whether these are barred at all is an assumption."""
        self.guard_sheet(sheet)
        if self.assumptions.protection_blocks_shape:
            self.guard(sheet, area)

    def guard_seam(self, sheet: Sheet, before: Area, after: Area) -> None:
        """Raises Protected if inserting between the two would part an area kept from this actor."""
        self.guard_sheet(sheet)
        if any(barred.meets(before) and barred.meets(after) for barred, _ in self._barred_areas(sheet.id)):
            raise Protected

    def guard_sheet(self, sheet: Sheet) -> None:
        """Raises Protected if the sheet as a whole is kept from this actor (its shape, name and place)."""
        if any(barred == Area() for barred, _ in self._barred_areas(sheet.id)):
            raise Protected

    def protections_changed(self) -> None:
        self._barred.clear()

    def _barred_areas(self, sheet_id: int) -> list[tuple[Area, list[Area]]]:
        """What is kept from this actor on a sheet, each with the parts of it left open to all."""
        if sheet_id not in self._barred:
            self._barred[sheet_id] = [
                (
                    area_of(protected.get("range", {})),
                    [area_of(part) for part in protected.get("unprotectedRanges", [])],
                )
                for protected in self.book.objects.get("protectedRanges", {}).values()
                if protected.get("range", {}).get("sheetId", 0) == sheet_id and not self.may_edit(protected)
            ]
        return self._barred[sheet_id]

    # Cells

    def write(self, sheet: Sheet, row: int, left: int, cells: Iterable[Cell]) -> None:
        """Sets a part of a row and notes each new value; a cell that brings the number of its write was only moved."""
        new = list(cells)
        self.guard(sheet, Area(row, left, row + 1, left + len(new)))
        old = sheet.cells(row, left, left + len(new))
        for offset, (cell, before) in enumerate(zip(new, old, strict=True)):
            if cell.value is not None and not cell.write:
                cell = new[offset] = self._numbered(cell, before, sheet, row, left + offset)
            if before.write and before.write != cell.write:
                self._ended.append((before.write, Ending(self.change, self.kind, cell.write)))
        sheet.put(row, left, tuple(new))

    def _numbered(self, cell: Cell, before: Cell, sheet: Sheet, row: int, column: int) -> Cell:
        value, cell_format, note, rule, _ = cell
        if isinstance(value, str):
            if len(value) > MAX_CHARACTERS:
                raise Refusal(TOO_LONG)
            sheet.has_formulas = sheet.has_formulas or isinstance(value, Formula)
        number = self._first + len(self._written)
        self._written.append(Write(number, self.change, sheet.id, row, column, value, before.write))
        return Cell(value, cell_format, note, rule, number)

    def forget(self, cells: Iterable[Cell]) -> None:
        """Notes that these cells left the sheet without another value in their place."""
        ending = Ending(self.change, self.kind, 0)
        self._ended += [(cell.write, ending) for cell in cells if cell.write]

    def clear_values(self, sheet: Sheet, area: Area) -> None:
        """Takes the values out of an area; formats, notes and validation stay."""
        self.guard(sheet, area)
        area = area.within(len(sheet.rows), sheet.column_count)
        for row in range(area.top, area.bottom):
            old = sheet.row(row)[area.left : area.right]
            if any(cell is not EMPTY for cell in old):
                self.forget(old)
                sheet.put(row, area.left, tuple(without_value(cell) for cell in old))

    def commit(self) -> Spreadsheet:
        """Files what was noted in the log and returns the changed spreadsheet."""
        self._log.changes.append(self.change)
        self._log.writes += self._written
        self._log.endings.update(self._ended)
        self.book.version += 1
        self.book.modified = self.change.time
        return self.book


def without_value(cell: Cell) -> Cell:
    if cell.format is None and cell.note is None and cell.rule is None:
        return EMPTY
    return Cell(None, cell.format, cell.note, cell.rule)
