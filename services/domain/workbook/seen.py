"""What stands above the columns of a sheet, for a person to say what it means where the reader was unsure."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from services.domain.workbook.columns import LONG_NUMBER, Column, Table
from services.domain.workbook.grid import Grid, column_title, is_blank, text_of
from services.domain.workbook.headings import compact
from services.domain.workbook.layout import MOST_COLUMNS, paths, title_of

NUMBERED = re.compile(r"[\d()=. ]+")  # a row of column numbers heads nothing
SAMPLES = 3  # cells shown below a heading
NOWHERE = -1  # the heading of a sheet that has none
DEEPEST = 60  # rows in which a heading without known words is looked for


class Seen(NamedTuple):
    """A heading of the workbook: its words, the fields the reader takes from below it, and what the cells hold."""

    text: str
    fields: tuple[str, ...]
    sure: bool
    samples: tuple[str, ...]

    @property
    def key(self) -> str:
        """How the heading is remembered: see `layout.Own`."""
        return compact(self.text)


Place = tuple[Grid, int, int, tuple[Column, ...]]  # a sheet, its heading rows from 0, the columns read below them


def headings(grids: Sequence[Grid], tables: Iterable[tuple[str, tuple[int, int], Table]]) -> tuple[Seen, ...]:
    """The headings of the tables (sheet, heading rows from 1, table), else of what looks like one; each once.

    A sheet without any is seen by the letters of its columns: "Kolom C".
    """
    named = {grid.name: grid for grid in grids}
    places: list[Place] = [(named[sheet], top - 1, low - 1, table.columns) for sheet, (top, low), table in tables]
    places = places or [(grid, row, row, ()) for grid in grids if (row := _likely_head(grid)) is not None]
    found: dict[str, Seen] = {}
    for place in places:
        for seen in _of_place(*place):
            if seen.key and (seen.key not in found or seen.fields):
                found[seen.key] = seen
    return tuple(found.values())


def _of_place(grid: Grid, top: int, bottom: int, columns: tuple[Column, ...]) -> Iterable[Seen]:
    read = {column.at: column for column in columns}
    titles = paths(grid, top, bottom) if top != NOWHERE else {at: [column_title(at)] for at in _used_columns(grid)}
    for at, path in sorted(titles.items()):
        column = read.get(at)
        below = (text_of(grid.at(row, at)) for row in range(bottom + 1, min(bottom + DEEPEST, len(grid.rows))))
        samples = tuple(dict.fromkeys(filter(None, below)))[:SAMPLES]
        yield Seen(title_of(path), column.fields if column else (), bool(column and column.sure), samples)


def _used_columns(grid: Grid) -> set[int]:
    cells = ((at, cell) for row in grid.rows[:DEEPEST] for at, cell in enumerate(row[:MOST_COLUMNS]))
    return {at for at, cell in cells if not is_blank(cell)}


def _likely_head(grid: Grid) -> int | None:
    """The last row of two or more words above the first row with a number like a NIK; NOWHERE if there is no such row.

    None for a sheet without such a number.
    """
    head = NOWHERE
    for at, row in enumerate(grid.rows[:DEEPEST]):
        texts = [text for cell in row[:MOST_COLUMNS] if (text := text_of(cell))]
        if any(map(LONG_NUMBER.search, texts)):
            return head
        if sum(bool(compact(text)) and not NUMBERED.fullmatch(text) for text in texts) >= 2:
            head = at
    return None
