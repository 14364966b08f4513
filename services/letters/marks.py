"""What can stand on a page: frozen marks at places in mm from the upper left corner. Pure.

Everything drawn is planned as marks first (`Piece`, then pages of placed pieces); canvas.py only writes them.
"""

from dataclasses import dataclass, replace
from typing import Literal

Face = Literal["", "B", "I", "BI"]

MM = 72 / 25.4
BODY = 12.0
LEADING = 5.3


@dataclass(frozen=True, slots=True)
class Words:
    """A text on its base line; `stretch` mm are added to each space (justified lines)."""

    x: float
    y: float
    text: str
    face: Face = ""
    size: float = BODY
    stretch: float = 0
    grey: float = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line; `dash` mm on and off, 0 = solid."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.2
    dash: float = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """The edge of a rectangle."""

    x: float
    y: float
    width: float
    height: float
    line: float = 0.2


@dataclass(frozen=True, slots=True)
class Cells:
    """The edges of one row of a table: verticals at `edges`, and the lines above and below where they are wanted."""

    edges: tuple[float, ...]
    height: float
    above: bool = False
    below: bool = True


@dataclass(frozen=True, slots=True)
class Shade:
    """A filled grey rectangle."""

    x: float
    y: float
    width: float
    height: float
    grey: float = 0.93


@dataclass(frozen=True, slots=True)
class Picture:
    """An image fitted into a rectangle, keeping its proportions."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of `size` mm without its quiet zone."""

    x: float
    y: float
    size: float
    content: str


@dataclass(frozen=True, slots=True)
class Slanted:
    """Large pale letters around a middle point, under the text: KONSEP."""

    x: float
    y: float
    text: str
    size: float = 120
    degrees: float = 50
    grey: float = 0.9


@dataclass(frozen=True, slots=True)
class Path:
    """Straight lines from point to point; `filled` closes them to a black shape, `closed` to an outline."""

    points: tuple[tuple[float, float], ...]
    closed: bool = False
    filled: bool = False
    width: float = 0.3


@dataclass(frozen=True, slots=True)
class Pill:
    """The edge of a rectangle whose short sides are half circles."""

    x: float
    y: float
    width: float
    height: float
    line: float = 0.3


Mark = Words | Rule | Frame | Cells | Shade | Picture | Code | Slanted | Path | Pill


@dataclass(frozen=True, slots=True)
class Piece:
    """A strip of the page that is never cut: marks relative to its top, and its height in mm.

    `gap` is left above it unless it begins a page; `glued`: no page ends after it; `head` is repeated above it when it
    begins a page (the head row of a table); `new_page` begins one. `reach`: how far down its marks go beside the pieces
    that follow.
    """

    height: float
    marks: tuple[Mark, ...] = ()
    gap: float = 0
    glued: bool = False
    head: "Piece | None" = None
    new_page: bool = False
    reach: float = 0


def glue(pieces: list[Piece]) -> list[Piece]:
    """The pieces held together: all but the last glued."""
    return [replace(piece, glued=True) for piece in pieces[:-1]] + pieces[-1:]


def spaced(pieces: list[Piece], gap: float) -> list[Piece]:
    """The pieces with a gap above the first."""
    return [replace(pieces[0], gap=gap), *pieces[1:]] if pieces else []


def hold(pieces: list[Piece], lines: int = 2) -> list[Piece]:
    """The pieces with their last lines glued to what follows: a signature never stands alone on a page."""
    held = list(pieces)
    at = len(held)
    while at > 0 and lines > 0:
        at -= 1
        lines -= bool(held[at].marks)
        held[at] = replace(held[at], glued=True)
    return held
