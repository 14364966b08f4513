"""What stands under the text: signatures, Mengetahui, tembusan, paraf, verification code. Pure.

Only room for a signature is printed, never anything that looks like one (Permendagri 1/2023, Ps. 45-46).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import zip_longest

from services.domain import wording
from services.letters import qr
from services.letters.blocks import Signer, plain
from services.letters.flow import Sheet
from services.letters.marks import BODY, LEADING, Cells, Code, Mark, Piece, Words, glue, spaced
from services.letters.typeset import base, paragraph, place, shorten, wrap

COLUMN = 78.0
NARROW = 76.0
BLANK_NAME = "(……………………………………)"
ROOM = 20.0
MOST_LINES = 4
GLUED_COPIES = 6
CODE_SIZE = 25.0
QUIET = 4.8  # four modules of the coarsest code, that of a short token: 21 a side
CAPITALS = 2.2  # height of the letters below it
CODE_BLOCK = 43.5
NOTE = "Kode verifikasi, bukan tanda tangan elektronik."


@dataclass(frozen=True)
class Verification:
    """The code of a paper and, if there is one, the public address that answers for it."""

    code: str
    address: str = ""


def signature(signer: Signer, sheet: Sheet, verification: Verification | None = None) -> list[Piece]:
    """One official at the right, the verification code at the left of it."""
    column = _column(signer, sheet.width - sheet.right - COLUMN, COLUMN)
    return _with_code(spaced(glue(column), LEADING), sheet.left, verification)


def two_signatures(left: Signer, right: Signer, sheet: Sheet) -> list[Piece]:
    """Two officials beside each other, their names on one line."""
    places = ((left, sheet.left), (right, sheet.width - sheet.right - NARROW))
    tallest = max(len(_above_name(signer, x, NARROW)) for signer, x in places)
    pairs = zip_longest(*(_column(signer, x, NARROW, tallest) for signer, x in places), fillvalue=Piece(0))
    rows = [Piece(max(one.height, other.height), one.marks + other.marks) for one, other in pairs]
    return spaced(glue(rows), LEADING)


def acknowledgement(signer: Signer, sheet: Sheet, verification: Verification | None = None) -> list[Piece]:
    """Mengetahui, in the middle under two signatures."""
    known = replace(signer, role="Mengetahui,")
    column = _column(known, sheet.left + (sheet.inner - COLUMN) / 2 + 8, COLUMN)
    return _with_code(spaced(glue(column), LEADING), sheet.left, verification)


def _above_name(signer: Signer, x: float, most: float) -> list[Piece]:
    return _left((signer.role, f"{signer.office}," if signer.office else ""), x, most)


def _column(signer: Signer, x: float, most: float, head_lines: int = 0) -> list[Piece]:
    head = _above_name(signer, x, most)
    padding = [Piece(LEADING)] * (head_lines - len(head))
    return [*head, *padding, Piece(ROOM), *_left((signer.name or BLANK_NAME, *signer.below_name), x, most)]


def _left(texts: Iterable[str], x: float, most: float) -> list[Piece]:
    """Each text on a few lines at most, so that a block always fits a page."""
    lines = [line for text in texts if text for line in shorten(plain(text), most, BODY, MOST_LINES)]
    return [Piece(LEADING, place(line, x, base(LEADING, BODY))) for line in lines]


def _with_code(pieces: list[Piece], left: float, verification: Verification | None) -> list[Piece]:
    """The code beside a signature block, which is made tall enough for it."""
    if verification is None:
        return pieces
    first, *rest = pieces
    short = CODE_BLOCK - sum(piece.height for piece in pieces)
    beside = replace(first, marks=first.marks + code_marks(verification, left, 0), reach=CODE_BLOCK)
    return glue([beside, *rest, Piece(max(0.0, short))])


def code_marks(verification: Verification, x: float, y: float, size: float = CODE_SIZE) -> tuple[Mark, ...]:
    """A QR code with its quiet zone, the code in letters, and the sentence that it is no signature."""
    below = y + QUIET + size + QUIET + CAPITALS
    marks: list[Mark] = [
        Code(x, y + QUIET, size, qr.content(verification.code, verification.address)),
        *place(wrap(plain(wording.in_fours(verification.code), bold=True), 60, 8)[0], x, below, 8),
    ]
    for at, line in enumerate(shorten(plain(NOTE), 46, 7, 2), start=1):
        marks += place(line, x, below + at * 3, 7)
    return tuple(marks)


def code_alone(verification: Verification, sheet: Sheet) -> list[Piece]:
    """The code of a paper without a signature block that could take it."""
    return [Piece(CODE_BLOCK, code_marks(verification, sheet.left, 0))]


def copies(names: tuple[str, ...], sheet: Sheet) -> list[Piece]:
    """Tembusan at the lower left, with ":" and not underlined (Ps. 36); the first few stay together."""
    y = base(LEADING, BODY)
    pieces = [Piece(LEADING, (Words(sheet.left, y, "Tembusan:"),))]
    for number, name in enumerate(names, start=1):
        first, *rest = paragraph(plain(name), sheet.inner - 8, sheet.left + 8, align="left")
        mark = Words(sheet.left, y, f"{number}.")
        pieces += [replace(first, marks=(mark, *first.marks)), *rest]
    return spaced([*glue(pieces[:GLUED_COPIES + 1]), *pieces[GLUED_COPIES + 1:]], LEADING)


def initials(officials: tuple[str, ...], sheet: Sheet) -> list[Piece]:
    """The matrix of paraf hierarki on the last sheet, at most three officials (Ps. 40)."""
    left, height, size = sheet.left, 7.0, 8.0
    edges = (left, left + 42, left + 62)
    rows: list[Piece] = []
    for name in ("Pejabat", *officials[:3]):
        text = "Paraf" if name == "Pejabat" else ""
        cell = place(shorten(plain(name), 40, size, 1)[0], left + 1, 4.5, size)
        marks: tuple[Mark, ...] = (Cells(edges, height, above=not rows), *cell, Words(left + 43, 4.5, text, size=size))
        rows.append(Piece(height, marks))
    return spaced(glue(rows), LEADING)
