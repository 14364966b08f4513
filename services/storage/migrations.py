"""How the database came to its shape: an append-only list, version = its length, each step in a transaction.

The first step makes the tables as `tables.py` has them; a step that has landed is never changed.
"""

from collections.abc import Callable

import sqlalchemy as sa

from services.errors import Trouble
from services.storage.tables import metadata

Step = Callable[[sa.Connection], None]


def _first_tables(connection: sa.Connection) -> None:
    metadata.create_all(connection)


def _history_cannot_change(connection: sa.Connection) -> None:
    for verb in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER history_no_{verb.lower()} BEFORE {verb} ON history "
            "BEGIN SELECT RAISE(ABORT, 'history is immutable'); END"
        )


def _cases_of_the_sheet(connection: sa.Connection) -> None:
    metadata.tables["case"].create(connection, checkfirst=True)  # a new database has it since the first step


def _layouts_jobs_and_shares(connection: sa.Connection) -> None:
    for name in ("layout", "job"):
        metadata.tables[name].create(connection, checkfirst=True)
    known = {column["name"] for column in sa.inspect(connection).get_columns("programme")}
    for name in ("share_rule", "share_reason"):
        if name not in known:
            connection.exec_driver_sql(f"ALTER TABLE programme ADD COLUMN {name} TEXT")


def _number_book(connection: sa.Connection) -> None:
    metadata.tables["number_gap"].create(connection, checkfirst=True)


STEPS: tuple[Step, ...] = (
    _first_tables, _history_cannot_change, _cases_of_the_sheet, _layouts_jobs_and_shares, _number_book,
)


def migrate(connection: sa.Connection) -> None:
    """Bring the database to the newest shape. Raises Trouble if it was made by a newer panel."""
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version > len(STEPS):
        raise Trouble("Data ini dibuat oleh panel yang lebih baru. Perbarui panel, lalu mulai lagi.", retry=False)
    for number, step in enumerate(STEPS[version:], start=version + 1):
        step(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")
