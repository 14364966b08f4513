"""Looks into an ODS before it is opened: how far do its sheets reach, with all that is repeated? On the way out come
hidden rows and merged cells.
"""

import re
import zipfile
from collections.abc import Iterator

from services.domain.workbook import Area
from services.errors import BadFile
from services.storage.workbook_bounds import BROKEN, LOCKED, MAX_CELLS, MAX_MERGED, TOO_FULL, Room, require_short
from services.storage.workbook_guard import Shape

MANIFEST = "META-INF/manifest.xml"
TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]*)>")
NUMBER = re.compile(rb"table:number-(columns|rows)-(repeated|spanned)\s*=\s*[\"']([^\"']*)")
NAME = re.compile(rb"table:name\s*=\s*[\"']([^\"']*)")


def ods_shapes(archive: zipfile.ZipFile, name: str) -> dict[str, Shape]:
    """Hidden rows and merged cells by sheet. Raises BadFile for a locked file and for cells repeated without end."""
    if MANIFEST in archive.namelist() and b"encryption-data" in archive.read(MANIFEST):
        raise BadFile(LOCKED.format(name=name))
    walk, xml = _Walk(name), archive.read("content.xml")
    if xml.count(b"-cell") > 2 * MAX_CELLS:  # each may have an end
        raise BadFile(TOO_FULL.format(name=name))
    for kind, tag, holds in _tags(xml):
        walk.take(kind, tag, holds)
    return walk.shapes


def _tags(xml: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Each opening tag: its kind, what it says, and how many bytes stand between it and the next."""
    found = TAG.search(xml)
    while found:
        following = TAG.search(xml, found.end())
        yield found[1], found[2], (following.start() if following else len(xml)) - found.end()
        found = following


class _Walk:
    """Counts rows and columns down the sheets, repeated ones as often as they are repeated."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.room = Room(name)
        self.shapes: dict[str, Shape] = {}
        self.shape = Shape()
        self.row = self.next_row = self.column = self.last = self.widest = 0
        self.merged = self.letters = 0  # of all sheets

    def take(self, kind: bytes, tag: bytes, holds: int) -> None:
        """Take in the next opening tag."""
        if kind == b"table":
            self.room.next_sheet()
            self.row = self.next_row = self.last = self.widest = 0
            title = NAME.search(tag)
            self.shape = self.shapes.setdefault(title[1].decode(errors="replace") if title else "", Shape())
        elif kind == b"table-row":
            self._begin_row(tag)
        else:
            self._cell(tag, holds)

    def _begin_row(self, tag: bytes) -> None:
        self.row, self.column = self.next_row, 0
        self.next_row += self._numbers(tag).get((b"rows", b"repeated"), 1)
        if b"collapse" in tag or b"filter" in tag:
            self.shape.hidden |= set(range(self.row, min(self.next_row, self.row + 10_000)))

    def _cell(self, tag: bytes, holds: int) -> None:
        numbers = self._numbers(tag)
        left, times = self.column, numbers.get((b"columns", b"repeated"), 1)
        self.column += times
        tall, wide = numbers.get((b"rows", b"spanned"), 1), numbers.get((b"columns", b"spanned"), 1)
        if tall > 1 or wide > 1:
            self._merge(Area(self.row, left, self.row + tall - 1, left + wide - 1))
        if b"value-type" in tag:
            self.last, self.widest = max(self.last, self.next_row), max(self.widest, self.column)
            self.room.reach(self.last, self.widest)
            times *= self.next_row - self.row
            self.letters += holds * times if times > 1 else 0  # what stands there once is bounded by the file
            require_short(self.letters, self.name)

    def _merge(self, area: Area) -> None:
        self.shape.merged.append(area)
        self.merged += 1
        if self.merged > MAX_MERGED:
            raise BadFile(TOO_FULL.format(name=self.name))

    def _numbers(self, tag: bytes) -> dict[tuple[bytes, bytes], int]:
        found = NUMBER.findall(tag) if b"number-" in tag else []
        if any(not number.isdigit() or len(number) > 9 for *_, number in found):
            raise BadFile(BROKEN.format(name=self.name))
        return {(axis, what): int(number) for axis, what, number in found}
