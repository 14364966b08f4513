"""The lists that an agency has sent, as its kept files say it: a corrected file takes the place of the one it corrects.

A file is judged as of the day on which it came. Reading long ones takes seconds, so what a reading has counted is kept
until another file comes.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from services.domain import quality
from services.domain.occasion import WITA
from services.domain.quality import Outcome, Scorecard, is_faulty
from services.office import Office
from services.people import intake, layouts
from services.people.imports import Arrival
from services.people.intake import Checked
from services.storage import state
from services.storage.edition import edition
from services.storage.reader import Reader, Row


@dataclass(frozen=True)
class SentList:
    """One list as it was last sent, with everybody on it.

    `asked`: how many people were faulty in earlier files of this list; `corrected`: how many of them are right now.
    """

    batch: Row
    people: Sequence[quality.Person]
    asked: int = 0
    corrected: int = 0


@dataclass(frozen=True)
class Counted:
    """The same in numbers; `batch` is the ID of its import."""

    batch: str
    scorecard: Scorecard
    asked: int
    corrected: int


def read(office: Office, imports: Sequence[Row]) -> list[SentList]:
    """The lists that these imports of one agency make, oldest first. Raises as `read_again`."""
    standing: list[SentList] = []
    for batch in imports:
        new = SentList(batch, read_again(office, batch).people)
        for old in standing:
            back = quality.returned(old.people, new.people)
            if back.same_list:
                standing.remove(old)
                asked = old.asked + sum(map(is_faulty, old.people))
                new = replace(new, asked=asked, corrected=old.corrected + back.number(Outcome.CORRECTED))
                break
        standing.append(new)
    return standing


def read_again(office: Office, batch: Row) -> Checked:
    """The kept file of an import, read and checked once more. Raises NotFound, Trouble, BadFile."""
    with office.database.reading() as reader:
        own = layouts.remembered(reader, batch["agency"])
    came = batch["at"].astimezone(WITA).date()
    return intake.check(office.files.read(batch["sha256"]), batch["name"], came, office.places, own)


def count(office: Office, arrival: Arrival) -> None:
    """Read what an agency has sent, and keep what there is to count."""
    with office.database.reading() as reader:
        holds_for = _holds_for(reader, arrival)
    lists = [Counted(one.batch["id"], quality.score(one.people), one.asked, one.corrected)
             for one in read(office, arrival.imports)]
    state.write_note(office.database, _note(arrival), {"for": holds_for, "lists": list(map(asdict, lists))})


def counted(reader: Reader, arrival: Arrival) -> list[Counted] | None:
    """What was counted in the lists of an agency; None where there is something to read."""
    kept = state.note_in(reader.connection, _note(arrival)) if arrival.imports else None
    if kept is None or kept["for"] != _holds_for(reader, arrival):
        return None if arrival.imports else []
    return [Counted(**(one | {"scorecard": Scorecard(**one["scorecard"])})) for one in kept["lists"]]


def _note(arrival: Arrival) -> str:
    return f"lists {arrival.imports[0]['programme']} {arrival.agency['id']}"


def _holds_for(reader: Reader, arrival: Arrival) -> list[Any]:
    """What numbers hold for: these files, read with this layout by this edition of the panel."""
    return [edition(), layouts.remembered(reader, arrival.agency["id"]), [batch["id"] for batch in arrival.imports]]
