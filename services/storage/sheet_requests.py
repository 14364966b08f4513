"""Requests of the Sheets service's `spreadsheets.batchUpdate`, as plain dicts. Rows and columns count from zero."""

from collections.abc import Iterable, Sequence
from typing import Any

from services.domain.tabs import Cell

Request = dict[str, Any]

TEXT, DATE, NUMBER = {"type": "TEXT"}, {"type": "DATE", "pattern": "dd-mm-yyyy"}, {"type": "NUMBER", "pattern": "0"}
FORMATS = {"date": DATE, "integer": NUMBER}  # by the SQL type of a field; all else is text


def entered(cell: Cell, number_format: dict[str, str] | None = None) -> dict[str, Any]:
    """A cell as it is, never parsed: a text that begins with `=` stays a text."""
    kinds = {bool: "boolValue", int: "numberValue", float: "numberValue", str: "stringValue"}
    data: dict[str, Any] = {} if cell == "" else {"userEnteredValue": {kinds[type(cell)]: cell}}
    return data | ({"userEnteredFormat": {"numberFormat": number_format}} if number_format else {})


def lock(tab: int, description: str, account: str) -> Request:
    """Keeps everybody but this account (and the file's owner) from a tab."""
    editors = {"users": [account]}
    return {"addProtectedRange": {"protectedRange": {
        "range": {"sheetId": tab}, "description": description, "editors": editors}}}


def guard(tab: int, columns: int, account: str, description: str) -> Request:
    """Standing protection of a panel tab. It ends at a column, so that the tab can still be locked as a whole."""
    place = {"sheetId": tab, "startColumnIndex": 0, "endColumnIndex": columns}
    return {"addProtectedRange": {"protectedRange": {
        "range": place, "description": description, "editors": {"users": [account]}}}}


def warn(tab: int, column: int, description: str, width: int) -> Request:
    """A warning before somebody edits columns that the panel writes."""
    place = {"sheetId": tab, "startColumnIndex": column, "endColumnIndex": column + width}
    return {"addProtectedRange": {"protectedRange": {
        "range": place, "description": description, "warningOnly": True}}}


def under_id(protecting: Request, protection: int) -> Request:
    """The same protection under an id of our own; refused if it is taken."""
    made = protecting["addProtectedRange"]["protectedRange"] | {"protectedRangeId": protection}
    return {"addProtectedRange": {"protectedRange": made}}


def unlock(protection: int) -> Request:
    """Takes a protection away; refused if it is not there."""
    return {"deleteProtectedRange": {"protectedRangeId": protection}}


def add_tab(tab: int, title: str, rows: int, columns: int, **more: Any) -> Request:
    """A new tab under an id of our own; refused if the id or the title is taken."""
    grid = {"rowCount": rows, "columnCount": columns, **more.pop("gridProperties", {})}
    return {"addSheet": {"properties": {"sheetId": tab, "title": title, "gridProperties": grid, **more}}}


def delete_tab(tab: int) -> Request:
    return {"deleteSheet": {"sheetId": tab}}


def touch_tab(tab: int) -> Request:
    """Changes nothing; refused if the tab is not there."""
    return {"updateSheetProperties": {"properties": {"sheetId": tab, "hidden": True}, "fields": "hidden"}}


def copy_rows(tab: int, first: int, number: int, to: int, at: int) -> Request:
    """Copies the values of so many rows, as wide as their tab is by then, into another tab from its row `at`."""
    source = {"sheetId": tab, "startRowIndex": first, "endRowIndex": first + number}
    target = {"sheetId": to, "startRowIndex": at, "endRowIndex": at + number, "startColumnIndex": 0, "endColumnIndex": 1}
    return {"copyPaste": {"source": source, "destination": target, "pasteType": "PASTE_VALUES"}}


def copy_entered(tab: int, first: int, last: int, left: int, right: int, to: int) -> Request:
    """Copies what was entered in these rows, columns `left` to before `right`, to the same place of another tab."""
    block = {"startRowIndex": first, "endRowIndex": last + 1, "startColumnIndex": left, "endColumnIndex": right}
    return {"copyPaste": {
        "source": {"sheetId": tab, **block}, "destination": {"sheetId": to, **block}, "pasteType": "PASTE_NORMAL"}}


def put(tab: int, row: int, column: int, cells: Iterable[Cell]) -> Request:
    """Writes cells side by side, and nothing beside them."""
    start = {"sheetId": tab, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {
        "start": start, "rows": [{"values": [entered(cell) for cell in cells]}], "fields": "userEnteredValue"}}


def put_formula(tab: int, row: int, column: int, formula: str) -> Request:
    """Writes a formula that somebody typed back into its cell."""
    start = {"sheetId": tab, "rowIndex": row, "columnIndex": column}
    entered_value = {"userEnteredValue": {"formulaValue": formula}}
    return {"updateCells": {"start": start, "rows": [{"values": [entered_value]}], "fields": "userEnteredValue"}}


def refill(tab: int, rows: Sequence[Sequence[dict[str, Any]]], columns: int) -> list[Request]:
    """Makes these rows (of `entered` cells) all that stands in a tab; its grid becomes as large as they are."""
    size = {"rowCount": len(rows), "columnCount": columns}
    return [
        {"updateSheetProperties": {
            "properties": {"sheetId": tab, "gridProperties": size},
            "fields": "gridProperties.rowCount,gridProperties.columnCount"}},
        {"updateCells": {
            "range": {"sheetId": tab}, "rows": [{"values": list(row)} for row in rows],
            "fields": "userEnteredValue,userEnteredFormat.textFormat.bold"}},
    ]


def bold(cell: Cell) -> dict[str, Any]:
    """A cell of a title."""
    return entered(cell) | {"userEnteredFormat": {"textFormat": {"bold": True}}}


def set_width(tab: int, column: int, pixels: int, width: int = 1) -> Request:
    """How wide columns are shown."""
    place = {"sheetId": tab, "dimension": "COLUMNS", "startIndex": column, "endIndex": column + width}
    return {"updateDimensionProperties": {"range": place, "properties": {"pixelSize": pixels}, "fields": "pixelSize"}}


def delete_rows(tab: int, first: int, last: int) -> Request:
    """Takes rows out of a tab; the last one included."""
    place = {"sheetId": tab, "dimension": "ROWS", "startIndex": first, "endIndex": last + 1}
    return {"deleteDimension": {"range": place}}


def hide_rows(tab: int, first: int, last: int, hide: bool) -> Request:
    """Hides rows from everybody, or shows them; the last one included."""
    place = {"sheetId": tab, "dimension": "ROWS", "startIndex": first, "endIndex": last + 1}
    return {"updateDimensionProperties": {
        "range": place, "properties": {"hiddenByUser": hide}, "fields": "hiddenByUser"}}


def replace_text(tab: int, row: int, column: int, old: str, new: str) -> Request:
    """Writes into one cell, only if it holds exactly the old text."""
    place = {"sheetId": tab, "startRowIndex": row, "endRowIndex": row + 1, "startColumnIndex": column,
             "endColumnIndex": column + 1}
    return {"findReplace": {"find": old, "replacement": new, "matchCase": True, "matchEntireCell": True, "range": place}}


def append(tab: int, rows: Iterable[Sequence[dict[str, Any]]]) -> Request:
    """New rows (of `entered` cells) after the last one that holds anything."""
    fields = "userEnteredValue,userEnteredFormat.numberFormat"
    return {"appendCells": {"sheetId": tab, "rows": [{"values": list(row)} for row in rows], "fields": fields}}


def widen(tab: int, columns: int) -> Request:
    """New columns at the right end."""
    return {"appendDimension": {"sheetId": tab, "dimension": "COLUMNS", "length": columns}}


def format_columns(tab: int, column: int, width: int, number_format: dict[str, str]) -> Request:
    """The format of columns below their headers."""
    place = {"sheetId": tab, "startRowIndex": 1, "startColumnIndex": column, "endColumnIndex": column + width}
    cell = {"userEnteredFormat": {"numberFormat": number_format}}
    return {"repeatCell": {"range": place, "cell": cell, "fields": "userEnteredFormat.numberFormat"}}


def offer(tab: int, column: int, choices: Iterable[str]) -> Request:
    """A list to choose from in a column; another value is only warned of."""
    place = {"sheetId": tab, "startRowIndex": 1, "startColumnIndex": column, "endColumnIndex": column + 1}
    values = [{"userEnteredValue": choice} for choice in choices]
    rule = {"condition": {"type": "ONE_OF_LIST", "values": values}, "showCustomUi": True, "strict": False}
    return {"setDataValidation": {"range": place, "rule": rule}}


def show_filter(tab: int, title: str, column: int) -> Request:
    """A saved view that shows only rows where this column is empty."""
    criteria = [{"columnIndex": column, "filterCriteria": {"condition": {"type": "BLANK"}}}]
    return {"addFilterView": {"filter": {"title": title, "range": {"sheetId": tab}, "filterSpecs": criteria}}}


def bold_header(tab: int) -> Request:
    place = {"sheetId": tab, "startRowIndex": 0, "endRowIndex": 1}
    cell = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    return {"repeatCell": {"range": place, "cell": cell, "fields": "userEnteredFormat.textFormat.bold"}}


def rows_of(title: str, first: int, last: int) -> str:
    """Whole rows in A1 notation; here they count from zero, the last one included."""
    return f"{quoted(title)}!{first + 1}:{last + 1}"


def quoted(title: str) -> str:
    """A tab's title as a range."""
    return "'" + title.replace("'", "''") + "'"
