"""One cell → one value, or the name of what is wrong with it. Nothing is guessed, nothing repaired.

Each reader gives (value, fault). A fault is a word for the findings: "kosong", "rusak", "tak_terbaca" …
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from services.domain.workbook.grid import Cell, text_of

Read = tuple[Any, str | None]

SERIAL_ZERO = date(1899, 12, 30)
EXACT = 2**53  # above it a number cell no longer holds every digit

NOTHING = re.compile(
    r"[-–—_.?x0 ]*|n/?a|#n/a|null|none|nan|nihil|kosong|"
    r"(belum|blm|tidak|tdk|tak) ?(ada|punya|memiliki)( (nik|kk|ktp))?",
    re.IGNORECASE,
)
NUMBER_LOST = re.compile(r"\d([.,]\d+)? ?e ?\+? ?\d+", re.IGNORECASE)
ONCE_A_NUMBER = re.compile(r"(\d{16})[.,]0+")
WHOLE = re.compile(r"(?<=\d)[.,]0$")
DECORATION = re.compile(r"[\s'’‘`\"=.\-]+")
LABEL = re.compile(r"^(nik|no\.? ?kk|kk)\b[\s.:]*", re.IGNORECASE)

MONTHS = {
    name: number
    for number, names in enumerate((
        "i jan januari january", "ii feb pebruari februari february peb", "iii mar mrt mart maret march", "iv apr april",
        "v mei may", "vi jun juni june", "vii jul juli july", "viii agu agt ags agust agustus aug august",
        "ix sep sept september", "x okt oct oktober october", "xi nov nop november nopember", "xii des dec desember december",
    ), start=1)
    for name in names.split()
}  # fmt: skip
BEFORE_DATE = re.compile(r"^(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|tgl|tanggal)\b[\s.,:]*)+")
BIRTH_PLACE = re.compile(r"^[a-z][a-z .']{2,40},\s*(?=\d)")  # "Banjarmasin, 15-11-1990" although the column is for the date
APART = r"[-–—/\\._, ]+"  # what may stand between day, month and year
TIME = r"(?:[t ]\d\d:\d\d.*)?"
DATE_TEXTS = tuple(map(re.compile, (
    rf"(?P<d>\d{{1,2}}){APART}(?P<m>\d{{1,2}}|[a-z]+){APART}'?(?P<y>\d{{4}}|\d{{2}}){TIME}",
    rf"(?P<y>\d{{4}}){APART}(?P<m>\d{{1,2}}|[a-z]+){APART}(?P<d>\d{{1,2}}){TIME}",
    r"(?P<d>\d{1,2}) ?(?P<m>[a-z]+) ?(?P<y>\d{4})",
    r"(?P<m>[a-z]+)[. ]+(?P<d>\d{1,2}),? +(?P<y>\d{4})",
    r"(?P<y>(?:19|20)\d\d)(?P<m>0\d|1[0-2])(?P<d>\d\d)",
    r"(?P<d>\d\d)(?P<m>\d\d)(?P<y>(?:19|20)\d\d)",
)))  # fmt: skip

AGE_BEHIND = re.compile(r"(?<=\d{4})\s*[/(,]\s*\d{1,3}\s*(th|thn|tahun)?\.?\s*\)?$")
NUMBER_OF_NAME = re.compile(r"^\d{1,4}[.)]\s*(?=[^\W\d_])")
AGE_OF_NAME = re.compile(r"\s*[/(,]\s*\d{1,3} ?(th|thn|tahun)\.?\s*\)?$", re.IGNORECASE)

MEN = frozenset({"l", "lk", "laki", "lakilaki", "laki2", "lakilakil", "llakilaki", "lk2", "pria", "m", "male", "1"})
WOMEN = frozenset({"p", "pr", "prp", "perempuan", "perempuanp", "pperempuan", "wanita", "w", "f", "female", "2"})
YES = frozenset({"1", "ya", "y", "v", "true", "x", "√", "✓", "✔"})
NO = frozenset({"0", "tidak", "t", "false"})


def _plain(cell: Cell) -> str:
    """A cell as text; a small number that an export wrote as "5.0" is "5"."""
    text = text_of(cell)
    return text if len(text) > 7 else WHOLE.sub("", text)


def digits(cell: Cell, _today: date) -> Read:
    """A NIK or No. KK: (text, fault). A number cell of sixteen digits ending in 0 has lost its last digit: "rusak"."""
    if isinstance(cell, str) and len(cell) == 16 and cell.isascii() and cell.isdigit() and cell[0] != "0":
        return cell, None  # nearly all are; the rest is looked at
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _digits_of_number(cell)
    text = LABEL.sub("", text_of(cell)).strip(" ,;")
    if NOTHING.fullmatch(text):
        return None, "kosong"
    if NUMBER_LOST.fullmatch(text):
        return None, "rusak"
    once = ONCE_A_NUMBER.fullmatch(text)
    if once:
        return _digits_of_number(int(once[1]))
    plain = DECORATION.sub("", text)
    if not re.fullmatch(r"[0-9]+", plain):
        return plain or None, "bukan_angka"
    return plain, None if len(plain) == 16 else "bukan_16_digit"


def _digits_of_number(number: float) -> Read:
    if number == 0:
        return None, "kosong"
    text = f"{number:.0f}"
    if len(text) != 16:
        return (None, "rusak") if number >= EXACT else (text, "bukan_16_digit")
    return (None, "rusak") if text.endswith("0") or number >= EXACT else (text, "angka")


def birth_date(cell: Cell, today: date) -> Read:
    """A date cell, a serial number or a text in any usual way of writing; day before month."""
    if isinstance(cell, datetime):
        return _plausible(cell.date(), today)
    if isinstance(cell, date):
        return _plausible(cell, today)
    text = _plain(cell)
    if re.fullmatch(r"[0-9]{4,5}", text) and (isinstance(cell, float | int) or len(text) == 5):
        return _plausible(SERIAL_ZERO + timedelta(days=int(text)), today)
    if re.fullmatch(r"[-–—. ]*", text):
        return None, "kosong"
    text = AGE_BEHIND.sub("", text.casefold().strip(" .,;'`"))
    return _plausible(_date_of(BIRTH_PLACE.sub("", BEFORE_DATE.sub("", text)), today), today)


def _date_of(text: str, today: date) -> date | None:
    parts = next((found.groupdict() for found in (way.fullmatch(text) for way in DATE_TEXTS) if found), None)
    if parts is None:
        return None
    month = int(parts["m"]) if parts["m"].isdigit() else MONTHS.get(parts["m"], 0)
    year = int(parts["y"])
    if year < 100:
        year += 2000 if year <= today.year % 100 else 1900
    try:
        return date(year, month, int(parts["d"]))
    except ValueError:
        return None


def _plausible(born: date | None, today: date) -> Read:
    return (born, None) if born and date(1900, 1, 1) <= born <= today else (None, "tak_terbaca")


def sex(cell: Cell, _today: date) -> Read:
    """"L" or "P" from the usual words, letters and the codes 1 and 2."""
    word = re.sub(r"[^a-z0-9]", "", _plain(cell).casefold())
    return ("L" if word in MEN else "P" if word in WOMEN else None), None


def is_male(cell: Cell, today: date) -> Read:
    """A column "JENIS_KELAMIN(LAKI_LAKI)": yes or no, or nevertheless a word for the sex."""
    word = _plain(cell).casefold()
    if word in YES or word in NO:
        return ("L" if word in YES else "P"), None
    return sex(cell, today)


def neighbourhood(cell: Cell, _today: date) -> Read:
    """RT or RW as three digits. A cell that the spreadsheet turned into a date is left open."""
    if isinstance(cell, date):
        return None, "menjadi_tanggal"
    found = re.fullmatch(r"\D*(\d{1,3})", _plain(cell))
    return (found[1].zfill(3) if found else None), None


def decile(cell: Cell, _today: date) -> Read:
    """1 (poorest) to 10."""
    found = re.fullmatch(r"\D*(\d{1,2})\D*", _plain(cell))
    number = int(found[1]) if found else 0
    return (number if 1 <= number <= 10 else None), None


def words(cell: Cell, _today: date) -> Read:
    """One line of text; a dash for "nothing" is nothing."""
    text = _plain(cell).lstrip("'`")
    return (None if re.fullmatch(r"[-–—. ]*", text) else text), None


def name(cell: Cell, today: date) -> Read:
    """A name without the running number before it and the age behind it: "12. Aminah / 66 th"."""
    text, fault = words(cell, today)
    return (AGE_OF_NAME.sub("", NUMBER_OF_NAME.sub("", text)) or None if text else None), fault


READERS: dict[str, Callable[[Cell, date], Read]] = {
    "nik": digits,
    "no_kk": digits,
    "name": name,
    "sex": sex,
    "is_male": is_male,
    "birth_place": words,
    "birth_date": birth_date,
    "address": words,
    "rt": neighbourhood,
    "rw": neighbourhood,
    "kelurahan": words,
    "kecamatan": words,
    "decile": decile,
    "note": words,
}
