"""Rows of an XLSX sheet that are struck through: a sender's way to say that somebody is out."""

import re
import zipfile
from collections import Counter
from collections.abc import Set

STYLES = "xl/styles.xml"
FONTS = re.compile(rb"<fonts\b.*?</fonts>", re.DOTALL)
FONT = re.compile(rb"<font\s*/>|<font\b[^>]*>.*?</font>", re.DOTALL)
STRIKE = re.compile(rb"<strike\s*(?:val=\"(?:1|true)\"\s*)?/>")
CELL_FORMATS = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.DOTALL)
FORMAT = re.compile(rb"<xf\b(?:[^>]*?\sfontId=\"(\d+)\")?")
FILLED_CELL = re.compile(rb"<c\s+r=\"[A-Z]+(\d+)\"\s+s=\"(\d+)\"[^>]*(?<!/)>")
FEWEST = 2  # cells of a row; one alone may be a correction


def struck_styles(archive: zipfile.ZipFile) -> frozenset[bytes]:
    """The numbers of the cell formats whose font is struck through."""
    xml = archive.read(STYLES) if STYLES in archive.namelist() else b""
    fonts, formats = FONTS.search(xml), CELL_FORMATS.search(xml)
    if not fonts or not formats or b"<strike" not in fonts[0]:
        return frozenset()
    struck = {str(at).encode() for at, font in enumerate(FONT.findall(fonts[0])) if STRIKE.search(font)}
    return frozenset(str(at).encode() for at, font in enumerate(FORMAT.findall(formats[0])) if font in struck)


def struck_rows(xml: bytes, styles: Set[bytes]) -> set[int]:
    """The rows (from 0) of a sheet with filled cells of these formats."""
    if not styles:
        return set()
    found = Counter(row for row, style in FILLED_CELL.findall(xml) if style in styles)
    return {int(row) - 1 for row, number in found.items() if number >= FEWEST}
