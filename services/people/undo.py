"""An import taken back: its people whom nobody touched since, and the values that a corrected list brought to others.

Who stays is named with the reason. Repeating the same act goes on where it stopped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

from services.domain.occasion import WITA, Occasion
from services.domain.schema import DATA_REQUEST, FILE, IMPORT, RECIPIENT, TABLES
from services.domain.states import ImportState
from services.last_change import changed
from services.office import Office
from services.people.imports import CHUNK, Told, nobody
from services.storage import people
from services.storage.database import Change, delete, update
from services.storage.history import Entry
from services.storage.reader import Reader, Row

PUT_BACK = "kembali"  # the part of the act that gives people of earlier files their values back


@dataclass(frozen=True)
class Kept:
    """Somebody who stays, or keeps a value, although the import was taken back, and why."""

    person: Row
    why: str


@dataclass(frozen=True)
class Undone:
    """What became of an import: people taken back, people of earlier files as they were before, and who stayed."""

    taken_back: int
    put_back: int
    kept: tuple[Kept, ...]


def undo(office: Office, occasion: Occasion, batch: str, told: Told = nobody) -> Undone:
    """Take back what an import brought and nobody touched since; without anybody left, the import is cancelled."""
    taken = _take_back(office, occasion, batch, told)
    back = office.database.change(occasion.part(PUT_BACK), "intake", lambda reader: _values_back(reader, batch)).touched
    office.database.change(occasion.part("batal"), "intake", lambda reader: _cancelled(reader, batch))
    with office.database.reading() as reader:
        return Undone(taken, len(back), tuple(_kept(reader, batch)))


def _take_back(office: Office, occasion: Occasion, batch: str, told: Told = nobody) -> int:
    """Delete the people of an import whom nobody touched since, in chunks; how many."""
    with office.database.reading() as reader:
        total = reader.count(RECIPIENT, batch=batch)
    taken = 0
    for number in count():
        outcome = office.database.change(
            occasion.part(number), "intake",
            lambda reader: [delete(RECIPIENT, row) for row in people.untouched(reader, batch, CHUNK)])
        taken += len(outcome.touched)
        told(taken, total)
        if not outcome.touched:
            break
    return taken


def _values_back(reader: Reader, batch: str) -> list[Change]:
    """What a corrected list changed of people who were there before, as far as it still stands."""
    rows = {row["id"]: row for row in reader.find(RECIPIENT, id={entry.row for entry in people.corrected(reader, batch)})}
    return [
        update(RECIPIENT, entry.row, **values) for entry in people.corrected(reader, batch)
        if entry.row in rows and (values := _before(entry, rows[entry.row]))
    ]


def _before(entry: Entry, row: Row) -> dict[str, Any]:
    """The values before a change, of those fields that still are as it left them."""
    return {name: old for name, (old, new) in entry.fields.items() if RECIPIENT.field(name).plain(row[name]) == new}


def _cancelled(reader: Reader, batch: str) -> list[Change]:
    """The end of an import of which nobody is left; its agency has not answered then, unless by another file."""
    row = reader.get(IMPORT, batch)
    if reader.count(RECIPIENT, batch=batch):
        return []
    place: dict[str, Any] = {"programme": row["programme"], "agency": row["agency"]}
    others = reader.count(IMPORT, **place, state=ImportState.VALID) > 1
    asked = [] if others else reader.find(DATA_REQUEST, **place, answered=row["at"].astimezone(WITA).date())
    return [
        update(IMPORT, batch, state=ImportState.UNDONE),
        *(update(DATA_REQUEST, request["id"], answered=None) for request in asked),
    ]


def _kept(reader: Reader, batch: str) -> Iterable[Kept]:
    """Who is still there, by name."""
    changes, uses = people.last_changes(reader, batch), people.uses(reader, batch)
    for person in reader.find(RECIPIENT, batch=batch, order=("name",)):
        change = changes.get(person["id"])
        yield Kept(person, changed(change) if change else _used(uses.get(person["id"], ())))


def _used(tables: Sequence[str]) -> str:
    return "dipakai di " + ", ".join(TABLES[name].title for name in tables)


def discard_abandoned(office: Office, occasion: Occasion) -> None:
    """Take away what imports that began before this moment and never became valid have left; nobody ever saw it."""
    with office.database.reading() as reader:
        begun = reader.find(IMPORT, state=ImportState.READING)
    for batch in (row["id"] for row in begun if row["at"] < occasion.now):
        _take_back(office, occasion.part(batch), batch)
        office.database.change(occasion.part(f"{batch}/batal"), "intake", partial(_discarded, batch=batch))


def _discarded(reader: Reader, batch: str) -> list[Change]:
    files = (delete(FILE, row["id"]) for row in reader.find(FILE, owner=batch))
    return [update(IMPORT, batch, state=ImportState.UNDONE), *files]
