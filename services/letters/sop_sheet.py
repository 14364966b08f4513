"""The official sheet of the SOP in the AP-SOP form: header, sections, flow with symbols by executor, worksheets. Pure
up to `render`. The words are the SOP's; what is our reading is marked with an asterisk.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby, pairwise

from services.domain import sop_flow
from services.domain.sop import Grid, Section, Sop
from services.domain.sop_flow import FlowRow
from services.letters.blocks import Column, Table, plain
from services.letters.flow import Sheet, flow, sheet
from services.letters.layout import Section as Pages
from services.letters.layout import of_all
from services.letters.layout import render as to_pdf
from services.letters.marks import Cells, Frame, Mark, Piece, Rule, Words, glue, spaced
from services.letters.tables import Style, rows_of, table
from services.letters.typeset import paragraph

MARGINS = {"left": 18, "right": 15, "bottom": 18, "top": 15, "later_top": 18}
SIZE, LEADING, PAD = 9.0, 4.1, 2.0
LABEL = 34.0
SHARES = (8, 62, 24, 24, 24, 26, 32, 16, 26, 22)
LEAST_ROW = 17.0
ELBOW = 2.2  # mm below the upper edge of a row, where the line turns
HALF_WIDTH, HALF_HEIGHT, CORNER, ARROW = 7.5, 3.6, 1.6, 1.5
NOTE = (
    "* dan lambang pelaksana: tafsiran panel, sebab sumber SOP tidak lagi memuatnya. Bulat tumpul: mulai/selesai; persegi: kegiatan; "
    "belah ketupat: keputusan (bila dikembalikan, telaahan diperbaiki dan diajukan lagi)."
)


def render(sop: Sop, now: datetime, paper: str = "A4") -> bytes:
    """The sheet as PDF: the first page, the flow, and the identification tables."""
    on = sheet(paper, across=True, **MARGINS)
    pieces = [*_header(sop, on), *_sections(sop, on), *_flow(sop, on)]
    for part, grids in groupby(sop.grids, key=lambda grid: grid.part):
        for number, grid in enumerate(grids):
            pieces += _grid(grid, on, part="" if number else part)
    return to_pdf([Pages(on, flow(pieces, on), of_all)], "Standar Operasional Prosedur", now, draft=False)


def _beside(on: Sheet, left: list[Piece], right: list[Piece]) -> Piece:
    """Two stacks of lines in two boxes of equal height beside each other, as one piece."""
    height = max(sum(piece.height for piece in stack) for stack in (left, right)) + 2 * PAD
    half = on.inner / 2
    marks: list[Mark] = [Frame(on.left, 0, half, height), Frame(on.left + half, 0, half, height)]
    return Piece(height, (*marks, *_stacked(left), *_stacked(right)))


def _stacked(pieces: Sequence[Piece]) -> Iterator[Mark]:
    """The marks of lines below each other."""
    y = PAD
    for piece in pieces:
        yield from (replace(mark, y=mark.y + y) for mark in piece.marks if isinstance(mark, Words))
        y += piece.height


def _lines(text: str, x: float, most: float, bold: bool = False) -> list[Piece]:
    return paragraph(plain(text, bold), most - 2 * PAD, x + PAD, SIZE, LEADING, align="left")


def _header(sop: Sop, on: Sheet) -> list[Piece]:
    half = on.inner / 2
    office = [line for text in sop.kop for line in _lines(text, on.left, half, bold=True)]
    right = [line for entry in sop.header for line in _labelled(entry.label, entry.text, on.left + half, half)]
    return [_beside(on, office, right)]


def _labelled(label: str, text: str, x: float, most: float) -> list[Piece]:
    first, *rest = _lines(f": {text}", x + LABEL, most - LABEL)
    return [replace(first, marks=(*_lines(label, x, LABEL)[0].marks, *first.marks)), *rest]


def _sections(sop: Sop, on: Sheet) -> list[Piece]:
    half = on.inner / 2
    boxes = [_section(part, on.left + half * (at % 2), half) for at, part in enumerate(sop.sections)]
    return [_beside(on, left, right) for left, right in zip(boxes[::2], boxes[1::2], strict=True)]


def _section(part: Section, x: float, most: float) -> list[Piece]:
    title = part.title or f"{part.modern} *"
    return [*_lines(title, x, most, bold=True), *(line for item in part.items for line in _lines(item, x, most))]


def _flow(sop: Sop, on: Sheet) -> list[Piece]:
    titles = (sop.flow_head[0][0], sop.flow_head[0][1], *(party.column for party in sop.parties), *sop.flow_head[1],
              sop.flow_head[0][4])
    columns = tuple(Column(title, "left", share) for title, share in zip(titles, SHARES, strict=True))
    blank = [""] * len(sop.parties)
    cells = rows_of(
        (stage.number, stage.activity, *blank, stage.kelengkapan, stage.waktu, stage.output, stage.keterangan)
        for stage in sop.stages
    )
    head, *rows = table(Table(columns, cells), on.left, on.inner, Style(8.5, least=LEAST_ROW))
    drawn = [_with_flow(piece, row) for piece, row in zip(rows, sop_flow.rows(sop), strict=True)]
    note = paragraph(plain(NOTE), on.inner, on.left, 8, 3.6, align="left")
    above = _groups(sop, _edges(head), on)
    return [replace(above, new_page=True, glued=True), head, *drawn, *spaced(glue(note), 2)]


def _groups(sop: Sop, edges: Sequence[float], on: Sheet) -> Piece:
    """The strip above the head that names the executors and the mutu baku."""
    parties = len(sop.parties)
    spans = ((2, 2 + parties, sop.flow_head[0][2]), (2 + parties, 5 + parties, sop.flow_head[0][3]))
    marks: list[Mark] = []
    for start, end, title in spans:
        x, width = edges[start], edges[end] - edges[start]
        line = paragraph(plain(title, bold=True), width, x, 8.5, 5.5, align="center")
        marks += [Frame(x, 0, width, 5.5), *line[0].marks]
    return Piece(5.5, tuple(marks))


def _edges(piece: Piece) -> tuple[float, ...]:
    return next(mark.edges for mark in piece.marks if isinstance(mark, Cells))


def _with_flow(piece: Piece, row: FlowRow) -> Piece:
    """A row of the table with its symbols and lines. Lines come first: symbols cover nothing, so they stop at them."""
    edges, middle = _edges(piece), piece.height / 2
    at = [(edges[2 + column] + edges[3 + column]) / 2 for column in range(len(edges) - 7)]
    marks: list[Mark] = []
    if row.enters is not None:
        marks += _arrow((at[row.enters], 0), (at[row.enters], ELBOW), (at[row.first], ELBOW),
                        (at[row.first], middle - HALF_HEIGHT))
    for (start, _), (end, _) in pairwise(row.symbols):
        side = HALF_WIDTH if end > start else -HALF_WIDTH
        marks += _arrow((at[start] + side, middle), (at[end] - side, middle))
    if row.goes_on:
        marks += _polyline((at[row.last], middle + HALF_HEIGHT), (at[row.last], piece.height))
    for column, symbol in row.symbols:
        marks += SHAPES[symbol](at[column], middle)
    return replace(piece, marks=(*piece.marks, *marks))


def _polyline(*points: tuple[float, float]) -> list[Mark]:
    return [Rule(*start, *end, 0.3) for start, end in pairwise(points) if start != end]


def _arrow(*points: tuple[float, float]) -> list[Mark]:
    """A line with a head at its end; the last part runs down or sideways."""
    (x0, y0), (x, y) = points[-2:]
    back_x, back_y = _sign(x0 - x) * ARROW, _sign(y0 - y) * ARROW
    aside_x, aside_y = back_y / 2, back_x / 2
    heads = _polyline((x + back_x + aside_x, y + back_y + aside_y), (x, y), (x + back_x - aside_x, y + back_y - aside_y))
    return [*_polyline(*points), *heads]


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _closed(*points: tuple[float, float]) -> list[Mark]:
    return _polyline(*points, points[0])


def _box(x: float, y: float) -> list[Mark]:
    return [Frame(x - HALF_WIDTH, y - HALF_HEIGHT, 2 * HALF_WIDTH, 2 * HALF_HEIGHT, 0.3)]


def _diamond(x: float, y: float) -> list[Mark]:
    return _closed((x, y - HALF_HEIGHT), (x + HALF_WIDTH, y), (x, y + HALF_HEIGHT), (x - HALF_WIDTH, y))


def _terminator(x: float, y: float) -> list[Mark]:
    left, right, top, bottom = x - HALF_WIDTH, x + HALF_WIDTH, y - HALF_HEIGHT, y + HALF_HEIGHT
    return _closed(
        (left + CORNER, top), (right - CORNER, top), (right, y - CORNER), (right, y + CORNER), (right - CORNER, bottom),
        (left + CORNER, bottom), (left, y + CORNER), (left, y - CORNER))


SHAPES = {"start": _terminator, "process": _box, "decision": _diamond, "end": _terminator}


def _grid(grid: Grid, on: Sheet, part: str) -> list[Piece]:
    """A worksheet under its headings; where the SOP prints no head row, none is drawn."""
    headings = [line for text in (part, grid.title) if text
                for line in paragraph(plain(text, bold=True), on.inner, on.left, 10, 5, align="left")]
    width = len(grid.rows[0])
    columns = tuple(Column(title) for title in (grid.head or [""] * width))
    head, *rows = table(Table(columns, rows_of(grid.rows)), on.left, on.inner, Style(9))
    body = [head, *rows] if grid.head else [_closed_above(rows[0]), *rows[1:]]
    return [*spaced([replace(piece, glued=True) for piece in headings], 6), *glue(body)]


def _closed_above(piece: Piece) -> Piece:
    """A row with its upper edge drawn: the first one of a table without head."""
    marks = tuple(replace(mark, above=True) if isinstance(mark, Cells) else mark for mark in piece.marks)
    return replace(piece, marks=marks, head=None)
