"""Two people at one sheet: where they put their hands, what stands there, and how it is put back.

Everybody types words that nobody typed before, so that each can be followed.
"""

import random
from collections.abc import Callable
from itertools import count
from typing import Any

from sheets_server.a1 import Area
from sheets_server.grid import ROWS, Formula, Sheet, range_of
from sheets_server.people import Person
from sheets_server.reading import Reading
from sheets_server.server import SheetsServer

TAB = "Instansi"
FREE = ("Nama Instansi", "Kepada Yth.", "Tempat", "Narahubung", "Telepon", "Catatan")
Undo = Callable[[], object]
Json = dict[str, Any]


class People:
    """Siti, whom protections bind, and Pak Kadis, who owns the file; both work in the tab Instansi."""

    def __init__(self, sheets: SheetsServer, dice: random.Random):
        self.sheets, self.dice, self._numbers = sheets, dice, count(1)
        self.siti, self.owner = sheets.person("Siti"), sheets.person("Pak Kadis", owner=True)
        self.book_id = self.siti.book_id
        self.words: set[str] = set()
        found = sheets.spreadsheet(self.book_id).titled(TAB)
        assert found is not None
        self.tab = found.id

    def sheet(self) -> Sheet | None:
        """The tab as it stands, whatever it is called now; None while it is deleted."""
        book = self.sheets.spreadsheet(self.book_id)
        return next((sheet for sheet in book.sheets if sheet.id == self.tab), None)

    def heads(self) -> list[str]:
        """The header of each column as it is shown: a person may have entered a formula there."""
        sheet, reading = self.sheet(), Reading(self.sheets.spreadsheet(self.book_id))
        return [reading.shown(sheet, cell) for cell in sheet.row(0)] if sheet else []

    def word(self) -> str:
        """A text that nobody typed before."""
        self.words.add(text := f"kata-{next(self._numbers)}")
        return text

    @property
    def title(self) -> str:
        return self._there().title

    def _there(self) -> Sheet:
        found = self.sheet()
        assert found is not None
        return found

    def _grid(self) -> list[list[Any]]:
        return self.owner.sees(self.title)

    def _size(self) -> tuple[int, int]:
        """Rows and columns that hold anything, the header at least."""
        grid = self._grid()
        return max(1, len(grid)), max(1, *map(len, grid), 0)

    def _row(self, more: int = 0) -> int:
        """A row below the header; with `more`, one below the last too."""
        return self.dice.randrange(1, max(2, self._size()[0] + more))

    def _column(self) -> int:
        return self.dice.randrange(self._size()[1])

    def _block(self, rows: int = 2, width: int = 3) -> Area:
        """Some cells anywhere below the header, over any columns."""
        top, left = self._row(more=1), self._column()
        return Area(top, left, top + self.dice.randint(1, rows), left + self.dice.randint(1, width))

    def _free_cell(self) -> Area | None:
        """A cell under one of the headers that people fill, in a row that holds something."""
        grid, header = self._grid(), self.dice.choice(FREE)
        row = self._row()
        if row >= len(grid) or not grid[row] or header not in grid[0]:
            return None
        column = grid[0].index(header)
        return Area(row, column, row + 1, column + 1)

    def _range(self, area: Area) -> Json:
        return range_of(self.tab, area)

    # --- what stood there, and putting it back

    def _undo(self, went: bool, who: Person, place: Area, before: list[Json]) -> Undo | None:
        return (lambda: self._enters(who, place, before)) if went else None

    def _contents(self, place: Area) -> list[Json]:
        """What was entered in these cells."""
        sheet = self._there()
        area = place.within(max(sheet.row_count, 1), sheet.column_count)
        rows = (sheet.cells(row, area.left, area.right) for row in range(area.top, area.bottom))
        return [{"values": [_entered(cell.value) for cell in row]} for row in rows]

    def _enters(self, who: Person, place: Area, rows: list[Json]) -> None:
        if self.sheet():
            start = {"sheetId": self.tab, "rowIndex": place.top, "columnIndex": place.left}
            who.does({"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}})

    def _deletes(self, who: Person, dimension: str, at: int, number: int) -> Undo | None:
        place = Area(at, 0, at + number) if dimension == ROWS else Area(0, at, right=at + number)
        before = self._contents(place)
        band = {"sheetId": self.tab, "dimension": dimension, "startIndex": at, "endIndex": at + number}

        def back() -> None:
            if self.sheet() and who.does({"insertDimension": {"range": band}}):
                self._enters(who, place, before)

        return back if who.does({"deleteDimension": {"range": band}}) else None


def _entered(value: Any) -> Json:
    if value is None:
        return {}
    kinds = ((Formula, "formulaValue"), (bool, "boolValue"), (str, "stringValue"))
    kind = next((name for type_, name in kinds if isinstance(value, type_)), "numberValue")
    return {"userEnteredValue": {kind: value}}
