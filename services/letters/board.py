"""The dashboard of the head of office on one page across: figures and programmes at the left, hand-overs at the right.

Nobody signs it. Where there is more than a page holds, the letters become smaller, the last programmes are counted only,
and at last the kelurahan stand together in their kecamatan. Pure.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from services.domain import wording
from services.letters.blocks import Column, Letterhead, Table, plain
from services.letters.flow import Page, Sheet, flow, sheet
from services.letters.fonts import width
from services.letters.layout import Section
from services.letters.letterhead import across
from services.letters.marks import Frame, Mark, Piece, Rule, Shade, Words, spaced
from services.letters.tables import Style, rows_of, table
from services.letters.typeset import paragraph, place, shorten

MARGINS = {"left": 15, "right": 15, "top": 13, "bottom": 12}
LEFT_PART, BETWEEN = 0.52, 9.0
SIZE, SMALL, LINE = 9.5, 8.5, 4.2
BAR, BAR_HEIGHT, BAR_STEP = 4.4, 3.0, 5.2
TRACK = 10.6  # mm of a programme
LETTERS = 4  # lines; of more, the number
GREYS = {"Terlambat": 0.0, "Selesai": 0.6, "Belum mulai": 1.0}  # of the bar of a stage
AT_WORK = 0.85
LEGEND = (("Selesai", "selesai"), ("Berjalan", "dikerjakan"), ("Terlambat", "terlambat"), ("Belum mulai", "belum mulai"))
SIZES = (8.5, 8.0, 7.5, 7.0, 6.5)
PLACES = (
    Column("Kecamatan, kelurahan", "left", 48), Column("Direncanakan", "right", 24), Column("Diserahkan", "right", 22),
    Column("Sisa", "right", 16),
)


@dataclass(frozen=True)
class Track:
    """A programme: its state in a word, where it stands, and the words of its stages."""

    name: str
    word: str
    sentence: str
    stages: tuple[str, ...]


@dataclass(frozen=True)
class Handed:
    """The packages of one kelurahan, planned and handed over."""

    kecamatan: str
    kelurahan: str
    planned: int
    handed: int


@dataclass(frozen=True)
class Board:
    """What the page says; `figures`: (label, value) each; `letters`: a line for each that wait; `when`: as printed.

    `places`: the hand-overs of `programme` by kelurahan; `others`: those of the other programmes that hand out.
    """

    when: str
    sentence: str
    figures: tuple[tuple[str, str], ...]
    tracks: tuple[Track, ...]
    letters: tuple[str, ...]
    programme: str
    places: tuple[Handed, ...]
    others: tuple[tuple[str, tuple[Handed, ...]], ...] = ()


def compose(board: Board, office: Letterhead, paper: str = "A4") -> Section:
    """The one page."""
    on = sheet(paper, across=True, **MARGINS)
    head = flow(_head(board, office, on), on)[0]
    below = replace(on, top=head[-1].y + head[-1].piece.height + 4)
    middle = on.left + (on.inner - BETWEEN) * LEFT_PART
    left, right = replace(below, right=on.width - middle), replace(below, left=middle + BETWEEN)
    page = (*head, *_one_page(_left(board, left), left), *_one_page(_right(board, right), right))
    return Section(on, [page], lambda _page, _pages: "", across(office, on.width, on.height))


def _one_page(attempts: Iterable[list[Piece]], on: Sheet) -> Page:
    """The first attempt that fits on one page, or what fits of the last."""
    pages: list[Page] = [()]
    for pieces in attempts:
        pages = flow(pieces, on)
        if len(pages) == 1:
            break
    return pages[0]


def _lines(text: str, on: Sheet, size: float = SIZE, bold: bool = False, most: int = 1) -> list[Piece]:
    """A text in at most so many lines, cut with …."""
    leading = size * 0.44
    lines = shorten(plain(text, bold=bold), on.inner, size, most)
    return [Piece(leading, place(line, on.left, leading * 0.75, size)) for line in lines]


def _head(board: Board, office: Letterhead, on: Sheet) -> list[Piece]:
    issued = f"{office.lines[1]} {office.city} · dibuat {board.when}"
    rule = Piece(2, (Rule(on.left, 1.5, on.width - on.right, 1.5, 0.5),))
    return [*_lines("Dasbor Kepala Dinas", on, 16, bold=True), *_lines(issued, on), *_lines(board.sentence, on, most=2), rule]


def _heading(text: str, on: Sheet, gap: float = 3.5) -> list[Piece]:
    return spaced([*_lines(text, on, 11, bold=True), Piece(1.2)], gap)


def _left(board: Board, on: Sheet) -> Iterator[list[Piece]]:
    """Figures, programmes and letters; with ever fewer programmes."""
    for count in range(len(board.tracks), -1, -1):
        tracks = [_track(track, on) for track in board.tracks[:count]]
        more = len(board.tracks) - count
        rest = _lines(f"dan {more} program lain, lihat Dasbor di panel", on, SMALL) if more else []
        none = [] if board.tracks else _lines("Tidak ada program yang berjalan.", on)
        yield [
            _figures(board.figures, on), *_heading("Program, yang terlambat dulu", on), *none, *tracks, *rest,
            *([_legend(on)] if tracks else []), *_letters(board.letters, on)]


def _figures(figures: Sequence[tuple[str, str]], on: Sheet) -> Piece:
    """The numbers in boxes side by side."""
    step = (on.inner + 2) / len(figures)
    room = step - 6
    marks: list[Mark] = []
    for at, (label, value) in enumerate(figures):
        x = on.left + at * step
        size = min(15, 15 * room / width(value, "B", 15))
        marks += [Frame(x, 0, step - 2, 15), Words(x + 2, 7, value, "B", size)]
        marks += place(shorten(plain(label), room, 7.5, 1)[0], x + 2, 12.5, 7.5)
    return Piece(15.5, tuple(marks))


def _track(track: Track, on: Sheet) -> Piece:
    """A programme: its name with its stages as bars, and below where it stands."""
    bars = BAR_STEP * len(track.stages)
    name = shorten(plain(track.name, bold=True), on.inner - bars - 3, SIZE, 1)[0]
    said = track.sentence if track.sentence.startswith(track.word) else f"{track.word} · {track.sentence}"
    below = shorten(plain(said), on.inner, SMALL, 1)[0]
    start = on.left + on.inner - bars + BAR_STEP - BAR
    marks = [mark for at, word in enumerate(track.stages) for mark in _bar(word, start + at * BAR_STEP, 0.6)]
    return Piece(TRACK, (*place(name, on.left, 3.4, SIZE), *marks, *place(below, on.left, 7.6, SMALL)))


def _bar(word: str, x: float, y: float) -> tuple[Mark, ...]:
    grey = GREYS.get(word, AT_WORK)
    return Shade(x, y, BAR, BAR_HEIGHT, grey), Frame(x, y, BAR, BAR_HEIGHT, 0.25)


def _legend(on: Sheet) -> Piece:
    marks: list[Mark] = []
    for at, (word, said) in enumerate(LEGEND):
        x = on.left + at * on.inner / len(LEGEND)
        marks += [*_bar(word, x, 0.5), Words(x + BAR + 1.5, 3, said, size=7.5)]
    return Piece(LINE, tuple(marks), gap=0.5)


def _letters(letters: Sequence[str], on: Sheet) -> list[Piece]:
    if not letters:
        return []
    more = len(letters) - LETTERS
    shown = [*letters[:LETTERS], *([f"dan di {more} tahap lain"] if more > 0 else [])]
    return [*_heading("Surat menunggu tanda tangan", on), *(line for text in shown for line in _lines(text, on, SMALL))]


def _right(board: Board, on: Sheet) -> Iterator[list[Piece]]:
    """The hand-overs by place; in ever smaller letters, then by kecamatan alone, at last a line for each other programme."""
    heading = _heading(f"Penyaluran {board.programme}".strip(), on, gap=0)
    if not board.programme:
        yield [*heading, *paragraph(plain("Belum ada penyaluran."), on.inner, on.left, SIZE, LINE, align="left")]
        return
    for size in SIZES:
        yield [*heading, *_places(board.places, on, size), *_others(board, on, size)]
    brief = [*heading, *_places(board.places, on, SIZES[-1], single=False)]
    yield [*brief, *_others(board, on, SIZES[-1])]
    yield [*brief, *table(programmes_table(board.others), on.left, on.inner, Style(SIZES[-1]))]


def _places(places: Sequence[Handed], on: Sheet, size: float, single: bool = True) -> list[Piece]:
    return table(places_table(places, single), on.left, on.inner, Style(size))


def _others(board: Board, on: Sheet, size: float) -> Iterator[Piece]:
    """The other programmes that hand out, by kecamatan."""
    for name, places in board.others:
        yield from (*_heading(f"Penyaluran {name}", on), *_places(places, on, size, single=False))


def places_table(places: Iterable[Handed], single: bool = True) -> Table:
    """A row for each kecamatan with its kelurahan (`single`) below, and the sum."""
    known = list(places)
    cells: list[Sequence[object]] = []
    strong: set[int] = set()
    for kecamatan, group in groupby(known, attrgetter("kecamatan")):
        members = list(group)
        strong.add(len(cells))
        cells.append((kecamatan, *_sums(members)))
        cells += [("\u00a0\u00a0\u00a0" + one.kelurahan, *_sums([one])) for one in members if single]
    strong.add(len(cells))
    cells.append(("Jumlah", *_sums(known)))
    return Table(PLACES, rows_of(cells), frozenset(strong))


def programmes_table(others: Iterable[tuple[str, tuple[Handed, ...]]]) -> Table:
    """A row for each programme."""
    columns = (replace(PLACES[0], title="Penyaluran lain"), *PLACES[1:])
    return Table(columns, rows_of([(name, *_sums(places)) for name, places in others]))


def _sums(rows: Sequence[Handed]) -> list[str]:
    planned, handed = sum(row.planned for row in rows), sum(row.handed for row in rows)
    return [wording.number(value) for value in (planned, handed, planned - handed)]
