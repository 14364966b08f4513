"""What the Sheets service answers, as the panel reads it; and the field masks under which it is asked.

Only what an answer cannot do without is relied on: a service may leave out what is empty, or tell more than was asked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.domain.tabs import Cell

_CELLS = "properties.sheetId,properties.gridProperties.columnCount,data.startRow,data.rowData.values.userEnteredValue," \
    "data.rowData.values.effectiveValue"


def masked(path: str, fields: str) -> str:
    """These fields under a path: `sheets.properties.title,sheets.properties.hidden`."""
    return ",".join(f"{path}.{field}" for field in fields.split(","))


BOOK_FIELDS = "properties.title," + masked(
    "sheets",
    masked("properties", "sheetId,title,sheetType,gridProperties.rowCount,gridProperties.columnCount") + ","
    + masked("protectedRanges", "protectedRangeId,description,range,warningOnly"))
GRID_FIELDS = masked("sheets", _CELLS)
ANSWER_FIELDS = f"replies.addProtectedRange.protectedRange.protectedRangeId,{masked('updatedSpreadsheet', GRID_FIELDS)}"

Grid = list[list[Cell]]


@dataclass(frozen=True)
class Protection:
    """A protected range; `whole`: it covers its tab."""

    id: int
    tab: int
    description: str
    whole: bool


@dataclass(frozen=True)
class TabInfo:
    """What the spreadsheet says of one of its tabs, without its cells."""

    id: int
    title: str
    rows: int
    columns: int


@dataclass(frozen=True)
class Book:
    """The spreadsheet without its cells."""

    title: str
    tabs: tuple[TabInfo, ...]
    protections: tuple[Protection, ...]

    def named(self, title: str) -> TabInfo | None:
        """The tab of that title; Google does not tell capitals apart."""
        return next((tab for tab in self.tabs if tab.title.casefold() == title.casefold()), None)


@dataclass(frozen=True)
class SeenRow:
    """Cells of one row, and the formulas in it by column."""

    cells: tuple[Cell, ...]
    formulas: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Seen:
    """What a batch showed of a tab as it stood after it: rows by number, how many columns its grid has."""

    columns: int
    rows: Mapping[int, SeenRow]


@dataclass(frozen=True)
class Answer:
    """The answer to a batch: ids of the protections it added, and what was to be shown, by tab id."""

    protections: tuple[int, ...]
    seen: Mapping[int, Seen]


def grids_in(answer: Mapping[str, Any]) -> list[Grid]:
    """The values of each range that was asked for; an empty cell is ""."""
    return [[_filled(row) for row in item.get("values", ())] for item in answer.get("valueRanges", ())]


def _filled(row: list[Any]) -> list[Cell]:
    return ["" if cell is None else cell for cell in row] if None in row else row


def book_in(answer: Mapping[str, Any]) -> Book:
    """The tabs that are grids, and all protections."""
    sheets = answer.get("sheets", ())
    return Book(
        answer.get("properties", {}).get("title", ""),
        tuple(_tab(sheet["properties"]) for sheet in sheets if sheet["properties"].get("sheetType", "GRID") == "GRID"),
        tuple(_protection(id_of(sheet), item) for sheet in sheets for item in sheet.get("protectedRanges", ())),
    )


def id_of(sheet: Mapping[str, Any]) -> int:
    """The id of a tab; the first one's, 0, may be left out."""
    return int(sheet["properties"].get("sheetId", 0))


def _tab(properties: Mapping[str, Any]) -> TabInfo:
    grid = properties.get("gridProperties", {})
    return TabInfo(properties.get("sheetId", 0), properties["title"], grid.get("rowCount", 0), grid.get("columnCount", 0))


def _protection(tab: int, item: Mapping[str, Any]) -> Protection:
    whole = not item.get("range", {}).keys() - {"sheetId"} and not item.get("warningOnly")
    return Protection(item["protectedRangeId"], tab, item.get("description", ""), whole)


def answer_in(answer: Mapping[str, Any]) -> Answer:
    """What a batch added, and what it showed."""
    added = [reply["addProtectedRange"] for reply in answer.get("replies", ()) if reply.get("addProtectedRange")]
    return Answer(
        tuple(reply["protectedRange"]["protectedRangeId"] for reply in added),
        {id_of(sheet): _seen(sheet) for sheet in answer.get("updatedSpreadsheet", {}).get("sheets", ())},
    )


def _seen(sheet: Mapping[str, Any]) -> Seen:
    rows = dict(_rows(sheet.get("data", ())))
    columns = sheet["properties"].get("gridProperties", {}).get("columnCount", 0)
    return Seen(max([columns, *(len(row.cells) for row in rows.values())]), rows)


def _rows(data: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, SeenRow]]:
    for block in data:
        for number, row in enumerate(block.get("rowData", ()), start=block.get("startRow", 0)):
            yield number, _row(row.get("values", ()))


def _row(values: Sequence[Mapping[str, Any]]) -> SeenRow:
    cells = tuple(_cell(value.get("effectiveValue") or value.get("userEnteredValue", {})) for value in values)
    entered = [value.get("userEnteredValue", {}).get("formulaValue") for value in values]
    return SeenRow(cells, {at: formula for at, formula in enumerate(entered) if formula})


def _cell(value: Mapping[str, Any]) -> Cell:
    """A cell as a pull gives it: whole numbers as int."""
    if "numberValue" in value:
        number = value["numberValue"]
        return int(number) if float(number).is_integer() else float(number)
    if "errorValue" in value:
        return "#ERROR!"
    return value.get("stringValue", value.get("boolValue", ""))
