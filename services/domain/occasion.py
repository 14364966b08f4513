"""Who acts, when and from where: what every use case is told instead of asking the machine."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

WITA = ZoneInfo("Asia/Makassar")


class Role(StrEnum):
    """The roles of the office; the value is the word on the screen."""

    ADMINISTRATOR = "Administrator"
    OPERATOR = "Operator"
    HEAD_OF_DIVISION = "Kepala Bidang"
    HEAD_OF_OFFICE = "Kepala Dinas"
    POINT_OFFICER = "Petugas Titik"
    AUDITOR = "Pemeriksa"


class Source(StrEnum):
    """Where a change comes from."""

    PANEL = "panel"
    SHEET = "sheet"
    IMPORT = "import"
    DESK = "desk"
    PAPER = "paper"


@dataclass(frozen=True)
class Actor:
    """The person (or the panel itself) who makes a change."""

    id: str
    name: str
    role: Role


@dataclass(frozen=True)
class Occasion:
    """One act of one person: `now` is an aware UTC datetime; repeating an `operation` repeats nothing.

    `new_id(prefix)` gives an ID such as `PRG-7K3QX9ZD4M`; it is an argument so that tests know what comes.
    """

    actor: Actor
    now: datetime
    operation: str
    new_id: Callable[[str], str]
    source: Source = Source.PANEL

    @property
    def today(self) -> date:
        """The day in Banjarbaru (WITA)."""
        return self.now.astimezone(WITA).date()

    def part(self, name: str | int) -> "Occasion":
        """The same act, one numbered part of it (a chunk of an import)."""
        return replace(self, operation=f"{self.operation}/{name}")
