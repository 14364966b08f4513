"""Programmes and their eight stages: start, what proves a stage, finish, return, reject, reopen.

Everything here is said of "a stage"; what is special to one stage stands in the use case of its papers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.domain import sop as engine
from services.domain import wording
from services.domain.occasion import Occasion
from services.domain.schema import DISPOSITION, FILE, LETTER, PACKAGE_ITEM, PROGRAMME, STAGE
from services.domain.sop import AT_WORK, OPEN, WAITING, Action, Paper, Sop, Stage, Status
from services.domain.states import SIGNED, Answer, LetterState
from services.errors import BadInput, NotReady, Problem, Refused
from services.evidence import RECORDS, records
from services.office import Office, calendar_of, settings_of
from services.storage.database import Change, create, update
from services.storage.reader import Reader, Row


@dataclass(frozen=True)
class Step:
    """One stage of a programme as a screen shows it.

    `days`: the counted days so far, one by one; `limit`: how many the SOP allows (None where it says a month);
    `desk`: the party that has it; `word`: its state, *Terlambat* where it is beyond `due`.
    """

    stage: Stage
    row: Row
    status: Status
    desk: str
    days: tuple[date, ...] = ()
    limit: int | None = None
    due: date | None = None
    late: bool = False

    @property
    def word(self) -> str:
        return "Terlambat" if self.late else str(self.status)

    @property
    def open(self) -> bool:
        return self.status in OPEN

    @property
    def counted(self) -> str:
        """hari ke-4 dari 2, or "hari ke-4 dari 1 bulan"; the day of the start is not counted."""
        waktu = self.stage.waktu.lower()
        return f"hari ke-{len(self.days)} dari {self.limit or waktu}" if self.days else f"baru mulai, SOP {waktu}"


def start(
    office: Office, occasion: Occasion, values: Mapping[str, Any], items: tuple[Mapping[str, Any], ...] = ()
) -> str:
    """Start a programme: its row, eight stages, the first of them running; the ID. Raises NotAllowed, BadInput."""
    programme = occasion.new_id(PROGRAMME.prefix)
    statuses = dict.fromkeys((stage.key for stage in office.sop.stages), Status.NOT_STARTED)
    first = engine.startable(office.sop, statuses)

    def stage_row(stage: Stage) -> Change:
        begun = {"status": Status.RUNNING, "started": occasion.today} if stage in first else {}
        values = {"programme": programme, "stage": stage.key, "number": stage.number, "returned": 0}
        return create(STAGE, occasion.new_id(STAGE.prefix), **{"status": Status.NOT_STARTED} | values | begun)

    plan = [
        create(PROGRAMME, programme, **values, status=Status.RUNNING, opened=occasion.today),
        *map(stage_row, office.sop.stages),
        *(create(PACKAGE_ITEM, occasion.new_id(PACKAGE_ITEM.prefix), programme=programme, **item) for item in items),
    ]
    outcome = office.database.change(occasion, "programme", plan)
    return next(row for table, row in outcome.touched if table == PROGRAMME.name)


def copied(reader: Reader, programme: str, year: int) -> tuple[dict[str, Any], tuple[dict[str, Any], ...]]:
    """What a new programme takes over from an old one: its values for another year, and the package's contents."""
    row = reader.get(PROGRAMME, programme)
    values = {field.name: row[field.name] for field in PROGRAMME.editable()} | {"year": year, "decree": None}
    names = ("item", "quantity", "unit", "price")
    items = tuple({name: item[name] for name in names} for item in reader.find(PACKAGE_ITEM, programme=programme))
    return values, items


def edit(office: Office, occasion: Occasion, seen: Row, values: Mapping[str, Any]) -> None:
    """Change what people write of a programme. Raises Stale where somebody else changed the same."""
    office.database.change(occasion, "programme", [update(PROGRAMME, seen["id"], seen, **values)])


def sop_of(reader: Reader, sop: Sop) -> Sop:
    """The SOP as this office runs it: with stages 3 and 4 side by side where it allows."""
    return sop.beside() if settings_of(reader)["side_by_side"] else sop


def stages(reader: Reader, programme: str) -> dict[str, Row]:
    """The stage rows of a programme by key, in order."""
    return {row["stage"]: row for row in reader.find(STAGE, programme=programme, order=("number",))}


def track(reader: Reader, sop: Sop, programme: str, today: date) -> list[Step]:
    """The eight steps of a programme: who has it, since when, until when, how long against the SOP."""
    calendar, workdays = calendar_of(reader), settings_of(reader)["workdays"]
    running = reader.get(PROGRAMME, programme)["status"] == Status.RUNNING
    return [
        _step(sop, stage, row, today, calendar, workdays, running)
        for stage, row in ((sop.stage(key), row) for key, row in stages(reader, programme).items())
    ]


def _step(
    sop: Sop, stage: Stage, row: Row, today: date, calendar: Any, workdays: bool, running: bool
) -> Step:
    status = Status(row["status"])
    desk = sop.at_desk(stage, status).name
    if row["started"] is None:
        return Step(stage, row, status, desk)
    until = row["finished"] or today
    due = engine.due(stage, row["started"], calendar, workdays)
    limit = stage.duration.amount if stage.duration.unit == "hari" else None
    days = tuple(engine.days_used(row["started"], until, calendar, workdays))
    return Step(stage, row, status, desk, days, limit, due, running and status in AT_WORK and until > due)


def evidence(reader: Reader, programme: str, stage: str, asked: Iterable[str] = RECORDS) -> frozenset[str]:
    """What is there for a stage, as the SOP's papers name it: `letter:KIND`, `record:NAME`, `file:PAPER`.

    `asked`: the names of the records to look for.
    """
    replaced = _superseded(reader, programme)
    letters = reader.find(LETTER, programme=programme, state=SIGNED)
    files = reader.find(FILE, programme=programme, stage=stage)
    return frozenset(
        [f"letter:{letter['kind']}" for letter in letters]
        + [f"file:{file['paper']}" for file in files if file["paper"] and file["owner"] not in replaced]
        + [f"record:{name}" for name in records(reader, programme, asked)]
    )


def _proved(reader: Reader, programme: str, stage: Stage) -> frozenset[str]:
    """The evidence of which the papers of a stage may speak."""
    proofs = {proof for paper in stage.papers for proof in paper.proofs}
    return evidence(reader, programme, stage.key, RECORDS.keys() & {proof.removeprefix("record:") for proof in proofs})


def _superseded(reader: Reader, programme: str) -> set[str]:
    """Rows whose files prove nothing any more: replaced letters, and sheets on which the mayor sent a memo back."""
    letters = reader.find(LETTER, programme=programme, state=LetterState.REPLACED)
    returned = reader.find(DISPOSITION, programme=programme, answer=Answer.RETURNED)
    return {row["id"] for row in (*letters, *returned)}


def missing(reader: Reader, sop: Sop, programme: str, stage: str) -> tuple[Paper, ...]:
    """The papers that a stage still lacks."""
    return engine.missing(sop.stage(stage), _proved(reader, programme, sop.stage(stage)))


def finish(office: Office, occasion: Occasion, programme: str, stage: str) -> None:
    """Finish a stage whose papers are all there; the next ones start by themselves. Raises NotReady."""
    office.database.change(occasion, "stage", lambda reader: finishing(reader, office.sop, occasion, programme, stage))


def finishing(
    reader: Reader, sop: Sop, occasion: Occasion, programme: str, stage: str, brings: frozenset[str] = frozenset()
) -> list[Change]:
    """The changes that finish a stage, for use cases whose own act does so and `brings` proofs. Raises NotReady, Refused."""
    if lacking := engine.missing(sop.stage(stage), _proved(reader, programme, sop.stage(stage)) | brings):
        raise NotReady(f"Tahap {sop.stage(stage).title}", [paper.name for paper in lacking])
    return _finished(reader, sop, occasion, programme, stage)


def override(office: Office, occasion: Occasion, programme: str, stage: str, reason: str) -> None:
    """Finish a stage although papers are missing. Only an administrator, and only with a reason."""
    if not reason.strip():
        raise BadInput(Problem("override", "Tulis alasan melewati syarat tahap ini."))

    def plan(reader: Reader) -> list[Change]:
        return _finished(reader, office.sop, occasion, programme, stage, override=reason)

    office.database.change(occasion, "override", plan)


def _finished(
    reader: Reader, sop: Sop, occasion: Occasion, programme: str, stage: str, **more: Any
) -> list[Change]:
    sop, rows = sop_of(reader, sop), stages(reader, programme)
    done = moved(sop, rows, stage, Action.FINISH, finished=occasion.today, **more)
    statuses = {key: Status(row["status"]) for key, row in rows.items()} | {stage: Status.DONE}
    begun = [change for following in sop.stages for change in _begun(following, rows, statuses, occasion.today)]
    if all(status is Status.DONE for status in statuses.values()):
        begun.append(update(PROGRAMME, programme, status=Status.DONE))
    return [done, *begun]


def _begun(stage: Stage, rows: Mapping[str, Row], statuses: Mapping[str, Status], today: date) -> list[Change]:
    """The start of a stage whose predecessors are now done: new, or sent back by the mayor and asked again."""
    if any(statuses[key] is not Status.DONE for key in stage.predecessors):
        return []
    action = {Status.NOT_STARTED: Action.START, Status.RETURNED: Action.RESUME}.get(statuses[stage.key])
    if action is None or (action is Action.RESUME and not stage.predecessors):
        return []
    status = engine.after(stage, statuses[stage.key], action)
    # A stage in which the office writes no letter waits for the other party from its first day.
    if stage.waiting and not any(paper.evidence.startswith("letter:") for paper in stage.papers):
        status = engine.after(stage, status, Action.WAIT)
    return [update(STAGE, rows[stage.key]["id"], status=status, started=today, finished=None)]


def moved(sop: Sop, rows: Mapping[str, Row], stage: str, action: Action, **more: Any) -> Change:
    """The change that an action makes to a stage. Raises Refused where it is not possible."""
    row = rows[stage]
    status = engine.after(sop.stage(stage), Status(row["status"]), action)
    return update(STAGE, row["id"], status=status, **more)


def waiting(reader: Reader, sop: Sop, programme: str, stage: str) -> list[Change]:
    """The change by which a stage waits for the other party; none if it does already, or has nobody to wait for."""
    rows = stages(reader, programme)
    if Status(rows[stage]["status"]) in WAITING or sop.stage(stage).waiting is None:
        return []
    return [moved(sop, rows, stage, Action.WAIT)]


def resumed(reader: Reader, sop: Sop, programme: str, stage: str) -> list[Change]:
    """The change by which work on a returned stage goes on; none if it was not returned."""
    rows = stages(reader, programme)
    if rows[stage]["status"] != Status.RETURNED:
        return []
    return [moved(sop, rows, stage, Action.RESUME, finished=None)]


def returned(reader: Reader, sop: Sop, occasion: Occasion, programme: str, *keys: str) -> list[Change]:
    """The changes by which stages come back from the mayor: each return is counted, the days count anew.

    What was attached to the stages stays there, but proves nothing of the version that comes.
    """
    rows = stages(reader, programme)
    again = {"started": occasion.today, "finished": None}
    files = reader.find(FILE, owner=[rows[key]["id"] for key in keys])
    return [
        *(moved(sop, rows, key, Action.RETURN, returned=(rows[key]["returned"] or 0) + 1, **again) for key in keys),
        *(update(FILE, file["id"], paper=None) for file in files),
    ]


def rejected(reader: Reader, sop: Sop, occasion: Occasion, programme: str, stage: str) -> list[Change]:
    """The changes by which the mayor's no ends a programme."""
    rows = stages(reader, programme)
    return [
        moved(sop, rows, stage, Action.REJECT, finished=occasion.today),
        update(PROGRAMME, programme, status=Status.REJECTED),
    ]


def cancel(office: Office, occasion: Occasion, programme: str, reason: str) -> None:
    """End a programme before its end, with a reason; it can be reopened."""
    _turn(office, occasion, programme, reason, "programme", Action.CANCEL, Status.CANCELLED)


def reopen(office: Office, occasion: Occasion, programme: str, reason: str) -> None:
    """Take a rejected or cancelled programme up again, with a reason. Only the head of office."""
    _turn(office, occasion, programme, reason, "reopen", Action.REOPEN, Status.RUNNING)


# Which stages end or go on with their programme; one that has not begun stays so.
TURNED = {Action.CANCEL: OPEN, Action.REOPEN: {Status.REJECTED, Status.CANCELLED}}


def _turn(
    office: Office, occasion: Occasion, programme: str, reason: str, right: str, action: Action, status: Status
) -> None:
    if not reason.strip():
        raise BadInput(Problem("note", "Tulis alasannya; alasan itu masuk Riwayat."))

    def plan(reader: Reader) -> list[Change]:
        row, rows = reader.get(PROGRAMME, programme), stages(reader, programme)
        if row["status"] == status:
            raise Refused(f"Program ini sudah {status.lower()}. Muat ulang halaman ini.")
        turned = [key for key, stage in rows.items() if stage["status"] in TURNED[action]]
        note = f"Program {action} {wording.long_date(occasion.today)}: {reason.strip()}"
        return [
            *(moved(office.sop, rows, key, action, finished=None) for key in turned),
            update(PROGRAMME, programme, status=status, note="\n".join(filter(None, [row["note"], note]))),
        ]

    office.database.change(occasion, right, plan)
