"""What a change did to a row, as the history writes it down: JSON of which one value has one form, so that it can be sealed.

Personal values never stand with the others: they are written beside the entry, and can be destroyed there.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import compress
from typing import Any, NamedTuple

from services.domain.table import Table

CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
EXTRA = "extra"  # columns that only the sheet knows: what stands in them may be personal


class Effect(NamedTuple):
    """What one change did to one row. `public` and `private` map a field's name to [old, new]; `names`: the personal ones."""

    kind: str
    table: Table
    row: str
    public: str = "{}"
    private: str = ""
    names: str = "[]"


def canonical(value: Any) -> str:
    """The one form of a value in JSON."""
    return str(value) if type(value) is int else CANONICAL.encode(value)


def effect(kind: str, table: Table, row: str, fields: Mapping[str, tuple[Any, Any]]) -> Effect:
    """What one change did: field name → (old, new), both plain."""
    public = dict(fields)
    private = {name: public.pop(name) for name in fields if _personal(table, name)}
    return Effect(kind, table, row, canonical(public), canonical(private) if private else "", _listed(tuple(sorted(private))))


def created(table: Table, rows: Mapping[str, Sequence[Any]]) -> Iterator[Effect]:
    """What making these rows did, given by column: none of their fields was filled before."""
    plain = sorted({**table.plain, EXTRA: lambda value: value}.items())
    columns = {name: _column(name, form, rows[name]) for name, form in plain}
    personal = tuple(name for name in columns if _personal(table, name))
    public = zip(*(columns[name] for name in columns if name not in personal), strict=True)
    private = zip(*(columns[name] for name in personal), strict=True)
    for row, shown, hidden in zip(rows["id"], public, private, strict=True):
        names = tuple(compress(personal, hidden))
        yield Effect("create", table, row, _object(shown), _object(hidden) if names else "", _listed(names))


def _personal(table: Table, name: str) -> bool:
    return name == EXTRA or name in table.personal


def _column(name: str, plain: Callable[[Any], Any], values: Sequence[Any]) -> list[str]:
    """`"name":[null,…]` for each value of a column, "" for an empty one; what stands in many rows is written once."""
    def text(value: Any) -> str:
        return f'"{name}":[null,{canonical(plain(value))}]'

    if name == EXTRA:
        return ["" if value is None else text(value) for value in values]
    known = {value: text(value) for value in set(values)} | {None: ""}
    return [known[value] for value in values]


def _object(texts: tuple[str, ...]) -> str:
    return "{" + ",".join(filter(None, texts)) + "}"


@cache
def _listed(names: tuple[str, ...]) -> str:
    return canonical(names)
