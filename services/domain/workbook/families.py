"""A family's No. KK that stands in its first row only, with empty cells below it instead of a merged one.

It is carried down where the whole table is plainly written that way: numbered family by family, each first row with
number and No. KK, each further one with neither. One row that does not fit, and nothing is carried.
"""

import re
from dataclasses import replace
from itertools import islice

from services.domain.workbook.columns import Table
from services.domain.workbook.grid import Grid, is_blank, text_of
from services.domain.workbook.people import Owners

CARRIED = ("no_kk", "kelurahan")
SOMEBODY = re.compile(r"\d{8}")  # in the column of NIKs, be it damaged


def families_of(grid: Grid, first: int, table: Table, owners: Owners) -> Owners:
    """The empty cells that say what the first row of their family says; the rows of the table begin at `first`."""
    columns = {column.fields[0]: column.at for column in table.columns if len(column.fields) == 1 and column.wide == 1}
    if table.number is None or not {"nik", "no_kk"} <= columns.keys() or not _has_gaps(grid, first, columns["no_kk"]):
        return {}
    carrying = [columns[name] for name in CARRIED if name in columns]
    carried: Owners = {}
    head = None  # the first row of the family above, while its rows follow one another
    for row in range(first, len(grid.rows)):
        if not SOMEBODY.search(text_of(grid.at(row, columns["nik"]))):
            head = None
            continue
        filled = {at: (row, at) in owners or not is_blank(grid.at(row, at)) for at in carrying}
        number = text_of(grid.at(row, table.number)).rstrip(".")
        if number.isdigit() and filled[columns["no_kk"]]:
            head = row
        elif number or filled[columns["no_kk"]] or head is None:
            return {}
        else:
            carried |= {(row, at): head for at in carrying if not filled[at]}
    return carried


def _has_gaps(grid: Grid, first: int, column: int) -> bool:
    return any(len(cells) > column and cells[column] in (None, "") for cells in islice(grid.rows, first, None))


def less_sure(table: Table, carried: Owners) -> Table:
    """The table, less sure of each column in which something is carried."""
    columns = {at for _, at in carried}
    return replace(table, columns=tuple(
        column._replace(sure=False) if column.at in columns else column for column in table.columns))
