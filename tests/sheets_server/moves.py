"""batchUpdate requests that carry cells elsewhere: copy, cut, sort, shuffle, take out doubles."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from .a1 import Area
from .cells import place_of, rows_in
from .edit import Edit
from .errors import Refusal
from .formulas import shift_relative
from .grid import EMPTY, Cell, Formula, Row, Sheet, Value, area_of
from .reading import Reading, beyond_grid

Json = dict[str, Any]


def copy_paste(edit: Edit, request: Json) -> None:
    """Copies a block; a destination that is a multiple of it is filled, any other takes it once."""
    sheet, area = place_of(edit, request["source"])
    source = sheet.copy()
    transposed = request.get("pasteOrientation") == "TRANSPOSE"
    height, width = (area.width, area.height) if transposed else (area.height, area.width)
    target, place = _destination(edit, request["destination"], height, width)
    paste = _paster(edit, source, request.get("pasteType") or "PASTE_NORMAL")

    def pasted(row: int, column: int, old: Cell) -> Cell:
        down, right = (row - place.top) % height, (column - place.left) % width
        from_row, from_column = area.top + (right if transposed else down), area.left + (down if transposed else right)
        return paste(source.cell(from_row, from_column), old, row - from_row, column - from_column)

    for row in range(place.top, place.bottom):
        old = target.cells(row, place.left, place.right)
        edit.write(target, row, place.left, [pasted(row, place.left + at, cell) for at, cell in enumerate(old)])


def _destination(edit: Edit, given: Json, height: int, width: int) -> tuple[Sheet, Area]:
    """Where the copies of a block of this size go."""
    target = edit.sheet(given.get("sheetId"))
    wanted = area_of(given).within(target.row_count, target.column_count)
    bottom = wanted.top + _repeats(wanted.height, height) * height
    right = wanted.left + _repeats(wanted.width, width) * width
    place = Area(wanted.top, wanted.left, bottom, right)
    if bottom > target.row_count or right > target.column_count:
        raise beyond_grid(target, place)
    return target, place


def _repeats(room: int, size: int) -> int:
    return max(1, room // size) if room % size == 0 else 1


def _paster(edit: Edit, source: Sheet, paste_type: str) -> Callable[[Cell, Cell, int, int], Cell]:
    """The function (copied cell, old cell, rows down, columns right) -> new cell."""
    reading = Reading(edit.book)

    def formula_or_value(new: Cell, down: int, right: int) -> Value:
        return Formula(shift_relative(new.value, down, right)) if isinstance(new.value, Formula) else new.value

    def computed(new: Cell) -> Value:
        value = reading.value(source, new)
        return str(value) if isinstance(value, str) else value

    pasters: dict[str, Callable[[Cell, Cell, int, int], Cell]] = {
        "PASTE_NORMAL": lambda new, _, down, right: new._replace(value=formula_or_value(new, down, right), write=0),
        "PASTE_VALUES": lambda new, old, *_: Cell(computed(new), old.format, old.note, old.rule),
        "PASTE_FORMULA": lambda new, old, down, right: old._replace(value=formula_or_value(new, down, right), write=0),
        "PASTE_FORMAT": lambda new, old, *_: old._replace(format=new.format),
        "PASTE_DATA_VALIDATION": lambda new, old, *_: old._replace(rule=new.rule),
        "PASTE_CONDITIONAL_FORMATTING": lambda _, old, *__: old,
    }
    pasters["PASTE_NO_BORDERS"] = pasters["PASTE_NORMAL"]
    if paste_type not in pasters:
        raise Refusal(f"Invalid pasteType: {paste_type}")
    return pasters[paste_type]


def cut_paste(edit: Edit, request: Json) -> None:
    """Moves cells, formulas unchanged; what stood at the destination is replaced."""
    source, area = place_of(edit, request["source"])
    at = request.get("destination", {})
    target = edit.sheet(at.get("sheetId"))
    block = [source.cells(row, area.left, area.right) for row in range(area.top, area.bottom)]
    place = Area(at.get("rowIndex", 0), at.get("columnIndex", 0))
    place = Area(place.top, place.left, place.top + area.height, place.left + area.width)
    if place.bottom > target.row_count or place.right > target.column_count:
        raise beyond_grid(target, place)
    edit.guard(source, area)
    for row in range(area.top, area.bottom):
        source.put(row, area.left, (EMPTY,) * area.width)
    for offset, cells in enumerate(block):
        edit.write(target, place.top + offset, place.left, cells)


def sort_range(edit: Edit, request: Json) -> None:
    sheet, area = place_of(edit, request["range"])
    edit.guard_shape(sheet, area)
    rows = rows_in(sheet, area)
    reading = Reading(edit.book)
    for spec in reversed(request.get("sortSpecs", [])):
        column = spec.get("dimensionIndex", 0) - area.left
        _sort(rows, column, spec.get("sortOrder") == "DESCENDING", lambda cell: reading.value(sheet, cell))
    for offset, (row, cells) in enumerate(rows):
        sheet.put(area.top + offset, area.left, tuple(_moved_by(cell, area.top + offset - row) for cell in cells))
    if edit.assumptions.metadata_follows_sort:
        _sort_metadata(edit, sheet, area, [row for row, _ in rows])


def _sort(rows: list[tuple[int, Row]], column: int, descending: bool, value_of: Callable[[Cell], Any]) -> None:
    """Numbers before texts before booleans, or the reverse; empty cells last either way."""

    def key(row: tuple[int, Row]) -> tuple[int, Any]:
        value = value_of(row[1][column])
        if isinstance(value, bool):
            return 2, value
        if isinstance(value, str):
            return 1, value.casefold()
        return 0, value

    filled = [row for row in rows if value_of(row[1][column]) is not None]
    empty = [row for row in rows if value_of(row[1][column]) is None]
    if descending:
        filled.reverse()  # so that a reversed, stable sort keeps equal rows in order
        filled.sort(key=key)
        filled.reverse()
    else:
        filled.sort(key=key)
    rows[:] = filled + empty


def _moved_by(cell: Cell, rows: int) -> Cell:
    if rows and isinstance(cell.value, Formula):
        return cell._replace(value=Formula(shift_relative(cell.value, rows, 0)))
    return cell


def _sort_metadata(edit: Edit, sheet: Sheet, area: Area, order: list[int]) -> None:
    places = {row: area.top + offset for offset, row in enumerate(order)}
    for key, metadata in edit.book.objects.get("developerMetadata", {}).items():
        place = metadata["location"].get("dimensionRange", {})
        if (
            place.get("sheetId", 0) == sheet.id
            and place.get("startIndex", 0) in places
            and place["dimension"] == "ROWS"
        ):
            row = places[place.get("startIndex", 0)]
            moved = {**metadata["location"], "dimensionRange": {**place, "startIndex": row, "endIndex": row + 1}}
            edit.book.objects["developerMetadata"][key] = {**metadata, "location": moved}


def randomize_range(edit: Edit, request: Json) -> None:
    sheet, area = place_of(edit, request["range"])
    edit.guard_shape(sheet, area)
    rows = rows_in(sheet, area)
    random.Random(edit.book.version).shuffle(rows)
    for offset, (row, cells) in enumerate(rows):
        sheet.put(area.top + offset, area.left, tuple(_moved_by(cell, area.top + offset - row) for cell in cells))


def delete_duplicates(edit: Edit, request: Json) -> Json:
    """Rows of the range that repeat an earlier one are taken out and the rest moves up."""
    sheet, area = place_of(edit, request["range"])
    edit.guard_shape(sheet, area)
    compared = [place.get("startIndex", 0) - area.left for place in request.get("comparisonColumns", [])]
    seen: set[tuple[Value, ...]] = set()
    kept, removed = [], 0
    for _, cells in rows_in(sheet, area):
        key = tuple(cells[column].value for column in compared or range(len(cells)))
        if key in seen:
            removed += 1
            edit.forget(cells)
        else:
            seen.add(key)
            kept.append(cells)
    for offset, cells in enumerate([*kept, *[(EMPTY,) * area.width] * removed]):
        sheet.put(area.top + offset, area.left, cells)
    return {"deleteDuplicates": {"duplicatesRemovedCount": removed} if removed else {}}


def insert_range(edit: Edit, request: Json) -> None:
    """Empty cells in an area; what stood there and beyond moves down or right, the rest of the sheet stays."""
    sheet, area, down = _range_to_shift(edit, request)
    if down:
        sheet.row_count = max(sheet.row_count, len(sheet.rows) + area.height)
        for row in range(len(sheet.rows) - 1, area.top - 1, -1):
            sheet.put(row + area.height, area.left, sheet.cells(row, area.left, area.right))
        for row in range(area.top, area.bottom):
            sheet.put(row, area.left, (EMPTY,) * area.width)
        return
    sheet.column_count = max(sheet.column_count, max(map(len, sheet.rows), default=0) + area.width)
    for row, _ in rows_in(sheet, area):
        rest = sheet.row(row)[area.left :]
        sheet.put(row, area.left, (EMPTY,) * area.width + rest)


def delete_range(edit: Edit, request: Json) -> None:
    """Takes an area out; what stood below or to the right moves into its place."""
    sheet, area, up = _range_to_shift(edit, request)
    for _, cells in rows_in(sheet, area):
        edit.forget(cells)
    if up:
        for row in range(area.top, len(sheet.rows)):
            sheet.put(row, area.left, sheet.cells(row + area.height, area.left, area.right))
        return
    for row in range(area.top, min(area.bottom, len(sheet.rows))):
        rest = sheet.cells(row, area.right, sheet.column_count)
        sheet.put(row, area.left, rest + (EMPTY,) * area.width)


def _range_to_shift(edit: Edit, request: Json) -> tuple[Sheet, Area, bool]:
    """The sheet, the area, and whether it is rows that shift; all cells that would move must be open to the actor."""
    sheet, area = place_of(edit, request["range"])
    by_rows = request.get("shiftDimension", "ROWS") == "ROWS"
    moved = Area(area.top, area.left, right=area.right) if by_rows else Area(area.top, area.left, area.bottom)
    edit.guard_sheet(sheet)
    edit.guard(sheet, moved)
    return sheet, area, by_rows


KINDS = {
    "insertRange": insert_range,
    "deleteRange": delete_range,
    "copyPaste": copy_paste,
    "cutPaste": cut_paste,
    "sortRange": sort_range,
    "randomizeRange": randomize_range,
    "deleteDuplicates": delete_duplicates,
}
