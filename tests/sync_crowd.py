"""A crowd around one sheet: people, weather, kills and panels at random; the verdict from the server's own log.

Each text that somebody typed stands in the sheet, or somebody wrote over it on purpose, or the panel knows it (in its
history, or in the list of what people must settle).
"""

import random
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol

from sheets_server.edit import Assumptions
from sheets_server.grid import EMPTY, Cell, Formula, Sheet
from sheets_server.server import SheetsServer
from sync_deeds import Crowd

from services.domain.tabs import ID

STEPS = 30
OURS = ("Nama Instansi", "Narahubung", "Telepon", "Catatan")  # what is changed in a panel
GONE, MARK = "Dihapus", "Ya"  # nobody in this crowd deletes a row so


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

    def tells(self) -> Collection[str]:
        """The texts that it asks people to look for, as they may stand in the wrong place."""


@dataclass(frozen=True)
class Verdict:
    """How many of each fault there are."""

    lost: int = 0  # typed by a person, taken away by a panel, and nowhere to be found
    doubled: int = 0  # an ID, or an entry of Riwayat, that a panel wrote and that stands twice
    misplaced: int = 0  # a value of the panel in another row than it was meant for, and not told
    deleted: int = 0  # a row of the sheet that a panel marked deleted, which nobody in this crowd does
    formulas: int = 0  # a person's formula written over, and neither put back nor told
    apart: int = 0  # rows that differ between a panel and the sheet in the end
    unsettled: int = 0  # panels that do not come to rest

    @property
    def clean(self) -> bool:
        return self == Verdict()

    def __add__(self, other: "Verdict") -> "Verdict":
        return Verdict(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


class World:
    """One run: who does what, by dice."""

    def __init__(self, sheets: SheetsServer, panels: Sequence[Panel], dice: random.Random):
        self.sheets, self.panels, self.dice = sheets, panels, dice
        self.crowd, self.account = Crowd(sheets, self.dice), str(sheets.key["client_email"])
        self.meant: dict[str, str] = {}  # text of a panel → the row it is for
        self.added: set[str] = set()  # those that a new row began with
        self.stood: dict[str, set[str]] = {}  # that text → the rows in which it stood, but for what went astray
        self.astray: set[int] = set()  # writes of a panel that met another row …
        self.back: set[int] = set()  # … and those that gave another row what it had had
        self.renamed: dict[int, str] = {}  # IDs that a panel wrote, each over another one that then stood nowhere
        self.watched = len(sheets.log.writes)
        sheets.observers.append(self.watch)
        sheets.assume(Assumptions(
            protection_delay=self.dice.choice([0, 0, 2]), protection_blocks_shape=self.dice.random() < 0.5))

    def run(self) -> Verdict:
        """Everything at once for a while, then the verdict."""
        self.sheets.weather.at_random(self.dice.randrange(2**32), 0.15)
        for _ in range(STEPS):
            self.step()
        return self.end()

    def end(self) -> Verdict:
        """The weather clears up and nobody does anything any more, but mend what the panel cannot read."""
        self.sheets.weather.clear_up()
        self.sheets.gaps.clear()
        for _ in range(3):  # a panel brings what another one takes
            self.crowd.mends(self.crowd.owner)
            self.crowd.mends_cells()
            if unsettled := sum(not panel.settles() for panel in self.panels):
                self.crowd.names_the_tab_back()
        return self.verdict(unsettled)

    def step(self) -> None:
        for panel in self.panels:
            for _ in range(self.dice.randrange(3)):
                self.changes(panel)
            for _ in range(self.dice.randrange(3)):
                self.somebody_gets_in_between(self.dice.randrange(1, 8))
            for _ in range(self.dice.randrange(3)):
                self.crowd.does_something()
            if self.dice.random() < 0.03:
                panel.restart()
            panel.sync(dies_at=self.dice.randrange(1, 5) if self.dice.random() < 0.1 else 0)

    def somebody_gets_in_between(self, request: int) -> None:
        """Right before that request from now."""
        self.sheets.before_request(request, self.crowd.does_something)

    def changes(self, panel: Panel) -> None:
        """Somebody changes or adds a row in a panel."""
        text = self.crowd.word()
        if self.dice.random() < 0.1:
            panel.change("PRG-1", "Kuota Paket", text.removeprefix("kata-"))
            return
        rows = panel.ids()
        if rows and self.dice.random() < 0.8:
            row = self.dice.choice(rows)
            panel.change(row, self.dice.choice(OURS), text)
        else:
            row = panel.add(text)
            self.added.add(text)
        self.meant[text] = row

    # the verdict

    def verdict(self, unsettled: int = 0) -> Verdict:
        known = " ".join(panel.knows() for panel in self.panels)
        return Verdict(
            lost=sum(1 for _ in self.lost(known)), doubled=self.doubled(), misplaced=sum(1 for _ in self.misplaced()),
            deleted=self.deleted_unasked(), formulas=sum(1 for _ in self.formulas_gone(known)),
            apart=sum(self.apart(panel) for panel in self.panels), unsettled=unsettled)

    def taken_away(self) -> Iterator[Any]:
        """What people wrote and a panel replaced, cleared or deleted."""
        ended = self.sheets.log.ended_by(self.account)
        return (write for write, _ in ended if write.change.actor != self.account)

    def lost(self, known: str) -> Iterator[Any]:
        for write in self.taken_away():
            text = str(write.value)
            if text in self.crowd.words and f'"{text}"' not in known and not self.was_put_back(write):
                yield write

    def was_put_back(self, taken: Any) -> bool:
        """Whether a panel wrote that text again, and where it did last it stands or a person did away with it."""
        again = [
            write for write in self.sheets.log.by(self.account)
            if write.value == taken.value and write.sheet == taken.sheet]
        if not again or again[-1].number < taken.number:
            return False
        ending = self.sheets.log.endings.get(again[-1].number)
        return ending is None or ending.change.actor != self.account

    def formulas_gone(self, known: str) -> Iterator[str]:
        """Formulas of people that a panel wrote over, less those that it put back."""
        gone = Counter(write.value for write in self.taken_away() if isinstance(write.value, Formula))
        back = Counter(
            write.value for write in self.sheets.log.by(self.account)
            if isinstance(write.value, Formula) and write.sheet in (self.crowd.tab, self.programmes))
        return ((gone - back).keys() - {formula for formula in gone if f'"{formula}"' in known}).__iter__()

    @property
    def programmes(self) -> int:
        found = self.sheets.spreadsheet(self.crowd.book_id).titled("Program")
        return found.id if found else -1

    def standing(self) -> Iterator[tuple[Any, int, int]]:
        """What panels wrote and still stands in the tab: the write, its row and column."""
        sheet = self.crowd.sheet()
        for row, cells in enumerate(sheet.rows if sheet else ()):
            for column, cell in enumerate(cells):
                if cell.write and (write := self.sheets.log.write(cell.write)).change.actor == self.account:
                    yield write, row, column

    def doubled(self) -> int:
        """IDs and entries of Riwayat that stand twice, and new rows of the panel that do so without one."""
        ids, told = self.ids(), self.told()
        rows = {
            (str(write.value), row) for write, row, column in self.standing()
            if (str(write.value) in self.added - told and write.number not in self.back)
            or (column == ids and str(write.value).startswith("INS-"))}
        written = Counter(text for text, _ in rows)
        entries = Counter(line[-1] for line in self.crowd.siti.sees("Riwayat")[1:] if line)  # its hash tells it from others
        return sum(number - 1 for counted in (written, entries) for number in counted.values())

    def deleted_unasked(self) -> int:
        """Rows that a panel marked deleted in the sheet."""
        return sum(write.sheet == self.crowd.tab and write.value == MARK for write in self.sheets.log.by(self.account))

    def misplaced(self) -> Iterator[Any]:
        """What a panel wrote into another row than it meant, or what came to stand in one as a panel took its ID away.

        People may tear rows and change IDs; and a panel may ask them to look where they moved things as it wrote.
        """
        told = self.told()
        for write, row, _ in self.standing():
            text = str(write.value)
            if text in self.meant and text not in told and not self.is_meant(text, row) and (
                    write.number in self.astray
                    or self.renamed.get(self.id_of(row).write) == self.meant[text]):
                yield write

    def told(self) -> set[str]:
        """The texts that panels ask people to look for."""
        return {text for panel in self.panels for text in panel.tells()}

    def ids(self) -> int:
        """The column of IDs; where none is headed so right now, the one that holds most of them."""
        sheet = self.crowd.sheet()
        heads = [cell.value for cell in sheet.row(0)] if sheet else []
        if heads.count(ID) == 1:
            return heads.index(ID)
        found = Counter(
            column for cells in (sheet.rows[1:] if sheet else ()) for column, cell in enumerate(cells)
            if str(cell.value).startswith("INS-"))
        return max(found, key=found.__getitem__, default=0)

    def is_meant(self, text: str, row: int) -> bool:
        """Whether that line has the ID of the row the text is meant for."""
        return self.crowd.sheet() is None or self.id_of(row).value == self.meant[text]

    def id_of(self, row: int) -> Cell:
        sheet = self.crowd.sheet()
        return sheet.cell(row, self.ids()) if sheet else EMPTY

    def all_ids(self, sheet: Sheet) -> set[Any]:
        """What stands in that column."""
        ids = self.ids()
        return {sheet.cell(row, ids).value for row in range(1, len(sheet.rows))}

    def watch(self, *_: object) -> None:
        """After each request: what a panel wrote just now into another row than it meant, or over the only such ID."""
        log, sheet = self.sheets.log, self.crowd.sheet()
        for write in log.writes[self.watched:]:
            if sheet is None or write.change.actor != self.account or write.sheet != sheet.id:
                continue
            if str(write.value) in self.meant and not self.is_meant(str(write.value), write.row):
                (self.back if self.has_stood(write) else self.astray).add(write.number)
            if write.column == self.ids():
                self.watch_name(write, sheet)
        self.watched = len(log.writes)
        self.watch_texts(sheet)

    def has_stood(self, write: Any) -> bool:
        """Whether that text stood in the row before, or in its cell: people copy rows, and tear them."""
        known = self.stood.get(str(write.value), ())
        return str(self.id_of(write.row).value) in known or any(
            earlier.value == write.value for earlier in self.beneath(write))

    def watch_texts(self, sheet: Sheet | None) -> None:
        """Which rows hold the texts of panels now; a text that came to its own row is not astray any more."""
        ids = self.ids()
        for row, cells in enumerate(sheet.rows[1:] if sheet else (), start=1):
            name = str(sheet.cell(row, ids).value) if sheet else ""
            for text, write in ((str(cell.value), cell.write) for cell in cells if cell.value in self.meant):
                if name == self.meant[text]:
                    self.astray.discard(write)
                if write not in self.astray:
                    self.stood.setdefault(text, set()).add(name)

    def watch_name(self, write: Any, sheet: Sheet) -> None:
        """An ID over the only such one.

        Where people took the column of IDs away, two panels may each have named a line, and agree on a name it had.
        """
        had = [str(earlier.value) for earlier in self.beneath(write)]
        if had and had[0].startswith("INS-") and had[0] not in self.all_ids(sheet) and str(write.value) not in had:
            self.renamed[write.number] = had[0]

    def beneath(self, write: Any) -> Iterator[Any]:
        """What that cell held before, newest first."""
        while write.replaced:
            yield (write := self.sheets.log.write(write.replaced))

    def apart(self, panel: Panel) -> int:
        """Rows that differ, stand twice, or stand on one side only; a cell with a formula may come to something else."""
        sheet = self.crowd.sheet()
        assert sheet is not None
        header, grid = self.crowd.heads(), self.crowd.owner.sees(sheet.title)[1:]
        lines = [
            {name: cell for name, cell in zip(header, line, strict=False) if name and cell not in (None, "")}
            for line in grid
        ]
        rows, ids = panel.rows(), [line.get(ID) for line in lines if line]
        missing = {row for row, cells in rows.items() if GONE not in cells} - set(ids)
        return len(missing) + len(ids) - len(set(ids)) + sum(
            not _same(line, rows.get(str(line.get(ID)), {})) for line in lines if line)


def _same(line: Mapping[str, Any], row: Mapping[str, str]) -> bool:
    formulas = {header for header, cell in line.items() if isinstance(cell, Formula)} | {ID}
    told = {header: str(cell) for header, cell in line.items() if header not in formulas}
    return told == {header: cell for header, cell in row.items() if header not in formulas}
