"""The panel itself on trial in the crowd of `sync_crowd`: its office, killed and started again, alone or with a rival."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from cast import Clock
from sheet_cast import Team, connected, panel_of
from sheets_server.direct import shorten
from sheets_server.server import SheetsServer
from sync_crowd import Verdict, World

from services.domain.schema import AGENCY, PROGRAMME
from services.domain.tabs import cells_of, columns
from services.office import open_office
from services.storage import keys, sync_state

KINDS = ("conflict", "proposal", "stray", "formula", "unreadable")
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
        for _ in range(6):
            report = self.team.sync()
        return (report.error, report.pending, report.pulled, report.pushed) == (None, 0, 0, 0)

    def rows(self) -> Mapping[str, Mapping[str, str]]:
        with self.team.office.database.reading() as reader:
            found = reader.find(AGENCY, gone=True)
        return {row["id"]: {h: str(c) for h, c in cells_of(AGENCY, row).items() if c != ""} for row in found}

    def knows(self) -> str:
        with self.team.office.database.reading() as reader:
            entries = [list(entry.fields.values()) for entry in reader.history(limit=100_000)]
            cases = [[case["sheet"], case["panel"]] for kind in KINDS for case in sync_state.cases(reader.connection, kind)]
        return json.dumps([entries, cases], default=str)


def trial(folder: Path, sheets: SheetsServer, seed: int) -> Verdict:
    """One seed, in a folder that is empty."""
    clock = Clock()
    with closing(open_office(folder / "panel")) as office, closing(open_office(folder / "rival")) as other:
        team = connected(office, sheets, clock)
        team.add(PROGRAMME, "PRG-1", name="Ramadan", year=2026, quota=400, status="Berjalan")
        for number in range(4):
            team.add(AGENCY, f"INS-{number}", name=f"awal-{number}")
        team.sync()
        panels = [OurPanel(team)]
        if seed % RIVAL_EVERY == RIVAL_EVERY - 1:
            tie = keys.kept(office.data)
            assert tie is not None
            keys.keep(other.data, replace(tie, panel="PNL-RIVAL"))
            panels.append(OurPanel(panel_of(other, sheets, clock)))
        return World(sheets, panels, seed).run()
