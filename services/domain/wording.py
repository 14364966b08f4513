"""How the panel writes dates, times, numbers and lists in Indonesian."""

from collections.abc import Sequence
from datetime import date, datetime

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from services.domain.occasion import WITA

LOCALE = "id_ID"

ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"), (100, "ratus"), (10, "puluh"))
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)
AGES = ((86_400, "hari"), (3_600, "jam"), (60, "menit"))


def long_date(day: date) -> str:
    """5 Maret 2026"""
    return format_date(day, "d MMMM y", locale=LOCALE)


def weekday_date(day: date) -> str:
    """Kamis, 5 Maret 2026. The locale's own full form writes "05"."""
    return format_date(day, "EEEE, d MMMM y", locale=LOCALE)


def date_in_words(day: date) -> str:
    """Kamis, tanggal lima, bulan Maret, tahun dua ribu dua puluh enam: how a berita acara begins (Permendagri 1/2023)."""
    weekday, month = format_date(day, "EEEE/MMMM", locale=LOCALE).split("/")
    return f"{weekday}, tanggal {in_words(day.day)}, bulan {month}, tahun {in_words(day.year)}"


def clock(at: datetime) -> str:
    """09.14, in WITA; `at` is aware."""
    return at.astimezone(WITA).strftime("%H.%M")


def moment(at: datetime) -> str:
    """5 Maret 2026, 09.14, in WITA; `at` is aware."""
    return f"{long_date(at.astimezone(WITA).date())}, {clock(at)}"


def ago(at: datetime, now: datetime) -> str:
    """2 menit lalu; both aware."""
    seconds = (now - at).total_seconds()
    for length, name in AGES:
        if seconds >= length:
            return f"{int(seconds // length)} {name} lalu"
    return "baru saja"


def number(value: float) -> str:
    """1.940"""
    return format_decimal(value, locale=LOCALE)


def rupiah(amount: int) -> str:
    """Rp1.500.000"""
    return format_currency(amount, "IDR", "¤#,##0", locale=LOCALE, currency_digits=False)


def in_words(value: int) -> str:
    """Terbilang: "dua ribu dua puluh enam", for |value| < 10¹⁵. Raises ValueError beyond."""
    if abs(value) >= 10**15:
        raise ValueError("terbilang only goes to 999 triliun")
    return f"minus {_words(-value)}" if value < 0 else _words(value)


def _words(value: int) -> str:
    if value < 10:
        return ONES[value]
    if 11 <= value <= 19:
        return "sebelas" if value == 11 else f"{ONES[value - 10]} belas"
    size, name = next((size, name) for size, name in SCALES if value >= size)
    count, rest = divmod(value, size)
    words = f"se{name}" if count == 1 and size <= 1000 else f"{_words(count)} {name}"
    return f"{words} {_words(rest)}" if rest else words


def in_fours(code: str | None) -> str:
    """K7PQ-3XWA-T5M2: a code as it is printed, to be read aloud."""
    return "-".join((code or "")[at:at + 4] for at in range(0, len(code or ""), 4))


def roman(value: int) -> str:
    """III, for 1 to 3999. Raises ValueError beyond."""
    if not 1 <= value <= 3999:
        raise ValueError("roman numerals go from 1 to 3999")
    letters = ""
    for size, letter in ROMAN:
        letters += letter * (value // size)
        value %= size
    return letters


def join(words: Sequence[str]) -> str:
    """a, b dan c"""
    return " dan ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
