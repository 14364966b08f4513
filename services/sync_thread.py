"""The one thread of a process that keeps the office and its sheet the same; it never holds up a page."""

import logging
from collections.abc import Callable
from threading import Event, Thread

from services.domain.occasion import Occasion
from services.errors import PanelError
from services.office import Office
from services.storage import keys, state
from services.sync import sync
from services.sync_link import Link, open_link

INTERVAL = 10.0  # seconds between two rounds

log = logging.getLogger("panel.sync")


class SyncThread:
    """Rounds until stopped. `act` makes the occasion of a round; `ticks` is a clock that never goes back, in seconds."""

    def __init__(self, office: Office, act: Callable[[], Occasion], ticks: Callable[[], float]):
        self._office, self._act, self._ticks = office, act, ticks
        self._stopping, self._due, self._hurry = Event(), Event(), Event()
        self._link: Link | None = None
        self._tie: keys.Tie | None = None
        self._thread = Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        """Begin with a round at once."""
        self._thread.start()

    def stop(self) -> None:
        """End after the request under way."""
        self._stopping.set()
        self._due.set()
        self._thread.join(timeout=INTERVAL)

    def hurry(self) -> None:
        """*Perbarui sekarang*: a round at once, that waits for nobody."""
        self._hurry.set()
        self._due.set()

    def round(self) -> None:
        """One round, if a sheet is connected."""
        tie = keys.kept(self._office.data)
        if tie != self._tie:  # connected, or connected anew
            self._tie, self._link = tie, open_link(self._office, self._stopping.wait, self._ticks)
        if self._link is not None:
            hurry = self._hurry.is_set()
            self._hurry.clear()
            sync(self._office, self._act(), self._link, hurry)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._due.clear()
            try:
                self.round()
            except PanelError as error:
                state.write_note(self._office.database, "sync_error", str(error))
            except Exception:
                log.exception("round of sync failed")
            self._due.wait(INTERVAL)
