"""What merging may decide, and what it says is to be done: frozen values, nothing done yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal

from services.domain.tabs import Cell, Cells, Line


class Decision(Enum):
    """What is done about one cell."""

    AGREE, GIVE, TAKE, PROPOSE, CONFLICT, HOLD = range(6)


def decide(base: Cell, panel: Cell, sheet: Cell, owned: bool) -> Decision:
    """The decision table. `owned`: only the panel writes this cell."""
    if sheet == panel:  # both say the same, whatever stood there before
        return Decision.AGREE
    if sheet == base:  # changed in the panel, untouched in the sheet
        return Decision.GIVE
    if owned:  # typed over what only the panel writes
        return Decision.PROPOSE
    if panel == base:  # changed in the sheet, untouched in the panel
        return Decision.TAKE
    return Decision.CONFLICT  # changed on both sides, differently


@dataclass(frozen=True)
class Take:
    """A change of the panel's row; `values` by field name, read and ready for the door."""

    kind: Literal["create", "change", "delete", "restore"]
    row: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """Something for people to look at. `line` is where it stands in the tab, from one, as the sheet shows it.

    conflict: both changed, the sheet's value stands, `panel` is what the panel had. proposal: typed over a value of
    the panel, which is put back. unreadable: left untouched until somebody mends it; `sentence` says why. formula: one
    stands where the panel's value is to go. stray: the panel's value stands where it was not meant to. covered: it
    stands where somebody had just entered the formula `sheet`.
    """

    kind: Literal["conflict", "proposal", "unreadable", "formula", "stray", "covered"]
    row: str
    header: str
    sheet: Cell = ""
    panel: Cell = ""
    sentence: str = ""
    line: int = 0


@dataclass(frozen=True)
class Naming:
    """A line that needs an ID: a new one, or (`row`) the one it lost. `line.id` is what stands there now."""

    line: Line
    row: str | None = None


@dataclass(frozen=True)
class Plan:
    """What one look at a tab means. `agreed` holds the new base by row, None where a row is no longer known.

    `known` says which line is which row; `gone` rows are not in the tab any more; `braked`: too many to believe it.
    """

    takes: tuple[Take, ...] = ()
    agreed: Mapping[str, Cells | None] = field(default_factory=dict)
    cases: tuple[Case, ...] = ()
    namings: tuple[Naming, ...] = ()
    known: Mapping[str, Line] = field(default_factory=dict)
    gone: int = 0
    braked: bool = False

    @property
    def held(self) -> frozenset[tuple[str, str]]:
        """(row, header) of cells that nobody may write until they are mended."""
        return frozenset((case.row, case.header) for case in self.cases if case.kind == "unreadable")


@dataclass(frozen=True)
class Gift:
    """Cells of a row that the sheet has yet to be given; `new` if it has no such row."""

    row: str
    cells: Cells
    new: bool = False
