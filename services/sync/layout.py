"""How the panel lays out its tabs: the requests that make one, complete one that is there, dress and protect it.

What dresses a tab only helps people; a service may refuse it, and the panel works all the same.
"""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from services.domain import riwayat, tabs
from services.domain.fields import Choice, Field, Flag
from services.domain.table import Table
from services.domain.tabs import DELETED, ID, PANEL_TABS, Cell
from services.errors import Rejected, Unclear
from services.storage import sheet_requests as ask
from services.storage.sheet import Sheet
from services.storage.sheet_answers import Book, TabInfo

ROWS = 500  # rows of a new tab; it grows by itself
OURS = "Panel Bansos"  # every protection of a panel begins so
GUARD = f"{OURS} menulis tab ini"
WARNING = f"{OURS} menulis kolom ini"
WITNESS = f"{OURS} memeriksa tulisannya"
READ_ME_WIDTH = 900  # pixels
SUMMARY = ("Ringkasan", "Ringkasan Panel")  # its titles; the second where people have a tab of the first
SUMMARY_WIDTHS = (280, 140, 200, 170, 150, 150)  # pixels of its columns

# Requests that only help people, and what the help is called.
HELPS = {
    "repeatCell": "format kolom", "setDataValidation": "daftar pilihan", "addFilterView": "tampilan Aktif",
    "updateDimensionProperties": "lebar kolom", "addProtectedRange": "perlindungan tab dan kolom",
}


def furnish(sheet: Sheet, requests: Sequence[ask.Request]) -> tuple[str, ...]:
    """Carry out what makes and dresses tabs; in words, the helps that the service refused.

    Raises Rejected (not even the tabs can be made so), Unclear, Trouble.
    """
    try:
        sheet.write(requests)
    except Rejected:
        if tabs_alone := [request for request in requests if not HELPS.keys() & request.keys()]:
            sheet.write(tabs_alone)
        return tuple(word for kind, word in HELPS.items() if not _helped(sheet, [one for one in requests if kind in one]))
    return ()


def _helped(sheet: Sheet, requests: Sequence[ask.Request]) -> bool:
    try:
        if requests:
            sheet.write(requests)
    except (Rejected, Unclear):
        return False
    return True


def number_for(text: str) -> int:
    """The id of a tab, drawn from a text: asking for the same tab twice is refused, never done twice."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") >> 1


def owner_mark(panel: str) -> str:
    """The description by which a panel knows its spreadsheet."""
    return f"{GUARD} ({panel})"


def read_me(operation: str) -> Iterator[dict[str, Any]]:
    """The first tab, which explains the sheet to a person."""
    tab = number_for(f"{operation} {riwayat.READ_ME}")
    yield ask.add_tab(tab, riwayat.READ_ME, 50, 2, index=0)
    yield ask.set_width(tab, 0, READ_ME_WIDTH)
    for row, text in enumerate(riwayat.EXPLAINED):
        yield ask.put(tab, row, 0, [text])
    yield ask.bold_header(tab)


def history_tab(operation: str, account: str, panel: str) -> Iterator[dict[str, Any]]:
    """Riwayat, empty and protected."""
    tab = number_for(f"{operation} {riwayat.TITLE}")
    yield from _headed(tab, riwayat.TITLE, riwayat.HEADERS)
    yield ask.guard(tab, len(riwayat.HEADERS), account, owner_mark(panel))


def _headed(tab: int, title: str, headers: Sequence[str]) -> Iterator[dict[str, Any]]:
    yield ask.add_tab(tab, title, ROWS, len(headers), gridProperties={"frozenRowCount": 1})
    yield ask.put(tab, 0, 0, headers)
    yield ask.bold_header(tab)


def new_tab(table: Table, operation: str, account: str, panel: str) -> Iterator[dict[str, Any]]:
    """An empty tab of a table: headers, formats, choices, protection, the view without deleted rows."""
    tab, headers = number_for(f"{operation} {table.title}"), tabs.headers(table)
    yield from _headed(tab, table.title, headers)
    yield from _dressed(table, tab, 0, headers)
    if table.name in PANEL_TABS:
        yield ask.guard(tab, len(headers), account, owner_mark(panel))
    else:
        for column, width in _panel_columns(table, headers):
            yield ask.warn(tab, column, WARNING, width)
    yield ask.show_filter(tab, "Aktif", headers.index(DELETED))


def _panel_columns(table: Table, headers: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First column and width of each run of columns that the panel alone writes."""
    known = tabs.columns(table.name)
    for owned, column, width in _runs([header == ID or known[header].writer == "panel" for header in headers]):
        if owned:
            yield column, width


def _runs(values: Sequence[Any]) -> Iterator[tuple[Any, int, int]]:
    """Each run of equal values: the value, where it begins, how long it is."""
    for value, run in groupby(range(len(values)), key=values.__getitem__):
        places = list(run)
        yield value, places[0], len(places)


def completed(table: Table, tab: TabInfo, rows: list[list[Cell]], ours: bool) -> Iterator[dict[str, Any]]:
    """A tab of that title: headers it lacks are added at its right end; where it is taken over, columns of text become text.

    Else a NIK or an RT that people type there from now on would lose digits. How they show dates is left to them.
    `ours`: this panel has worked there before.
    """
    there = [str(cell).strip() for cell in (rows[0] if rows else ())]
    if missing := [header for header in tabs.headers(table) if header not in there]:
        end = max(tab.columns, len(there))
        yield ask.widen(tab.id, len(missing))
        yield ask.put(tab.id, 0, end, missing)
        yield from _dressed(table, tab.id, end, missing)
    if missing or not ours:
        known = tabs.columns(table.name)
        texts = [header == ID or (header in known and format_of(known[header]) == ask.TEXT) for header in there]
        yield from (ask.format_columns(tab.id, column, width, ask.TEXT) for text, column, width in _runs(texts) if text)


def _dressed(table: Table, tab: int, first: int, headers: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Formats and choices of neighbouring columns. Text columns are text to the sheet: a NIK keeps its digits."""
    fields = [tabs.columns(table.name).get(header) for header in headers]
    for number_format, column, width in _runs([format_of(field) for field in fields]):
        yield ask.format_columns(tab, first + column, width, number_format)
    for column, field in enumerate(fields, start=first):
        if isinstance(field, Choice):
            yield ask.offer(tab, column, field.choices)
        elif isinstance(field, Flag):
            yield ask.offer(tab, column, ["Ya"] if field.header == DELETED else ["Ya", "Tidak"])


def format_of(field: Field | None) -> dict[str, str]:
    """How the sheet shows a field; ID (None) is text."""
    return ask.FORMATS.get(field.sql, ask.TEXT) if field else ask.TEXT


def summary_of(book: Book) -> TabInfo | None:
    """The panel's own Ringkasan. A tab of that title that no panel protects is people's, and is left alone."""
    ours = {item.tab for item in book.protections if item.description.startswith(GUARD)}
    return next((tab for tab in map(book.named, SUMMARY) if tab and tab.id in ours), None)


def summary_tab(book: Book, operation: str, account: str, panel: str) -> list[dict[str, Any]]:
    """An empty Ringkasan behind the first tab, protected; `summary.py` fills it."""
    title = next(title for title in (*SUMMARY, f"{SUMMARY[0]} {operation}") if book.named(title) is None)
    tab, columns = number_for(f"{operation} {title}"), len(SUMMARY_WIDTHS)
    return [
        ask.add_tab(tab, title, 1, columns, index=1),
        *(ask.set_width(tab, column, pixels) for column, pixels in enumerate(SUMMARY_WIDTHS)),
        ask.guard(tab, columns, account, owner_mark(panel)),
    ]
