"""Looks into a zipped workbook before it is opened: is it whole, and how far apart are the corners of its sheets?

A few bytes can claim a cell in the last corner of a sheet, or a cell repeated a million times; whoever unpacks that
runs out of memory. So the corners are read from the XML first. On the way out come hidden rows and, for ODS, merged
cells.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from services.domain.workbook import Area
from services.errors import BadFile
from services.storage.struck import struck_rows, struck_styles

MAX_UNPACKED = 200 * 1024 * 1024  # bytes of all parts together
MAX_PARTS = 2_000
MAX_CELLS = 4_000_000  # rows × columns of all sheets together: 50,000 rows of 80 columns
MAX_COLUMNS = 16_384  # of an XLSX sheet
MAX_MERGED_ROWS = 1_000_000  # rows of all merged cells of a sheet together

LOCKED = "Berkas '{name}' terkunci kata sandi. Buka dulu di Excel, simpan tanpa kata sandi, lalu unggah lagi."
BROKEN = "Berkas '{name}' rusak atau terpotong, sehingga tidak dapat dibuka. Minta pengirim mengirimkannya sekali lagi."
TOO_WIDE = "Berkas '{name}' terlalu luas: ada sel berisi yang jauh dari tabel. Hapus sel itu, simpan, lalu unggah lagi."
MACRO = "Berkas '{name}' memuat makro. Simpan sebagai buku kerja Excel tanpa makro (.xlsx), lalu unggah lagi."
TOO_BIG = "Berkas '{name}' terlalu besar. Panel menerima sampai 10 MB; bagi daftar menjadi beberapa berkas."

SHEET_DATA = b"sheetData"  # no part without it holds cells
PLAIN_COLUMN = re.compile(rb'<c r="([A-Z]+)[0-9]+"')  # as nearly all programs write a cell
PLAIN_ROW = re.compile(rb'<c r="[A-Z]+([0-9]+)"')
NO_CELLS = (b"<col", b"<conditionalFormatting", b"<cfRule", b"<cfvo", b"<cfIcon")
FILLED_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*[\"']\s*([A-Za-z]+)\s*([0-9]+)[^>]*(?<!/)>")
CELL_WITHOUT_PLACE = re.compile(rb"<(?:\w+:)?c(?:\s(?![^>]*\br\s*=)[^>]*)?>")
ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
ROW_NUMBER = re.compile(rb"\sr\s*=\s*[\"']\s*(\d+)")
HIDDEN = re.compile(rb"\shidden\s*=\s*[\"'](?:1|true)")
ENTITY_IN_PLACE = re.compile(rb"\sr\s*=\s*[\"'][^\"'>]*&")
WIDE_LETTERS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")

ODS_TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
ODS_NUMBER = re.compile(rb"table:number-(columns|rows)-(repeated|spanned)\s*=\s*[\"']([^\"']*)")
ODS_NAME = re.compile(rb"table:name\s*=\s*[\"']([^\"']*)")


@dataclass
class Shape:
    """What the cells alone do not say about a sheet; rows and columns from 0."""

    hidden: set[int] = field(default_factory=set)
    struck: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)


def open_zip(content: bytes, name: str) -> zipfile.ZipFile:
    """A ZIP whose parts are whole, not locked, and together no bigger than allowed. Raises BadFile.

    Each part is unpacked once to check its CRC, and never beyond the size it declares.
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
        if archive.testzip() is not None:
            raise BadFile(BROKEN.format(name=name))
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
        raise BadFile(BROKEN.format(name=name)) from error
    return archive


def require_room(corners: Iterable[tuple[int, int]], name: str) -> None:
    """Raise BadFile where the sheets, by their last rows and columns, hold too many cells or columns."""
    cells = 0
    for last, widest in corners:
        cells += last * widest
        if cells > MAX_CELLS or widest > MAX_COLUMNS:
            raise BadFile(TOO_WIDE.format(name=name))


def xlsx_shapes(archive: zipfile.ZipFile, name: str) -> dict[str, Shape]:
    """Hidden and struck rows by the part of the ZIP a sheet lies in. Raises BadFile for sheets that are too wide."""
    styles = struck_styles(archive)
    shapes, corners = {}, []
    for part in archive.namelist():
        xml = archive.read(part)
        if xml.startswith(WIDE_LETTERS) or (b"&" in xml and ENTITY_IN_PLACE.search(xml)):
            raise BadFile(BROKEN.format(name=name))
        if SHEET_DATA in xml:
            corners.append(_corner_of_plain(xml) or _corner(xml))
            shapes[part] = Shape(_hidden_rows(xml), struck_rows(xml, styles))
    require_room(corners, name)
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
        for tag in re.findall(r"<(?:\w+:)?Relationship\s[^>]*>", archive.read("xl/_rels/workbook.xml.rels").decode())
    }
    sheets = re.findall(r"<(?:\w+:)?sheet\s[^>]*>", archive.read("xl/workbook.xml").decode())
    parts = {_attribute(tag, "name"): relations.get(_attribute(tag, r"\w+:id"), "") for tag in sheets}
    return {sheet: part.lstrip("/") if part.startswith("/") else f"xl/{part}" for sheet, part in parts.items()}


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"\s{name}\s*=\s*[\"']([^\"']*)", tag)
    return found[1] if found else ""


def ods_shapes(archive: zipfile.ZipFile, name: str) -> dict[str, Shape]:
    """Hidden rows and merged cells by sheet. Raises BadFile for a locked file and for cells repeated without end."""
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise BadFile(LOCKED.format(name=name))
    walk = _OdsWalk(name)
    for kind, tag in _ods_tags(archive.read("content.xml")):
        walk.take(kind, tag)
    return walk.shapes


def _ods_tags(xml: bytes) -> Iterator[tuple[bytes, bytes]]:
    return ((found[1], found[2]) for found in ODS_TAG.finditer(xml))


class _OdsWalk:
    """Counts rows and columns down the sheets of an ODS, repeated ones as often as they are repeated."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.shapes: dict[str, Shape] = {}
        self.shape = Shape()
        self.corners: list[tuple[int, int]] = []  # of the sheets before this one
        self.row = self.next_row = self.column = self.last = self.widest = 0

    def take(self, kind: bytes, tag: bytes) -> None:
        """Take in the next opening tag."""
        if kind == b"table":
            self.corners.append((self.last, self.widest))
            self.row = self.next_row = self.last = self.widest = 0
            title = ODS_NAME.search(tag)
            self.shape = self.shapes.setdefault(title[1].decode(errors="replace") if title else "", Shape())
        elif kind == b"table-row":
            self._begin_row(tag)
        else:
            self._cell(tag)

    def _begin_row(self, tag: bytes) -> None:
        self.row, self.column = self.next_row, 0
        self.next_row += self._numbers(tag).get((b"rows", b"repeated"), 1)
        if b"collapse" in tag or b"filter" in tag:
            self.shape.hidden |= set(range(self.row, min(self.next_row, self.row + 10_000)))

    def _cell(self, tag: bytes) -> None:
        numbers = self._numbers(tag)
        left = self.column
        self.column += numbers.get((b"columns", b"repeated"), 1)
        tall, wide = numbers.get((b"rows", b"spanned"), 1), numbers.get((b"columns", b"spanned"), 1)
        if tall > 1 or wide > 1:
            self.shape.merged.append(Area(self.row, left, self.row + tall - 1, left + wide - 1))
        if b"value-type" in tag:
            self.last, self.widest = max(self.last, self.next_row), max(self.widest, self.column)
            require_room([*self.corners, (self.last, self.widest)], self.name)

    def _numbers(self, tag: bytes) -> dict[tuple[bytes, bytes], int]:
        found = ODS_NUMBER.findall(tag) if b"number-" in tag else []
        if any(not number.isdigit() or len(number) > 9 for *_, number in found):
            raise BadFile(BROKEN.format(name=self.name))
        return {(axis, what): int(number) for axis, what, number in found}
