"""Long work that goes on when the window is closed: one thread of the process does one job after the other."""

import logging
from collections.abc import Callable
from functools import lru_cache
from queue import Queue
from threading import Thread

from services.domain.occasion import Occasion
from services.errors import PanelError, Refused
from services.office import Office
from services.people import imports
from services.storage import jobs
from services.storage.jobs import JobState

LONG = 2_000  # rows; more are written in the background
STOPPED = "Dihentikan sebelum selesai; yang setengah jadi tidak berlaku."
BROKEN = "Terputus karena panel berhenti; yang setengah jadi tidak berlaku. Silakan ulangi."
UNEXPECTED = "Terjadi kesalahan; yang setengah jadi tidak berlaku. Ulangi, atau hubungi Administrator."

log = logging.getLogger("panel.jobs")

Told = Callable[[int, int], object]
Work = Callable[[Told], str]  # does it, tells how far it is, and says how it ended
QUEUE: Queue[Callable[[], None]] = Queue()


class _Stopped(Exception):
    """Somebody wants the job stopped."""


def begin(office: Office, occasion: Occasion, kind: str, programme: str, total: int, work: Work) -> None:
    """Do it in the background. The same act begins it once. Raises Refused while such a job runs for the programme."""
    job = occasion.operation
    last = jobs.latest(office.database, kind, programme)
    if last and last["state"] == JobState.RUNNING and last["id"] != job:
        raise Refused("Pekerjaan yang sama masih berjalan untuk program ini. Tunggu sampai selesai, atau hentikan dahulu.")
    row = {"id": job, "kind": kind, "programme": programme, "actor": occasion.actor.id, "started": occasion.now,
           "total": total, "state": JobState.RUNNING}
    if jobs.add(office.database, row):
        _put(lambda: _do(office, job, work))


def tidy(office: Office, occasion: Occasion) -> None:
    """At the start of the process: what the one before left half done is ended and taken away, in the background."""
    jobs.break_off(office.database, occasion.now, BROKEN)
    _put(lambda: imports.discard_abandoned(office, occasion))


def _do(office: Office, job: str, work: Work) -> None:
    def told(done: int, total: int) -> None:
        if jobs.wants_stop(office.database, job):
            raise _Stopped
        jobs.note(office.database, job, done=done, total=total)

    state, sentence = _ended(lambda: work(told))
    jobs.note(office.database, job, state=state, sentence=sentence)


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
