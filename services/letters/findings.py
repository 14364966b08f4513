"""`::: tabel temuan`: what was found in a list before it is fixed, check by check, with the exceptions signed."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from services.letters.blocks import Column, Table
from services.letters.tables import rows_of

COLUMNS = (
    Column("No.", "right", 10), Column("Nama", "left", 34), Column("NIK", "left", 38), Column("Temuan", "left", 46),
    Column("Pengecualian", "left", 40),
)
NOTHING = "Tidak ada temuan."


class Line(NamedTuple):
    """One finding: place on the list, name, masked NIK, the sentence, the exception in words ("" if there is none)."""

    place: int
    name: str
    nik: str
    sentence: str
    exception: str


def findings_table(checks: Iterable[tuple[str, Sequence[Line]]]) -> Table:
    """(title of a check, its findings); a check without findings says so: that it was made matters too."""
    rows: list[Sequence[object]] = []
    strong = set()
    for title, lines in checks:
        strong.add(len(rows))
        rows.append(("", title, "", f"{len(lines)} orang" if lines else NOTHING, ""))
        rows += lines
    return Table(COLUMNS, rows_of(rows), frozenset(strong))
