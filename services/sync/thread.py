"""The one thread of a process that keeps the office and its sheet the same; it never holds up a page."""

import logging
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread

from services.domain.cadence import SIGN, pace
from services.domain.occasion import Occasion
from services.errors import PanelError, Refused, Trouble
from services.office import Office
from services.storage import keys, state
from services.sync import matching
from services.sync.link import Link, open_link
from services.sync.rounds import Report, sync

PATIENCE = 10.0  # seconds to wait for a round under way

log = logging.getLogger("panel.sync")


class SyncThread:
    """Rounds until stopped."""

    def __init__(self, office: Callable[[], Office]):
        self._office = office
        self.interval: float = SIGN  # seconds between two rounds, as the office has set them
        self._stopping, self._due, self._hurry = Event(), Event(), Event()
        self._at_it = Lock()  # whoever makes a round
        self._thread: Thread | None = None
        self._link: Link | None = None
        self._tie: keys.Tie | None = None
        self._last_seen, self._resting_since = -math.inf, math.inf

    def start(self, act: Callable[[], Occasion], ticks: Callable[[], float]) -> None:
        """Begin with a round at once. `act` is the occasion of a round; `ticks` a clock in seconds that never goes back."""
        self._thread = Thread(target=self._run, args=(act, ticks), name="sync", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the request under way."""
        self._stopping.set()
        self._due.set()
        if self._thread:
            self._thread.join(timeout=PATIENCE)

    def hurry(self) -> None:
        """*Perbarui sekarang*: a round at once, that waits for nobody."""
        self._hurry.set()
        self._due.set()

    def seen(self, now: float) -> None:
        """A page is open, by the clock of the rounds: if it is the first after a while, a round at once."""
        self._last_seen = now
        if now - self._resting_since >= max(SIGN, self.interval):
            self._due.set()

    def round(self, act: Callable[[], Occasion], ticks: Callable[[], float]) -> None:
        """One round, if a sheet is connected and nobody else is at it: a job that matches both sides does more."""
        if self._at_it.acquire(blocking=False):
            try:
                self.interval = self._office().settings()["sync_seconds"]
                if not matching.runs(self._office()):
                    self._round(act, ticks)
            finally:
                self._at_it.release()

    def match(self, act: Callable[[], Occasion], ticks: Callable[[], float]) -> Report:
        """A round for whoever matches both sides, once the one under way has ended; it waits for nobody. Raises Refused."""
        with self._at_it:
            self._hurry.set()
            report = self._round(act, ticks)
        if report is None:
            raise Refused("Belum ada Google Sheet yang terhubung. Hubungkan dahulu.")
        return report

    @contextmanager
    def held(self) -> Iterator[None]:
        """Within: no round is made. Raises Trouble where one takes long."""
        if not self._at_it.acquire(timeout=PATIENCE):
            raise Trouble("Panel sedang mencocokkan data dengan Google Sheet. Tunggu sebentar, lalu ulangi.")
        try:
            yield
        finally:
            self._at_it.release()

    def _round(self, act: Callable[[], Occasion], ticks: Callable[[], float]) -> Report | None:
        tie = keys.kept(self._office().data)
        if tie != self._tie:  # connected, or connected anew
            self._tie, self._link = tie, open_link(self._office(), self._stopping.wait, ticks)
        if self._link is None:
            return None
        hurry = self._hurry.is_set()
        self._hurry.clear()
        return sync(self._office(), act(), self._link, hurry)

    def _run(self, act: Callable[[], Occasion], ticks: Callable[[], float]) -> None:
        while not self._stopping.is_set():
            self._due.clear()
            self._resting_since = math.inf
            try:
                self.round(act, ticks)
            except PanelError as error:
                state.write_note(self._office().database, "sync_error", str(error))
            except Exception:
                log.exception("round of sync failed")
            self._resting_since = now = ticks()
            self._due.wait(pace(self._last_seen, now, self.interval))
