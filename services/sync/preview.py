"""What connecting a spreadsheet would mean, before anything is done: can the panel work there, and what is where."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.domain import tabs
from services.domain.access import require
from services.domain.meeting import Meeting, meet
from services.domain.occasion import Occasion
from services.domain.tabs import SHEET_TABLES, Line
from services.errors import Refused, Rejected
from services.office import Office
from services.storage import keys
from services.storage import sheet_requests as ask
from services.storage.reader import Reader
from services.storage.sheet import Sheet
from services.storage.sheet_answers import Book
from services.sync.connection import marks_of_others, open_sheet, tie_of
from services.sync.layout import OURS, number_for

NOWHERE = "PNL"  # an office that has never been connected


@dataclass(frozen=True)
class Preview:
    """The spreadsheet's title, tabs of the panel's titles that stand in it, rows of each table, what is in the way.

    `again`: the office is connected with it already; `foreign`: another panel works with it; `protects`: the panel may
    protect a tab there, without which it reads the sheet but writes nothing.
    """

    title: str
    found: tuple[str, ...]
    meetings: tuple[Meeting, ...]
    again: bool
    foreign: bool
    protects: bool = True

    @property
    def trial(self) -> str:
        """What was tried, and whether it worked."""
        if self.protects:
            return "Panel dapat membaca, menulis, dan melindungi lembar ini. Belum ada yang diubah."
        return ("Panel dapat membaca dan menulis lembar ini, tetapi layanannya menolak perlindungan. Panel hanya menulis di bawah "
                "perlindungan, jadi perubahan di panel menunggu sampai perlindungan diizinkan.")

    @property
    def both_filled(self) -> bool:
        """Whether two filled sides would be merged."""
        return not self.again and any(meeting.both_filled for meeting in self.meetings)

    @property
    def rows(self) -> int:
        """How many rows there are, on one side or both."""
        return sum(meeting.rows for meeting in self.meetings)

    @property
    def sentence(self) -> str:
        """What will happen."""
        sheet, panel = sum(m.sheet for m in self.meetings), sum(m.panel for m in self.meetings)
        both = sum(m.equal + m.differing for m in self.meetings)
        if self.again:
            return "Lembar ini sudah terhubung; pencocokan diteruskan."
        if self.both_filled:
            return ("Panel dan lembar sama-sama berisi. Keduanya digabung menurut ID; isian yang berbeda menjadi konflik "
                    "yang menunggu putusan. Tidak ada yang hilang.")
        if sheet and not panel:
            return f"Panel kosong, lembar berisi {sheet} baris: panel membacanya."
        return f"Lembar belum berisi: {panel} baris dari panel akan ditulis." if not both else "Panel dan lembar sudah sama."


def preview(
    office: Office, occasion: Occasion, key_file: bytes, address: str, api_url: str = "",
    wait: Callable[[float], object] = lambda seconds: None,
) -> Preview:
    """Try reading, writing and protecting, and compare the rows; nothing is changed on either side.

    Raises NotAllowed, BadInput (key, address), Trouble (not shared, not there).
    """
    require(occasion.actor, "sheet")
    before = keys.kept(office.data)
    panel = before.panel if before else NOWHERE
    tie = tie_of(key_file, address, api_url, panel, before)
    sheet = open_sheet(tie, wait)
    book = sheet.book()
    protects = _tried(book, sheet, occasion.operation)
    known = {name: tab for name, table in SHEET_TABLES.items() if (tab := book.named(table.title))}
    grids = sheet.read([ask.quoted(tab.title) for tab in known.values()]) if known else []
    lines = {name: _lines(name, grid) for name, grid in zip(known, grids, strict=True)}
    with office.database.reading() as reader:
        meetings = tuple(_meeting(reader, name, lines.get(name, ())) for name in SHEET_TABLES)
    again = before is not None and before.spreadsheet == tie.spreadsheet
    return Preview(
        book.title, tuple(tab.title for tab in known.values()), meetings, again, bool(marks_of_others(book, panel)), protects)


def _tried(book: Book, sheet: Sheet, operation: str) -> bool:
    """Protect a tab and let it go, in one request: it changes nothing, but says whether that may be.

    Raises Trouble (the account may not write).
    """
    trial = number_for(f"{operation} coba")
    lock = ask.under_id(ask.lock(book.tabs[0].id, f"{OURS} mencoba", sheet.account), trial)
    try:
        sheet.write([lock, ask.unlock(trial)])
    except Rejected:
        return False
    return True


def _lines(name: str, grid: list[list[Any]]) -> tuple[Line, ...]:
    """The lines of a tab; one whose headers are damaged has none that can be compared."""
    try:
        return tabs.read(SHEET_TABLES[name], grid).lines
    except Refused:
        headers = tuple(str(cell).strip() for cell in grid[0]) if grid else ()
        lines = [tabs.line(headers, number, row) for number, row in enumerate(grid[1:], start=1)]
        return tuple(line for line in lines if any(cell != "" for cell in line.cells.values()))


def _meeting(reader: Reader, name: str, lines: tuple[Line, ...]) -> Meeting:
    table = SHEET_TABLES[name]
    return meet(table, {row["id"]: tabs.cells_of(table, row) for row in reader.find(table)}, lines)
