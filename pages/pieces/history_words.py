"""Entries of the history in words: for the page Riwayat and below every stage."""

from collections.abc import Mapping

from services.domain.schema import TABLES
from services.storage.history import Entry

KINDS = {"create": "dibuat", "change": "diubah", "delete": "dihapus", "restore": "dipulihkan",
         "redact": "data pribadi dimusnahkan", "event": "dicatat"}
EVENTS = {  # what alone happened
    "sign_in": "masuk", "exported": "mengunduh daftar", "reason": "NIK dibuka dengan alasan",
    "served_again": "dilayani sekali lagi di titik lain", "packed": "berkas titik disiapkan",
    "sent_home": "berkas kembali dibuat",
}
NOBODY: Mapping[str, str] = {}


def sentence(entry: Entry, names: Mapping[str, str] = NOBODY) -> str:
    """One entry in words; `names`: what rows are called, by ID. Personal values appear only as "diubah"."""
    table = TABLES[entry.table]
    row = f"{table.title} {names.get(entry.row, entry.row)}"
    if entry.kind == "event" and (deeds := [EVENTS[name] for name in entry.fields if name in EVENTS]):
        return f"{row}: {', '.join(deeds)}"
    headers = [table.by_name[name].header if name in table.by_name else name for name in entry.fields]
    whole = entry.kind == "create" or not headers  # of a new row, every field is new
    return f"{row} {KINDS[entry.kind]}" + ("" if whole else f": {', '.join(headers)}")


def details(entry: Entry, names: Mapping[str, str] = NOBODY) -> str:
    """Old → new of the fields that are not personal."""
    table = TABLES[entry.table]
    shown = [
        f"{table.by_name[name].header}: {_word(old, names)} → {_word(new, names)}"
        for name, (old, new) in entry.fields.items()
        if entry.kind == "change" and name in table.by_name and name not in table.personal
    ]
    return "; ".join(shown)


def _word(value: object, names: Mapping[str, str]) -> str:
    return "–" if value is None else names.get(str(value), str(value))
