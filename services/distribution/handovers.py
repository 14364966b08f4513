"""Handing over, person by person: found, answered, served once, cancelled within the day.

Served once is a promise of the database (`Unique` of HANDOVER); the checks here run inside the same transaction and
turn a second try into a sentence that says when, where and by whom.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from services.distribution import seconds
from services.domain import desk, wording
from services.domain.desk import Answer, Counters, Word
from services.domain.fields import Choice, Flag, Text, validate
from services.domain.occasion import WITA, Occasion
from services.domain.schema import HANDOVER, POINT, PROGRAMME, RECIPIENT, STAGE
from services.domain.sop import OPEN
from services.domain.states import PointState, RecipientState
from services.errors import BadInput, NotFound, Problem, Refused
from services.office import Office
from services.storage import desk as sql
from services.storage.database import Change, create, update
from services.storage.reader import Reader, Row

STAGE_KEY = "distribution"
SHORT = 4  # characters of an invitation code that are enough to find its holder: its first group on paper
MOST = 20  # people shown for one search; more are not read at a desk

RELATIONS = ("Suami/istri", "Anak", "Orang tua", "Saudara", "Kerabat", "Tetangga", "Ketua RT", "Lainnya")
# A wakil is asked for relation, name, phone and reason (the official list of proxies has them too), and shows the KK.
PROXY = (
    Choice(name="proxy_relation", header="Hubungan", choices=RELATIONS, required=True),
    Text(name="proxy_name", header="Nama Wakil", required=True),
    Text(name="proxy_phone", header="Telepon Wakil", required=True, longest=30),
    Text(name="proxy_reason", header="Sebab Diwakilkan", required=True),
    Flag(name="kk_seen", header="KK Diperlihatkan"),
)
ELSEWHERE = replace(HANDOVER.field("elsewhere_reason"), required=True)
CANCEL = replace(HANDOVER.field("cancel_reason"), required=True)


def find(reader: Reader, programme: str, typed: str) -> list[Row]:
    """The people meant by a code, the last digits of a NIK (four or more), part of a name, or the first characters of a
    code (four or more); at most MOST + 1.

    A code finds whoever holds it, so that an invitation of somebody who was replaced is answered; the rest looks
    among those on the fixed list.
    """
    code, text = desk.code_in(typed), typed.strip()
    if holders := reader.find(RECIPIENT, sql.holds(code), programme=programme):
        return holders
    if len(text) < 2:
        return []
    meant = [sql.nik_ends(text) if text.isdigit() and len(text) >= 4 else sql.name_has(text)]
    if len(code) >= SHORT:
        meant.append(sql.code_starts(code))
    listed = (
        reader.find(RECIPIENT, one, programme=programme, state=RecipientState.CHOSEN, order=("name",), limit=MOST + 1)
        for one in meant)
    return next(filter(None, listed), [])


def answer(reader: Reader, person: Row, point: Row, today: date) -> Answer:
    """What the desk at a point says for a person."""
    programme = reader.get(PROGRAMME, point["programme"])
    points = {row["id"]: row for row in reader.find(POINT, programme=programme["id"])}
    return desk.answer(person, point, points, served(reader, person["id"]), programme, today)


def served(reader: Reader, recipient: str) -> Row | None:
    """The hand-over that is valid for a person, if there is one."""
    return next(iter(reader.find(HANDOVER, sql.valid(), recipient=recipient, limit=1)), None)


def hand_over(
    office: Office, occasion: Occasion, recipient: str, point: str, proxy: Mapping[str, Any] | None = None,
    elsewhere_reason: str = "", at: datetime | None = None, officer: str = "",
) -> str:
    """Hand one package to a person, or to the wakil (values of PROXY); the hand-over's ID. The first one opens a point.

    `at`, `officer`: when and by whom, if it was before `occasion.now` by somebody else (a desk without a line).

    Raises Refused (served before, not on the list, no wakil here, point or stage closed), BadInput (a wakil without
    particulars, another point without a reason), NotAllowed.
    """
    taken = _taken(proxy) | {
        "elsewhere_reason": elsewhere_reason, "officer": officer or occasion.actor.name, "at": at or occasion.now}

    def plan(reader: Reader) -> list[Change]:
        here = open_point(reader, point)
        person = reader.get(RECIPIENT, recipient)
        _require_entitled(answer(reader, person, here, occasion.today), elsewhere_reason)
        if proxy is not None and not reader.get(PROGRAMME, here["programme"])["proxy_allowed"]:
            raise Refused("Program ini tidak boleh diwakilkan. Penerima harus datang sendiri.")
        place = {"programme": here["programme"], "recipient": recipient, "point": point}
        return [
            create(HANDOVER, occasion.new_id(HANDOVER.prefix), **place, **taken),
            update(POINT, point, state=PointState.OPEN),
        ]

    outcome = office.database.change(occasion, "handover", plan)
    return next(row for table, row in outcome.touched if table == HANDOVER.name)


def _taken(proxy: Mapping[str, Any] | None) -> dict[str, Any]:
    if proxy is None:
        return {"taken_by": "Sendiri"}
    clean = validate(PROXY, proxy)
    if not clean["kk_seen"]:
        raise BadInput(Problem("kk_seen", "Lihat dahulu KK penerima, lalu centang KK Diperlihatkan."))
    return {"taken_by": "Wakil"} | clean


def _require_entitled(found: Answer, elsewhere_reason: str) -> None:
    if found.word in (Word.SERVED, Word.UNKNOWN):
        raise Refused(found.sentence)
    if found.word is Word.ELSEWHERE and not elsewhere_reason.strip():
        raise BadInput(Problem(ELSEWHERE.name, f"{found.sentence} Tulis alasannya bila tetap diserahkan di sini."))


def open_point(reader: Reader, point: str) -> Row:
    """The point, if hand-overs may be recorded there now. Raises Refused."""
    row = reader.get(POINT, point)
    if row["deleted"]:
        raise NotFound(POINT.title)
    if row["state"] == PointState.CLOSED:
        raise Refused("Titik ini sudah ditutup. Minta kantor membukanya kembali.")
    if row["programme"] not in distributing(reader):
        raise Refused("Tahap Penyaluran program ini tidak sedang berjalan. Hubungi kantor.")
    return row


def distributing(reader: Reader) -> list[str]:
    """IDs of the programmes whose distribution stage is open."""
    return [row["programme"] for row in reader.find(STAGE, stage=STAGE_KEY, status=OPEN)]


def desks(reader: Reader) -> list[Row]:
    """The points at which an officer can work now, by day and name; those that are closed last."""
    found = reader.find(POINT, programme=distributing(reader), order=("date", "name"))
    return sorted(found, key=lambda row: row["state"] == PointState.CLOSED)


def cancel(office: Office, occasion: Occasion, handover: str, reason: str, at: datetime | None = None) -> None:
    """Take a hand-over back within its day, with a reason; both entries stay. Raises BadInput, Refused, NotAllowed.

    `at`: when, if it was before `occasion.now` (a desk without a line).
    """
    clean, when = validate((CANCEL,), {CANCEL.name: reason}), at or occasion.now

    def plan(reader: Reader) -> list[Change]:
        row = reader.get(HANDOVER, handover)
        if row["cancelled_at"] is not None:
            raise Refused(f"Penyerahan ini sudah dibatalkan pukul {wording.clock(row['cancelled_at'])}.")
        if _day(row["at"]) != _day(when):
            raise Refused("Penyerahan hanya dapat dibatalkan pada hari yang sama.")
        open_point(reader, row["point"])
        return [update(HANDOVER, handover, cancelled_at=when, **clean)]

    office.database.change(occasion, "handover", plan)


def _day(at: datetime) -> date:
    return at.astimezone(WITA).date()


def counters(reader: Reader, point: Row, now: datetime) -> Counters:
    """A point in numbers, with its pace."""
    stands = sql.standings(reader, point["programme"]).get(point["id"], sql.Standing(0, 0, 0))
    last = reader.find(HANDOVER, sql.valid(), point=point["id"], order=("-at",), limit=desk.RECENT)
    waiting = stands.planned - stands.came
    return Counters(
        planned=stands.planned, packages=point["packages"], handed=stands.handed, not_come=waiting,
        second=seconds.at_point(reader, point), pace=desk.pace([row["at"] for row in last], now, waiting),
    )
