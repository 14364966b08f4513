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


def break_off(database: Database, before: datetime, sentence: str) -> None:
    """Jobs that began before and are not done ended with the process that did them."""
    broken = sa.update(JOB).where(JOB.c.state == JobState.RUNNING, JOB.c.started < before)
    with database.state() as connection:
        connection.execute(broken.values(state=JobState.FAILED, sentence=sentence))
