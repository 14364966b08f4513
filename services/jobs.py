"""Long work that goes on when the window is closed: one thread of the process does one job after the other."""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache
from queue import Queue
from threading import Thread

from services.domain import pace
from services.domain.occasion import Occasion
from services.errors import PanelError, Refused
from services.office import Office
from services.people import imports
from services.storage import jobs, prints
from services.storage.jobs import JobState

LONG = 2_000  # rows; more are written in the background
PARTS = 100  # how often the steps of a job are told
STOPPED = "Dihentikan sebelum selesai; yang setengah jadi tidak berlaku."
BROKEN = "Terputus karena panel berhenti; yang setengah jadi tidak berlaku. Silakan ulangi."
UNEXPECTED = "Terjadi kesalahan; yang setengah jadi tidak berlaku. Ulangi, atau hubungi Administrator."

log = logging.getLogger("panel.jobs")


@dataclass(frozen=True)
class Task:
    """Long work, `total` steps of it; of one kind there is one at a time for a programme.

    `right`: who may stop it, and open the file it makes under the name `file`; "" = nobody, no file.
    """

    kind: str
    programme: str
    title: str
    total: int
    right: str = ""
    file: str = ""


Told = Callable[[int, int], object]
Work = Callable[[Told], str]  # does it, tells how far it is, and says how it ended
QUEUE: Queue[Callable[[], None]] = Queue()


class _Stopped(Exception):
    """Somebody wants the job stopped."""


def begin(office: Office, occasion: Occasion, task: Task, work: Work) -> None:
    """Do it in the background. The same act begins it once. Raises Refused while such a job runs for the programme."""
    job = occasion.operation
    if runs(office, task.kind, task.programme, but=job):
        raise Refused("Pekerjaan yang sama masih berjalan. Tunggu sampai selesai, atau hentikan dahulu.")
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
    _put(lambda: imports.discard_abandoned(office, occasion))


def _do(office: Office, job: str, total: int, work: Work) -> None:
    def told(done: int, total: int) -> None:
        if jobs.wants_stop(office.database, job):
            raise _Stopped
        jobs.note(office.database, job, done=done, total=total)

    with pace.listening(_in_parts(told, total)):
        state, sentence = _ended(lambda: work(told))
    jobs.note(office.database, job, state=state, sentence=sentence)


def _in_parts(told: Told, total: int) -> pace.Heard:
    """Steps are counted, and told part by part."""
    done, part = 0, max(1, total // PARTS)

    def heard(steps: int) -> None:
        nonlocal done
        before, done = done, done + steps
        if before // part < done // part:
            told(min(done, total), total)

    return heard


def _ended(work: Callable[[], str]) -> tuple[JobState, str]:
    """How it ended, in words."""
    try:
        return JobState.DONE, work()
    except _Stopped:
        return JobState.STOPPED, STOPPED
    except PanelError as error:
        return JobState.FAILED, str(error)
    except Exception:
        log.exception("job failed")
        return JobState.FAILED, UNEXPECTED


def _put(task: Callable[[], None]) -> None:
    _worker()
    QUEUE.put(task)


@lru_cache(maxsize=1)
def _worker() -> Thread:
    """The one thread, started with the first job."""
    thread = Thread(target=_run, name="jobs", daemon=True)
    thread.start()
    return thread


def _run() -> None:
    while True:
        task = QUEUE.get()
        try:
            task()
        except Exception:  # the machine: the next job may find it well again
            log.exception("background work failed")
        finally:
            QUEUE.task_done()
