"""Small papers printed for thousands of people: receipts, invitations.

A form is the part that never changes (its ink is made once and put on every page) and slots for the values of a row.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from services.domain import pace, wording
from services.letters import qr
from services.letters.blocks import Signer, Text, plain
from services.letters.canvas import Canvas
from services.letters.flow import Placed, Sheet
from services.letters.lists import Row
from services.letters.marks import Code, Face, Mark, Rule, Slanted, Words
from services.letters.typeset import place, shorten, wrap

SMALLER = 0.76
STEP = 0.6
Value = tuple[str, int, Callable[[Row], str]]


@dataclass(frozen=True)
class Slot:
    """Where a value of the row is written."""

    x: float
    y: float
    most: float
    lines: int
    size: float
    value: Callable[[Row], str]
    face: Face = ""


@dataclass(frozen=True)
class Form:
    """One paper: what never changes, its slots, and the place of its QR code (x, y, size)."""

    fixed: tuple[Placed, ...]
    slots: tuple[Slot, ...]
    code: tuple[float, float, float]


@dataclass(frozen=True)
class Print:
    """What all pages of a run share; `verify_at`: the public address for the codes, "" = the code alone."""

    title: str
    now: datetime
    draft: bool
    verify_at: str


def print_all(
    rows: Iterable[Row], form: Form, on: Sheet, run: Print, corners: Sequence[tuple[float, float]] = ((0, 0),),
    cuts: tuple[Rule, ...] = (),
) -> bytes:
    """The PDF of a form for each row, one at each of the `corners` of a page, with lines to cut along."""
    canvas = Canvas(run.title, run.now)
    fixed = [
        b"".join(canvas.ink(placed.piece.marks, x, y + placed.y, on.height) for placed in form.fixed)
        for x, y in corners
    ]
    pale = (Slanted(on.width / 2, on.height / 2, "KONSEP"),) if run.draft else ()
    pages = [canvas.ink((*pale, *cuts), height=on.height) + b"".join(fixed[:used + 1]) for used in range(len(fixed))]
    for group in _groups(rows, len(corners)):
        canvas.page(on, pages[len(group) - 1])
        for row, (x, y) in zip(group, corners, strict=False):
            canvas.draw(_values(form, row, run.verify_at), x, y)
            pace.step(2)  # set and drawn
    return canvas.finish()


def _groups(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    left = iter(rows)
    while group := list(islice(left, size)):
        yield group


def _values(form: Form, row: Row, verify_at: str) -> list[Mark]:
    """The marks of one row; a value too long for its slot ends in "…"."""
    marks: list[Mark] = []
    for slot in form.slots:
        marks += _in_slot(slot, plain(slot.value(row), bold=slot.face == "B"))
    if row.get("code"):
        x, y, size = form.code
        marks.append(Code(x, y, size, qr.content(row["code"], verify_at)))
    return marks


def _in_slot(slot: Slot, text: Text) -> Iterator[Words]:
    """The value on one line, or in smaller letters on two where the slot allows it."""
    lines, size, y = wrap(text, slot.most, slot.size), slot.size, slot.y
    if len(lines) > 1:
        size = size * SMALLER if slot.lines > 1 else size
        lines = shorten(text, slot.most, size, slot.lines)
        y -= size * 0.16 * (len(lines) - 1)
    for at, line in enumerate(lines):
        yield from place(line, slot.x, y + at * size * 0.38, size)


def labels(
    values: Iterable[Value], x: float, y: float, label: float, most: float, size: float
) -> tuple[list[Mark], list[Slot], float]:
    """The fixed labels of (label, lines, value), the slots beside them, and where the next line would stand."""
    marks: list[Mark] = []
    slots = []
    for name, lines, value in values:
        marks += [Words(x, y, name, size=size), Words(x + label, y, ":", size=size)]
        face: Face = "B" if name == "Nama" else ""
        slots.append(Slot(x + label + 3, y, most - label - 3, lines, size, value, face))
        y += size * STEP
    return marks, slots, y


def fixed_value(label: str, value: str, x: float, y: float, width: float, most: float, size: float) -> list[Mark]:
    """A label with a value that is the same for all rows."""
    slot = Slot(x + width + 3, y, most - width - 3, 2, size, str)
    return [Words(x, y, label, size=size), Words(x + width, y, ":", size=size), *_in_slot(slot, plain(value))]


def lines(text: str, x: float, y: float, most: float, size: float, count: int, bold: bool = False) -> list[Mark]:
    """A fixed text on at most `count` lines."""
    wrapped = shorten(plain(text, bold), most, size, count)
    return [mark for at, line in enumerate(wrapped) for mark in place(line, x, y + at * size * 0.45, size)]


def signing(signer: Signer, role: str, x: float, y: float, most: float, size: float, room: float) -> list[Mark]:
    """Role, office, room to sign, name, pangkat and NIP (Permendagri 1/2023, Ps. 44), in a fixed height."""
    step = size * 0.45
    office = f"{signer.office}," if signer.office else ""
    marks = lines(role, x, y, most, size, 1) + lines(office, x, y + step, most, size, 2)
    foot = y + 2 * step + room
    marks += lines(signer.name or "(……………………………)", x, foot, most, size, 1)
    for at, line in enumerate(signer.below_name, start=1):
        marks += lines(line, x, foot + at * step, most, size, 1)
    return marks


def code_slot(x: float, y: float, most: float, size: float) -> Slot:
    """Where the code stands in letters."""
    return Slot(x, y, most, 1, size, lambda row: wording.in_fours(row.get("code")), "B")
