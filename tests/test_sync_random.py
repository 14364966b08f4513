"""Sync under people, weather, kills and a restarting panel at random; the verdict from the server's own log.

Everybody types texts that nobody typed before, so that each can be followed: it stands in the sheet, or somebody wrote
over it on purpose, or the panel knows it (in its history, or in the list of what people must settle).
"""

import json
import os
import random
from itertools import count

import pytest
from sheet_cast import connected, panel_of
from sheets_server import weather
from sheets_server.edit import Assumptions

from services.domain.schema import AGENCY, PROGRAMME
from services.domain.tabs import DELETED, cells_of
from services.storage import sync_state

pytest_plugins = ["sheets_server.fixture"]

SEEDS = range(int(os.environ.get("SYNC_SEEDS", "6")))
STEPS = 30
FREE = ("Nama Instansi", "Kepada Yth.", "Tempat", "Narahubung", "Telepon", "Catatan")


class World:
    """One run: who does what, by dice."""

    def __init__(self, team, seed):
        self.team, self.dice, self.words = team, random.Random(seed), count(1)
        self.typed: set[str] = set()
        team.sheets.assume(Assumptions(
            protection_delay=self.dice.choice([0, 0, 2]), protection_blocks_shape=self.dice.random() < 0.5))

    def word(self) -> str:
        text = f"kata-{next(self.words)}"
        self.typed.add(text)
        return text

    # what people do in the sheet; an owner is bound by no protection

    def types(self, who):
        grid = who.sees("Instansi")
        row = self.dice.randrange(1, len(grid)) if len(grid) > 1 else 1
        header = self.dice.choice(FREE)
        if header in grid[0] and row < len(grid) and grid[row]:
            who.types("Instansi", f"{chr(65 + grid[0].index(header))}{row + 1}", self.word())

    def adds_a_row(self, who):
        grid = who.sees("Instansi")
        who.types("Instansi", f"{chr(65 + grid[0].index('Nama Instansi'))}{len(grid) + 1}", self.word())

    def copies_a_row(self, who):
        size = len(who.sees("Instansi"))
        if size > 2:
            row = self.dice.randrange(2, size + 1)
            who.copies("Instansi", f"{row}:{row}", f"{size + 1}:{size + 1}")

    def sorts(self, who):
        who.sorts("Instansi", self.dice.randrange(5), self.dice.random() < 0.5)

    def inserts_a_row(self, who):
        who.inserts_rows("Instansi", self.dice.randrange(1, len(who.sees("Instansi")) + 1))

    def moves_a_row(self, who):
        size = len(who.sees("Instansi"))
        if size > 2:
            who.moves_rows("Instansi", self.dice.randrange(1, size), self.dice.randrange(1, size))

    def moves_a_column(self, who):
        who.moves_columns("Instansi", self.dice.randrange(8), self.dice.randrange(8))

    def types_over_the_panel(self, who):
        grid = who.sees("Program")
        if "Status" in grid[0] and len(grid) > 1:
            who.types("Program", f"{chr(65 + grid[0].index('Status'))}2", self.dice.choice(["Selesai", "Ditolak"]))

    DEEDS = (types, types, types, types, adds_a_row, copies_a_row, sorts, inserts_a_row, moves_a_row, moves_a_column,
             types_over_the_panel)

    def somebody_does_something(self):
        who = self.team.owner if self.dice.random() < 0.3 else self.team.people
        self.dice.choice(self.DEEDS)(self, who)

    # what the panel does

    def changes_in_the_panel(self):
        rows = self.team.rows(AGENCY)
        if rows and self.dice.random() < 0.8:
            field = self.dice.choice(["name", "contact", "phone", "note"])
            self.team.change(AGENCY, self.dice.choice(rows)["id"], **{field: self.word()})
        else:
            self.team.add(AGENCY, self.team.clock.new_id("INS"), name=self.word())

    def step(self):
        for _ in range(self.dice.randrange(3)):
            self.changes_in_the_panel()
        for _ in range(self.dice.randrange(3)):
            self.team.sheets.before_request(self.dice.randrange(1, 8), self.somebody_does_something)
        for _ in range(self.dice.randrange(3)):
            self.somebody_does_something()
        if self.dice.random() < 0.1:
            self.team = panel_of(self.team.office, self.team.sheets, self.team.clock)
        self.team.sync()

    def settles(self):
        self.team.sheets.weather.clear_up()
        self.team.sheets.gaps.clear()
        self.team.ticks[0] += 100
        for _ in range(6):
            report = self.team.sync()
        return report


def verdict(world):
    """Nothing lost, doubled or misplaced."""
    team, sheets = world.team, world.team.sheets
    rows = {row["id"]: {h: c for h, c in cells_of(AGENCY, row).items() if c != ""} for row in all_rows(team, AGENCY)}
    lines = [line for line in team.sees("Instansi") if line]
    ids = [line.get("ID") for line in lines]
    assert len(ids) == len(set(ids)), "an ID stands twice"
    for line in lines:
        told = {header: str(cell) for header, cell in line.items() if header != "ID"}
        assert told == {header: str(cell) for header, cell in rows[line["ID"]].items()}
    assert {row for row, cells in rows.items() if DELETED not in cells} <= set(ids)
    numbers = [line["No."] for line in team.sees("Riwayat")]
    assert len(numbers) == len(set(numbers)), "an entry stands twice in Riwayat"
    account = team.link.sheet.account
    known = all_the_panel_knows(team)
    for write, _ in sheets.log.ended_by(account):
        if write.change.actor != account and str(write.value) in world.typed:
            assert str(write.value) in known, f"{write} was overwritten by the panel and is nowhere"


def all_rows(team, table):
    with team.office.database.reading() as reader:
        return reader.find(table, gone=True)


def all_the_panel_knows(team):
    """Every text in its history and in the cases for people."""
    with team.office.database.reading() as reader:
        entries = [list(entry.fields.values()) for entry in reader.history(limit=100_000)]
        kinds = ("conflict", "proposal", "stray", "formula", "unreadable")
        cases = [[case["sheet"], case["panel"]] for kind in kinds for case in sync_state.cases(reader.connection, kind)]
    return json.dumps([entries, cases], default=str)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_doubled_or_misplaced(office, sheets, clock, seed):
    team = connected(office, sheets, clock)
    team.add(PROGRAMME, "PRG-1", name="Ramadan", year=2026, quota=400, status="Berjalan")
    for number in range(4):
        team.add(AGENCY, f"INS-{number}", name=f"awal-{number}")
    team.sync()
    world = World(team, seed)
    sheets.weather.at_random(seed, 0.15, [kind for kind in weather.ALL if kind is not weather.TOKEN_EXPIRED])
    for _ in range(STEPS):
        world.step()
    report = world.settles()
    assert (report.error, report.pending, report.pulled, report.pushed) == (None, 0, 0, 0)
    verdict(world)
