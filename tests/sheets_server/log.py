"""The server's own log: each value ever written, by whom, when, over what, and what became of it.

The verdict on "nobody's edit is ever lost" is made from here, not from what the panel believes. A write keeps its
number while its cell is sorted, moved, or shifted by inserted rows; it ends when it is replaced, cleared or deleted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .grid import Spreadsheet, Value


class Change(NamedTuple):
    """One committed request (or one edit of a person)."""

    number: int
    time: float
    actor: str
    spreadsheet: str
    kinds: tuple[str, ...]  # updateCells, values.update, deleteDimension, ...


class Write(NamedTuple):
    """A value put into a cell; where it stood then (zero-based)."""

    number: int
    change: Change
    sheet: int
    row: int
    column: int
    value: Value
    replaced: int  # number of the write whose value stood there, 0 for an empty cell


class Ending(NamedTuple):
    """What took a written value out of the sheet."""

    change: Change
    kind: str
    by_write: int  # number of the write that took its place, 0 where it was cleared or deleted


class Log:
    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.writes: list[Write] = []  # write number n is at n - 1
        self.endings: dict[int, Ending] = {}

    def write(self, number: int) -> Write:
        return self.writes[number - 1]

    def by(self, actor: str) -> Iterator[Write]:
        return (write for write in self.writes if write.change.actor == actor)

    def ended_by(self, actor: str) -> Iterator[tuple[Write, Ending]]:
        """Each written value that this actor replaced, cleared or deleted."""
        for number, ending in self.endings.items():
            if ending.change.actor == actor:
                yield self.write(number), ending

    def standing(self, book: Spreadsheet) -> dict[int, tuple[str, int, int]]:
        """Where each write that is still in the spreadsheet stands now: number -> (tab, row, column)."""
        return {
            cell.write: (sheet.title, row, column)
            for sheet in book.sheets
            for row, cells in enumerate(sheet.rows)
            for column, cell in enumerate(cells)
            if cell.write
        }
