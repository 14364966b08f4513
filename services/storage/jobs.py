"""What is known of long work: how far it is, whether somebody wants it stopped, how it ended. No office data."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from services.storage.database import Database
from services.storage.reader import Row
from services.storage.tables import JOB


class JobState(StrEnum):
    """Where a job stands."""

    RUNNING = "Berjalan"
    DONE = "Selesai"
    STOPPED = "Dihentikan"
    FAILED = "Gagal"


def add(database: Database, job: Row) -> bool:
    """A new job, running; False if it is known already."""
    with database.state() as connection:
        return bool(connection.execute(insert(JOB).values(**job).on_conflict_do_nothing()).rowcount)


def latest(database: Database, kind: str, programme: str) -> Row | None:
    """The last job of that kind for a programme, as long as nobody has put it away."""
    wanted = sa.select(JOB).where(JOB.c.kind == kind, JOB.c.programme == programme)
    newest = wanted.order_by(JOB.c.started.desc(), sa.literal_column("job.rowid").desc())
    with database.reading() as reader:
        found = reader.connection.execute(newest.limit(1)).mappings().first()
    return dict(found) if found else None


def to_show(database: Database, actor: str, programme: str) -> list[Row]:
    """The jobs of somebody that nobody has put away, and those that run for a programme; the oldest first."""
    runs_here = (JOB.c.programme == programme) & (JOB.c.state == JobState.RUNNING)
    with database.reading() as reader:
        found = reader.connection.execute(sa.select(JOB).where((JOB.c.actor == actor) | runs_here).order_by(JOB.c.started))
        return [dict(row) for row in found.mappings()]


def find(database: Database, job: str) -> Row | None:
    """A job by its ID, as long as nobody has put it away."""
    with database.reading() as reader:
        found = reader.connection.execute(sa.select(JOB).where(JOB.c.id == job)).mappings().first()
    return dict(found) if found else None


def ended(database: Database, before: datetime) -> list[str]:
    """The IDs of jobs that began before and have ended."""
    wanted = sa.select(JOB.c.id).where(JOB.c.state != JobState.RUNNING, JOB.c.started < before)
    with database.reading() as reader:
        return list(reader.connection.execute(wanted).scalars())


def note(database: Database, job: str, **values: Any) -> None:
    """New values of a job."""
    with database.state() as connection:
        connection.execute(sa.update(JOB).where(JOB.c.id == job).values(**values))


def wants_stop(database: Database, job: str) -> bool:
    """Whether somebody wants it stopped."""
    with database.reading() as reader:
        return bool(reader.connection.execute(sa.select(JOB.c.stop).where(JOB.c.id == job)).scalar())


def put_away(database: Database, job: str) -> None:
    """Somebody has read how it ended."""
    with database.state() as connection:
        connection.execute(sa.delete(JOB).where(JOB.c.id == job, JOB.c.state != JobState.RUNNING))


def break_off(database: Database, before: datetime, usual: str) -> None:
    """Jobs that began before and are not done ended with the process that did them: failed, as usual.

    One that has words of its own for it goes on in another way, so it only stopped.
    """
    broken = sa.update(JOB).where(JOB.c.state == JobState.RUNNING, JOB.c.started < before)
    with database.state() as connection:
        connection.execute(broken.where(JOB.c.sentence.is_not(None)).values(state=JobState.STOPPED))
        connection.execute(broken.values(state=JobState.FAILED, sentence=usual))
