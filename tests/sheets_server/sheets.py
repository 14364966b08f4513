"""batchUpdate requests on tabs and on the spreadsheet itself."""

from __future__ import annotations

import locale
import random
from collections.abc import Callable
from typing import Any
from zoneinfo import available_timezones

from .dimensions import rewrite_formulas
from .edit import Edit
from .errors import Refusal
from .grid import Cell, Sheet
from .looks import merge_looks, with_both_colours
from .masks import Mask, mentions, merge_by_mask, parse_mask
from .resources import sheet_properties

Json = dict[str, Any]


def new_id(taken: object) -> int:
    """An id as Google picks them: random, positive, below 2**31."""
    while True:
        number = random.SystemRandom().randrange(1, 2**31)
        if number not in taken:  # type: ignore[operator]
            return number


def add_sheet(edit: Edit, request: Json) -> Json:
    properties = request.get("properties", {})
    taken = {sheet.id for sheet in edit.book.sheets}
    sheet_id = properties.get("sheetId", new_id(taken))
    if sheet_id in taken:
        raise Refusal(f"Sheet with id {sheet_id} already exists.")
    title = properties.get("title") or _free_title(edit, "Sheet{}", len(edit.book.sheets) + 1)
    _check_title(edit, title, sheet_id)
    grid = dict(properties.get("gridProperties", {}))
    sheet = Sheet(sheet_id, title, grid.pop("rowCount", 1000), grid.pop("columnCount", 26))
    _check_grid(sheet.row_count, sheet.column_count)
    sheet.grid_properties = {name: value for name, value in grid.items() if value}
    looks = {name: value for name, value in properties.items() if name not in _OWN_FIELDS}
    sheet.properties = with_both_colours(looks)
    at = properties.get("index", len(edit.book.sheets))
    if at > len(edit.book.sheets):
        raise Refusal(f"Cannot insert a sheet at index {at}: there are only {len(edit.book.sheets)} sheets.")
    edit.add_sheet(at, sheet)
    return {"addSheet": {"properties": sheet_properties(sheet, at)}}


_OWN_FIELDS = ("sheetId", "title", "index", "sheetType", "gridProperties")


def _free_title(edit: Edit, pattern: str, number: int) -> str:
    while edit.book.titled(pattern.format(number)):
        number += 1
    return pattern.format(number)


def _check_title(edit: Edit, title: str, own_id: int) -> None:
    other = edit.book.titled(title)
    if other and other.id != own_id:
        raise Refusal(f'A sheet with the name "{title}" already exists. Please enter another name.')
    if not title or len(title) > 100:
        raise Refusal("The sheet name must be between 1 and 100 characters long.")


def _check_grid(rows: int, columns: int) -> None:
    if rows < 1 or columns < 1:
        raise Refusal(f"gridProperties.{'rowCount' if rows < 1 else 'columnCount'} must be greater than 0.")


def delete_sheet(edit: Edit, request: Json) -> None:
    sheet_id = request.get("sheetId", 0)
    if all(sheet.id != sheet_id for sheet in edit.book.sheets):
        raise Refusal(f"No sheet with id: {sheet_id}")
    sheet = edit.sheet(sheet_id)
    if len(edit.book.sheets) == 1:
        raise Refusal("You can't remove all the sheets in a document.")
    edit.guard(sheet, sheet.area)
    for row in sheet.rows:
        edit.forget(row)
    edit.book.sheets.remove(sheet)
    for kind, objects in edit.book.objects.items():
        edit.book.objects[kind] = {key: thing for key, thing in objects.items() if not _lies_on(thing, sheet_id)}


def _lies_on(thing: Json, sheet_id: int) -> bool:
    place = thing.get("range") or thing.get("location", {}).get("dimensionRange") or thing.get("location", {})
    return bool(place) and "spreadsheet" not in place and place.get("sheetId", 0) == sheet_id


def duplicate_sheet(edit: Edit, request: Json) -> Json:
    source = edit.book.sheet(request.get("sourceSheetId", 0))
    title = request.get("newSheetName")
    if not title:
        title = f"Copy of {source.title}"
        title = title if not edit.book.titled(title) else _free_title(edit, title + " {}", 2)
    at = request.get("insertSheetIndex", 0)
    return {"duplicateSheet": {"properties": sheet_properties(_add_copy(edit, source, at, title, request), at)}}


def _add_copy(edit: Edit, source: Sheet, at: int, title: str, request: Json) -> Sheet:
    taken = {sheet.id for sheet in edit.book.sheets}
    sheet_id = request.get("newSheetId", new_id(taken))
    if sheet_id in taken:
        raise Refusal(f"Sheet with id {sheet_id} already exists.")
    _check_title(edit, title, sheet_id)
    twin = source.copy()
    twin.id, twin.title, twin.rows = sheet_id, title, []
    twin.attached = {name: _moved_to(things, sheet_id) for name, things in twin.attached.items()}
    edit.add_sheet(at, twin)
    for number, row in enumerate(source.rows):
        edit.write(twin, number, 0, (Cell(cell.value, cell.format, cell.note, cell.rule) for cell in row))
    return twin


def _moved_to(thing: Any, sheet_id: int) -> Any:
    if isinstance(thing, list):
        return [_moved_to(item, sheet_id) for item in thing]
    if not isinstance(thing, dict):
        return thing
    moved = {name: _moved_to(part, sheet_id) for name, part in thing.items()}
    return {**moved, "sheetId": sheet_id} if "sheetId" in thing else moved


def copy_to(edit: Edit, source: Sheet) -> Json:
    """`sheets.copyTo`: a sheet of another spreadsheet added at the end of this one."""
    title = f"Copy of {source.title}"
    title = title if not edit.book.titled(title) else _free_title(edit, title + " {}", 2)
    at = len(edit.book.sheets)
    return sheet_properties(_add_copy(edit, source, at, title, {}), at)


def update_sheet_properties(edit: Edit, request: Json) -> None:
    properties = request.get("properties", {})
    mask = parse_mask(request.get("fields", ""))
    if not mask:
        raise Refusal("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    sheet = edit.sheet(properties.get("sheetId"))
    edit.guard_sheet(sheet)
    if "title" in mask:
        _check_title(edit, properties.get("title", ""), sheet.id)
        _rename(edit, sheet, properties["title"])
    if mentions(mask, "index") and "index" in properties:
        _move_tab(edit, sheet, properties["index"])
    looks = {name: inner for name, inner in mask.items() if name not in _OWN_FIELDS}
    merged = merge_looks(looks, sheet.properties, properties)
    sheet.properties = {name: value for name, value in merged.items() if name not in _OWN_FIELDS}
    if mentions(mask, "gridProperties"):
        _update_grid(edit, sheet, mask.get("gridProperties", {}), properties.get("gridProperties", {}))


def _rename(edit: Edit, sheet: Sheet, title: str) -> None:
    """References to the tab in formulas follow its new name."""
    old = sheet.title
    sheet.title = title
    quoted = "'" + title.replace("'", "''") + "'!"
    for other in edit.book.sheets:
        if other.has_formulas:
            rewrite_formulas(
                edit.sheet(other.id),
                lambda formula: formula.replace(f"'{old}'!", quoted).replace(f"{old}!", quoted),
            )


def _move_tab(edit: Edit, sheet: Sheet, index: int) -> None:
    """As the service counts: the new index is a gap in the order before the move."""
    at = edit.book.sheets.index(sheet)
    if not 0 <= index <= len(edit.book.sheets):
        raise Refusal(f"Index {index} is out of range.")
    edit.book.sheets.pop(at)
    edit.book.sheets.insert(index - 1 if index > at else index, sheet)


def _update_grid(edit: Edit, sheet: Sheet, mask: Mask, given: Json) -> None:
    rows = given.get("rowCount", sheet.row_count) if mentions(mask, "rowCount") else sheet.row_count
    columns = given.get("columnCount", sheet.column_count) if mentions(mask, "columnCount") else sheet.column_count
    _check_grid(rows, columns)
    for row in sheet.rows[rows:]:
        edit.forget(row)
    if columns < sheet.column_count:
        for row in sheet.rows[:rows]:
            edit.forget(row[columns:])
    sheet.resize(rows, columns)
    edit.book.check_size()
    wanted = {name: inner for name, inner in mask.items() if name not in ("rowCount", "columnCount")}
    merged = merge_by_mask(wanted, sheet.grid_properties, given)
    sheet.grid_properties = {
        name: value for name, value in merged.items() if value and name not in ("rowCount", "columnCount")
    }
    if sheet.grid_properties.get("frozenRowCount", 0) >= rows:
        raise Refusal("You can't freeze all visible rows on the sheet.")
    if sheet.grid_properties.get("frozenColumnCount", 0) >= columns:
        raise Refusal("You can't freeze all visible columns on the sheet.")


def update_spreadsheet_properties(edit: Edit, request: Json) -> None:
    given = request.get("properties", {})
    mask = parse_mask(request.get("fields", ""))
    for field, attribute, is_known in _SPREADSHEET_FIELDS:
        if mentions(mask, field) and field in given:
            if not is_known(given[field]):
                raise Refusal(f"Unsupported {field}: {given[field]}")
            setattr(edit.book, attribute, given[field])
    rest = {name: inner for name, inner in mask.items() if name not in ("title", "locale", "timeZone", "*")}
    edit.book.properties = merge_by_mask(rest, edit.book.properties, given)


def _is_locale(name: str) -> bool:
    """A language (`en`, `fil`) or a language in a country (`id_ID`), as the discovery document allows both."""
    known = {alias.split(".")[0] for alias in locale.locale_alias.values()} | {"in_ID"}
    return name in known or name in {alias.split("_")[0] for alias in known}


_SPREADSHEET_FIELDS: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("title", "title", bool),
    ("locale", "locale", _is_locale),
    ("timeZone", "time_zone", lambda name: name in available_timezones()),
)


KINDS = {
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSheetProperties": update_sheet_properties,
    "updateSpreadsheetProperties": update_spreadsheet_properties,
}
