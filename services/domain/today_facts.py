"""What is the case on a day, as Beranda speaks of it: stages, letters, deliveries, and what waits to be decided. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from services.domain import wording
from services.domain.sop import OPEN, Stage, Status
from services.domain.states import LetterState

MOST_NAMES = 2


def _some(names: Sequence[str]) -> str:
    """Kec. A, Kec. B dan 3 lain"""
    named, more = names[:MOST_NAMES], len(names) - MOST_NAMES
    return wording.join([*named, f"{more} lain"] if more > 0 else named)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a stage of a programme stands that is open, or was refused.

    `day` counts since the start, `allowed` is the SOP's limit in the same `unit`; `note` are the mayor's words,
    `silent` the agencies of the `asked` that have not answered, `people` the candidates for `packages`.
    """

    programme: str
    name: str
    stage: Stage
    status: Status
    desk: str
    since: date
    today: date
    day: int
    allowed: int
    due: date
    unit: str = "hari kerja"
    lacking: tuple[str, ...] = ()
    unsigned: bool = False
    returned: int = 0
    note: str = ""
    asked: int = 0
    silent: tuple[str, ...] = ()
    people: int = 0
    packages: int = 0

    @property
    def late(self) -> bool:
        return self.status in OPEN and self.today > self.due

    @property
    def over(self) -> int:
        """Days beyond the limit; at least one when it is late, also on a day that is not counted."""
        return max(self.day - self.allowed, int(self.late))

    @property
    def last_day(self) -> bool:
        return self.day == self.allowed

    @property
    def which_day(self) -> str:
        """hari ke-1 dari 2; the day of the start is not counted."""
        return f"hari ke-{self.day} dari {self.allowed}" if self.day else f"baru mulai, batas SOP {self.limit}"

    @property
    def needs(self) -> str:
        return f"; kurang: {wording.join(self.lacking)}" if self.lacking else ""

    @property
    def limit(self) -> str:
        return wording.long_date(self.due)

    @property
    def since_when(self) -> str:
        return wording.long_date(self.since)

    @property
    def who_is_silent(self) -> str:
        return _some(self.silent)

    @property
    def crowd(self) -> str:
        return f"{wording.number(self.people)} orang"

    @property
    def how_many_silent(self) -> int:
        return len(self.silent)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A letter on its way: `asked` says that it waits to be signed, `scanned` that its signed copy is here.

    `note`: why it was sent back before it was signed.
    """

    programme: str
    name: str
    stage: str
    title: str
    state: LetterState
    since: date | None
    asked: bool = False
    scanned: bool = False
    note: str = ""

    over = 0

    @property
    def since_when(self) -> str:
        return f" sejak {wording.long_date(self.since)}" if self.since else ""

    def counted(self, count: int) -> "Paper":
        """The same for several letters: "5 Surat Permintaan Data"."""
        return replace(self, title=f"{count} {self.title}") if count > 1 else self


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A day on which packages are handed over, at one point or several: `place` names it, or says how many.

    `unprinted`: its points whose tick list was never printed; `next_workday`: the working day after `today`.
    """

    programme: str
    name: str
    stage: str
    place: str
    day: date
    today: date
    next_workday: date
    people: int
    served: int
    unprinted: tuple[str, ...] = ()

    over = 0

    @property
    def eve(self) -> bool:
        """Whether the office works for the last time before that day, or rests since."""
        return self.today < self.day <= self.next_workday

    @property
    def when(self) -> str:
        return "besok" if self.day == self.today + timedelta(days=1) else wording.weekday_date(self.day)

    @property
    def what_is_unprinted(self) -> str:
        return _some(self.unprinted)


@dataclass(frozen=True, kw_only=True)
class Unpassed:
    """Rows of an agency's list that were not stored, and about which the agency was not asked yet."""

    programme: str
    name: str
    stage: str
    agency: str
    rows: int

    over = 0


@dataclass(frozen=True, kw_only=True)
class Twice:
    """People who were served at two points while a desk had no line: a package has to come back."""

    programme: str
    name: str
    stage: str
    people: int

    over = 0


@dataclass(frozen=True)
class Facts:
    """What is the case on a day. `calendar_notes`: further (day, event) of the days to come."""

    standings: tuple[Standing, ...] = ()
    papers: tuple[Paper, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    twice: tuple[Twice, ...] = ()
    unpassed: tuple[Unpassed, ...] = ()
    calendar_notes: tuple[tuple[date, str], ...] = ()
