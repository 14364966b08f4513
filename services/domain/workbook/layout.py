"""Where the headings of a sheet are, also of several lines, and what they say together."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from services.domain.workbook.columns import LONG_NUMBER, Table, tables_of
from services.domain.workbook.grid import Cell, Grid, column_title, text_of
from services.domain.workbook.headings import (
    KK_OR_HEAD,
    OTHERS,
    RUNNING_NUMBER,
    Heading,
    compact,
    counts_up,
    fold,
    meaning,
)
from services.domain.workbook.together import Headed

MOST_HEAD_ROWS = 4
MOST_COLUMNS = 300  # a row with more cells heads no list of people
WIDEST_GROUP = 40  # columns; a merged cell over more is a title
NO_PARENT = re.compile(rf"{LONG_NUMBER.pattern}|^\d{{1,3}}$")  # "Jumlah pindahan | 11" above a heading that repeats
# "16 digit", "L = Laki-laki", "dd-mm-yyyy", "sesuai KTP"
EXPLAINS = re.compile(r"\b\d+ ?(digit|angka)\b|\bdd\W?mm\b|=|\b(pilih|sesuai|diisi|isi|wajib|opsional|contoh|format)\b", re.I)
SAY_NOTHING = {RUNNING_NUMBER, "note"}  # fields that do not tell a list of people from another
Own = Mapping[str, str]  # heading, folded by `compact` → fields ("" for none): what a person mapped for this sender
Line = dict[int, str]  # the texts of a row by column


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
    headed = [
        Headed(at, title_of(path), _of_path(path, own), _width(grid, bottom, at))
        for at, path in sorted(paths(grid, top, bottom).items())
    ]
    return Head(top, bottom, tables_of(headed, grid, bottom + 1))


def without_head(grid: Grid, own: Own) -> Head | None:
    """A sheet that heads no column, as a person mapped its columns by their letters; None if nobody did."""
    known = {at: fields for at in range(MOST_COLUMNS) if (fields := own.get(compact(column_title(at))))}
    headed = [Headed(at, column_title(at), Heading(tuple(fields.split()), -1, True)) for at, fields in known.items()]
    return Head(-1, -1, tables_of(headed, grid, 0)) if headed else None


def explains(texts: Collection[str]) -> bool:
    """Whether a row below the headings says how to fill them in."""
    return 2 * sum(bool(EXPLAINS.search(text)) for text in texts) >= len(texts)


def line_of(grid: Grid, row: int) -> Line:
    """The texts of a row by column; a line break stays, for it may part two facts: "No. KK⏎NIK"."""
    cells = grid.rows[row] if row < len(grid.rows) else ()
    return {at: text for at, cell in enumerate(cells) if cell not in (None, "") and (text := _lines(cell))}


def _lines(cell: Cell) -> str:
    if not isinstance(cell, str) or "\n" not in cell:
        return text_of(cell)
    return "\n".join(filter(None, map(text_of, cell.splitlines())))


def _first_line(grid: Grid, row: int) -> Line:
    """The texts that show a heading: where cells reach down into the next row, both lines are one."""
    line = line_of(grid, row)
    reaches = any(area.bottom == row + 1 and area.left in line for area in grid.merged_from.get(row, ()))
    return line | line_of(grid, row + 1) if reaches else line


def _meaning(text: str, own: Own) -> Heading | None:
    fields = own.get(compact(text)) if own else None
    return meaning(text) if fields is None else Heading(tuple(fields.split()), -1, True)


def _is_head_row(line: Line, own: Own) -> bool:
    """A NIK and something else, or a name or No. KK and another fact of a person; and no long number."""
    if not 2 <= len(line) <= MOST_COLUMNS or any(map(LONG_NUMBER.search, line.values())):
        return False
    known = [heading for text in line.values() if (heading := _meaning(text, own))]
    fields = {field for heading in known for field in heading.fields} - SAY_NOTHING
    return "nik" in fields or (len(fields) >= 2 and not fields.isdisjoint({"name", "no_kk", KK_OR_HEAD}))


def _continues(grid: Grid, top: int, row: int, own: Own) -> bool:
    """Whether a row is a further line of the heading that began at `top`."""
    line, above = line_of(grid, row), line_of(grid, row - 1)
    texts = [*line.values()]
    if not line or any(re.search(r"\d{3}", text) for text in texts) or counts_up(texts):
        return False
    if explains(texts):
        return False
    areas = (area for start in range(top, row) for area in grid.merged_from.get(start, ()))
    if any(area.bottom >= row and area.left in above for area in areas):
        return True
    if len(line) == 1 and not ((alone := _meaning(texts[0], own)) and alone.sure):
        return False  # "Kel. Palam" heads the rows below it
    above_each = paths(grid, top, row)
    known = [at for at in line if _of_path(above_each[at], own) or compact(above_each[at][-1]) in ("l", "p", "lk", "pr")]
    numbered = re.fullmatch(r"\d+\.?", line[min(line)])
    return line.keys() != above.keys() and len(known) >= 0.6 * len(line) and not numbered


def _has_parents(grid: Grid, above: int, row: int) -> bool:
    """Whether the row above the first known line heads groups of columns: "NOMOR" over NIK and No. KK."""
    upper, lower = line_of(grid, above), line_of(grid, row)
    if len(set(upper.values())) < 2 or any(map(NO_PARENT.search, upper.values())):
        return False
    groups = [area for area in grid.merged_from.get(above, ()) if area.left in upper]
    return any(at not in lower and min(lower) - 1 <= at <= max(lower) + 1 for at in upper) or len(groups) >= 2


def paths(grid: Grid, top: int, bottom: int) -> dict[int, list[str]]:
    """For each column its headings from the top line down, each said once."""
    written = [line_of(grid, row) for row in range(top, bottom + 1)]
    lowest = written[-1]
    lines = [_filled(_spread(grid, row), lowest) for row in range(top, bottom)] + [lowest]
    return {at: list(dict.fromkeys(line[at] for line in lines if at in line)) for at in set().union(*written)}


def title_of(path: Iterable[str]) -> str:
    """The headings of a column in one line."""
    return text_of(" ".join(path))


def _spread(grid: Grid, row: int) -> Line:
    """The texts of a line, a merged cell standing over each of its columns."""
    line = line_of(grid, row)
    for area in grid.merged_from.get(row, ()):
        if area.left in line and area.right - area.left < WIDEST_GROUP:
            line |= dict.fromkeys(range(area.left + 1, area.right + 1), line[area.left])
    return line


def _filled(upper: Line, lowest: Line) -> Line:
    """Without merged cells: a heading also stands over the columns right of it that only the lowest line names."""
    filled = dict(upper)
    for at in sorted(lowest):
        if at not in filled and at - 1 in filled and at - 1 in lowest:
            filled[at] = filled[at - 1]
    return filled


def _of_path(path: list[str], own: Own) -> Heading | None:
    """What a column holds, from its headings top to bottom: "JENIS KELAMIN" over "L", "DATA AYAH" over "NIK"."""
    *joined, alone = [_meaning(" ".join(path[start:]), own) for start in range(len(path))]
    sure = next((heading for heading in joined if heading and heading.sure), None)
    if sure or not joined:
        return sure or alone
    if alone is None:
        return joined[0]
    is_of_others = OTHERS.search(fold(" ".join(path[:-1])))
    return None if is_of_others or alone.fields == (RUNNING_NUMBER,) else alone


def _width(grid: Grid, bottom: int, column: int) -> int:
    """Over how many columns the lowest heading of a column reaches."""
    areas = (area for row in range(bottom - MOST_HEAD_ROWS, bottom + 1) for area in grid.merged_from.get(row, ()))
    wide = (area.right - area.left + 1 for area in areas if area.left == column and area.bottom == bottom)
    return max(wide, default=1)
