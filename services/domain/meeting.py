"""Two filled sides before they are merged for the first time: how many rows are where, found by ID. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.domain import tabs, wording
from services.domain.table import Table
from services.domain.tabs import Cell, Cells, Line
from services.errors import BadInput


@dataclass(frozen=True)
class Meeting:
    """Rows of one table: only in the panel, only in the sheet, in both and equal, in both and differing."""

    table: str
    panel: int = 0
    sheet: int = 0
    equal: int = 0
    differing: int = 0

    @property
    def both_filled(self) -> bool:
        """Whether each side has rows of this table."""
        return self.equal + self.differing > 0 or (self.panel > 0 and self.sheet > 0)

    @property
    def rows(self) -> int:
        """How many rows there are, on one side or both."""
        return self.panel + self.sheet + self.equal + self.differing

    @property
    def counts(self) -> str:
        """12 hanya di panel, 3 hanya di lembar, 40 sama, 2 berbeda"""
        counts = {"hanya di panel": self.panel, "hanya di lembar": self.sheet, "sama": self.equal, "berbeda": self.differing}
        return ", ".join(f"{wording.number(count)} {what}" for what, count in counts.items())

    @property
    def sentence(self) -> str:
        """Penerima: 12 hanya di panel, 3 hanya di lembar, 40 sama, 2 berbeda."""
        return f"{self.table}: {self.counts}."


def meet(table: Table, panel: Mapping[str, Cells], lines: Sequence[Line]) -> Meeting:
    """Compare the rows of the panel, by ID, with the lines of a tab; a line without a known ID is a row of its own."""
    known = {line.id: line for line in lines if line.id in panel}
    equal = sum(_same(table, panel[row], line.cells) for row, line in known.items())
    return Meeting(table.title, len(panel) - len(known), len(lines) - len(known), equal, len(known) - equal)


def _same(table: Table, ours: Cells, theirs: Cells) -> bool:
    """Whether every cell that either side has says the same."""
    headers = (ours.keys() | theirs.keys()) - {tabs.ID}
    return all(_read(table, header, theirs) == _read(table, header, ours) for header in headers)


def _read(table: Table, header: str, cells: Cells) -> Cell:
    raw = cells.get(header, "")
    try:
        return tabs.canonical(tabs.columns(table.name).get(header), raw)
    except BadInput:
        return raw
