"""The line to the office's spreadsheet that one process keeps: which tab is which, and what others have locked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from services.domain import riwayat
from services.domain.cadence import Glance
from services.domain.tabs import PANEL_TABS, SHEET_TABLES
from services.errors import Refused, Trouble
from services.office import Office
from services.storage import keys, state, sync_state
from services.storage.sheet import Sheet
from services.storage.sheet_answers import Answer, Book, Protection, TabInfo
from services.storage.sheet_requests import lock, unlock
from services.sync.connection import open_sheet
from services.sync.layout import OURS, summary_of

PATIENCE = 60.0  # seconds after which a lock that a panel left behind may be taken away
CALM = 20.0  # seconds without a change after which a tab that people shape may be locked …
LONGEST_WAIT = 300.0  # … and how long the panel's changes wait for that at most
LOCK = f"{OURS} kunci"
HISTORY = "riwayat"  # the tab Riwayat among the tables
TITLES = {name: table.title for name, table in SHEET_TABLES.items()} | {HISTORY: riwayat.TITLE}


@dataclass
class Link:
    """Made once by whoever runs rounds. `ticks` is a clock that never goes back, in seconds."""

    sheet: Sheet
    panel: str
    ticks: Callable[[], float]
    tabs: dict[str, TabInfo] = field(default_factory=dict)
    summary: int | None = None  # the tab Ringkasan
    settled: dict[str, Glance] = field(default_factory=dict)  # the tabs where nothing is left to do, by table
    version: int | None = None  # Drive's, when it was last asked
    _strangers: dict[int, float] = field(default_factory=dict)
    _still: dict[str, tuple[int, float]] = field(default_factory=dict)  # table → fingerprint, since when
    _waiting: dict[str, float] = field(default_factory=dict)  # table → since when it waits for calm

    def learn(self, office: Office) -> Book:
        """Find the tabs: by the id remembered, so that a renamed or restored tab is still known, else by title."""
        book = self.sheet.book()
        known: dict[str, int] = state.note(office.database, sync_state.TABS) or {}
        by_id = {tab.id: tab for tab in book.tabs}
        found = {name: by_id.get(known.get(name, -1)) or book.named(title) for name, title in TITLES.items()}
        self.tabs = {name: tab for name, tab in found.items() if tab}
        ringkasan = summary_of(book)
        self.summary = ringkasan.id if ringkasan else None
        state.write_note(office.database, sync_state.TABS, known | {name: tab.id for name, tab in self.tabs.items()})
        return book

    @property
    def complete(self) -> bool:
        """Whether each tab was found."""
        return not self.missing

    @property
    def missing(self) -> list[str]:
        """The titles of the tabs that were not found."""
        return [title for name, title in TITLES.items() if name not in self.tabs]

    def require_tied(self, office: Office) -> None:
        """Raise Refused if the office has been connected to another spreadsheet since this line was opened."""
        tie = keys.kept(office.data)
        if tie is None or tie.spreadsheet != self.sheet.spreadsheet:
            raise Refused("Panel kini terhubung dengan Google Sheet lain. Jalankan perintah ini lagi.")

    def lock(self, operation: str, tabs: Sequence[TabInfo], show: Sequence[str]) -> Answer:
        """Lock tabs, and look at these ranges as they stand under the locks. Raises Rejected, Unclear, Trouble.

        A lock says whose it is, and for which operation.
        """
        name = f"{LOCK} {self.panel} {operation}"
        answer = self.sheet.write([lock(tab.id, name, self.sheet.account) for tab in tabs], show)
        if len(answer.protections) == len(tabs):
            return answer
        made = (item.id for item in self.sheet.book().protections if item.description == name)
        return replace(answer, protections=tuple(made))

    def is_calm(self, name: str, fingerprint: int) -> bool:
        """Whether a tab may be locked without getting into anybody's way."""
        now = self.ticks()
        if self._still.get(name, (None, 0.0))[0] != fingerprint:
            self._still[name] = (fingerprint, now)
        waiting = now - self._waiting.setdefault(name, now)
        if now - self._still[name][1] < CALM and waiting < LONGEST_WAIT and name not in PANEL_TABS:
            return False
        del self._waiting[name]
        return True

    def free(self, book: Book | None = None) -> bool:
        """Take away locks that this panel left, and those of others that stood too long; whether there were any.

        Taking a lock away is always safe: a write that relies on it then fails as a whole.
        """
        book = book or self.sheet.book()
        locks = [item for item in book.protections if item.description.startswith(LOCK)]
        now = self.ticks()
        self._strangers = {item.id: self._strangers.get(item.id, now) for item in locks}
        old = [item for item in locks if self._may_go(item, now)]
        if old:
            self.sheet.write([unlock(item.id) for item in old])
        return bool(old)

    def _may_go(self, lock: Protection, now: float) -> bool:
        return lock.description.startswith(f"{LOCK} {self.panel} ") or now - self._strangers[lock.id] >= PATIENCE

    def require_unlocked(self, tabs: list[TabInfo]) -> None:
        """Raise Trouble, Refused if somebody else keeps one of these tabs as a whole."""
        touched = {tab.id: tab.title for tab in tabs}
        for item in self.sheet.book().protections:
            if item.whole and item.tab in touched:
                if item.description.startswith(LOCK):
                    raise Trouble("Panel lain sedang menulis ke Google Sheet ini. Panel ini mencoba lagi sendiri.")
                raise Refused(
                    f"Tab {touched[item.tab]} dilindungi seluruhnya. Buka Data, Sheet dan rentang yang dilindungi, "
                    "lalu hapus perlindungan itu agar panel dapat menulis."
                )


def open_link(office: Office, wait: Callable[[float], object], ticks: Callable[[], float]) -> Link | None:
    """The line of an office, None where no sheet is connected. Raises Trouble (the key cannot be read)."""
    tie = keys.kept(office.data)
    return Link(open_sheet(tie, wait), tie.panel, ticks) if tie else None
