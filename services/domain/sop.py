"""A small engine over an SOP written in TOML. It knows no stage by name: the SOP is data.

The printed words stand in the SOP as they are, mistakes and blanks included; `modern` is today's reading beside them.
What the source no longer shows (the flow symbols of the executors, which paper proves what) is our reading and is
marked `ditafsirkan`. A duration is counted from the day after the start of a stage.
"""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from itertools import takewhile
from typing import Literal

from services.domain import strict
from services.domain.workdays import Calendar, days_after
from services.errors import BadInput, Refused

EVIDENCE = re.compile(r"(letter|record):[a-z0-9_]+|file")
WAKTU = re.compile(r"([1-9]\d{0,2}) (hari|bulan)")


class Status(StrEnum):
    """Where a stage stands; the value is the word that is stored and shown. *Terlambat* is derived, never stored."""

    NOT_STARTED = "Belum mulai"
    RUNNING = "Berjalan"
    WAITING_DISPOSITION = "Menunggu disposisi"
    WAITING_CONTRACT = "Menunggu kontrak"
    WAITING_DATA = "Menunggu data"
    DONE = "Selesai"
    RETURNED = "Dikembalikan"
    REJECTED = "Ditolak"
    CANCELLED = "Dibatalkan"


class Action(StrEnum):
    """What can be done to a stage; the value completes "Tahap ini tidak dapat …"."""

    START = "dimulai"
    WAIT = "diajukan"
    RESUME = "dilanjutkan"
    FINISH = "diselesaikan"
    RETURN = "dikembalikan"
    REJECT = "ditolak"
    CANCEL = "dibatalkan"
    REOPEN = "dibuka kembali"


WAITING = frozenset({Status.WAITING_DISPOSITION, Status.WAITING_CONTRACT, Status.WAITING_DATA})
AT_WORK = WAITING | {Status.RUNNING}
OPEN = AT_WORK | {Status.RETURNED}

FROM: dict[Action, Set[Status]] = {
    Action.START: {Status.NOT_STARTED},
    Action.WAIT: {Status.RUNNING},
    Action.RESUME: WAITING | {Status.RETURNED},
    Action.FINISH: AT_WORK,
    Action.RETURN: AT_WORK | {Status.DONE},  # a memo that was done comes back from the mayor
    Action.REJECT: AT_WORK,
    Action.CANCEL: OPEN | {Status.NOT_STARTED},
    Action.REOPEN: {Status.DONE, Status.REJECTED, Status.CANCELLED},
}
INTO: dict[Action, Status] = {
    Action.START: Status.RUNNING,
    Action.RESUME: Status.RUNNING,
    Action.FINISH: Status.DONE,
    Action.RETURN: Status.RETURNED,
    Action.REJECT: Status.REJECTED,
    Action.CANCEL: Status.CANCELLED,
    Action.REOPEN: Status.RUNNING,
}  # WAIT is not here: it leads to the stage's own waiting word


@dataclass(frozen=True)
class Line:
    """A line of the SOP's header."""

    label: str
    text: str


@dataclass(frozen=True)
class Section:
    """A part of the SOP's first page; `modern` names it where the source lost the title."""

    title: str
    items: tuple[str, ...]
    modern: str = ""


@dataclass(frozen=True)
class Grid:
    """A table behind the SOP (identification, worksheets), as printed; `part` is the heading above it."""

    part: str
    title: str
    rows: tuple[tuple[str, ...], ...]
    head: tuple[str, ...] = ()
    modern: str = ""


@dataclass(frozen=True)
class Party:
    """Someone who takes part: the SOP's `column`, and today's `name`, explained in `modern` where the two differ."""

    key: str
    column: str
    name: str
    modern: str = ""


@dataclass(frozen=True)
class Executor:
    """A symbol in the column of a party."""

    party: str
    symbol: Literal["start", "process", "decision", "end"]
    ditafsirkan: bool


@dataclass(frozen=True)
class Paper:
    """What must be there before a stage is finished.

    `evidence` is `letter:KIND`, `record:NAME` or `file` (only a file or the place of the hardcopy will do).
    """

    key: str
    name: str
    part: Literal["kelengkapan", "output"]
    evidence: str
    ditafsirkan: bool

    @property
    def proofs(self) -> frozenset[str]:
        """Each of these proves the paper: its evidence, or a file attached (or a hardcopy placed) under its key."""
        return frozenset({self.evidence} - {"file"} | {f"file:{self.key}"})


@dataclass(frozen=True)
class Duration:
    """How long a stage may take."""

    amount: int
    unit: Literal["hari", "bulan"]


@dataclass(frozen=True)
class Stage:
    """A row of the flow. `desk` is the party it lies with while it waits; `side_by_side` are its predecessors where
    the office lets stages run side by side."""

    key: str
    number: int
    title: str
    activity: str
    executors: tuple[Executor, ...]
    kelengkapan: str
    waktu: str
    output: str
    keterangan: str
    papers: tuple[Paper, ...]
    predecessors: tuple[str, ...]
    desk: str
    action: str
    waiting: Status | None = None
    side_by_side: tuple[str, ...] = ()
    modern: str = ""

    @property
    def duration(self) -> Duration:
        """The limit that `waktu` says ("2 Hari", "1 bulan"). Raises BadInput where it says none."""
        match = WAKTU.fullmatch(self.waktu.lower())
        if not match:
            raise BadInput(f"waktu “{self.waktu}” tidak terbaca. Tulis seperti “2 hari” atau “1 bulan”.")
        return Duration(int(match[1]), "bulan" if match[2] == "bulan" else "hari")

    def asks(self, evidence: str) -> bool:
        """Whether a paper of that evidence belongs to the stage."""
        return any(paper.evidence == evidence for paper in self.papers)


@dataclass(frozen=True)
class Sop:
    """A whole SOP. The first of the parties is the office itself."""

    kop: tuple[str, ...]
    flow_head: tuple[tuple[str, ...], ...]
    header: tuple[Line, ...]
    sections: tuple[Section, ...]
    parties: tuple[Party, ...]
    stages: tuple[Stage, ...]
    grids: tuple[Grid, ...]

    def stage(self, key: str) -> Stage:
        """The stage of that key. Raises KeyError."""
        return {stage.key: stage for stage in self.stages}[key]

    def proved_by(self, evidence: str) -> Stage:
        """The stage with a paper of that evidence; the last stage where the office's SOP asks for none."""
        return next((stage for stage in self.stages if stage.asks(evidence)), self.stages[-1])

    def party(self, key: str) -> Party:
        """The party of that key. Raises KeyError."""
        return {party.key: party for party in self.parties}[key]

    def at_desk(self, stage: Stage, status: Status) -> Party:
        """Who has the stage on the desk: the party it waits for, else the office."""
        return self.party(stage.desk) if status in WAITING else self.parties[0]

    def beside(self) -> "Sop":
        """The same SOP where the office lets stages run side by side."""
        stages = (replace(stage, predecessors=stage.side_by_side or stage.predecessors) for stage in self.stages)
        return replace(self, stages=tuple(stages))


def read(text: str) -> Sop:
    """The SOP of a TOML text, which the office may have edited. Raises BadInput naming the place of each fault."""
    sop = strict.read(Sop, text, "SOP")
    problems = [f"SOP, {fault}" for fault in _faults(sop)]
    if problems:
        raise BadInput(*problems)
    return sop


def _faults(sop: Sop) -> Iterator[str]:
    """What the types cannot say: names that must exist, be there once, or not run in a circle."""
    stages, parties = [stage.key for stage in sop.stages], [party.key for party in sop.parties]
    if not stages or not parties:
        yield "stages dan parties: masing-masing harus ada sedikitnya satu."
    yield from _doubled("stages", stages)
    yield from _doubled("parties", parties)
    for stage in sop.stages:
        for fault in _faults_of(stage, frozenset(stages), frozenset(parties)):
            yield f"tahap “{stage.key}”: {fault}"
    yield from _circles(sop)
    yield from _circles(sop.beside())


def _faults_of(stage: Stage, stages: Set[str], parties: Set[str]) -> Iterator[str]:
    for key in sorted({*stage.predecessors, *stage.side_by_side} - stages):
        yield f"tahap pendahulu “{key}” tidak ada."
    for key in sorted({stage.desk, *(executor.party for executor in stage.executors)} - parties):
        yield f"pihak “{key}” tidak ada di parties."
    for paper in stage.papers:
        if not EVIDENCE.fullmatch(paper.evidence):
            yield f"bukti “{paper.evidence}” tidak dikenal. Tulis letter:JENIS, record:NAMA atau file."
    if stage.waiting not in {None, *WAITING}:
        yield f"“{stage.waiting}” bukan status menunggu."
    yield from _doubled("papers", [paper.key for paper in stage.papers])
    try:
        _ = stage.duration
    except BadInput as error:
        yield str(error)


def _doubled(place: str, keys: list[str]) -> Iterator[str]:
    for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
        yield f"{place}: “{key}” ada lebih dari satu."


def _circles(sop: Sop) -> Iterator[str]:
    try:
        TopologicalSorter({stage.key: stage.predecessors for stage in sop.stages}).prepare()
    except CycleError as error:
        yield f"predecessors: tahap {' → '.join(error.args[1])} saling menunggu."


def after(stage: Stage, status: Status, action: Action) -> Status:
    """The status after an action. Raises Refused with the reason where the action is not possible."""
    into = stage.waiting if action is Action.WAIT else INTO[action]
    if into is None or status not in FROM[action]:
        raise Refused(
            f"Tahap {stage.number} ({stage.title}) tidak dapat {action}; statusnya {status}. "
            "Muat ulang halaman ini: mungkin orang lain baru mengubahnya."
        )
    return into


def missing(stage: Stage, evidence: Set[str]) -> tuple[Paper, ...]:
    """The papers nothing in `evidence` proves (`letter:KIND`, `record:NAME`, `file:PAPER KEY`), in the SOP's order."""
    return tuple(paper for paper in stage.papers if not paper.proofs & evidence)


def startable(sop: Sop, statuses: Mapping[str, Status]) -> tuple[Stage, ...]:
    """The stages that can start now: not begun, and all their predecessors are done."""
    return tuple(
        stage
        for stage in sop.stages
        if statuses[stage.key] == Status.NOT_STARTED
        and all(statuses[key] == Status.DONE for key in stage.predecessors)
    )


def current(sop: Sop, statuses: Mapping[str, Status]) -> tuple[Stage, ...]:
    """The stages somebody is to act on now; more than one where they run side by side."""
    return tuple(stage for stage in sop.stages if statuses[stage.key] in OPEN)


def days_used(started: date, until: date, calendar: Calendar, workdays: bool = True) -> list[date]:
    """The days counted from the start up to `until`, one by one: the day after the start is the first."""
    if workdays:
        return calendar.count(started, until)
    return list(takewhile(lambda day: day <= until, days_after(started)))


def due(stage: Stage, started: date, calendar: Calendar, workdays: bool = True) -> date:
    """The last day the SOP allows. A "hari" is a working day unless the office set it otherwise."""
    limit = stage.duration
    if limit.unit == "bulan":
        return calendar.add_months(started, limit.amount)
    if workdays:
        return calendar.add_workdays(started, limit.amount)
    return started + timedelta(days=limit.amount)


def is_late(stage: Stage, started: date, day: date, calendar: Calendar, workdays: bool = True) -> bool:
    """Whether `day` (today, or the day it was finished) is beyond the SOP's limit."""
    return day > due(stage, started, calendar, workdays)
