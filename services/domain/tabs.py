"""A tab of the sheet: which columns it has, how a row of the panel stands in it, how a grid is read by its headers.

A cell is what the sheet holds: text, number or truth value; "" is an empty one. Cells of a row go by their headers.
Order of columns and rows is free. A column that only the sheet knows is kept under its header as an extra field.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, repeat
from typing import Any

from services.domain.fields import Field, Flag
from services.domain.paper import ALPHABET
from services.domain.schema import TABLES
from services.domain.table import Table
from services.errors import BadInput, Refused

Cell = str | int | float | bool
Cells = Mapping[str, Cell]

ID, DELETED = "ID", "Dihapus"
ROW_ID = re.compile(rf"[A-Z]{{3}}-[{ALPHABET}]{{10}}")  # INS-7K3QX9ZD4M
LONGEST = 50_000  # letters that a cell of Google holds
GONE = ("Tab {} tidak ada di Google Sheet; tidak ada yang dihapus di panel. Pulihkan lewat riwayat versi, atau hubungkan lagi "
        "untuk membuatnya baru.")

# Rows of these tabs people add and take away in the sheet; those of all others come from a gate of the panel.
OPEN_TABS = frozenset({"recipient", "agency", "incoming", "contract", "package_item", "point", "holiday"})
# These tabs the panel alone writes.
PANEL_TABS = frozenset({"handover", "setting", "official"})

SHEET_TABLES: dict[str, Table] = {name: table for name, table in TABLES.items() if table.place == "sheet"}


class Mark(Flag):
    """The mark of deletion: empty as long as the row is there."""

    def to_cell(self, value: Any) -> Cell:
        return "Ya" if value else ""


@cache
def columns(name: str) -> dict[str, Field]:
    """The fields of a table by header, in the order in which a new tab shows them (after ID)."""
    fields = (*TABLES[name].fields, Mark(name="deleted", header=DELETED))
    return {field.header: field for field in fields}


def headers(table: Table) -> list[str]:
    """The header row of a new tab."""
    return [ID, *columns(table.name)]


def cells_of(table: Table, row: Mapping[str, Any]) -> dict[str, Cell]:
    """A row of the panel as the sheet holds it, without its ID; with the extra fields."""
    known = {header: field.to_cell(row[field.name]) for header, field in columns(table.name).items()}
    return (row["extra"] or {}) | known


def programme_of(table: Table, row: Mapping[str, Any]) -> Any:
    """ID of the programme that a row belongs to, None where it belongs to none."""
    return row["id"] if table.name == "programme" else row.get("programme")


def canonical(field: Field | None, raw: Cell) -> Cell:
    """The cell as the panel would write it; an extra field (None) is taken as it is, if it fits. Raises BadInput."""
    if field is not None:
        return field.to_cell(field.parse(raw))
    if isinstance(raw, str) and len(raw) > LONGEST:
        raise BadInput(f"Isian ini {len(raw)} huruf; satu sel Google Sheet memuat paling banyak {LONGEST}. Ringkas isinya.")
    return raw


def read_or_raw(field: Field | None, raw: Cell) -> Cell:
    """The cell as the panel would write it; as it is where it cannot be read."""
    try:
        return canonical(field, raw)
    except BadInput:
        return raw


@dataclass(frozen=True)
class Line:
    """One row as it stands in a tab: `number` counts from zero, the header row included.

    `loose` holds by column what stands under no header of use.
    """

    number: int
    cells: Cells
    formulas: frozenset[str] = frozenset()
    loose: Mapping[int, Cell] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.cells.get(ID, "")).strip()

    @property
    def blank(self) -> bool:
        """Whether it holds nothing under any header."""
        return all(cell == "" for cell in self.cells.values())


@dataclass(frozen=True)
class Tab:
    """What was read of a tab: the header of each column (None where it has none of use), and its lines."""

    headers: tuple[str | None, ...]
    lines: tuple[Line, ...]

    def column(self, header: str) -> int:
        """Where that header stands, from zero."""
        return self.headers.index(header)


def read(table: Table, grid: Sequence[Sequence[Cell]]) -> Tab:
    """The lines that hold anything. Raises Refused when a header of the panel is missing or stands twice."""
    found = read_headers(table, grid[0] if grid else ())
    lines = (line(found, number, row) for number, row in enumerate(grid[1:], start=1))
    return Tab(found, tuple(one for one in lines if one.loose or not one.blank))


def read_headers(table: Table, row: Sequence[Cell]) -> tuple[str | None, ...]:
    """The headers of a tab by column. Raises Refused."""
    texts = [str(cell).strip() for cell in row]
    counted = Counter(texts)
    for header in headers(table):
        if counted[header] != 1:
            what = "ada dua kali" if counted[header] else "tidak ada"
            raise Refused(
                f"Tab {table.title} tidak disinkronkan: judul kolom “{header}” {what} di baris pertama. "
                "Perbaiki judul itu di Google Sheet; isi tab tidak diubah."
            )
    return tuple(text if text and texts.index(text) == at else None for at, text in enumerate(texts))


def headers_that_stand(row: Sequence[Cell]) -> tuple[str | None, ...]:
    """The headers of a tab that may be damaged: those that stand just once."""
    texts = [str(cell).strip() for cell in row]
    return tuple(text if text and texts.count(text) == 1 else None for text in texts)


NONE: frozenset[str] = frozenset()


def line(found: Sequence[str | None], number: int, row: Sequence[Cell], formulas: Collection[int] = ()) -> Line:
    """One row under the headers; a row may end early. `formulas` names the columns that hold one."""
    named = frozenset(header for at, header in enumerate(found) if header and at in formulas) if formulas else NONE
    if len(row) <= len(found) and None not in found:
        return Line(number, dict(zip(filter(None, found), chain(row, repeat("")), strict=False)), named)
    cells = {header: row[at] if at < len(row) else "" for at, header in enumerate(found) if header}
    loose = {at: cell for at, cell in enumerate(row) if cell != "" and not (at < len(found) and found[at])}
    return Line(number, cells, named, loose)
