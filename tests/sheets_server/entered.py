"""What Sheets makes of a typed text (USER_ENTERED): formulas, numbers, percents, currency, dates, times, booleans.

Which signs mean what depends on the spreadsheet's locale; two are known here, United States and Indonesia.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from .grid import Formula, Value

EPOCH = date(1899, 12, 30)  # day 0 of the serial numbers


@dataclass(frozen=True)
class Locale:
    decimal: str
    grouping: str
    currency: str
    date_pattern: str
    day_first: bool
    months: tuple[str, ...]
    days: tuple[str, ...]


_ENGLISH = Locale(
    ".", ",", "$", "m/d/yyyy", False,
    ("January", "February", "March", "April", "May", "June",
     "July", "August", "September", "October", "November", "December"),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)  # fmt: skip
_INDONESIAN = Locale(
    ",", ".", "Rp", "dd/mm/yyyy", True,
    ("Januari", "Februari", "Maret", "April", "Mei", "Juni",
     "Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
)  # fmt: skip
_LOCALES = {"in_ID": _INDONESIAN, "id_ID": _INDONESIAN}

Format = dict[str, Any] | None


def locale_named(name: str) -> Locale:
    return _LOCALES.get(name, _ENGLISH)


def enter(text: str, locale: Locale, is_text_cell: bool) -> tuple[Value, Format]:
    """The value and, where typing implies one, the number format; a cell formatted as TEXT keeps what was typed."""
    if text == "":
        return None, None
    if text.startswith("'"):
        return text[1:], None
    if is_text_cell:
        return text, None
    if text.startswith("=") and len(text) > 1:
        return Formula(text), None
    stripped = text.strip()
    if stripped.upper() in ("TRUE", "FALSE"):
        return stripped.upper() == "TRUE", None
    for read in (_number, _moment):
        found = read(stripped, locale)
        if found:
            return found
    return text, None


def _number(text: str, locale: Locale) -> tuple[float, Format] | None:
    decimal, grouping = re.escape(locale.decimal), re.escape(locale.grouping)
    match = re.match(
        rf"(?P<sign>[+-]?)\s*(?P<currency>{re.escape(locale.currency)})?\s*"
        rf"(?P<whole>\d{{1,3}}(?:{grouping}\d{{3}})+|\d+)?(?:{decimal}(?P<part>\d*))?"
        rf"(?P<power>[eE][+-]?\d+)?\s*(?P<percent>%)?\Z",
        text,
    )
    if not match or not (match["whole"] or match["part"]):
        return None
    whole, part = match["whole"] or "0", match["part"] or ""
    number = float(f"{match['sign']}{whole.replace(locale.grouping, '')}.{part or '0'}{match['power'] or ''}")
    return (number / 100 if match["percent"] else number), _number_format(match, locale, whole, part)


def _number_format(match: re.Match[str], locale: Locale, whole: str, part: str) -> Format:
    decimals = ".00" if part else ""
    if match["percent"]:
        return {"type": "PERCENT", "pattern": f"0{decimals}%"}
    if match["currency"]:
        return {"type": "CURRENCY", "pattern": f"[${locale.currency}]#,##0{decimals}"}
    if match["power"]:
        return {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if locale.grouping in whole:
        return {"type": "NUMBER", "pattern": f"#,##0{decimals}"}
    return None


_CLOCK = re.compile(r"(\d{1,2})[:](\d{2})(?:[:](\d{2}))?\s*(AM|PM)?\Z", re.IGNORECASE)


def _moment(text: str, locale: Locale) -> tuple[float, Format] | None:
    """A date, a time, or both with a blank between them."""
    day = _date(text, locale)
    if day:
        return float(day[0]), {"type": "DATE", "pattern": day[1]}
    time = _time(text)
    if time is not None:
        return time[0], {"type": "TIME", "pattern": time[1]}
    first, _, second = text.partition(" ")
    day, time = _date(first, locale), _time(second.strip())
    if day and time is not None:
        return day[0] + time[0], {"type": "DATE_TIME", "pattern": f"{day[1]} {time[1]}"}
    return None


def _time(text: str) -> tuple[float, str] | None:
    match = _CLOCK.match(text)
    if not match:
        return None
    hours, minutes, seconds = int(match[1]), int(match[2]), int(match[3] or 0)
    half = (match[4] or "").upper()
    if minutes > 59 or seconds > 59 or (half and not 1 <= hours <= 12):
        return None
    if half:
        hours = hours % 12 + (12 if half == "PM" else 0)
    pattern = ("h" if half else "hh") + ":mm" + (":ss" if match[3] else "") + (" am/pm" if half else "")
    return (hours * 3600 + minutes * 60 + seconds) / 86400, pattern


def _date(text: str, locale: Locale) -> tuple[int, str] | None:
    match = re.match(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})\Z", text)
    if match:
        sign = match[2]
        return _serial(match[1], match[3], match[4], f"yyyy{sign}mm{sign}dd")
    match = re.match(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4}|\d{2})\Z", text)
    if match:
        day, month = (match[1], match[3]) if locale.day_first else (match[3], match[1])
        return _serial(match[4], month, day, locale.date_pattern.replace("/", match[2]))
    return _date_in_words(text, locale)


def _date_in_words(text: str, locale: Locale) -> tuple[int, str] | None:
    """`17 Agustus 2025`, `17 Agu 2025`, `August 17, 2025`."""
    match = re.match(r"(\d{1,2})[ -]([^\W\d]+)[ -](\d{4})\Z", text)
    parts = match and (match[1], match[2], match[3])
    if not match:
        match = re.match(r"([^\W\d]+) (\d{1,2}), (\d{4})\Z", text)
        parts = match and (match[2], match[1], match[3])
    if not parts:
        return None
    day, word, year = parts
    names = [month.casefold() for month in locale.months]
    for number, name in enumerate(names, 1):
        if word.casefold() in (name, name[:3]):
            month = "mmmm" if word.casefold() == name else "mmm"
            return _serial(year, str(number), day, f"d {month} yyyy" if locale.day_first else f"{month} d, yyyy")
    return None


def _serial(year: str, month: str, day: str, pattern: str) -> tuple[int, str] | None:
    full_year = int(year) if len(year) == 4 else 2000 + int(year) - (100 if int(year) >= 50 else 0)
    try:
        return (date(full_year, int(month), int(day)) - EPOCH).days, pattern
    except ValueError:
        return None
