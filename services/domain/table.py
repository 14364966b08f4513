"""What a table of the office is: its name everywhere, its columns, its promises."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from services.domain.fields import Field, validate
from services.errors import BadInput


@dataclass(frozen=True)
class Unique:
    """A promise the database keeps: these columns together stand once among the rows where `where` (SQL) holds."""

    columns: tuple[str, ...]
    sentence: str
    where: str = ""


class Clean(dict[str, Any]):
    """Values of a whole row that its fields have read: nothing is gained by reading them again."""


@dataclass(frozen=True)
class Table:
    """One table: `name` in code and database, `title` as the tab of the sheet, `prefix` of its IDs."""

    name: str
    title: str
    prefix: str
    fields: tuple[Field, ...]
    place: Literal["sheet", "database"] = "sheet"
    unique: tuple[Unique, ...] = ()
    index: tuple[tuple[str, ...], ...] = ()

    def field(self, name: str) -> Field:
        """The field of that name. Raises KeyError."""
        return self.by_name[name]

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    @cached_property
    def plain(self) -> dict[str, Callable[[Any], Any]]:
        """How the values of each field stand in JSON."""
        return {field.name: field.plain for field in self.fields}

    @cached_property
    def personal(self) -> frozenset[str]:
        """Names of the personal fields."""
        return frozenset(field.name for field in self.fields if field.personal)

    def editable(self) -> tuple[Field, ...]:
        """The fields that people write: what a form shows."""
        return tuple(field for field in self.fields if field.writer == "people")

    def clean(self, values: Mapping[str, Any], only_given: bool = False) -> dict[str, Any]:
        """Validated values by field name. Raises BadInput with every problem."""
        return validate(self.fields, values, only_given)

    def clean_all(self, rows: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
        """`clean` of many rows, column by column. Raises BadInput with every problem of the first row that has any."""
        if all(isinstance(row, Clean) for row in rows):
            return rows
        try:
            columns = [field.parse_all([row.get(field.name) for row in rows]) for field in self.fields]
        except BadInput:
            return [self.clean(row) for row in rows]
        names = [field.name for field in self.fields]
        return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]

    def outside(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row under the names used outside the code (`field.key`): what letters fill in."""
        return {field.key: row.get(field.name) for field in self.fields} | {"id": row.get("id")}
