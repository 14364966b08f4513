"""The undangan to a recipient: where and when to fetch the package, with the QR that the desk scans. Pure up to print.

Two on a page. It goes from hand to hand, so it bears no NIK; the code stands in letters too.
"""

from collections.abc import Iterable
from datetime import datetime

from services.domain import wording
from services.letters import forms
from services.letters.blocks import Signer
from services.letters.flow import Placed, Sheet, sheet
from services.letters.forms import Form, Print, Slot, Value, fixed_value, lines, signing
from services.letters.letterhead import across, centred, kop
from services.letters.lists import Delivery, Row, address
from services.letters.marks import Mark, Piece, Rule

SIZE = 10.5
LABEL = 28.0
CODE_SIZE = 25.0
BRING = "Bawa KTP dan KK asli beserta undangan ini."
PROXY = {
    True: "Bila diwakilkan, wakil membawa KTP aslinya sendiri serta KTP dan KK asli Anda.",
    False: "Paket tidak dapat diwakilkan.",
}
FREE = "Bantuan ini tidak dipungut biaya apa pun."
NOTE = "Pindai atau sebutkan kode ini di titik salur."
WHOM: tuple[Value, ...] = (
    ("Nama", 2, lambda row: row["name"]),
    ("Alamat", 2, address),
    ("Kelurahan", 1, lambda row: ", ".join(filter(None, (row.get("kelurahan"), row.get("kecamatan"))))),
)


def two_a_page(
    rows: Iterable[Row], delivery: Delivery, signer: Signer, now: datetime, draft: bool = False, paper: str = "A4"
) -> bytes:
    """Invitations of one point, with a line to cut along. Rows also have `code`, and `slot` ("08.00–09.00") if any."""
    on = sheet(paper)
    half = Sheet(on.width, on.height / 2, left=20, right=20, top=8)
    cut = Rule(5, half.height, on.width - 5, half.height, 0.15, 2)
    run = Print("Undangan pengambilan bantuan", now, draft, delivery.office.verify_at)
    return forms.print_all(
        rows, half_page(delivery, signer, half), on, run, [(0, 0), (0, half.height)], (cut,))


def half_page(delivery: Delivery, signer: Signer, on: Sheet) -> Form:
    """The invitation on half a page."""
    head, left, most = kop(delivery.office, on), on.left, on.inner
    y = on.top + head.height + 3
    fixed: list[Mark] = [*across(delivery.office, on.width, on.height)]
    fixed += [mark for line in centred("UNDANGAN PENGAMBILAN BANTUAN", left, most, y, 12, "B") for mark in line]
    fixed += lines("Kepada Yth. Bapak/Ibu/Saudara:", left, y + 11, most, SIZE, 1)
    labels, slots, y = forms.labels(WHOM, left, y + 17, LABEL, most, SIZE)
    fixed += labels + lines(_sentence(delivery), left, y + 1, most, SIZE, 2)
    y += 13
    day = wording.weekday_date(delivery.point["date"]) if delivery.point.get("date") else ""
    fixed += fixed_value("Hari, tanggal", day, left, y, LABEL, most, SIZE)
    times, more, y = forms.labels([("Pukul", 1, _slot)], left, y + SIZE * forms.STEP, LABEL, most, SIZE)
    fixed += times + fixed_value("Tempat", _place(delivery), left, y, LABEL, most, SIZE)
    return _with_code(fixed, [*slots, *more], y + 8, delivery, signer, Placed(on.top, head), on)


def _with_code(
    fixed: list[Mark], slots: list[Slot], y: float, delivery: Delivery, signer: Signer, head: Placed, on: Sheet
) -> Form:
    """The lower part: the code at the left, what to bring and the signature at the right."""
    top = on.height - CODE_SIZE - 16
    x, most = on.left + CODE_SIZE + 14, on.inner - CODE_SIZE - 14
    reminders = (BRING, PROXY[bool(delivery.programme.get("proxy_allowed"))], FREE)
    for at, text in enumerate(reminders):
        fixed += lines(text, x, y + at * 4.6, most, 9.5, 1, bold=at == 0)
    fixed += signing(signer, "", on.left + on.inner / 2 + 10, y + 10, on.inner / 2 - 10, 9.5, 8.5)
    slots.append(forms.code_slot(on.left + 4, top + CODE_SIZE + 7.4, 50, 10))
    fixed += lines(NOTE, on.left + 4, top + CODE_SIZE + 10.8, 55, 7, 1)
    return Form((head, Placed(0, Piece(0, tuple(fixed)))), tuple(slots), (on.left + 4, top, CODE_SIZE))


def _sentence(delivery: Delivery) -> str:
    programme = delivery.programme
    return (
        f"Kami mengundang Anda mengambil bantuan {programme['goods']}, {programme['name']} "
        f"Tahun Anggaran {programme['year']}, pada:"
    )


def _slot(row: Row) -> str:
    return f"{row['slot']} WITA" if row.get("slot") else "sesuai jadwal titik salur"


def _place(delivery: Delivery) -> str:
    return ", ".join(filter(None, (delivery.point.get("name"), delivery.point.get("address"))))
