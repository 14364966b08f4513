"""Looks into a zipped workbook before it is opened: is it whole, how much does it hold, and how far apart are the
corners of its sheets? On the way out come hidden rows and struck ones.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field

from services.domain.workbook import Area
from services.errors import BadFile
from services.storage.shared_texts import letters
from services.storage.struck import struck_rows, struck_styles
from services.storage.workbook_bounds import (
    BROKEN,
    LOCKED,
    MACRO,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_MERGED,
    MAX_PARTS,
    MAX_ROW_TAGS,
    MAX_TAGS,
    MAX_TEXT,
    MAX_UNPACKED,
    TOO_BIG,
    TOO_FULL,
    require_room,
    require_short,
)

SHEET_DATA = b"sheetData"  # no part without it holds cells
TEXTS = "sharedstrings.xml"  # the part with the texts that cells share
PIECE = 256 * 1024  # bytes unpacked at a time
PLAIN_COLUMN = re.compile(rb'<c r="([A-Z]+)[0-9]+"')  # as nearly all programs write a cell
PLAIN_ROW = re.compile(rb'<c r="[A-Z]+([0-9]+)"')
NO_CELLS = (b"<col", b"<conditionalFormatting", b"<cfRule", b"<cfvo", b"<cfIcon")
FILLED_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*[\"']\s*([A-Za-z]+)\s*([0-9]+)[^<>]*(?<!/)>")
CELL_WITHOUT_PLACE = re.compile(rb"<(?:\w+:)?c(?:\s(?![^<>]*\br\s*=)[^<>]*)?>")
ROW = re.compile(rb"<(?:\w+:)?row\b([^<>]*)>")
ROW_NUMBER = re.compile(rb"\sr\s*=\s*[\"']\s*(\d+)")
HIDDEN = re.compile(rb"\shidden\s*=\s*[\"'](?:1|true)")
ENTITY_IN_PLACE = re.compile(rb"\sr\s*=\s*[\"'][^\"'>]*&")
WIDE_LETTERS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


@dataclass
class Shape:
    """What the cells alone do not say about a sheet; rows and columns from 0."""

    hidden: set[int] = field(default_factory=set)
    struck: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)


def open_zip(content: bytes, name: str) -> zipfile.ZipFile:
    """A ZIP whose parts are whole, not locked, and together no bigger than allowed. Raises BadFile.

    Each part is unpacked once, piece by piece, to check its CRC, and never beyond the size it declares.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise BadFile(LOCKED.format(name=name))
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise BadFile(TOO_BIG.format(name=name))
        if any(part.filename.endswith("vbaProject.bin") for part in parts):
            raise BadFile(MACRO.format(name=name))
        _require_few_tags(archive, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
        raise BadFile(BROKEN.format(name=name)) from error
    return archive


def _require_few_tags(archive: zipfile.ZipFile, name: str) -> None:
    """Raise BadFile for XML that takes minutes to read, whatever it says; BadZipFile for a wrong CRC."""
    tags = 0
    for part in archive.infolist():
        with archive.open(part) as stream:
            while piece := stream.read(PIECE):
                tags += piece.count(b"<")
                if tags > MAX_TAGS:
                    raise BadFile(TOO_FULL.format(name=name))


def xlsx_shapes(archive: zipfile.ZipFile, name: str) -> dict[str, Shape]:
    """Hidden and struck rows by the part of the ZIP a sheet lies in. Raises BadFile for sheets that are too wide, too
    full, or say long texts over and over.
    """
    styles = struck_styles(archive)
    shapes, corners, rows, merged = {}, [], 0, 0
    for part in archive.namelist():
        xml = archive.read(part)
        if xml.startswith(WIDE_LETTERS) or (b"&" in xml and ENTITY_IN_PLACE.search(xml)):
            raise BadFile(BROKEN.format(name=name))
        if SHEET_DATA in xml:
            rows, merged = rows + xml.count(b"row "), merged + xml.count(b"mergeCell ")
            if rows > MAX_ROW_TAGS or merged > MAX_MERGED:
                raise BadFile(TOO_FULL.format(name=name))
            corners.append(_corner_of_plain(xml) or _corner(xml))
            shapes[part] = Shape(_hidden_rows(xml), struck_rows(xml, styles))
    require_room(corners, name)
    for texts in (archive.read(part) for part in archive.namelist() if part.lower().endswith(TEXTS)):
        if max(texts.count(b"<si"), texts.count(b":si")) > MAX_CELLS:
            raise BadFile(TOO_FULL.format(name=name))
        require_short(letters(texts, map(archive.read, shapes), MAX_TEXT), name)
    return {part: shape for part, shape in shapes.items() if shape.hidden or shape.struck}


def _hidden_rows(xml: bytes) -> set[int]:
    if b"hidden" not in xml:
        return set()
    tags = (found[1] for found in ROW.finditer(xml) if HIDDEN.search(found[1]))
    return {int(number[1]) - 1 for tag in tags if (number := ROW_NUMBER.search(tag))}


def _corner_of_plain(xml: bytes) -> tuple[int, int] | None:
    """Last row and last column of a small sheet of plain cells, filled or not; None where it is to be looked at closely."""
    columns, rows = PLAIN_COLUMN.findall(xml), PLAIN_ROW.findall(xml)
    if b":c" in xml or not columns or len(columns) + sum(map(xml.count, NO_CELLS)) != xml.count(b"<c"):
        return None
    last, widest = max(map(int, set(rows))), max(map(_column_number, set(columns)))
    return (last, widest) if last * widest <= MAX_CELLS and widest <= MAX_COLUMNS else None


def _corner(xml: bytes) -> tuple[int, int]:
    """Last row and last column that hold something, from 1."""
    last = widest = 0
    for found in FILLED_CELL.finditer(xml):
        last = max(last, int(found[2]))
        widest = max(widest, _column_number(found[1]))
    if CELL_WITHOUT_PLACE.search(xml):
        rows = xml.split(b"<row")
        numbers = (int(number) for number in ROW_NUMBER.findall(xml))
        last = max(last, len(rows), *numbers, 0)
        widest = max(widest, *(row.count(b"<c") for row in rows))
    return last, widest


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → part of the ZIP, as `xl/workbook.xml` and its relations say."""
    relations = {
        _attribute(tag, "Id"): _attribute(tag, "Target")
        for tag in re.findall(r"<(?:\w+:)?Relationship\s[^<>]*>", archive.read("xl/_rels/workbook.xml.rels").decode())
    }
    sheets = re.findall(r"<(?:\w+:)?sheet\s[^<>]*>", archive.read("xl/workbook.xml").decode())
    parts = {_attribute(tag, "name"): relations.get(_attribute(tag, r"\w+:id"), "") for tag in sheets}
    return {sheet: part.lstrip("/") if part.startswith("/") else f"xl/{part}" for sheet, part in parts.items()}


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"\s{name}\s*=\s*[\"']([^\"']*)", tag)
    return found[1] if found else ""
