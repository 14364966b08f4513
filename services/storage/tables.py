"""The schema as SQLAlchemy tables, and the database's own: history, personal side, deliveries, sessions.

Office tables hold no foreign keys to one another: their rows also live in a sheet where people remove, copy and
reorder rows, and a replica is rebuilt from it tab by tab. The database's own tables do.
"""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from services.domain.schema import RECIPIENT, TABLES
from services.domain.table import Table


class UtcText(sa.types.TypeDecorator[datetime]):
    """An aware moment kept as ISO text in UTC, so that SQLite sorts it right."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Any) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


TYPES: dict[str, Any] = {
    "text": sa.Text, "integer": sa.Integer, "date": sa.Date, "moment": UtcText, "flag": sa.Boolean,
}

metadata = sa.MetaData()


def _office_table(table: Table) -> sa.Table:
    """The table of the schema, with what every row has: id, mark of deletion, extra columns of the sheet."""
    made = sa.Table(
        table.name,
        metadata,
        sa.Column("id", sa.Text, primary_key=True),
        *(sa.Column(field.name, TYPES[field.sql]()) for field in table.fields),
        sa.Column("deleted", sa.Boolean, nullable=False, server_default=sa.text("0")),
        sa.Column("extra", sa.JSON),
        sqlite_with_rowid=True,
    )
    for columns in table.index:
        sa.Index(f"ix_{table.name}_{'_'.join(columns)}", *(made.c[name] for name in columns))
    for unique in table.unique:
        where = " AND ".join(filter(None, ["deleted = 0", unique.where]))
        name = f"ux_{table.name}_{'_'.join(unique.columns)}"
        sa.Index(name, *(made.c[column] for column in unique.columns), unique=True, sqlite_where=sa.text(where))
    return made


OFFICE: dict[str, sa.Table] = {name: _office_table(table) for name, table in TABLES.items()}

# Of 50,000 people a screen counts some and shows fifteen. What they are counted by stands in one index, so that nobody's
# row is read for it, and those of one point stand together; two more hold them in the order of names.
_person = OFFICE[RECIPIENT.name].c
sa.Index("ix_recipient_counted", *(_person[name] for name in (
    "programme", "state", "deleted", "point", "batch", "preference", "kecamatan", "kelurahan", "sex")))
sa.Index("ix_recipient_by_name", _person.name.collate("NOCASE"), _person.id)
sa.Index("ix_recipient_of_programme_by_name", _person.programme, _person.name.collate("NOCASE"), _person.id)

HISTORY = sa.Table(
    "history",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("operation", sa.Text, nullable=False, index=True),
    sa.Column("at", UtcText, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("actor_name", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("table", sa.Text, nullable=False, index=True),
    sa.Column("row", sa.Text, nullable=False),
    sa.Column("fields", sa.JSON, nullable=False),
    sa.Column("personal", sa.JSON, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    # A row is asked for with its table too: with an index of its own, SQLite would rather walk all entries of the table.
    sa.Index("ix_history_row", "row", "table"),
)

HISTORY_PERSONAL = sa.Table(
    "history_personal",
    metadata,
    sa.Column("seq", sa.ForeignKey("history.seq"), primary_key=True, autoincrement=False),
    sa.Column("salt", sa.Text, nullable=False),
    sa.Column("values", sa.JSON, nullable=False),
)

DELIVERY = sa.Table(
    "delivery",
    metadata,
    sa.Column("seq", sa.ForeignKey("history.seq"), primary_key=True, autoincrement=False),
    sa.Column("state", sa.Text, nullable=False, server_default="pending", index=True),
    sa.Column("operation", sa.Text),
)

SESSION = sa.Table(
    "session",
    metadata,
    sa.Column("token_hash", sa.Text, primary_key=True),
    sa.Column("user", sa.ForeignKey("user.id"), nullable=False, index=True),
    sa.Column("started", UtcText, nullable=False),
    sa.Column("expires", UtcText, nullable=False),
)

ATTEMPT = sa.Table(
    "attempt",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last", UtcText, nullable=False),
)

BASE = sa.Table(
    "base",
    metadata,
    sa.Column("table", sa.Text, primary_key=True),
    sa.Column("row", sa.Text, primary_key=True),
    sa.Column("values", sa.JSON, nullable=False),
)

NOTE = sa.Table(
    "note",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.JSON),
)

# What people have to settle between the panel and the sheet; `services/domain/merge_actions.py` says what each kind is.
CASE = sa.Table(
    "case",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False, index=True),
    sa.Column("at", UtcText, nullable=False),
    sa.Column("table", sa.Text, nullable=False),
    sa.Column("row", sa.Text, nullable=False),
    sa.Column("header", sa.Text, nullable=False),
    sa.Column("sheet", sa.JSON, nullable=False),
    sa.Column("panel", sa.JSON, nullable=False),
    sa.Column("sentence", sa.Text, nullable=False),
    sa.Column("line", sa.Integer, nullable=False),
    sa.Column("settled", UtcText),
    sa.Column("settled_by", sa.Text),
    sa.Column("decided", sa.JSON(none_as_null=True)),  # the cell that was decided for, where that can be taken back
)

# Long work that goes on when the window is closed; `services/jobs.py` does it.
JOB = sa.Table(
    "job",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("programme", sa.Text, nullable=False, index=True),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("started", UtcText, nullable=False),
    sa.Column("done", sa.Integer, nullable=False, server_default="0"),
    sa.Column("total", sa.Integer, nullable=False, server_default="0"),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("sentence", sa.Text),
    sa.Column("stop", sa.Boolean, nullable=False, server_default=sa.text("0")),
    sa.Column("title", sa.Text, nullable=False, server_default=""),
    sa.Column("right", sa.Text, nullable=False, server_default=""),
    sa.Column("file", sa.Text, nullable=False, server_default=""),
)
