"""The four faces of Liberation Sans (Arial's metrics; Permendagri 1/2023, Ps. 32 asks for Arial).

The shipped files are unmodified. Each is cut to Latin once a process, in memory, so that a letter loads 50 kB and not
400 kB. A character the face lacks is printed as □: the widths and the codes both come from `known`.
"""

import logging
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fpdf import FPDF
from fpdf.fonts import SubsetMap, TTFFont

from services.letters.marks import Face

FOLDER = Path(__file__).parents[2] / "templates" / "fonts"
FILES: dict[Face, str] = {"": "Regular", "B": "Bold", "I": "Italic", "BI": "BoldItalic"}
LATIN = (
    *range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x1E00, 0x1F00), *range(0x2010, 0x2028), *range(0x2030, 0x2040),
    0x20AC, 0x2122, 0x2212, 0x2264, 0x2265, 0x25A1,
)
BOX = ord("□")
NO_BREAK = "\u00a0"
COPIED_AS = {ord(NO_BREAK): ord(" ")}  # a reader who copies an address, or searches for it, knows ordinary spaces only

logging.getLogger("fontTools.subset").setLevel(logging.ERROR)  # says for every font that FFTM is dropped


@cache
def cut(face: Face) -> bytes:
    """The font file of a face with Latin characters only, without hints and layout tables.

    The bounds of the letters stay as the file has them: working them out anew is four fifths of the time.
    """
    options = Options(notdef_outline=True, recommended_glyphs=True, hinting=False, layout_features=[])
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "kern", "hdmx", "VDMX", "LTSH", "gasp", "FFTM"]
    font = TTFont(FOLDER / f"LiberationSans-{FILES[face]}.ttf", lazy=True, recalcBBoxes=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LATIN)
    subsetter.subset(font)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


@cache
def _advances(face: Face) -> dict[int, float]:
    """Code point → width in thousandths of the size, as fpdf2 rounds it."""
    font = TTFont(BytesIO(cut(face)), lazy=True)
    scale, metrics = 1000 / font["head"].unitsPerEm, font["hmtx"].metrics
    return {point: round(scale * metrics[glyph][0] + 0.001) for point, glyph in font.getBestCmap().items()}


def known(point: int, face: Face) -> int:
    """The code point that is printed for `point`: itself, or the box."""
    return point if point in _advances(face) else BOX


@lru_cache(maxsize=50_000)
def width(text: str, face: Face, size: float) -> float:
    """The width of a text in mm at a size in points."""
    advances = _advances(face)
    box = advances[BOX]
    return sum(advances.get(point, box) for point in map(ord, text)) * size * 25.4 / 72 / 1000


class Codes(dict[int, str]):
    """`text.translate(codes)` = the text in the font's own codes, four hex digits a character."""

    def __init__(self, font: TTFFont, face: Face):
        super().__init__()
        self.font, self.face = font, face

    def __missing__(self, point: int) -> str:
        code = self[point] = f"{self.font.subset.pick(known(COPIED_AS.get(point, point), self.face)):04X}"
        return code


def load(pdf: FPDF, face: Face) -> tuple[int, Codes]:
    """Adds a face to a document; returns the number it has there (`/F1`) and its codes."""
    key = f"liberation{face}"
    font = pdf.fonts[key] = TTFFont(pdf, BytesIO(cut(face)), key, face)  # type: ignore[arg-type]
    return font.i, Codes(font, face)


def forget() -> None:
    """Drops fpdf2's own caches, which would keep every finished document's fonts in memory for good."""
    SubsetMap.pick.cache_clear()
    SubsetMap.get_glyph.cache_clear()
