"""What Reader cannot say of recipients: doubles, who was helped elsewhere, who was not touched since an import."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from services.domain.choosing import Preference
from services.domain.fields import Reference
from services.domain.schema import HANDOVER, IMPORT, RECIPIENT, TABLES
from services.domain.states import RecipientState
from services.storage.history import Entry
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
    """People of a condition by name, whether it is written in capitals or not; last who has none any more."""
    wanted = sa.select(PERSON).where(alive(RECIPIENT), meant, *equal(PERSON, equals))
    by_name = wanted.order_by(PERSON.c.name.collate("NOCASE").nulls_last(), PERSON.c.id).limit(limit).offset(offset)
    return [dict(row) for row in reader.connection.execute(by_name).mappings()]


CHANGED = HISTORY.c.kind.not_in(("create", "event"))  # who only looked at a NIK changed nothing
CORRECTING = "ubah"  # the part of an import's act that changes people of earlier files


def untouched(reader: Reader, batch: str, limit: int) -> list[str]:
    """IDs of people of an import whom nobody has changed since, and of whom nothing else of the office speaks."""
    changed = sa.exists().where(HISTORY.c.row == PERSON.c.id, CHANGED)
    pointing = (PERSON.c.id.not_in(sa.select(column).where(there, column.is_not(None))) for _, column, there in _pointing())
    wanted = sa.select(PERSON.c.id).where(PERSON.c.batch == batch, PERSON.c.deleted.is_(False), ~changed, *pointing)
    return list(reader.connection.execute(wanted.limit(limit)).scalars())


def last_changes(reader: Reader, batch: str) -> dict[str, Entry]:
    """The newest change of each of an import's people who was changed since, by the ID."""
    mine = sa.select(PERSON.c.id).where(PERSON.c.batch == batch, alive(RECIPIENT))
    entries = reader.history(HISTORY.c.row.in_(mine), CHANGED, limit=-1)
    return {entry.row: entry for entry in reversed(entries)}


def uses(reader: Reader, batch: str) -> dict[str, list[str]]:
    """Names of the tables that speak of people of an import (a decision, a hand-over), by the person's ID."""
    mine = sa.select(PERSON.c.id).where(PERSON.c.batch == batch)
    found: dict[str, list[str]] = defaultdict(list)
    for table, column, there in _pointing():
        for row in reader.connection.execute(sa.select(column).where(there, column.in_(mine)).distinct()).scalars():
            found[row] = [*dict.fromkeys([*found[row], table])]
    return found


def _pointing() -> Iterator[tuple[str, sa.ColumnElement[str], sa.ColumnElement[bool]]]:
    """Each column of the office that points to a recipient: its table, itself, and the condition that its row is there."""
    for table in TABLES.values():
        source = OFFICE[table.name].alias()
        for field in table.fields:
            if isinstance(field, Reference) and field.table == RECIPIENT.name:
                yield table.name, source.c[field.name], source.c.deleted.is_(False)


def corrected(reader: Reader, batch: str) -> list[Entry]:
    """What the act of an import changed of people of earlier files; the newest first."""
    made = reader.history(table=IMPORT.name, row=batch, kind="create")
    acts = {f"{entry.operation.rpartition('/')[0]}/{CORRECTING}" for entry in made}
    return reader.history(table=RECIPIENT.name, kind="change", operation=acts, limit=-1)


@kept(RECIPIENT, IMPORT)
def tally(reader: Reader, programme: str) -> dict[str, int]:
    """How many people of a programme there are in each state."""
    return {state: number for (state,), number in reader.tally(RECIPIENT, "state", programme=programme).items()}


def number(reader: Reader, programme: str, state: RecipientState) -> int:
    """How many people of a programme are in that state: what many pages say, counted once for each change."""
    return tally(reader, programme).get(state, 0)


def number_in_all(reader: Reader, programme: str) -> int:
    """How many people a programme has, whatever became of them."""
    return sum(tally(reader, programme).values())


@kept(RECIPIENT, IMPORT)
def number_put_first(reader: Reader, programme: str) -> int:
    """How many of those in play a person has put first."""
    return reader.count(RECIPIENT, programme=programme, state=IN_PLAY, preference=Preference.FIRST)


def _in_play(programme: str) -> list[sa.ColumnElement[bool]]:
    return [alive(RECIPIENT), PERSON.c.programme == programme, PERSON.c.state.in_(IN_PLAY)]


@kept(RECIPIENT, IMPORT)
def _doubled(reader: Reader, programme: str, field: str) -> tuple[str, ...]:
    """The numbers that stand at more than one person of a programme, in order."""
    column = PERSON.c[field]
    wanted = sa.select(column).where(*_in_play(programme), column.is_not(None))
    found = reader.connection.execute(wanted.group_by(column).having(sa.func.count() > 1).order_by(column))
    return tuple(found.scalars())


def count_doubles(reader: Reader, programme: str, field: str) -> int:
    """How many numbers (`nik`, `no_kk`) stand at more than one person of a programme."""
    return len(_doubled(reader, programme, field))


@kept(RECIPIENT, IMPORT)
def doubles(reader: Reader, programme: str, field: str, limit: int, offset: int = 0) -> list[list[Row]]:
    """The people behind such numbers, a list for each number, first come first."""
    numbers = _doubled(reader, programme, field)[offset:offset + limit]
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
