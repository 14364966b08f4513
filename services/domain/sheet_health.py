"""What is wrong with the sheet, as findings in words: pure checks over what was gathered at one moment."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.domain import tabs, wording
from services.domain.fields import Digits
from services.domain.table import Table
from services.domain.tabs import ID, OPEN_TABS, PANEL_TABS, Cell, Cells
from services.errors import BadInput

MOST_CELLS = 10_000_000  # of a Google spreadsheet
WARN_SHARE = 0.5  # of them, from which on it is said
ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#ERROR!"})
ALIKE = 0.9  # share of the values of a lost column that an unknown column must hold to be that column
MOST_PLACES = 5  # cells that a sentence names
ROLES = {"owner": "pemilik", "writer": "Editor", "commenter": "pemberi komentar", "reader": "pembaca"}


@dataclass(frozen=True)
class TabState:
    """A tab of a table as it was seen; rows and columns count from zero. `rows`: what the panel has, by ID.

    `guarded`: no person can write in it; `warned`: columns that warn; `filter`: the filter that hides rows from all.
    """

    table: Table
    id: int
    title: str
    grid: Sequence[Sequence[Cell]] = ()
    rows: Mapping[str, Cells] = field(default_factory=dict)
    guarded: bool = False
    warned: frozenset[int] = frozenset()
    filter: Mapping[str, Any] | None = None
    hidden: tuple[tuple[int, int], ...] = ()

    @property
    def headers(self) -> list[str]:
        return [str(cell).strip() for cell in (self.grid[0] if self.grid else ())]

    def column(self, header: str) -> list[tuple[int, Cell]]:
        """(row, cell) of the cells below a header that hold anything; none where it is missing."""
        if header not in self.headers:
            return []
        at = self.headers.index(header)
        return [(row, line[at]) for row, line in enumerate(self.grid) if row and at < len(line) and line[at] != ""]

    def id_of(self, row: int) -> str:
        """The ID that stands in a row."""
        at = self.headers.index(ID) if ID in self.headers else -1
        return str(self.grid[row][at]).strip() if 0 <= at < len(self.grid[row]) else ""


@dataclass(frozen=True)
class Account:
    """Somebody with whom the spreadsheet is shared; "" as address: everybody who has the link."""

    address: str
    role: str

    @property
    def shown(self) -> str:
        return f"{self.address} ({ROLES.get(self.role, self.role)})"


@dataclass(frozen=True)
class Snapshot:
    """The spreadsheet at one moment. `accounts`: None where the key may not read them; `known`: people's word on them.

    `missing`: titles of the panel's tabs that are not there.
    """

    tabs: tuple[TabState, ...] = ()
    accounts: tuple[Account, ...] | None = None
    known: frozenset[str] = frozenset()
    cells: int = 0
    missing: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """How much of Google's limit of cells is used."""
        return self.cells / MOST_CELLS


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be. `mend`: what the click that mends it is called, "" where people must do it.

    `detail` is what the mending needs; plain enough for JSON.
    """

    kind: str
    tab: str
    sentence: str
    mend: str = ""
    tab_id: int = 0
    detail: tuple[Any, ...] = ()


def findings(seen: Snapshot) -> list[Finding]:
    """Everything that is wrong: tabs that are gone, then tab by tab, then the sharing and the size."""
    gone = [Finding("tab", title, tabs.GONE.format(title)) for title in seen.missing]
    found = [finding for tab in seen.tabs for check in TAB_CHECKS for finding in check(tab)]
    return [*gone, *found, *_sharing(seen), *_size(seen)]


def _place(column: int, row: int) -> str:
    letters = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        letters, column = chr(65 + rest) + letters, column - 1
    return f"{letters}{row + 1}"


def _places(places: Sequence[str]) -> str:
    """B3, B7, dan 4 lain"""
    more = [f"{len(places) - MOST_PLACES} lain"] if len(places) > MOST_PLACES else []
    return wording.join([*places[:MOST_PLACES], *more])


# --- a tab


def _headers(tab: TabState) -> Iterator[Finding]:
    counted = Counter(tab.headers)
    for header in tabs.headers(tab.table):
        if counted[header] > 1:
            yield Finding("doubled", tab.title, f"Judul “{header}” ada {counted[header]} kali, jadi tab ini tidak "
                          "dicocokkan. Ganti nama kolom yang bukan isinya.")
        elif not counted[header]:
            yield _lost(tab, header)


def _lost(tab: TabState, header: str) -> Finding:
    """A header that is missing; where its values stand under another one, that is what became of it."""
    for column, other in enumerate(tab.headers):
        if other and other not in tabs.headers(tab.table) and _holds(tab, other, header):
            return Finding("header", tab.title, f"Judul “{header}” tidak ada, jadi tab ini tidak dicocokkan. Isinya berada "
                           f"di bawah judul “{other}”.", f"Kembalikan judul {header}", tab.id, (column, other, header))
    return Finding("header", tab.title, f"Judul “{header}” tidak ada, jadi tab ini tidak dicocokkan. Pulihkan lewat File, "
                   "Riwayat versi.")


def _holds(tab: TabState, other: str, header: str) -> bool:
    """Whether the column under `other` holds what the panel has under `header`; of empty ones each may be the other."""
    at = tab.headers.index(other)
    pairs = [
        (tab.rows[row].get(header, ""), _read(tab, header, line[at] if at < len(line) else ""))
        for number, line in enumerate(tab.grid) if number and (row := tab.id_of(number)) in tab.rows
    ]
    filled = [ours == theirs for ours, theirs in pairs if ours != ""]
    if not filled:
        return all(theirs == "" for _, theirs in pairs)
    return sum(filled) >= ALIKE * len(filled)


def _read(tab: TabState, header: str, raw: Cell) -> Cell:
    try:
        return tabs.canonical(tabs.columns(tab.table.name).get(header), raw)
    except BadInput:
        return raw


def _numbers(tab: TabState) -> Iterator[Finding]:
    for known in tab.table.fields:
        if not isinstance(known, Digits):
            continue
        wrong = [(row, cell) for row, cell in tab.column(known.header) if isinstance(cell, int | float)]
        if not wrong:
            continue
        at = tab.headers.index(known.header)
        ours = [(tab.id_of(row), known.header, cell) for row, cell in wrong
                if tab.rows.get(tab.id_of(row), {}).get(known.header)]
        rest = f" {len(wrong) - len(ours)} tidak ada di panel: ketik ulang sebagai teks." if len(ours) < len(wrong) else ""
        yield Finding(
            "number", tab.title, f"{known.header} menjadi angka di {len(wrong)} sel ({_places([_place(at, row) for row, _ in wrong])}); "
            f"angka terakhirnya hilang.{rest}", "Tulis ulang dari panel" if ours else "", tab.id, tuple(ours))


def _errors(tab: TabState) -> Iterator[Finding]:
    places = [
        _place(column, row) for row, line in enumerate(tab.grid) for column, cell in enumerate(line)
        if row and isinstance(cell, str) and cell in ERRORS
    ]
    if places:
        yield Finding("error", tab.title, f"Rumus salah di {len(places)} sel: {_places(places)}. Perbaiki rumusnya; panel tidak "
                      "menulis di atas rumus.")


def _filter(tab: TabState) -> Iterator[Finding]:
    if tab.filter is not None:
        yield Finding("filter", tab.title, "Filter masih menyala dan menyembunyikan baris bagi semua orang. Untuk menyaring "
                      "sendiri, pakai tampilan filter.", "Matikan filter", tab.id, (dict(tab.filter),))


def _hidden(tab: TabState) -> Iterator[Finding]:
    count = sum(last - first + 1 for first, last in tab.hidden)
    if count:
        shown = _places([f"{first + 1}–{last + 1}" if last > first else str(first + 1) for first, last in tab.hidden])
        yield Finding("hidden", tab.title, f"{count} baris disembunyikan: {shown}.", "Tampilkan baris", tab.id, tab.hidden)


def _doubles(tab: TabState) -> Iterator[Finding]:
    lines: dict[str, list[int]] = {}
    for row, cell in tab.column(ID):
        lines.setdefault(str(cell).strip(), []).append(row + 1)
    twice = [f"{name} (baris {wording.join([*map(str, rows)])})" for name, rows in lines.items() if len(rows) > 1]
    if twice:
        then = ("Salinannya mendapat ID baru pada pencocokan berikutnya." if tab.table.name in OPEN_TABS
                else "Hapus baris salinannya.")
        yield Finding("double", tab.title, f"{len(twice)} ID ada lebih dari sekali: {_places(twice)}. {then}")


def _unknown(tab: TabState) -> Iterator[Finding]:
    named_anew = {finding.detail[1] for finding in _headers(tab) if finding.detail}
    names = [header for header in tab.headers if header and header not in {*tabs.headers(tab.table), *named_anew}]
    if names:
        shown = wording.join([f"“{name}”" for name in names])
        yield Finding("column", tab.title, f"Kolom {shown} tidak dikenal panel; isinya disimpan sebagai isian tambahan.")


def _protection(tab: TabState) -> Iterator[Finding]:
    if tab.table.name in PANEL_TABS:
        if not tab.guarded:
            yield Finding("guard", tab.title, "Tab ini hanya ditulis panel, tetapi tidak dilindungi.", "Lindungi tab", tab.id,
                          (len(tab.headers),))
        return
    known = tabs.columns(tab.table.name)
    bare = [at for at, header in enumerate(tab.headers)
            if (header == ID or (header in known and known[header].writer == "panel")) and at not in tab.warned]
    if bare:
        yield Finding("warning", tab.title, f"{len(bare)} kolom yang hanya ditulis panel tidak memberi peringatan.",
                      "Pasang peringatan", tab.id, tuple(bare))


TAB_CHECKS: tuple[Callable[[TabState], Iterator[Finding]], ...] = (
    _headers, _numbers, _errors, _filter, _hidden, _doubles, _unknown, _protection,
)


# --- the spreadsheet


def _sharing(seen: Snapshot) -> Iterator[Finding]:
    if seen.accounts is None:
        yield Finding("unread", "", "Google tidak mengizinkan panel melihat siapa saja yang dapat membuka lembar. Periksa sendiri "
                      "di Bagikan.")
        return
    for account in seen.accounts:
        if not account.address:
            yield Finding("link", "", f"Siapa pun yang memegang tautan dapat membuka lembar ini sebagai {ROLES.get(account.role, account.role)}. "
                          "Isinya data pribadi: di Bagikan, ubah Akses umum menjadi Dibatasi.")
    strange = [account for account in seen.accounts if account.address and account.address not in seen.known]
    if strange:
        yield Finding("account", "", f"{len(strange)} akun dapat membuka lembar ini dan belum Anda nyatakan dikenal: "
                      f"{wording.join([account.shown for account in strange])}. Yang tidak Anda kenal: keluarkan di Bagikan.",
                      "Saya kenal semuanya", 0, tuple(account.address for account in strange))


def _size(seen: Snapshot) -> Iterator[Finding]:
    if seen.share > WARN_SHARE:
        yield Finding("size", "", f"Lembar memakai {seen.share:.0%} dari batas sel Google. Pindahkan tahun yang sudah selesai "
                      "dengan Tutup tahun.")
