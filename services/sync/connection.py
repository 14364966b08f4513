"""Tying the office to its spreadsheet: the key, the address, the tabs."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from services.domain import riwayat, tabs
from services.domain.access import require
from services.domain.fields import Choice, Field, Flag
from services.domain.occasion import Occasion
from services.domain.schema import Table
from services.domain.tabs import DELETED, ID, PANEL_TABS, SHEET_TABLES, Cell
from services.errors import BadInput, Refused
from services.office import Office
from services.storage import keys, state, sync_state
from services.storage import sheet_requests as ask
from services.storage.keys import Tie
from services.storage.sheet import GOOGLE, Book, Sheet, TabInfo
from services.storage.turn import turn

ROWS = 500  # rows of a new tab; it grows by itself
OURS = "Panel Bansos"  # every protection of a panel begins so
GUARD = f"{OURS} menulis tab ini"
WARNING = f"{OURS} menulis kolom ini"


@dataclass(frozen=True)
class Connected:
    """What `connect` did: the spreadsheet's id and title, the tabs the panel works with, those it made."""

    sheet: str
    title: str
    tabs: tuple[str, ...]
    made: tuple[str, ...]


def connect(
    office: Office, occasion: Occasion, key_file: bytes, address: str, api_url: str = GOOGLE,
    wait: Callable[[float], object] = lambda seconds: None, take_over: bool = False,
) -> Connected:
    """Tie the office to a spreadsheet and make the tabs it lacks; what stands in it stays. May be repeated.

    `take_over`: also where another panel works with that spreadsheet.
    Raises NotAllowed, BadInput (key, address), Refused (another panel's, sample data), Trouble (not shared, not there).
    """
    require(occasion.actor, "sheet")
    if state.is_sample(office.database):
        raise Refused("Panel ini berisi data contoh. Hapus data contoh dulu, baru hubungkan Google Sheet.")
    before = keys.kept(office.data)
    panel = before.panel if before else occasion.new_id("PNL")
    tie = Tie(spreadsheet_of(address), api_url.rstrip("/"), panel, keys.read_key(key_file))
    sheet = open_sheet(tie, wait)
    book = sheet.book()
    if not take_over:
        _require_own(book, panel)
    requests = list(_requests(sheet, book, panel, occasion.operation))
    sheet.write(requests)
    _keep(office, before, tie, anchors(sheet, riwayat.TITLE))
    titles = [table.title for table in SHEET_TABLES.values()] + [riwayat.TITLE]
    made = [request["addSheet"]["properties"]["title"] for request in requests if "addSheet" in request]
    return Connected(tie.spreadsheet, book.title, tuple(titles), tuple(made))


def account_of(key_file: bytes) -> str:
    """The address to share the spreadsheet with. Raises BadInput (the file is no key)."""
    return str(keys.read_key(key_file)["client_email"])


def open_sheet(tie: Tie, wait: Callable[[float], object]) -> Sheet:
    """The spreadsheet of a tie."""
    return Sheet(tie.key, tie.spreadsheet, tie.api_url, wait)


def spreadsheet_of(address: str) -> str:
    """The id in a spreadsheet's address, or the id itself. Raises BadInput."""
    found = re.search(r"/spreadsheets/d/([\w-]+)", address) or re.fullmatch(r"\s*([\w-]{20,})\s*", address)
    if not found:
        raise BadInput(
            "Alamat Google Sheet ini tidak dikenal. Salin dari bilah alamat peramban: "
            "https://docs.google.com/spreadsheets/d/…"
        )
    return found[1]


def number_for(text: str) -> int:
    """The id of a tab, drawn from a text: asking for the same tab twice is refused, never done twice."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") >> 1


def owner_mark(panel: str) -> str:
    """The description by which a panel knows its spreadsheet."""
    return f"{GUARD} ({panel})"


def anchors(sheet: Sheet, title: str) -> set[tuple[Cell, Cell]]:
    """Sequence and hash of each entry that has a row in Riwayat, the tab of that title. Raises Trouble, Rejected."""
    number, seal = riwayat.HEADERS.index("No."), riwayat.HEADERS.index("Sidik")
    return {(row[number], row[seal]) for row in sheet.read([ask.quoted(title)])[0] if len(row) > seal}


def _keep(office: Office, before: Tie | None, tie: Tie, there: set[tuple[Cell, Cell]]) -> None:
    """Keep the tie between two rounds; what was agreed with another spreadsheet is forgotten first."""
    with turn(office.data / "sync.lock"):
        if before is None or before.spreadsheet != tie.spreadsheet:
            with office.database.state() as connection:
                sync_state.begin_anew(connection, there)
        keys.keep(office.data, tie)


def _require_own(book: Book, panel: str) -> None:
    marks = {item.description for item in book.protections if item.description.startswith(f"{GUARD} (")}
    if marks - {owner_mark(panel)}:
        raise Refused(
            "Google Sheet ini sudah dipakai panel lain. Satu lembar untuk satu panel: pakai lembar lain, "
            "atau ambil alih bila panel lain itu tidak dipakai lagi."
        )


def _requests(sheet: Sheet, book: Book, panel: str, operation: str) -> Iterator[dict[str, Any]]:
    """What makes the spreadsheet ready. Nothing that stands in it is changed."""
    known = {table.name: book.named(table.title) for table in SHEET_TABLES.values()}
    found = {name: tab for name, tab in known.items() if tab}
    rows = sheet.read([ask.rows_of(tab.title, 0, 0) for tab in found.values()]) if found else []
    headers = dict(zip(found, rows, strict=True))
    if book.named(riwayat.READ_ME) is None:
        yield from _read_me(operation)
    for name, table in SHEET_TABLES.items():
        if name in found:
            yield from _completed(table, found[name], headers[name])
        else:
            yield from _new_tab(table, operation, sheet.account, panel)
    if book.named(riwayat.TITLE) is None:
        yield from _history_tab(operation, sheet.account, panel)
    elif all(item.description != owner_mark(panel) for item in book.protections):
        yield ask.guard(_tab(book, riwayat.TITLE).id, len(riwayat.HEADERS), sheet.account, owner_mark(panel))
    else:
        yield {"updateSpreadsheetProperties": {"properties": {"title": book.title}, "fields": "title"}}  # can it write?


def _tab(book: Book, title: str) -> TabInfo:
    tab = book.named(title)
    assert tab is not None
    return tab


def _read_me(operation: str) -> Iterator[dict[str, Any]]:
    tab = number_for(f"{operation} {riwayat.READ_ME}")
    yield ask.add_tab(tab, riwayat.READ_ME, 50, 2, index=0)
    for row, text in enumerate(riwayat.EXPLAINED):
        yield ask.put(tab, row, 0, [text])


def _history_tab(operation: str, account: str, panel: str) -> Iterator[dict[str, Any]]:
    tab = number_for(f"{operation} {riwayat.TITLE}")
    yield from _headed(tab, riwayat.TITLE, riwayat.HEADERS)
    yield ask.guard(tab, len(riwayat.HEADERS), account, owner_mark(panel))


def _headed(tab: int, title: str, headers: Sequence[str]) -> Iterator[dict[str, Any]]:
    yield ask.add_tab(tab, title, ROWS, len(headers), gridProperties={"frozenRowCount": 1})
    yield ask.put(tab, 0, 0, headers)
    yield ask.bold_header(tab)


def _new_tab(table: Table, operation: str, account: str, panel: str) -> Iterator[dict[str, Any]]:
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


def _completed(table: Table, tab: TabInfo, rows: list[list[Cell]]) -> Iterator[dict[str, Any]]:
    """A tab of that title is taken over: headers it lacks are added at its right end."""
    there = {str(cell).strip() for cell in (rows[0] if rows else ())}
    missing = [header for header in tabs.headers(table) if header not in there]
    if not missing:
        return
    yield ask.widen(tab.id, len(missing))
    yield ask.put(tab.id, 0, tab.columns, missing)
    yield from _dressed(table, tab.id, tab.columns, missing)


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
