"""NIK: what its sixteen digits say, and how it is shown.

Six digits region of first registration, birth date as DDMMYY (women: day + 40), four digits serial. It never
changes, not when moving and not to match a corrected birth date (UU 24/2013, Ps. 1 and 13).
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Sex = Literal["L", "P"]

LENGTH = 16
WOMEN = 40


def is_nik(text: str) -> bool:
    """Whether the text is sixteen digits and nothing else: the shape of a NIK and of a No. KK."""
    return len(text) == LENGTH and text.isascii() and text.isdigit()


@dataclass(frozen=True)
class Nik:
    """Sixteen digits, read. Raises ValueError for anything else; ask `is_nik` before."""

    digits: str

    def __post_init__(self) -> None:
        if not is_nik(self.digits):
            raise ValueError("a NIK has sixteen digits")

    @property
    def region(self) -> str:
        """Kecamatan of first registration, six digits: `637201`. The first four are the city."""
        return self.digits[:6]

    @property
    def serial(self) -> str:
        """Four digits, from 0001."""
        return self.digits[12:]

    @property
    def sex(self) -> Sex:
        return "P" if int(self.digits[6:8]) > WOMEN else "L"

    def born(self, century: int) -> date | None:
        """The birth date if it lies in that century (1900, 2000); None where the calendar has no such day."""
        day, month, year = int(self.digits[6:8]), int(self.digits[8:10]), int(self.digits[10:12])
        try:
            return date(century + year, month, day - WOMEN if day > WOMEN else day)
        except ValueError:
            return None

    def birth_date(self, today: date) -> date | None:
        """The latest possible birth date that is not after today; None if the date part is impossible."""
        possible = (self.born(century) for century in (2000, 1900))
        return next((born for born in possible if born and born <= today), None)

    def agrees_with(self, birth_date: date) -> bool:
        """Whether day, month and the year's last two digits are those of a birth date; the century is not in a NIK."""
        return self.born(birth_date.year // 100 * 100) == birth_date


def mask(digits: str | None) -> str:
    """A NIK or No. KK as lists show it, `637201******0003`: enough to tell people apart, not enough to copy."""
    if not digits:
        return ""
    if len(digits) <= 10:
        return "*" * len(digits)
    return digits[:6] + "*" * (len(digits) - 10) + digits[-4:]
