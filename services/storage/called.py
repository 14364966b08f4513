"""By which fields a row is called, and the entries of the history about rows that are called so."""

from typing import Any

import sqlalchemy as sa

from services.domain.fields import Reference
from services.domain.schema import RECIPIENT, TABLES
from services.storage import people
from services.storage.tables import HISTORY, OFFICE

# Table → fields. A reference calls the row by the one it belongs to, whose table stands further below.
CALLED_BY: dict[str, tuple[str, ...]] = {
    "stage": ("number", "programme"), "data_request": ("agency",), "disposition": ("programme",),
    "handover": ("recipient",), "complaint": ("point",), "tick_list": ("point",), "layout": ("agency",),
    "decision": ("first", "second"), "correction": ("agency",), "audit_exception": ("recipient",), "paraf": ("letter",),
    "programme": ("name",), "recipient": ("name",), "agency": ("name",), "letter": ("about",), "incoming": ("about",),
    "contract": ("provider",), "package_item": ("item",), "point": ("name",), "file": ("name",), "official": ("name",),
    "holiday": ("name",), "setting": ("key",), "import": ("name",), "template": ("name",), "number_gap": ("serial",),
    "user": ("name",),
}


def about(text: str) -> sa.ColumnElement[bool]:
    """Entries about the row of that ID, or about rows called by every word; people also by a part of NIK or No. KK."""
    itself = sa.select(sa.literal(text.strip().upper()))
    return HISTORY.c.row.in_(sa.union_all(itself, *(_meant(name, text) for name in CALLED_BY)))


def _meant(name: str, text: str) -> sa.Select[Any]:
    """IDs of the rows of a table that a text means."""
    source, table = OFFICE[name], TABLES[name]
    if table is RECIPIENT:
        return sa.select(source.c.id).where(people.matching(text))
    fields = [table.field(field) for field in CALLED_BY[name]]
    return sa.select(source.c.id).where(sa.or_(*(
        source.c[field.name].in_(_meant(field.table, text)) if isinstance(field, Reference)
        else sa.and_(*(sa.cast(source.c[field.name], sa.Text).contains(word, autoescape=True) for word in text.split()))
        for field in fields)))
