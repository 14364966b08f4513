"""What Sheets shows (FORMATTED_VALUE): numbers and dates by their format and the spreadsheet's locale."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .entered import EPOCH, Locale
from .grid import Value

_DATE_TYPES = ("DATE", "TIME", "DATE_TIME")
_DEFAULT_PATTERNS = {
    "NUMBER": "#,##0.00",
    "PERCENT": "0.00%",
    "SCIENTIFIC": "0.00E+00",
    "TIME": "h:mm:ss",
}
_MOMENT_TOKEN = re.compile(r"yyyy|yy|mmmmm?|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|am/pm|\"[^\"]*\"|\\.|.", re.IGNORECASE)


def number_format(cell_format: dict[str, Any] | None) -> dict[str, Any]:
    return (cell_format or {}).get("numberFormat") or {}


def is_moment(cell_format: dict[str, Any] | None) -> bool:
    """Whether numbers in a cell of this format are dates or times."""
    return number_format(cell_format).get("type") in _DATE_TYPES


def is_text(cell_format: dict[str, Any] | None) -> bool:
    return number_format(cell_format).get("type") == "TEXT"


def show(value: Value, cell_format: dict[str, Any] | None, locale: Locale) -> str:
    """The text in the cell for a computed value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return str(value)
    chosen = number_format(cell_format)
    kind = chosen.get("type", "")
    pattern = chosen.get("pattern") or _default_pattern(kind, locale)
    if kind in _DATE_TYPES:
        return _show_moment(value, pattern, locale)
    return (
        _show_number(value, pattern, locale) if pattern and pattern not in ("@", "General") else general(value, locale)
    )


def _default_pattern(kind: str, locale: Locale) -> str:
    if kind == "DATE":
        return locale.date_pattern
    if kind == "DATE_TIME":
        return locale.date_pattern + " h:mm:ss"
    if kind == "CURRENCY":
        return f"[${locale.currency}]#,##0.00"
    return _DEFAULT_PATTERNS.get(kind, "")


def general(number: float, locale: Locale) -> str:
    """A number without a format: at most 10 decimals; from 16 digits on in powers of ten."""
    if number and not 1e-10 <= abs(number) < 1e15:
        digits, power = f"{number:.5E}".split("E")
        text = f"{digits.rstrip('0').rstrip('.')}E{power[0]}{power[1:].lstrip('0').rjust(2, '0')}"
    else:
        text = f"{Decimal(repr(round(number, 10))):f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
    return ("0" if text == "-0" else text).replace(".", locale.decimal)


def _show_number(number: float, pattern: str, locale: Locale) -> str:
    pattern = pattern.split(";")[0]
    match = re.search(r"[#0,]*[#0](?:\.([#0]+))?(E\+0+)?", pattern)
    if not match:
        return general(number, locale)
    decimals, power = match[1] or "", match[2]
    if "%" in pattern:
        number *= 100
    if power:
        digits, exponent = f"{abs(number):.{len(decimals)}E}".split("E")
        text = digits.replace(".", locale.decimal) + "E" + exponent
    else:
        text = _fixed(abs(number), decimals, "," in match[0], locale)
    before, after = pattern[: match.start()], pattern[match.end() :]
    return ("-" if number < 0 else "") + _literal(before) + text + _literal(after)


def _fixed(number: float, decimals: str, grouped: bool, locale: Locale) -> str:
    step = Decimal(1).scaleb(-len(decimals))
    rounded = Decimal(repr(number)).quantize(step, ROUND_HALF_UP)
    whole, _, part = f"{rounded:,f}".partition(".")
    optional = len(decimals) - len(decimals.rstrip("#"))
    while optional and part.endswith("0"):
        part, optional = part[:-1], optional - 1
    whole = whole.replace(",", locale.grouping if grouped else "")
    return whole + (locale.decimal + part if part else "")


def _literal(pattern: str) -> str:
    pattern = re.sub(r"\[\$([^\]-]*)[^\]]*\]", r"\1", pattern)
    return re.sub(r"[\"\\]|_.", "", pattern)


def _show_moment(serial: float, pattern: str, locale: Locale) -> str:
    seconds = round(serial * 86400)
    day = EPOCH + timedelta(days=seconds // 86400)
    hour, minute, second = seconds % 86400 // 3600, seconds % 3600 // 60, seconds % 60
    half_day = "am/pm" in pattern.lower()
    known_hour = (hour % 12 or 12) if half_day else hour
    shown, after_hour = [], False
    parts = {
        "yyyy": f"{day.year:04}", "yy": f"{day.year % 100:02}", "dd": f"{day.day:02}", "d": str(day.day),
        "mmmm": locale.months[day.month - 1], "mmm": locale.months[day.month - 1][:3],
        "dddd": locale.days[day.weekday()], "ddd": locale.days[day.weekday()][:3],
        "hh": f"{known_hour:02}", "h": str(known_hour), "ss": f"{second:02}", "s": str(second),
        "am/pm": "AM" if hour < 12 else "PM",
    }  # fmt: skip
    for token in _MOMENT_TOKEN.findall(pattern):
        name = token.lower()
        if name in ("m", "mm"):
            number = minute if after_hour else day.month
            shown.append(f"{number:02}" if name == "mm" else str(number))
        else:
            shown.append(parts.get(name) or token.strip('"\\'))
        after_hour = name in ("h", "hh") or (after_hour and not name.isalpha())
    return "".join(shown)
