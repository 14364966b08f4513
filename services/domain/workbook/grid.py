"""A sheet as values. The Python type of a cell is its kind: a NIK kept as text is str, one kept as a number float."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple

Cell = str | float | int | bool | date | datetime | time | timedelta | None

UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff]")  # zero width: pasted from web pages and word processors


class Area(NamedTuple):
    """Merged cells; rows and columns count from 0, both ends belong to it. The value stands top left."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """One sheet from A1 on. `hidden` and `struck` hold the indexes (from 0) of rows hidden or struck through."""

    name: str
    rows: Sequence[Sequence[Cell]]
    visible: bool = True
    hidden: frozenset[int] = frozenset()
    merged: tuple[Area, ...] = ()
    struck: frozenset[int] = frozenset()

    @cached_property
    def merged_from(self) -> Mapping[int, Sequence[Area]]:
        """The merged cells by their top row."""
        areas: dict[int, list[Area]] = defaultdict(list)
        for area in self.merged:
            areas[area.top].append(area)
        return areas

    def at(self, row: int, column: int) -> Cell:
        """The value of a cell; None outside the sheet."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]


def text_of(cell: Cell) -> str:
    """A cell as one line of text: `12.0` is "12", a date is "05-03-1984"."""
    if isinstance(cell, str):
        return " ".join((cell if cell.isascii() else UNSEEN.sub("", cell)).split())
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else str(cell)
    if isinstance(cell, date):
        return f"{cell:%d-%m-%Y}"
    return str(cell)


def is_blank(cell: Cell) -> bool:
    """Whether a cell shows nothing."""
    return cell is None or (isinstance(cell, str) and not (cell.isascii() and cell.strip()) and not text_of(cell))


def column_name(column: int) -> str:
    """`C` for 2, `AA` for 26."""
    before, last = divmod(column, 26)
    return (column_name(before - 1) if before else "") + chr(ord("A") + last)


def column_title(column: int) -> str:
    """How a column without a heading is called: "Kolom C"."""
    return f"Kolom {column_name(column)}"


def address(row: int, column: int) -> str:
    """`C17` for row 16, column 2."""
    return f"{column_name(column)}{row + 1}"
