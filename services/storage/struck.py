"""Rows of an XLSX sheet that are struck through: a sender's way to say that somebody is out."""

import re
import zipfile
from collections import Counter
from collections.abc import Set

STYLES = "xl/styles.xml"
FONT = re.compile(rb"<font\b")
STRIKE = re.compile(rb"<strike\s*(?:val=\"(?:1|true)\"\s*)?/>")
FORMAT = re.compile(rb"<xf\b(?:[^<>]*?\sfontId=\"(\d+)\")?")
FILLED_CELL = re.compile(rb"<c\s+r=\"[A-Z]+(\d+)\"\s+s=\"(\d+)\"[^<>]*(?<!/)>")
FEWEST = 2  # cells of a row; one alone may be a correction


def struck_styles(archive: zipfile.ZipFile) -> frozenset[bytes]:
    """The numbers of the cell formats whose font is struck through."""
    xml = archive.read(STYLES) if STYLES in archive.namelist() else b""
    fonts = FONT.split(_inside(xml, b"fonts"))[1:]
    struck = {str(at).encode() for at, font in enumerate(fonts) if STRIKE.search(font)}
    if not struck:
        return frozenset()
    formats = FORMAT.findall(_inside(xml, b"cellXfs"))
    return frozenset(str(at).encode() for at, font in enumerate(formats) if font in struck)


def _inside(xml: bytes, tag: bytes) -> bytes:
    """What stands inside the first element of that name."""
    return xml.partition(b"<" + tag)[2].partition(b"</" + tag)[0]


def struck_rows(xml: bytes, styles: Set[bytes]) -> set[int]:
    """The rows (from 0) of a sheet with filled cells of these formats."""
    if not styles:
        return set()
    found = Counter(row for row, style in FILLED_CELL.findall(xml) if style in styles)
    return {int(row) - 1 for row, number in found.items() if number >= FEWEST}
