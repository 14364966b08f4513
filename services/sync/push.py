"""One push: lock and look, merge on what was seen, write with a witness and unlock, judge.

Sheets has no conditional write, but its batches are atomic. Batch A locks the tabs and shows, in the same answer, the
rows to be changed as they stand under the lock. Batch B copies the header and each of those rows as they are into a
hidden tab of its own (the witness), writes, adds the rows of Riwayat, and takes the locks away by their ids. So B is
carried out at most once, and never after its lock is gone; and whatever B overwrote stands in the witness. That holds
values; a formula that somebody entered since the look stands in a second hidden tab, in its own place, where its
references do not shift, and is put back from there. Values that went into other rows, as a lock held too late for
somebody's sort or insertion, are told by the verdict, and taken out again in a push that follows at once.

Where this departs from one standing tab `_saksi`: each push has a witness tab under an id drawn from its operation.
Whether B was carried out is then a question with a sure answer (is that tab there?), a repeated B is refused, and two
panels never share a row number. It is deleted as soon as it was judged.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import islice
from types import MappingProxyType
from typing import Any, NamedTuple

from services import row_names
from services.domain import merge, riwayat, tabs
from services.domain.merge_actions import Case, Gift, Plan
from services.domain.occasion import Occasion
from services.domain.riwayat import Due
from services.domain.table import Table
from services.domain.tabs import ID, Cell, Line, Tab
from services.errors import PanelError, Refused, Rejected, Trouble, Unclear
from services.office import Office
from services.storage import sheet_requests as ask
from services.storage import state, sync_state
from services.storage.reader import Reader
from services.storage.sheet_answers import Answer, Seen, SeenRow
from services.storage.sync_state import PUSH
from services.sync.job import Job, Mending, Waiting
from services.sync.judge import Verdict, judge
from services.sync.layout import format_of
from services.sync.link import HISTORY, Link
from services.sync.take import Look, sides, take, take_what_is_allowed
from services.sync.witness import Push, Witnessed, begun, ranges, remembered, taken

ENTRIES = 1000  # rows of Riwayat in one batch; those of the rows that it gives are weighed with them
TRIES = 3


class Moved(Trouble):
    """The sheet changed between the pull and the lock, so that nothing could be looked at: pull again."""

    def __init__(self) -> None:
        super().__init__("Google Sheet sedang banyak diubah. Panel mencoba lagi sendiri.")


class Pushed(NamedTuple):
    """How many rows were written; by table the lines where values went that were not meant for them."""

    rows: int = 0
    astray: Mapping[str, Tab] = MappingProxyType({})


def push(office: Office, occasion: Occasion, link: Link, jobs: Sequence[Job], waiting: Waiting) -> Pushed:
    """Give the sheet what the jobs say, and Riwayat its entries. Raises Moved, Trouble."""
    answer = _locked(link, occasion.operation, jobs)
    made = begun(occasion.operation, answer.protections)
    requests = _filled(office, occasion, link, jobs, answer, made, waiting)
    if not requests:
        link.sheet.write([ask.unlock(lock) for lock in made.locks])
        return Pushed()
    batch = [*taken(link, made, answer), *requests, *(ask.unlock(lock) for lock in made.locks)]
    verdict = _send(office, occasion, link, made, batch)
    for job in jobs:  # the rows that have an ID now are rows of the panel at once
        found = _now_named(job, made, verdict.named)
        take_what_is_allowed(office, occasion.part(f"named-{job.table.name}"), Look(job.table, found))
    return Pushed(sum(bool(row.writes) for row in made.rows) + len(made.appends), verdict.astray)


def _now_named(job: Job, made: Push, names: Set[str]) -> list[Line]:
    """The lines that got a new ID, with it."""
    lines = {naming.line.number: naming.line for naming in job.namings if naming.row is None}
    named = [row for row in made.rows if row.table == job.table.name and row.named in names and row.number in lines]
    return [replace(lines[row.number], cells={**lines[row.number].cells, ID: row.named}) for row in named]


# --- batch A


def _locked(link: Link, operation: str, jobs: Sequence[Job]) -> Answer:
    """Lock the tabs and look. A lock in the way is taken away if it may be."""
    touched = [link.tabs[job.table.name] for job in jobs] + [link.tabs[HISTORY]]
    show = [ask.rows_of(link.tabs[HISTORY].title, 0, 0)]
    show += [text for job in jobs for text in _ranges(link.tabs[job.table.name].title, job.numbers)]
    for _ in range(TRIES):
        try:
            return link.lock(operation, touched, show)
        except (Rejected, Unclear):  # a lock is in the way, perhaps our own; or the rows have moved
            if not link.free():
                link.require_unlocked(touched)
                raise Moved from None
    raise Moved


def _ranges(title: str, numbers: list[int]) -> Iterator[str]:
    """Rows as ranges, neighbours in one."""
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield ask.rows_of(title, first, last)
            first = number
        last = number
    yield ask.rows_of(title, first, last)


# --- what batch B will write


def _filled(
    office: Office, occasion: Occasion, link: Link, jobs: Sequence[Job], answer: Answer, made: Push,
    waiting: Waiting,
) -> list[dict[str, Any]]:
    """Merge again on what was seen under the lock, and say what is to be written; the requests of it."""
    looks = {job.table.name: _looked(job, answer.seen[link.tabs[job.table.name].id]) for job in jobs}
    plans = _taken(office, occasion, [(job, looks[job.table.name]) for job in jobs])
    _note_formulas(office, occasion, [(job, looks[job.table.name]) for job in jobs])
    requests: list[dict[str, Any]] = []
    given: set[tuple[str, str]] = set()
    with office.database.reading() as reader:
        for job in jobs:
            name, found = job.table.name, looks[job.table.name]
            if found is not None and name in plans:
                gifts = _gifts_now(reader, job, found, plans[name])
                seen = answer.seen[link.tabs[name].id]
                requests += _write_rows(occasion, job, link.tabs[name].id, found, seen, gifts, made)
                given |= {(name, gift.row) for gift in gifts}
        groups = _entries(reader, given, waiting)
        entries = sync_state.entries(reader.connection, [group[-1].seq for group in groups])
    made.seqs = [entry["seq"] for entry in entries]
    made.shared = [due.seq for group in groups for due in group[:-1]]
    if entries:
        numbers = {group[-1].seq: len(group) for group in groups}
        called = row_names.keys(office.sop)
        rows = [riwayat.row(dict(entry), numbers[entry["seq"]], called) for entry in entries]
        requests.append(ask.append(link.tabs[HISTORY].id, [[ask.entered(cell) for cell in row] for row in rows]))
    return requests


def _looked(job: Job, seen: Seen) -> Tab | None:
    """The lines of a job that still stand where they were pulled; None if the headers are damaged."""
    header = seen.rows.get(0, SeenRow(()))
    try:
        found = tabs.read_headers(job.table, header.cells)
    except Refused:
        return None
    pulled = {line.number: line for line in job.known} | job.by_place
    lines = (tabs.line(found, number, row.cells, row.formulas) for number, row in seen.rows.items() if number in pulled)
    return Tab(found, tuple(line for line in lines if _same(line, pulled[line.number])))


def _same(line: Line, pulled: Line) -> bool:
    """Whether a line is still as it was pulled; what a formula comes to is not compared."""
    return all(pulled.cells.get(header) == cell for header, cell in line.cells.items() if header not in line.formulas)


def _taken(office: Office, occasion: Occasion, looked: Sequence[tuple[Job, Tab | None]]) -> dict[str, Plan]:
    """Take over what people typed since the pull. A tab with a row that a rule refuses waits for the next round."""
    plans: dict[str, Plan] = {}
    for job, found in looked:
        if found is None:
            continue
        known = job.by_id(found).values()
        try:
            plans |= take(office, occasion.part(f"look-{job.table.name}"), [Look(job.table, [*known])])
        except Trouble:
            raise
        except PanelError:
            continue
    return plans


def _note_formulas(office: Office, occasion: Occasion, looked: Sequence[tuple[Job, Tab | None]]) -> None:
    """People see which values of the panel cannot be written because a formula stands there."""
    with office.database.state() as connection:
        for job, found in looked:
            lines = {row: line for row, line in job.by_id(found).items() if line.formulas} if found else {}
            both = sides(Reader(connection), job.table, list(lines))
            blocked = [
                Case("formula", gift.row, header, lines[gift.row].cells[header], cell, line=lines[gift.row].number + 1)
                for gift in merge.gifts(both.base, both.panel) if not gift.new
                for header, cell in gift.cells.items() if header in lines[gift.row].formulas
            ]
            sync_state.record(connection, job.table.name, blocked, occasion.now, occasion.new_id)


def _gifts_now(reader: Reader, job: Job, found: Tab, plan: Plan) -> list[Gift]:
    """What is still to be given, of the rows that may be written."""
    new = {gift.row for gift in job.gifts if gift.new}
    lines = job.by_id(found)
    both = sides(reader, job.table, [*lines, *new])
    held = set(plan.held)
    held |= {(row, header) for row, line in lines.items() for header in line.formulas}
    gifts = merge.gifts(both.base, both.panel, held)
    return [gift for gift in gifts if (gift.row in new if gift.new else gift.row in lines)]


def _write_rows(
    occasion: Occasion, job: Job, tab: int, found: Tab, seen: Seen, gifts: Sequence[Gift], made: Push
) -> Iterator[dict[str, Any]]:
    """Note each row that is written, with what stood in it, and ask for just the changed cells."""
    made.rows.append(Witnessed(job.table.name, 0, list(seen.rows[0].cells)))
    lines = job.by_id(found)
    for gift in sorted((gift for gift in gifts if not gift.new), key=lambda gift: lines[gift.row].number):
        cells = {found.column(header): cell for header, cell in gift.cells.items() if header in found.headers}
        number = lines[gift.row].number
        made.rows.append(Witnessed(job.table.name, number, list(seen.rows[number].cells), cells))
        yield from (ask.put(tab, number, column, [cell]) for column, cell in cells.items())
    still = {line.number: line for line in found.lines}
    for line in (lines[row] for row in job.originals if row in lines):
        made.rows.append(Witnessed(job.table.name, line.number, list(seen.rows[line.number].cells)))
    strays = {mending.line.number: mending.case for mending in job.mendings if mending.header == ID}
    for naming in job.namings:
        if naming.line.number in still and (naming.line.id not in job.originals or naming.line.id in lines):
            name, case = naming.row or occasion.new_id(job.table.prefix), strays.pop(naming.line.number, "")
            yield _put_in_place(job, tab, seen, made, naming.line, found.column(ID), name, named=name, case=case)
    for mending in job.mendings:
        column = _column(found, still.get(mending.line.number), mending)
        if column is not None and (mending.header != ID or mending.line.number in strays):
            yield _put_in_place(
                job, tab, seen, made, mending.line, column, mending.cell, mending.formula, case=mending.case)
    if new := [gift for gift in gifts if gift.new]:  # last, so that nothing meets them where rows are gone by then
        yield _appended(job.table, tab, found, new, made)


def _column(found: Tab, line: Line | None, mending: Mending) -> int | None:
    """Where the value to be taken out stands in its line, None where that is not sure any more."""
    if line is None or mending.header in line.formulas:
        return None
    if mending.header:
        return found.column(mending.header)
    places = [column for column, cell in line.loose.items() if cell == mending.stray]
    return places[0] if len(places) == 1 else None


def _put_in_place(
    job: Job, tab: int, seen: Seen, made: Push, line: Line, column: int, cell: Cell, formula: bool = False, **why: str
) -> dict[str, Any]:
    """Write one cell of a line that is known by its place."""
    before = list(seen.rows[line.number].cells)
    made.rows.append(Witnessed(job.table.name, line.number, before, {column: cell}, **why))
    return ask.put_formula(tab, line.number, column, str(cell)) if formula else ask.put(tab, line.number, column, [cell])


def _appended(table: Table, tab: int, found: Tab, gifts: Sequence[Gift], made: Push) -> dict[str, Any]:
    """New rows below the last one, under the headers as they stand."""
    known = tabs.columns(table.name)
    formats = [format_of(known.get(header)) if header == ID or header in known else None for header in found.headers]
    rows = []
    for gift in gifts:
        row = {ID: gift.row, **gift.cells}
        cells: list[Cell] = [row.get(header, "") if header else "" for header in found.headers]
        made.appends.append((table.name, gift.row, cells))
        rows.append([ask.entered(cell, kind) for cell, kind in zip(cells, formats, strict=True)])
    return ask.append(tab, rows)


def _entries(reader: Reader, given: set[tuple[str, str]], waiting: Waiting) -> list[list[Due]]:
    """Pending entries of the rows that are given now, and of those that have nothing left to be given, by rows of Riwayat."""
    pending = list(sync_state.pending(reader.connection))
    mine = riwayat.together(due for due in pending if (due.table, due.row) in given)
    others = riwayat.together(due for due in pending if (due.table, due.row) not in given and waiting.lets(due))
    groups = list(mine)
    return [*groups, *islice(others, max(0, ENTRIES - len(groups)))]


# --- batch B


def _send(office: Office, occasion: Occasion, link: Link, made: Push, batch: Sequence[dict[str, Any]]) -> Verdict:
    """Remember the push, then carry it out and judge it; whatever the answer, settle it."""
    state.write_note(office.database, PUSH, made.note)
    try:
        answer = link.sheet.write(batch, ranges(made))
    except (Rejected, Unclear):
        settle(office, occasion, link)
        raise Moved from None
    return judge(office, occasion, made, answer)


def settle(office: Office, occasion: Occasion, link: Link) -> None:
    """Find out whether an unfinished push was carried out, and judge it if so. Raises Trouble.

    Taking its locks away first makes it sure: from then on it can no longer be carried out.
    """
    note = state.note(office.database, PUSH)
    if note is None:
        return
    made = remembered(note)
    try:
        link.sheet.write([ask.unlock(lock) for lock in made.locks])
    except Rejected:  # a lock is gone: it was carried out, or somebody took the lock away
        try:
            answer = link.sheet.write([ask.touch_tab(made.witness)], ranges(made))
        except Rejected:  # no witness: it was not, and never will be
            link.free()
        else:
            judge(office, occasion, made, answer)
            return
    state.write_note(office.database, PUSH, None)
