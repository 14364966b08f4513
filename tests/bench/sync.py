"""What the sync costs: changed cells, and a first read of a large tab, beside gspread used the plain way.

Both speak to the same stand-in, which takes DELAY seconds for each request. The plain way is what its manual shows:
`update_cell` for each cell; `get_all_records` → pandas → `to_sql`, without a history.
"""

import contextlib
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from aims import Aim

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import pandas as pd  # noqa: E402
from cast import BUDI, Clock  # noqa: E402
from sheet_cast import Team, connected, panel_of  # noqa: E402
from sheets_server import client  # noqa: E402
from sheets_server.server import SheetsServer  # noqa: E402

from services.domain.schema import AGENCY, RECIPIENT  # noqa: E402
from services.domain.tabs import headers  # noqa: E402
from services.office import open_office  # noqa: E402
from services.storage.database import create, update  # noqa: E402

DELAY = 0.3
CELLS = (1, 100, 1_000)
ROWS, COLUMNS = 50_000, 25


class Cost(NamedTuple):
    requests: int
    bytes: int
    seconds: float


def run() -> list[Aim]:
    """Changed cells and the first read; each figure on stderr."""
    with SheetsServer() as sheets, tempfile.TemporaryDirectory() as folder:
        ours = {number: _changed(sheets, Path(folder) / str(number), number) for number in CELLS}
        plain = {number: _plain_cells(sheets, number) for number in CELLS}
        first, plain_first = _first_read(sheets, Path(folder) / "first"), _plain_read(sheets, Path(folder) / "plain.db")
    for number in CELLS:
        print(f"{number} cells: ours {ours[number]}, plain {plain[number]}", file=sys.stderr)
    print(f"first read of {ROWS} x {COLUMNS}: ours {first}, plain {plain_first}", file=sys.stderr)
    return [
        Aim("sync, requests for 1,000 cells, times those for 1", 1, ours[1_000].requests / ours[1].requests),
        Aim("sync, times fewer requests than cell by cell at 1,000", 20, plain[1_000].requests / ours[1_000].requests, most=False),
        Aim(f"sync, first read of {ROWS:,} x {COLUMNS}, times pandas", 1.5, first.seconds / plain_first.seconds),
    ]


def _cost(sheets: SheetsServer, work: Callable[[], object]) -> Cost:
    sheets.requests.reset()
    sheets.weather.delay = DELAY
    begun = time.perf_counter()
    work()
    taken = time.perf_counter() - begun
    sheets.weather.delay = 0.0
    return Cost(sheets.requests.count, sheets.requests.bytes, taken)


@contextlib.contextmanager
def _team(sheets: SheetsServer, folder: Path) -> Iterator[Team]:
    sheets.clear()
    with closing(open_office(folder)) as office:
        yield connected(office, sheets, Clock())


def _changed(sheets: SheetsServer, folder: Path, number: int) -> Cost:
    """One round after so many rows got another telephone, in a tab of 1,000 rows."""
    with _team(sheets, folder) as team:
        rows = [f"INS-{at}" for at in range(max(CELLS))]
        team.office.database.change(team.clock.act(BUDI), "agencies", [create(AGENCY, row, name=row) for row in rows])
        team.sync()
        team.sync()
        changes = [update(AGENCY, row, phone="0511") for row in rows[:number]]
        team.office.database.change(team.clock.act(BUDI), "agencies", changes)
        return _cost(sheets, team.sync)


def _plain_cells(sheets: SheetsServer, number: int) -> Cost:
    """Ten cells at most are written; the rest would cost the same each."""
    sheets.clear()
    book, account = sheets.create_spreadsheet("Bansos 2026"), client.connect(sheets)
    tried = min(number, 10)
    opening = _cost(sheets, lambda: account.open_by_key(book.id).get_worksheet(0))
    tab = account.open_by_key(book.id).get_worksheet(0)
    cells = _cost(sheets, lambda: [tab.update_cell(2 + at, 2, "0511") for at in range(tried)])
    return Cost(*(a + b * number / tried for a, b in zip(opening, cells, strict=True)))


def _lines() -> list[list[str]]:
    """Rows of recipients as people type them: ID, programme, NIK, name."""
    return [[f"PEN-{at}", "PRG-1", "", f"0372{at:012}", "", f"Orang {at}"] for at in range(ROWS)]


def _first_read(sheets: SheetsServer, folder: Path) -> Cost:
    with _team(sheets, folder) as team:
        names = headers(RECIPIENT)
        state = names.index("Keadaan")
        lines = [[*line, *[""] * (COLUMNS - len(line))] for line in _lines()]
        for line in lines:
            line[state] = "Calon"
        team.owner.pastes("Penerima", "A2", lines)
        return _cost(sheets, panel_of(team.office, sheets, team.clock).sync)


def _plain_read(sheets: SheetsServer, file: Path) -> Cost:
    book = sheets.spreadsheet(list(sheets.store.books)[-1])
    account = client.connect(sheets)

    def work() -> None:
        with closing(sqlite3.connect(file)) as connection:
            frame = pd.DataFrame(account.open_by_key(book.id).worksheet("Penerima").get_all_records())
            frame.to_sql("recipient", connection)

    return _cost(sheets, work)
