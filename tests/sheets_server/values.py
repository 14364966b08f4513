"""The `spreadsheets.values` calls: get, update, append, clear, and their batches."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from .a1 import Area, column_name, full_name
from .dimensions import insert_dimension
from .edit import Edit
from .entered import Locale, enter, locale_named
from .errors import Refusal, wrong_type
from .grid import Cell, Sheet, Spreadsheet
from .reading import FORMATTED, Reading, beyond_grid, check_start, closed_range, find_range
from .shown import is_moment, is_text, number_format

Json = dict[str, Any]


def get(book: Spreadsheet, text: str, params: Json) -> Json:
    """A ValueRange; trailing empty cells and rows are cut, and without any value there is no `values`."""
    sheet, area = closed_range(book, text)
    return value_range(book, sheet, area, params)


def batch_get(book: Spreadsheet, ranges: list[str], params: Json) -> Json:
    return {"spreadsheetId": book.id, "valueRanges": [get(book, text, params) for text in ranges]}


def value_range(book: Spreadsheet, sheet: Sheet, area: Area, params: Json) -> Json:
    dimension = params.get("majorDimension") or "ROWS"
    render = Reading(book).renderer(
        sheet, params.get("valueRenderOption") or FORMATTED, params.get("dateTimeRenderOption") or "SERIAL_NUMBER"
    )
    rows = [
        [None if cell.value is None else render(cell) for cell in sheet.rows[row][area.left : area.right]]
        for row in range(area.top, min(area.bottom, sheet.end_of_data()))
    ]
    if dimension == "COLUMNS":
        width = max(map(len, rows), default=0)
        rows = [[row[column] if column < len(row) else None for row in rows] for column in range(width)]
    answer: Json = {"range": full_name(sheet.title, area), "majorDimension": dimension}
    values = _without_trailing(rows)
    if values:
        answer["values"] = values
    return answer


def _without_trailing(rows: list[list[Any]]) -> list[list[Any]]:
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return [["" if value is None else value for value in row] for row in rows]


def update(edit: Edit, text: str, params: Json, body: Json, field: str = "data") -> Json:
    rows = _rows_of(body, field)
    sheet, area = find_range(edit.book, text)
    _check_extent(sheet, area, rows)
    return _write(edit, sheet.id, area, rows, params)


def batch_update(edit: Edit, body: Json) -> Json:
    data = body.get("data") or []
    answers, rows, columns = [], set(), set()
    for number, item in enumerate(data):
        answers.append(_update_one(edit, number, item, body))
        sheet, area = find_range(edit.book, answers[-1]["updatedRange"])
        rows |= {(sheet.id, row) for row in range(area.top, area.bottom)}
        columns |= {(sheet.id, column) for column in range(area.left, area.right)}
    totals = {
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": sum(answer.get("updatedCells", 0) for answer in answers),
        "totalUpdatedSheets": len({sheet_id for sheet_id, _ in rows}),
    }
    return _dropped_zeros({"spreadsheetId": edit.book.id, **totals, "responses": answers})


def _update_one(edit: Edit, number: int, item: Json, body: Json) -> Json:
    try:
        return update(edit, item.get("range", ""), body, item, f"data[{number}]")
    except Refusal as refusal:
        if not refusal.details:
            refusal.message = f"Invalid data[{number}]: {refusal.message}"
        raise


def append(edit: Edit, text: str, params: Json, body: Json) -> Json:
    """Writes below the last table that the range touches; without one, at the start of the range."""
    rows = _rows_of(body, "data")
    sheet, area = find_range(edit.book, text)
    sheet = edit.sheet(sheet.id)
    check_start(sheet, area)
    table = find_table(sheet, area.within(sheet.row_count, sheet.column_count))
    at = Area(table.bottom, table.left) if table else Area(area.top, area.left)
    _make_room(edit, sheet, at, rows, params.get("insertDataOption") == "INSERT_ROWS" and table is not None)
    answer: Json = {"spreadsheetId": edit.book.id}
    if table:
        answer["tableRange"] = full_name(sheet.title, table)
    answer["updates"] = _write(edit, sheet.id, at, rows, params)
    return answer


def find_table(sheet: Sheet, area: Area) -> Area | None:
    """The block of filled cells around the last filled cell of the area; it may reach beyond the area."""
    for row in range(min(area.bottom, len(sheet.rows)) - 1, area.top - 1, -1):
        cells = sheet.rows[row][area.left : area.right]
        for column in range(len(cells) - 1, -1, -1):
            if cells[column].value is not None:
                return _grown(sheet, Area(row, area.left + column, row + 1, area.left + column + 1))
    return None


def _grown(sheet: Sheet, start: Area) -> Area:
    """The area widened on each side for as long as the next row or column, corners included, holds a value."""
    top, left, bottom, right = start.top, start.left, start.top + 1, start.left + 1

    def filled(first: int, last: int, from_column: int, to_column: int) -> bool:
        rows = sheet.rows[max(first, 0) : last]
        return any(cell.value is not None for row in rows for cell in row[max(from_column, 0) : to_column])

    while True:
        before = (top, left, bottom, right)
        while top and filled(top - 1, top, left - 1, right + 1):
            top -= 1
        while filled(bottom, bottom + 1, left - 1, right + 1):
            bottom += 1
        if left and filled(top - 1, bottom + 1, left - 1, left):
            left -= 1
        if filled(top - 1, bottom + 1, right, right + 1):
            right += 1
        if before == (top, left, bottom, right):
            return Area(top, left, bottom, right)


def _make_room(edit: Edit, sheet: Sheet, at: Area, rows: list[list[Any]], insert: bool) -> None:
    """Grows the grid at the bottom where the appended rows need it, or inserts rows for them."""
    if insert and at.top < sheet.row_count:
        edit.guard_shape(sheet, Area(at.top, 0, at.top + 1, sheet.column_count))
        place = {"sheetId": sheet.id, "dimension": "ROWS", "startIndex": at.top, "endIndex": at.top + len(rows)}
        insert_dimension(edit, {"range": place, "inheritFromBefore": at.top > 0})
    width = max(map(len, rows), default=0)
    sheet.row_count = max(sheet.row_count, at.top + len(rows))
    sheet.column_count = max(sheet.column_count, at.left + width)
    edit.book.check_size()


def clear(edit: Edit, text: str) -> Json:
    return {"spreadsheetId": edit.book.id, "clearedRange": _cleared(edit, text)}


def batch_clear(edit: Edit, body: Json) -> Json:
    return {"spreadsheetId": edit.book.id, "clearedRanges": [_cleared(edit, text) for text in body.get("ranges") or []]}


def _cleared(edit: Edit, text: str) -> str:
    sheet, area = closed_range(edit.book, text)
    edit.clear_values(edit.sheet(sheet.id), area)
    return full_name(sheet.title, area)


def _rows_of(body: Json, field: str) -> list[list[Any]]:
    """The given values as rows, whatever their major dimension."""
    values = body.get("values")
    if values is None:
        return []
    bad = values if not isinstance(values, list) else next((row for row in values if not isinstance(row, list)), None)
    if bad is not None:
        raise wrong_type(f"{field}.values", "type.googleapis.com/google.protobuf.ListValue", json.dumps(bad))
    for at, row in enumerate(values):
        for place, value in enumerate(row):
            if isinstance(value, dict | list):
                kind = "struct" if isinstance(value, dict) else "list"
                raise Refusal(f"Invalid values[{at}][{place}]: {kind}_value {{\n}}\n")
    if body.get("majorDimension") == "COLUMNS":
        height = max(map(len, values), default=0)
        return [[column[row] if row < len(column) else None for column in values] for row in range(height)]
    return values


def _check_extent(sheet: Sheet, area: Area, rows: list[list[Any]]) -> None:
    """The values must fit into the range, unless it is one cell, and into the grid."""
    check_start(sheet, area)
    width = max(map(len, rows), default=0)
    bottom, right = area.top + len(rows), area.left + width
    one_cell = (area.bottom, area.right) == (area.top + 1, area.left + 1)
    limit = Area() if one_cell else area
    within = (
        f"Requested writing within range [{full_name(sheet.title, limit.within(sheet.row_count, sheet.column_count))}]"
    )
    if bottom > limit.bottom:
        raise Refusal(f"{within}, but tried writing to row [{limit.bottom + 1}]")
    if right > limit.right:
        raise Refusal(f"{within}, but tried writing to column [{column_name(limit.right)}]")
    if bottom > sheet.row_count or right > sheet.column_count:
        raise beyond_grid(sheet, Area(area.top, area.left, bottom, right))


def _write(edit: Edit, sheet_id: int, at: Area, rows: list[list[Any]], params: Json) -> Json:
    sheet = edit.sheet(sheet_id)
    make = _maker(params, locale_named(edit.book.locale))
    for offset, values in enumerate(rows):
        old = sheet.cells(at.top + offset, at.left, at.left + len(values))
        edit.write(sheet, at.top + offset, at.left, map(make, values, old))
    width = max(map(len, rows), default=0)
    written = Area(at.top, at.left, at.top + max(len(rows), 1), at.left + max(width, 1))
    answer: Json = {
        "spreadsheetId": edit.book.id,
        "updatedRange": full_name(sheet.title, written),
        "updatedRows": len(rows),
        "updatedColumns": width,
        "updatedCells": sum(value is not None for row in rows for value in row),
    }
    if str(params.get("includeValuesInResponse")).lower() == "true":
        options = {
            "valueRenderOption": params.get("responseValueRenderOption"),
            "dateTimeRenderOption": params.get("responseDateTimeRenderOption"),
        }
        answer["updatedData"] = value_range(edit.book, sheet, written, options)
    return _dropped_zeros(answer)


def _maker(params: Json, locale: Locale) -> Callable[[Any, Cell], Cell]:
    """The function that turns a given value and the old cell into the new cell; null leaves the old one."""
    option = params.get("valueInputOption")
    if option not in ("RAW", "USER_ENTERED"):
        raise Refusal("'valueInputOption' is required but not specified")
    typed = option == "USER_ENTERED"

    def make(value: Any, old: Cell) -> Cell:
        if value is None:
            return old
        if isinstance(value, str):
            return type_into(old, value, locale) if typed else Cell(value or None, old.format, old.note, old.rule)
        return Cell(value if isinstance(value, bool) else float(value), old.format, old.note, old.rule)

    return make


def type_into(old: Cell, text: str, locale: Locale) -> Cell:
    """The cell after a text was typed into it; typing a date or an amount brings its format along."""
    value, implied = enter(text, locale, is_text(old.format))
    cell_format = old.format
    keeps = bool(number_format(cell_format)) and is_moment(cell_format) == is_moment({"numberFormat": implied})
    if implied and not keeps:
        cell_format = {**(cell_format or {}), "numberFormat": implied}
    return Cell(value, cell_format, old.note, old.rule)


def _dropped_zeros(answer: Json) -> Json:
    return {name: value for name, value in answer.items() if value != 0}
