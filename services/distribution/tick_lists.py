"""The paper way: a tick list as it was printed, and what is typed from it when the day is over.

What was printed is kept, so that row A17 is the same person afterwards, whoever was sent elsewhere meanwhile. A hand-over
is named after list and row: typing a page again changes nothing.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import Enum, auto
from typing import Any

from services.distribution import desk_day, handovers, points
from services.domain import paper
from services.domain.desk import Answer, Word
from services.domain.occasion import WITA, Occasion, Source
from services.domain.paper import Taken, TickList
from services.domain.schema import HANDOVER, POINT, PROGRAMME, RECIPIENT, TICK_LIST
from services.domain.states import PointState
from services.errors import BadInput
from services.office import Office
from services.storage import desk as sql
from services.storage.database import Change, create, update
from services.storage.reader import Reader, Row

NOON = "12.00"  # when a package was handed over, for all the paper says of it: the end of the point's hours, or this
REASON = "Tercatat di daftar pengambilan titik ini."  # for whoever was sent to another point after printing
CANCELLED = "Penyerahan dari daftar ini sudah dibatalkan. Bila tetap diterima, serahkan lewat loket."
NO_PROXY = "Program ini tidak boleh diwakilkan. Periksa daftarnya; bila benar wakil yang mengambil, hubungi kantor."


def printed(office: Office, occasion: Occasion, point: str) -> Row:
    """The list of a point as it is printed now: a new one where people or their order differ from the last."""

    def plan(reader: Reader) -> list[Change]:
        here = reader.get(POINT, point)
        people = " ".join(person["id"] for person in points.chosen(reader, here["programme"], point=point))
        last = next(iter(lists_of(reader, point)), None)
        if last and last["people"] == (people or None):
            return []
        number = last["number"] + 1 if last else 1
        row = occasion.new_id(TICK_LIST.prefix)
        return [create(TICK_LIST, row, point=point, number=number, people=people, at=occasion.now)]

    office.database.change(occasion, "tick_lists", plan)
    with office.database.reading() as reader:
        return lists_of(reader, point)[0]


def lists_of(reader: Reader, point: str) -> list[Row]:
    """The lists that were printed for a point, the newest first."""
    return reader.find(TICK_LIST, point=point, order=("-number",))


def ticks(printed_list: Row) -> TickList:
    """A printed list as its codes are read."""
    return TickList(printed_list["id"], tuple((printed_list["people"] or "").split()))


def people_on(reader: Reader, printed_list: Row) -> list[Row]:
    """The people of a printed list in its order."""
    order = ticks(printed_list).people
    rows = {row["id"]: row for row in reader.find(RECIPIENT, gone=True, id=list(order))}
    return [rows[person] for person in order]


# --- what was typed


class Fate(Enum):
    """What becomes of a row of the paper: recorded now, recorded before from this list, recorded by another way at this
    very point (both tell of one package), served elsewhere, refused.
    """

    NEW = auto()
    BEFORE = auto()
    HERE = auto()
    SERVED = auto()
    REFUSED = auto()


@dataclass(frozen=True)
class Told:
    """A package of the paper, whose it is, what becomes of it, and the sentence that says why."""

    taken: Taken
    name: str
    fate: Fate
    sentence: str


@dataclass(frozen=True)
class Checked:
    """What was typed, beside what the panel knows; `faults` and what is `open` as in `paper.Reading`."""

    rows: tuple[Told, ...]
    faults: tuple[str, ...]
    open: tuple[str, ...]

    def of(self, fate: Fate) -> list[Told]:
        """The rows of which that becomes."""
        return [row for row in self.rows if row.fate is fate]


def check(office: Office, printed_list: Row, text: str, today: date) -> Checked:
    """What recording would do. Changes nothing."""
    with office.database.reading() as reader:
        return _check(reader, printed_list, text, today)


def _check(reader: Reader, printed_list: Row, text: str, today: date) -> Checked:
    reading, point = paper.read(ticks(printed_list), text), reader.get(POINT, printed_list["point"])
    persons = [taken.person for taken in reading.taken]
    people, served = reader.find(RECIPIENT, gone=True, id=persons), reader.find(HANDOVER, sql.valid(), recipient=persons)
    answers = {found.id: found.answer for found in desk_day.answers(reader, point, people, served, today)}
    own = {row["id"]: row for row in reader.find(HANDOVER, id=[_id(printed_list, taken) for taken in reading.taken])}
    here = {row["id"] for row in served if row["point"] == point["id"]}
    proxies = bool(reader.get(PROGRAMME, point["programme"])["proxy_allowed"])
    told = []
    for taken in reading.taken:
        answer = answers[taken.person]
        fate, sentence = _fate(answer, own.get(_id(printed_list, taken)), here, taken.proxy and not proxies)
        told.append(Told(taken, answer.name, fate, sentence))
    return Checked(tuple(told), reading.faults, reading.open)


def _fate(answer: Answer, own: Row | None, here: Set[str], forbidden: bool) -> tuple[Fate, str]:
    """`own`: the hand-over that was recorded from this row before; `here`: the valid ones at this point; `forbidden`: a
    wakil where none is allowed.
    """
    if own:
        if not own["cancelled_at"]:
            return Fate.BEFORE, answer.sentence
        return (Fate.HERE, answer.sentence) if answer.handover in here else (Fate.REFUSED, CANCELLED)
    if answer.word is Word.SERVED:
        return Fate.HERE if answer.handover in here else Fate.SERVED, answer.sentence
    if answer.word is Word.UNKNOWN:
        return Fate.REFUSED, answer.sentence
    return (Fate.REFUSED, NO_PROXY) if forbidden else (Fate.NEW, answer.sentence)


def _id(printed_list: Row, taken: Taken) -> str:
    return f"{desk_day.from_list(printed_list)}{taken.row}"


def record(office: Office, occasion: Occasion, printed_list: Row, text: str) -> int:
    """Record what was typed; how many packages are new. Who was served elsewhere is noted there, never overwritten.

    Raises BadInput while a fault stands or a page is open, Refused (point or stage closed), NotAllowed.
    """
    on_paper = replace(occasion, source=Source.PAPER)

    def plan(reader: Reader) -> list[Change]:
        here, checked = handovers.open_point(reader, printed_list["point"]), _check(reader, printed_list, text, occasion.today)
        if checked.faults or checked.open:
            raise BadInput(*checked.faults, *checked.open)
        made = [
            create(HANDOVER, _id(printed_list, row.taken), **_values(reader, here, row.taken, occasion))
            for row in checked.of(Fate.NEW)
        ]
        return [*made, update(POINT, here["id"], state=PointState.OPEN)] if made else []

    outcome = office.database.change(on_paper, "handover", plan)
    for row in check(office, printed_list, text, occasion.today).of(Fate.SERVED):
        _note(office, on_paper, printed_list, row.taken)
    return sum(table == HANDOVER.name for table, _ in outcome.touched)


def _values(reader: Reader, here: Row, taken: Taken, occasion: Occasion) -> dict[str, Any]:
    own_point = reader.get(RECIPIENT, taken.person)["point"]
    return {
        "programme": here["programme"], "recipient": taken.person, "point": here["id"],
        "at": moment(here, occasion.now), "officer": here["officer"] or occasion.actor.name,
        "taken_by": "Wakil" if taken.proxy else "Sendiri", "proxy_name": taken.proxy_name or None,
        "elsewhere_reason": REASON if own_point != here["id"] else None,
    }


def _note(office: Office, occasion: Occasion, printed_list: Row, taken: Taken) -> None:
    with office.database.reading() as reader:
        here = reader.get(POINT, printed_list["point"])
    once = replace(occasion, operation=f"OP-{_id(printed_list, taken)}/again")
    officer = here["officer"] or occasion.actor.name
    desk_day.note_again(office, once, taken.person, here["id"], moment(here, occasion.now), officer)


def moment(point: Mapping[str, Any], now: datetime) -> datetime:
    """When the packages of a paper list were handed over: at the end of the point's hours, at the latest now."""
    ends = time.fromisoformat((point["ends"] or NOON).replace(".", ":"))
    return min(now, datetime.combine(point["date"], ends, WITA))
