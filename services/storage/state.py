"""What is not the office's data and has no history: sessions, failed sign-ins, and small notes of the machine."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from services.storage.database import Database
from services.storage.tables import ATTEMPT, NOTE, SESSION

SAMPLE = "sample"  # note: everything in this office is made up
AHEAD = "ahead"  # note: seconds by which the clock of practice is ahead

_NOTE = sa.select(NOTE.c.value).where(NOTE.c.key == sa.bindparam("key"))  # made once: a round of sync reads dozens
_DROP, _FRESH = sa.delete(NOTE).where(NOTE.c.key == sa.bindparam("key")), insert(NOTE)
_KEEP = _FRESH.on_conflict_do_update(index_elements=["key"], set_={"value": _FRESH.excluded.value})


def _hashed(token: str) -> str:
    """Only the hash of a token is kept: who reads the database cannot sign in with it."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(database: Database, token: str, user: str, now: datetime, expires: datetime) -> None:
    """Remember a signed-in browser, and drop sessions that have ended."""
    with database.state() as connection:
        connection.execute(sa.delete(SESSION).where(SESSION.c.expires <= now))
        connection.execute(
            sa.insert(SESSION).values(token_hash=_hashed(token), user=user, started=now, expires=expires)
        )


def session_user(database: Database, token: str, now: datetime) -> str | None:
    """ID of the user whose valid session this is, or None."""
    wanted = sa.select(SESSION.c.user).where(SESSION.c.token_hash == _hashed(token), SESSION.c.expires > now)
    with database.reading() as reader:
        return reader.connection.execute(wanted).scalar()


def close_session(database: Database, token: str) -> None:
    """End one session."""
    with database.state() as connection:
        connection.execute(sa.delete(SESSION).where(SESSION.c.token_hash == _hashed(token)))


def close_sessions_of(database: Database, user: str) -> None:
    """End all sessions of a user (new password, no longer active)."""
    with database.state() as connection:
        connection.execute(sa.delete(SESSION).where(SESSION.c.user == user))


def failures(database: Database, key: str) -> tuple[int, datetime | None]:
    """How often sign-in failed in a row for this key, and when last."""
    with database.reading() as reader:
        row = reader.connection.execute(sa.select(ATTEMPT).where(ATTEMPT.c.key == key)).first()
    return (row.failures, row.last) if row else (0, None)


def count_failure(database: Database, key: str, now: datetime) -> None:
    """One more failed sign-in."""
    fresh = insert(ATTEMPT).values(key=key, failures=1, last=now)
    again = {"failures": ATTEMPT.c.failures + 1, "last": now}
    with database.state() as connection:
        connection.execute(fresh.on_conflict_do_update(index_elements=["key"], set_=again))


def forget_failures(database: Database, key: str) -> None:
    """Sign-in worked."""
    with database.state() as connection:
        connection.execute(sa.delete(ATTEMPT).where(ATTEMPT.c.key == key))


def note(database: Database, key: str) -> Any:
    """A note of the machine (JSON), or None."""
    with database.reading() as reader:
        return note_in(reader.connection, key)


def write_note(database: Database, key: str, value: Any) -> None:
    """Keep a note of the machine; None takes it away."""
    write_notes(database, {key: value})


def write_notes(database: Database, notes: Mapping[str, Any]) -> None:
    """Keep some notes of the machine, all or none."""
    with database.state() as connection:
        for key, value in notes.items():
            write_note_in(connection, key, value)


def note_in(connection: sa.Connection, key: str) -> Any:
    """A note, within a transaction."""
    return connection.execute(_NOTE, {"key": key}).scalar()


def write_note_in(connection: sa.Connection, key: str, value: Any) -> None:
    """Keep a note within a transaction, so that it is true together with what else changes there."""
    if value is None:
        connection.execute(_DROP, {"key": key})
    else:
        connection.execute(_KEEP, {"key": key, "value": value})


def is_sample(database: Database) -> bool:
    """Whether everything in this office is made up."""
    return bool(note(database, SAMPLE))
