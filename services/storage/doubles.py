"""What the search for doubles asks of the database: light rows of everybody, shared numbers, and what was decided."""

import json
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from services.domain.likeness import Person
from services.domain.schema import DECISION, IMPORT, RECIPIENT
from services.domain.states import RecipientState
from services.storage import history
from services.storage.kept import kept
from services.storage.reader import Reader, Row, alive
from services.storage.tables import OFFICE

PERSON = OFFICE[RECIPIENT.name]
OUT = (RecipientState.REPLACED, RecipientState.DROPPED)
COMPARED = ("id", "name", "nik", "no_kk", "birth_date", "address", "kelurahan", "programme")


def version(reader: Reader) -> int:
    """The newest entry of the history: what was found then stays true until `changed`."""
    return history.head(reader.connection)[0]


def changed(reader: Reader, version: int) -> datetime | None:
    """When somebody first changed recipients after that version; None if nobody has."""
    return history.first_change(reader.connection, (RECIPIENT, IMPORT), version)


def _people() -> sa.Subquery:
    """The people of all programmes as they are compared; who was dropped or replaced is out of it."""
    columns = (PERSON.c[name] for name in COMPARED)
    return sa.select(*columns).where(alive(RECIPIENT), PERSON.c.state.not_in(OUT)).subquery()


def everybody(reader: Reader) -> Iterator[Person]:
    """Everybody in play, in all programmes."""
    people = _people()
    return (Person(*row) for row in reader.connection.execute(sa.select(people).order_by(people.c.id)))


def sharing(reader: Reader, programme: str, field: str) -> list[tuple[Person, Person]]:
    """Pairs with the same number (`nik`, `no_kk`) within a programme: its first bearer with each later one."""
    people, one, other = _people(), _people(), _people()
    number = people.c[field]
    first = sa.func.min(people.c.id).over(partition_by=number).label("first")
    bearer = sa.select(people.c.id, first).where(people.c.programme == programme, number.is_not(None)).subquery()
    wanted = sa.select(one, other).select_from(bearer).join(one, one.c.id == bearer.c.first)
    return _pairs(reader, wanted.join(other, other.c.id == bearer.c.id).where(one.c.id != other.c.id), one, other)


def same_nik_elsewhere(reader: Reader, programme: str) -> list[tuple[Person, Person]]:
    """Pairs with the same NIK of which one is in the programme and the other in another one."""
    one, other = _people(), _people()
    apart = (one.c.programme == programme, other.c.programme != programme)
    return _pairs(reader, sa.select(one, other).where(one.c.nik == other.c.nik, *apart), one, other)


def _pairs(reader: Reader, wanted: Any, one: sa.Subquery, other: sa.Subquery) -> list[tuple[Person, Person]]:
    size = len(COMPARED)
    found = reader.connection.execute(wanted.order_by(one.c.id, other.c.id))
    return [(Person(*row[:size]), Person(*row[size:])) for row in found]


def niks(reader: Reader, ids: Collection[str]) -> dict[str, str | None]:
    """ID → NIK of those of these people who are in play."""
    people = _people()
    listed = sa.func.json_each(json.dumps(list(ids))).table_valued("value")  # may be more than the 32,766 of a statement
    meant = people.c.id.in_(sa.select(listed.c.value))
    found = reader.connection.execute(sa.select(people.c.id, people.c.nik).where(meant))
    return {row.id: row.nik for row in found}


@kept(DECISION, RECIPIENT)
def decided(reader: Reader) -> list[Row]:
    """All decisions, newest first, each with NIK and programme of both as they stand now, also of who is gone since."""
    decision, one, other = OFFICE[DECISION.name], PERSON.alias(), PERSON.alias()
    sides = [
        person.c[name].label(f"{side}_{name}")
        for side, person in (("first", one), ("second", other)) for name in ("nik", "programme")
    ]
    wanted = (
        sa.select(decision, *sides)
        .join(one, one.c.id == decision.c.first).join(other, other.c.id == decision.c.second)
        .where(decision.c.deleted.is_(False)).order_by(sa.literal_column("decision.rowid").desc())
    )
    return [dict(row) for row in reader.connection.execute(wanted).mappings()]


def rows(reader: Reader, ids: set[str]) -> dict[str, dict[str, Any]]:
    """Recipients by ID, also those who are gone since."""
    return {row["id"]: row for row in reader.find(RECIPIENT, id=ids, gone=True)}
