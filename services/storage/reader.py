"""Reading the office's tables: what every use case needs, in the schema's words.

A row is a plain dict: field name → value, with `id`, `deleted` and `extra`. Deleted rows and recipients of an
import that is not valid (not finished yet, or undone) are never seen, unless asked for.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from services.domain.schema import IMPORT, RECIPIENT, TABLES
from services.domain.states import ImportState
from services.domain.table import Table
from services.errors import NotFound
from services.storage import history
from services.storage.history import Entry
from services.storage.tables import DELIVERY, HISTORY, OFFICE

Row = dict[str, Any]
MANY = (list, tuple, set, frozenset)


def alive(table: Table) -> sa.ColumnElement[bool]:
    """The condition that a row is there for people."""
    columns = OFFICE[table.name].c
    if table is not RECIPIENT:
        return columns.deleted.is_(False)
    imports = OFFICE[IMPORT.name].c  # of a replica rebuilt from the sheet they are lost; its rows were all valid
    hidden = sa.select(imports.id).where(imports.state != ImportState.VALID)
    return columns.deleted.is_(False) & (columns.batch.is_(None) | columns.batch.not_in(hidden))


class Reader:
    """One transaction, read. Made by the database; never kept beyond its unit of work."""

    def __init__(self, connection: sa.Connection):
        self.connection = connection

    def get(self, table: Table, row: str) -> Row:
        """The row of that ID, deleted or not. Raises NotFound."""
        found = self.connection.execute(_found(table.name, True, (("id", "one"),)), {"id": row}).mappings().first()
        if found is None:
            raise NotFound(table.title)
        return dict(found)

    def find(
        self, table: Table, *conditions: Any, order: Sequence[str] = (), limit: int | None = None,
        offset: int = 0, gone: bool = False, **equals: Any,
    ) -> list[Row]:
        """Rows where each named field equals the value (a list: one of them; None: empty). `-name` sorts down."""
        shape = tuple((name, _kind(value)) for name, value in equals.items())
        wanted = _found(table.name, gone, shape, tuple(order))
        if conditions:
            wanted = wanted.where(*conditions)
        if limit is not None or offset:
            wanted = wanted.limit(limit).offset(offset)
        given = {name: [*value] if isinstance(value, MANY) else value for name, value in equals.items()}
        return [dict(row) for row in self.connection.execute(wanted, given).mappings()]

    def ids(self, table: Table) -> set[str]:
        """The IDs of all rows, deleted ones too."""
        return set(self.connection.execute(sa.select(OFFICE[table.name].c.id)).scalars())

    def first(self, table: Table, order: Sequence[str] = (), **equals: Any) -> Row | None:
        """The first such row, or None."""
        return next(iter(self.find(table, order=order, limit=1, **equals)), None)

    def count(self, table: Table, *conditions: Any, **equals: Any) -> int:
        """How many such rows there are."""
        source = OFFICE[table.name]
        wanted = sa.select(sa.func.count()).select_from(source).where(*self._where(table, equals), *conditions)
        return self.connection.execute(wanted).scalar_one()

    def has(self, table: Table, *conditions: Any, **equals: Any) -> bool:
        """Whether there is such a row; of many, no more than one is looked at."""
        wanted = sa.select(sa.literal(1)).select_from(OFFICE[table.name])
        wanted = wanted.where(*self._where(table, equals), *conditions).limit(1)
        return self.connection.execute(wanted).first() is not None

    def tally(self, table: Table, *names: str, **equals: Any) -> dict[tuple[Any, ...], int]:
        """How many rows there are for each combination of those fields."""
        source = OFFICE[table.name]
        columns = [source.c[name] for name in names]
        wanted = sa.select(*columns, sa.func.count()).where(*self._where(table, equals)).group_by(*columns)
        return {tuple(row[:-1]): row[-1] for row in self.connection.execute(wanted)}

    def history(self, *conditions: Any, limit: int = 100, offset: int = 0, **equals: Any) -> list[Entry]:
        """History entries, newest first, whose columns equal the values (a list: one of them)."""
        return history.entries(self.connection, *equal(HISTORY, equals), *conditions, limit=limit, offset=offset)

    def rows_of(self, operation: str) -> list[tuple[str, str]]:
        """(table, row) of every entry of an operation."""
        return history.touched(self.connection, operation)

    def pending(self) -> int:
        """How many history entries are not in the sheet yet."""
        wanted = sa.select(sa.func.count()).select_from(DELIVERY).where(DELIVERY.c.state == "pending")
        return self.connection.execute(wanted).scalar_one()

    @staticmethod
    def _where(table: Table, equals: Mapping[str, Any]) -> list[Any]:
        return [alive(table), *equal(OFFICE[table.name], equals)]


@cache
def _found(
    table: str, gone: bool, shape: tuple[tuple[str, str], ...], order: tuple[str, ...] = ()
) -> sa.Select[tuple[Any, ...]]:
    """Rows of a table by columns of which one value is named, some, or none. To say it takes longer than to do it."""
    source = OFFICE[table]
    wanted = sa.select(source).where(*(_asked(source.c[name], kind) for name, kind in shape))
    wanted = wanted.order_by(*(_sorting(source, name) for name in order), source.c.id)
    return wanted if gone else wanted.where(alive(TABLES[table]))


def _kind(value: Any) -> str:
    return "none" if value is None else "some" if isinstance(value, MANY) else "one"


def _asked(column: sa.Column[Any], kind: str) -> sa.ColumnElement[bool]:
    """The condition that a column equals the value of its name."""
    if kind == "none":
        return column.is_(None)
    return column.in_(sa.bindparam(column.name, expanding=True)) if kind == "some" else column == sa.bindparam(column.name)


def equal(source: sa.Table, equals: Mapping[str, Any]) -> list[Any]:
    """Conditions that each named column equals the value (a list: one of them; None: empty)."""
    return [
        source.c[name].in_(value) if isinstance(value, MANY) else source.c[name] == value
        for name, value in equals.items()
    ]


def _sorting(source: sa.Table, name: str) -> Any:
    column = source.c[name.removeprefix("-")]
    return column.desc() if name.startswith("-") else column.asc()
