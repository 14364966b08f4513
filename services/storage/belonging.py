"""Which entries of the history concern a programme, or a stage: those about rows that belong to it."""

from typing import Any

import sqlalchemy as sa

from services.domain.schema import TABLES
from services.storage.tables import HISTORY, OFFICE

# Tables whose rows name no programme themselves, but a row that does.
THROUGH = {"tick_list": "point", "paraf": "letter", "decision": "first"}
# Tables whose rows name no stage, because all their rows belong to the same one.
WHOLE = {
    "procurement": ("contract", "package_item"), "data_request": ("data_request",),
    "data_intake": ("import", "correction"), "recap": ("decision", "audit_exception"),
    "distribution": ("point", "handover", "complaint", "tick_list"),
}


def of_programme(programme: str) -> sa.ColumnElement[bool]:
    """Entries about the programme itself or about rows that belong to it."""
    homes = [_at_home(name, programme) for name in TABLES if name in THROUGH or "programme" in TABLES[name].by_name]
    return HISTORY.c.row.in_(sa.union_all(sa.select(sa.literal(programme)), *homes))


def _at_home(name: str, programme: str) -> sa.Select[Any]:
    """IDs of the rows of a table that belong to the programme."""
    source = OFFICE[name]
    if name not in THROUGH:
        return sa.select(source.c.id).where(source.c.programme == programme)
    field = TABLES[name].field(THROUGH[name])
    return sa.select(source.c.id).where(source.c[field.name].in_(_at_home(field.table, programme)))  # type: ignore[attr-defined]


def of_stage(stage: str) -> sa.ColumnElement[bool]:
    """Entries about rows that belong to the stage of that key, in whatever programme."""
    rows = [sa.select(OFFICE[name].c.id).where(OFFICE[name].c.stage == stage)
            for name in TABLES if "stage" in TABLES[name].by_name]
    return sa.or_(HISTORY.c.table.in_(WHOLE.get(stage, ())), HISTORY.c.row.in_(sa.union_all(*rows)))
