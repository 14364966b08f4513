"""Tanda terima, one a page or four on a page, for thousands of people."""

from collections.abc import Iterable
from datetime import datetime

from services.domain.nik import mask
from services.letters import forms
from services.letters.blocks import Signer
from services.letters.flow import Placed, Sheet, sheet
from services.letters.forms import Form, Print, Value, fixed_value, lines, signing
from services.letters.letterhead import across, centred, kop
from services.letters.lists import Delivery, Row, address
from services.letters.marks import Face, Mark, Piece, Rule

BLANK = "……………………………………………………"
TAKER = Signer("", "")
NOTE = "Kode dan QR ini bukti terima, bukan tanda tangan elektronik."
VALUES: tuple[Value, ...] = (
    ("Nama", 2, lambda row: row["name"]),
    ("NIK", 1, lambda row: mask(row.get("nik"))),
    ("Alamat", 2, address),
    ("Kelurahan", 1, lambda row: row.get("kelurahan") or ""),
    ("Kecamatan", 1, lambda row: row.get("kecamatan") or ""),
    ("Jumlah paket", 1, lambda row: f"{row.get('packages') or 1} paket"),
)


def one_a_page(rows: Iterable[Row], delivery: Delivery, now: datetime, draft: bool = False, paper: str = "A4") -> bytes:
    """Receipts with kop, one a page."""
    on = sheet(paper)
    return forms.print_all(rows, whole_page(delivery, on), on, _run(delivery, now, draft))


def four_a_page(rows: Iterable[Row], delivery: Delivery, now: datetime, draft: bool = False, paper: str = "A4") -> bytes:
    """Receipts 2 × 2, with lines to cut along."""
    on = sheet(paper)
    width, height = on.width / 2, on.height / 2
    corners = [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)]
    cuts = (Rule(width, 5, width, on.height - 5, 0.15, 2), Rule(5, height, on.width - 5, height, 0.15, 2))
    return forms.print_all(
        rows, quarter_page(delivery, width, height), on, _run(delivery, now, draft), corners, cuts)


def _run(delivery: Delivery, now: datetime, draft: bool) -> Print:
    return Print("Tanda terima bantuan", now, draft, delivery.office.verify_at)


def whole_page(delivery: Delivery, on: Sheet) -> Form:
    """The receipt on a page of its own."""
    left, most, size = on.left, on.inner, 11.0
    head = kop(delivery.office, on)
    y = on.top + head.height + 10
    fixed: list[Mark] = [*across(delivery.office, on.width, on.height)]
    fixed += [mark for line in centred("TANDA TERIMA BANTUAN", left, most, y, 14, "B") for mark in line]
    fixed += lines(delivery.sentence, left, y + 15, most, size, 3)
    labels, slots, y = forms.labels(VALUES, left, y + 34, 36, most, size)
    fixed += labels
    for label, value in (("Diserahkan di", delivery.place), ("Diwakilkan oleh", BLANK), ("Hubungan", BLANK)):
        fixed += fixed_value(label, value, left, y, 36, most, size)
        y += size * forms.STEP
    right, column = left + most / 2 + 10, most / 2 - 10
    y += 12
    fixed += signing(TAKER, "Yang menerima/cap jempol,", left, y, column, size, 26)
    fixed += signing(delivery.giver, "Yang menyerahkan,", right, y, column, size, 26)
    fixed += signing(delivery.knows, "Mengetahui,", right, y + 56, column, size, 26)
    code = (left + 4, y + 54, 25.0)
    slots.append(forms.code_slot(left + 4, y + 86.5, 60, 9))
    fixed += lines(NOTE, left + 4, y + 90.5, 55, 7, 2)
    return Form((Placed(on.top, head), Placed(0, Piece(0, tuple(fixed)))), tuple(slots), code)


def quarter_page(delivery: Delivery, width: float, height: float) -> Form:
    """The receipt on a quarter of a page, `width` × `height` mm."""
    left, most, size = 10.0, width - 18.0, 8.5
    fixed: list[Mark] = [*across(delivery.office, width, height)]
    government, agency = delivery.office.lines
    heads: list[tuple[str, float, float, Face]] = [
        (government.upper(), 8, 8, ""), (agency.upper(), 11.5, 10.5, "B"), ("TANDA TERIMA BANTUAN", 20, 10, "B"),
    ]
    for text, y, points, face in heads:
        fixed += [mark for line in centred(text, left, most, y, points, face) for mark in line]
    fixed.append(Rule(left, 17.5, left + most, 17.5, 0.5))
    fixed += lines(delivery.sentence, left, 29, most, size, 3)
    labels, slots, y = forms.labels(VALUES, left, 43, 23, most, size)
    fixed += labels
    for label, value in (("Diserahkan di", delivery.place), ("Diwakilkan", "………………… (hubungan ………………)")):
        fixed += fixed_value(label, value, left, y, 23, most, size)
        y += size * forms.STEP
    right = left + most / 2 + 2
    y += 2
    fixed += signing(TAKER, "Yang menerima/cap jempol,", left, y, most / 2, size, 9.5)
    fixed += signing(delivery.giver, "Yang menyerahkan,", right, y, most / 2 - 2, size, 9.5)
    slots.append(forms.code_slot(left + 4, height - 7.5, 60, 8))
    fixed += lines(NOTE, left + 4, height - 4.6, most, 6.5, 1)
    return Form((Placed(0, Piece(0, tuple(fixed))),), tuple(slots), (left + 4, height - 39.5, 25.0))
