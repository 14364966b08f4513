"""Kinds of columns. A field owns how a value is read, checked, shown and kept; it draws nothing.

A raw value may come from a form (str, int, date, bool) or from a cell of the sheet (str, float, bool; dates as
serial numbers, 2020-01-01 = 43831). Empty is handled once, before the kind is asked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any, ClassVar, Literal

from services.domain import wording
from services.errors import BadInput, Problem

Writer = Literal["people", "panel"]

SERIAL_ZERO = date(1899, 12, 30)
DATE_TEXT = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


@dataclass(frozen=True, kw_only=True)
class Field:
    """One column: `name` in code and database, `header` on screens and in the sheet.

    `writer` says who changes it: people (panel and sheet) or the panel alone, through a gate. `personal` values
    are masked, kept beside the history and destroyed when retention ends (UU 27/2022).
    """

    name: str
    header: str
    required: bool = False
    writer: Writer = "people"
    personal: bool = False
    help: str = ""
    sql: ClassVar[str] = "text"
    widget: ClassVar[str] = "text"

    @property
    def key(self) -> str:
        """The name outside the code: placeholders of letters, JSON of the command line (`tanggal_lahir`)."""
        return re.sub(r"[^a-z0-9]+", "_", self.header.lower()).strip("_")

    def parse(self, raw: Any) -> Any:
        """The value of a raw one, None if empty. Raises BadInput with the sentence about this field."""
        if raw is None or raw == "" or (isinstance(raw, str) and raw.isspace()):
            if self.required:
                raise self._bad("wajib diisi")
            return None
        return self.read(raw)

    def parse_all(self, raws: Sequence[Any]) -> list[Any]:
        """`parse` of each; a text or whole number that stands in many of them is read once. Raises BadInput."""
        known = {raw: self.parse(raw) for raw in {raw for raw in raws if type(raw) in (str, int)}}
        return [known[raw] if type(raw) in (str, int) else self.parse(raw) for raw in raws]

    def read(self, raw: Any) -> Any:
        """The value of a raw one that is not empty; each kind has its own."""
        return str(raw).strip()

    def show(self, value: Any) -> str:
        """The value as a person reads it; '' if empty."""
        return "" if value is None else str(value)

    def plain(self, value: Any) -> Any:
        """The value as JSON holds it (history, backup)."""
        return value

    def to_cell(self, value: Any) -> str | int | float | bool:
        """The value as the sheet holds it."""
        return "" if value is None else value

    def _bad(self, what: str) -> BadInput:
        return BadInput(Problem(self.name, f"{self.header} {what}."))


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """One line of text. Runs of white space become one space: a pasted line break is no second line."""

    longest: int = 300

    def read(self, raw: Any) -> str:
        if isinstance(raw, float) and raw.is_integer():
            raw = int(raw)
        text = " ".join(str(raw).split())
        if len(text) > self.longest:
            raise self._bad(f"terlalu panjang: {len(text)} huruf, paling banyak {self.longest}")
        return text


@dataclass(frozen=True, kw_only=True)
class LongText(Field):
    """Text of several lines."""

    longest: int = 20_000
    widget: ClassVar[str] = "area"

    def read(self, raw: Any) -> str:
        text = str(raw).strip()
        if len(text) > self.longest:
            raise self._bad(f"terlalu panjang: {len(text)} huruf, paling banyak {self.longest}")
        return text


@dataclass(frozen=True, kw_only=True)
class Digits(Text):
    """A number that is text (NIK, No. KK, NIP): exactly `length` digits, never a numeric cell."""

    length: int = 16

    def read(self, raw: Any) -> str:
        if isinstance(raw, int | float):
            raise self._bad("tersimpan sebagai angka, jadi angka terakhirnya hilang. Ketik ulang sebagai teks")
        text = str(raw)
        if len(text) == self.length and text.isascii() and text.isdigit():
            return text
        text = re.sub(r"[\s.\-']", "", text)
        if not re.fullmatch(r"[0-9]*", text):
            raise self._bad("hanya boleh berisi angka")
        if len(text) != self.length:
            raise self._bad(f"harus {self.length} angka, bukan {len(text)}")
        return text


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """A whole number within bounds."""

    least: int = 0
    most: int = 10**9
    sql: ClassVar[str] = "integer"
    widget: ClassVar[str] = "number"

    def read(self, raw: Any) -> int:
        value = self._whole(raw)
        if not self.least <= value <= self.most:
            low, high = wording.number(self.least), wording.number(self.most)
            raise self._bad(f"harus antara {low} dan {high}")
        return value

    def _whole(self, raw: Any) -> int:
        if type(raw) is int:  # True is none
            return raw
        text = str(raw).strip()
        if isinstance(raw, str) and re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
            text = text.replace(".", "")
        try:
            value = float(text)
        except ValueError:
            raise self._bad("harus berupa angka bulat") from None
        if not value.is_integer():
            raise self._bad("harus berupa angka bulat")
        return int(value)

    def show(self, value: Any) -> str:
        return "" if value is None else wording.number(value)


@dataclass(frozen=True, kw_only=True)
class Year(Number):
    """A year: a number that is shown without a thousands mark."""

    least: int = 2000
    most: int = 2100

    def show(self, value: Any) -> str:
        return "" if value is None else str(value)


@dataclass(frozen=True, kw_only=True)
class Money(Number):
    """Rupiah, whole."""

    most: int = 10**13
    widget: ClassVar[str] = "money"

    def _whole(self, raw: Any) -> int:
        if isinstance(raw, str):
            raw = re.sub(r"(?i)^\s*rp\.?\s*|,00\s*$|\.(?=\d{3}(\D|$))", "", raw)
        return super()._whole(raw)

    def show(self, value: Any) -> str:
        return "" if value is None else wording.rupiah(value)


@dataclass(frozen=True, kw_only=True)
class Date(Field):
    """A day. Text is read as an Indonesian writes it: day, month, year."""

    sql: ClassVar[str] = "date"
    widget: ClassVar[str] = "date"

    def read(self, raw: Any) -> date:
        if isinstance(raw, datetime):
            return raw.date()
        if isinstance(raw, date):
            return raw
        try:
            return self._from_serial(raw) if isinstance(raw, int | float) else self._from_text(str(raw).strip())
        except (ValueError, OverflowError):
            raise self._bad("bukan tanggal yang benar. Tulis seperti 05-03-2026") from None

    @staticmethod
    def _from_serial(number: float) -> date:
        if not 1 <= number <= 110_000:  # up to the year 2201
            raise ValueError
        return SERIAL_ZERO + timedelta(days=int(number))

    @staticmethod
    def _from_text(text: str) -> date:
        if match := DATE_TEXT.fullmatch(text):
            day, month, year = map(int, match.groups())
            return date(year, month, day)
        return date.fromisoformat(text)

    def show(self, value: Any) -> str:
        return "" if value is None else wording.long_date(value)

    def plain(self, value: Any) -> Any:
        return None if value is None else value.isoformat()

    def to_cell(self, value: Any) -> str | int | float | bool:
        return "" if value is None else (value - SERIAL_ZERO).days


@dataclass(frozen=True, kw_only=True)
class Moment(Field):
    """A moment, aware, kept in UTC; the sheet holds it as ISO text."""

    sql: ClassVar[str] = "moment"
    widget: ClassVar[str] = "none"

    def read(self, raw: Any) -> datetime:
        try:
            value = raw if isinstance(raw, datetime) else datetime.fromisoformat(str(raw).strip())
        except ValueError:
            raise self._bad("bukan waktu yang benar") from None
        if value.tzinfo is None:
            raise self._bad("tidak menyebut zona waktu")
        return value.astimezone(UTC)

    def show(self, value: Any) -> str:
        return "" if value is None else wording.moment(value)

    def plain(self, value: Any) -> Any:
        return None if value is None else value.isoformat()

    def to_cell(self, value: Any) -> str | int | float | bool:
        return "" if value is None else value.isoformat()


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One word of a list; case and outer spaces do not matter."""

    choices: tuple[str, ...] = ()
    widget: ClassVar[str] = "choice"

    def read(self, raw: Any) -> str:
        try:
            return self._by_word[str(raw).strip().casefold()]
        except KeyError:
            raise self._bad(f"harus salah satu dari: {', '.join(self.choices)}") from None

    @cached_property
    def _by_word(self) -> dict[str, str]:
        return {choice.casefold(): choice for choice in reversed(self.choices)}


@dataclass(frozen=True, kw_only=True)
class Flag(Field):
    """Yes or no; the sheet and the screen say Ya and Tidak."""

    sql: ClassVar[str] = "flag"
    widget: ClassVar[str] = "flag"
    WORDS: ClassVar[dict[str, bool]] = {
        "ya": True, "true": True, "1": True, "tidak": False, "false": False, "0": False,
    }

    def read(self, raw: Any) -> bool:
        try:
            return self.WORDS[str(raw).strip().casefold().removesuffix(".0")]
        except KeyError:
            raise self._bad("harus Ya atau Tidak") from None

    def show(self, value: Any) -> str:
        return "" if value is None else ("Ya" if value else "Tidak")

    def to_cell(self, value: Any) -> str | int | float | bool:
        return self.show(value)


@dataclass(frozen=True, kw_only=True)
class Secret(Text):
    """A password on its way to its hash: taken as typed, never shown again, never a column."""

    widget: ClassVar[str] = "secret"

    def read(self, raw: Any) -> str:
        return str(raw)


@dataclass(frozen=True, kw_only=True)
class Hidden(Text):
    """A value that the row holds and the history does not (a password's hash): there it is only "diubah"."""

    def plain(self, value: Any) -> Any:
        return None


@dataclass(frozen=True, kw_only=True)
class Reference(Text):
    """The ID of a row of another table, by the table's name."""

    table: str = ""
    widget: ClassVar[str] = "reference"


def validate(
    fields: tuple[Field, ...], values: Mapping[str, Any], only_given: bool = False
) -> dict[str, Any]:
    """Read all values; every problem is reported together. Raises BadInput.

    `only_given` is for a change of an existing row: fields that are not in `values` are left alone.
    """
    clean: dict[str, Any] = {}
    problems: list[Problem | str] = []
    for field in fields:
        if only_given and field.name not in values:
            continue
        try:
            clean[field.name] = field.parse(values.get(field.name))
        except BadInput as error:
            problems.extend(error.problems)
    if problems:
        raise BadInput(*problems)
    return clean

