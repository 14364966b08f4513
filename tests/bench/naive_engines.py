"""Three ways in which others keep rows in a sheet, on trial in the same crowd as the panel. They know all they ever read."""

import random
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import count
from typing import Any, ClassVar

import gspread
from gspread.exceptions import GSpreadException
from requests.exceptions import RequestException
from sheets_server import client
from sheets_server.server import SheetsServer
from sync_crowd import Verdict, World
from sync_people import TAB

from services.domain.schema import AGENCY
from services.domain.tabs import ID, headers

Rows = dict[str, dict[str, str]]


class Naive:
    """Reads the whole tab, and writes what was changed here since; a failed round is simply tried again."""

    ENGINES: ClassVar[dict[str, type["Naive"]]] = {}

    def __init_subclass__(cls, name: str):
        Naive.ENGINES[name] = cls

    def __init__(self, open_tab: Callable[[], gspread.Worksheet]):
        self._open_tab, self._numbers = open_tab, count(1)
        self._rows: Rows = {}
        self._changed: Rows = {}
        self._known: list[str] = []
        self.header: list[str] = []
        self.places: dict[str, int] = {}  # row → its number in the sheet when it was read

    def ids(self) -> Sequence[str]:
        return list(self._rows)

    def change(self, row: str, header: str, text: str) -> None:
        if row in self._rows:
            self._rows[row][header] = text
            self._changed.setdefault(row, {})[header] = text

    def add(self, text: str) -> str:
        row = f"INS-N{next(self._numbers)}"
        self._rows[row] = {ID: row}
        self._changed[row] = {ID: row}
        self.change(row, "Nama Instansi", text)
        return row

    def sync(self, dies_at: int = 0) -> None:
        try:
            tab = self._open_tab()
            if self._changed and self.header:
                self.write(tab, self._changed)
                self._changed = {}
            self._read(tab)
        except (GSpreadException, RequestException, ValueError):
            return

    def _read(self, tab: gspread.Worksheet) -> None:
        self.header, *grid = tab.get_all_values()
        lines = [dict(zip(self.header, line, strict=False)) for line in grid]
        self._known += [cell for line in grid for cell in line if cell]
        self.places = {line.get(ID, ""): number for number, line in enumerate(lines, start=2)}
        self._rows = {line.get(ID, ""): line for line in lines if line.get(ID)}

    def write(self, tab: gspread.Worksheet, changed: Rows) -> None:
        raise NotImplementedError

    def restart(self) -> None:
        """It keeps nothing that a restart would lose."""

    def settles(self) -> bool:
        self.sync()
        return not self._changed

    def rows(self) -> Mapping[str, Mapping[str, str]]:
        return {row: {name: cell for name, cell in cells.items() if cell and name != ID} for row, cells in self._rows.items()}

    def knows(self) -> str:
        return " ".join(f'"{text}"' for text in self._known)

    def tells(self) -> Collection[str]:
        return ()

    def _line(self, row: str) -> list[Any]:
        return [self._rows[row].get(header, "") for header in self.header]

    def _put(self, tab: gspread.Worksheet, row: str, cells: Mapping[str, str]) -> None:
        place = self.places[row]
        tab.batch_update([
            {"range": gspread.utils.rowcol_to_a1(place, self.header.index(name) + 1), "values": [[cell]]}
            for name, cell in cells.items() if name in self.header
        ])


class WholeTab(Naive, name="read all, write all"):
    def write(self, tab: gspread.Worksheet, changed: Rows) -> None:
        tab.update([self.header, *(self._line(row) for row in self._rows)], "A1")


class ByNumber(Naive, name="write by row number"):
    def write(self, tab: gspread.Worksheet, changed: Rows) -> None:
        for row, cells in changed.items():
            self.places.setdefault(row, max(self.places.values(), default=1) + 1)
            self._put(tab, row, cells)


class BlindAppend(Naive, name="blind append"):
    def write(self, tab: gspread.Worksheet, changed: Rows) -> None:
        new = [row for row in changed if row not in self.places]
        if new:
            tab.append_rows([self._line(row) for row in new])
        for row in changed.keys() - set(new):
            self._put(tab, row, changed[row])


def trial(sheets: SheetsServer, name: str, seed: int) -> Verdict:
    """One seed with that engine on a tab of its own making."""
    book = sheets.create_spreadsheet("Bansos 2026")
    people = sheets.person("Siti")
    for title, rows in {
        TAB: [headers(AGENCY), *([f"INS-{number}", f"awal-{number}"] for number in range(4))],
        "Program": [[ID, "Status", "Kuota Paket"], ["PRG-1", "Berjalan", "400"]], "Riwayat": [["Sidik"]],
    }.items():
        people.adds_tab(title)
        people.pastes(title, "A1", rows)
    account = client.connect(sheets)
    panel = Naive.ENGINES[name](lambda: account.open_by_key(book.id).worksheet(TAB))
    panel.sync()
    return World(sheets, [panel], random.Random(seed)).run()
