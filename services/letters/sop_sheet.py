"""The SOP itself in the form of an SOP AP: head, flow with its executors and mutu baku, and the sheets behind. Pure up
to `render`.

The words are printed as the SOP has them. The form is that of Permenpan RB 35/2012: first page in boxes, then the flow.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from services.domain.sop import Grid, Section, Sop, Stage
from services.letters import flowchart, tables
from services.letters.blocks import Column, Letterhead, Table, Text, plain
from services.letters.flow import Sheet, flow, sheet
from services.letters.layout import Section as Pages
from services.letters.layout import of_all
from services.letters.layout import render as to_pdf
from services.letters.letterhead import across, emblem
from services.letters.marks import Frame, Mark, Piece, Shade, glue, spaced
from services.letters.tables import HEAD_GREY, Style, rows_of
from services.letters.typeset import base, line_width, paragraph, place, wrap

MARGINS = {"left": 20, "right": 15, "bottom": 15, "top": 15, "later_top": 20}
SIZE, STEP, PAD = 9.0, 4.0, 2.0
SMALL = 8.5
LABEL = 36.0
ROW = 18.5
EMBLEM, EMBLEM_WIDTH = 26.0, 20.0  # with the room below it
WIDTHS = {"No.": 11, "activity": 60, "party": 25, "kelengkapan": 33, "waktu": 17, "output": 25, "keterangan": 25}
INTERPRETED = "Lambang dan urutan pelaksana ialah tafsiran: gambar alurnya tidak ada lagi di naskah SOP."


def render(sop: Sop, office: Letterhead, now: datetime, paper: str = "A4") -> bytes:
    """The SOP as PDF, landscape, under the emblem of the office."""
    on = sheet(paper, across=True, **MARGINS)
    pieces = [*_first_page(sop, office.emblem, on), *_flow(sop, on), *_notes(sop, on), *_grids(sop.grids, on)]
    pages = Pages(on, flow(pieces, on), of_all, across(office, on.width, on.height))
    return to_pdf([pages], "Standar operasional prosedur", now, draft=False)


def _box(x: float, y: float, width: float, texts: Sequence[Text], align: float = 0) -> tuple[list[Mark], float]:
    """Texts below each other in a box without its frame, and how high they are; `align` 0 left, 0.5 centred."""
    marks: list[Mark] = []
    top = y + PAD
    for text in texts:
        for line in wrap(text, width - 2 * PAD, SIZE):
            shift = align * (width - 2 * PAD - line_width(line, SIZE))
            marks += place(line, x + PAD + shift, top + base(STEP, SIZE), SIZE)
            top += STEP
    return marks, top + PAD - y


def _first_page(sop: Sop, picture: bytes | None, on: Sheet) -> list[Piece]:
    """Who issues the SOP and its numbers, then its sections two by two."""
    pairs = [sop.sections[at:at + 2] for at in range(0, len(sop.sections), 2)]
    boxes = [_pair([_section(one) for one in pair], on) for pair in pairs]
    return [_head(sop, picture, on), *boxes]


def _head(sop: Sop, picture: bytes | None, on: Sheet) -> Piece:
    """The office under its emblem at the left, the lines of the header in boxes at the right."""
    half = on.inner / 2
    numbers, high = _header(sop, on.left + half, half)
    names = [plain(line, bold=True) for line in sop.kop]
    _, needed = _box(on.left, 0, half, names)
    space = max(0.0, (high - needed - EMBLEM) / 2)
    shown = emblem(picture, on.left + (half - EMBLEM_WIDTH) / 2, space)
    texts, _ = _box(on.left, space + EMBLEM, half, names, 0.5)
    height = max(high, EMBLEM + needed)
    return Piece(height, (Frame(on.left, 0, half, height), shown, *texts, *numbers))


def _header(sop: Sop, x: float, most: float) -> tuple[list[Mark], float]:
    marks: list[Mark] = []
    y = 0.0
    for line in sop.header:
        label, _ = _box(x, y, LABEL, [plain(line.label)])
        value, height = _box(x + LABEL, y, most - LABEL, [plain(line.text)])
        marks += [*label, *value, Frame(x, y, LABEL, height), Frame(x + LABEL, y, most - LABEL, height)]
        y += height
    return marks, y


def _section(section: Section) -> list[Text]:
    title = section.title or section.modern
    return [plain(f"{title}:", bold=True), *map(plain, section.items or ("-",))]


def _pair(sections: Sequence[Sequence[Text]], on: Sheet) -> Piece:
    """Sections beside each other in boxes of one height."""
    width = on.inner / 2
    made = [_box(on.left + at * width, 0, width, texts) for at, texts in enumerate(sections)]
    height = max(high for _, high in made)
    frames = [Frame(on.left + at * width, 0, width, height) for at in range(2)]
    return Piece(height, (*frames, *(mark for marks, _ in made for mark in marks)))


def _columns(sop: Sop) -> tuple[Column, ...]:
    (number, activity, _, _, remarks), quality = sop.flow_head
    return (
        Column(number, "center", WIDTHS["No."]), Column(activity, "left", WIDTHS["activity"]),
        *(Column(party.column, "center", WIDTHS["party"]) for party in sop.parties),
        *(Column(title, "left", WIDTHS[name]) for title, name in zip(quality, ("kelengkapan", "waktu", "output"), strict=True)),
        Column(remarks, "left", WIDTHS["keterangan"]),
    )


def _flow(sop: Sop, on: Sheet) -> list[Piece]:
    """A row for each stage; the symbols stand in the columns of the executors."""
    columns, parties = _columns(sop), len(sop.parties)
    content = Table(columns, rows_of(_cells(stage, parties) for stage in sop.stages))
    edges = tables.edges(content, on.left, on.inner, SMALL)
    middles = {party.key: (edges[2 + at] + edges[3 + at]) / 2 for at, party in enumerate(sop.parties)}
    head = _flow_head(sop, edges)
    rows = [tables.row(cells, columns, edges, Style(SMALL, least=ROW)) for cells in content.rows]
    drawn = [flowchart.symbols(stage.executors, middles, row.height) for stage, row in zip(sop.stages, rows, strict=True)]
    pieces = [replace(head, glued=True, new_page=True)]
    for at, row in enumerate(rows):
        before = next((symbols[-1] for symbols in reversed(drawn[:at]) if symbols), None)
        then = next((symbols[0] for symbols in drawn[at + 1:] if symbols), None)
        marks = flowchart.row(before, drawn[at], then, row.height)
        pieces.append(replace(row, marks=(*row.marks, *marks), head=head))
    return pieces


def _cells(stage: Stage, parties: int) -> tuple[object, ...]:
    return (
        stage.number, stage.activity, *[""] * parties, stage.kelengkapan, stage.waktu, stage.output, stage.keterangan)


def _flow_head(sop: Sop, edges: tuple[float, ...]) -> Piece:
    """Two levels: PELAKSANA over the executors, MUTU BAKU over kelengkapan, waktu and output."""
    number, activity, executors, quality, remarks = sop.flow_head[0]
    titles, last = _columns(sop), len(sop.parties) + 2
    upper, whole = 6.0, 15.0
    boxes = [
        (0, 1, 0.0, whole, number), (1, 2, 0.0, whole, activity), (2, last, 0.0, upper, executors),
        (last, last + 3, 0.0, upper, quality), (last + 3, last + 4, 0.0, whole, remarks),
        *((at, at + 1, upper, whole - upper, titles[at].title) for at in range(2, last + 3)),
    ]
    marks: list[Mark] = [Shade(edges[0], 0, edges[-1] - edges[0], whole, HEAD_GREY)]
    for start, end, y, height, title in boxes:
        width = edges[end] - edges[start]
        text, high = _box(edges[start], 0, width, [plain(title, bold=True)], 0.5)
        text, _ = _box(edges[start], y + (height - high) / 2, width, [plain(title, bold=True)], 0.5)
        marks += [Frame(edges[start], y, width, height), *text]
    return Piece(whole, tuple(marks))


def _notes(sop: Sop, on: Sheet) -> list[Piece]:
    """What is our reading, below the flow."""
    parties = "; ".join(party.modern for party in sop.parties if party.modern)
    interpreted = any(executor.ditafsirkan for stage in sop.stages for executor in stage.executors)
    notes = [INTERPRETED if interpreted else "", f"Sebutan masa kini: {parties}." if parties else ""]
    return spaced([piece for note in notes if note for piece in _small(note, on)], 2)


def _small(text: str, on: Sheet, bold: bool = False) -> list[Piece]:
    return paragraph(plain(text, bold), on.inner, on.left, SMALL, STEP, align="left")


def _grids(grids: Iterable[Grid], on: Sheet) -> Iterator[Piece]:
    """The identification and the worksheets, each part under its heading; the first on a new page."""
    for at, (part, of_part) in enumerate(groupby(grids, key=lambda grid: grid.part)):
        heading = spaced(paragraph(plain(part, bold=True), on.inner, on.left, 11, 5.5, align="center"), 8)
        heading = [replace(piece, glued=True) for piece in heading]
        yield from [replace(heading[0], new_page=at == 0), *heading[1:]]
        for grid in of_part:
            yield from _grid(grid, on)


def _grid(grid: Grid, on: Sheet) -> list[Piece]:
    columns = tuple(map(Column, grid.head or [""] * max(map(len, grid.rows))))
    title = [replace(piece, glued=True) for piece in _small(grid.title, on, bold=True)] if grid.title else []
    rows = tables.table(Table(columns, rows_of(grid.rows)), on.left, on.inner, Style(SIZE))
    modern = _small(f"Bacaan masa kini: {grid.modern}", on) if grid.modern else []
    return [*spaced(title, 4), *spaced(glue(rows), 2), *spaced(modern, 1)]
