"""The history in words: what happened to a row, and old → new as people read the values. Pure.

The page Riwayat, the cards of a stage and of a person, and the tab Riwayat of the sheet all say it in these words.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from services.domain.fields import Field, Text
from services.domain.table import Table
from services.errors import BadInput

KINDS = {
    "create": "dibuat", "change": "diubah", "delete": "dihapus", "restore": "dipulihkan",
    "redact": "data pribadi dimusnahkan", "event": "dicatat",
}
# What alone happened to a row, by the name under which it was noted.
EVENTS = {
    "sign_in": "masuk", "exported": "daftar diunduh", "reason": "NIK dibuka dengan alasan",
    "served_again": "dilayani sekali lagi di titik lain", "packed": "berkas titik disiapkan",
    "sent_home": "berkas kembali dibuat", "destroyed": "data pribadi dimusnahkan",
}
TELLING = {"exported", "reason", "served_again", "destroyed"}  # events whose value says more than the event itself
SILENT = {"served_again_at"}  # noted beside an event for the panel alone
PROPOSED = "diusulkan di lembar"  # what people typed over a value that only the panel writes
HIDDEN = "diubah"
OTHERS = {"extra": "Kolom tambahan", "deleted": "Dihapus"}  # what a row has beside its fields
LONGEST = 160  # characters of a value
Called = Mapping[str, str]  # what IDs and keys are called
NOTHING: Called = {}


def deed(kind: str, names: Iterable[str], from_sheet: bool = False) -> str:
    """What happened to a row, of which these fields were noted: "diubah", "berkas titik disiapkan"."""
    if kind != "event":
        return KINDS[kind]
    noted = list(names)
    said = [EVENTS[name] for name in noted if name in EVENTS]
    return ", ".join(said) or (PROPOSED if from_sheet and noted else KINDS[kind])


def changes(
    table: Table, kind: str, fields: Mapping[str, tuple[Any, Any]], hidden: Iterable[str] = (), called: Called = NOTHING
) -> Iterator[str]:
    """"Status: Berjalan → Selesai" for each field; of `hidden` ones only that they were changed.

    `fields`: (old, new) as the history holds them. Of an event only what it tells is said.
    """
    for name, (old, new) in fields.items():
        if kind == "event" and name in EVENTS:
            yield from [value(None, new)] if name in TELLING else []
        elif kind == "event" and name in SILENT:
            continue
        elif kind == "event":
            yield f"{_header(table, name)}: {value(table.by_name.get(name), new, called)}"
        else:
            known = table.by_name.get(name)
            yield f"{_header(table, name)}: {value(known, old, called)} → {value(known, new, called)}"
    yield from (f"{_header(table, name)}: {HIDDEN}" for name in hidden)


def value(field: Field | None, plain: Any, called: Called = NOTHING) -> str:
    """A value of the history as a person reads it: dates in Indonesian, rows and keys by what they are called."""
    if plain is None or plain == "":
        return "–"
    if field is None:
        return _cut(str(plain))
    if isinstance(field, Text) and (field.writer == "panel" or field.widget == "reference"):
        plain = called.get(str(plain), plain)
    try:
        return _cut(field.show(field.parse(plain)))
    except BadInput:  # typed in the sheet and never taken over
        return _cut(str(plain))


def _header(table: Table, name: str) -> str:
    return table.by_name[name].header if name in table.by_name else OTHERS.get(name, name)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
