"""Workbooks from outside → grids, and tables → XLSX. The only import of python-calamine and openpyxl.

A workbook is told by its first bytes, never by its name, and opened only after its size has been bounded.
"""

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum, ZipError

from services.domain import pace
from services.domain.workbook import Area, Grid
from services.errors import BadFile
from services.storage import biff
from services.storage.ods_guard import ods_shapes
from services.storage.spreadsheet_xml import is_spreadsheet_xml, read_spreadsheet_xml
from services.storage.text_tables import UNKNOWN, is_html, read_csv, read_html
from services.storage.workbook_bounds import (
    BROKEN,
    LOCKED,
    LONGEST,
    MACRO,
    MAX_MERGED_ROWS,
    TOO_BIG,
    TOO_LONG,
    TOO_WIDE,
    require_room,
    require_short,
)
from services.storage.workbook_guard import Shape, open_zip, sheet_parts, xlsx_shapes

MAX_SIZE = 10 * 1024 * 1024  # bytes of the file as sent
EMPTY = "Berkas '{name}' kosong. Periksa berkasnya, lalu unggah lagi."
NOT_FOR_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a cell begins with that a spreadsheet would calculate
Reader = Callable[[bytes, str], tuple[Grid, ...]]


def read_grids(content: bytes, name: str) -> tuple[Grid, ...]:
    """The sheets of a workbook or CSV file. `name` is what the sender calls it, for the sentences. Raises BadFile."""
    if not content.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise BadFile(EMPTY.format(name=name))
    if len(content) > MAX_SIZE:
        raise BadFile(TOO_BIG.format(name=name))
    grids = next(reader for begins, reader in READERS if begins(content))(content, name)
    if any(isinstance(cell, str) and len(cell) > LONGEST for grid in grids for row in grid.rows for cell in row):
        raise BadFile(TOO_LONG.format(name=name))
    return grids


def _read_zip(content: bytes, name: str) -> tuple[Grid, ...]:
    with open_zip(content, name) as archive:
        parts = archive.namelist()
        if "content.xml" in parts:
            return _sheets(content, name, ods_shapes(archive, name))
        if "xl/workbook.xml" not in parts:
            raise BadFile(UNKNOWN.format(name=name))
        shapes = xlsx_shapes(archive, name)
        names = sheet_parts(archive) if shapes else {}
    return _sheets(content, name, {sheet: shapes[part] for sheet, part in names.items() if part in shapes})


def _read_ole(content: bytes, name: str) -> tuple[Grid, ...]:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise BadFile(LOCKED.format(name=name))
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise BadFile(MACRO.format(name=name))
    try:
        book = biff.look(content)
    except ValueError as error:
        raise BadFile(BROKEN.format(name=name)) from error
    require_room(book.corners, name)
    require_short(book.letters, name)
    return _sheets(content, name, {})


def _sheets(content: bytes, name: str, shapes: Mapping[str, Shape]) -> tuple[Grid, ...]:
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(content))
        sheets = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
        return tuple(_grid(book, meta, shapes.get(meta.name, Shape()), name) for meta in sheets)
    except PasswordError as error:
        raise BadFile(LOCKED.format(name=name)) from error
    except (CalamineError, ZipError, OSError, ValueError) as error:
        raise BadFile(BROKEN.format(name=name)) from error
    except BaseException as error:  # the Rust reader panics on some damaged XLS, and its panic is no Exception
        if type(error).__name__ == "PanicException":
            raise BadFile(BROKEN.format(name=name)) from error
        raise


def _grid(book: CalamineWorkbook, meta: Any, shape: Shape, name: str) -> Grid:
    sheet = book.get_sheet_by_name(meta.name)
    merged = [*shape.merged, *(Area(*start, *end) for start, end in sheet.merged_cell_ranges or ())]
    if sum(area.bottom - area.top for area in merged) > MAX_MERGED_ROWS:
        raise BadFile(TOO_WIDE.format(name=name))
    visible = meta.visible == SheetVisibleEnum.Visible
    rows = sheet.to_python(skip_empty_area=False)
    return Grid(meta.name, rows, visible, frozenset(shape.hidden), tuple(merged), frozenset(shape.struck))


READERS: tuple[tuple[Callable[[bytes], bool], Reader], ...] = (
    (lambda content: content.startswith(b"PK\x03\x04"), _read_zip),
    (lambda content: content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), _read_ole),
    (is_spreadsheet_xml, read_spreadsheet_xml),
    (is_html, lambda content, name: (read_html(content, name),)),
    (lambda content: True, lambda content, name: (read_csv(content, name),)),
)


def write_xlsx(header: Sequence[str], rows: Iterable[Sequence[Any]], title: str = "Data") -> bytes:
    """One sheet with a bold heading. Texts stay texts: "=1+1" and a NIK are shown as they are, never calculated."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_text_cell(sheet, text, Font(bold=True)) for text in header])
    for row in rows:
        sheet.append([_text_cell(sheet, value) if isinstance(value, str) else value for value in row])
        pace.step(2)  # read and written
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _text_cell(sheet: Any, text: str, font: Font | None = None) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, NOT_FOR_XML.sub("", text)[:32_767])
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = text.startswith(FORMULA)
    if font:
        cell.font = font
    return cell
