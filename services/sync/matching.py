"""Matching both sides as a whole, as a job: told how far it is, and whoever stops it stops the rounds too.

Rounds follow from the state of both sides, so that one that was stopped between two blocks is continued by the next;
without a halt the sync thread would make that one ten seconds later.
"""

from collections.abc import Callable

from services import jobs
from services.domain.access import require
from services.domain.occasion import Occasion
from services.errors import Trouble
from services.jobs import Stopped, Task
from services.office import Office
from services.storage import state, sync_state
from services.sync.rounds import HALTED, Report

KIND = "sync"
MORE = 4  # rounds after the first, which gives the sheet nearly all: people go on typing meanwhile
TITLE = "Mencocokkan dengan Google Sheet"
BROKEN = "Panel dimulai ulang. Pencocokan diteruskan sendiri; yang sudah cocok tetap berlaku."


def begin(office: Office, occasion: Occasion, rows: int, rounds: Callable[[], Report]) -> None:
    """Make rounds in the background until nothing waits, over so many rows on both sides. Raises NotAllowed, Refused."""
    require(occasion.actor, "sheet")
    with office.database.state() as connection:
        sync_state.go_on(connection)
    task = Task(KIND, "", TITLE, rows, "sheet", sentence=BROKEN)
    jobs.begin(office, occasion, task, lambda _told: _match(office, rows, rounds))


def runs(office: Office) -> bool:
    """Whether that is being done."""
    return jobs.runs(office, KIND, "")


def halted(office: Office) -> int | None:
    """Of how many rows the matching was stopped; None where it was not, or somebody went on."""
    rows: int | None = state.note(office.database, sync_state.HALTED)
    return rows


def _match(office: Office, rows: int, rounds: Callable[[], Report]) -> str:
    """How it ended."""
    try:
        report = until_nothing_waits(rounds)
    except Stopped:
        state.write_notes(office.database, {sync_state.HALTED: rows, "sync_error": HALTED, "sync_passing": False})
        raise Stopped(HALTED) from None
    if report.error:
        raise Trouble(report.sentence)
    return f"Panel dan Google Sheet sudah dicocokkan. {report.sentence}"


def until_nothing_waits(round: Callable[[], Report]) -> Report:
    """What rounds did in all: until nothing waits any more, or something is in the way."""
    made = round()
    for _ in range(MORE):
        if made.error or not made.pending:
            break
        made = made.followed_by(round())
    return made
