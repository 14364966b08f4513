"""Text → lines of words in a given width. Pure; whatever people typed comes out as something that can be printed."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from services.letters.blocks import Align, Text
from services.letters.fonts import known, width
from services.letters.marks import BODY, LEADING, Face, Piece, Words, glue

Part = tuple[str, Face]
Word = tuple[Part, ...]
Line = tuple[Word, ...]

SPACES = re.compile("[ \t\n\r\f\v]+")  # a no-break space is not among them
WIDEST_STRETCH = 4.0
SIDE: dict[Align, float] = {"left": 0, "center": 0.5, "right": 1}


@lru_cache(maxsize=50_000)
def clean(text: str) -> str:
    """The text composed (NFC), control characters as spaces, invisible ones and marks the font lacks left out."""
    text = unicodedata.normalize("NFC", text)
    return text if text.isascii() and text.isprintable() else "".join(map(_clean_character, text))


def _clean_character(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    if category == "Cf" or (category in ("Mn", "Me") and known(ord(character), "") != ord(character)):
        return ""
    return character


def _words(text: Text) -> list[Word]:
    """The words of a text; a word may change its weight inside (`**Rp5**,`)."""
    words: list[list[Part]] = []
    for run in text:
        face: Face = "B" if run.bold else ""
        for at, piece in enumerate(SPACES.split(clean(run.text))):
            if at == 0 and words and piece:
                words[-1].append((piece, face))
            elif at > 0 or not words:
                words.append([(piece, face)] if piece else [])
    return [tuple(word) for word in words if word]


def word_width(word: Word, size: float) -> float:
    return sum(width(piece, face, size) for piece, face in word)


def _broken(word: Word, most: float, size: float) -> Iterator[Word]:
    """A word that is too wide, cut into pieces that fit."""
    for piece, face in word:
        start, used = 0, 0.0
        for at, character in enumerate(piece):
            step = width(character, face, size)
            if used + step > most and at > start:
                yield ((piece[start:at], face),)
                start, used = at, 0.0
            used += step
        yield ((piece[start:], face),)


@lru_cache(maxsize=20_000)
def wrap(text: Text, most: float, size: float = BODY, first: float = 0) -> tuple[Line, ...]:
    """The lines of a text, none wider than `most` mm; the first is `first` mm shorter. No text gives one empty line."""
    space = width(" ", "", size)
    lines: list[list[Word]] = [[]]
    used = first
    for whole in _words(text):
        fits = word_width(whole, size) <= most - first
        for word in (whole,) if fits else _broken(whole, most - first, size):
            step = word_width(word, size)
            if lines[-1] and used + space + step > most:
                lines.append([])
                used = 0.0
            used += step + (space if lines[-1] else 0)
            lines[-1].append(word)
    return tuple(tuple(line) for line in lines)


def line_width(line: Line, size: float) -> float:
    return sum(word_width(word, size) for word in line) + width(" ", "", size) * max(0, len(line) - 1)


def place(line: Line, x: float, y: float, size: float = BODY, stretch: float = 0) -> tuple[Words, ...]:
    """The marks of a line: one for each stretch of one weight, spaces included so that the text copies out right."""
    marks: list[Words] = []
    text, weight = "", line[0][0][1] if line else ""
    for at, word in enumerate(line):
        for piece, face in word:
            if face != weight:
                marks.append(Words(x, y, text, weight, size, stretch))
                x += width(text, weight, size) + stretch * text.count(" ")
                text, weight = "", face
            text += piece
        if at < len(line) - 1:
            text += " "
    return (*marks, Words(x, y, text, weight, size, stretch)) if text else tuple(marks)


def base(leading: float, size: float) -> float:
    """How far the base line lies below the top of a line."""
    return leading / 2 + size * 0.35 * 25.4 / 72


def paragraph(
    text: Text, most: float, x: float = 0, size: float = BODY, leading: float = LEADING, first: float = 0,
    align: Align | None = None,
) -> list[Piece]:
    """One piece a line. Without `align` the text is justified, and no line of it stands alone on a page."""
    lines = wrap(text, most, size, first)
    y = base(leading, size)
    pieces = []
    for at, line in enumerate(lines):
        indent = first if at == 0 else 0
        room = most - indent - line_width(line, size)
        last = at == len(lines) - 1
        stretch = room / (len(line) - 1) if align is None and not last and len(line) > 1 else 0
        stretch = stretch if stretch < WIDEST_STRETCH else 0
        shift = indent + (room * SIDE[align] if align else 0)
        pieces.append(Piece(leading, place(line, x + shift, y, size, stretch)))
    return _without_lone_lines(pieces)


def _without_lone_lines(pieces: list[Piece]) -> list[Piece]:
    """The first two and the last two lines of a paragraph stay together."""
    if len(pieces) < 4:
        return glue(pieces)
    return [*glue(pieces[:2]), *pieces[2:-2], *glue(pieces[-2:])]


def shorten(text: Text, most: float, size: float, lines: int) -> tuple[Line, ...]:
    """At most `lines` lines, the last ending in … if there would be more: for forms of a fixed height."""
    wrapped = wrap(text, most, size)
    if len(wrapped) <= lines:
        return wrapped
    *kept, last = wrapped[:lines]
    return (*kept, _with_ellipsis(last, most, size))


def _with_ellipsis(line: Line, most: float, size: float) -> Line:
    text, face = " ".join("".join(piece for piece, _ in word) for word in line), line[0][0][1]
    while text and width(text + "…", face, size) > most:
        text = text[:-1]
    return (((text + "…", face),),)
