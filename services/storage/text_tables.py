"""Tables that come as text: CSV in any code page and with any delimiter, and HTML that is named .xls."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import product

from services.domain.workbook import Area, Cell, Grid
from services.errors import BadFile
from services.storage.loose_commas import mended
from services.storage.workbook_bounds import BROKEN, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, TOO_FULL, TOO_WIDE

UNKNOWN = "Berkas '{name}' bukan buku kerja. Panel membaca XLSX, XLS, ODS, dan CSV."
WHOLE_LINE = re.compile(r'"(?:[^"]|"")*+"')
WIDEST_SPAN = 500
MAX_PAGE_CELLS = 600_000  # of a whole page, those under spanning ones too: with their tags, more than 10 MB hold
PIECE = 50_000  # letters of a page that are parsed at a time
MAX_OPEN = 200_000  # letters that wait for the end of a tag or a style sheet; without one a parser starts over and over


def is_html(content: bytes) -> bool:
    """Whether a page with a table begins here, whatever the name says."""
    return re.search(r"<(!doctype html|html|table)\b", decoded(content[:4000]), re.IGNORECASE) is not None


def read_html(content: bytes, name: str) -> Grid:
    """All tables of a page, one below the other. Raises BadFile where there is none."""
    text = decoded(content)
    page = _Tables(name)
    for at in range(0, len(text), PIECE):
        page.feed(text[at:at + PIECE])
        if len(page.rawdata) > MAX_OPEN:
            raise BadFile(BROKEN.format(name=name))
    page.close()
    if not page.rows:
        raise BadFile(UNKNOWN.format(name=name))
    title = re.search(r"<x:Name>([^<]+)</x:Name>", text)  # how Excel itself names the sheet of such a page
    return Grid(title[1].strip() if title else "html", page.rows, merged=tuple(page.merged))


class _Tables(HTMLParser):
    """Collects rows of cells; a spanning cell is a merged one, so what it covers stays empty."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name = name
        self.rows: list[list[Cell]] = []
        self.merged: list[Area] = []
        self._covered: set[tuple[int, int]] = set()
        self._cells = 0
        self._text: list[str] | None = None
        self._at = (0, 0)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._close()
            self.rows.append([])
            if len(self.rows) > MAX_ROWS:
                raise BadFile(TOO_FULL.format(name=self.name))
        elif tag in ("td", "th") and self.rows:
            self._close()
            self._open(_span(attrs, "rowspan"), _span(attrs, "colspan"))
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _open(self, tall: int, wide: int) -> None:
        row, cells = len(self.rows) - 1, self.rows[-1]
        while (row, len(cells)) in self._covered:
            cells.append("")
        left = len(cells)
        cells.extend([""] * wide)
        self._cells += tall * wide
        if self._cells > MAX_PAGE_CELLS or len(cells) > MAX_COLUMNS:
            raise BadFile(TOO_WIDE.format(name=self.name))
        self._text, self._at = [], (row, left)
        if tall > 1 or wide > 1:
            self.merged.append(Area(row, left, row + tall - 1, left + wide - 1))
            self._covered |= set(product(range(row + 1, row + tall), range(left, left + wide)))

    def _close(self) -> None:
        if self._text is not None:
            row, column = self._at
            self.rows[row][column] = "".join(self._text).strip()
            self._text = None


def _span(attrs: list[tuple[str, str | None]], name: str) -> int:
    number = dict(attrs).get(name) or ""
    return min(max(int(number), 1), WIDEST_SPAN) if number.isascii() and number.isdigit() and len(number) < 9 else 1


def read_csv(content: bytes, name: str) -> Grid:
    """The records of a CSV file. Raises BadFile for what is no text, and beyond the bounds of a sheet."""
    text = _unwrapped_lines(decoded(content))
    strange = sum(not (letter.isprintable() or letter.isspace()) for letter in text[:4000])
    if content.startswith((b"%PDF", b"{\\rtf")) or strange > 40:
        raise BadFile(UNKNOWN.format(name=name))
    mark = _delimiter(text)
    rows = mended(list(_records(text, mark, name)), mark, name)
    return Grid("csv", [[_unwrapped(value) for value in record] for record in rows])


def decoded(content: bytes) -> str:
    """Text in whatever code page: by its mark, else UTF-16 by its zero bytes, else UTF-8, else Windows-1252."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    for half, coding in ((content[1:2000:2], "utf-16-le"), (content[:2000:2], "utf-16-be")):
        if half.count(0) * 2 > len(half):
            return content.decode(coding, errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _records(text: str, mark: str, name: str) -> Iterator[list[str]]:
    cells = 0
    try:
        for at, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=mark)):
            cells += len(record)
            if cells > MAX_CELLS or len(record) > MAX_COLUMNS:
                raise BadFile(TOO_WIDE.format(name=name))
            if at >= MAX_ROWS:
                raise BadFile(TOO_FULL.format(name=name))
            yield record
    except csv.Error as error:
        raise BadFile(BROKEN.format(name=name)) from error


def _delimiter(text: str) -> str:
    """What parts the columns: said in a first line "sep=;", else what most lines hold the same number of times."""
    said = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    if said:
        return said[1]
    lines = [line for line in text[:100_000].splitlines()[:60] if line.strip()]
    return max(";,\t|", key=lambda mark: _agreement([line.count(mark) for line in lines]))


def _agreement(counts: list[int]) -> tuple[int, int]:
    usual = max(set(counts) - {0}, key=counts.count, default=0)
    return (counts.count(usual), usual) if usual else (0, 0)


def _unwrapped_lines(text: str) -> str:
    """Lines that are one quoted field each, as a spreadsheet saves what it had read as one column."""
    lines = text.splitlines()
    if not all(WHOLE_LINE.fullmatch(line) for line in lines if line):
        return text
    return "\n".join(line[1:-1].replace('""', '"') for line in lines)


def _unwrapped(value: str) -> str:
    """`="6372…"`, a way to keep a number text in a CSV file, without its wrapping."""
    return value[2:-1] if value.startswith('="') and value.endswith('"') else value
