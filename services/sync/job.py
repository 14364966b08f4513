"""What a push is to do, as a round plans it: rows to be given, lines to be named, values to be taken out, who waits."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from services.domain.merge_actions import Gift, Naming
from services.domain.riwayat import Due
from services.domain.table import Table
from services.domain.tabs import Cell, Line, Tab


@dataclass(frozen=True)
class Waiting:
    """What the sheet has yet to be given, as (table, row), in this push or another; seen when `newest` was the newest entry.

    The entries of such a row go with it, and those of `blocked` tables stay; entries of other rows, up to that one, may
    go with any push.
    """

    rows: Set[tuple[str, str]]
    blocked: Set[str]
    newest: int

    def lets(self, due: Due) -> bool:
        """Whether this entry may go now."""
        return due.seq <= self.newest and due.table not in self.blocked and (due.table, due.row) not in self.rows


@dataclass(frozen=True)
class Mending:
    """A cell where the panel's value `stray` stands gets back what stood there; `case` tells of it.

    Without a header it is the cell under no header that holds that value. `formula`: what stood there was one.
    """

    line: Line
    header: str
    stray: Cell
    cell: Cell
    case: str
    formula: bool = False


@dataclass(frozen=True)
class Job:
    """What a push is to do in one tab: rows to be given (with the line where each was seen), lines to be named, …"""

    table: Table
    gifts: tuple[Gift, ...] = ()
    namings: tuple[Naming, ...] = ()
    mendings: tuple[Mending, ...] = ()
    lines: Mapping[str, Line] = field(default_factory=dict)

    @property
    def idle(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.gifts or self.namings or self.mendings)

    @property
    def by_place(self) -> dict[int, Line]:
        """The lines that are known by where they stand and what stands in them, as they were pulled."""
        lines = [naming.line for naming in self.namings] + [mending.line for mending in self.mendings]
        return {line.number: line for line in lines}

    @property
    def originals(self) -> dict[str, Line]:
        """The lines, by ID, of which lines to be named are copies."""
        return {naming.line.id: self.lines[naming.line.id] for naming in self.namings if naming.line.id in self.lines}

    def by_id(self, found: Tab) -> dict[str, Line]:
        """The other lines: a copied row that is to be named still bears the ID of the row it was copied from."""
        aside = self.by_place
        return {line.id: line for line in found.lines if line.number not in aside}

    @property
    def numbers(self) -> list[int]:
        """The rows to look at under the lock, the header too."""
        return sorted({0, *(line.number for line in self.known), *self.by_place})

    @property
    def known(self) -> list[Line]:
        """The lines, as they were pulled, that are known by their ID."""
        return [self.lines[gift.row] for gift in self.gifts if not gift.new] + [*self.originals.values()]
