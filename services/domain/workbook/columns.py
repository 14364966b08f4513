"""Headings of one row of columns → tables: which field is read from which column, where tables stand side by side."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from services.domain.nik import WOMEN
from services.domain.workbook.grid import Grid, text_of
from services.domain.workbook.headings import KK_OR_HEAD, RUNNING_NUMBER, Heading
from services.domain.workbook.together import Headed, in_parts, of_one_address, of_one_bearer, preference, ticked

LONG_NUMBER = re.compile(r"\d[\d .]{6,}\d")
LOOKS = {
    "long number": LONG_NUMBER, "date": re.compile(r"\d+[-/]\d+[-/]\d+"), "words": re.compile(r"[^\W\d_]{2}"),
    "mark": re.compile(""),
}  # fmt: skip
SAMPLE = 60  # rows looked at to learn what the cells of a column look like
EDGE = 10**6  # right of every column


class Column(NamedTuple):
    """One column of a table. `fields`: what its cells hold; `takes`: those read from here; `wide`: sheet columns.

    `joint`: what joins the cells of those columns where a fact stands in parts.
    """

    at: int
    heading: str
    fields: tuple[str, ...]
    takes: frozenset[str]
    sure: bool
    wide: int = 1
    joint: str | None = None


@dataclass(frozen=True)
class Table:
    """A table's columns, and its running number if it has one. `left`: where it begins, beside another."""

    columns: tuple[Column, ...]
    number: int | None
    left: int

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each fact of a person stands: field → column."""
        return {field: column.at for column in self.columns for field in column.takes}

    @property
    def fields(self) -> Collection[str]:
        """All that is read of a person."""
        return self.places.keys()


def tables_of(headed: Sequence[Headed], grid: Grid, first: int) -> tuple[Table, ...]:
    """The tables under a row of headings; their rows begin at `first`."""
    return tuple(_table(part, grid, first) for part in _side_by_side(in_parts(ticked(headed))))


def _side_by_side(headed: list[Headed]) -> list[list[Headed]]:
    """The columns of each table. A table without people beside one with people is left out."""
    starts = _starts(headed)
    if len(starts) < 2:
        return [headed]
    ends = [*starts[1:], EDGE]
    parts = [[column for column in headed if start <= column.at < end] for start, end in zip(starts, ends, strict=True)]
    people = [part for part in parts if _has_people(part)]
    taken = {column.at for column in headed}
    apart = [part for part in parts if part[0].at - 1 not in taken]
    return people if people and all(part in people or part in apart for part in parts) else [headed]


def _starts(headed: list[Headed]) -> list[int]:
    """Where tables may begin: at each running number, or where the whole row of headings begins again."""
    known = [column for column in headed if column.heading]
    starts = [column.at for column in known if column.fields == (RUNNING_NUMBER,)]
    if len(starts) < 2:
        fields = [column.fields for column in known]
        sizes = range(2, len(fields) // 2 + 1)
        size = next((size for size in sizes if fields == fields[:size] * (len(fields) // size)), len(fields) + 1)
        starts = [column.at for column in known[::size]]
    return [headed[0].at, *starts[1:]]


def _has_people(part: Sequence[Headed]) -> bool:
    fields = {field for column in part for field in column.fields}
    return "nik" in fields or {"name", "no_kk"} <= fields


def _table(part: list[Headed], grid: Grid, first: int) -> Table:
    """Each field from one column: the one that holds it alone before one that shares it, then by rank."""
    lacks_nik = not any("nik" in column.fields for column in part)
    decided = of_one_address(of_one_bearer([_decided(column, grid, first, lacks_nik) for column in part]))
    number = next((column.at for column in decided if column.fields == (RUNNING_NUMBER,)), None)
    columns: list[Column] = []
    taken = {RUNNING_NUMBER}
    for at, text, heading, wide, joint in sorted(decided, key=preference):
        takes = frozenset(heading.fields) - taken if heading else frozenset()
        if heading and takes:
            columns.append(Column(at, text, heading.fields, takes, heading.sure, wide, joint))
            taken |= takes
    return Table(tuple(sorted(columns, key=lambda column: column.at)), number, part[0].at)


def _decided(column: Headed, grid: Grid, first: int, lacks_nik: bool) -> Headed:
    """A heading that leaves it open is decided by the cells below; a NIK under an unknown heading is found."""
    if column.fields == (KK_OR_HEAD,):
        field = _number_or_name(_sample(grid, first, column.at))
        return column._replace(heading=Heading((field,), 0, False) if field else None)
    if column.heading is None and lacks_nik and _look_like_niks(_sample(grid, first, column.at)):
        return column._replace(heading=Heading(("nik",), 99, False))
    return column


def _sample(grid: Grid, first: int, column: int) -> list[str]:
    cells = (text_of(grid.at(row, column)) for row in range(first, min(first + SAMPLE, len(grid.rows))))
    return [text for text in cells if text]


def hold_the_same(table: Table, grid: Grid, first: int, other: Grid) -> bool:
    """Whether each column of a table, whose rows begin at `first`, looks alike in another sheet without headings."""
    samples = ((_sample(grid, first, column.at), _sample(other, 0, column.at)) for column in table.columns)
    return all(_usual_look(one) == _usual_look(two) for one, two in samples if one and two)


def _usual_look(sample: list[str]) -> str:
    looks = (next(look for look, shape in LOOKS.items() if shape.search(text)) for text in sample)
    return Counter(looks).most_common(1)[0][0]


def _number_or_name(sample: list[str]) -> str | None:
    numbers = sum(bool(LONG_NUMBER.search(text)) for text in sample)
    names = sum(bool(re.fullmatch(r"[^\d]{3,}", text)) for text in sample)
    return "no_kk" if numbers > len(sample) / 2 else "name" if names > len(sample) / 2 else None


def _look_like_niks(sample: list[str]) -> bool:
    """Nearly all sixteen digits, nearly all different, and women among them: a No. KK never has day + 40."""
    plain = (re.sub(r"[\s.'`]", "", text) for text in sample)
    numbers = [text for text in plain if re.fullmatch(r"\d{16}", text)]
    women = sum(WOMEN < int(number[6:8]) <= WOMEN + 31 for number in numbers)
    nearly_all = len(numbers) >= 3 and len(numbers) >= 0.8 * len(sample)
    return nearly_all and len(set(numbers)) >= 0.9 * len(numbers) and women > 0
