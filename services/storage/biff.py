"""Looks into an XLS before it is opened: how far apart are the corners of its sheets, and what does it claim to hold?

An XLS is a small file system (MS-CFB) with one stream of records (MS-XLS). Two cells in far corners, a count that lies,
or a long text named by many cells make a reader ask for more memory than there is; so all are read from the records first.
"""

import struct
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from services.storage.biff_texts import lengths

END_OF_CHAIN = 0xFFFFFFFA  # this and above are no sectors
NAMES = ("Workbook", "Book")  # of the stream: Excel 97 and later, Excel 5
MINI = 64  # bytes of a sector of the small streams
SMALL = 4096  # streams below this lie among the small ones
SHEET, END, STRINGS, CONTINUED, SIZE, LOCK = 0x85, 0x0A, 0xFC, 0x3C, 0x200, 0x2F
SHARED, MANY = 0xFD, 0xBD  # a cell that names a text; numbers of several columns
CELLS = {0x06, 0xD6, SHARED, 0x203, 0x204, 0x205, 0x27E, MANY}  # records that begin with row and column
LARGEST = 65_536 * 256  # cells a sheet can claim honestly

Record = tuple[int, bytes]


class Extent(NamedTuple):
    """Last row and last column of each sheet, from 1, and the letters of all cells that share a text."""

    corners: list[tuple[int, int]]
    letters: int


def look(content: bytes) -> Extent:
    """How much an XLS holds; nothing for a locked file, whose records cannot be read.

    Raises ValueError for a file that is damaged, lies, or holds no workbook.
    """
    try:
        stream = _workbook(content)
        kept = list(_records(stream, 0))
        if any(kind == STRINGS and struct.unpack_from("<I", data, 4)[0] > len(content) for kind, data in kept):
            raise ValueError("more strings than bytes")
        if any(kind == LOCK for kind, _ in kept):
            return Extent([], 0)
        sheets = [_Sheet(stream, struct.unpack_from("<I", data)[0]) for kind, data in kept if kind == SHEET]
        shared = sum((sheet.shared for sheet in sheets), Counter[int]())
        return Extent([(sheet.last, sheet.widest) for sheet in sheets], _letters(kept, shared))
    except (struct.error, IndexError) as error:
        raise ValueError("damaged") from error


def _letters(kept: Sequence[Record], shared: Counter[int]) -> int:
    begin = next((at for at, (kind, _) in enumerate(kept) if kind == STRINGS), None)
    if begin is None or not shared:
        return 0
    more = takewhile(lambda record: record[0] == CONTINUED, kept[begin + 1:])
    return sum(shared[at] * length for at, length in enumerate(lengths([kept[begin][1], *(data for _, data in more)])))


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """The records from a place to the next end."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == END:
            return
        yield kind, stream[at + 4:at + 4 + length]
        at += 4 + length


class _Sheet:
    """How far the cells of a sheet reach, and how often each shared text stands in one."""

    def __init__(self, stream: bytes, at: int) -> None:
        self.last = self.widest = 0
        self.shared: Counter[int] = Counter()
        for kind, data in _records(stream, at):
            if kind in CELLS:
                self._cell(kind, data)
            elif kind == SIZE:
                _require_honest_size(data)

    def _cell(self, kind: int, data: bytes) -> None:
        row, column = struct.unpack_from("<HH", data)
        if kind == MANY:
            (column,) = struct.unpack_from("<H", data, len(data) - 2)
        if kind == SHARED:
            self.shared[struct.unpack_from("<I", data, 6)[0]] += 1
        self.last, self.widest = max(self.last, row + 1), max(self.widest, column + 1)


def _require_honest_size(data: bytes) -> None:
    first, end, _, right = struct.unpack_from("<IIHH" if len(data) == 14 else "<HHHH", data)
    if first > end or end * right > LARGEST:
        raise ValueError("a size that no sheet has")


# The file system


def _workbook(content: bytes) -> bytes:
    """The stream with the records."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    disk = _Chains(content[size:], size, _table(content, size))
    folder = disk.read(struct.unpack_from("<I", content, 48)[0])
    entries = [folder[at:at + 128] for at in range(0, len(folder) - 127, 128)]
    found = [_place(entry) for name in NAMES for entry in entries if _name(entry) == name]
    if not found:
        raise ValueError("no workbook")
    start, length = found[0]
    if length >= SMALL:
        return disk.read(start)[:length]
    small = _Chains(disk.read(_place(entries[0])[0]), MINI, _numbers(disk.read(struct.unpack_from("<I", content, 60)[0])))
    return small.read(start)[:length]


def _table(content: bytes, size: int) -> list[int]:
    """Which sector follows which: its own sectors stand in the head of the file, and on in a chain of lists."""
    parts = list(struct.unpack_from("<109I", content, 76))
    following = struct.unpack_from("<I", content, 68)[0]
    for _ in range(len(content) // size):
        if following >= END_OF_CHAIN:
            break
        *more, following = _numbers(content[(following + 1) * size:(following + 2) * size])
        parts += more
    sectors = (content[(part + 1) * size:(part + 2) * size] for part in parts if part < END_OF_CHAIN)
    return [number for sector in sectors for number in _numbers(sector)]


class _Chains:
    """Streams cut into sectors that lie anywhere."""

    def __init__(self, data: bytes, size: int, following: list[int]) -> None:
        self.data, self.size, self.following = data, size, following

    def read(self, start: int) -> bytes:
        """The whole of a stream."""
        chain = islice(self._sectors(start), len(self.data) // self.size + 1)
        return b"".join(self.data[at * self.size:(at + 1) * self.size] for at in chain)

    def _sectors(self, at: int) -> Iterator[int]:
        while at < END_OF_CHAIN:
            yield at
            at = self.following[at]


def _numbers(sector: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(sector) // 4}I", sector[:len(sector) // 4 * 4]))


def _name(entry: bytes) -> str:
    return entry[:max(0, struct.unpack_from("<H", entry, 64)[0] - 2)].decode("utf-16-le", errors="replace")


def _place(entry: bytes) -> tuple[int, int]:
    """First sector and length of a stream."""
    return struct.unpack_from("<II", entry, 116)
