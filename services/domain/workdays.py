"""Working days of the office: Monday to Friday (Perpres 21/2023), without national holidays, cuti bersama and its own days."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Literal

import holidays

WEEKEND = {5: "Sabtu", 6: "Minggu"}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class OwnDay:
    """A line of the office's table Hari Libur: closed ("libur") or open ("masuk") against the national calendar."""

    date: date
    kind: Literal["libur", "masuk"]
    name: str = ""


@lru_cache(maxsize=32)
def national(year: int) -> Mapping[date, str]:
    """Day → name of the national holidays and cuti bersama of a year; a date not yet decreed says "(perkiraan)".

    Both categories are needed: the package's default leaves cuti bersama out.
    """
    return dict(holidays.country_holidays("ID", years=year, categories=("public", "government"), language="id"))


def days_after(start: date) -> Iterator[date]:
    """The days after `start`, one by one."""
    while True:
        start += ONE_DAY
        yield start


@dataclass(frozen=True)
class Calendar:
    """The national calendar with the office's own days over it."""

    own: tuple[OwnDay, ...] = ()

    @cached_property
    def _own(self) -> dict[date, OwnDay]:
        return {day.date: day for day in self.own}

    def reason(self, day: date) -> str | None:
        """Why a day is not counted ("Sabtu", "Hari Raya Idul Fitri"); None for a working day."""
        own = self._own.get(day)
        if own:
            return None if own.kind == "masuk" else own.name or "Hari libur kantor"
        return national(day.year).get(day) or WEEKEND.get(day.weekday())

    def is_workday(self, day: date) -> bool:
        """Whether the office works on that day."""
        return self.reason(day) is None

    def count(self, first: date, last: date) -> list[date]:
        """The working days after `first` up to and including `last`: the day of the start is day 0."""
        days = (first + ONE_DAY * n for n in range(1, (last - first).days + 1))
        return [day for day in days if self.is_workday(day)]

    def add_workdays(self, start: date, amount: int) -> date:
        """The working day that is number `amount` after `start`; with 0 the start itself."""
        workdays = filter(self.is_workday, days_after(start))
        day = start
        for _ in range(amount):
            day = next(workdays)
        return day

    def add_months(self, start: date, amount: int = 1) -> date:
        """The same day `amount` calendar months later (or the last of that month), moved to the next working day."""
        years, month = divmod(start.month - 1 + amount, 12)
        year, month = start.year + years, month + 1
        day = date(year, month, min(start.day, monthrange(year, month)[1]))
        return day if self.is_workday(day) else self.add_workdays(day, 1)
