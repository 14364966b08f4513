"""What the desk asks of the database: conditions for `Reader.find` and `Reader.count`."""

import sqlalchemy as sa

from services.domain.schema import HANDOVER, RECIPIENT
from services.storage.tables import OFFICE

PEOPLE = OFFICE[RECIPIENT.name].c
HANDOVERS = OFFICE[HANDOVER.name].c


def holds(code: str) -> sa.ColumnElement[bool]:
    """Whoever holds an invitation code, written as the index on `code` is, so that SQLite uses it."""
    return sa.and_(PEOPLE.deleted == sa.false(), PEOPLE.code == code)


def nik_ends(digits: str) -> sa.ColumnElement[bool]:
    """People whose NIK ends so."""
    return PEOPLE.nik.endswith(digits, autoescape=True)


def name_has(text: str) -> sa.ColumnElement[bool]:
    """People whose name has every word of the text somewhere in it."""
    return sa.and_(*(PEOPLE.name.contains(word, autoescape=True) for word in text.split()))


def valid() -> sa.ColumnElement[bool]:
    """Hand-overs that were not cancelled, written as the index on `recipient` is, so that SQLite uses it."""
    return sa.and_(HANDOVERS.deleted == sa.false(), HANDOVERS.cancelled_at.is_(None))


def of_people_at(point: str) -> sa.ColumnElement[bool]:
    """Hand-overs to the people of a point, wherever they received."""
    return HANDOVERS.recipient.in_(sa.select(PEOPLE.id).where(PEOPLE.point == point))


def not_served() -> sa.ColumnElement[bool]:
    """People who have not received."""
    return ~sa.exists().where(HANDOVERS.recipient == PEOPLE.id, valid())
