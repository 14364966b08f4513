"""Beranda in words: facts about the running programmes → sentences, the most pressing first. Pure.

Each kind of fact has a list of situations; the first one that holds speaks for the fact. Who may do what a sentence
asks for sees it; who may only read sees what is late, and the way to the programme.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from services.domain import wording
from services.domain.access import may
from services.domain.occasion import Role
from services.domain.sop import OPEN, WAITING, Status
from services.domain.states import UNSIGNED, LetterState
from services.domain.today_facts import Facts, Standing

RANKS = ("Ganda", "Terlambat", "Dikembalikan", "Hari ini", "Perlu keputusan", "Ditolak", "Berjalan")
NEAR = 3  # days before the limit from which a contract still missing is said
MOURNED = timedelta(days=14)  # how long a refused programme is spoken of
MOST_NEXT = 5
ON_DESK = {
    Status.WAITING_DISPOSITION: "telaahan", Status.WAITING_CONTRACT: "kontrak",
    Status.WAITING_DATA: "permintaan data",
}


@dataclass(frozen=True)
class Line:
    """A sentence of Beranda: its chip, text before the programme's name, the name, text after it, and where it leads.

    `stage` is a stage's key, "" for the programme itself; `mine`: the reader may do what it asks for. `page` names
    another place where it leads, "" for the programme.
    """

    word: str
    before: str
    name: str
    after: str
    link: str
    programme: str
    stage: str
    over: int = 0
    mine: bool = True
    page: str = ""

    @property
    def text(self) -> str:
        return f"{self.before}{self.name}{self.after}"


@dataclass(frozen=True)
class Situation:
    """A sentence for the facts it holds for. `right`: who is meant; "{program}" is where the name stands."""

    word: str
    right: str
    holds: Callable[[Any], bool]
    sentence: str
    link: str


def _due_soon(fact: Standing) -> bool:
    return fact.allowed - fact.day <= NEAR


STAGES = (
    Situation("Ditolak", "reopen", lambda f: f.status is Status.REJECTED,
              "{program} ditolak Wali Kota pada {f.since_when}.", "Lihat alasan"),
    Situation("Terlambat", "disposition", lambda f: f.late and f.status is Status.WAITING_DISPOSITION,
              "Disposisi {program} sudah {f.day} {f.unit} di meja {f.desk}; batas SOP {f.allowed} hari.",
              "Catat disposisi"),
    Situation("Terlambat", "requests", lambda f: f.late and f.status is Status.WAITING_DATA and f.silent,
              "Data {program} lewat {f.over} hari dari batas {f.limit}; belum datang dari {f.how_many_silent} dari "
              "{f.asked} instansi: {f.who_is_silent}.", "Buat surat pengingat"),
    Situation("Terlambat", "stage", lambda f: f.late and f.status in WAITING,
              "{f.stage.title} {program} lewat {f.over} hari dari batas {f.limit}, di meja {f.desk}{f.needs}.",
              "Buka {f.stage.title}"),
    Situation("Dikembalikan", "stage", lambda f: f.status is Status.RETURNED,
              "{f.stage.title} {program} dikembalikan: “{f.note}”. Kali ke-{f.returned}.", "Buat versi baru"),
    Situation("Terlambat", "stage", lambda f: f.late,
              "{f.stage.title} {program} lewat {f.over} hari dari batas {f.limit}{f.needs}.", "Buka {f.stage.title}"),
    Situation("Perlu keputusan", "list", lambda f: f.people > f.packages > 0,
              "{program}: {f.crowd} untuk {f.packages} paket; pilih siapa yang didahulukan.",
              "Tetapkan daftar"),
    Situation("Hari ini", "disposition", lambda f: f.status is Status.WAITING_DISPOSITION and f.last_day,
              "Disposisi {program} hari ke-{f.day} dari {f.allowed} di meja {f.desk}.", "Catat disposisi"),
    Situation("Hari ini", "procurement", lambda f: f.status is Status.WAITING_CONTRACT and _due_soon(f),
              "Kontrak {program} belum ada; hari ke-{f.day} dari {f.allowed} di {f.desk}.", "Buka koordinasi"),
    Situation("Hari ini", "requests", lambda f: f.status is Status.WAITING_DATA and f.silent and 2 * f.day >= f.allowed,
              "Data {program} belum datang dari {f.how_many_silent} dari {f.asked} instansi: {f.who_is_silent}.",
              "Buat surat pengingat"),
    Situation("Hari ini", "stage", lambda f: f.status is Status.RUNNING and f.last_day and f.unsigned,
              "{f.stage.title} {program} belum bertanda tangan; hari ini hari ke-{f.day} dari {f.allowed}.",
              "Buka {f.stage.title}"),
    Situation("Hari ini", "stage", lambda f: f.status is Status.RUNNING and f.last_day,
              "{f.stage.title} {program} hari terakhir, hari ke-{f.day} dari {f.allowed}{f.needs}.",
              "Buka {f.stage.title}"),
    Situation("Berjalan", "stage", lambda f: f.status is Status.RUNNING or (f.asked and not f.silent),
              "{f.stage.title} {program} {f.which_day}{f.needs}.", "Buka {f.stage.title}"),
)
PAPERS = (
    Situation("Dikembalikan", "letters", lambda f: f.state == LetterState.DRAFT and f.note,
              "{f.title} {program} dikembalikan sebelum ditandatangani: “{f.note}”.", "Perbaiki surat"),
    Situation("Hari ini", "paraf", lambda f: f.state == LetterState.INITIALLING,
              "{f.title} {program} menunggu paraf.", "Catat paraf"),
    Situation("Hari ini", "sign", lambda f: f.state in UNSIGNED and f.asked,
              "{f.title} {program} menunggu tanda tangan Anda{f.since_when}.", "Buka surat"),
    Situation("Hari ini", "letters", lambda f: f.state == LetterState.SIGNED,
              "{f.title} {program} sudah bertanda tangan, belum bernomor.", "Beri nomor"),
    Situation("Hari ini", "files", lambda f: f.state not in UNSIGNED and not f.scanned,
              "Pindaian {f.title} {program} belum diunggah.", "Unggah berkas"),
)
DELIVERIES = (
    Situation("Hari ini", "handover", lambda f: f.day == f.today and f.served < f.people,
              "Penyaluran {program} di {f.place} hari ini; {f.served} dari {f.people} sudah menerima.",
              "Buka penyaluran"),
    Situation("Hari ini", "points", lambda f: f.eve and f.unprinted,
              "Daftar pengambilan {program} di {f.what_is_unprinted} belum dicetak; penyaluran {f.when}, "
              "{f.people} penerima.", "Cetak"),
    Situation("Hari ini", "points", lambda f: f.eve,
              "Penyaluran {program} {f.when} di {f.place}; {f.people} penerima. Bawa tanda terima yang sudah dicetak.",
              "Buka penyaluran"),
)
TWICE = (
    Situation("Ganda", "handover", lambda f: f.people > 0,
              "{f.people} orang menerima dua kali di {program}; periksa kedua tanda terimanya, tarik satu paket.",
              "Periksa"),
)
UNPASSED = (
    Situation("Perlu keputusan", "intake", lambda f: f.rows > 0,
              "{f.rows} baris dari {f.agency} untuk {program} belum lolos periksa.", "Lihat baris"),
)


def lines(facts: Facts, role: Role) -> list[Line]:
    """The sentences for a role: served twice, late (most days over first), sent back, due today, to decide, refused, running."""
    found = [
        *_spoken(STAGES, [fact for fact in facts.standings if _worth_saying(fact)], role),
        *_spoken(PAPERS, facts.papers, role),
        *_spoken(DELIVERIES, facts.deliveries, role),
        *_spoken(TWICE, facts.twice, role),
        *_spoken(UNPASSED, facts.unpassed, role),
    ]
    return ranked(found)


def ranked(found: Iterable[Line]) -> list[Line]:
    """Sentences, the most pressing first."""
    return sorted(found, key=lambda line: (RANKS.index(line.word), -line.over))


def _worth_saying(fact: Standing) -> bool:
    """A refusal is spoken of for two weeks; a stage that only waits for a memo sent back has nothing to do."""
    if fact.status is Status.REJECTED:
        return fact.today <= fact.since + MOURNED
    return fact.status is not Status.RETURNED or bool(fact.note)


def _spoken(situations: Sequence[Situation], facts: Iterable[Any], role: Role) -> Iterator[Line]:
    for fact in facts:
        situation = next((situation for situation in situations if situation.holds(fact)), None)
        if situation and may(role, situation.right):
            yield _line(situation, fact, situation.link.format(f=fact))
        elif situation and situation.word == "Terlambat":
            yield _line(situation, fact, "Lihat program", mine=False)


def _line(situation: Situation, fact: Any, link: str, mine: bool = True) -> Line:
    before, after = (side.format(f=fact) for side in situation.sentence.split("{program}"))
    stage = fact.stage if isinstance(fact.stage, str) else fact.stage.key
    leads_to = stage if mine and situation.word != "Ditolak" else ""
    return Line(situation.word, before, fact.name, after, link, fact.programme, leads_to, fact.over, mine)


def coming(facts: Facts, today: date) -> list[tuple[date, str]]:
    """What comes next, by day: limits of open stages, deliveries, and the further notes; the first few."""
    limits = [(fact.due, f"batas {fact.stage.title} {fact.name}") for fact in facts.standings if fact.status in OPEN]
    points = [
        (fact.day, f"penyaluran {fact.name} di {fact.place}, {wording.number(fact.people)} penerima")
        for fact in facts.deliveries
    ]
    ahead = [event for event in (*limits, *points, *facts.calendar_notes) if event[0] > today]
    return sorted(ahead)[:MOST_NEXT]


def elsewhere(facts: Facts) -> list[tuple[str, str]]:
    """What lies on the desks of others: (party, "1 telaahan, 4 hari kerja")."""
    waiting = sorted((fact for fact in facts.standings if fact.status in WAITING), key=lambda fact: fact.desk)
    return [(desk, _on_desk(list(group))) for desk, group in groupby(waiting, key=lambda fact: fact.desk)]


def _on_desk(group: Sequence[Standing]) -> str:
    longest = max(group, key=lambda fact: fact.day)
    return f"{len(group)} {ON_DESK[longest.status]}, {longest.day} dari {longest.allowed} {longest.unit}"
