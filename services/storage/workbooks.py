"""Workbooks from outside → grids, and tables → XLSX. The only import of python-calamine and openpyxl.

A workbook is opened by its first bytes, never by its name, and only after its size has been bounded: a ZIP says
how much it unpacks to, and its CRCs are checked while no more than that is unpacked.
"""

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from html.parser import HTMLParser
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils.exceptions import IllegalCharacterError
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum, ZipError

from services.domain.workbook import Area, Cell, Grid
from services.errors import BadFile

MAX_SIZE = 10 * 1024 * 1024  # bytes of the file as sent
MAX_UNPACKED = 400 * 1024 * 1024  # bytes of all parts of a ZIP together
MAX_PARTS = 2_000
MAX_CELLS = 4_000_000  # rows × columns of one sheet: 50,000 rows of 80 columns
MAX_MERGED = 100_000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*[\"']\s*([A-Za-z]+)\s*([0-9]+)[^>]*(?<!/)>")
ROW = re.compile(rb"<(?:\w+:)?row\s([^>]*)>")
HIDDEN_ROW = re.compile(rb"\shidden\s*=\s*[\"'](?:1|true)")
NUMBER_OF_ROW = re.compile(rb"(?:^|\s)r\s*=\s*[\"'](\d+)")
ENTITY_IN_PLACE = re.compile(rb"\sr\s*=\s*[\"'][^\"'>]*&")
REPEATED = re.compile(rb"table:number-(columns|rows)-repeated\s*=\s*[\"']([^\"']*)")

LOCKED = "Berkas '{name}' terkunci kata sandi. Buka dulu di Excel, simpan tanpa kata sandi, lalu unggah lagi."
BROKEN = "Berkas '{name}' rusak atau terpotong, sehingga tidak dapat dibuka. Minta pengirim mengirimkannya sekali lagi."
TOO_WIDE = "Berkas '{name}' terlalu luas: ada sel berisi yang sangat jauh dari tabel. Hapus sel itu, simpan, lalu unggah lagi."
TOO_BIG = "Berkas '{name}' terlalu besar. Panel menerima sampai 10 MB; bagi daftar menjadi beberapa berkas."
UNKNOWN = "Berkas '{name}' bukan buku kerja. Panel membaca XLSX, XLS, ODS, dan CSV."
EMPTY = "Berkas '{name}' kosong. Periksa berkasnya, lalu unggah lagi."


def read_grids(content: bytes, name: str) -> tuple[Grid, ...]:
    """The sheets of a workbook or CSV file. `name` is what the sender calls it, for the sentences. Raises BadFile."""
    if not content.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise BadFile(EMPTY.format(name=name))
    if len(content) > MAX_SIZE:
        raise BadFile(TOO_BIG.format(name=name))
    return next(reader for begins, reader in READERS if begins(content))(content, name)


# XLSX, XLS, ODS


def _read_zip(content: bytes, name: str) -> tuple[Grid, ...]:
    with _opened(content, name) as archive:
        parts = set(archive.namelist())
        if "content.xml" in parts:
            _check_ods(archive, name)
            return _calamine(content, name, lambda _: frozenset())
        if "xl/workbook.xml" not in parts:
            raise BadFile(UNKNOWN.format(name=name))
        hidden = {sheet: _check_sheet(archive.read(sheet), name) for sheet in parts if re.match(r"xl/worksheets/[^/]+\.xml$", sheet)}
        targets = _sheet_parts(archive) if any(hidden.values()) else {}
    return _calamine(content, name, lambda sheet: hidden.get(targets.get(sheet, ""), frozenset()))


def _opened(content: bytes, name: str) -> zipfile.ZipFile:
    """A ZIP whose parts are whole, not locked, and together no bigger than allowed. Raises BadFile."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise BadFile(LOCKED.format(name=name))
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise BadFile(TOO_BIG.format(name=name))
        if archive.testzip() is not None:
            raise BadFile(BROKEN.format(name=name))
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise BadFile(BROKEN.format(name=name)) from error
    return archive


def _check_sheet(xml: bytes, name: str) -> frozenset[int]:
    """Indexes of the hidden rows. Raises BadFile where the sheet's corners are further apart than memory allows."""
    if ENTITY_IN_PLACE.search(xml):
        raise BadFile(BROKEN.format(name=name))
    last = widest = 0
    for found in CELL.finditer(xml):
        letters, number = found.groups()
        last = max(last, int(number))
        widest = max(widest, _column_number(letters))
    if last * widest > MAX_CELLS:
        raise BadFile(TOO_WIDE.format(name=name))
    if b"hidden" not in xml:
        return frozenset()
    rows = (found[1] for found in ROW.finditer(xml) if HIDDEN_ROW.search(b" " + found[1]))
    return frozenset(int(number[1]) - 1 for row in rows if (number := NUMBER_OF_ROW.search(row)))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → part of the ZIP, as `xl/workbook.xml` and its relations say."""
    relations = {
        _attribute(tag, "Id"): _attribute(tag, "Target").removeprefix("/xl/")
        for tag in re.findall(r"<(?:\w+:)?Relationship\s[^>]*>", archive.read("xl/_rels/workbook.xml.rels").decode())
    }
    sheets = re.findall(r"<(?:\w+:)?sheet\s[^>]*>", archive.read("xl/workbook.xml").decode())
    return {_attribute(tag, "name"): "xl/" + relations.get(_attribute(tag, r"\w+:id"), "") for tag in sheets}


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"\s{name}\s*=\s*[\"']([^\"']*)", tag)
    return found[1] if found else ""


def _check_ods(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse a locked ODS, and one whose repeated cells would unpack without end."""
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise BadFile(LOCKED.format(name=name))
    xml = archive.read("content.xml")
    for row in re.finditer(rb"<table:table-row\b(.*?)(?:</table:table-row>|$)", xml, re.DOTALL):
        if _area_of_ods_row(row[0], name) > MAX_CELLS:
            raise BadFile(TOO_WIDE.format(name=name))


def _area_of_ods_row(row: bytes, name: str) -> int:
    """Cells of a row that holds something, each time it is repeated."""
    if b"office:value-type" not in row:
        return 0
    columns, rows = 0, 1
    cells = re.split(rb"(?=<table:(?:covered-)?table-cell)", row)
    for at, tag in enumerate(cells):
        for axis, number in REPEATED.findall(tag.split(b">", 1)[0]):
            if not number.isdigit():
                raise BadFile(BROKEN.format(name=name))
            columns += int(number) if axis == b"columns" and b"office:value-type" in tag else 0
            rows = int(number) if axis == b"rows" and at == 0 else rows
    return (columns + len(cells)) * rows


def _read_ole(content: bytes, name: str) -> tuple[Grid, ...]:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise BadFile(LOCKED.format(name=name))
    return _calamine(content, name, lambda _: frozenset())


def _calamine(content: bytes, name: str, hidden: Callable[[str], frozenset[int]]) -> tuple[Grid, ...]:
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(content))
        return tuple(_sheet(book, meta, hidden(meta.name)) for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet)
    except PasswordError as error:
        raise BadFile(LOCKED.format(name=name)) from error
    except (CalamineError, ZipError, OSError, ValueError) as error:
        raise BadFile(BROKEN.format(name=name)) from error


def _sheet(book: CalamineWorkbook, meta: Any, hidden: frozenset[int]) -> Grid:
    sheet = book.get_sheet_by_name(meta.name)
    merged = (sheet.merged_cell_ranges or ())[:MAX_MERGED]
    return Grid(
        name=meta.name,
        rows=sheet.to_python(skip_empty_area=False),
        visible=meta.visible == SheetVisibleEnum.Visible,
        hidden=hidden,
        merged=tuple(Area(*start, *end) for start, end in merged),
    )


# HTML with the ending .xls


class _Tables(HTMLParser):
    """The rows of all tables of a page, one below the other; a spanning cell is a merged one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[Cell]] = []
        self.merged: list[Area] = []
        self._covered: set[tuple[int, int]] = set()
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._close()
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self._close()
            self._open(*(min(int(value), 500) if (value := dict(attrs).get(span) or "1").isdigit() else 1 for span in ("rowspan", "colspan")))
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _open(self, tall: int, wide: int) -> None:
        row, cells = len(self.rows) - 1, self.rows[-1]
        while (row, len(cells)) in self._covered:
            cells.append("")
        left = len(cells)
        cells.extend([""] * wide)
        self._text, self._at = [], (row, left)
        if tall > 1 or wide > 1:
            self.merged.append(Area(row, left, row + max(tall, 1) - 1, left + max(wide, 1) - 1))
            self._covered |= {(below, column) for below in range(row + 1, row + tall) for column in range(left, left + wide)}

    def _close(self) -> None:
        if self._text is not None:
            row, column = self._at
            if column < len(self.rows[row]):
                self.rows[row][column] = "".join(self._text).strip()
            self._text = None


def _read_html(content: bytes, name: str) -> tuple[Grid, ...]:
    text = _decoded(content)
    page = _Tables()
    page.feed(text)
    page.close()
    if not page.rows:
        raise BadFile(UNKNOWN.format(name=name))
    title = re.search(r"<x:Name>([^<]+)</x:Name>", text)
    return (Grid(title[1].strip() if title else "html", page.rows, merged=tuple(page.merged)),)


def _is_html(content: bytes) -> bool:
    return re.search(r"<(!doctype html|html|table)\b", _decoded(content[:4000]), re.IGNORECASE) is not None


# CSV


def _read_csv(content: bytes, name: str) -> tuple[Grid, ...]:
    text = _decoded(content)
    if "\x00" in text or sum(not (letter.isprintable() or letter.isspace()) for letter in text[:4000]) > 40:
        raise BadFile(UNKNOWN.format(name=name))
    rows: list[list[Cell]] = []
    cells = 0
    for record in _records(text, _delimiter(text), name):
        cells += len(record)
        if cells > MAX_CELLS:
            raise BadFile(TOO_WIDE.format(name=name))
        rows.append([_unquoted(value) for value in record])
    return (Grid("csv", rows),)


def _decoded(content: bytes) -> str:
    """Text in whatever code page: by its mark, else UTF-8, else UTF-16 by its zero bytes, else Windows-1252."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    for half, coding in ((content[1:2000:2], "utf-16-le"), (content[:2000:2], "utf-16-be")):
        if half.count(0) * 2 > len(half):
            return content.decode(coding, errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """What parts the columns: said in a first line "sep=;", else what most lines hold the same number of times."""
    said = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    if said:
        return said[1]
    lines = [line for line in text[:100_000].splitlines()[:60] if line.strip()]
    return max(";,\t|", key=lambda mark: _agreement([line.count(mark) for line in lines]))


def _agreement(counts: list[int]) -> tuple[int, int]:
    usual = max(set(counts) - {0}, key=counts.count, default=0)
    return counts.count(usual) if usual else 0, usual


def _records(text: str, delimiter: str, name: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise BadFile(BROKEN.format(name=name)) from error


def _unquoted(value: str) -> str:
    """`="6372…"`, the way to keep a number text in a CSV file, without its wrapping."""
    return value[2:-1] if value.startswith('="') and value.endswith('"') else value


READERS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes, str], tuple[Grid, ...]]], ...] = (
    (lambda content: content.startswith(ZIP), _read_zip),
    (lambda content: content.startswith(OLE), _read_ole),
    (_is_html, _read_html),
    (lambda _: True, _read_csv),
)


# Writing


def write_xlsx(header: Sequence[str], rows: Iterable[Sequence[Any]], title: str = "Data") -> bytes:
    """One sheet with a bold heading. Texts stay texts: "=1+1" and a NIK are shown as they are, never calculated."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    sheet.freeze_panes = "A2"
    bold = Font(bold=True)
    sheet.append([_cell(sheet, value, bold) for value in header])
    for row in rows:
        sheet.append([_cell(sheet, value) if isinstance(value, str) else value for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: Any, text: str, font: Font | None = None) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    try:
        cell.value = text
    except IllegalCharacterError:
        cell.value = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
    cell.data_type = "s"
    cell.number_format = "@"
    if text[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True
    if font:
        cell.font = font
    return cell
