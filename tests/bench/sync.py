"""What the sync costs: changed cells, a first read of a large tab and a usual hour, beside three other ways.

All speak to the same stand-in, which takes DELAY seconds for each request, each from a process of its own. The plain
way is what gspread's manual shows: `update_cell` for each cell; `get_all_records` → pandas → `to_sql`, no history. The
panel's rounds are those of a process that has just started, as a peer's script is.
"""

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from aims import Aim

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
sys.path.insert(0, str(ROOT / "tests"))

import peers  # noqa: E402
from cast import BUDI, Clock  # noqa: E402
from sheet_cast import Team, connected  # noqa: E402
from sheets_server.grid import Cell  # noqa: E402
from sheets_server.server import SheetsServer  # noqa: E402
from sheets_server.service import Call  # noqa: E402

from services.domain.schema import AGENCY, RECIPIENT  # noqa: E402
from services.domain.tabs import headers  # noqa: E402
from services.errors import Trouble  # noqa: E402
from services.office import open_office  # noqa: E402
from services.storage.database import create, update  # noqa: E402
from services.sync.rounds import sync  # noqa: E402

DELAY = 0.3
CELLS, TAB_ROWS = (1, 100, 1_000), 1_000
TRIED = 20  # cells written one by one; the rest would cost the same each
ROWS, COLUMNS = 50_000, 25
PEERS = ("plain", "gspread-dataframe", "st-gsheets-connection")
ROUND = 10  # seconds between two rounds


class Cost(NamedTuple):
    requests: int
    bytes: int
    seconds: float


def run() -> list[Aim]:
    """Changed cells, the first read, an hour; each figure on stderr. Raises Trouble when the peers cannot be installed."""
    python = peers.python("peers-sync", HERE / "sync_peers.txt")
    with SheetsServer() as sheets, tempfile.TemporaryDirectory() as folder:
        race = _Race(sheets, Path(folder), python)
        cells = {number: {"ours": race.our_change(number), **race.changes(number)} for number in CELLS}
        first = {"ours": race.our_first_read(), **race.first_reads()}
        hour = race.hour()
    plain = {number: cells[number]["plain"].requests for number in CELLS}
    return [
        Aim("sync, requests for 1,000 cells, times those for 1", 1, cells[1_000]["ours"].requests / cells[1]["ours"].requests),
        Aim("sync, times fewer requests than the plain way at 1,000 cells", 20,
            plain[1_000] / cells[1_000]["ours"].requests, most=False),
        Aim(f"sync, first read of {ROWS:,} x {COLUMNS}, times the plain way", 1.5, first["ours"].seconds / first["plain"].seconds),
        Aim("sync, requests of a quiet round", 1, hour.quiet),
        Aim("sync, locked seconds of a usual hour", 60, hour.locked),
        Aim("sync, MB of a usual hour", 100, hour.bytes / 1e6),
    ]


class Hour(NamedTuple):
    """A usual hour: bytes, seconds in which some tab was locked, requests of a round in which nothing happened."""

    bytes: int
    locked: float
    quiet: int


class _Race:
    def __init__(self, sheets: SheetsServer, folder: Path, python: Path):
        self._sheets, self._folder, self._python = sheets, folder, python

    # --- the panel

    def our_change(self, number: int) -> Cost:
        """One round after so many rows got another telephone."""
        with self._team(f"cells-{number}") as team:
            _change_phones(team, number)
            return self._cost(f"ours {number} cells", lambda: self._ours(team))

    def our_first_read(self) -> Cost:
        self._sheets.clear()
        with closing(open_office(self._folder / "first")) as office:
            team = connected(office, self._sheets, Clock())
            _fill(self._sheets, "Penerima", _people())
            return self._cost("ours first read", lambda: self._ours(team))

    def hour(self) -> Hour:
        """Rounds by a simulated clock: each minute a change in the panel, each other minute one in the sheet."""
        with self._team("hour") as team:
            locked = _Locks()
            self._sheets.observers.append(locked.see)
            self._sheets.requests.reset()
            quiet = []
            for at in range(3600 // ROUND):
                team.ticks[0] += ROUND
                if at % 6 == 0:
                    _change_phones(team, 1, str(at))
                if at % 12 == 3:
                    team.people.types("Instansi", f"G{2 + at}", str(at))
                team.clock.later(seconds=ROUND)
                quiet.append(sync(team.office, team.clock.act(BUDI, f"HOUR-{at}"), team.link, hurry=False).requests)
            found = Hour(self._sheets.requests.bytes, locked.pushes * DELAY, min(quiet))
        print(f"a usual hour: {found}, requests {sum(quiet)}", file=sys.stderr)
        return found

    @contextlib.contextmanager
    def _team(self, name: str) -> Iterator[Team]:
        """An office whose tab of agencies has TAB_ROWS rows, which stand in the sheet too."""
        self._sheets.clear()
        with closing(open_office(self._folder / name)) as office:
            team = connected(office, self._sheets, Clock())
            rows = [create(AGENCY, f"INS-{at}", name=f"Kelurahan {at}") for at in range(TAB_ROWS)]
            team.office.database.change(team.clock.act(BUDI), "agencies", rows)
            team.sync()
            team.sync()
            yield team

    @staticmethod
    def _ours(team: Team) -> float:
        return _seconds([sys.executable, str(HERE / "sync_race" / "ours.py"), str(team.office.data)])

    # --- the peers

    def changes(self, number: int) -> dict[str, Cost]:
        with self._team(f"peers-{number}"):
            costs = {
                name: self._cost(f"{name} {number} cells", lambda name=name: self._peer(name, "change", cells=number))  # type: ignore[misc]
                for name in PEERS[1:]
            }
            tried = min(number, TRIED)
            opening = self._cost("plain opening", lambda: self._peer("plain", "change", cells=0))
            some = self._cost(f"plain {tried} cells", lambda: self._peer("plain", "change", cells=tried))
        each = Cost(*((b - a) / tried for a, b in zip(opening, some, strict=True)))
        return costs | {"plain": Cost(*(a + b * number for a, b in zip(opening, each, strict=True)))}

    def first_reads(self) -> dict[str, Cost]:
        """Of the tab that the panel has just read."""
        return {
            name: self._cost(f"{name} first read", lambda name=name: self._peer(name, "read", tab="Penerima"))  # type: ignore[misc]
            for name in PEERS
        }

    def _peer(self, name: str, action: str, tab: str = "Instansi", cells: int = 0) -> float:
        task = {
            "url": self._sheets.url, "key": self._sheets.key, "book": list(self._sheets.store.books)[-1], "tab": tab,
            "file": str(self._folder / f"{name}.db"), "cells": cells,
        }
        return _seconds([str(self._python), str(HERE / "sync_race" / "peer.py"), name, action, json.dumps(task)])

    def _cost(self, what: str, work: Callable[[], float]) -> Cost:
        self._sheets.requests.reset()
        self._sheets.weather.delay = DELAY
        seconds = work()
        self._sheets.weather.delay = 0.0
        cost = Cost(self._sheets.requests.count, self._sheets.requests.bytes, seconds)
        print(f"{what}: {cost.requests} requests, {cost.bytes / 1000:.0f} kB, {cost.seconds:.2f} s", file=sys.stderr)
        return cost


class _Locks:
    """How often somebody was kept from a tab, for as long as one request takes."""

    pushes = 0

    def see(self, call: Call, status: int, _answer: Any) -> None:
        self.pushes += status == 200 and b"addProtectedRange" in call.content


def _seconds(line: list[str]) -> float:
    finished = subprocess.run(line, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise Trouble(f"Pembanding berhenti: {finished.stderr.strip().splitlines()[-1]}", retry=False)
    return float(finished.stdout.splitlines()[-1])


def _change_phones(team: Team, number: int, phone: str = "0511") -> None:
    changes = [update(AGENCY, f"INS-{at}", phone=phone) for at in range(number)]
    team.office.database.change(team.clock.act(BUDI), "agencies", changes)


def _fill(sheets: SheetsServer, title: str, rows: Iterator[list[str | float | None]]) -> None:
    """Rows below the header, as if they had always stood there."""
    book = sheets.spreadsheet(list(sheets.store.books)[-1])
    tab = book.titled(title)
    assert tab is not None
    with sheets.store.edit(book.owner, book.id, ("fill",)) as edit:
        sheet = edit.sheet(tab.id)
        sheet.rows[1:] = [tuple(map(Cell, row)) for row in rows]
        sheet.row_count = max(sheet.row_count, len(sheet.rows))


def _people() -> Iterator[list[str | float | None]]:
    """ROWS recipients of COLUMNS filled columns."""
    for at in range(ROWS):
        person: dict[str, str | float] = {
            "ID": f"PEN-{at:08}", "Program": "PRG-1", "Instansi": f"INS-{at % 30}", "NIK": f"63720{at:011}",
            "No. KK": f"63721{at // 3:011}", "Nama": f"Orang Ke {at}", "Jenis Kelamin": "LP"[at % 2],
            "Tempat Lahir": "Banjarbaru", "Tanggal Lahir": float(20_000 + at % 15_000), "Alamat": f"Jl. Mawar No. {at % 700}",
            "RT": f"{at % 30:03}", "RW": f"{at % 9:03}", "Kelurahan": f"Kelurahan {at % 20}",
            "Kode Kelurahan": f"63.72.01.{1000 + at % 20}", "Kecamatan": f"Kecamatan {at % 5}", "Desil": 1.0 + at % 10,
            "Sumber Data": "DTSEN 2026", "Pernah Menerima": ("Ya", "Tidak")[at % 2], "Keterangan": f"Catatan {at}",
            "Keadaan": "Calon", "No. Urut": 1.0 + at, "Alasan": "Sesuai kriteria", "Titik Salur": f"TTK-{at % 20}",
            "Kode Undangan": f"K{at:07}", "Baris Asal": 2.0 + at,
        }
        yield [person.get(header) for header in headers(RECIPIENT)]
