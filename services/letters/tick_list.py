"""The tick list of a point: a code for each row, a check number and a total for each page. Pure.

A working form and no letter: every page stands for itself, with as many rows as `paper.ROWS`, so that pages can be shared
out to several desks and typed in afterwards in any order. NIK masked.
"""

from collections.abc import Sequence

from services.domain import pace, wording
from services.domain.desk import who
from services.domain.paper import ROWS, TickList, page_name
from services.letters import tables
from services.letters.blocks import Column, Letterhead, plain
from services.letters.flow import Page, Placed, Sheet, sheet
from services.letters.layout import Section
from services.letters.letterhead import across
from services.letters.lists import Row
from services.letters.marks import Cells, Face, Frame, Mark, Piece, Words
from services.letters.tables import Style
from services.letters.typeset import place, shorten

LEFT, RIGHT, TOP = 18.0, 12.0, 10.0
BOX = 46.0  # width of the box with page and check number
HEAD, TABLE_HEAD, ROW = 33.0, 7.0, 10.6
COLUMNS = (
    Column("Kode", "left", 19), Column("Nama, NIK, RT/RW, kelurahan, kode undangan", "left", 86),
    Column("Ambil", "left", 15), Column("Wakil (nama)", "left", 27), Column("Tanda tangan", "left", 33),
)
HELP = "Ambil sendiri: silang kotaknya. Wakil: tulis W di kotak, dan namanya. Cap jempol boleh. Sesudah selesai: jumlahkan di bawah."
TYPED = "Diketik di kantor: {page} {number} jumlah (atau {page} {number} s jumlah bila hampir semua datang), lalu kodenya."


def compose(ticks: TickList, people: Sequence[Row], programme: Row, point: Row, office: Letterhead, paper: str) -> Section:
    """The pages of a list; `people` in the order of `ticks`, with their `code`."""
    on = sheet(paper, left=LEFT, right=RIGHT, top=TOP)
    pages = [_page(ticks, page, people, programme, point, office, on) for page in range(ticks.pages)]
    return Section(on, pages, lambda page, pages: "", across(office, on.width, on.height))


def _page(
    ticks: TickList, page: int, people: Sequence[Row], programme: Row, point: Row, office: Letterhead, on: Sheet
) -> Page:
    rows = ticks.rows_of(page)
    pace.step(len(rows))
    shown = people[page * ROWS:page * ROWS + len(rows)]
    first = on.top + HEAD + TABLE_HEAD
    lines = [
        Placed(first + at * ROW, _row(ticks.code(page, number), row, on))
        for at, (number, row) in enumerate(zip(rows, shown, strict=True))
    ]
    top = Placed(on.top, Piece(HEAD, (*_titles(programme, point, office, on), *_box(ticks, page, on))))
    head = Placed(on.top + HEAD, _table_head(on))
    foot = Placed(first + len(rows) * ROW + 3, _foot(ticks, page, point, on))
    return (top, head, *lines, foot)


def _line(text: str, x: float, y: float, most: float, size: float, face: Face = "") -> tuple[Words, ...]:
    return place(shorten(plain(text, bold=face == "B"), most, size, 1)[0], x, y, size)


def _titles(programme: Row, point: Row, office: Letterhead, on: Sheet) -> list[Mark]:
    most = on.inner - BOX - 4
    day = wording.weekday_date(point["date"]) if point.get("date") else ""
    texts: tuple[tuple[str, float, Face, float], ...] = (
        (f"{office.lines[1]} {office.city}", 8, "", 3), ("DAFTAR PENGAMBILAN PAKET", 13, "B", 9.5),
        (f"{programme['name']} Tahun Anggaran {programme['year']}", 10, "", 15),
        (", ".join(filter(None, (point.get("name"), point.get("address")))), 10, "B", 20),
        (day, 10, "", 25),
    )
    marks = [mark for text, size, face, y in texts for mark in _line(text, on.left, y, most, size, face)]
    return [*marks, *_line(HELP, on.left, 30.8, on.inner, 8)]


def _box(ticks: TickList, page: int, on: Sheet) -> list[Mark]:
    """Page and check number, large: what is typed first."""
    x = on.width - on.right - BOX
    return [
        Frame(x, 0, BOX, 26, 0.4), *_line(f"Halaman {page + 1} dari {ticks.pages}", x + 3, 5, BOX - 6, 8),
        *_line(page_name(page), x + 3, 17, 20, 30, "B"), *_line("Nomor cek", x + 22, 11.5, 22, 8),
        *_line(ticks.number(page), x + 22, 18.5, 22, 17, "B"),
        *_line(f"{len(ticks.rows_of(page))} orang di halaman ini", x + 3, 23.5, BOX - 6, 8),
    ]


def _table_head(on: Sheet) -> Piece:
    titles = [plain(column.title, bold=True) for column in COLUMNS]
    edges = _edges(on)
    row = tables.row(titles, COLUMNS, edges, Style(8, least=TABLE_HEAD))
    return Piece(TABLE_HEAD, (Cells(edges, TABLE_HEAD, above=True), *row.marks[1:]))


def _edges(on: Sheet) -> tuple[float, ...]:
    edges, parts = [on.left], sum(column.share for column in COLUMNS)
    for column in COLUMNS:
        edges.append(edges[-1] + column.share / parts * on.inner)
    return tuple(edges)


def _row(code: str, row: Row, on: Sheet) -> Piece:
    edges = _edges(on)
    x, most = edges[1] + 1.5, edges[2] - edges[1] - 3
    known = " · ".join(filter(None, (who(row), row.get("code"))))
    marks: list[Mark] = [
        Cells(edges, ROW), *_line(code, edges[0] + 1.5, 7, 17, 12, "B"), *_line(row["name"], x, 4.4, most, 10, "B"),
        *_line(known, x, 8.7, most, 7.5),
    ]
    middle = (edges[2] + edges[3]) / 2
    return Piece(ROW, (*marks, Frame(middle - 3, 2.3, 6, 6, 0.3)))


def _foot(ticks: TickList, page: int, point: Row, on: Sheet) -> Piece:
    edges = _edges(on)
    officer = f"Petugas: {point.get('officer') or '………………………………'}"
    typed = TYPED.format(page=page_name(page), number=ticks.number(page))
    marks: list[Mark] = [
        *_line(f"Jumlah tanda di halaman {page_name(page)}", edges[1] + 1.5, 5.6, 60, 10, "B"),
        Frame(edges[2], 0, edges[3] - edges[2], 9, 0.5), *_line(officer, edges[3] + 3, 5.6, on.width - on.right - edges[3] - 3, 9),
        *_line(typed, on.left, 14, on.inner, 8),
    ]
    return Piece(16, tuple(marks))
