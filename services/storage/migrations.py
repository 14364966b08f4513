"""How the database came to its shape: an append-only list, version = its length, each step in a transaction.

A step that has landed is never changed, so none of them may lean on what `tables.py` says today.
"""

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from services.errors import Trouble

Step = Callable[[sa.Connection], None]


def _first_tables(connection: sa.Connection) -> None:
    text = Path(__file__).with_name("first_tables.sql").read_text(encoding="utf-8")
    for statement in text.split(";\n\n"):
        connection.exec_driver_sql(statement)


def _history_cannot_change(connection: sa.Connection) -> None:
    for verb in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER history_no_{verb.lower()} BEFORE {verb} ON history "
            "BEGIN SELECT RAISE(ABORT, 'history is immutable'); END"
        )


def _a_settled_case_can_be_undone(connection: sa.Connection) -> None:
    for column in ("settled_by TEXT", "decided JSON"):
        connection.exec_driver_sql(f'ALTER TABLE "case" ADD COLUMN {column}')


def _letters_are_initialled(connection: sa.Connection) -> None:
    connection.exec_driver_sql(
        "CREATE TABLE paraf (id TEXT NOT NULL, letter TEXT, number INTEGER, official TEXT, at TEXT, by TEXT, "
        "reason TEXT, deleted BOOLEAN DEFAULT 0 NOT NULL, extra JSON, PRIMARY KEY (id))")
    connection.exec_driver_sql("CREATE UNIQUE INDEX ux_paraf_letter_number ON paraf (letter, number) WHERE deleted = 0")


def _tick_lists_are_kept(connection: sa.Connection) -> None:
    connection.exec_driver_sql(
        "CREATE TABLE tick_list (id TEXT NOT NULL, point TEXT, number INTEGER, people TEXT, at TEXT, "
        "deleted BOOLEAN DEFAULT 0 NOT NULL, extra JSON, PRIMARY KEY (id))")
    connection.exec_driver_sql(
        "CREATE UNIQUE INDEX ux_tick_list_point_number ON tick_list (point, number) WHERE deleted = 0")


def _people_are_counted_in_an_index(connection: sa.Connection) -> None:
    for old in ("programme_state", "name"):
        connection.exec_driver_sql(f"DROP INDEX ix_recipient_{old}")
    for name, columns in (
        ("counted", "programme, state, deleted, point, batch, preference, kecamatan, kelurahan, sex"),
        ("by_name", "name COLLATE NOCASE, id"),
        ("of_programme_by_name", "programme, name COLLATE NOCASE, id"),
    ):
        connection.exec_driver_sql(f"CREATE INDEX ix_recipient_{name} ON recipient ({columns})")
    connection.exec_driver_sql('CREATE INDEX ix_history_table ON history ("table")')


def _complaints_are_noted(connection: sa.Connection) -> None:
    connection.exec_driver_sql(
        "CREATE TABLE complaint (id TEXT NOT NULL, programme TEXT, point TEXT, name TEXT, phone TEXT, reason TEXT, "
        "answer TEXT, at TEXT, officer TEXT, deleted BOOLEAN DEFAULT 0 NOT NULL, extra JSON, PRIMARY KEY (id))")
    connection.exec_driver_sql("CREATE INDEX ix_complaint_programme ON complaint (programme)")


def _entries_may_share_a_row(connection: sa.Connection) -> None:
    """Those of an import always did."""
    connection.exec_driver_sql(
        "UPDATE delivery SET state = 'shared' WHERE state = 'settled' "
        "AND seq IN (SELECT seq FROM history WHERE source = 'import')")


def _entries_of_a_row_are_found_at_once(connection: sa.Connection) -> None:
    connection.exec_driver_sql("DROP INDEX ix_history_row")
    connection.exec_driver_sql('CREATE INDEX ix_history_row ON history ("row", "table")')


def _letters_of_a_point_name_it(connection: sa.Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE letter ADD COLUMN point TEXT")


def _jobs_have_a_title_and_a_file(connection: sa.Connection) -> None:
    for column in ("title", "right", "file"):
        connection.exec_driver_sql(f"ALTER TABLE job ADD COLUMN \"{column}\" TEXT DEFAULT '' NOT NULL")


def _people_are_told_when_to_come(connection: sa.Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE recipient ADD COLUMN slot TEXT")


STEPS: tuple[Step, ...] = (
    _first_tables, _history_cannot_change, _a_settled_case_can_be_undone, _letters_are_initialled,
    _tick_lists_are_kept,
    _people_are_counted_in_an_index,
    _complaints_are_noted,
    _entries_may_share_a_row,
    _entries_of_a_row_are_found_at_once,
    _letters_of_a_point_name_it,
    _jobs_have_a_title_and_a_file,
    _people_are_told_when_to_come,
)


def migrate(connection: sa.Connection) -> None:
    """Bring the database to the newest shape. Raises Trouble if it was made by a newer panel."""
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version > len(STEPS):
        raise Trouble("Data ini dibuat oleh panel yang lebih baru. Perbarui panel, lalu mulai lagi.", retry=False)
    for number, step in enumerate(STEPS[version:], start=version + 1):
        step(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")
