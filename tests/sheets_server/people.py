"""People who edit the sheet by hand, between requests or in the gap right before one.

Each verb returns whether the edit went through; a protected range refuses it, unless the person owns the file.
"""

from __future__ import annotations

from typing import Any

from .a1 import parse_area
from .batch import batch_update
from .errors import Protected
from .grid import COLUMNS, ROWS, range_of
from .store import Store
from .values import update

Json = dict[str, Any]


class Person:
    def __init__(self, email: str, store: Store, book_id: str) -> None:
        self.email = email
        self.book_id = book_id
        self._store = store

    # What people do with cells

    def types(self, tab: str, cell: str, text: str) -> bool:
        """Types a text into a cell (`B3`); an empty text clears it."""
        return self.pastes(tab, cell, [[text]])

    def pastes(self, tab: str, cell: str, rows: list[list[str]]) -> bool:
        """Pastes a block of texts, each read as if it were typed."""
        area = parse_area(cell)
        assert area is not None
        try:
            with self._store.edit(self.email, self.book_id, ("typed",)) as edit:
                sheet = edit.sheet(self._id(tab))
                sheet.row_count = max(sheet.row_count, area.top + len(rows))
                sheet.column_count = max(sheet.column_count, area.left + max(map(len, rows)))
                update(edit, f"{_quoted(tab)}!{cell}", {"valueInputOption": "USER_ENTERED"}, {"values": rows})
        except Protected:
            return False
        return True

    def pastes_formula(self, tab: str, cell: str, formula: str) -> bool:
        """Pastes a formula from elsewhere: it is one even in a text column, where typing it would give a text."""
        place = self._range(tab, cell)
        start = {"sheetId": place["sheetId"], "rowIndex": place["startRowIndex"], "columnIndex": place["startColumnIndex"]}
        rows = [{"values": [{"userEnteredValue": {"formulaValue": formula}}]}]
        return self.does({"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}})

    def clears(self, tab: str, cells: str) -> bool:
        return self.does({"updateCells": {"range": self._range(tab, cells), "fields": "userEnteredValue"}})

    def copies(self, tab: str, cells: str, to: str) -> bool:
        """Copies a block onto another place of the same tab, which grows rows for it."""
        source, destination = self._range(tab, cells), self._range(tab, to)
        size = self._store.books[self.book_id].sheet(source["sheetId"]).row_count
        lacking = destination["endRowIndex"] - size
        grow = {"appendDimension": {"sheetId": source["sheetId"], "dimension": ROWS, "length": lacking}}
        copy = {"copyPaste": {"source": source, "destination": destination}}
        return self.does(*([grow] if lacking > 0 else []), copy)

    def cuts(self, tab: str, cells: str, to: str) -> bool:
        place = self._range(tab, to)
        at = {"sheetId": place["sheetId"], "rowIndex": place["startRowIndex"], "columnIndex": place["startColumnIndex"]}
        return self.does({"cutPaste": {"source": self._range(tab, cells), "destination": at}})

    def slips(self, tab: str, cells: str, up: bool) -> bool:
        """Deletes cells so that those below slip up, or inserts empty ones so that they slip down."""
        request = {"range": self._range(tab, cells), "shiftDimension": ROWS}
        return self.does({"deleteRange" if up else "insertRange": request})

    def sorts(self, tab: str, column: int, descending: bool = False, below: int = 1) -> bool:
        """Sorts the rows under the header (the first `below` rows stay) by a column, zero-based."""
        sheet_id = self._id(tab)
        order = "DESCENDING" if descending else "ASCENDING"
        spec = {"dimensionIndex": column, "sortOrder": order}
        return self.does({"sortRange": {"range": {"sheetId": sheet_id, "startRowIndex": below}, "sortSpecs": [spec]}})

    # What people do with rows, columns and tabs (all positions zero-based)

    def inserts_rows(self, tab: str, at: int, count: int = 1) -> bool:
        return self._inserts(tab, ROWS, at, count)

    def inserts_columns(self, tab: str, at: int, count: int = 1) -> bool:
        return self._inserts(tab, COLUMNS, at, count)

    def deletes_rows(self, tab: str, at: int, count: int = 1) -> bool:
        return self._deletes(tab, ROWS, at, count)

    def deletes_columns(self, tab: str, at: int, count: int = 1) -> bool:
        return self._deletes(tab, COLUMNS, at, count)

    def moves_rows(self, tab: str, at: int, to: int, count: int = 1) -> bool:
        return self._moves(tab, ROWS, at, to, count)

    def moves_columns(self, tab: str, at: int, to: int, count: int = 1) -> bool:
        return self._moves(tab, COLUMNS, at, to, count)

    def renames_header(self, tab: str, old: str, new: str) -> bool:
        """Types another text over a header of the first row."""
        sheet = self._store.books[self.book_id].sheet(self._id(tab))
        column = [cell.value for cell in sheet.row(0)].index(old)
        return self.does(
            {
                "updateCells": {
                    "start": {"sheetId": sheet.id, "rowIndex": 0, "columnIndex": column},
                    "rows": [{"values": [{"userEnteredValue": {"stringValue": new}}]}],
                    "fields": "userEnteredValue",
                }
            }
        )

    def renames_tab(self, tab: str, title: str) -> bool:
        properties = {"sheetId": self._id(tab), "title": title}
        return self.does({"updateSheetProperties": {"properties": properties, "fields": "title"}})

    def adds_tab(self, title: str) -> bool:
        return self.does({"addSheet": {"properties": {"title": title}}})

    def deletes_tab(self, tab: str) -> bool:
        return self.does({"deleteSheet": {"sheetId": self._id(tab)}})

    def unprotects(self, protected_range_id: int) -> bool:
        return self.does({"deleteProtectedRange": {"protectedRangeId": protected_range_id}})

    def does(self, *requests: Json) -> bool:
        """Any batchUpdate requests, in one step."""
        kinds = tuple(kind for request in requests for kind in request)
        try:
            with self._store.edit(self.email, self.book_id, kinds) as edit:
                batch_update(edit, {"requests": list(requests)})
        except Protected:
            return False
        return True

    def sees(self, tab: str) -> list[list[Any]]:
        """The values of a tab as they stand, without trailing empty cells."""
        sheet = self._store.books[self.book_id].sheet(self._id(tab))
        rows = [[cell.value for cell in row] for row in sheet.rows[: sheet.end_of_data()]]
        for row in rows:
            while row and row[-1] is None:
                row.pop()
        return rows

    def _inserts(self, tab: str, dimension: str, at: int, count: int) -> bool:
        return self.does({"insertDimension": {"range": self._band(tab, dimension, at, count)}})

    def _deletes(self, tab: str, dimension: str, at: int, count: int) -> bool:
        return self.does({"deleteDimension": {"range": self._band(tab, dimension, at, count)}})

    def _moves(self, tab: str, dimension: str, at: int, to: int, count: int) -> bool:
        return self.does({"moveDimension": {"source": self._band(tab, dimension, at, count), "destinationIndex": to}})

    def _band(self, tab: str, dimension: str, at: int, count: int) -> Json:
        return {"sheetId": self._id(tab), "dimension": dimension, "startIndex": at, "endIndex": at + count}

    def _range(self, tab: str, cells: str) -> Json:
        area = parse_area(cells)
        assert area is not None
        return range_of(self._id(tab), area)

    def _id(self, tab: str) -> int:
        sheet = self._store.books[self.book_id].titled(tab)
        assert sheet is not None, f"no tab {tab}"
        return sheet.id


def _quoted(tab: str) -> str:
    return "'" + tab.replace("'", "''") + "'"
