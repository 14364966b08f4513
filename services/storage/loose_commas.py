"""Commas inside a cell that nobody quoted: "Jl. Melati, RT 2" makes a row of a CSV file one cell too long.

What stands behind would be read one column too far to the right. A comma of a sentence has a space behind it, the comma
between two columns has none: where that alone makes the row as long as the others, it is put together again; else the
file is refused at that row. Where rows end with their last filled cell, or have an empty one too many, length says less:
there a row is refused in doubt. Excel quotes such commas, and makes its rows equally long by the block: those are taken.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from services.errors import BadFile

Record = list[str]

LONG_NUMBER = re.compile(r"\d{8}|(?:\d[ .-]?){12}")  # of a person, not of a date
BLOCK = 16  # rows that Excel makes equally long

TOO_LONG = (
    "Baris {row} berkas '{name}' memuat {many} sel, padahal baris lain {usual}: ada tanda pemisah kolom yang berlebih, biasanya "
    "di dalam nama atau alamat. Apit isi sel itu dengan tanda petik, atau simpan sebagai .xlsx, lalu unggah lagi."
)
UNSURE = (
    "Baris {row} berkas '{name}' memuat tanda pemisah kolom yang diikuti spasi, padahal baris berkas ini tidak sama panjang: "
    "tidak jelas sel mana yang terpotong. Apit isi sel itu dengan tanda petik, atau simpan sebagai .xlsx, lalu unggah lagi."
)


def mended(rows: Sequence[Record], mark: str, name: str) -> list[Record]:
    """The rows of a file whose columns are parted by `mark`, none longer than they should be. Raises BadFile."""
    found, usual = list(rows), _usual(rows)
    long = {at for at in range(len(rows)) if usual and _is_long(rows, at, usual)}
    unsure = {at for at, row in enumerate(rows) if _is_person(row)} if _is_uneven(rows, usual) else set()
    spaced = bool(long or unsure) and _spaced(rows, usual)
    for at in sorted(long | unsure):
        row = rows[at]
        whole = row if spaced else _joined(row, mark)
        if at in unsure and len(whole) < len(row):
            raise BadFile(UNSURE.format(row=at + 1, name=name))
        if at in long and len(whole) == usual and not spaced:
            found[at] = whole
        elif at in long and (spaced or not _is_sentence(whole, usual)):
            raise BadFile(TOO_LONG.format(row=at + 1, name=name, many=len(row), usual=usual))
    return found


def _usual(rows: Sequence[Record]) -> int:
    """How many cells a row has: as more than half of them, or as the heads of people where those have more; 0 if unknown."""
    widths = Counter(len(row) for row in rows if any(row))
    [(most, times)] = widths.most_common(1) or [(0, 0)]
    usual = most if 2 * times > widths.total() else 0
    heads = [_filled(row) for row in takewhile(lambda row: not _is_person(row), rows) if not any(map(_goes_on, row[1:]))]
    usual = max(usual, *heads) if heads and len(heads) < len(rows) else usual
    return usual if usual > 1 else 0


def _is_long(rows: Sequence[Record], at: int, usual: int) -> bool:
    """Whether a row has too many cells: not if the rest is empty in a title or a heading, or in all rows of its block."""
    row = rows[at]
    return len(row) > usual and (any(map(str.strip, row[usual:])) or (_is_person(row) and not _is_of_a_block(rows, at)))


def _filled(row: Record) -> int:
    """How many cells a row has without the empty ones at its end."""
    return max((at for at, cell in enumerate(row, start=1) if cell.strip()), default=0)


def _is_uneven(rows: Sequence[Record], usual: int) -> bool:
    """Whether rows of people end with their last filled cell, so that their length says little."""
    return any(len(row) < usual and _is_person(row) and not _is_of_a_block(rows, at) for at, row in enumerate(rows))


def _is_of_a_block(rows: Sequence[Record], at: int) -> bool:
    """Whether all rows that Excel saves together with this one are as long."""
    first = at - at % BLOCK
    widths = [len(row) for row in rows[first:first + BLOCK]]
    return len(widths) > 1 and len(set(widths)) == 1


def _is_person(row: Record) -> bool:
    return any(map(LONG_NUMBER.search, row))


def _is_sentence(whole: Record, usual: int) -> bool:
    """Whether it is a note or a signature below the table, with commas of its own."""
    return 2 * len(whole) < usual and not _is_person(whole)


def _spaced(rows: Sequence[Record], usual: int) -> bool:
    """Whether most rows have a space behind each mark, so that it says nothing."""
    whole = [row for row in rows if len(row) == usual]
    return 2 * sum(any(map(_goes_on, row[1:])) for row in whole) > len(whole)


def _goes_on(cell: str) -> bool:
    return cell.startswith(" ") and not cell.isspace()


def _joined(row: Record, mark: str) -> Record:
    """The row with each cell that begins with a space as the end of the one before."""
    cells: Record = []
    for cell in row:
        if cells and _goes_on(cell):
            cells[-1] += mark + cell
        else:
            cells.append(cell)
    return cells
