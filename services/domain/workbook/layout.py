"""Where the tables of a sheet are: heading rows, also of several lines, and what stands in which column."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from services.domain.nik import WOMEN
from services.domain.workbook import headings
from services.domain.workbook.grid import Grid, column_name, text_of
from services.domain.workbook.headings import Heading, compact, meaning

LONG_NUMBER = re.compile(r"\d[\d .]{6,}\d")
MOST_HEAD_ROWS = 4
MOST_COLUMNS = 300  # a row with more cells heads no list of people
SAMPLE = 60  # rows looked at to learn what the cells of a column look like
ROLES = {headings.RUNNING_NUMBER, "note"}  # they say nothing about a person
Own = Mapping[str, str]  # heading, folded by `compact` → field: what a person mapped by hand for this sender


class Column(NamedTuple):
    """One column of a table. `fields`: what its cells hold; `takes`: those read from here; `wide`: sheet columns."""

    at: int
    heading: str
    fields: tuple[str, ...]
    takes: frozenset[str]
    sure: bool
    wide: int = 1


@dataclass(frozen=True)
class Table:
    """A table's columns and its running number. `left` to `right` are its own where another stands beside it."""

    columns: tuple[Column, ...]
    number: int | None = None
    left: int = 0
    right: int = 10**6

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(field for column in self.columns for field in column.takes)


class Head(NamedTuple):
    """Rows `top` to `bottom` (from 0) are headings of these tables, which stand side by side."""

    top: int
    bottom: int
    tables: tuple[Table, ...]


def find_head(grid: Grid, row: int, after: int, own: Own) -> Head | None:
    """The heading that begins at a row, or None. Rows up to `after` belong to something else."""
    if not _is_head_row(_first_line(grid, row), own):
        return None
    bottom = row
    while bottom - row < MOST_HEAD_ROWS - 1 and _continues(grid, row, bottom + 1, own):
        bottom += 1
    top = row - 1 if row - 1 > after and _has_parents(grid, row - 1, row) else row
    paths = _paths(grid, top, bottom)
    found = [(index, " ".join(path), _of_path(path, own)) for index, path in sorted(paths.items())]
    parts = _side_by_side(_ticked(found))
    alone = len(parts) == 1 and len(parts[0]) == len(found)
    tables = tuple(_table(part, grid, bottom + 1, alone) for part in parts)
    return Head(top, bottom, tuple(table for table in tables if table.fields - ROLES))


def _texts(grid: Grid, row: int) -> dict[int, str]:
    """The non-empty cells of a row as text, by column."""
    cells = grid.rows[row] if row < len(grid.rows) else ()
    return {index: text for index, cell in enumerate(cells) if cell not in (None, "") and (text := text_of(cell))}


def _first_line(grid: Grid, row: int) -> dict[int, str]:
    """The texts that show a heading: where cells reach down into the next row, both lines are one."""
    texts = _texts(grid, row)
    reaches = any(area.bottom == row + 1 and area.left in texts for area in grid.merged_from.get(row, ()))
    return texts | _texts(grid, row + 1) if reaches else texts


def _meaning(text: str, own: Own) -> Heading | None:
    field = own.get(compact(text)) if own else None
    return Heading((field,), -1, True) if field else meaning(text)


def _is_head_row(texts: dict[int, str], own: Own) -> bool:
    if not 2 <= len(texts) <= MOST_COLUMNS or any(LONG_NUMBER.search(text) for text in texts.values()):
        return False
    known = {_meaning(text, own) for text in texts.values()} - {None}
    fields = {field for heading in known for field in heading.fields} - ROLES  # type: ignore[union-attr]
    return "nik" in fields or (len(fields) >= 2 and bool(fields & {"name", "no_kk", headings.KK_OR_HEAD}))


def _continues(grid: Grid, top: int, row: int, own: Own) -> bool:
    """Whether a row is a further line of the heading that began at `top`."""
    texts = _texts(grid, row)
    if not texts or any(re.search(r"\d{3}", text) for text in texts.values()):
        return False
    above = _texts(grid, row - 1)
    if any(area.bottom >= row for line in range(top, row) for area in grid.merged_from.get(line, ()) if area.left in above):
        return True
    new = [index for index in texts if index not in above]
    paths = _paths(grid, top, row)
    known = [index for index in texts if _of_path(paths[index], own) or _is_tick(paths[index])]
    return bool(new or set(above) - set(texts)) and len(known) * 5 >= len(texts) * 3 and not _row_is_data(texts)


def _row_is_data(texts: dict[int, str]) -> bool:
    return min(texts) in texts and re.fullmatch(r"\d+\.?", texts[min(texts)]) is not None


def _has_parents(grid: Grid, above: int, row: int) -> bool:
    """Whether the row above the first known line heads groups of columns: "NOMOR" over NIK and No. KK."""
    upper, lower = _texts(grid, above), _texts(grid, row)
    if len(set(upper.values())) < 2 or any(LONG_NUMBER.search(text) for text in upper.values()):
        return False
    groups = [area for area in grid.merged_from.get(above, ()) if area.left in upper]
    return any(index not in lower and min(lower) - 1 <= index <= max(lower) + 1 for index in upper) or len(groups) >= 2


def _paths(grid: Grid, top: int, bottom: int) -> dict[int, list[str]]:
    """For each column its headings from the top line down, each said once."""
    lines = [_spread(grid, row, last=row == bottom) for row in range(top, bottom + 1)]
    lines = [_fill(line, lines[-1]) if line is not lines[-1] else line for line in lines]
    columns = set().union(*lines)
    return {index: list(dict.fromkeys(line[index] for line in lines if index in line)) for index in columns}


def _spread(grid: Grid, row: int, last: bool) -> dict[int, str]:
    """The texts of a line, a merged cell standing in each of its columns."""
    texts = _texts(grid, row)
    for area in grid.merged_from.get(row, ()):
        if area.left in texts and 0 < area.right - area.left < 40:
            spread = () if last else range(area.left + 1, area.right + 1)
            texts |= dict.fromkeys(spread, texts[area.left])
    return texts


def _fill(upper: dict[int, str], lower: dict[int, str]) -> dict[int, str]:
    """Without merged cells: a heading also stands over the columns right of it that only the line below names."""
    filled = dict(upper)
    for index in sorted(lower):
        if index not in filled and index - 1 in filled and index - 1 in lower:
            filled[index] = filled[index - 1]
    return filled


def _of_path(path: list[str], own: Own) -> Heading | None:
    """What a column holds, from its headings top to bottom: "JENIS KELAMIN" over "L", "DATA AYAH" over "NIK"."""
    *above, bottom = path
    whole = _meaning(" ".join(path), own)
    if not above or (whole is not None and whole.sure):
        return whole
    alone = _meaning(bottom, own)
    if alone is None or alone.fields == (headings.RUNNING_NUMBER,):
        return whole if alone is None else None
    return None if headings.OTHERS.search(headings.fold(" ".join(above))) else alone


def _is_tick(path: list[str]) -> bool:
    return compact(path[-1]) in {"l", "p", "lk", "pr", "lakilaki", "perempuan"}


Found = tuple[int, str, Heading | None]


def _ticked(found: list[Found]) -> list[Found]:
    """Two columns for L and P next to each other are ticks for the sex, whatever stands above them."""
    pairs = {("l", "p"), ("lk", "pr"), ("lakilaki", "perempuan"), ("pria", "wanita")}
    ticked = list(found)
    for at, (one, other) in enumerate(pairwise(found)):
        ends = [compact(text) for _, text, _ in (one, other)]
        if any(ends[0].endswith(first) and ends[1].endswith(second) and ends[0][: -len(first)] == ends[1][: -len(second)]
               for first, second in pairs):
            ticked[at] = (*one[:2], Heading(("male",), 0, True))
            ticked[at + 1] = (*other[:2], Heading(("female",), 0, True))
    return ticked


def _side_by_side(found: list[Found]) -> list[list[Found]]:
    """The columns of each table: they part where a running number, or the whole row of headings, begins again."""
    known = [part for part in found if part[2] is not None]
    names = [part[2].fields for part in known if part[2] is not None]
    starts = [part[0] for part in known if part[2] is not None and part[2].fields == (headings.RUNNING_NUMBER,)]
    if len(starts) < 2:
        size = next((size for size in range(2, len(names) // 2 + 1) if names == names[:size] * (len(names) // size)), 0)
        starts = [part[0] for part in known[::size]] if size else []
    if len(starts) < 2:
        return [found]
    parts = [[part for part in found if start <= part[0] < end] for start, end in zip(starts, [*starts[1:], 10**6], strict=True)]
    taken = {part[0] for part in found}
    if all(_has_people(part) for part in parts):
        return parts
    free = [part for part, start in zip(parts, starts, strict=True) if start - 1 not in taken]
    people = [part for part in parts if _has_people(part)]
    return people if people and all(_has_people(part) or part in free for part in parts) else [found]


def _has_people(part: list[Found]) -> bool:
    fields = {field for _, _, heading in part if heading for field in heading.fields}
    return "nik" in fields or {"name", "no_kk"} <= fields


def _table(found: list[Found], grid: Grid, first: int, alone: bool) -> Table:
    decided = list(_decided(found, grid, first))
    number = next((index for index, _, heading in decided if heading and heading.fields == (headings.RUNNING_NUMBER,)), None)
    wanted = [part for part in decided if part[2] is not None and part[2].fields != (headings.RUNNING_NUMBER,)]
    wanted.sort(key=lambda part: (len(part[2].fields), part[2].rank, part[0]))  # type: ignore[union-attr]
    columns: list[Column] = []
    taken: set[str] = set()
    for index, text, heading in wanted:
        assert heading is not None
        takes = frozenset(heading.fields) - taken
        taken |= takes
        if takes:
            columns.append(Column(index, text, heading.fields, takes, heading.sure, _width(grid, first - 1, index)))
    columns.sort()
    return Table(tuple(columns), number) if alone else Table(tuple(columns), number, found[0][0], found[-1][0])


def _width(grid: Grid, bottom: int, column: int) -> int:
    """Over how many columns the lowest heading of a column reaches."""
    rows = range(max(bottom - MOST_HEAD_ROWS, 0), bottom + 1)
    return max((area.right - area.left + 1 for row in rows for area in grid.merged_from.get(row, ())
                if area.left == column and area.bottom == bottom), default=1)  # fmt: skip


def _decided(found: Iterable[Found], grid: Grid, first: int) -> Iterator[Found]:
    """Headings that leave it open are decided by the cells below, and a NIK under an unknown heading is found."""
    found = list(found)
    lacks_nik = not any(heading and "nik" in heading.fields for _, _, heading in found)
    for index, text, heading in found:
        if heading and heading.fields == (headings.KK_OR_HEAD,):
            field = _number_or_name(_sample(grid, first, index))
            heading = heading._replace(fields=(field,)) if field else None
        elif heading is None and lacks_nik and _look_like_niks(_sample(grid, first, index)):
            heading = Heading(("nik",), 99, False)
        yield index, text, heading


def _sample(grid: Grid, first: int, column: int) -> list[str]:
    cells = (text_of(grid.at(row, column)) for row in range(first, min(first + SAMPLE, len(grid.rows))))
    return [text for text in cells if text]


def _number_or_name(sample: list[str]) -> str | None:
    numbers = sum(bool(LONG_NUMBER.search(text)) for text in sample)
    names = sum(bool(re.fullmatch(r"[^\d]{3,}", text)) for text in sample)
    return "no_kk" if numbers > len(sample) / 2 else "name" if names > len(sample) / 2 else None


def _look_like_niks(sample: list[str]) -> bool:
    """Nearly all sixteen digits, all different, and women among them: a No. KK never has day + 40."""
    numbers = [text for text in (re.sub(r"[\s.'`]", "", text) for text in sample) if re.fullmatch(r"\d{16}", text)]
    women = sum(WOMEN < int(number[6:8]) <= WOMEN + 31 for number in numbers)
    return len(numbers) >= 3 and len(numbers) * 5 >= len(sample) * 4 and len(set(numbers)) * 10 >= len(numbers) * 9 and women > 0


def describe(table: Table) -> str:
    """The columns in words, for the dry run: "NIK (B), NAMA (C)"."""
    return ", ".join(f"{column.heading} ({column_name(column.at)})" for column in table.columns)

