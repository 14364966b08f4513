"""Papers and workbooks over long lists, made in the background: each a file that waits until somebody puts it away."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from services import jobs
from services.domain.access import require
from services.domain.occasion import Actor, Occasion
from services.errors import NotFound
from services.jobs import Task
from services.office import Office
from services.storage import jobs as known
from services.storage import prints
from services.storage.jobs import JobState

Make = Callable[[Office, Occasion], bytes]
STEPS = 2  # of a row: it is set, then drawn


@dataclass(frozen=True)
class Printed:
    """What was made: where it lies, and the name under which it is handed out."""

    path: Path
    name: str


def begin(office: Office, occasion: Occasion, task: Task, make: Make) -> None:
    """Make the file of a task in the background. Raises Refused while the same one is being made."""

    def work(_told: jobs.Told) -> str:
        prints.keep(office.data, occasion.operation, make(office, occasion))
        return f"{task.title} siap."

    jobs.begin(office, occasion, task, work)


def printed(office: Office, actor: Actor, job: str) -> Printed:
    """The file of a job, for who holds its right. Raises NotAllowed; NotFound before it is made and once it is put away."""
    row = known.find(office.database, job)
    if row is None or not row["file"] or row["state"] != JobState.DONE or not prints.place(office.data, job).is_file():
        raise NotFound("Hasil cetak")
    require(actor, row["right"])
    return Printed(prints.place(office.data, job), row["file"])
