"""What the desk asks of the database: conditions for `Reader.find` and `Reader.count`, and how the points stand."""

from typing import Any, NamedTuple

import sqlalchemy as sa

from services.domain.schema import HANDOVER, IMPORT, RECIPIENT
from services.domain.states import RecipientState
from services.storage.kept import kept
from services.storage.reader import Reader, alive
from services.storage.tables import OFFICE

PEOPLE = OFFICE[RECIPIENT.name].c
HANDOVERS = OFFICE[HANDOVER.name].c


def holds(code: str) -> sa.ColumnElement[bool]:
    """Whoever holds an invitation code, written as the index on `code` is, so that SQLite uses it."""
    return sa.and_(PEOPLE.deleted == sa.false(), PEOPLE.code == code)


def code_starts(code: str) -> sa.ColumnElement[bool]:
    """Holders of invitation codes that begin so, written as the index on `code` is; no code has a character beyond Z."""
    return sa.and_(PEOPLE.deleted == sa.false(), PEOPLE.code >= code, PEOPLE.code < f"{code}~")


def nik_ends(digits: str) -> sa.ColumnElement[bool]:
    """People whose NIK ends so."""
    return PEOPLE.nik.endswith(digits, autoescape=True)


def name_has(text: str) -> sa.ColumnElement[bool]:
    """People whose name has every word of the text somewhere in it."""
    return sa.and_(*(PEOPLE.name.contains(word, autoescape=True) for word in text.split()))


def valid() -> sa.ColumnElement[bool]:
    """Hand-overs that were not cancelled, written as the index on `recipient` is, so that SQLite uses it."""
    return sa.and_(HANDOVERS.deleted == sa.false(), HANDOVERS.cancelled_at.is_(None))


def received() -> sa.ColumnElement[bool]:
    """People with a valid hand-over."""
    return PEOPLE.id.in_(sa.select(HANDOVERS.recipient).where(valid()))


def of_people_at(point: str) -> sa.ColumnElement[bool]:
    """Hand-overs to the people of a point, wherever they received."""
    return HANDOVERS.recipient.in_(sa.select(PEOPLE.id).where(PEOPLE.point == point))


def not_served() -> sa.ColumnElement[bool]:
    """People who have not received."""
    return ~sa.exists().where(HANDOVERS.recipient == PEOPLE.id, valid())


class Standing(NamedTuple):
    """A point in numbers: its people, packages handed over there, and those of its people who received anywhere."""

    planned: int
    handed: int
    came: int


@kept(RECIPIENT, IMPORT, HANDOVER)
def standings(reader: Reader, programme: str) -> dict[str, Standing]:
    """How every point of a programme stands, by its ID; a point without people or packages has no line."""
    listed = (alive(RECIPIENT), PEOPLE.programme == programme, PEOPLE.state == RecipientState.CHOSEN)
    given = (valid(), HANDOVERS.programme == programme)
    wanted = (
        sa.select(PEOPLE.point).where(*listed), sa.select(HANDOVERS.point).where(*given),
        sa.select(PEOPLE.point).join_from(OFFICE[HANDOVER.name], OFFICE[RECIPIENT.name], PEOPLE.id == HANDOVERS.recipient)
        .where(*given, *listed),
    )
    numbers = [_counted(reader, rows) for rows in wanted]
    return {point: Standing(*(number.get(point, 0) for number in numbers)) for point in set().union(*numbers) if point}


def _counted(reader: Reader, rows: sa.Select[Any]) -> dict[str, int]:
    """How often each value of the one column stands."""
    (value,) = rows.selected_columns
    counted = rows.add_columns(sa.func.count()).group_by(value)
    return {row[0]: row[1] for row in reader.connection.execute(counted)}
