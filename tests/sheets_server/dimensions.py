"""batchUpdate requests on whole rows and columns: insert, delete, move, append, hide, size, group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .a1 import Area
from .edit import Edit
from .errors import Refusal
from .formulas import move_references
from .grid import COLUMNS, EMPTY, ROWS, Cell, Formula, Sheet
from .looks import answered
from .masks import merge_by_mask, parse_mask
from .reading import Reading

Json = dict[str, Any]
Shift = Callable[[int, int], tuple[int, int] | None]  # start and end of a range -> after the change, None if gone

_EDGES = {ROWS: ("startRowIndex", "endRowIndex"), COLUMNS: ("startColumnIndex", "endColumnIndex")}
_NAMES = {ROWS: "rows", COLUMNS: "columns"}


def insert_dimension(edit: Edit, request: Json) -> None:
    sheet, dimension, start, end = _place(edit, request["range"], may_end_beyond=True)
    if start > sheet.size(dimension):
        raise Refusal(f"range.startIndex[{start}] is after the last {dimension.lower()[:-1]} in the grid")
    before = bool(request.get("inheritFromBefore"))
    if before and start == 0:
        raise Refusal("inheritFromBefore cannot be true when inserting at the start of the grid")
    edit.guard_seam(sheet, _band(dimension, start - 1, start), _band(dimension, start, start + 1))
    neighbour = start - 1 if before else start

    def insert(items: list[Any]) -> None:
        model = items[neighbour] if neighbour < len(items) else items[-1]
        items[start:start] = [_look_of(model)] * (end - start)

    sheet.rearrange(dimension, insert)
    edit.book.check_size()
    shift_everything(edit, sheet, dimension, shift_inserted(start, end - start))


def _look_of(model: Any) -> Any:
    """A cell, or a row of cells, with the format and the validation of the one beside it."""
    if not isinstance(model, Cell):
        return tuple(map(_look_of, model))
    return Cell(None, model.format, None, model.rule) if model.format or model.rule else EMPTY


def _band(dimension: str, start: int, end: int) -> Area:
    return Area(start, 0, end) if dimension == ROWS else Area(0, start, right=end)


def delete_dimension(edit: Edit, request: Json) -> None:
    sheet, dimension, start, end = _place(edit, request["range"])
    if end - start >= sheet.size(dimension):
        raise Refusal(f"You can't delete all the {_NAMES[dimension]} on the sheet.")
    edit.guard_shape(sheet, _band(dimension, start, end))
    _forget_band(edit, sheet, dimension, start, end)

    def delete(items: list[Any]) -> None:
        del items[start:end]

    sheet.rearrange(dimension, delete)
    shift_everything(edit, sheet, dimension, shift_deleted(start, end))


def _forget_band(edit: Edit, sheet: Sheet, dimension: str, start: int, end: int) -> None:
    rows = sheet.rows[start:end] if dimension == ROWS else [row[start:end] for row in sheet.rows]
    for row in rows:
        edit.forget(row)


def append_dimension(edit: Edit, request: Json) -> None:
    sheet = edit.sheet(request.get("sheetId"))
    edit.guard_sheet(sheet)
    length = request.get("length", 0)
    if request.get("dimension") == ROWS:
        sheet.row_count += length
    else:
        sheet.column_count += length
    edit.book.check_size()


def move_dimension(edit: Edit, request: Json) -> None:
    sheet, dimension, start, end = _place(edit, request["source"])
    to = request.get("destinationIndex", 0)
    if not 0 <= to <= sheet.size(dimension):
        raise Refusal(f"destinationIndex[{to}] is beyond the grid")
    edit.guard_shape(sheet, _band(dimension, min(start, to), max(end, to)))

    def move(items: list[Any]) -> None:
        block = items[start:end]
        del items[start:end]
        at = to if to <= start else max(to - (end - start), start)
        items[at:at] = block

    sheet.rearrange(dimension, move)
    shift_everything(edit, sheet, dimension, shift_moved(start, end, to))


def _place(edit: Edit, place: Json, may_end_beyond: bool = False) -> tuple[Sheet, str, int, int]:
    sheet = edit.sheet(place.get("sheetId"))
    dimension = place.get("dimension") or ROWS
    size = sheet.size(dimension)
    start, end = place.get("startIndex", 0), place.get("endIndex", size)
    if start >= end:
        raise Refusal(f"range.endIndex[{end}] must be greater than range.startIndex[{start}]")
    if start >= size and not may_end_beyond:
        raise Refusal(f"Cannot find a {_NAMES[dimension][:-1]} at index {start}")
    return sheet, dimension, start, end if may_end_beyond else min(end, size)


# What moves along: ranges of protections, names, merges, filters; sizes; references in formulas


def shift_inserted(at: int, count: int) -> Shift:
    return lambda start, end: (start + count if start >= at else start, end + count if end > at else end)


def shift_deleted(first: int, last: int) -> Shift:
    def place(index: int) -> int:
        return index - max(0, min(index, last) - first)

    return lambda start, end: (place(start), place(end)) if place(start) < place(end) else None


def shift_moved(first: int, last: int, to: int) -> Shift:
    """A range that lies in the moved block goes with it; another closes over the gap and opens at the new place."""
    target = to if to <= first else max(to - (last - first), first)
    take, insert = shift_deleted(first, last), shift_inserted(target, last - first)

    def shift(start: int, end: int) -> tuple[int, int] | None:
        if first <= start and end <= last:
            return start - first + target, end - first + target
        rest = take(start, end)
        return rest and insert(*rest)

    return shift


def shift_everything(edit: Edit, sheet: Sheet, dimension: str, shift: Shift) -> None:
    for kind, objects in edit.book.objects.items():
        shifted = {key: _shifted(thing, sheet.id, dimension, shift) for key, thing in objects.items()}
        edit.book.objects[kind] = {key: thing for key, thing in shifted.items() if thing is not None}
    for name, things in list(sheet.attached.items()):
        sheet.attached[name] = _shifted(things, sheet.id, dimension, shift)
        if sheet.attached[name] in (None, []):
            del sheet.attached[name]
    sizes = {shift(index, index + 1): size for index, size in sheet.sizes[dimension].items()}
    sheet.sizes[dimension] = {place[0]: size for place, size in sizes.items() if place}
    edit.protections_changed()
    for other in edit.book.sheets:
        if other.has_formulas:
            _shift_formulas(edit.sheet(other.id), sheet, dimension, shift)


def _shifted(thing: Any, sheet_id: int, dimension: str, shift: Shift) -> Any:
    """The thing with every range of this sheet in it shifted; None where its range is gone."""
    if isinstance(thing, list):
        items = [_shifted(item, sheet_id, dimension, shift) for item in thing]
        return [item for item in items if item is not None]
    if not isinstance(thing, dict):
        return thing
    edges = _EDGES[dimension] if thing.get("dimension") is None else ("startIndex", "endIndex")
    if edges[1] in thing and thing.get("sheetId", 0) == sheet_id and thing.get("dimension") in (None, dimension):
        place = shift(thing.get(edges[0], 0), thing[edges[1]])
        return place and {**thing, edges[0]: place[0], edges[1]: place[1]}
    parts = {name: _shifted(part, sheet_id, dimension, shift) for name, part in thing.items()}
    return None if any(parts[name] is None and thing[name] is not None for name in parts) else parts


def _shift_formulas(sheet: Sheet, changed: Sheet, dimension: str, shift: Shift) -> None:
    def change(title: str | None, _: bool, row: int, __: bool, column: int) -> tuple[int, int] | None:
        if (title or sheet.title).casefold() != changed.title.casefold():
            return row, column
        index = row if dimension == ROWS else column
        place = shift(index, index + 1)
        if place is None:
            return None
        return (place[0], column) if dimension == ROWS else (row, place[0])

    rewrite_formulas(sheet, lambda formula: move_references(formula, change))


def rewrite_formulas(sheet: Sheet, rewrite: Callable[[str], str]) -> None:
    for number, row in enumerate(sheet.rows):
        if any(isinstance(cell.value, Formula) for cell in row):
            sheet.rows[number] = tuple(
                cell._replace(value=Formula(rewrite(cell.value))) if isinstance(cell.value, Formula) else cell
                for cell in row
            )


# Looks of rows and columns


def update_dimension_properties(edit: Edit, request: Json) -> None:
    sheet, dimension, start, end = _place(edit, request["range"])
    edit.guard_sheet(sheet)
    mask, properties = parse_mask(request.get("fields", "")), request.get("properties", {})
    for index in range(start, end):
        sheet.sizes[dimension][index] = merge_by_mask(mask, sheet.sizes[dimension].get(index, {}), properties)


def auto_resize_dimensions(edit: Edit, request: Json) -> None:
    sheet, dimension, start, end = _place(edit, request["dimensions"])
    reading = Reading(edit.book)
    for index in range(start, end):
        if dimension == ROWS:
            sheet.sizes[ROWS].pop(index, None)
            continue
        widths = [
            _pixels(reading.shown(sheet, row[index])) for row in sheet.rows if index < len(row) and row[index].value
        ]
        if widths:
            sheet.sizes[COLUMNS][index] = {**sheet.sizes[COLUMNS].get(index, {}), "pixelSize": max(widths)}


_PIXELS_A_LETTER, _PADDING = 8.484375, 3  # as recorded for 1,024 letters A: 8,691


def _pixels(text: str) -> int:
    """The width of a text, as if each letter were as wide as an A."""
    return round(len(text) * _PIXELS_A_LETTER) + _PADDING


def add_dimension_group(edit: Edit, request: Json) -> Json:
    sheet, dimension, start, end = _place(edit, request["range"])
    name = _groups_name(dimension)
    depth = 1 + sum(_holds(group["range"], start, end) for group in sheet.attached.get(name, []))
    group = {"range": _group_range(sheet, dimension, start, end), "depth": depth}
    sheet.attached[name] = [*sheet.attached.get(name, []), group]
    sheet.grid_properties[f"{_NAMES[dimension][:-1]}GroupControlAfter"] = True
    return {"addDimensionGroup": {"dimensionGroups": answered(sheet.attached[name])}}


def delete_dimension_group(edit: Edit, request: Json) -> Json:
    sheet, dimension, start, end = _place(edit, request["range"])
    name = _groups_name(dimension)
    groups = sheet.attached.get(name, [])
    wanted = _group_range(sheet, dimension, start, end)
    kept = [group for group in groups if group["range"] != wanted]
    if len(kept) == len(groups):
        raise Refusal("No group was found that matches the specified range.")
    sheet.attached[name] = kept
    if not kept:
        del sheet.attached[name]
    return {"deleteDimensionGroup": {"dimensionGroups": answered(kept)} if kept else {}}


def update_dimension_group(edit: Edit, request: Json) -> None:
    wanted = request["dimensionGroup"]
    sheet, dimension, start, end = _place(edit, wanted["range"])
    name, place = _groups_name(dimension), _group_range(sheet, dimension, start, end)
    mask = parse_mask(request.get("fields", ""))
    sheet.attached[name] = [
        merge_by_mask(mask, group, wanted) if group["range"] == place else group
        for group in sheet.attached.get(name, [])
    ]


def _groups_name(dimension: str) -> str:
    return f"{_NAMES[dimension][:-1]}Groups"


def _group_range(sheet: Sheet, dimension: str, start: int, end: int) -> Json:
    return {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}


def _holds(outer: Json, start: int, end: int) -> bool:
    return bool(outer["startIndex"] <= start and end <= outer["endIndex"])


KINDS = {
    "insertDimension": insert_dimension,
    "deleteDimension": delete_dimension,
    "appendDimension": append_dimension,
    "moveDimension": move_dimension,
    "updateDimensionProperties": update_dimension_properties,
    "autoResizeDimensions": auto_resize_dimensions,
    "addDimensionGroup": add_dimension_group,
    "deleteDimensionGroup": delete_dimension_group,
    "updateDimensionGroup": update_dimension_group,
}
