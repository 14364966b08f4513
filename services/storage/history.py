"""The history: one immutable entry for each row touched, chained by hashes.

Personal values are not in an entry but beside it (`history_personal`), with a salt; the entry holds their digest.
So they can be destroyed when their time is over, and the chain still proves that nothing else was touched.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from services.domain.occasion import Occasion
from services.domain.table import Table
from services.storage import bulk
from services.storage.effects import Effect, canonical
from services.storage.tables import DELIVERY, HISTORY, HISTORY_PERSONAL

START = "0" * 64
SEALED = sorted(set(HISTORY.c.keys()) - {"hash"})
SEAL = "{" + ",".join(f'"{name}":%({name})s' for name in SEALED) + "}"  # an entry as canonical JSON
# Asked at every change; to build them takes longer than to answer them.
_HEAD = sa.select(HISTORY.c.seq, HISTORY.c.hash).order_by(HISTORY.c.seq.desc()).limit(1)
_TOUCHED = sa.select(HISTORY.c.table, HISTORY.c.row).where(
    HISTORY.c.operation == sa.bindparam("operation")).order_by(HISTORY.c.seq)


@dataclass(frozen=True)
class Entry:
    """One entry as a reader sees it; `fields` holds personal values too where they still exist, else (None, None)."""

    seq: int
    operation: str
    at: datetime
    actor_name: str
    source: str
    kind: str
    table: str
    row: str
    fields: dict[str, tuple[Any, Any]]


def _digest(salt: str, values: str) -> str:
    """`values`: the personal side as canonical JSON."""
    return hashlib.sha256((salt + values).encode()).hexdigest()


def hash_of(entry: Mapping[str, Any]) -> str:
    """The hash of an entry: over everything it holds, the hash before it included."""
    plain = {**entry, "at": entry["at"].isoformat()}
    return _seal({name: canonical(plain[name]) for name in SEALED})


def _seal(texts: Mapping[str, str]) -> str:
    """The hash of an entry whose values are canonical JSON already: each is written once, stored and sealed as it is."""
    return hashlib.sha256((SEAL % texts).encode()).hexdigest()


def head(connection: sa.Connection) -> tuple[int, str]:
    """Sequence and hash of the newest entry; (0, START) while there is none."""
    row = connection.execute(_HEAD).first()
    return (row.seq, row.hash) if row else (0, START)


def newest(connection: sa.Connection, tables: Iterable[Table]) -> tuple[str, ...]:
    """The hash of the newest entry about each table; START where there is none. Another one: the table was changed."""
    about = sa.select(HISTORY.c.hash).order_by(HISTORY.c.seq.desc()).limit(1)
    found = (connection.execute(about.where(HISTORY.c.table == table.name)).scalar() for table in tables)
    return tuple(one or START for one in found)


def first_change(connection: sa.Connection, tables: Iterable[Table], seq: int) -> datetime | None:
    """When the first of these tables was changed after that entry; None if none was."""
    names = [table.name for table in tables]
    wanted = sa.select(HISTORY.c.at).where(HISTORY.c.seq > seq, HISTORY.c.table.in_(names))
    return connection.execute(wanted.order_by(HISTORY.c.seq).limit(1)).scalar()


def append(connection: sa.Connection, occasion: Occasion, effects: Iterable[Effect]) -> None:
    """Write one entry for each effect, their personal sides, and their deliveries to the sheet."""
    effects = list(effects)
    last, newest = head(connection)
    seqs = range(last + 1, last + 1 + len(effects))
    salts = _salts(len(effects))
    digests = [_digest(salt, one.private) if one.private else "" for salt, one in zip(salts, effects, strict=True)]
    shared = {
        "operation": occasion.operation, "at": occasion.now, "actor": occasion.actor.id,
        "actor_name": occasion.actor.name, "source": str(occasion.source),
    }
    chain = [newest, *_hashes(newest, shared, seqs, effects, digests)]
    entries: bulk.Columns = {name: [value] * len(effects) for name, value in shared.items()} | {
        "seq": seqs, "kind": [one.kind for one in effects], "table": [one.table.name for one in effects],
        "row": [one.row for one in effects], "fields": [one.public for one in effects],
        "personal": [one.names for one in effects], "digest": digests, "previous": chain[:-1], "hash": chain[1:],
    }
    hidden = [at for at, one in enumerate(effects) if one.private]
    sides: bulk.Columns = {
        "seq": [seqs[at] for at in hidden], "salt": [salts[at] for at in hidden],
        "values": [effects[at].private for at in hidden],
    }
    due = [seq for seq, one in zip(seqs, effects, strict=True) if one.table.place == "sheet"]
    deliveries: bulk.Columns = {"seq": due, "state": ["pending"] * len(due)}
    for table, rows in ((HISTORY, entries), (HISTORY_PERSONAL, sides), (DELIVERY, deliveries)):
        bulk.insert(connection, table, rows, encoded=("fields", "personal", "values"))


def _salts(number: int) -> list[str]:
    """So many salts of eight bytes; drawn at once, as the system takes its time for each drawing."""
    drawn = secrets.token_hex(8 * number)
    return [drawn[at:at + 16] for at in range(0, len(drawn), 16)]


def _hashes(
    previous: str, shared: Mapping[str, Any], seqs: Iterable[int], effects: Iterable[Effect], digests: Iterable[str]
) -> Iterator[str]:
    """The hash of each new entry, over that of the one before it."""
    sealed = {name: canonical(value) for name, value in {**shared, "at": shared["at"].isoformat()}.items()}
    word = cache(canonical)
    for seq, one, digest in zip(seqs, effects, digests, strict=True):
        previous = _seal(sealed | {
            "seq": str(seq), "kind": word(one.kind), "table": word(one.table.name), "row": canonical(one.row),
            "fields": one.public, "personal": one.names, "digest": f'"{digest}"', "previous": f'"{previous}"',
        })
        yield previous


def touched(connection: sa.Connection, operation: str) -> list[tuple[str, str]]:
    """(table, row) of every entry of an operation, in order."""
    return [(row.table, row.row) for row in connection.execute(_TOUCHED, {"operation": operation})]


def entries(connection: sa.Connection, *conditions: Any, limit: int = 100, offset: int = 0) -> list[Entry]:
    """Entries, newest first, that satisfy all SQLAlchemy conditions on HISTORY."""
    joined = HISTORY.outerjoin(HISTORY_PERSONAL, HISTORY.c.seq == HISTORY_PERSONAL.c.seq)
    wanted = sa.select(HISTORY, HISTORY_PERSONAL.c["values"].label("private")).select_from(joined)
    wanted = wanted.where(*conditions).order_by(HISTORY.c.seq.desc()).limit(limit).offset(offset)
    return [_entry(row) for row in connection.execute(wanted).mappings()]


def _entry(row: Mapping[Any, Any]) -> Entry:
    hidden = dict.fromkeys(row["personal"], (None, None))
    known = {name: tuple(pair) for name, pair in {**row["fields"], **(row["private"] or {})}.items()}
    names = ("seq", "operation", "at", "actor_name", "source", "kind", "table", "row")
    return Entry(**{name: row[name] for name in names}, fields=hidden | known)


def first_fault(connection: sa.Connection) -> int | None:
    """Sequence of the first entry that does not fit the chain or its personal side; None if all is intact."""
    previous, expected = START, 1
    sides = {row.seq: row for row in connection.execute(sa.select(HISTORY_PERSONAL))}
    for row in _walk(connection):
        side = sides.get(row["seq"])
        tampered = side is not None and _digest(side.salt, canonical(side.values)) != row["digest"]
        if row["seq"] != expected or row["previous"] != previous or row["hash"] != hash_of(row) or tampered:
            return expected
        previous, expected = row["hash"], expected + 1
    return None


def _walk(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    for row in connection.execute(sa.select(HISTORY).order_by(HISTORY.c.seq)).mappings():
        yield dict(row)


def forget(connection: sa.Connection, table: str, row: str) -> None:
    """Destroy the personal values beside all entries of a row; the entries and their hashes stay."""
    mine = sa.select(HISTORY.c.seq).where(HISTORY.c.table == table, HISTORY.c.row == row)
    connection.execute(sa.delete(HISTORY_PERSONAL).where(HISTORY_PERSONAL.c.seq.in_(mine)))
