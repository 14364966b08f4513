"""batchUpdate requests on cells: update, repeat, append, copy, cut, sort, find and replace, validate, merge."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from typing import Any

from .a1 import Area
from .edit import Edit, without_value
from .entered import locale_named
from .errors import Refusal
from .formulas import shift_relative
from .grid import EMPTY, Cell, Formula, Row, Sheet, Value, area_of, range_of
from .masks import Mask, merge_by_mask, parse_mask
from .reading import Reading, beyond_grid
from .shown import show
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
    merged = merge_by_mask(mask["userEnteredFormat"], _without_twins(old or {}, mask["userEnteredFormat"]), new or {})
    return with_both_colours(merged) or None


def _without_twins(old: Json, mask: Mask) -> Json:
    """The old format without the colour styles whose colour is about to be set anew."""
    twins = {name + "Style" for name in mask if name.endswith("Color")}
    return {name: value for name, value in old.items() if name not in twins}


def with_both_colours(thing: Any) -> Any:
    """Each colour beside its newer form, as Google answers (`backgroundColor` and `backgroundColorStyle`)."""
    if isinstance(thing, list):
        return [with_both_colours(item) for item in thing]
    if not isinstance(thing, dict):
        return _single_precision(thing)
    both = {name: with_both_colours(value) for name, value in thing.items() if value is not None}
    for name in [name for name in both if name.endswith("Color") and name != "rgbColor"]:
        both.setdefault(name + "Style", {"rgbColor": both[name]})
    for name in [name for name in both if name.endswith("ColorStyle") and "rgbColor" in both[name]]:
        both[name.removesuffix("Style")] = both[name]["rgbColor"]
    if set(both) <= {"red", "green", "blue", "alpha"}:
        return {name: value for name, value in both.items() if value}
    return both


def _single_precision(value: Any) -> Any:
    """Parts of a colour are 32-bit numbers: 0.4980392156862745 comes back as 0.49803922."""
    return float(f"{value:.8g}") if isinstance(value, float) else value


# Requests that write


def update_cells(edit: Edit, request: Json) -> None:
    sheet, area = _target(edit, request)
    change = cell_changer(request.get("fields", ""))
    for offset, data in enumerate(_rows_to_fill(request, area)):
        row = area.top + offset
        old = sheet.cells(row, area.left, area.left + len(data))
        edit.write(sheet, row, area.left, map(change, old, data))


def _target(edit: Edit, request: Json) -> tuple[Sheet, Area]:
    """The sheet and the area to fill: as given, or from a start cell as far as the rows reach."""
    if "range" in request:
        return _area(edit, request["range"])
    start = request.get("start", {})
    sheet = edit.sheet(start.get("sheetId"))
    rows = request.get("rows", [])
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    width = max((len(row.get("values", [])) for row in rows), default=0)
    area = Area(top, left, top + len(rows), left + width)
    if area.bottom > sheet.row_count or area.right > sheet.column_count:  # type: ignore[operator]
        raise Refusal(
            f"Attempting to write column: {area.right}, beyond the last requested column of: {sheet.column_count - 1}"
            if area.right > sheet.column_count  # type: ignore[operator]
            else f"Attempting to write row: {area.bottom}, beyond the last requested row of: {sheet.row_count - 1}"
        )
    return sheet, area


def _rows_to_fill(request: Json, area: Area) -> list[list[Json]]:
    rows = [row.get("values", []) for row in request.get("rows", [])]
    if "range" not in request:
        return rows
    if len(rows) > area.height:
        raise Refusal(f"Attempting to write row: {area.bottom}, beyond the last requested row of: {(area.bottom or 1) - 1}")
    for row in rows:
        if len(row) > area.width:
            raise Refusal(
                f"Attempting to write column: {area.right}, beyond the last requested column of: {(area.right or 1) - 1}"
            )
    rows += [[]] * (area.height - len(rows))
    return [row + [{}] * (area.width - len(row)) for row in rows]


def _area(edit: Edit, grid_range: Json) -> tuple[Sheet, Area]:
    """The sheet of a GridRange and its area; refused where it reaches beyond the grid."""
    sheet = edit.sheet(grid_range.get("sheetId"))
    area = area_of(grid_range)
    closed = area.within(sheet.row_count, sheet.column_count)
    if closed.bottom < (area.bottom or 0) or closed.right < (area.right or 0):  # type: ignore[operator]
        raise beyond_grid(sheet, area)
    return sheet, closed


def repeat_cell(edit: Edit, request: Json) -> None:
    sheet, area = _area(edit, request["range"])
    change, data = cell_changer(request.get("fields", "")), request.get("cell", {})
    for row in range(area.top, area.bottom or 0):
        old = sheet.cells(row, area.left, area.right or 0)
        edit.write(sheet, row, area.left, [change(cell, data) for cell in old])


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


# Copy and cut


def copy_paste(edit: Edit, request: Json) -> None:
    source, area = _area(edit, request["source"])
    block = [source.cells(row, area.left, area.right or 0) for row in range(area.top, area.bottom or 0)]
    if request.get("pasteOrientation") == "TRANSPOSE":
        block = [tuple(column) for column in zip(*block, strict=True)]
    target = edit.sheet(request["destination"].get("sheetId"))
    wanted = area_of(request["destination"]).within(target.row_count, target.column_count)
    height = _repeats(wanted.height, len(block)) * len(block)
    width = _repeats(wanted.width, len(block[0])) * len(block[0])
    place = Area(wanted.top, wanted.left, wanted.top + height, wanted.left + width)
    if place.bottom > target.row_count or place.right > target.column_count:  # type: ignore[operator]
        raise beyond_grid(target, place)
    paste = _paster(edit, source, request.get("pasteType") or "PASTE_NORMAL")
    for row in range(height):
        model = block[row % len(block)] * (width // len(block[0]))
        old = target.cells(place.top + row, place.left, place.left + width)
        down = place.top + row - (area.top + row % len(block))
        right = place.left - area.left
        cells = [
            paste(new, cell, down, right + column // len(block[0]) * len(block[0]))
            for column, (new, cell) in enumerate(zip(model, old, strict=True))
        ]
        edit.write(target, place.top + row, place.left, cells)


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
    source, area = _area(edit, request["source"])
    at = request.get("destination", {})
    target = edit.sheet(at.get("sheetId"))
    block = [source.cells(row, area.left, area.right or 0) for row in range(area.top, area.bottom or 0)]
    place = Area(at.get("rowIndex", 0), at.get("columnIndex", 0))
    place = Area(place.top, place.left, place.top + area.height, place.left + area.width)
    if place.bottom > target.row_count or place.right > target.column_count:  # type: ignore[operator]
        raise beyond_grid(target, place)
    edit.guard(source, area)
    for row in range(area.top, area.bottom or 0):
        source.put(row, area.left, (EMPTY,) * area.width)
    for offset, cells in enumerate(block):
        edit.write(target, place.top + offset, place.left, cells)


# Order, search, tidy


def sort_range(edit: Edit, request: Json) -> None:
    sheet, area = _area(edit, request["range"])
    edit.guard_shape(sheet, area)
    rows = _rows_in(sheet, area)
    reading = Reading(edit.book)
    for spec in reversed(request.get("sortSpecs", [])):
        column = spec.get("dimensionIndex", 0) - area.left
        _sort(rows, column, spec.get("sortOrder") == "DESCENDING", lambda cell: reading.value(sheet, cell))
    for offset, (row, cells) in enumerate(rows):
        sheet.put(area.top + offset, area.left, tuple(_moved_by(cell, area.top + offset - row) for cell in cells))
    if edit.assumptions.metadata_follows_sort:
        _sort_metadata(edit, sheet, area, [row for row, _ in rows])


def _rows_in(sheet: Sheet, area: Area) -> list[tuple[int, Row]]:
    bottom = min(area.bottom or 0, len(sheet.rows))
    return [(row, sheet.cells(row, area.left, area.right or 0)) for row in range(area.top, bottom)]


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
        if place.get("sheetId", 0) == sheet.id and place.get("startIndex", 0) in places and place["dimension"] == "ROWS":
            row = places[place.get("startIndex", 0)]
            moved = {**metadata["location"], "dimensionRange": {**place, "startIndex": row, "endIndex": row + 1}}
            edit.book.objects["developerMetadata"][key] = {**metadata, "location": moved}


def randomize_range(edit: Edit, request: Json) -> None:
    sheet, area = _area(edit, request["range"])
    edit.guard_shape(sheet, area)
    rows = _rows_in(sheet, area)
    random.Random(edit.book.version).shuffle(rows)
    for offset, (row, cells) in enumerate(rows):
        sheet.put(area.top + offset, area.left, tuple(_moved_by(cell, area.top + offset - row) for cell in cells))


def find_replace(edit: Edit, request: Json) -> Json:
    counts = {"valuesChanged": 0, "formulasChanged": 0, "rowsChanged": 0, "sheetsChanged": 0, "occurrencesChanged": 0}
    pattern, replacement = _pattern(request)
    for sheet, area in _searched(edit, request):
        before = counts["occurrencesChanged"]
        for row, cells in _rows_in(sheet, area):
            changed = [_replaced(edit, cell, request, pattern, replacement, counts) for cell in cells]
            if any(new is not old for new, old in zip(changed, cells, strict=True)):
                counts["rowsChanged"] += 1
                edit.write(sheet, row, area.left, changed)
        counts["sheetsChanged"] += counts["occurrencesChanged"] > before
    return {"findReplace": {name: count for name, count in counts.items() if count}}


def _searched(edit: Edit, request: Json) -> Iterable[tuple[Sheet, Area]]:
    if "range" in request:
        return [_area(edit, request["range"])]
    if request.get("allSheets"):
        return [(edit.sheet(sheet.id), sheet.area) for sheet in edit.book.sheets]
    sheet = edit.sheet(request.get("sheetId"))
    return [(sheet, sheet.area)]


def _pattern(request: Json) -> tuple[re.Pattern[str], str]:
    find, replacement = request.get("find", ""), request.get("replacement", "")
    if not find:
        raise Refusal("The 'find' field must not be empty.")
    by_pattern = request.get("searchByRegex")
    text = find if by_pattern else re.escape(find)
    if request.get("matchEntireCell"):
        text = rf"\A(?:{text})\Z"
    pattern = re.compile(text, 0 if request.get("matchCase") else re.IGNORECASE)
    dollars = re.sub(r"\$(\d)", r"\\\1", replacement.replace("\\", "\\\\"))
    return pattern, dollars if by_pattern else replacement.replace("\\", "\\\\")


def _replaced(edit: Edit, cell: Cell, request: Json, pattern: re.Pattern[str], by: str, counts: Json) -> Cell:
    is_formula = isinstance(cell.value, Formula)
    if cell.value is None or (is_formula and not request.get("includeFormulas")):
        return cell
    locale = locale_named(edit.book.locale)
    text, count = pattern.subn(by, str(cell.value) if is_formula else show(cell.value, cell.format, locale))
    if not count:
        return cell
    counts["formulasChanged" if is_formula else "valuesChanged"] += 1
    counts["occurrencesChanged"] += count
    if edit.assumptions.find_replace_parses:
        return type_into(cell, text, locale)
    return Cell(text or None, cell.format, cell.note, cell.rule)


def trim_whitespace(edit: Edit, request: Json) -> Json:
    sheet, area = _area(edit, request["range"])
    changed_cells = 0
    for row, cells in _rows_in(sheet, area):
        trimmed = [_trimmed(cell) for cell in cells]
        changed = sum(new is not old for new, old in zip(trimmed, cells, strict=True))
        if changed:
            edit.write(sheet, row, area.left, trimmed)
        changed_cells += changed
    return {"trimWhitespace": {"cellsChangedCount": changed_cells} if changed_cells else {}}


def _trimmed(cell: Cell) -> Cell:
    if not isinstance(cell.value, str) or isinstance(cell.value, Formula):
        return cell
    text = " ".join(cell.value.split())
    return cell if text == cell.value else Cell(text or None, cell.format, cell.note, cell.rule)


def delete_duplicates(edit: Edit, request: Json) -> Json:
    """Rows of the range that repeat an earlier one are taken out and the rest moves up."""
    sheet, area = _area(edit, request["range"])
    edit.guard_shape(sheet, area)
    compared = [place.get("startIndex", 0) - area.left for place in request.get("comparisonColumns", [])]
    seen: set[tuple[Value, ...]] = set()
    kept, removed = [], 0
    for _, cells in _rows_in(sheet, area):
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


# Validation, borders, merges


def set_data_validation(edit: Edit, request: Json) -> None:
    sheet, area = _area(edit, request["range"])
    rule = request.get("rule")
    for row in range(area.top, area.bottom or 0):
        cells = sheet.cells(row, area.left, area.right or 0)
        edit.write(sheet, row, area.left, [cell._replace(rule=rule) for cell in cells])


def update_borders(edit: Edit, request: Json) -> None:
    sheet, area = _area(edit, request["range"])
    borders = {side: request[side] for side in ("top", "bottom", "left", "right") if side in request}
    for row in range(area.top, area.bottom or 0):
        cells = sheet.cells(row, area.left, area.right or 0)
        edit.write(
            sheet, row, area.left, [cell._replace(format={**(cell.format or {}), "borders": borders}) for cell in cells]
        )


def merge_cells(edit: Edit, request: Json) -> None:
    sheet, area = _area(edit, request["range"])
    edit.guard(sheet, area)
    kept = _unmerged(sheet, area)
    rows = range(area.top, area.bottom or 0)
    columns = range(area.left, area.right or 0)
    pieces = {
        "MERGE_ROWS": [Area(row, area.left, row + 1, area.right) for row in rows],
        "MERGE_COLUMNS": [Area(area.top, column, area.bottom, column + 1) for column in columns],
    }.get(request.get("mergeType", ""), [area])
    for piece in pieces:
        _keep_first_value(edit, sheet, piece)
    sheet.attached["merges"] = kept + [range_of(sheet.id, piece) for piece in pieces]


def _keep_first_value(edit: Edit, sheet: Sheet, area: Area) -> None:
    """Of the values in a merged area only the top left one stays."""
    for row, cells in _rows_in(sheet, area):
        first = 1 if row == area.top else 0
        edit.forget(cells[first:])
        sheet.put(row, area.left, cells[:first] + tuple(map(without_value, cells[first:])))


def unmerge_cells(edit: Edit, request: Json) -> None:
    sheet, area = _area(edit, request["range"])
    edit.guard(sheet, area)
    sheet.attached["merges"] = _unmerged(sheet, area)
    if not sheet.attached["merges"]:
        del sheet.attached["merges"]


def _unmerged(sheet: Sheet, area: Area) -> list[Json]:
    """The merges outside the area; one that is cut by its edge is a mistake."""
    kept = []
    for merge in sheet.attached.get("merges", []):
        merged = area_of(merge)
        inside = (
            area.top <= merged.top
            and area.left <= merged.left
            and (merged.bottom or 0) <= (area.bottom or 0)
            and (merged.right or 0) <= (area.right or 0)
        )
        if merged.meets(area) and not inside:
            raise Refusal("You must select all cells in a merged range to merge or unmerge them.")
        if not inside:
            kept.append(merge)
    return kept


KINDS = {
    "updateCells": update_cells,
    "repeatCell": repeat_cell,
    "appendCells": append_cells,
    "copyPaste": copy_paste,
    "cutPaste": cut_paste,
    "sortRange": sort_range,
    "randomizeRange": randomize_range,
    "findReplace": find_replace,
    "trimWhitespace": trim_whitespace,
    "deleteDuplicates": delete_duplicates,
    "pasteData": paste_data,
    "setDataValidation": set_data_validation,
    "updateBorders": update_borders,
    "mergeCells": merge_cells,
    "unmergeCells": unmerge_cells,
}
