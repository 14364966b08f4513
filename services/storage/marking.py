"""An agency's own workbook, given back with its faults marked: red cells, a comment at each, a column “Perbaikan”.

An XLSX keeps its own layout; of a CSV, ODS or XLS a new XLSX with the same cells at the same places is made.
"""

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from services.domain.workbook import Grid
from services.domain.workbook.grid import address, column_name, text_of
from services.storage.files import workbook_kind
from services.storage.workbooks import FORMULA, NOT_FOR_XML, read_grids

TITLE = "Perbaikan"
AUTHOR = "Panel Bansos"
RED = PatternFill("solid", fgColor="FFF4B6B0")
YELLOW = PatternFill("solid", fgColor="FFFDF0CC")
WIDTH = 60  # of the column “Perbaikan”, in letters
COLUMN = 40  # of the widest other column


class Mark(NamedTuple):
    """A fault at a person: the row (from 1) and the cell ("C17"), or a cell that is none where the fact has none."""

    sheet: str
    row: int
    cell: str
    text: str
    grave: bool


def mark_workbook(content: bytes, name: str, marks: Sequence[Mark], heads: Mapping[str, int]) -> bytes:
    """The workbook as XLSX with its marks. `heads`: sheet → the row (from 1; 0: none) of its column titles. Raises BadFile."""
    grids = read_grids(content, name)
    book = _own_layout(content) or _same_cells(grids)
    widths = {grid.name: _width(grid) for grid in grids}
    for sheet in {mark.sheet for mark in marks}:
        _mark(book[sheet], [mark for mark in marks if mark.sheet == sheet], widths[sheet], heads[sheet])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _own_layout(content: bytes) -> Any:
    """The workbook itself; None if it is no XLSX, or one that openpyxl does not understand."""
    if workbook_kind(content) != "xlsx":
        return None
    try:
        return load_workbook(io.BytesIO(content))
    except (ValueError, TypeError, KeyError):
        return None


def _same_cells(grids: Iterable[Grid]) -> Workbook:
    """A new workbook with the cells of the sheets at their places, merged and hidden as they were. Texts stay texts."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in grids:
        _copy(grid, book.create_sheet(grid.name))
    return book


def _copy(grid: Grid, sheet: Any) -> None:
    longest: dict[int, int] = defaultdict(int)
    for row, cells in enumerate(grid.rows):
        for column, value in enumerate(cells):
            if value not in (None, ""):
                _write(sheet[address(row, column)], value)
                longest[column] = max(longest[column], len(text_of(value)))
    for top, left, bottom, right in grid.merged:
        sheet.merge_cells(f"{address(top, left)}:{address(bottom, right)}")
    for row in grid.hidden:
        sheet.row_dimensions[row + 1].hidden = True
    for column, letters in longest.items():
        sheet.column_dimensions[column_name(column)].width = min(letters + 2, COLUMN)
    sheet.sheet_state = "visible" if grid.visible else "hidden"


def _write(cell: Any, value: Any) -> None:
    if isinstance(value, str):
        cell.value, cell.data_type, cell.number_format = NOT_FOR_XML.sub("", value), "s", "@"
        cell.quotePrefix = value.startswith(FORMULA)
    else:
        cell.value = value


def _width(grid: Grid) -> int:
    """How many columns are in use."""
    return max((at + 1 for row in grid.rows for at, value in enumerate(row) if value not in (None, "")), default=0)


def _mark(sheet: Any, marks: Sequence[Mark], width: int, head: int) -> None:
    sheet.sheet_state = "visible"
    if head:
        title = sheet[address(head - 1, width)]
        title.value, title.font = TITLE, Font(bold=True)
    sheet.column_dimensions[column_name(width)].width = WIDTH
    for row, texts in _grouped((mark.row, mark) for mark in marks).items():
        told = sheet[address(row - 1, width)]
        _write(told, "\n".join(mark.text for mark in texts))
        told.alignment = Alignment(wrap_text=True, vertical="top")
    cells = _grouped((mark.cell, mark) for mark in marks if mark.cell[:1].isupper())
    for name, here in cells.items():
        cell = _anchor(sheet, name)
        cell.fill = RED if any(mark.grave for mark in here) else YELLOW
        cell.comment = Comment("\n".join(mark.text for mark in here), AUTHOR, width=320)


def _grouped(pairs: Iterable[tuple[Any, Mark]]) -> dict[Any, list[Mark]]:
    groups: dict[Any, list[Mark]] = {}
    for key, mark in pairs:
        groups.setdefault(key, []).append(mark)
    return groups


def _anchor(sheet: Any, name: str) -> Any:
    """The cell of that address; of merged cells the one that holds the value."""
    cell = sheet[name]
    if not isinstance(cell, MergedCell):
        return cell
    area = next(area for area in sheet.merged_cells.ranges if name in area)
    return sheet.cell(area.min_row, area.min_col)
