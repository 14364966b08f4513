"""A crowd around one sheet: people, weather, kills and panels at random; the verdict from the server's own log.

Everybody types texts that nobody typed before, so that each can be followed: it stands in the sheet, or somebody wrote
over it on purpose, or the panel knows it (in its history, or in the list of what people must settle).
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import count
from typing import Any, Protocol

from sheets_server.edit import Assumptions
from sheets_server.grid import Formula
from sheets_server.people import Person
from sheets_server.server import SheetsServer

STEPS = 30
TAB = "Instansi"
FREE = ("Nama Instansi", "Kepada Yth.", "Tempat", "Narahubung", "Telepon", "Catatan")
OURS = ("Nama Instansi", "Narahubung", "Telepon", "Catatan")  # what is changed in a panel
GONE = "Dihapus"


class Panel(Protocol):
    """What keeps rows of its own in step with the sheet: the engine on trial."""

    def ids(self) -> Sequence[str]:
        """The rows that are not deleted."""

    def change(self, row: str, header: str, text: str) -> None: ...

    def add(self, text: str) -> str: ...

    def sync(self, dies_at: int = 0) -> None:
        """One round. `dies_at`: the process ends at that request, if it comes to it."""

    def restart(self) -> None: ...

    def settles(self) -> bool:
        """Some rounds in fair weather; whether there is nothing left to do."""

    def rows(self) -> Mapping[str, Mapping[str, str]]:
        """All rows by ID, deleted ones too: texts by header."""

    def knows(self) -> str:
        """Every text that a person could still find in it, in one."""


@dataclass(frozen=True)
class Verdict:
    """How many of each fault there are."""

    lost: int = 0  # typed by a person, taken away by a panel, and nowhere to be found
    doubled: int = 0  # an ID, or an entry of Riwayat, that a panel wrote and that stands twice
    misplaced: int = 0  # a value of the panel in another row than it was meant for
    formulas: int = 0  # a person's formula written over
    apart: int = 0  # rows that differ between a panel and the sheet in the end
    unsettled: int = 0  # panels that do not come to rest

    @property
    def clean(self) -> bool:
        return self == Verdict()

    def __add__(self, other: "Verdict") -> "Verdict":
        return Verdict(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


class World:
    """One run: who does what, by dice."""

    def __init__(self, sheets: SheetsServer, panels: Sequence[Panel], seed: int):
        self.sheets, self.panels, self.dice, self.words = sheets, panels, random.Random(seed), count(1)
        self.people, self.owner = sheets.person("Siti"), sheets.person("Pak Kadis", owner=True)
        self.typed: set[str] = set()
        self.meant: dict[str, str] = {}  # text of a panel → the row it is for
        self.astray: set[int] = set()  # writes of a panel that met another row
        self.watched = len(sheets.log.writes)
        sheets.observers.append(self.watch)
        sheets.assume(Assumptions(
            protection_delay=self.dice.choice([0, 0, 2]), protection_blocks_shape=self.dice.random() < 0.5))
        sheets.weather.at_random(seed, 0.15)

    def run(self) -> Verdict:
        """Everything at once for a while, then the verdict."""
        for _ in range(STEPS):
            self.step()
        self.sheets.weather.clear_up()
        self.sheets.gaps.clear()
        unsettled = sum(not panel.settles() for _ in range(2) for panel in self.panels)
        return self.verdict(unsettled)

    def step(self) -> None:
        for panel in self.panels:
            for _ in range(self.dice.randrange(3)):
                self.changes(panel)
            for _ in range(self.dice.randrange(3)):
                self.sheets.before_request(self.dice.randrange(1, 8), self.somebody_does_something)
            for _ in range(self.dice.randrange(3)):
                self.somebody_does_something()
            if self.dice.random() < 0.1:
                panel.restart()
            panel.sync(dies_at=self.dice.randrange(1, 5) if self.dice.random() < 0.1 else 0)

    def word(self) -> str:
        text = f"kata-{next(self.words)}"
        self.typed.add(text)
        return text

    def changes(self, panel: Panel) -> None:
        """Somebody changes or adds a row in a panel."""
        if self.dice.random() < 0.1:
            panel.change("PRG-1", "Kuota Paket", str(next(self.words)))
            return
        rows, text = panel.ids(), self.word()
        if rows and self.dice.random() < 0.8:
            row = self.dice.choice(rows)
            panel.change(row, self.dice.choice(OURS), text)
        else:
            row = panel.add(text)
        self.meant[text] = row

    # what people do in the sheet; an owner is bound by no protection

    def somebody_does_something(self) -> None:
        self.dice.choice(DEEDS)(self, self.owner if self.dice.random() < 0.3 else self.people)

    def cell(self, who: Person, headers: Sequence[str] = FREE) -> str:
        """A cell below one of these headers, in a row that holds something; "" if there is none."""
        grid, header = who.sees(TAB), self.dice.choice(headers)
        row = self.dice.randrange(1, len(grid)) if len(grid) > 1 else 1
        there = row < len(grid) and grid[row] and header in grid[0]
        return f"{chr(65 + grid[0].index(header))}{row + 1}" if there else ""

    def types(self, who: Person) -> None:
        if cell := self.cell(who):
            who.types(TAB, cell, self.word())

    def enters_a_formula(self, who: Person) -> None:
        """In a cell that panels change too."""
        if self.dice.random() < 0.5 and (cell := self.cell(who, ("Catatan",))):
            who.types(TAB, cell, f"=400+{next(self.words)}")
            return
        grid = who.sees("Program")
        if len(grid) > 1:
            who.types("Program", f"{chr(65 + grid[0].index('Kuota Paket'))}2", f"=400+{next(self.words)}")

    def clears(self, who: Person) -> None:
        if cell := self.cell(who, ("Telepon", "Tempat")):
            who.types(TAB, cell, "")

    def adds_a_row(self, who: Person) -> None:
        grid = who.sees(TAB)
        who.types(TAB, f"{chr(65 + grid[0].index('Nama Instansi'))}{len(grid) + 1}", self.word())

    def copies_a_row(self, who: Person) -> None:
        size = len(who.sees(TAB))
        if size > 2:
            row = self.dice.randrange(2, size + 1)
            who.copies(TAB, f"{row}:{row}", f"{size + 1}:{size + 1}")

    def deletes_a_row(self, who: Person) -> None:
        size = len(who.sees(TAB))
        if size > 4 and self.dice.random() < 0.5:
            who.deletes_rows(TAB, self.dice.randrange(1, size))

    def sorts(self, who: Person) -> None:
        who.sorts(TAB, self.dice.randrange(5), self.dice.random() < 0.5)

    def inserts_a_row(self, who: Person) -> None:
        who.inserts_rows(TAB, self.dice.randrange(1, len(who.sees(TAB)) + 1))

    def moves_a_row(self, who: Person) -> None:
        size = len(who.sees(TAB))
        if size > 2:
            who.moves_rows(TAB, self.dice.randrange(1, size), self.dice.randrange(1, size))

    def moves_a_column(self, who: Person) -> None:
        who.moves_columns(TAB, self.dice.randrange(8), self.dice.randrange(8))

    def inserts_a_column(self, who: Person) -> None:
        who.inserts_columns(TAB, self.dice.randrange(8))

    def types_over_the_panel(self, who: Person) -> None:
        grid = who.sees("Program")
        if "Status" in grid[0] and len(grid) > 1:
            who.types("Program", f"{chr(65 + grid[0].index('Status'))}2", self.dice.choice(["Selesai", "Ditolak"]))

    # the verdict

    def verdict(self, unsettled: int = 0) -> Verdict:
        return Verdict(
            lost=sum(1 for _ in self.lost()), doubled=self.doubled(), misplaced=sum(1 for _ in self.misplaced()),
            formulas=sum(isinstance(write.value, Formula) for write in self.taken_away()),
            apart=sum(self.apart(panel) for panel in self.panels), unsettled=unsettled)

    @property
    def account(self) -> str:
        return str(self.sheets.key["client_email"])

    def taken_away(self) -> Iterator[Any]:
        """What people wrote and a panel replaced, cleared or deleted."""
        ended = self.sheets.log.ended_by(self.account)
        return (write for write, _ in ended if write.change.actor != self.account)

    def lost(self) -> Iterator[Any]:
        known = " ".join(panel.knows() for panel in self.panels)
        for write in self.taken_away():
            text = str(write.value)
            if text in self.typed and f'"{text}"' not in known:
                yield write

    def standing(self) -> Iterator[tuple[Any, str, int]]:
        """What panels wrote and still stands: the write, its tab and row."""
        book = self.sheets.spreadsheet(self.people.book_id)
        for number, (tab, row, _) in self.sheets.log.standing(book).items():
            write = self.sheets.log.write(number)
            if write.change.actor == self.account:
                yield write, tab, row

    def doubled(self) -> int:
        """IDs and entries of Riwayat that stand twice, and new rows of the panel that do so without one."""
        written = Counter(
            str(write.value) for write, tab, _ in self.standing()
            if tab == TAB and (str(write.value) in self.meant or str(write.value).startswith("INS-")))
        entries = Counter(line[-1] for line in self.people.sees("Riwayat")[1:] if line)  # its hash tells it from any other
        return sum(number - 1 for counted in (written, entries) for number in counted.values())

    def misplaced(self) -> Iterator[Any]:
        """What a panel wrote into another row than it meant. What stood right when it was written may stand under
        another ID now if people copied its row: of two lines with one ID, one gets a new ID."""
        copied = {str(write.value) for write in self.sheets.log.writes if write.change.actor != self.account}
        for write, tab, row in self.standing():
            text = str(write.value)
            if tab != TAB or text not in self.meant or self.stands_right(text, row):
                continue
            if write.number in self.astray or text not in copied:
                yield write

    def stands_right(self, text: str, row: int) -> bool:
        """Whether that line has the ID of the row the text is meant for."""
        sheet = self.sheets.spreadsheet(self.people.book_id).titled(TAB)
        column = [cell.value for cell in sheet.row(0)].index("ID") if sheet else 0
        return sheet is not None and sheet.cell(row, column).value == self.meant[text]

    def watch(self, *_: object) -> None:
        """After each request: what a panel wrote just now into another row than it meant."""
        sheet, writes = self.sheets.spreadsheet(self.people.book_id).titled(TAB), self.sheets.log.writes
        self.astray |= {
            write.number for write in writes[self.watched:]
            if write.change.actor == self.account and sheet and write.sheet == sheet.id
            and str(write.value) in self.meant and not self.stands_right(str(write.value), write.row)}
        self.watched = len(writes)

    def apart(self, panel: Panel) -> int:
        """Rows that differ, stand twice, or stand on one side only; a cell with a formula may come to something else."""
        header, *grid = self.people.sees(TAB)
        lines = [
            {name: cell for name, cell in zip(header, line, strict=False) if name and cell not in (None, "")}
            for line in grid if any(cell is not None for cell in line)
        ]
        rows, ids = panel.rows(), [line.get("ID") for line in lines]
        missing = {row for row, cells in rows.items() if GONE not in cells} - set(ids)
        return len(missing) + len(ids) - len(set(ids)) + sum(
            not _same(line, rows.get(str(line.get("ID")), {})) for line in lines)


def _same(line: Mapping[str, Any], row: Mapping[str, str]) -> bool:
    formulas = {header for header, cell in line.items() if isinstance(cell, Formula)} | {"ID"}
    told = {header: str(cell) for header, cell in line.items() if header not in formulas}
    return told == {header: cell for header, cell in row.items() if header not in formulas}


DEEDS = (
    *(World.types,) * 5, World.enters_a_formula, World.clears, World.adds_a_row, World.copies_a_row, World.deletes_a_row,
    World.sorts, World.inserts_a_row, World.moves_a_row, World.moves_a_column, World.inserts_a_column,
    World.types_over_the_panel,
)
