"""Rounds of sync with the office's spreadsheet: gather, plan, perform, judge.

A round settles what an earlier one left open, pulls the tabs that are due in one request, takes over what people did
there, and pushes what the panel has and the sheet has not. All of it follows from the state of both sides, not from a
queue of changes, so a round that was cut off anywhere is simply followed by the next.
"""

import gc
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace

from services.domain import merge, pace, wording
from services.domain.access import require
from services.domain.cadence import Glance
from services.domain.merge_actions import Gift, Plan
from services.domain.occasion import Occasion
from services.domain.schema import STAGE
from services.domain.tabs import SHEET_TABLES, Tab
from services.errors import PanelError, Refused, Rejected, Trouble, Unclear
from services.office import Office
from services.storage import history, state, sync_state
from services.storage.reader import Reader
from services.storage.sheet_requests import delete_tab
from services.storage.sync_state import WITNESSES
from services.storage.turn import turn
from services.sync import summary
from services.sync.astray import without_strays
from services.sync.blocks import blocks
from services.sync.job import Job, Waiting
from services.sync.link import Link
from services.sync.pull import pull, readable
from services.sync.push import ENTRIES, Moved, push, settle
from services.sync.steps import take_steps
from services.sync.take import FEW, Look, sides, take_what_is_allowed

TRIES = 3  # pulls in one round, where people keep moving rows between pull and push
OBJECTS = 200_000  # new ones between two looks for garbage
HALTED = "Pencocokan dihentikan. Lanjutkan kapan saja di halaman Google Sheet."


@dataclass(frozen=True)
class Report:
    """What a round did, and how things stand after it: open cases, entries not in the sheet yet."""

    pulled: int = 0
    pushed: int = 0
    conflicts: int = 0
    proposals: int = 0
    pending: int = 0
    requests: int = 0
    error: str | None = None

    @property
    def sentence(self) -> str:
        """What happened, for the command line."""
        pulled, pushed, pending, conflicts, proposals = map(
            wording.number, (self.pulled, self.pushed, self.pending, self.conflicts, self.proposals))
        done = f"{pulled} perubahan diambil, {pushed} baris ditulis, {pending} menunggu."
        open_cases = f" {conflicts} konflik, {proposals} usulan." if self.conflicts or self.proposals else ""
        return done + open_cases + (f" {self.error}" if self.error else "")

    def followed_by(self, later: "Report") -> "Report":
        """This round and a later one as one."""
        return replace(
            later, pulled=self.pulled + later.pulled, pushed=self.pushed + later.pushed,
            requests=self.requests + later.requests)


@dataclass
class _Tally:
    pulled: int = 0
    pushed: int = 0


def sync(office: Office, occasion: Occasion, link: Link, hurry: bool = True) -> Report:
    """One round. What goes wrong is told in the report; the next round continues.

    Without `hurry`, tabs where people are typing right now are not locked: what they are to be given waits a while.
    """
    require(occasion.actor, "sync")
    tally, before = _Tally(), link.sheet.requests
    try:
        with turn(office.data / "sync.lock"):
            link.require_tied(office)
            _require_going(office)
            with _collecting_seldom():
                problems = _round(office, occasion, link, tally, hurry)
        error, passing, ended = " ".join(problems.values()) or None, False, {"last_sync": occasion.now.isoformat()}
    except PanelError as failure:
        error, passing, ended = str(failure), isinstance(failure, Trouble) and failure.retry, {}
    state.write_notes(office.database, {**ended, "sync_error": error, "sync_passing": passing})
    with office.database.reading() as reader:
        open_cases = sync_state.count_cases(reader.connection)
        return Report(
            tally.pulled, tally.pushed, open_cases.get("conflict", 0), open_cases.get("proposal", 0), reader.pending(),
            link.sheet.requests - before, error,
        )


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """A large tab makes a million cells at once, none of them garbage: Python need not look for it among them that often."""
    usual = gc.get_threshold()
    gc.set_threshold(OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _require_going(office: Office) -> None:
    """Raise Refused if somebody stopped the matching of both sides, and nobody has gone on with it."""
    if state.note(office.database, sync_state.HALTED) is not None:
        raise Refused(HALTED)


def may_vanish(office: Office, occasion: Occasion, table: str) -> None:
    """A person confirms that many rows of a tab are gone on purpose; the next round marks them deleted."""
    require(occasion.actor, "sheet")
    with office.database.state() as connection:
        known = state.note_in(connection, sync_state.MAY_VANISH) or []
        state.write_note_in(connection, sync_state.MAY_VANISH, [*known, table])


def _round(office: Office, occasion: Occasion, link: Link, tally: _Tally, hurry: bool) -> dict[str, str]:
    """Sentences about tabs that were left alone, by table."""
    if not link.complete:  # at the start; and as long as a tab is gone, which somebody may bring back
        link.free(link.learn(office))
    for number in range(TRIES):
        try:
            settle(office, occasion.part(f"settle-{number}"), link)
            problems = _pull_and_push(office, occasion.part(number), link, tally, hurry)
            break
        except Moved:
            if number == TRIES - 1:
                raise
    _finish(office, occasion, link)
    return problems


def _pull_and_push(
    office: Office, occasion: Occasion, link: Link, tally: _Tally, hurry: bool
) -> dict[str, str]:
    pending = _pending_tables(office)
    moment = link.ticks()
    grids = pull(office, link, SHEET_TABLES if hurry else pending)
    found, problems = readable(link, grids)
    for name in problems:
        link.settled.pop(name, None)
    jobs: list[Job] = []
    later: list[Job] = []
    left_alone = {*link.settled} - {*grids}
    for name, tab in found.items():
        glance = Glance(hash(repr(grids[name])), len(tab.lines), link.version, moment)
        before = link.settled.pop(name, None)
        if before and before.fingerprint == glance.fingerprint and name not in pending:
            link.settled[name] = glance
            left_alone.add(name)
            continue
        job = _merged(office, occasion, name, tab, tally, problems)
        pace.step(len(tab.lines))
        if not job.idle:
            (jobs if hurry or link.is_calm(name, glance.fingerprint) else later).append(job)
        elif name not in problems:
            link.settled[name] = glance
    waiting = _waiting(office, [*jobs, *later], {*problems} | left_alone)
    _push_all(office, occasion, link, jobs, waiting, tally)
    return problems


# --- merge


def _pending_tables(office: Office) -> set[str]:
    with office.database.reading() as reader:
        return sync_state.pending_tables(reader.connection)


def _merged(
    office: Office, occasion: Occasion, name: str, tab: Tab, tally: _Tally, problems: dict[str, str]
) -> Job:
    """Take over what people did in a tab; what is left to be given to it."""
    table = SHEET_TABLES[name]
    with office.database.reading() as reader:
        tab, mendings = without_strays(reader, occasion, name, tab)
        since = history.head(reader.connection)[0]
    plan, refused = take_what_is_allowed(office, occasion.part(name), Look(table, tab.lines, whole=True))
    tally.pulled += len(plan.takes)
    if table is STAGE:
        take_steps(office, occasion.part("steps"), plan)
    if plan.braked:
        problems[name] = (
            f"Dari tab {table.title} hilang {plan.gone} baris sekaligus; tidak ada yang dihapus di panel. "
            "Pulihkan lewat riwayat versi Google Sheet, atau nyatakan di panel bahwa itu memang disengaja."
        )
    with office.database.reading() as reader:
        gifts = _gifts(reader, name, tab, plan, refused, since)
    return Job(table, tuple(gifts), plan.namings, mendings, plan.known)


def _gifts(reader: Reader, name: str, tab: Tab, plan: Plan, refused: set[str], since: int) -> Iterator[Gift]:
    """What can be given: to rows that are there, under headers that are there, not over what waits for people."""
    both = sides(reader, SHEET_TABLES[name], _unequal(reader, name, plan, since))
    formulas = {
        (case["row"], case["header"])
        for case in sync_state.cases(reader.connection, "formula")
        if case["table"] == name and case["row"] in plan.known
        and plan.known[case["row"]].cells.get(case["header"]) == case["sheet"]
    }
    found = []
    for gift in merge.gifts(both.base, both.panel, plan.held | formulas):
        cells = {header: cell for header, cell in gift.cells.items() if gift.new or header in tab.headers}
        if cells and gift.row not in refused and (gift.new or gift.row in plan.known):
            found.append(replace(gift, cells=cells))
    return iter(found)


def _unequal(reader: Reader, name: str, plan: Plan, since: int) -> set[str] | None:
    """The rows that may differ from the sheet; None: any. Those that it brought just now are as it has them."""
    brought = {take.row for take in plan.takes if take.kind == "create"}
    if len(brought) <= FEW:
        return None
    brought -= {case.row for case in plan.cases} | sync_state.touched(reader.connection, name, since)
    rest = reader.ids(SHEET_TABLES[name]) - brought
    return rest if len(rest) <= FEW else None


# --- push


def _waiting(office: Office, jobs: Sequence[Job], blocked: Set[str]) -> Waiting:
    rows = frozenset((job.table.name, gift.row) for job in jobs for gift in job.gifts)
    with office.database.reading() as reader:
        return Waiting(rows, frozenset(blocked), history.head(reader.connection)[0])


def _push_all(
    office: Office, occasion: Occasion, link: Link, jobs: Sequence[Job], waiting: Waiting, tally: _Tally
) -> None:
    """Push in blocks that Google takes; then what is left for Riwayat alone.

    Steps are taken between two pushes, where no lock of ours lies on the sheet: who hears them may stop the round.
    """
    for number, block in enumerate(blocks(jobs)):
        pushed = push(office, occasion.part(f"push-{number}"), link, block, waiting)
        tally.pushed += pushed.rows
        if pushed.astray:
            tally.pushed += _put_right(office, occasion.part(f"right-{number}"), link, pushed.astray, waiting)
        pace.step(pushed.rows)
    number = 0
    while _some_may_go(office, waiting):
        push(office, occasion.part(f"history-{number}"), link, (), waiting)
        pace.step(ENTRIES)
        number += 1


def _put_right(office: Office, occasion: Occasion, link: Link, astray: Mapping[str, Tab], waiting: Waiting) -> int:
    """Give lines that a value hit back what was theirs, before people build on it; how many rows were written.

    Nothing is pulled for it, as Google may be slow to show what was just written. What has moved meanwhile, and the row
    that the value was meant for, is left to the next round.
    """
    jobs = []
    with office.database.reading() as reader:
        for name, tab in astray.items():
            tab, mendings = without_strays(reader, occasion, name, tab)
            known = {line.id: line for line in tab.lines}
            gifts = _gifts(reader, name, tab, Plan(known=known), set(), since=0)
            jobs.append(Job(SHEET_TABLES[name], tuple(gift for gift in gifts if not gift.new), (), mendings, known))
    jobs = [job for job in jobs if not job.idle]
    try:
        return push(office, occasion, link, jobs, waiting).rows if jobs else 0
    except Moved:
        return 0


def _some_may_go(office: Office, waiting: Waiting) -> bool:
    with office.database.reading() as reader:
        return any(map(waiting.lets, sync_state.pending(reader.connection)))


def _finish(office: Office, occasion: Occasion, link: Link) -> None:
    """Delete the witness tabs that were judged, and write Ringkasan where it says something new: in one request."""
    judged: list[int] = state.note(office.database, WITNESSES) or []
    fresh = summary.fresh(office, occasion, link, riding=bool(judged))
    if not judged and fresh is None:
        return
    try:
        link.sheet.write([*(delete_tab(tab) for tab in judged), *(fresh.requests if fresh else ())])
    except Unclear:
        return  # the next round does it
    except Rejected:  # a witness, or Ringkasan, is gone already
        summary.forget(office, link)
        there = [tab.id for tab in link.sheet.book().tabs if tab.id in judged]
        if there:
            link.sheet.write([delete_tab(tab) for tab in there])
    else:
        if fresh:
            summary.written(office, fresh)
    state.write_note(office.database, WITNESSES, None)
