"""Stage 5, taking in data: a workbook is read and checked; nothing is stored here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.domain import findings, workbook
from services.domain.findings import Finding
from services.domain.places import Places
from services.domain.schema import RECIPIENT
from services.domain.workbook import Entry
from services.storage.originals import original
from services.storage.workbooks import read_grids

OUTSIDE = {  # field → its name in the JSON
    name: RECIPIENT.field(name).key
    for name in ("nik", "no_kk", "name", "sex", "birth_place", "birth_date", "address", "rt", "rw", "kelurahan",
                 "kelurahan_code", "kecamatan", "decile")
}  # fmt: skip


@dataclass(frozen=True)
class Checked:
    """A workbook, read and checked: each person with the findings. `refused` is a sentence, or None."""

    people: tuple[tuple[Entry, tuple[Finding, ...]], ...]
    reading: workbook.Reading
    refused: str | None = None

    def number_with(self, severity: findings.Severity) -> int:
        """How many people have a finding that grave."""
        return sum(any(finding.severity == severity for finding in found) for _, found in self.people)


def check(
    content: bytes, name: str, today: date, places: Places | None = None, own: Mapping[str, str] | None = None
) -> Checked:
    """Read and check a workbook. `own`: headings mapped by hand, see `services/layouts.py`. Raises BadFile."""
    return check_grids(read_grids(content, name), today, places or Places.read(original("wilayah/6372.toml")), own)


def check_grids(
    grids: Sequence[workbook.Grid], today: date, places: Places, own: Mapping[str, str] | None = None
) -> Checked:
    """Read and check the sheets of a workbook; each row is a step, and so is each person found."""
    reading = workbook.read(grids, places, today, own)
    found = findings.check(reading.entries, today)
    return Checked(tuple(zip(reading.entries, found, strict=True)), reading, reading.refused)


def to_json(checked: Checked) -> dict[str, Any]:
    """What `check FILE --json` prints: fields under their outside names, codes apart by severity."""
    return {"recipients": [_recipient(entry, found) for entry, found in checked.people], "refused": checked.refused}


def _recipient(entry: Entry, found: tuple[Finding, ...]) -> dict[str, Any]:
    rows = entry.rows[0] if len(entry.rows) == 1 else list(entry.rows)
    return {
        "sheet": entry.sheet,
        "row": rows,
        "fields": {key: _plain(entry.values.get(name)) for name, key in OUTSIDE.items()},
        "errors": [finding.code for finding in found if finding.severity == "error"],
        "warnings": [finding.code for finding in found if finding.severity != "error"],
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def to_text(checked: Checked) -> str:
    """A summary for people: what was read, then each fault with its cell and remedy. No names, no NIK."""
    if checked.refused:
        return checked.refused
    tables = [
        f"Lembar “{found.sheet}”, {f'judul kolom di baris {found.head[0]}' if found.head[0] else 'tanpa judul kolom'}: "
        f"{_columns(found)}."
        for found in checked.reading.tables
    ]
    counts = (
        f"Baris dibaca {len(checked.people)}, harus diperbaiki {checked.number_with('error')}, "
        f"perlu dilihat {checked.number_with('warning')}. Belum ada yang tersimpan."
    )
    faults = [
        f"{entry.sheet} {finding.cell}: {finding.sentence} {finding.remedy}"
        for entry, found in checked.people
        for finding in found
        if finding.severity != "hint"
    ]
    return "\n".join([*tables, counts, *faults])


def _columns(found: workbook.Found) -> str:
    return ", ".join(column.heading + ("" if column.sure else " (kurang yakin)") for column in found.table.columns)
