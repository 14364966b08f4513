"""How a row was changed last, in words, and whether that was done in the sheet."""

from services.domain import wording
from services.domain.history_words import KINDS
from services.domain.occasion import Source
from services.domain.schema import TABLES
from services.domain.table import Table
from services.office import Office
from services.storage.history import Entry

CHANGING = [kind for kind in KINDS if kind != "event"]  # an event is only noted of a row
WHERE = {Source.SHEET: "di Google Sheet", Source.IMPORT: "oleh berkas perbaikan"}


def changed(entry: Entry) -> str:
    """"Alamat, RT diubah di Google Sheet, 5 Maret 2026, 09.14"."""
    headers = {field.name: field.header for field in TABLES[entry.table].fields} | {"extra": "kolom tambahan"}
    names = ", ".join(header for name, header in headers.items() if name in entry.fields)
    what = f"{names} diubah" if entry.kind == "change" else KINDS[entry.kind]
    who = WHERE.get(Source(entry.source), f"oleh {entry.actor_name}")
    return f"{what[:1].upper()}{what[1:]} {who}, {wording.moment(entry.at)}"


def in_sheet(office: Office, table: Table, row: str) -> str:
    """The sentence about a row that the sheet was the last to change; "" about any other."""
    with office.database.reading() as reader:
        newest = reader.history(table=table.name, row=row, kind=CHANGING, limit=1)
    return f"{changed(newest[0])}." if newest and newest[0].source == Source.SHEET else ""
