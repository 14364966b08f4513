"""Many rows at once: SQLAlchemy's own way spends longer on each row than SQLite does on storing it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

Columns = Mapping[str, Sequence[Any]]  # the values of new rows by column; each has as many


def by_column(rows: Sequence[Mapping[str, Any]]) -> Columns:
    """Rows, all of which name the same columns."""
    return {name: [row[name] for row in rows] for name in rows[0]} if rows else {}


def insert(
    connection: sa.Connection, table: sa.Table, columns: Columns, replace: bool = False, encoded: Collection[str] = ()
) -> None:
    """New rows; with `replace`, in the place of those of the same key.

    `encoded` names the columns whose values are JSON text already.
    """
    values = [_bound(connection, table.c[name], column, name in encoded) for name, column in columns.items()]
    rows = list(zip(*values, strict=True))
    if not rows:
        return
    quoted = ", ".join(connection.dialect.identifier_preparer.format_column(table.c[name]) for name in columns)
    into = f"{'REPLACE' if replace else 'INSERT'} INTO {connection.dialect.identifier_preparer.format_table(table)}"
    connection.exec_driver_sql(f"{into} ({quoted}) VALUES ({', '.join('?' * len(columns))})", rows)


def _bound(connection: sa.Connection, column: sa.Column[Any], values: Sequence[Any], encoded: bool) -> Sequence[Any]:
    """The values of a column as SQLite holds them."""
    bind = column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    if encoded or bind is None:
        return values
    if isinstance(column.type, sa.JSON):  # 1 and True are the same to a dict, and not in JSON
        nothing = bind(None)
        return [nothing if value is None else bind(value) for value in values]
    known = {value: bind(value) for value in set(values)}
    return [known[value] for value in values]
