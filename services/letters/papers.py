"""Every paper of the SOP as the bytes of a PDF: what the use cases call.

`office`, `signers` and rows are plain frozen data; `now` is the only clock (same input, same bytes); `draft` prints
KONSEP. All raise BadInput with sentences when something is missing; there is never half a PDF.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal

from services.domain import wording
from services.domain.paper import TickList
from services.letters import archive, board, disposition, invitations, layout, lists, template
from services.letters import receipts as forms
from services.letters import tick_list as ticking
from services.letters.blocks import Column, Letter, Letterhead, Signer, Table
from services.letters.lists import Delivery, RecapRow, Row
from services.letters.signatures import Verification
from services.letters.tables import rows_of

Layout = Literal["one", "four", "list"]
USUAL_PAPER = "A4"  # Permendagri 1/2023, Ps. 28


def filled(text: str, data: Mapping[str, Any], office: Letterhead, signers: Mapping[str, Signer]) -> Letter:
    """The blocks of a letter. `data` by the outside names of rows (`table.Table.outside`); `kantor` is added."""
    return template.fill(template.parse(text), {"kantor": office.outside(), **data}, signers)


def on_paper(made: Letter, paper: str) -> Letter:
    """The letter on the paper of the office; a text that asks for another than the usual A4 gets that one."""
    asked = made.fields.get("kertas", USUAL_PAPER)
    return replace(made, fields=made.fields | {"kertas": paper if asked == USUAL_PAPER else asked})


def letter(
    text: str, data: Mapping[str, Any], office: Letterhead, signers: Mapping[str, Signer], *,
    now: datetime, draft: bool, code: str = "", paraf: tuple[str, ...] = (), paper: str = "A4",
) -> bytes:
    """A letter from its template's text. `code`: its verification code, from print-for-signature on."""
    made = on_paper(filled(text, data, office, signers), paper)
    section = layout.compose(made, office, _verification(code, office), paraf)
    return layout.render([section], made.fields.get("hal") or made.fields.get("judul", ""), now, draft)


def disposition_sheet(
    incoming: disposition.Incoming, position: str, office: Letterhead, code: str, *, now: datetime, paper: str = "A4",
) -> bytes:
    """The lembar disposisi to be filled by hand by `position`, with the short code and its QR."""
    section = disposition.compose(incoming, position, office, Verification(code, office.verify_at), paper)
    return layout.render([section], "Lembar disposisi", now, draft=False)


def bnba(
    rows: Iterable[Row], programme: Row, office: Letterhead, signer: Signer, *, now: datetime, draft: bool,
    full: bool = False, paper: str = "A4", dated: date | None = None,
) -> bytes:
    """The BNBA; masked unless `full`."""
    section = lists.bnba(rows, programme, office, signer, full=full, paper=paper, dated=dated)
    return layout.render([section], f"BNBA {programme['name']}", now, draft)


def recap(
    rows: Iterable[RecapRow], programme: Row, office: Letterhead, signer: Signer, *, now: datetime, draft: bool,
    paper: str = "A4", dated: date | None = None, by: str = "",
) -> bytes:
    """The recapitulation by kelurahan with subtotals; `by` names what else the rows are counted by, without them."""
    section = lists.recap(rows, programme, office, signer, paper=paper, dated=dated, by=by)
    return layout.render([section], f"Rekapitulasi {programme['name']}", now, draft)


def receipts(
    rows: Iterable[Row], delivery: Delivery, *, now: datetime, draft: bool, form: Layout = "one",
    paper: str = "A4",
) -> bytes:
    """Tanda terima: one a page, four a page, or as a list. Rows also have `code` and `packages` (default 1)."""
    if form == "one":
        return forms.one_a_page(rows, delivery, now, draft, paper)
    if form == "four":
        return forms.four_a_page(rows, delivery, now, draft, paper)
    section = lists.receipt_list(rows, delivery, paper)
    return layout.render([section], "Daftar tanda terima", now, draft)


def invitation(
    rows: Iterable[Row], delivery: Delivery, signer: Signer, *, now: datetime, draft: bool, paper: str = "A4",
) -> bytes:
    """Undangan to the recipients of a point, two a page. Rows also have `code`, and `slot` ("08.00–09.00") if any."""
    return invitations.two_a_page(rows, delivery, signer, now, draft, paper)


def tick_list(
    ticks: TickList, people: Sequence[Row], programme: Row, point: Row, office: Letterhead, *,
    now: datetime, paper: str = "A4",
) -> bytes:
    """The tick list of a point; `people` in the order of `ticks`, with their `code`."""
    section = ticking.compose(ticks, people, programme, point, office, paper)
    return layout.render([section], "Daftar pengambilan paket", now, draft=False)


def attendance(
    people: Iterable[tuple[str, str]], event: Sequence[str], office: Letterhead, signer: Signer, *, now: datetime,
    blank: int = 0, paper: str = "A4",
) -> bytes:
    """A daftar hadir."""
    section = lists.attendance(people, event, office, signer, blank=blank, paper=paper)
    return layout.render([section], "Daftar hadir", now, draft=False)


def register(
    body: Table, titles: Sequence[str], office: Letterhead, signer: Signer, dated: date, *, now: datetime,
    paper: str = "A4",
) -> bytes:
    """A register of letters under its titles, signed on `dated`."""
    return layout.render([lists.register(body, titles, office, signer, dated, paper)], titles[0], now, draft=False)


def archive_cover(bundle: archive.Bundle, office: Letterhead, *, now: datetime, paper: str = "A4") -> bytes:
    """The label and the list of contents of an archive bundle."""
    return layout.render([archive.compose(bundle, office, paper)], "Sampul berkas arsip", now, draft=False)


def dashboard(content: board.Board, office: Letterhead, *, now: datetime, paper: str = "A4") -> bytes:
    """The dashboard of the head of office, one page."""
    return layout.render([board.compose(content, office, paper)], "Dasbor Kepala Dinas", now, draft=False)


def _verification(code: str, office: Letterhead) -> Verification | None:
    return Verification(code, office.verify_at) if code else None


def goods_table(items: Iterable[Row], packages: int) -> Table:
    """`::: tabel paket`: the contents of a package with totals. Items by the fields of `schema.PACKAGE_ITEM`."""
    columns = (
        Column("No.", "right", 10), Column("Nama barang", "left", 56), Column("Banyaknya", "right", 24),
        Column("Satuan", "left", 20), Column("Harga satuan (Rp)", "right", 27), Column("Jumlah (Rp)", "right", 30),
    )
    rows: list[Sequence[object]] = []
    total = 0
    for number, item in enumerate(items, start=1):
        amount = item["quantity"] * (item.get("price") or 0)
        total += amount
        price = wording.number(item["price"]) if item.get("price") else ""
        rows.append((number, item["item"], wording.number(item["quantity"]), item["unit"], price, _amount(amount)))
    rows.append(("", "Jumlah setiap paket", "", "", "", _amount(total)))
    rows.append(("", f"Jumlah {wording.number(packages)} paket", "", "", "", _amount(total * packages)))
    return Table(columns, rows_of(rows), frozenset({len(rows) - 2, len(rows) - 1}))


def _amount(value: int) -> str:
    return wording.number(value) if value else ""


def handover_table(lines: Iterable[tuple[str, int, str]]) -> Table:
    """`::: tabel serah_terima` of a BAST: (what, how many packages, remark)."""
    columns = (
        Column("No.", "right", 10), Column("Uraian", "left", 80), Column("Banyaknya", "right", 30),
        Column("Keterangan", "left", 45),
    )
    rows = [
        (at, what[:1].upper() + what[1:], f"{wording.number(many)} paket", note)
        for at, (what, many, note) in enumerate(lines, start=1)
    ]
    return Table(columns, rows_of(rows))


def points_table(points: Iterable[tuple[str, int, int]]) -> Table:
    """`::: tabel titik` of the report: (point, planned, handed over), with totals."""
    columns = (
        Column("No.", "right", 10), Column("Titik salur", "left", 70), Column("Direncanakan", "right", 28),
        Column("Diserahkan", "right", 28), Column("Sisa", "right", 22),
    )
    known = list(points)
    rows: list[Sequence[object]] = [
        (at, name, *map(wording.number, (planned, handed, planned - handed)))
        for at, (name, planned, handed) in enumerate(known, start=1)
    ]
    planned, handed = sum(point[1] for point in known), sum(point[2] for point in known)
    rows.append(("", "Jumlah", *map(wording.number, (planned, handed, planned - handed))))
    return Table(columns, rows_of(rows), frozenset({len(rows) - 1}))
