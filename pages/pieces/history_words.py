"""Entries of the history in words: for the page Riwayat and below every stage."""

from services.domain.schema import TABLES
from services.storage.history import Entry

KINDS = {"create": "dibuat", "change": "diubah", "delete": "dihapus", "restore": "dipulihkan",
         "redact": "data pribadi dimusnahkan", "event": "dicatat"}
EVENTS = {  # what alone happened
    "sign_in": "masuk", "exported": "mengunduh daftar", "reason": "NIK dibuka dengan alasan",
    "served_again": "dilayani sekali lagi di titik lain", "packed": "berkas titik disiapkan",
    "sent_home": "berkas kembali dibuat",
}


def sentence(entry: Entry) -> str:
    """One entry in words. Personal values appear only as "diubah"."""
    table = TABLES[entry.table]
    if entry.kind == "event" and (deeds := [EVENTS[name] for name in entry.fields if name in EVENTS]):
        return f"{table.title} {entry.row}: {', '.join(deeds)}"
    names = [table.by_name[name].header if name in table.by_name else name for name in entry.fields]
    return f"{table.title} {entry.row} {KINDS[entry.kind]}" + (f": {', '.join(names)}" if names else "")


def details(entry: Entry) -> str:
    """Old → new of the fields that are not personal."""
    table = TABLES[entry.table]
    shown = [
        f"{table.by_name[name].header}: {old if old is not None else '–'} → {new if new is not None else '–'}"
        for name, (old, new) in entry.fields.items()
        if entry.kind == "change" and name in table.by_name and name not in table.personal
    ]
    return "; ".join(shown)
