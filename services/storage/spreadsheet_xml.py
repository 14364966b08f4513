"""Workbooks as one XML page, which Excel 2003 and many web programs write and name .xls (SpreadsheetML 2003)."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from xml.parsers import expat

from services.domain.workbook import Area, Cell, Grid
from services.errors import BadFile
from services.storage.workbook_bounds import BROKEN, MAX_MERGED, TOO_FULL, Room

SPREADSHEET, EXCEL = "urn:schemas-microsoft-com:office:spreadsheet", "urn:schemas-microsoft-com:office:excel"
VALUES: Mapping[str, Callable[[str], Cell]] = {
    "Number": float, "DateTime": datetime.fromisoformat, "Boolean": lambda text: text == "1",
}  # fmt: skip
Said = Mapping[str, str]  # the attributes of an element


def is_spreadsheet_xml(content: bytes) -> bool:
    """Whether such a workbook begins here."""
    return re.search(rb"<(\w+:)?Workbook\b", content[:4000]) is not None and SPREADSHEET.encode() in content[:4000]


def read_spreadsheet_xml(content: bytes, name: str) -> tuple[Grid, ...]:
    """The sheets of such a workbook. Raises BadFile where the XML is broken or declares its own words, and beyond bounds."""
    book = _Book(name)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = book.begin, book.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = book.text, book.refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, IndexError, OverflowError) as error:
        raise BadFile(BROKEN.format(name=name)) from error
    return tuple(sheet.grid() for sheet in book.sheets)


class _Sheet:
    """A sheet as it grows."""

    def __init__(self, name: str) -> None:
        self.name, self.visible = name, True
        self.rows: list[list[Cell]] = []
        self.hidden: set[int] = set()
        self.merged: list[Area] = []
        self.column = 0  # where the next cell stands
        self.widest = 0  # that any row reaches

    def grid(self) -> Grid:
        return Grid(self.name, self.rows, self.visible, frozenset(self.hidden), tuple(self.merged))


class _Book:
    """Takes in the elements one after the other; rows and columns that are left out are counted by `Index`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.room = Room(name)
        self.merged = 0  # cells of all sheets
        self.sheets: list[_Sheet] = []
        self.kind: str | None = None  # of the value that is being read
        self.written: list[str] = []
        self.begins: Mapping[str, Callable[[Said], None]] = {
            f"{SPREADSHEET} Worksheet": self._sheet, f"{SPREADSHEET} Row": self._row, f"{SPREADSHEET} Cell": self._cell,
            f"{SPREADSHEET} Data": self._data, f"{EXCEL} Visible": self._hide,
        }  # fmt: skip

    def begin(self, element: str, attributes: Said) -> None:
        if begin := self.begins.get(element):
            begin({key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def text(self, part: str) -> None:
        if self.kind:
            self.written.append(part)

    def end(self, element: str) -> None:
        if self.kind and element == f"{SPREADSHEET} Data":
            text, read = "".join(self.written), VALUES.get(self.kind, str)
            self.sheets[-1].rows[-1][-1] = read(text) if text.strip() else None
            self.kind = None

    def refuse(self, *_: Any) -> None:
        """An inner declaration of words, with which a small page can grow without end."""
        raise BadFile(BROKEN.format(name=self.name))

    def _sheet(self, said: Said) -> None:
        self.sheets.append(_Sheet(said.get("Name", "")))
        self.room.next_sheet()

    def _hide(self, _: Said) -> None:
        self.sheets[-1].visible = False

    def _row(self, said: Said) -> None:
        sheet = self.sheets[-1]
        at = max(int(said.get("Index", 0)) - 1, len(sheet.rows))
        self.room.reach(at + 1, sheet.widest)
        sheet.rows += [[] for _ in range(len(sheet.rows), at + 1)]
        sheet.column = 0
        if said.get("Hidden") == "1":
            sheet.hidden.add(at)

    def _cell(self, said: Said) -> None:
        sheet = self.sheets[-1]
        row, column = len(sheet.rows) - 1, max(int(said.get("Index", 0)) - 1, sheet.column)
        down, across = int(said.get("MergeDown", 0)), int(said.get("MergeAcross", 0))
        sheet.widest = max(sheet.widest, column + across + 1)
        self.room.reach(row + 1, sheet.widest)
        sheet.rows[row] += [None] * (column + 1 - len(sheet.rows[row]))
        sheet.column = column + across + 1
        if down or across:
            sheet.merged.append(Area(row, column, row + down, column + across))
            self.merged += 1
            if self.merged > MAX_MERGED:
                raise BadFile(TOO_FULL.format(name=self.name))

    def _data(self, said: Said) -> None:
        self.kind, self.written = said.get("Type", "String"), []
