"""batchUpdate requests that merge cells."""

from __future__ import annotations

from typing import Any

from .a1 import Area
from .cells import place_of, rows_in
from .edit import Edit, without_value
from .errors import Refusal
from .grid import Sheet, area_of, range_of

Json = dict[str, Any]


def merge_cells(edit: Edit, request: Json) -> None:
    sheet, area = place_of(edit, request["range"])
    edit.guard(sheet, area)
    kept = _unmerged(sheet, area)
    rows = range(area.top, area.bottom)
    columns = range(area.left, area.right)
    pieces = {
        "MERGE_ROWS": [Area(row, area.left, row + 1, area.right) for row in rows],
        "MERGE_COLUMNS": [Area(area.top, column, area.bottom, column + 1) for column in columns],
    }.get(request.get("mergeType", ""), [area])
    for piece in pieces:
        _keep_first_value(edit, sheet, piece)
    sheet.attached["merges"] = kept + [range_of(sheet.id, piece) for piece in pieces]


def _keep_first_value(edit: Edit, sheet: Sheet, area: Area) -> None:
    """Of the values in a merged area only the top left one stays."""
    for row, cells in rows_in(sheet, area):
        first = 1 if row == area.top else 0
        edit.forget(cells[first:])
        sheet.put(row, area.left, cells[:first] + tuple(map(without_value, cells[first:])))


def unmerge_cells(edit: Edit, request: Json) -> None:
    sheet, area = place_of(edit, request["range"])
    edit.guard(sheet, area)
    sheet.attached["merges"] = _unmerged(sheet, area)
    if not sheet.attached["merges"]:
        del sheet.attached["merges"]


def _unmerged(sheet: Sheet, area: Area) -> list[Json]:
    """The merges outside the area; one that is cut by its edge is a mistake."""
    kept = []
    for merge in sheet.attached.get("merges", []):
        merged = area_of(merge)
        inside = merged.lies_in(area)
        if merged.meets(area) and not inside:
            raise Refusal("You must select all cells in a merged range to merge or unmerge them.")
        if not inside:
            kept.append(merge)
    return kept


KINDS = {"mergeCells": merge_cells, "unmergeCells": unmerge_cells}
