"""Tanda terima, one a page or four on a page, for thousands of people.

A form is the part that never changes (its ink is made once and put on every page) and slots for the values of a row.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from services.domain.nik import mask
from services.letters import qr
from services.letters.blocks import Signer, Text, plain
from services.letters.canvas import Canvas
from services.letters.flow import Placed, Sheet, sheet
from services.letters.letterhead import centred, kop
from services.letters.lists import Delivery, Row, address
from services.letters.marks import Code, Face, Mark, Piece, Rule, Slanted, Words
from services.letters.typeset import place, shorten, wrap

SMALLER = 0.76
STEP = 0.6
BLANK = "……………………………………………………"
TAKER = Signer("(atau cap jempol)", "")
NOTE = "Kode dan QR ini bukti terima, bukan tanda tangan elektronik."
VALUES: tuple[tuple[str, int, Callable[[Row], str]], ...] = (
    ("Nama", 2, lambda row: row["name"]),
    ("NIK", 1, lambda row: mask(row.get("nik"))),
    ("Alamat", 2, address),
    ("Kelurahan", 1, lambda row: row.get("kelurahan") or ""),
    ("Kecamatan", 1, lambda row: row.get("kecamatan") or ""),
    ("Jumlah paket", 1, lambda row: f"{row.get('packages') or 1} paket"),
)


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
    """One receipt: what never changes, its slots, and the place of its QR code (x, y, size)."""

    fixed: tuple[Placed, ...]
    slots: tuple[Slot, ...]
    code: tuple[float, float, float]


def one_a_page(rows: Iterable[Row], delivery: Delivery, now: datetime, draft: bool = False, paper: str = "A4") -> bytes:
    """Receipts with kop, one a page."""
    on = sheet(paper)
    return _print(rows, whole_page(delivery, on), [(0, 0)], (), on, delivery, now, draft)


def four_a_page(rows: Iterable[Row], delivery: Delivery, now: datetime, draft: bool = False, paper: str = "A4") -> bytes:
    """Receipts 2 × 2, with lines to cut along."""
    on = sheet(paper)
    width, height = on.width / 2, on.height / 2
    corners = [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)]
    cuts = (Rule(width, 5, width, on.height - 5, 0.15, 2), Rule(5, height, on.width - 5, height, 0.15, 2))
    return _print(rows, quarter_page(delivery, width, height), corners, cuts, on, delivery, now, draft)


def _print(
    rows: Iterable[Row], form: Form, corners: Sequence[tuple[float, float]], cuts: tuple[Mark, ...], on: Sheet,
    delivery: Delivery, now: datetime, draft: bool,
) -> bytes:
    canvas = Canvas("Tanda terima bantuan", now)
    fixed = [
        b"".join(canvas.ink(placed.piece.marks, x, y + placed.y, on.height) for placed in form.fixed)
        for x, y in corners
    ]
    pale = (Slanted(on.width / 2, on.height / 2, "KONSEP"),) if draft else ()
    under = canvas.ink((*pale, *cuts), height=on.height)
    for group in _groups(rows, len(corners)):
        canvas.page(on, under + b"".join(fixed[:len(group)]))
        for row, (x, y) in zip(group, corners, strict=False):
            canvas.draw(_values(form, row, delivery.office.verify_at), x, y)
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


def _labels(x: float, y: float, label: float, most: float, size: float) -> tuple[list[Mark], list[Slot], float]:
    """The fixed labels, the slots beside them, and where the next line would stand."""
    marks: list[Mark] = []
    slots = []
    for name, lines, value in VALUES:
        marks += [Words(x, y, name, size=size), Words(x + label, y, ":", size=size)]
        face: Face = "B" if name == "Nama" else ""
        slots.append(Slot(x + label + 3, y, most - label - 3, lines, size, value, face))
        y += size * STEP
    return marks, slots, y


def _lines(text: str, x: float, y: float, most: float, size: float, lines: int, bold: bool = False) -> list[Mark]:
    wrapped = shorten(plain(text, bold), most, size, lines)
    return [mark for at, line in enumerate(wrapped) for mark in place(line, x, y + at * size * 0.45, size)]


def _fixed_value(label: str, value: str, x: float, y: float, width: float, most: float, size: float) -> list[Mark]:
    slot = Slot(x + width + 3, y, most - width - 3, 2, size, str)
    return [Words(x, y, label, size=size), Words(x + width, y, ":", size=size), *_in_slot(slot, plain(value))]


def _signing(signer: Signer, role: str, x: float, y: float, most: float, size: float, room: float) -> list[Mark]:
    """Role, office, room to sign, name and NIP, in a fixed height."""
    step = size * 0.45
    marks = _lines(role, x, y, most, size, 1) + _lines(signer.office, x, y + step, most, size, 2)
    foot = y + 2 * step + room
    marks += _lines(signer.name or "(……………………………)", x, foot, most, size, 1)
    for at, line in enumerate(signer.below_name[-1:], start=1):
        marks += _lines(line, x, foot + at * step, most, size, 1)
    return marks


def whole_page(delivery: Delivery, on: Sheet) -> Form:
    """The receipt on a page of its own."""
    left, most, size = on.left, on.inner, 11.0
    head = kop(delivery.office, on)
    y = on.top + head.height + 10
    fixed: list[Mark] = [mark for line in centred("TANDA TERIMA BANTUAN", left, most, y, 14, "B") for mark in line]
    fixed += _lines(delivery.sentence, left, y + 15, most, size, 3)
    labels, slots, y = _labels(left, y + 34, 36, most, size)
    fixed += labels
    for label, value in (("Diserahkan di", delivery.place), ("Diwakilkan oleh", BLANK), ("Hubungan", BLANK)):
        fixed += _fixed_value(label, value, left, y, 36, most, size)
        y += size * STEP
    right, column = left + most / 2 + 10, most / 2 - 10
    y += 12
    fixed += _signing(TAKER, "Yang menerima,", left, y, column, size, 26)
    fixed += _signing(delivery.giver, "Yang menyerahkan,", right, y, column, size, 26)
    fixed += _signing(delivery.knows, "Mengetahui,", right, y + 52, column, size, 26)
    code = (left + 4, y + 54, 25.0)
    slots.append(_code_slot(left + 4, y + 86, 60, 9))
    fixed += _lines(NOTE, left + 4, y + 90, 55, 7, 2)
    return Form((Placed(on.top, head), Placed(0, Piece(0, tuple(fixed)))), tuple(slots), code)


def quarter_page(delivery: Delivery, width: float, height: float) -> Form:
    """The receipt on a quarter of a page, `width` × `height` mm."""
    left, most, size = 10.0, width - 18.0, 8.5
    fixed: list[Mark] = []
    government, agency = delivery.office.lines
    heads: list[tuple[str, float, float, Face]] = [
        (government.upper(), 8, 8, ""), (agency.upper(), 11.5, 10.5, "B"), ("TANDA TERIMA BANTUAN", 20, 10, "B"),
    ]
    for text, y, points, face in heads:
        fixed += [mark for line in centred(text, left, most, y, points, face) for mark in line]
    fixed.append(Rule(left, 17.5, left + most, 17.5, 0.5))
    fixed += _lines(delivery.sentence, left, 29, most, size, 3)
    labels, slots, y = _labels(left, 43, 23, most, size)
    fixed += labels
    for label, value in (("Diserahkan di", delivery.place), ("Diwakilkan", "………………… (hubungan ………………)")):
        fixed += _fixed_value(label, value, left, y, 23, most, size)
        y += size * STEP
    right = left + most / 2 + 2
    y += 2
    fixed += _signing(TAKER, "Yang menerima,", left, y, most / 2, size, 10)
    fixed += _signing(delivery.giver, "Yang menyerahkan,", right, y, most / 2 - 2, size, 10)
    slots.append(_code_slot(left + 4, height - 9, 60, 8))
    fixed += _lines(NOTE, left + 4, height - 5.8, most, 6.5, 1)
    return Form((Placed(0, Piece(0, tuple(fixed))),), tuple(slots), (left + 4, height - 38.5, 25.0))


def _code_slot(x: float, y: float, most: float, size: float) -> Slot:
    return Slot(x, y, most, 1, size, lambda row: row.get("code") or "", "B")

