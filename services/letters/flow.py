"""Pieces → pages: where each piece stands. Pure.

Glued pieces go to the next page together, so a heading stays with its text and a signature with at least two lines of
the body. A glued run that is taller than a page is cut where it must be.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from services.letters.marks import Piece

PAPERS = {"A4": (210.0, 297.0), "F4": (215.0, 330.0)}
ROUNDING = 0.001


@dataclass(frozen=True)
class Sheet:
    """A paper with its margins in mm; `top` of the first page, further pages begin below the page number.

    Left ≥ 30, right ≥ 20, bottom ≥ 25 (Permendagri 1/2023, Ps. 34); lists across may be narrower (Ps. 29).
    """

    width: float
    height: float
    left: float = 30
    right: float = 20
    top: float = 12
    bottom: float = 25
    later_top: float = 25

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right

    @property
    def foot(self) -> float:
        """Where the bottom margin begins."""
        return self.height - self.bottom


def sheet(paper: str = "A4", across: bool = False, **margins: float) -> Sheet:
    """A sheet of a named paper; `across` = landscape. An unknown name is A4 (Ps. 28)."""
    width, height = PAPERS.get(paper.upper(), PAPERS["A4"])
    return Sheet(height, width, **margins) if across else Sheet(width, height, **margins)


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and the distance of its top from the upper edge of the page."""

    y: float
    piece: Piece


Page = tuple[Placed, ...]


def flow(pieces: Iterable[Piece], on: Sheet) -> list[Page]:
    """The pages that hold the pieces, at least one."""
    pages: list[list[Placed]] = [[]]
    y = on.top
    for group in _groups(pieces):
        height = sum(piece.gap + piece.height for piece in group)
        fits_a_page = height + _head(group) <= on.foot - on.later_top
        for at, piece in enumerate(group):
            needed = height if at == 0 and fits_a_page else piece.gap + max(piece.height, piece.reach)
            if pages[-1] and (piece.new_page or y + needed > on.foot + ROUNDING):
                pages.append([])
                y = on.later_top
                if piece.head:
                    pages[-1].append(Placed(y, piece.head))
                    y += piece.head.height
                piece = replace(piece, gap=0)
            pages[-1].append(Placed(y + piece.gap, piece))
            y += piece.gap + piece.height
    return [tuple(page) for page in pages]


def _head(group: Sequence[Piece]) -> float:
    return group[0].head.height if group[0].head else 0


def _groups(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Runs of pieces that must stand on one page."""
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.glued:
            yield group
            group = []
    if group:
        yield group
