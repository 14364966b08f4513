"""Spreadsheets as the JSON that `spreadsheets.get` answers."""

from __future__ import annotations

from typing import Any

from .a1 import Area
from .formulas import FormulaError
from .grid import COLUMNS, EMPTY, ROWS, Cell, Formula, Sheet, Spreadsheet
from .looks import answered
from .reading import Reading, closed_range, plain

Json = dict[str, Any]

_WHITE = {"red": 1, "green": 1, "blue": 1}
DEFAULT_FORMAT: Json = {
    "backgroundColor": _WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": _WHITE},
}
_PIXELS = {ROWS: 21, COLUMNS: 100}
_ERROR_TYPES = {
    "#DIV/0!": "DIVIDE_BY_ZERO", "#VALUE!": "VALUE", "#REF!": "REF", "#NAME?": "NAME", "#NUM!": "NUM", "#N/A": "N_A",
}  # fmt: skip
_ON_SHEETS = ("filterViews", "protectedRanges", "bandedRanges")


def spreadsheet_resource(book: Spreadsheet, ranges: list[str], with_data: bool) -> Json:
    """The spreadsheet, or of it what `ranges` touch; with cell contents if asked for."""
    found = [closed_range(book, text) for text in ranges]
    sheets = [sheet for sheet in book.sheets if not ranges or any(sheet is other for other, _ in found)]
    resource: Json = {
        "spreadsheetId": book.id,
        "properties": _spreadsheet_properties(book),
        "sheets": [
            _sheet_resource(book, sheet, [area for other, area in found if other is sheet], with_data)
            for sheet in sheets
        ],
    }
    named = list(book.objects.get("namedRanges", {}).values())
    if named:
        resource["namedRanges"] = answered(named)
    resource["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{book.id}/edit"
    resource["developerMetadata"] = answered(
        [item for item in book.objects.get("developerMetadata", {}).values() if "spreadsheet" in item["location"]]
    )
    if not resource["developerMetadata"]:
        del resource["developerMetadata"]
    return resource


def _spreadsheet_properties(book: Spreadsheet) -> Json:
    return {
        "title": book.title,
        "locale": book.locale,
        "autoRecalc": "ON_CHANGE",
        "timeZone": book.time_zone,
        "defaultFormat": DEFAULT_FORMAT,
        **book.properties,
    }


def sheet_properties(sheet: Sheet, index: int) -> Json:
    shown = {name: value for name, value in sheet.properties.items() if value}
    grid = {"rowCount": sheet.row_count, "columnCount": sheet.column_count, **sheet.grid_properties}
    return {
        "sheetId": sheet.id,
        "title": sheet.title,
        "index": index,
        "sheetType": "GRID",
        "gridProperties": grid,
        **shown,
    }


def _sheet_resource(book: Spreadsheet, sheet: Sheet, areas: list[Area], with_data: bool) -> Json:
    resource: Json = {"properties": sheet_properties(sheet, book.sheets.index(sheet))}
    if with_data:
        resource["data"] = [grid_data(book, sheet, area) for area in areas or [sheet.area]]
    resource.update(answered({name: things for name, things in sheet.attached.items() if things}))
    for kind in _ON_SHEETS:
        things = [
            item for item in book.objects.get(kind, {}).values() if item.get("range", {}).get("sheetId", 0) == sheet.id
        ]
        if things:
            resource[kind] = answered(things)
    metadata = [
        item
        for item in book.objects.get("developerMetadata", {}).values()
        if item["location"].get("sheetId") == sheet.id
    ]
    if metadata:
        resource["developerMetadata"] = answered(metadata)
    return resource


def grid_data(book: Spreadsheet, sheet: Sheet, area: Area) -> Json:
    """Cells up to the last that holds anything, and the sizes of rows and columns."""
    reading = Reading(book)
    rows = [
        [_cell_data(reading, sheet, cell) for cell in _without_trailing(sheet.rows[row][area.left : area.right])]
        for row in range(area.top, min(area.bottom, len(sheet.rows)))
    ]
    while rows and not rows[-1]:
        rows.pop()
    data: Json = {}
    if area.top:
        data["startRow"] = area.top
    if area.left:
        data["startColumn"] = area.left
    if rows:
        data["rowData"] = [{"values": row} if row else {} for row in rows]
    data["rowMetadata"] = _sizes(sheet, ROWS, area.top, area.bottom, book)
    data["columnMetadata"] = _sizes(sheet, COLUMNS, area.left, area.right, book)
    return data


def _without_trailing(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    end = len(cells)
    while end and cells[end - 1]._replace(write=0) == EMPTY:
        end -= 1
    return cells[:end]


def _sizes(sheet: Sheet, dimension: str, start: int, end: int, book: Spreadsheet) -> list[Json]:
    sizes = [{"pixelSize": _PIXELS[dimension], **sheet.sizes[dimension].get(index, {})} for index in range(start, end)]
    for item in book.objects.get("developerMetadata", {}).values():
        place = item["location"].get("dimensionRange")
        if place and place.get("sheetId", 0) == sheet.id and place.get("dimension") == dimension:
            index = place.get("startIndex", 0) - start
            if 0 <= index < len(sizes):
                sizes[index].setdefault("developerMetadata", []).append(answered(item))
    return sizes


def _cell_data(reading: Reading, sheet: Sheet, cell: Cell) -> Json:
    data: Json = {}
    if cell.value is not None:
        data["userEnteredValue"] = _extended(cell.value)
        data["effectiveValue"] = _effective(reading.value(sheet, cell))
        data["formattedValue"] = reading.shown(sheet, cell)
    if cell.format:
        data["userEnteredFormat"] = cell.format
    if cell.value is not None or cell.format:
        data["effectiveFormat"] = {**DEFAULT_FORMAT, **(cell.format or {})}
    if cell.note:
        data["note"] = cell.note
    if cell.rule:
        data["dataValidation"] = cell.rule
    return data


def _extended(value: Any) -> Json:
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, Formula):
        return {"formulaValue": str(value)}
    return {"stringValue": value} if isinstance(value, str) else {"numberValue": plain(value)}


def _effective(value: Any) -> Json:
    if isinstance(value, FormulaError):
        return {"errorValue": {"type": _ERROR_TYPES.get(value, "ERROR"), "message": f"Formula error: {value}"}}
    return {} if value is None else _extended(value)
