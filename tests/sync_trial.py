"""The panel itself on trial in the crowd of `sync_crowd`: its office, killed and started again, alone or with a rival."""

import json
import multiprocessing
import os
import random
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from cast import BUDI, Clock
from sheet_cast import Team, connected, panel_of
from sheets_server.direct import shorten
from sheets_server.server import SheetsServer
from sync_crowd import Verdict, World

from services.domain.schema import AGENCY, PROGRAMME
from services.domain.tabs import cells_of, columns
from services.office import open_office
from services.storage import keys, sync_state
from services.sync.rounds import may_vanish

KINDS = ("conflict", "proposal", "stray", "formula", "unreadable", "covered")
ROUNDS = 6  # in which a panel comes to rest
MEMORY = Path("/dev/shm")  # where a disk need not be waited for
RIVAL_EVERY = 4  # each fourth seed has a second panel, connected by mistake


class Killed(BaseException):
    """The process ends here."""


class OurPanel:
    """The real panel as the crowd sees it."""

    def __init__(self, team: Team):
        self._start(team)

    def _start(self, team: Team) -> None:
        self.team = team
        shorten(team.link.sheet._line.session, team.sheets)

    def ids(self) -> Sequence[str]:
        return [row["id"] for row in self.team.rows(AGENCY)]

    def change(self, row: str, header: str, text: str) -> None:
        table = PROGRAMME if row == "PRG-1" else AGENCY
        if not any(known["id"] == row for known in self.team.rows(table)):
            return  # a rival that has not seen it yet
        field = columns(table.name)[header]
        self.team.change(table, row, **{field.name: field.parse(text)})

    def add(self, text: str) -> str:
        return self.team.add(AGENCY, self.team.clock.new_id("INS"), name=text)

    def restart(self) -> None:
        self._start(panel_of(self.team.office, self.team.sheets, self.team.clock))

    def sync(self, dies_at: int = 0) -> None:
        try:
            with self._dying(dies_at):
                self.team.sync()
        except Killed:
            self.restart()

    @contextmanager
    def _dying(self, at: int) -> Iterator[None]:
        """The process ends right before its request of that number, or right after with an odd one."""
        sheet = self.team.link.sheet
        real, calls = sheet._once, iter(range(1, 1000))

        def once(call: Callable[[], object]) -> object:
            number = next(calls)
            answer = real(call) if number != at or at % 2 else None
            if number == at:
                raise Killed
            return answer

        if at:
            sheet._once = once  # type: ignore[method-assign]
        try:
            yield
        finally:
            sheet._once = real  # type: ignore[method-assign]

    def settles(self) -> bool:
        self.team.ticks[0] += 100
        for _ in range(ROUNDS):
            report = self.team.sync()
            quiet = (report.error, report.pending, report.pulled, report.pushed) == (None, 0, 0, 0)
            if quiet:
                break
            if "sekaligus" in (report.error or ""):  # somebody at the panel says that many rows are gone on purpose
                may_vanish(self.team.office, self.team.clock.act(BUDI), AGENCY.name)
        return quiet

    def rows(self) -> Mapping[str, Mapping[str, str]]:
        with self.team.office.database.reading() as reader:
            found = reader.find(AGENCY, gone=True)
        return {row["id"]: {h: str(c) for h, c in cells_of(AGENCY, row).items() if c != ""} for row in found}

    def knows(self) -> str:
        with self.team.office.database.reading() as reader:
            entries = [list(entry.fields.values()) for entry in reader.history(limit=100_000)]
            cases = [[case["sheet"], case["panel"]] for kind in KINDS for case in sync_state.cases(reader.connection, kind)]
        return json.dumps([entries, cases], default=str)

    def tells(self) -> Collection[str]:
        with self.team.office.database.reading() as reader:
            return {str(case["panel"]) for case in sync_state.cases(reader.connection, "stray")}


@contextmanager
def panels(folder: Path, sheets: SheetsServer, rival: bool) -> Iterator[list[OurPanel]]:
    """The panel with some rows in its sheet; and a second one with a database of its own, connected by mistake."""
    clock = Clock()
    with closing(open_office(folder / "panel")) as office, closing(open_office(folder / "rival")) as other:
        team = connected(office, sheets, clock)
        team.add(PROGRAMME, "PRG-1", name="Ramadan", year=2026, quota=400, status="Berjalan")
        for number in range(4):
            team.add(AGENCY, f"INS-{number}", name=f"awal-{number}")
        team.sync()
        found = [OurPanel(team)]
        if rival:
            tie = keys.kept(office.data)
            assert tie is not None
            keys.keep(other.data, replace(tie, panel="PNL-RIVAL"))
            found.append(OurPanel(panel_of(other, sheets, clock)))
        yield found


def trial(folder: Path, sheets: SheetsServer, seed: int) -> Verdict:
    """One seed, in a folder that is empty."""
    with panels(folder, sheets, rival=seed % RIVAL_EVERY == RIVAL_EVERY - 1) as found:
        return World(sheets, found, random.Random(seed)).run()


def trials(seeds: Iterable[int]) -> Iterator[tuple[int, Verdict]]:
    """The verdict of each seed as it comes, tried on all processors; no more are begun than are looked at."""
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as workers:
        coming, under_way = iter(seeds), set[Future[tuple[int, Verdict]]]()
        while True:
            while len(under_way) < 2 * (os.cpu_count() or 1) and (seed := next(coming, None)) is not None:
                under_way.add(workers.submit(_tried, seed))
            if not under_way:
                return
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            yield from (each.result() for each in done)


def _tried(seed: int) -> tuple[int, Verdict]:
    sheets = _server()
    sheets.clear()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        return seed, trial(Path(folder), sheets, seed)


@cache
def _server() -> SheetsServer:
    """The stand-in of this process."""
    return SheetsServer().__enter__()
