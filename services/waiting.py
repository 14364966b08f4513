"""What waits for whom: the facts of Beranda, gathered from the office's tables."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from services import correspondence, letter_data, programmes
from services.distribution import seconds
from services.domain import sheet_news, today
from services.domain import sop as engine
from services.domain.occasion import Role
from services.domain.schema import (
    AGENCY,
    CONTRACT,
    CORRECTION,
    DATA_REQUEST,
    DISPOSITION,
    FILE,
    IMPORT,
    LETTER,
    PARAF,
    POINT,
    PROGRAMME,
    TICK_LIST,
)
from services.domain.sop import Sop, Status
from services.domain.states import Answer, ImportState, LetterState, RecipientState
from services.domain.today import Line
from services.domain.today_facts import Delivery, Facts, Paper, Standing, Twice, Unpassed
from services.domain.workdays import Calendar
from services.office import Office, calendar_of, settings_of
from services.programmes import Step
from services.storage import desk, people
from services.storage.reader import Reader, Row
from services.sync import cases

ON_THE_WAY = tuple(state for state in LetterState if state != LetterState.REPLACED)


@dataclass(frozen=True)
class Today:
    """Beranda of one person: what waits, what comes next, what lies with others. `begun`: there is a programme."""

    lines: list[Line]
    coming: list[tuple[date, str]]
    elsewhere: list[tuple[str, str]]
    begun: bool

    @property
    def sentence(self) -> str:
        """5 hal menunggu Anda, 1 terlambat; empty where there is nothing to say."""
        waiting, late = sum(line.mine for line in self.lines), sum(line.word == "Terlambat" for line in self.lines)
        said = [f"{waiting} hal menunggu Anda" if waiting else "", f"{late} terlambat" if late else ""]
        return ", ".join(filter(None, said))


def today_of(office: Office, role: Role, day: date) -> Today:
    """What waits for that role on that day."""
    with office.database.reading() as reader:
        found = facts(reader, office.sop, day)
        begun = reader.has(PROGRAMME)
        news = cases.news(reader, office)
    said = today.ranked([*today.lines(found, role), *sheet_news.lines(news, role)])
    return Today(said, today.coming(found, day), today.elsewhere(found), begun)


def facts(reader: Reader, sop: Sop, day: date) -> Facts:
    """Everything that Beranda may speak of."""
    rows = reader.find(PROGRAMME, status=(Status.RUNNING, Status.REJECTED), order=("-opened", "name"))
    running = [row for row in rows if row["status"] == Status.RUNNING]
    names = {row["id"]: row["name"] for row in running}
    return Facts(
        standings=tuple(standing for row in rows for standing in _standings(reader, sop, row, day)),
        papers=tuple(_papers(reader, sop, names, day)),
        deliveries=tuple(_deliveries(reader, sop, names, day)),
        twice=tuple(_twice(reader, sop, names)),
        unpassed=tuple(_unpassed(reader, sop, {row["id"]: row["name"] for row in running if not row["fixed_at"]})),
        calendar_notes=tuple(_goods_awaited(reader, names)),
    )


def _standings(reader: Reader, sop: Sop, programme: Row, day: date) -> Iterator[Standing]:
    calendar, workdays = calendar_of(reader), settings_of(reader)["workdays"]
    for step in programmes.track(reader, sop, programme["id"], day):
        if step.status is Status.REJECTED or (step.open and programme["status"] == Status.RUNNING):
            yield _standing(reader, sop, programme, step, day, calendar, workdays)


def _standing(
    reader: Reader, sop: Sop, programme: Row, step: Step, day: date, calendar: Calendar, workdays: bool
) -> Standing:
    stage, started = step.stage, step.row["started"]
    assert step.due is not None  # an open or refused stage has begun
    lacking = programmes.missing(reader, sop, programme["id"], stage.key) if step.open else ()
    return Standing(
        programme=programme["id"], name=programme["name"], stage=stage, status=step.status, desk=step.desk,
        since=step.row["finished"] or started, today=day, day=len(step.days),
        allowed=len(engine.days_used(started, step.due, calendar, workdays)), due=step.due,
        unit="hari kerja" if workdays else "hari", lacking=tuple(paper.name for paper in lacking),
        unsigned=any(paper.evidence.startswith("letter:") for paper in lacking),
        returned=step.row["returned"] or 0, note=_note(reader, programme["id"], step),
        **_answers(reader, programme["id"], step), **_choice(reader, programme, step),
    )


def _note(reader: Reader, programme: str, step: Step) -> str:
    """The mayor's words on a memo that was sent back; empty where this stage is not that memo's."""
    row = reader.first(
        DISPOSITION, programme=programme, stage=step.stage.key, answer=Answer.RETURNED, order=("-answered",))
    return (row["instruction"] or "tanpa catatan").rstrip(".") if row else ""


def _answers(reader: Reader, programme: str, step: Step) -> dict[str, Any]:
    if step.status is not Status.WAITING_DATA:
        return {}
    requests = reader.find(DATA_REQUEST, programme=programme)
    silent = [row["agency"] for row in requests if row["answered"] is None]
    names = tuple(row["name"] for row in reader.find(AGENCY, id=silent, order=("name",)))
    return {"asked": len(requests), "silent": names}


def _choice(reader: Reader, programme: Row, step: Step) -> dict[str, Any]:
    """How many people there are to choose from, where the list is fixed in this stage and is not yet."""
    if not step.stage.asks("record:fixed_list") or programme["fixed_at"]:
        return {}
    candidates = people.number(reader, programme["id"], RecipientState.CANDIDATE)
    return {"people": candidates, "packages": programme["quota"]}


def _papers(reader: Reader, sop: Sop, names: Mapping[str, str], day: date) -> Iterator[Paper]:
    """Letters on their way; those of the same kind in the same state are one fact."""
    keys = {(stage.key, paper.evidence): paper.key for stage in sop.stages for paper in stage.papers}
    files = reader.find(FILE, programme=list(names))
    owners = {row["owner"] for row in files}
    proofs = {(row["programme"], row["stage"], row["paper"]) for row in files}
    notes = {row["letter"]: row["reason"] for row in reader.find(PARAF) if row["reason"]}
    initialled_first = bool(letter_data.initiallers(reader, day))
    alike: Counter[Paper] = Counter()
    for row in reader.find(LETTER, programme=list(names), state=ON_THE_WAY, order=("dated",)):
        paper = keys.get((row["stage"], f"letter:{row['kind']}"))
        alike[Paper(
            programme=row["programme"], name=names[row["programme"]], stage=row["stage"] or "",
            title=correspondence.NAMES.get(row["kind"]) or row["about"], state=LetterState(row["state"]), since=row["dated"],
            asked=waits_for_head(row, initialled_first), note=notes.get(row["id"], ""),
            scanned=row["id"] in owners or (row["programme"], row["stage"], paper) in proofs or paper is None,
        )] += 1
    for fact, count in alike.items():
        yield fact.counted(count)


def waits_for_head(letter: Row, initialled_first: bool) -> bool:
    """Whether a letter waits for the head: after the last paraf, or a draft without a gap where nobody gives one."""
    if letter["state"] != LetterState.DRAFT or initialled_first:
        return bool(letter["state"] == LetterState.READY)
    return not correspondence.unfinished(letter)


def _deliveries(reader: Reader, sop: Sop, names: Mapping[str, str], day: date) -> Iterator[Delivery]:
    """The points of a programme on one day are one fact."""
    stage, next_workday = sop.proved_by("record:handovers").key, calendar_of(reader).add_workdays(day, 1)
    rows = [row for row in reader.find(POINT, programme=list(names), order=("date", "programme")) if row["date"] >= day]
    printed = {point for (point,) in reader.tally(TICK_LIST, "point", point=[row["id"] for row in rows])}
    for (when, programme), points in groupby(rows, key=lambda row: (row["date"], row["programme"])):
        places, stands = [(row["id"], row["name"]) for row in points], desk.standings(reader, programme)
        known = [stands[row] for row, _ in places if row in stands]
        yield Delivery(
            programme=programme, name=names[programme], stage=stage, day=when, today=day, next_workday=next_workday,
            place=places[0][1] if len(places) == 1 else f"{len(places)} titik",
            people=sum(one.planned for one in known), served=sum(one.handed for one in known),
            unprinted=tuple(name for row, name in places if row in stands and row not in printed),
        )


def _unpassed(reader: Reader, sop: Sop, names: Mapping[str, str]) -> Iterator[Unpassed]:
    """Rows of the newest list of each agency that were not stored, unless the agency was asked to mend them."""
    asked = {row["batch"] for row in reader.find(CORRECTION, programme=list(names))}
    newest = {
        (row["programme"], row["agency"]): row
        for row in reader.find(IMPORT, programme=list(names), state=ImportState.VALID, order=("at",))
    }
    agencies = {row["id"]: row["name"] for row in reader.find(AGENCY, id=[agency for _, agency in newest if agency])}
    for (programme, agency), row in newest.items():
        left = (row["rows"] or 0) - (row["stored"] or 0)
        if left > 0 and row["id"] not in asked:
            yield Unpassed(programme=programme, name=names[programme], stage=sop.proved_by("record:import").key, rows=left,
                           agency=agencies.get(agency or "", str(row["name"])))


def _twice(reader: Reader, sop: Sop, names: Mapping[str, str]) -> Iterator[Twice]:
    for programme, name in names.items():
        valid = [one for one in seconds.of_programme(reader, programme) if one.handover["cancelled_at"] is None]
        yield Twice(programme=programme, name=name, stage=sop.proved_by("record:handovers").key, people=len(valid))


def _goods_awaited(reader: Reader, names: Mapping[str, str]) -> Iterator[tuple[date, str]]:
    for row in reader.find(CONTRACT, programme=list(names), received=None):
        if row["delivery_due"]:
            yield row["delivery_due"], f"batas penyerahan barang {names[row['programme']]} oleh {row['provider']}"
