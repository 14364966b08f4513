"""Tying the office to its spreadsheet: the key, the address, the tabs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from services.domain import riwayat, wording
from services.domain.access import require
from services.domain.occasion import Occasion
from services.domain.tabs import SHEET_TABLES, Cell
from services.errors import BadInput, Refused
from services.office import Office
from services.storage import keys, state, sync_state
from services.storage import sheet_requests as ask
from services.storage.keys import Tie
from services.storage.sheet import GOOGLE, Sheet
from services.storage.sheet_answers import Book, TabInfo
from services.storage.turn import turn
from services.sync import layout
from services.sync.layout import GUARD, owner_mark

TYPING = ("owner", "writer")  # roles that may type


@dataclass(frozen=True)
class Connected:
    """What `connect` did: the spreadsheet's id and title, the tabs the panel works with, those it made.

    `lacking`: the helps for people that the service refused, in words.
    """

    sheet: str
    title: str
    tabs: tuple[str, ...]
    made: tuple[str, ...]
    lacking: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, for whoever connected."""
        made = f"Tersambung: {len(self.made)} tab dibuat."
        return made + (f" Layanan ini menolak {wording.join(self.lacking)}; data tetap dicocokkan." if self.lacking else "")


def connect(
    office: Office, occasion: Occasion, key_file: bytes, address: str, api_url: str = "",
    wait: Callable[[float], object] = lambda seconds: None, take_over: bool = False,
) -> Connected:
    """Tie the office to a spreadsheet and make the tabs it lacks; what stands in it stays. May be repeated.

    `api_url`: else the service that the office is tied to, Google's at first. `take_over`: also where another panel
    works with that spreadsheet.
    Raises NotAllowed, BadInput (key, address), Refused (another panel's, sample data), Trouble (not shared, not there).
    """
    require(occasion.actor, "sheet")
    if state.is_sample(office.database):
        raise Refused("Panel ini berisi data contoh. Hapus data contoh dulu, baru hubungkan Google Sheet.")
    before = keys.kept(office.data)
    tie = tie_of(key_file, address, api_url, before.panel if before else occasion.new_id("PNL"), before)
    sheet = open_sheet(tie, wait)
    book = sheet.book()
    if not take_over:
        _require_own(book, tie.panel)
    requests = list(_requests(sheet, book, tie.panel, occasion.operation))
    lacking = layout.furnish(sheet, requests) if requests else ()
    _keep(office, before, tie, anchors(sheet, riwayat.TITLE))
    shared(office, sheet)
    titles = [table.title for table in SHEET_TABLES.values()] + [riwayat.TITLE]
    made = [request["addSheet"]["properties"]["title"] for request in requests if "addSheet" in request]
    return Connected(tie.spreadsheet, book.title, tuple(titles), tuple(made), lacking)


def tie_of(key_file: bytes, address: str, api_url: str, panel: str, before: Tie | None) -> Tie:
    """What a person gives, as a tie: at that service, else at the one of the tie before, else at Google's. Raises BadInput."""
    service = service_at(api_url or (before.api_url if before else GOOGLE))
    return Tie(spreadsheet_of(address), service, panel, keys.read_key(key_file))


def account_of(key_file: bytes) -> str:
    """The address to share the spreadsheet with. Raises BadInput (the file is no key)."""
    return str(keys.read_key(key_file)["client_email"])


def open_sheet(tie: Tie, wait: Callable[[float], object]) -> Sheet:
    """The spreadsheet of a tie."""
    return Sheet(tie.key, tie.spreadsheet, tie.api_url, wait)


def shared(office: Office, sheet: Sheet) -> list[dict[str, str]] | None:
    """With whom the spreadsheet is shared, None where Drive does not tell; who may type in it is remembered."""
    found = sheet.shared_with()
    if found is not None:
        typists = [one.get("emailAddress") or "siapa pun yang memegang tautan" for one in found if one.get("role") in TYPING]
        state.write_note(office.database, sync_state.TYPISTS, [one for one in typists if one != sheet.account])
    return found


def spreadsheet_of(address: str) -> str:
    """The id in a spreadsheet's address, or the id itself. Raises BadInput."""
    found = re.search(r"/spreadsheets/(?:u/\d+/)?d/(?!e/)([\w-]+)", address) or re.fullmatch(r"\s*([\w-]+)\s*", address)
    if not found:
        raise BadInput(
            "Alamat Google Sheet ini tidak dikenal. Salin dari bilah alamat peramban: "
            "https://docs.google.com/spreadsheets/d/…"
        )
    return found[1]


def service_at(address: str) -> str:
    """Where the Sheets service is, with or without a slash or the version at its end. Raises BadInput."""
    found = re.fullmatch(r"(https?://[^\s?#]+?)(?:/v4(?:/spreadsheets)?)?/*", address.strip())
    if not found:
        raise BadInput("Alamat layanan Sheets (--api-url) tidak dikenal. Tulis lengkap, misalnya https://sheets.googleapis.com")
    return found[1]


def anchors(sheet: Sheet, title: str) -> set[tuple[Cell, Cell]]:
    """Sequence and hash of each entry that has a row in Riwayat, the tab of that title. Raises Trouble, Rejected."""
    number, seal = riwayat.HEADERS.index("No."), riwayat.HEADERS.index("Sidik")
    return {(row[number], row[seal]) for row in sheet.read([ask.quoted(title)])[0] if len(row) > seal}


def _keep(office: Office, before: Tie | None, tie: Tie, there: set[tuple[Cell, Cell]]) -> None:
    """Keep the tie between two rounds, which may go on; what was agreed with another spreadsheet is forgotten first."""
    with turn(office.data / "sync.lock"):
        with office.database.state() as connection:
            if before is None or before.spreadsheet != tie.spreadsheet:
                sync_state.begin_anew(connection, there)
            sync_state.go_on(connection)
        keys.keep(office.data, tie)


def marks_of_others(book: Book, panel: str) -> set[str]:
    """The marks by which other panels know this spreadsheet as theirs."""
    return {item.description for item in book.protections if item.description.startswith(f"{GUARD} (")} - {owner_mark(panel)}


def _require_own(book: Book, panel: str) -> None:
    if marks_of_others(book, panel):
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
    ours = any(item.description == owner_mark(panel) for item in book.protections)
    if book.named(riwayat.READ_ME) is None:
        yield from layout.read_me(operation)
    if layout.summary_of(book) is None:
        yield from layout.summary_tab(book, operation, sheet.account, panel)
    for name, table in SHEET_TABLES.items():
        if name in found:
            yield from layout.completed(table, found[name], headers[name], ours)
        else:
            yield from layout.new_tab(table, operation, sheet.account, panel)
    if book.named(riwayat.TITLE) is None:
        yield from layout.history_tab(operation, sheet.account, panel)
    elif not ours:
        yield ask.guard(_tab(book, riwayat.TITLE).id, len(riwayat.HEADERS), sheet.account, owner_mark(panel))


def _tab(book: Book, title: str) -> TabInfo:
    tab = book.named(title)
    assert tab is not None
    return tab
