"""What stands above the text: kop, title, identity block, addressee (Permendagri 1/2023, Lampiran II). Pure but for
the placeholder of the emblem, a shipped file.
"""

from functools import cache
from pathlib import Path

from services.letters.blocks import Letterhead, plain
from services.letters.flow import Sheet
from services.letters.marks import BODY, LEADING, Face, Mark, Picture, Piece, Rule, Slanted, Words, glue, spaced
from services.letters.typeset import base, clean, line_width, paragraph, place, shorten, wrap

EMBLEM = Path(__file__).parents[2] / "templates" / "assets" / "lambang-kosong.png"
EMBLEM_SIZE = (20.0, 24.0)
TWO_LINES = 2 * LEADING
TITLE_PART = 0.8
LABEL, COLON = 22.0, 4.0


@cache
def _placeholder() -> bytes:
    return EMBLEM.read_bytes()


def emblem(uploaded: bytes | None, x: float, y: float) -> Picture:
    """The emblem that the office uploaded, or the neutral placeholder."""
    return Picture(x, y, *EMBLEM_SIZE, uploaded or _placeholder())


def kop(office: Letterhead, sheet: Sheet) -> Piece:
    """The letterhead: emblem at the left, lines 12 : 16 (3 : 4), small address, one black line over the full width."""
    width, height = EMBLEM_SIZE
    start = sheet.left + width + 3
    most = sheet.inner - width - 3
    government, agency = office.lines
    y, marks = 0.0, list[Mark]()
    rows: list[tuple[str, float, Face, int]] = [(government.upper(), BODY, "", 2), (agency.upper(), 16, "B", 2)]
    rows += [(line, 9, "", 2) for line in office.address[:4]]
    for text, size, face, lines in rows:
        leading = size * 0.43
        for line in centred(text, start, most, y, size, face, lines):
            marks += line
            y += leading
    foot = max(y, height) + 2
    marks.append(emblem(office.emblem, sheet.left, max(0.0, (y - height) / 2)))
    marks.append(Rule(sheet.left, foot, sheet.width - sheet.right, foot, 0.9))
    return Piece(foot + 1, tuple(marks))


def across(office: Letterhead, width: float, height: float) -> tuple[Slanted, ...]:
    """What stands pale over a paper of mm width × height (LATIHAN), at both sides of where a draft has KONSEP."""
    places = ((0.27, 0.28), (0.73, 0.74)) if office.across else ()
    return tuple(Slanted(width * x, height * y, office.across, width * 0.3) for x, y in places)


def centred(
    text: str, x: float, most: float, y: float, size: float, face: Face = "", lines: int = 1
) -> list[tuple[Words, ...]]:
    """The marks of at most `lines` centred lines, from `y` down."""
    leading = size * 0.43
    wrapped = shorten(plain(clean(text), bold=face == "B"), most, size, lines)
    return [
        place(line, x + (most - line_width(line, size)) / 2, y + at * leading + base(leading, size), size)
        for at, line in enumerate(wrapped)
    ]


def title(text: str, sheet: Sheet, underlined: bool = False) -> list[Piece]:
    """A centred bold title, underlined for a berita acara."""
    most = sheet.inner * TITLE_PART
    pieces = paragraph(plain(text, bold=True), most, sheet.left + (sheet.inner - most) / 2, align="center")
    if underlined:
        width = max(line_width(line, BODY) for line in wrap(plain(text, bold=True), most))
        middle = sheet.left + sheet.inner / 2
        pieces.append(Piece(0.8, (Rule(middle - width / 2, 0, middle + width / 2, 0, 0.3),)))
    return glue(spaced(pieces, TWO_LINES))


def labelled(
    rows: list[tuple[str, str]], sheet: Sheet, x: float = 0, most: float | None = None, label: float = LABEL
) -> list[Piece]:
    """Label, colon and hanging value below each other; `x` from the left margin."""
    pieces: list[Piece] = []
    most = sheet.inner - x if most is None else most
    left, y = sheet.left + x, base(LEADING, BODY)
    for name, value in rows:
        lines = paragraph(plain(value), most - label - COLON, left + label + COLON, align="left")
        head = (Words(left, y, name), Words(left + label, y, ":"))
        pieces += [Piece(LEADING, head + lines[0].marks, glued=lines[0].glued), *lines[1:]]
    return pieces
