"""Which rows and files of a programme hold personal data, and which of them were redacted already."""

from typing import Any

import sqlalchemy as sa

from services.domain.schema import FILE, HANDOVER, IMPORT, TABLES
from services.storage.reader import Reader, Row
from services.storage.tables import HISTORY, OFFICE

HOLDING = [table for table in TABLES.values() if table.personal and "programme" in table.by_name]
REDACTED = sa.select(HISTORY.c.row).where(HISTORY.c.kind == "redact")


def left(reader: Reader, programme: str, limit: int) -> list[tuple[str, str]]:
    """(table, row) of rows that still hold personal data, those deleted or taken back among them."""
    found: list[tuple[str, str]] = []
    for table in HOLDING:
        rows = _rows(table.name, programme, False).limit(limit - len(found))
        found += [(table.name, row) for row in reader.connection.execute(rows).scalars()]
    return found


def count(reader: Reader, programme: str) -> int:
    """How many rows still hold personal data."""
    return sum(_count(reader, _rows(table.name, programme, False)) for table in HOLDING)


def redacted(reader: Reader, programme: str) -> dict[str, int]:
    """How many rows of each table were redacted."""
    return {table.name: _count(reader, _rows(table.name, programme, True)) for table in HOLDING}


def _rows(table: str, programme: str, redacted: bool) -> sa.Select[Any]:
    source = OFFICE[table]
    gone = source.c.id.in_(REDACTED.where(HISTORY.c.table == table))
    return sa.select(source.c.id).where(source.c.programme == programme, gone if redacted else ~gone)


def _count(reader: Reader, rows: sa.Select[Any]) -> int:
    return reader.connection.execute(sa.select(sa.func.count()).select_from(rows.subquery())).scalar_one()


def files(reader: Reader, programme: str) -> list[Row]:
    """The files that agencies sent and the photos of hand-overs, deleted rows too; letters and scans are no such files."""
    sources = (OFFICE[IMPORT.name], OFFICE[HANDOVER.name])
    owners = sa.union(*(sa.select(source.c.id).where(source.c.programme == programme) for source in sources))
    file = OFFICE[FILE.name].c
    return reader.find(FILE, file.owner.in_(owners), file.sha256.is_not(None), gone=True)
