"""An office with its spreadsheet on the stand-in: rounds of sync, and what people do in the sheet, in few words."""

import json
from dataclasses import dataclass
from itertools import count
from typing import Any

from cast import BUDI, SITI, Clock
from sheets_server.a1 import column_name
from sheets_server.grid import Spreadsheet
from sheets_server.people import Person
from sheets_server.server import SheetsServer

from services.domain.table import Table
from services.office import Office
from services.storage import keys, sync_state
from services.storage.database import create, update
from services.sync.connection import connect
from services.sync.link import Link, open_link
from services.sync.rounds import Report, sync

RIGHTS = {
    "agency": "agencies", "recipient": "recipients", "programme": "programme", "stage": "stage", "point": "points",
    "handover": "handover", "official": "office",
}


ROWS = 30  # of each tab in a new spreadsheet


@dataclass
class Team:
    """One panel and the people around its sheet."""

    office: Office
    sheets: SheetsServer
    clock: Clock
    link: Link
    people: Person
    owner: Person
    ticks: list[float]

    def sync(self) -> Report:
        self.clock.later(seconds=10)
        return sync(self.office, self.clock.act(BUDI, f"SYN-{next(_NUMBERS)}"), self.link)

    def add(self, table: Table, row: str, **values: Any) -> str:
        self.office.database.change(self.clock.act(BUDI), RIGHTS[table.name], [create(table, row, **values)])
        return row

    def change(self, table: Table, row: str, **values: Any) -> None:
        self.office.database.change(self.clock.act(SITI), RIGHTS[table.name], [update(table, row, **values)])

    def row(self, table: Table, row: str) -> dict[str, Any]:
        with self.office.database.reading() as reader:
            return reader.get(table, row)

    def rows(self, table: Table) -> list[dict[str, Any]]:
        with self.office.database.reading() as reader:
            return reader.find(table)

    def sees(self, title: str) -> list[dict[str, Any]]:
        """The lines of a tab as people see them, by header; empty cells left out."""
        header, *lines = self.people.sees(title)
        return [{h: cell for h, cell in zip(header, line, strict=False) if cell is not None} for line in lines]

    def line(self, title: str, row: str) -> dict[str, Any]:
        return next(line for line in self.sees(title) if line.get("ID") == row)

    def place(self, title: str, row: str, header: str) -> str:
        """The address of a cell: `B3`."""
        grid = self.people.sees(title)
        ids = [line[grid[0].index("ID")] if line else None for line in grid]
        return f"{column_name(grid[0].index(header))}{ids.index(row) + 1}"

    def types(self, title: str, row: str, header: str, text: str, who: Person | None = None) -> bool:
        """Somebody types into a cell."""
        return (who or self.people).types(title, self.place(title, row, header), text)

    def types_row(self, title: str, **cells: str) -> None:
        """Somebody types a new row at the end, without an ID."""
        grid = self.people.sees(title)
        for header, text in cells.items():
            self.people.types(title, f"{column_name(grid[0].index(header.replace('_', ' ')))}{len(grid) + 1}", text)

    def cases(self, kind: str) -> list[Any]:
        with self.office.database.reading() as reader:
            return sync_state.cases(reader.connection, kind)


_NUMBERS = count(1)


_MADE: dict[str, tuple[Spreadsheet, keys.Tie]] = {}


def connected(office: Office, sheets: SheetsServer, clock: Clock) -> Team:
    """The office, connected to a new spreadsheet. Its tabs are made once for a whole run of tests, then copied."""
    if sheets.url not in _MADE:
        book = sheets.create_spreadsheet("Bansos 2026")
        connect(office, clock.act(BUDI), json.dumps(sheets.key).encode(), book.id, sheets.url)
        tie = keys.kept(office.data)
        assert tie is not None
        _MADE[sheets.url] = _cut_short(sheets.spreadsheet(book.id)), tie
    made, tie = _MADE[sheets.url]
    keys.keep(office.data, tie)
    sheets.store.books[made.id] = book = made.copy()
    book.protected_since = dict.fromkeys(book.protected_since, 0)
    return panel_of(office, sheets, clock)


def _cut_short(book: Spreadsheet) -> Spreadsheet:
    """The same with few empty rows, which are read and copied at each request; the grid grows where rows are added.

    What stands in it was written before the log begins: under its numbers other writes will stand there.
    """
    for sheet in book.sheets:
        sheet.rows = [tuple(cell._replace(write=0) if cell.write else cell for cell in row) for row in sheet.rows]
        sheet.resize(max(ROWS, sheet.end_of_data()), sheet.column_count)
    return book


def panel_of(office: Office, sheets: SheetsServer, clock: Clock) -> Team:
    """The office as a process that has just started; its people."""
    ticks = [0.0]
    link = open_link(office, lambda seconds: None, lambda: ticks[0])
    assert link is not None
    return Team(office, sheets, clock, link, sheets.person("Siti"), sheets.person("Pak Kadis", owner=True), ticks)
