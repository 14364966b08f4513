"""The desk on a weak line: what a browser holds of its point for a day, and what it sends when the line is back.

A deed carries a code drawn in the browser; operation and hand-over are named after it, so that sending twice changes
nothing and a hand-over that was never sent can be cancelled. Its age is told in seconds: the clock of a phone may be
wrong, the time that passed on it is not.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from services import attachments
from services.distribution import handovers, points, seconds
from services.domain import desk
from services.domain.access import may
from services.domain.desk import Answer
from services.domain.occasion import Occasion, Role, Source
from services.domain.schema import COMPLAINT, HANDOVER, POINT, PROGRAMME, RECIPIENT, TICK_LIST, USER
from services.domain.states import RecipientState
from services.errors import BadInput, Refused
from services.office import Office
from services.storage import desk as sql
from services.storage.database import Change, create
from services.storage.reader import Reader, Row

CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{10}")  # as services/identity.py draws them
OLDEST = timedelta(days=7)  # no desk is away for longer
PHOTO = "foto penerimaan.jpg"
UNREADABLE = "Kiriman loket tidak dapat dibaca. Muat ulang halaman loket, lalu kirim lagi."


@dataclass(frozen=True)
class Found:
    """A person, with what the desk says."""

    id: str
    code: str | None
    answer: Answer


@dataclass(frozen=True)
class Elsewhere:
    """Where the holders of some invitation codes go; of these people a desk holds nothing else."""

    lead: str
    rest: str
    codes: tuple[str, ...]


# --- what the browser is told


def look_up(reader: Reader, point: Row, typed: str, today: date) -> list[Found]:
    """The people meant by what was scanned or typed, as `handovers.find`, with what the desk says for each."""
    people = handovers.find(reader, point["programme"], typed)
    served = reader.find(HANDOVER, sql.valid(), recipient=[person["id"] for person in people])
    return answers(reader, point, people, served, today)


def people_of(reader: Reader, point: Row, today: date) -> list[Found]:
    """The people of a point, with what the desk says for each: what it works from while there is no line."""
    people = points.chosen(reader, point["programme"], point=point["id"])
    served = reader.find(HANDOVER, sql.valid(), sql.of_people_at(point["id"]))
    return answers(reader, point, people, served, today)


def answers(reader: Reader, point: Row, people: Sequence[Row], served: Iterable[Row], today: date) -> list[Found]:
    """What the desk says for each of the people; `served`: their valid hand-overs."""
    programme = reader.get(PROGRAMME, point["programme"])
    places = {row["id"]: row for row in reader.find(POINT, programme=programme["id"])}
    handed = {row["recipient"]: row for row in served}
    return [
        Found(row["id"], row["code"], desk.answer(row, point, places, handed.get(row["id"]), programme, today))
        for row in people
    ]


def elsewhere(reader: Reader, point: Row, today: date) -> list[Elsewhere]:
    """For each other point of the programme: what its people are told, and their invitation codes."""
    holders = reader.tally(RECIPIENT, "point", "code", programme=point["programme"], state=RecipientState.CHOSEN)
    codes: dict[str, list[str]] = {}
    for place, code in holders:
        if code:
            codes.setdefault(place, []).append(code)
    others = (row for row in points.of_programme(reader, point["programme"]) if row["id"] != point["id"])
    return [Elsewhere(*desk.place(row, today), tuple(codes.get(row["id"], ()))) for row in others]


# --- what the browser sends


@dataclass(frozen=True)
class Deed:
    """Something done at a desk: its code, seconds since, and whether the desk already counted it as done (`late`)."""

    code: str
    ago: float
    late: bool
    values: Mapping[str, Any]


def deed(sent: Any) -> Deed:
    """A deed as a browser sends it. Raises BadInput for anything else."""
    known = sent if isinstance(sent, dict) else {}
    ago = known.get("ago")
    if not isinstance(ago, int | float):
        raise BadInput(UNREADABLE)
    return Deed(_valid(known.get("code")), ago, known.get("late") is True, known)


def _valid(code: Any) -> str:
    if not isinstance(code, str) or not CODE.fullmatch(code):
        raise BadInput(UNREADABLE)
    return code


def hand_over(office: Office, occasion: Occasion, done: Deed) -> str:
    """Record a hand-over of a desk; its ID. Whoever did it stays its officer, whoever sends it. Raises as
    `handovers.hand_over`.

    One that was done without a line and finds the person served is refused, and noted beside the valid one: two
    packages are gone, and somebody at the office must know. Where the valid one was typed from this very point's paper,
    both tell of one package, and it is the answer.
    """
    recipient, point = _text(done, "recipient"), _text(done, "point")
    own, at = _of_desk(occasion, done), _moment(occasion, done)
    proxy, officer = done.values.get("proxy"), officer_of(office, occasion, done)
    try:
        return handovers.hand_over(
            office, own, recipient, point, proxy if isinstance(proxy, Mapping) else None,
            _text(done, "elsewhere_reason"), at, officer)
    except Refused:
        if done.late:
            if typed := _on_paper(office, recipient, point):
                return typed
            note_again(office, own.part("again"), recipient, point, at, officer)
        raise


def _on_paper(office: Office, recipient: str, point: str) -> str | None:
    """The valid hand-over of a person, if it was recorded from a tick list of this point."""
    with office.database.reading() as reader:
        valid = handovers.served(reader, recipient)
        lists = reader.find(TICK_LIST, point=point)
    return valid["id"] if valid and valid["id"].startswith(tuple(map(from_list, lists))) else None


def from_list(printed_list: Row) -> str:
    """How the IDs of all hand-overs begin that are recorded from a tick list."""
    return f"{HANDOVER.prefix}-{printed_list['id'].partition('-')[2]}"


def cancel(office: Office, occasion: Occasion, done: Deed) -> str:
    """Take back a hand-over of a desk; its ID. Raises as `handovers.cancel`."""
    handover = _text(done, "handover")
    handovers.cancel(office, _of_desk(occasion, done), handover, _text(done, "reason"), _moment(occasion, done))
    return handover


def officer_of(office: Office, occasion: Occasion, done: Deed) -> str:
    """The name of whoever was signed in when it was done: the queue of a device may be sent by somebody else."""
    with office.database.reading() as reader:
        user = reader.first(USER, id=_text(done, "officer"))
    return user["name"] if user and may(Role(user["role"]), "handover") else occasion.actor.name


def complain(office: Office, occasion: Occasion, done: Deed) -> str:
    """Note a complaint of somebody at the desk; its ID. Raises BadInput, NotFound, NotAllowed."""
    own, officer = _of_desk(occasion, done), officer_of(office, occasion, done)
    with office.database.reading() as reader:
        here = reader.get(POINT, _text(done, "point"))
    said = {name: _text(done, name) for name in ("name", "phone", "reason")}
    row, at = own.new_id(COMPLAINT.prefix), _moment(occasion, done)
    office.database.change(own, "complain", [create(
        COMPLAINT, row, programme=here["programme"], point=here["id"], at=at, officer=officer, **said)])
    return row


def photograph(office: Office, occasion: Occasion, handover: str, content: bytes, code: str) -> str:
    """Keep a photo of the hand-over as its attachment, once for each code of a photo; the hand-over's ID.

    Raises BadInput, BadFile, NotFound, NotAllowed.
    """
    own = _named_after(occasion, _valid(code))
    with office.database.reading() as reader:
        row = reader.get(HANDOVER, handover)
    photo = attachments.attaching(office, own, handover, content, PHOTO, programme=row["programme"])
    office.database.change(own, "handover", [photo])
    return handover


def _text(done: Deed, name: str) -> str:
    return str(done.values.get(name) or "")


def _of_desk(occasion: Occasion, done: Deed) -> Occasion:
    return _named_after(occasion, done.code)


def _named_after(occasion: Occasion, code: str) -> Occasion:
    return replace(occasion, operation=f"OP-{code}", new_id=lambda prefix: f"{prefix}-{code}", source=Source.DESK)


def _moment(occasion: Occasion, done: Deed) -> datetime:
    """When it was done; whatever cannot be is taken as now."""
    possible = 0 <= done.ago <= OLDEST.total_seconds()
    return occasion.now - timedelta(seconds=done.ago) if possible else occasion.now


def note_again(office: Office, occasion: Occasion, recipient: str, point: str, at: datetime, officer: str) -> None:
    """Note beside the valid hand-over that a second package is gone: where, when, by whom."""

    def plan(reader: Reader) -> list[Change]:
        valid = handovers.served(reader, recipient)
        return [seconds.note(valid["id"], reader.get(POINT, point), at, officer)] if valid else []

    office.database.change(occasion, "handover", plan)
