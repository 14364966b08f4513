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
from .grid import EMPTY, Cell, Formula, Sheet, Spreadsheet, Value, area_of
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


@dataclass(frozen=True)
class Actor:
    """Who edits: the panel's account or a person."""

    email: str


class Edit:
    """`book` is the working copy; `tick` counts the requests the server has served."""

    def __init__(self, book: Spreadsheet, actor: Actor, log: Log, assumptions: Assumptions, tick: int = 0) -> None:
        self.book = book.copy()
        self.actor = actor
        self.assumptions = assumptions
        self.kind = ""
        self.tick = tick
        self._log = log
        self._written: list[tuple[int, int, int, int, Value, int]] = []
        self._ended: list[tuple[int, str, int]] = []
        self._copied: set[int] = set()
        self._barred: dict[int, list[Area]] = {}

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
        if protected.get("warningOnly") or self.actor.email == self.book.owner:
            return True
        since = self.book.protected_since.get(protected["protectedRangeId"], 0)
        users = (protected.get("editors") or {}).get("users", [])
        return self.actor.email in users or self.tick < since + self.assumptions.protection_delay

    def guard(self, sheet: Sheet, area: Area) -> None:
        """Raises Protected if the area holds a cell this actor may not edit."""
        if any(barred.meets(area) for barred in self._barred_areas(sheet.id)):
            raise Protected

    def guard_shape(self, sheet: Sheet, area: Area) -> None:
        """As `guard`, for sorting, moving, deleting: whether these are barred at all is an assumption."""
        if self.assumptions.protection_blocks_shape or self.locked(sheet):
            self.guard(sheet, area)

    def guard_sheet(self, sheet: Sheet) -> None:
        """Raises Protected if the sheet as a whole is kept from this actor (rename, delete, move the tab)."""
        if self.locked(sheet):
            raise Protected

    def locked(self, sheet: Sheet) -> bool:
        return any(area.top == area.left == 0 and area.bottom is area.right is None for area in self._barred_areas(sheet.id))

    def protections_changed(self) -> None:
        self._barred.clear()

    def _barred_areas(self, sheet_id: int) -> list[Area]:
        if sheet_id not in self._barred:
            self._barred[sheet_id] = [
                area_of(protected.get("range", {}))
                for protected in self.book.objects.get("protectedRanges", {}).values()
                if protected.get("range", {}).get("sheetId", 0) == sheet_id and not self.may_edit(protected)
            ]
        return self._barred[sheet_id]

    # Cells

    def write(self, sheet: Sheet, row: int, left: int, cells: Iterable[Cell]) -> None:
        """Sets a part of a row; where the value is a new one the log will say so."""
        new = tuple(cells)
        self.guard(sheet, Area(row, left, row + 1, left + len(new)))
        old = sheet.cells(row, left, left + len(new))
        sheet.put(row, left, tuple(map(self._noted, new, old, _places(sheet, row, left, len(new)))))

    def _noted(self, new: Cell, old: Cell, place: tuple[Sheet, int, int]) -> Cell:
        """The new cell with the number of its write; a cell whose write is already known was only moved."""
        if new.write and new.write == old.write:
            return new
        if new.value is not None and not new.write:
            new = self._numbered(new, old, place)
        if old.write:
            self._ended.append((old.write, self.kind, new.write))
        return new

    def _numbered(self, new: Cell, old: Cell, place: tuple[Sheet, int, int]) -> Cell:
        value = new.value
        if isinstance(value, str) and len(value) > MAX_CHARACTERS:
            raise Refusal(TOO_LONG)
        sheet, row, column = place
        if isinstance(value, Formula):
            sheet.has_formulas = True
        number = self._log.next_write + len(self._written)
        self._written.append((number, sheet.id, row, column, value, old.write))
        return Cell(value, new.format, new.note, new.rule, number)

    def forget(self, cells: Iterable[Cell]) -> None:
        """Notes that these cells left the sheet without another value in their place."""
        self._ended += [(cell.write, self.kind, 0) for cell in cells if cell.write]

    def clear_values(self, sheet: Sheet, area: Area) -> None:
        """Takes the values out of an area; formats, notes and validation stay."""
        self.guard(sheet, area)
        area = area.within(len(sheet.rows), sheet.column_count)
        for row in range(area.top, area.bottom or 0):
            old = sheet.row(row)[area.left : area.right]
            if any(cell is not EMPTY for cell in old):
                self.forget(old)
                sheet.put(row, area.left, tuple(without_value(cell) for cell in old))

    def commit_to(self, log: Log, time: float, kinds: tuple[str, ...]) -> Spreadsheet:
        """Files what was noted and returns the changed spreadsheet."""
        change = Change(len(log.changes) + 1, time, self.actor.email, self.book.id, kinds)
        log.changes.append(change)
        log.writes += [Write(number, change, *rest) for number, *rest in self._written]  # type: ignore[arg-type]
        log.endings.update((ended, Ending(change, kind, by)) for ended, kind, by in self._ended)
        self.book.version += 1
        self.book.modified = time
        return self.book


def without_value(cell: Cell) -> Cell:
    if cell.format is None and cell.note is None and cell.rule is None:
        return EMPTY
    return Cell(None, cell.format, cell.note, cell.rule)


def _places(sheet: Sheet, row: int, left: int, count: int) -> Iterable[tuple[Sheet, int, int]]:
    return ((sheet, row, left + offset) for offset in range(count))
