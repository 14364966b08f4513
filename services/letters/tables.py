"""Tables → pieces: a row is one piece, the head row is repeated on each page, a very tall row is cut. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from services.domain import pace
from services.letters.blocks import Column, Run, Table, Text, plain
from services.letters.fonts import width
from services.letters.marks import BODY, Cells, Mark, Piece, Shade
from services.letters.typeset import SIDE, Line, base, line_width, place, wrap

PADDING = 1.2
WIDEST = 75.0
MOST_LINES = 24
HEAD_GREY = 0.93
ROUNDING = 0.01


@dataclass(frozen=True)
class Style:
    """How a table is set: letters in points, and the least height of a row in mm (room to sign)."""

    size: float = BODY
    least: float = 0
    head_size: float = 0

    @property
    def leading(self) -> float:
        return self.size * 0.43


def table(content: Table, x: float, most: float, style: Style = Style(size=11)) -> list[Piece]:
    """The pieces of a table whose left edge is at `x`, `most` mm wide. The head stays with the first row, a total with
    the row above it. Columns without any title make no head.
    """
    across = edges(content, x, most, style.size)
    head = _head(content.columns, across, replace(style, size=style.head_size or style.size))
    pieces = [replace(head, glued=True)] if head else []
    for at, row in enumerate(content.rows):
        strong = at in content.strong
        cells = [_bold(cell) for cell in row] if strong else row
        if strong and len(pieces) > 1:
            pieces[-1] = replace(pieces[-1], glued=True)
        strips = _row(cells, content.columns, across, style, above=not pieces)
        pieces += [replace(piece, head=head) for piece in strips]
        pace.step()
    return pieces


def edges(content: Table, x: float, most: float, size: float) -> tuple[float, ...]:
    """Where the columns of a table begin and the last one ends."""
    return tuple(accumulate(_widths(content, most, size), initial=x))


def row(cells: Sequence[Text], columns: Sequence[Column], across: tuple[float, ...], style: Style) -> Piece:
    """One row on its own, never cut; a cell of more than MOST_LINES lines ends there."""
    return _row(cells, columns, across, style)[0]


def rows_of(values: Iterable[Sequence[object]]) -> tuple[tuple[Text, ...], ...]:
    """Plain values as the cells of a table."""
    return tuple(tuple(plain("" if value is None else value) for value in row) for row in values)


def _bold(text: Text) -> Text:
    return tuple(Run(run.text, True) for run in text)


def _widths(content: Table, most: float, size: float) -> list[float]:
    """Every column holds the longest word of its title; what is left over is shared by what the columns ask for."""
    asked = [column.share or _natural(at, content, size) for at, column in enumerate(content.columns)]
    asked = [share * most / sum(asked) for share in asked]
    least = [_longest_word(column.title, size) + 2 * PADDING for column in content.columns]
    more = [max(0.0, wish - low) for wish, low in zip(asked, least, strict=True)]
    if sum(least) >= most or not sum(more):
        return asked
    return [low + (most - sum(least)) * part / sum(more) for low, part in zip(least, more, strict=True)]


def _longest_word(text: str, size: float) -> float:
    return max((width(word, "B", size) for word in text.split()), default=0.0) + ROUNDING


def _natural(at: int, content: Table, size: float) -> float:
    """How wide a column would like to be: its longest cell, at most WIDEST."""
    cells = [sum(width(run.text, "B", size) for run in row[at]) for row in content.rows]
    return min(WIDEST, max(cells, default=0)) + 2 * PADDING


def _head(columns: Sequence[Column], edges: tuple[float, ...], style: Style) -> Piece | None:
    if not any(column.title for column in columns):
        return None
    titles = [plain(column.title, bold=True) for column in columns]
    centred = [replace(column, align="center") for column in columns]
    row = _row(titles, centred, edges, replace(style, least=0), above=True)[0]
    shade = Shade(edges[0], 0, edges[-1] - edges[0], row.height, HEAD_GREY)
    return replace(row, marks=(shade, *row.marks))


def _row(
    cells: Sequence[Text], columns: Sequence[Column], edges: tuple[float, ...], style: Style, above: bool = False
) -> list[Piece]:
    """A row: usually one piece; one with more than MOST_LINES lines is cut, with open edges between."""
    lines = [
        wrap(cell, edges[at + 1] - edges[at] - 2 * PADDING, style.size) for at, cell in enumerate(cells)
    ]
    tallest = max(map(len, lines))
    if tallest <= MOST_LINES:
        return [_strip(lines, columns, edges, style, above)]
    starts = range(0, tallest, MOST_LINES)
    return [_strip([cell[at:at + MOST_LINES] for cell in lines], columns, edges, style, above) for at in starts]


def _strip(
    lines: Sequence[Sequence[Line]], columns: Sequence[Column], edges: tuple[float, ...], style: Style, above: bool
) -> Piece:
    leading, size = style.leading, style.size
    height = max(style.least, max(map(len, lines)) * leading + 2 * PADDING)
    marks: list[Mark] = [Cells(edges, height, above)]
    for at, (cell, column) in enumerate(zip(lines, columns, strict=True)):
        left, room = edges[at] + PADDING, edges[at + 1] - edges[at] - 2 * PADDING
        side, y = SIDE[column.align], PADDING + base(leading, size)
        for line in cell:
            shift = side * (room - line_width(line, size)) if side else 0
            marks += place(line, left + shift, y, size)
            y += leading
    return Piece(height, tuple(marks))
