"""Reading a spreadsheet: what its cells compute to and show, and which cells a range names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .a1 import OPEN, Area, full_name, parse_area, split_range
from .entered import locale_named
from .errors import Refusal
from .formulas import FormulaError, evaluate
from .grid import Cell, Formula, Sheet, Spreadsheet, area_of
from .shown import is_moment, show

FORMATTED, UNFORMATTED, FORMULA = "FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"
FORMATTED_STRING = "FORMATTED_STRING"


class Reading:
    """One look at a spreadsheet; formulas are computed once."""

    def __init__(self, book: Spreadsheet) -> None:
        self.book = book
        self.locale = locale_named(book.locale)
        self._computed: dict[int, Any] = {}

    def value(self, sheet: Sheet, cell: Cell) -> Any:
        """The cell's value, computed where it holds a formula."""
        if not isinstance(cell.value, Formula):
            return cell.value
        if id(cell) not in self._computed:
            self._computed[id(cell)] = FormulaError("#REF!")  # what a formula sees that reads itself
            self._computed[id(cell)] = evaluate(cell.value, self._look_from(sheet))
        return self._computed[id(cell)]

    def shown(self, sheet: Sheet, cell: Cell) -> str:
        return show(self.value(sheet, cell), cell.format, self.locale)

    def _look_from(self, own: Sheet) -> Callable[[str | None, Area], list[list[Any]]]:
        def look(title: str | None, area: Area) -> list[list[Any]]:
            sheet = self.book.titled(title) if title else own
            if sheet is None:
                return [[FormulaError("#REF!")]]
            area = area.within(sheet.row_count, sheet.column_count)
            bottom = max(area.top + 1, min(area.bottom, len(sheet.rows)))
            return [
                [self.value(sheet, cell) for cell in sheet.cells(row, area.left, area.right)]
                for row in range(area.top, bottom)
            ]

        return look

    def renderer(self, sheet: Sheet, option: str, moments: str) -> Callable[[Cell], Any]:
        """The function that turns a cell into what `values.get` answers; None for an empty cell."""

        def formatted(cell: Cell) -> Any:
            return None if cell.value is None else self.shown(sheet, cell)

        def unformatted(cell: Cell) -> Any:
            value = self.value(sheet, cell)
            if not isinstance(value, float | int) or isinstance(value, bool):
                return value
            if moments == FORMATTED_STRING and is_moment(cell.format):
                return show(value, cell.format, self.locale)
            return plain(value)

        def formula(cell: Cell) -> Any:
            return str(cell.value) if isinstance(cell.value, Formula) else unformatted(cell)

        return {FORMATTED: formatted, UNFORMATTED: unformatted, FORMULA: formula}[option]


def plain(number: float) -> float | int:
    """A double as JSON writes it: without a fraction where it has none."""
    return int(number) if number == int(number) and abs(number) < 1e21 else number


def find_range(book: Spreadsheet, text: str) -> tuple[Sheet, Area]:
    """The sheet and the area that a range names: A1 notation, the title of a tab, or a named range."""
    title, rest = split_range(text)
    sheet = book.titled(title) if title is not None else None
    if sheet is None and title is None and not text.startswith("'"):
        sheet = book.titled(text)
        rest = "" if sheet else text
    if title is not None and sheet is None:
        raise unparseable(text)
    if rest == "" and sheet:
        return sheet, sheet.area
    area = parse_area(rest)
    if area is not None:
        return sheet or book.sheets[0], area
    for named in book.objects.get("namedRanges", {}).values():
        if named["name"].casefold() == rest.casefold():
            return book.sheet(named["range"].get("sheetId", 0)), area_of(named["range"])
    raise unparseable(text)


def closed_range(book: Spreadsheet, text: str) -> tuple[Sheet, Area]:
    """As `find_range`, cut to the grid; refused where it begins outside."""
    sheet, area = find_range(book, text)
    check_start(sheet, area)
    return sheet, area.within(sheet.row_count, sheet.column_count)


def check_start(sheet: Sheet, area: Area) -> None:
    if area.top >= sheet.row_count or area.left >= sheet.column_count:
        raise beyond_grid(sheet, area)


def unparseable(text: str) -> Refusal:
    return Refusal(f"Unable to parse range: {text}")


def beyond_grid(sheet: Sheet, area: Area) -> Refusal:
    bottom = sheet.row_count if area.bottom == OPEN else area.bottom
    right = sheet.column_count if area.right == OPEN else area.right
    closed = Area(area.top, area.left, bottom, right)
    return Refusal(
        f"Range ({full_name(sheet.title, closed)}) exceeds grid limits. "
        f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
    )
