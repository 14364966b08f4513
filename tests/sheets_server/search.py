"""batchUpdate requests that look for texts: find and replace, trim."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from .a1 import Area
from .cells import place_of, rows_in
from .edit import Edit
from .entered import locale_named
from .errors import Refusal
from .grid import Cell, Formula, Sheet
from .shown import show
from .values import type_into

Json = dict[str, Any]


def find_replace(edit: Edit, request: Json) -> Json:
    counts = {"valuesChanged": 0, "formulasChanged": 0, "rowsChanged": 0, "sheetsChanged": 0, "occurrencesChanged": 0}
    pattern, replacement = _pattern(request)
    for sheet, area in _searched(edit, request):
        before = counts["occurrencesChanged"]
        for row, cells in rows_in(sheet, area):
            changed = [_replaced(edit, cell, request, pattern, replacement, counts) for cell in cells]
            if any(new is not old for new, old in zip(changed, cells, strict=True)):
                counts["rowsChanged"] += 1
                edit.write(sheet, row, area.left, changed)
        counts["sheetsChanged"] += counts["occurrencesChanged"] > before
    return {"findReplace": {name: count for name, count in counts.items() if count}}


def _searched(edit: Edit, request: Json) -> Iterable[tuple[Sheet, Area]]:
    if "range" in request:
        return [place_of(edit, request["range"])]
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
    sheet, area = place_of(edit, request["range"])
    changed_cells = 0
    for row, cells in rows_in(sheet, area):
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


KINDS = {"findReplace": find_replace, "trimWhitespace": trim_whitespace}
