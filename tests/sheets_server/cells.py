"""batchUpdate requests that set cells: update, repeat, append, paste, validate, border."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .a1 import OPEN, Area
from .edit import Edit
from .entered import locale_named
from .errors import Refusal
from .grid import EMPTY, Cell, Formula, Row, Sheet, Value, area_of
from .looks import merge_looks, with_both_colours
from .masks import Mask, parse_mask
from .reading import beyond_grid
from .values import type_into

Json = dict[str, Any]


# Cells as data


def cell_changer(fields: str) -> Callable[[Cell, Json], Cell]:
    """The function that sets the named fields of a cell from a CellData."""
    mask = parse_mask(fields)
    if not mask:
        raise Refusal("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    everything = "*" in mask

    def change(old: Cell, data: Json) -> Cell:
        cell = old
        if everything or "userEnteredValue" in mask:
            cell = Cell(_entered(data.get("userEnteredValue")), cell.format, cell.note, cell.rule)
        if everything or "userEnteredFormat" in mask:
            cell = cell._replace(format=_format(mask, cell.format, data.get("userEnteredFormat")))
        if everything or "note" in mask:
            cell = cell._replace(note=data.get("note") or None)
        if everything or "dataValidation" in mask:
            cell = cell._replace(rule=data.get("dataValidation") or None)
        return EMPTY if cell == EMPTY else cell

    return change


def once_each(change: Callable[[Cell], Cell]) -> Callable[[Cell], Cell]:
    """The same, worked out once for each cell object: most of a large area are one and the same empty cell."""
    done: dict[int, tuple[Cell, Cell]] = {}  # the old cell is held, so that its id is not given to another

    def changed(cell: Cell) -> Cell:
        if id(cell) not in done:
            done[id(cell)] = cell, change(cell)
        return done[id(cell)][1]

    return changed


def _entered(value: Json | None) -> Value:
    if not value:
        return None
    if "numberValue" in value:
        return float(value["numberValue"])
    if "boolValue" in value:
        return bool(value["boolValue"])
    if "formulaValue" in value:
        return Formula(value["formulaValue"])
    return value.get("stringValue") or None


def _format(mask: Mask, old: Json | None, new: Json | None) -> Json | None:
    if "*" in mask or not mask["userEnteredFormat"]:
        return with_both_colours(new or {}) or None
    return merge_looks(mask["userEnteredFormat"], old or {}, new or {}) or None


# Requests that write


def update_cells(edit: Edit, request: Json) -> None:
    """Fills a range, clearing what no data is given for; or writes as far as the data reach from a start cell."""
    rows = [row.get("values", []) for row in request.get("rows", [])]
    change = cell_changer(request.get("fields", ""))
    if "range" in request:
        sheet, room = place_of(edit, request["range"])
        _check_fit(rows, room)
        rows += [[]] * (room.height - len(rows))
        rows = [row + [{}] * (room.width - len(row)) for row in rows]
    else:
        start = request.get("start", {})
        sheet = edit.sheet(start.get("sheetId"))
        room = Area(start.get("rowIndex", 0), start.get("columnIndex", 0), sheet.row_count, sheet.column_count)
        _check_fit(rows, room)
    for row, data in enumerate(rows, room.top):
        edit.write(sheet, row, room.left, map(change, sheet.cells(row, room.left, room.left + len(data)), data))


def _check_fit(rows: list[list[Json]], room: Area) -> None:
    wanted = {
        "row": (len(rows), room.height, room.bottom),
        "column": (max(map(len, rows), default=0), room.width, room.right),
    }
    for dimension, (count, limit, end) in wanted.items():
        if count > limit:
            raise Refusal(
                f"Attempting to write {dimension}: {end}, beyond the last requested {dimension} of: {end - 1}"
            )


def place_of(edit: Edit, grid_range: Json) -> tuple[Sheet, Area]:
    """The sheet of a GridRange and its area; refused where it reaches beyond the grid."""
    sheet = edit.sheet(grid_range.get("sheetId"))
    area = area_of(grid_range)
    closed = area.within(sheet.row_count, sheet.column_count)
    if closed.bottom < area.bottom < OPEN or closed.right < area.right < OPEN:
        raise beyond_grid(sheet, area)
    return sheet, closed


def rows_in(sheet: Sheet, area: Area) -> list[tuple[int, Row]]:
    """The rows of an area as far as the sheet holds anything, each with its number."""
    bottom = min(area.bottom, len(sheet.rows))
    return [(row, sheet.cells(row, area.left, area.right)) for row in range(area.top, bottom)]


def repeat_cell(edit: Edit, request: Json) -> None:
    change, data = cell_changer(request.get("fields", "")), request.get("cell", {})
    _change_all(edit, request, lambda cell: change(cell, data))


def _change_all(edit: Edit, request: Json, change: Callable[[Cell], Cell]) -> None:
    """Changes each cell of the range that a request names."""
    sheet, area = place_of(edit, request["range"])
    changed = once_each(change)
    for row in range(area.top, area.bottom):
        edit.write(sheet, row, area.left, map(changed, sheet.cells(row, area.left, area.right)))


def append_cells(edit: Edit, request: Json) -> None:
    """Below the last row with a value; the grid grows as needed."""
    sheet = edit.sheet(request.get("sheetId"))
    change = cell_changer(request.get("fields", ""))
    row = sheet.end_of_data()
    for data in (row.get("values", []) for row in request.get("rows", [])):
        sheet.row_count = max(sheet.row_count, row + 1)
        sheet.column_count = max(sheet.column_count, len(data))
        edit.write(sheet, row, 0, map(change, sheet.cells(row, 0, len(data)), data))
        row += 1
    edit.book.check_size()


def paste_data(edit: Edit, request: Json) -> None:
    """Text as a person pastes it: each field is typed into its cell."""
    at = request.get("coordinate", {})
    sheet, delimiter = edit.sheet(at.get("sheetId")), request.get("delimiter") or "\t"
    top, left, locale = at.get("rowIndex", 0), at.get("columnIndex", 0), locale_named(edit.book.locale)
    for offset, line in enumerate(request.get("data", "").splitlines()):
        texts = line.split(delimiter)
        sheet.row_count = max(sheet.row_count, top + offset + 1)
        sheet.column_count = max(sheet.column_count, left + len(texts))
        old = sheet.cells(top + offset, left, left + len(texts))
        cells = [type_into(cell, text, locale) for cell, text in zip(old, texts, strict=True)]
        edit.write(sheet, top + offset, left, cells)
    edit.book.check_size()


def set_data_validation(edit: Edit, request: Json) -> None:
    rule = request.get("rule")
    _change_all(edit, request, lambda cell: cell._replace(rule=rule))


def update_borders(edit: Edit, request: Json) -> None:
    borders: Json = {side: request[side] for side in ("top", "bottom", "left", "right") if side in request}
    _change_all(edit, request, lambda cell: _with_borders(cell, borders))


def _with_borders(cell: Cell, borders: Json) -> Cell:
    return cell._replace(format={**(cell.format or {}), "borders": borders})


KINDS = {
    "updateCells": update_cells,
    "repeatCell": repeat_cell,
    "appendCells": append_cells,
    "pasteData": paste_data,
    "setDataValidation": set_data_validation,
    "updateBorders": update_borders,
}
