"""The paper way of a distribution day: the codes on a tick list, and what is typed from it afterwards. Pure.

A row code such as `A17K` is page A, row 17 and a check character; it is a word of a linear code over GF(32), whose
weights all differ, so that one wrong character and any two swapped ones are always noticed. A page has a check number
of its own; both depend on the list, so that a code from another list is noticed with its page.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U, so that a code can be read out aloud
MISREAD = str.maketrans("OIL", "011")  # letters that no code has, and the digits they are taken for
PAGES = ALPHABET[10:]  # a page is named by letters, as the columns of a spreadsheet are: A … Z, AA …
ROWS = 20  # on a page
STEP = 37  # between the check numbers of two pages; without a common divisor with NUMBERS, so that no two are equal
NUMBERS = 9000  # check numbers are 1000 … 9999

LINE = re.compile(r"[\n,;]+")
PAGE_LINE = re.compile(r"([A-Z]+)\s*(\d{4})\s+(?:(S|SEMUA)\s*)?(\d+)")
ROW_LINE = re.compile(r"(\S+)(?:\s+(W|-)(?:\s+(.*))?)?", re.IGNORECASE)
ROW_CODE = re.compile(rf"([{PAGES}]+)(\d\d)([{ALPHABET}])")
HOW = "Ketik seperti A17K, A17K w (wakil), A17K - (tidak mengambil), atau A 1234 18 (halaman, nomor cek, jumlah)."


# --- what is printed


@dataclass(frozen=True)
class TickList:
    """A list as it was printed: its ID and the people of its rows in order."""

    id: str
    people: tuple[str, ...]

    @property
    def _seed(self) -> int:
        return int.from_bytes(hashlib.sha256(self.id.encode()).digest()[:4], "big")

    @property
    def pages(self) -> int:
        """How many pages it has, at least one."""
        return max(1, -(-len(self.people) // ROWS))

    def rows_of(self, page: int) -> range:
        """The row numbers, from 1, that a page has."""
        return range(1, min(ROWS, len(self.people) - page * ROWS) + 1)

    def person(self, page: int, row: int) -> str:
        """Who stands there."""
        return self.people[page * ROWS + row - 1]

    def number(self, page: int) -> str:
        """The check number of a page."""
        return str(1000 + (self._seed + page * STEP) % NUMBERS)

    def code(self, page: int, row: int) -> str:
        """The code of a row."""
        bare = row_name(page, row)
        return bare + ALPHABET[_double(_weighed(bare)) ^ self._seed % 32]

    def find(self, code: str) -> tuple[int, int] | None:
        """Page and row of a code, None where this list has no such row."""
        match = ROW_CODE.fullmatch(code.upper().translate(MISREAD))
        if match is None or _weighed(match[0]) != self._seed % 32:
            return None
        page, row = page_number(match[1]), int(match[2])
        return (page, row) if page < self.pages and row in self.rows_of(page) else None


def page_name(page: int) -> str:
    """A for page 0."""
    before, last = divmod(page, len(PAGES))
    return (page_name(before - 1) if before else "") + PAGES[last]


def page_number(name: str) -> int:
    """0 for page A. The name has letters of PAGES only."""
    number = 0
    for letter in name:
        number = number * len(PAGES) + PAGES.index(letter) + 1
    return number - 1


def row_name(page: int, row: int) -> str:
    """A17: a row as people speak of it."""
    return f"{page_name(page)}{row:02}"


def _weighed(text: str) -> int:
    """The sum of its characters in GF(32), each with a weight of its own: powers of x modulo x⁵ + x² + 1."""
    total = 0
    for character in text:
        total = _double(total) ^ ALPHABET.index(character)
    return total


def _double(value: int) -> int:
    return value * 2 ^ (0b100101 if value & 16 else 0)


# --- what is typed


class Taken(NamedTuple):
    """A package that was taken, as the paper says: who was entitled, the row (A17), whether by a wakil, and whose name."""

    person: str
    row: str
    proxy: bool
    proxy_name: str


@dataclass(frozen=True)
class Reading:
    """What was typed, read: the packages taken in the order of the list, a sentence for each fault, and one for all
    that is `open`: a page not typed to its end, a line that is still being typed.
    """

    taken: tuple[Taken, ...]
    faults: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


class _Row(NamedTuple):
    page: int
    row: int
    mark: str
    name: str


class _Total(NamedTuple):
    page: int
    everybody: bool
    total: int


def read(ticks: TickList, text: str) -> Reading:
    """What was typed from a list; nothing of a page counts unless its total agrees."""
    *ended, unended = LINE.split(text)
    lines = [_line(ticks, line) for part in ended if (line := " ".join(part.split()))]
    last = [_line(ticks, line)] if (line := " ".join(unended.split())) else []
    unread = [line for line in last if isinstance(line, str)]
    known = [line for line in (*lines, *last) if not isinstance(line, str)]
    pages = [_page(ticks, page, known) for page in sorted({line.page for line in known})]
    return Reading(
        tuple(one for page in pages for one in page.taken),
        (*(line for line in lines if isinstance(line, str)), *(fault for page in pages for fault in page.faults)),
        (*(sentence for page in pages for sentence in page.open), *unread))


def _page(ticks: TickList, page: int, lines: Sequence[_Row | _Total]) -> Reading:
    """What was typed of a page."""
    rows = [line for line in lines if isinstance(line, _Row) and line.page == page]
    totals = [line for line in lines if isinstance(line, _Total) and line.page == page]
    if faults := tuple(_faults_of(page, rows, totals)):
        return Reading((), faults)
    name = page_name(page)
    if not totals:
        return Reading((), open=(f"Halaman {name}: ketik juga nomor cek dan jumlahnya, misalnya {name} 1234 {len(rows)}.",))
    [total] = totals
    taken = _taken(ticks, rows, total)
    gap = len(taken) - total.total
    if not gap:
        return Reading(taken)
    sentence = f"Halaman {name}: jumlah di kertas {total.total}, yang diketik {len(taken)}."
    if (gap > 0) is total.everybody:  # more lines may follow: people who took theirs, or who did not come
        return Reading((), open=(sentence,))
    return Reading((), (f"{sentence} Periksa lagi halaman itu.",))


def _line(ticks: TickList, line: str) -> _Row | _Total | str:
    """A line of typed text, or the sentence about it."""
    if total := PAGE_LINE.fullmatch(line.upper()):
        page = page_number(total[1]) if set(total[1]) <= set(PAGES) else ticks.pages
        if page < ticks.pages and ticks.number(page) == total[2]:
            return _Total(page, total[3] is not None, int(total[4]))
        return f"“{line}”: nomor cek {total[2]} bukan milik halaman {total[1]} daftar ini. Periksa di kepala halamannya."
    row = ROW_LINE.fullmatch(line)
    if row is None:
        return f"“{line}” tidak dapat dibaca. {HOW}"
    place = ticks.find(row[1])
    if place is None:
        return f"“{row[1]}” bukan kode dari daftar ini. Periksa lagi tiap huruf dan angkanya."
    return _Row(*place, (row[2] or "").upper(), row[3] or "")


def _faults_of(page: int, rows: Sequence[_Row], totals: Sequence[_Total]) -> Iterator[str]:
    if len(totals) > 1:
        yield f"Halaman {page_name(page)}: jumlahnya diketik {len(totals)} kali. Sisakan satu."
    numbers = [row.row for row in rows]
    for number in sorted({number for number in numbers if numbers.count(number) > 1}):
        yield f"{row_name(page, number)} diketik {numbers.count(number)} kali. Sisakan satu."


def _taken(ticks: TickList, rows: Sequence[_Row], total: _Total) -> tuple[Taken, ...]:
    """The packages of a page."""
    typed = {row.row: row for row in rows}
    ticked = list(ticks.rows_of(total.page)) if total.everybody else sorted(typed)
    blank = _Row(total.page, 0, "", "")
    return tuple(
        Taken(ticks.person(total.page, number), row_name(total.page, number), row.mark == "W", row.name)
        for number in ticked
        for row in [typed.get(number, blank)]
        if row.mark != "-"
    )
