"""Many rows at once: SQLAlchemy's own way spends longer on each row than SQLite does on storing it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa


def insert(
    connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]], replace: bool = False,
    encoded: Collection[str] = (),
) -> None:
    """New rows, all of which name the same columns; with `replace`, in the place of those of the same key.

    `encoded` names the columns whose values are JSON text already.
    """
    if not rows:
        return
    columns = [table.c[name] for name in rows[0]]
    quoted = ", ".join(map(connection.dialect.identifier_preparer.format_column, columns))
    into = f"{'REPLACE' if replace else 'INSERT'} INTO {connection.dialect.identifier_preparer.format_table(table)}"
    values = zip(*(_bound(connection, column, rows, column.name in encoded) for column in columns), strict=True)
    connection.exec_driver_sql(f"{into} ({quoted}) VALUES ({', '.join('?' * len(columns))})", list(values))


def _bound(
    connection: sa.Connection, column: sa.Column[Any], rows: Sequence[Mapping[str, Any]], encoded: bool
) -> list[Any]:
    """The values of a column as SQLite holds them."""
    values = [row[column.name] for row in rows]
    bind = column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    if encoded or bind is None:
        return values
    if isinstance(column.type, sa.JSON):  # 1 and True are the same to a dict, and not in JSON
        nothing = bind(None)
        return [nothing if value is None else bind(value) for value in values]
    known = {value: bind(value) for value in set(values)}
    return [known[value] for value in values]
