"""What Reader cannot say of recipients: doubles, who was helped elsewhere, who was not touched since an import."""

from itertools import groupby
from typing import Any

import sqlalchemy as sa

from services.domain.schema import HANDOVER, IMPORT, RECIPIENT
from services.domain.states import RecipientState
from services.storage.kept import kept
from services.storage.reader import Reader, Row, alive, equal
from services.storage.tables import HISTORY, OFFICE

PERSON = OFFICE[RECIPIENT.name]
# On their way to the list or on it; who was dropped or replaced is out of it.
IN_PLAY = (RecipientState.CANDIDATE, RecipientState.CHOSEN, RecipientState.RESERVE)


def matching(text: str) -> sa.ColumnElement[bool]:
    """People meant by a text: part of a NIK or No. KK if it is digits, else every word in name or kelurahan."""
    digits = "".join(text.split()).replace(".", "")
    if digits.isdigit():
        return PERSON.c.nik.contains(digits) | PERSON.c.no_kk.contains(digits)
    words = (
        PERSON.c.name.contains(word, autoescape=True) | PERSON.c.kelurahan.contains(word, autoescape=True)
        for word in text.split()
    )
    return sa.and_(sa.true(), *words)


def page(reader: Reader, meant: sa.ColumnElement[bool], limit: int | None, offset: int, **equals: Any) -> list[Row]:
    """People of a condition by name, whether it is written in capitals or not."""
    wanted = sa.select(PERSON).where(alive(RECIPIENT), meant, *equal(PERSON, equals))
    by_name = wanted.order_by(PERSON.c.name.collate("NOCASE"), PERSON.c.id).limit(limit).offset(offset)
    return [dict(row) for row in reader.connection.execute(by_name).mappings()]


def untouched(reader: Reader, batch: str, limit: int) -> list[str]:
    """IDs of people of an import that nobody has changed since; who only looked at a NIK changed nothing."""
    changed = sa.exists().where(HISTORY.c.row == PERSON.c.id, HISTORY.c.kind.not_in(("create", "event")))
    wanted = sa.select(PERSON.c.id).where(PERSON.c.batch == batch, PERSON.c.deleted.is_(False), ~changed)
    return list(reader.connection.execute(wanted.limit(limit)).scalars())


def _in_play(programme: str) -> list[sa.ColumnElement[bool]]:
    return [alive(RECIPIENT), PERSON.c.programme == programme, PERSON.c.state.in_(IN_PLAY)]


def _doubled(programme: str, field: str) -> sa.Select[Any]:
    column = PERSON.c[field]
    return (
        sa.select(column).where(*_in_play(programme), column.is_not(None))
        .group_by(column).having(sa.func.count() > 1).order_by(column)
    )


@kept(RECIPIENT, IMPORT)
def count_doubles(reader: Reader, programme: str, field: str) -> int:
    """How many numbers (`nik`, `no_kk`) stand at more than one person of a programme."""
    wanted = sa.select(sa.func.count()).select_from(_doubled(programme, field).subquery())
    return reader.connection.execute(wanted).scalar_one()


@kept(RECIPIENT, IMPORT)
def doubles(reader: Reader, programme: str, field: str, limit: int, offset: int = 0) -> list[list[Row]]:
    """The people behind such numbers, a list for each number, first come first."""
    numbers = _doubled(programme, field).limit(limit).offset(offset)
    wanted = (
        sa.select(PERSON).where(*_in_play(programme), PERSON.c[field].in_(numbers))
        .order_by(PERSON.c[field], sa.literal_column("recipient.rowid"))
    )
    rows = [dict(row) for row in reader.connection.execute(wanted).mappings()]
    return [list(group) for _, group in groupby(rows, key=lambda row: row[field])]


def _helped_elsewhere() -> sa.ColumnElement[bool]:
    """Somebody with this NIK has received in another programme."""
    other, handover = PERSON.alias("other"), OFFICE[HANDOVER.name]
    return sa.exists().where(
        other.c.nik == PERSON.c.nik, other.c.programme != PERSON.c.programme,
        handover.c.recipient == other.c.id, handover.c.deleted == sa.false(), handover.c.cancelled_at.is_(None),
    )


def candidates(reader: Reader, programme: str) -> list[Row]:
    """Those in play as the rules of choosing look at them, in the order in which they came; a light row each."""
    columns = (PERSON.c[name] for name in (
        "id", "no_kk", "decile", "preference", "reason", "kecamatan", "kelurahan", "state", "rank"))
    helped = sa.func.coalesce(PERSON.c.helped_before, sa.false()) | _helped_elsewhere()
    wanted = sa.select(*columns, helped.label("helped")).where(*_in_play(programme))
    found = reader.connection.execute(wanted.order_by(sa.literal_column("recipient.rowid"))).mappings()
    return [dict(row) for row in found]
