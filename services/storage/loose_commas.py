"""Commas inside a cell that nobody quoted: "Jl. Melati, RT 2" makes a row of a CSV file one cell too long.

What stands behind would be read one column too far to the right. A comma of a sentence has a space behind it, the comma
between two columns has none: where that alone makes the row as long as the others, it is put together again; else the
file is refused at that row.
"""

import re
from collections import Counter
from collections.abc import Sequence

from services.errors import BadFile

Record = list[str]

LONG_NUMBER = re.compile(r"\d{8}")

TOO_LONG = (
    "Baris {row} berkas '{name}' memuat {many} sel, padahal baris lain {usual}: di dalam nama atau alamatnya ada tanda pemisah "
    "kolom. Apit isi sel itu dengan tanda petik, atau simpan sebagai .xlsx, lalu unggah lagi."
)


def mended(rows: Sequence[Record], mark: str, name: str) -> list[Record]:
    """The rows of a file whose columns are parted by `mark`, none longer than most of them are. Raises BadFile."""
    usual = _usual(rows)
    long = [(at, row, _joined(row, mark)) for at, row in enumerate(rows) if usual and len(row) > usual]
    padded = any(len(whole) == len(row) and _is_padded(row, usual) for _, row, whole in long)  # as Excel does at the top
    found, spaced = list(rows), bool(long) and _spaced(rows, usual)
    for at, row, whole in long:
        if padded and _is_padded(row, usual):
            continue
        if len(whole) == usual and not spaced:
            found[at] = whole
        elif not _is_padded(row, usual) and (spaced or not _is_sentence(whole, usual)):
            raise BadFile(TOO_LONG.format(row=at + 1, name=name, many=len(row), usual=usual))
    return found


def _usual(rows: Sequence[Record]) -> int:
    """How many cells more than half of the rows have; 0 where they do not agree."""
    widths = Counter(len(row) for row in rows if any(row))
    [(usual, times)] = widths.most_common(1) or [(0, 0)]
    return usual if usual > 1 and 2 * times > widths.total() else 0


def _is_padded(row: Record, usual: int) -> bool:
    """Whether only empty cells are too many."""
    return not any(map(str.strip, row[usual:]))


def _is_sentence(whole: Record, usual: int) -> bool:
    """Whether it is a note or a signature below the table, with commas of its own."""
    return 2 * len(whole) < usual and not LONG_NUMBER.search("".join(whole))


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
