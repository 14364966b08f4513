"""Long work that goes on when the window is closed: a few threads of the process do one job after the other.

Jobs run in the process of the screens, and Python does one thing at a time: every further worker takes its share from
who looks at a page. Two, so that a letter is printed while a list of 50,000 is taken in.
"""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import lru_cache
from queue import Queue
from threading import Thread

from services.domain import pace
from services.domain.occasion import Occasion
from services.errors import PanelError, Refused
from services.office import Office
from services.people import undo
from services.storage import jobs, prints
from services.storage.jobs import JobState

LONG = 2_000  # rows; more are written in the background
PARTS = 100  # how often the steps of a job are told
WORKERS = 2
WAITS = timedelta(days=7)  # that long how a job ended, and what it made, waits: it may hold names, and can be made again
STOPPED = "Dihentikan sebelum selesai; yang setengah jadi tidak berlaku."
BROKEN = "Terputus karena panel berhenti; yang setengah jadi tidak berlaku. Silakan ulangi."
UNEXPECTED = "Terjadi kesalahan; yang setengah jadi tidak berlaku. Ulangi, atau hubungi Administrator."

log = logging.getLogger("panel.jobs")


@dataclass(frozen=True)
class Task:
    """Long work, `total` steps of it; of one kind there is one at a time for a programme.

    `right`: who may stop it, and open the file it makes under the name `file`; "" = nobody, no file. `sentence`: what is
    said where the process ends before it does, unless that is the usual.
    """

    kind: str
    programme: str
    title: str
    total: int
    right: str = ""
    file: str = ""
    sentence: str | None = None


Told = Callable[[int, int], object]
Work = Callable[[Told], str]  # does it, tells how far it is, and says how it ended; "" if nobody waits to be told
QUEUE: Queue[Callable[[], None]] = Queue()


class Stopped(Exception):
    """Somebody wants the job stopped. Work that leaves something behind says what, in a sentence of its own."""


def begin(office: Office, occasion: Occasion, task: Task, work: Work) -> None:
    """Do it in the background. The same act begins it once. Raises Refused while such a job runs for the programme.

    That one like it was stopped or failed before is no longer said.
    """
    job = occasion.operation
    if runs(office, task.kind, task.programme, but=job):
        raise Refused("Pekerjaan yang sama masih berjalan. Tunggu sampai selesai, atau hentikan dahulu.")
    before = jobs.latest(office.database, task.kind, task.programme)
    if before and before["id"] != job and before["state"] != JobState.DONE:
        put_away(office, before["id"])
    for old in jobs.ended(office.database, occasion.now - WAITS):
        put_away(office, old)
    row = {"id": job, "actor": occasion.actor.id, "started": occasion.now, "state": JobState.RUNNING}
    if jobs.add(office.database, row | asdict(task)):
        _put(lambda: _do(office, job, task.total, work))


def runs(office: Office, kind: str, programme: str, but: str = "") -> bool:
    """Whether a job of that kind, `but` this one, runs for a programme."""
    last = jobs.latest(office.database, kind, programme)
    return bool(last and last["state"] == JobState.RUNNING and last["id"] != but)


def put_away(office: Office, job: str) -> None:
    """Somebody has read how it ended, and needs its file no more."""
    jobs.put_away(office.database, job)
    prints.forget(office.data, job)


def tidy(office: Office, occasion: Occasion) -> None:
    """At the start of the process: what the one before left half done is ended and taken away, in the background."""
    jobs.break_off(office.database, occasion.now, BROKEN)
    _put(lambda: undo.discard_abandoned(office, occasion))


def _do(office: Office, job: str, total: int, work: Work) -> None:
    def told(done: int, total: int) -> None:
        if jobs.wants_stop(office.database, job):
            raise Stopped
        jobs.note(office.database, job, done=done, total=total)

    parts = _Parts(told, total)
    with pace.listening(parts.step, parts.expect):
        state, sentence = _ended(lambda: work(told))
    jobs.note(office.database, job, state=state, sentence=sentence)
    if not sentence:
        put_away(office, job)


class _Parts:
    """Steps are counted, and told part by part."""

    def __init__(self, told: Told, total: int):
        self.told, self.total, self.done = told, total, 0

    def step(self, steps: int) -> None:
        """So much more is done."""
        part = max(1, self.total // PARTS)
        before, self.done = self.done, self.done + steps
        if before // part < self.done // part:
            self.told(min(self.done, self.total), self.total)

    def expect(self, total: int) -> None:
        """There will be so many."""
        self.total = total


def _ended(work: Callable[[], str]) -> tuple[JobState, str]:
    """How it ended, in words."""
    try:
        return JobState.DONE, work()
    except Stopped as stopped:
        return JobState.STOPPED, str(stopped) or STOPPED
    except PanelError as error:
        return JobState.FAILED, str(error)
    except Exception:
        log.exception("job failed")
        return JobState.FAILED, UNEXPECTED


def _put(task: Callable[[], None]) -> None:
    _workers()
    QUEUE.put(task)


@lru_cache(maxsize=1)
def _workers() -> list[Thread]:
    """The threads, started with the first job."""
    threads = [Thread(target=_run, name=f"jobs {number}", daemon=True) for number in range(WORKERS)]
    for thread in threads:
        thread.start()
    return threads


def _run() -> None:
    while True:
        task = QUEUE.get()
        try:
            task()
        except Exception:  # the machine: the next job may find it well again
            log.exception("background work failed")
        finally:
            QUEUE.task_done()
