"""A1 notation: ranges of cells, and the quoting of tab titles in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CELL = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]*)?\Z")
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_LOOKS_LIKE_A_CELL = re.compile(r"([A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*)\Z")


OPEN = 2**31  # the end of a range that has none


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, zero-based, ends not included; an end may be OPEN, to the edge of any grid."""

    top: int = 0
    left: int = 0
    bottom: int = OPEN
    right: int = OPEN

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    def within(self, rows: int, columns: int) -> Area:
        """The part of it that lies on a grid of this size."""
        return Area(self.top, self.left, min(self.bottom, rows), min(self.right, columns))

    def meets(self, other: Area) -> bool:
        """Whether the two share a cell."""
        return (
            self.top < other.bottom and other.top < self.bottom and self.left < other.right and other.left < self.right
        )

    def lies_in(self, other: Area) -> bool:
        return (
            other.top <= self.top
            and other.left <= self.left
            and self.bottom <= other.bottom
            and self.right <= other.right
        )


def column_name(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(65 + letter) + name
    return name


def column_index(name: str) -> int:
    index = 0
    for letter in name.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def parse_area(text: str) -> Area | None:
    """`B2`, `A1:C`, `2:5`, `D4:A1` as an area; None where the text is no range of cells."""
    first, colon, second = text.partition(":")
    start, end = _corner(first), _corner(second) if colon else None
    if start is None or (colon and end is None) or (not colon and None in start):
        return None
    if end is None:
        end = start
    top, bottom = _span(start[0], end[0])
    left, right = _span(start[1], end[1])
    return Area(top, left, bottom, right)


def _corner(text: str) -> tuple[int | None, int | None] | None:
    match = _CELL.match(text)
    if not match or not text:
        return None
    letters, digits = match.groups()
    return (int(digits) - 1 if digits else None, column_index(letters) if letters else None)


def _span(one: int | None, other: int | None) -> tuple[int, int]:
    """Start and end of one dimension; a side that is not named is open (`A1:C`, `A1:1`)."""
    if one is None or other is None:
        return (one or other or 0), OPEN
    return min(one, other), max(one, other) + 1


def name_area(area: Area) -> str:
    """The closed area as `A1` or `A1:C3`."""
    first = f"{column_name(area.left)}{area.top + 1}"
    last = f"{column_name(area.right - 1)}{area.bottom}"
    return first if first == last else f"{first}:{last}"


def quote_title(title: str) -> str:
    """The tab title as Google writes it before the `!`: quoted unless it is a plain word that is no cell."""
    if _PLAIN_TITLE.match(title) and not _LOOKS_LIKE_A_CELL.match(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def full_name(title: str, area: Area) -> str:
    return f"{quote_title(title)}!{name_area(area)}"


def split_range(text: str) -> tuple[str | None, str]:
    """The title (None where none is given) and the rest of `'My tab'!A1:B2`, `My tab!A1`, `'My tab'` or `A1`."""
    if text.startswith("'"):
        match = re.match(r"'((?:[^']|'')*)'(?:!(.*))?\Z", text, re.DOTALL)
        if match:
            return match[1].replace("''", "'"), match[2] or ""
    title, mark, rest = text.rpartition("!")
    return (title, rest) if mark else (None, rest)
