"""Rows of the sheet that the panel has not: typed or pasted by people, or all of them where it is being rebuilt.

They are read column by column: a first tab may hold a million cells, and what stands in many of them is read once.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from services.domain.fields import Choice, Field
from services.domain.merge_actions import Case
from services.domain.table import Clean, Table
from services.domain.tabs import ID, Cell, Cells, Line, columns, read_or_raw
from services.errors import BadInput


class Newcomer(NamedTuple):
    """A new row: its values for the door (None: something in it cannot be read), what is agreed to stand in the sheet."""

    row: str
    values: Clean | None
    agreed: Cells
    cases: Sequence[Case] = ()
    deleted: bool = False


def read(table: Table, lines: Sequence[Line], trusted: bool) -> list[Newcomer]:
    """The new rows of a tab. `trusted`: they bring what stands in the columns of the panel too."""
    fields, cells = columns(table.name), [line.cells for line in lines]
    found = [_column(one, trusted, [row.get(header, "") for row in cells]) for header, one in fields.items()]
    cases: dict[int, list[Case]] = defaultdict(list)  # by place among the lines
    other: dict[int, dict[str, Cell]] = defaultdict(dict)  # likewise: what is agreed on, where that is not what stands there
    for header, column in zip(fields, found, strict=True):
        for at, odd in column.odd.items():
            cases[at].append(odd.case(lines[at], header))
        for at, cell in column.other.items():
            other[at][header] = cell
    names, empty = [one.name for one in fields.values()], dict.fromkeys([ID, *fields], "")
    return [
        _newcomer(line, Clean(zip(names, values, strict=True)), other.get(at, {}), empty, cases.get(at, ()))
        for at, (line, *values) in enumerate(zip(lines, *(column.values for column in found), strict=True))
    ]


def _newcomer(line: Line, clean: Clean, other: Cells, empty: Cells, cases: Sequence[Case]) -> Newcomer:
    """The row as a whole, with what stands in columns that only the sheet knows."""
    faults = [case for case in cases if case.kind == "unreadable"]
    if faults:
        return Newcomer(line.id, None, {}, faults)
    deleted = bool(clean.pop("deleted"))
    if extra := line.cells.keys() - empty.keys():
        clean["extra"] = {header: cell for header, cell in line.cells.items() if header in extra and cell != ""} or None
    agreed = {**empty, **line.cells, **other}
    del agreed[ID]
    return Newcomer(line.id, clean, agreed, cases, deleted)


class _Odd(NamedTuple):
    """A cell that people have to look at: it cannot be read (`fault`), or it was typed into a column of the panel."""

    stands: Cell
    cell: Cell
    fault: str = ""

    def case(self, line: Line, header: str) -> Case:
        """What they are shown."""
        return Case("unreadable" if self.fault else "proposal", line.id, header, self.stands, self.cell, self.fault, line.number + 1)


@dataclass(frozen=True)
class _Column:
    """A column of new rows: values; by place what is agreed on though another cell stands there, and what is odd."""

    values: Sequence[Any]
    other: Mapping[int, Cell] = field(default_factory=dict)
    odd: Mapping[int, _Odd] = field(default_factory=dict)


def _column(of: Field, trusted: bool, raws: Sequence[Cell]) -> _Column:
    """As a whole where the panel would write each cell as it stands, else cell by cell."""
    free = of.writer == "people" or trusted
    try:
        values = of.parse_all(raws if free else [""] * len(raws))
    except BadInput:
        return _cell_by_cell(of, free, raws)
    return _Column(values) if [*map(of.to_cell, values)] == raws else _cell_by_cell(of, free, raws)


def _cell_by_cell(of: Field, free: bool, raws: Sequence[Cell]) -> _Column:
    known: dict[Cell, tuple[Any, Cell, _Odd | None]] = {}
    found = []
    for raw in raws:
        if type(raw) is not str:  # a dict takes 1 and True for the same
            found.append(_begun(of, free, raw))
        else:
            found.append(known[raw] if raw in known else known.setdefault(raw, _begun(of, free, raw)))
    other = {at: agreed for at, (_, agreed, _) in enumerate(found) if agreed != raws[at]}
    odd = {at: one for at, (_, _, one) in enumerate(found) if one}
    return _Column([value for value, _, _ in found], other, odd)


def _begun(of: Field, free: bool, raw: Cell) -> tuple[Any, Cell, _Odd | None]:
    """What a new row begins with, for what stands in the sheet: the value, the cell as agreed, what is odd about it."""
    try:
        value = _value(of, free, raw)
    except BadInput as error:
        return None, raw, _Odd(raw, "", str(error))
    cell = of.to_cell(value)
    if raw in ("", cell) or read_or_raw(of, raw) == cell:
        return value, cell, None
    return value, raw, _Odd(raw, cell)


def _value(of: Field, free: bool, raw: Cell) -> Any:
    """What people typed; in a column of the panel what a new row begins with. Raises BadInput."""
    if of.writer == "people" or (free and raw != ""):
        return of.parse(raw)
    if of.required:
        return of.choices[0] if isinstance(of, Choice) else of.parse(raw)
    return None
