"""Lists over recipients: BNBA, rekapitulasi, receipts as a list, daftar hadir. Pure.

No national form exists for these; the columns are this project's proposal. Rows are mappings by the field names of
`schema.RECIPIENT`; programme and point likewise.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from services.domain import wording
from services.domain.nik import mask
from services.letters import signatures
from services.letters.blocks import Column, Letterhead, Signer, Table, Text, plain
from services.letters.flow import Sheet, flow, sheet
from services.letters.fonts import NO_BREAK
from services.letters.layout import Section, of_all
from services.letters.letterhead import across, kop
from services.letters.marks import Frame, Mark, Piece, Words, hold, spaced
from services.letters.tables import Style, rows_of, table
from services.letters.typeset import paragraph

Row = Mapping[str, Any]

SMALL = 8.0
NARROW = {"left": 20, "right": 15, "bottom": 20, "later_top": 20}
ROOM_TO_SIGN = 12.0

BNBA = (
    Column("No", "right", 12), Column("NIK", "left", 33.5), Column("No. KK", "left", 33.5), Column("Nama", "left", 38),
    Column("L/P", "center", 8), Column("Tempat, Tgl Lahir", "left", 36), Column("Alamat", "left", 40),
    Column("RT", "center", 9), Column("RW", "center", 9), Column("Kelurahan", "left", 25),
    Column("Kecamatan", "left", 25), Column("Sumber data (desil)", "left", 20), Column("Keterangan", "left", 22),
)
RECAP = (
    Column("No", "right", 9), Column("Kecamatan", "left", 36), Column("Kelurahan", "left", 46),
    Column("Jumlah penerima", "right", 20), Column("L", "right", 12), Column("P", "right", 12),
    Column("Jumlah paket", "right", 16), Column("Keterangan", "left", 22),
)
RECEIPTS = (
    Column("No", "right", 11), Column("Nama", "left", 45), Column("NIK dan kode", "left", 33),
    Column("Alamat, RT/RW", "left", 54), Column("Jumlah paket", "center", 16), Column("Tanda tangan / cap jempol", "left", 50),
    Column("Diwakilkan oleh (hubungan)", "left", 38),
)
ATTENDANCE = (
    Column("No", "right", 9), Column("Nama", "left", 50), Column("Instansi/Jabatan", "left", 52),
    Column("Tanda tangan", "left", 54),
)


@dataclass(frozen=True)
class RecapRow:
    """The recipients of one kelurahan."""

    kecamatan: str
    kelurahan: str
    recipients: int
    men: int
    women: int
    packages: int
    note: str = ""

    @property
    def counts(self) -> tuple[int, int, int, int]:
        return self.recipients, self.men, self.women, self.packages


@dataclass(frozen=True)
class Delivery:
    """What all receipts share."""

    programme: Row
    point: Row
    office: Letterhead
    giver: Signer
    knows: Signer

    @property
    def sentence(self) -> str:
        office = self.office
        return (
            f"Telah terima dari {office.lines[1]} {office.city} bantuan {self.programme['goods']}, "
            f"{self.programme['name']} Tahun Anggaran {self.programme['year']}, dengan keterangan sebagai berikut:"
        )

    @property
    def place(self) -> str:
        day = wording.weekday_date(self.point["date"]) if self.point.get("date") else ""
        return ", ".join(filter(None, (self.point.get("name"), day)))


def bnba(
    rows: Iterable[Row], programme: Row, office: Letterhead, signer: Signer, *,
    full: bool = False, paper: str = "A4", dated: date | None = None,
) -> Section:
    """The BNBA, landscape. NIK and No. KK are masked unless `full`; marked TERBATAS (a full one at least, Ps. 61)."""
    number = str if full else mask
    cells = (_bnba_row(at, row, number) for at, row in enumerate(rows, start=1))
    titles = ("DAFTAR PENERIMA BANTUAN BY NAME BY ADDRESS (BNBA)", _of_programme(programme))
    on = sheet(paper, across=True, **NARROW)
    body = table(Table(BNBA, rows_of(cells)), on.left, on.inner, Style(SMALL))
    return _section(on, office, titles, body, _dated(signer, office, dated), restricted=True)


def _bnba_row(at: int, row: Row, number: Any) -> Sequence[object]:
    born = f"{row['birth_date']:%d-%m-%Y}" if row.get("birth_date") else ""
    decile = f"({row['decile']})" if row.get("decile") else ""
    source = " ".join(filter(None, (row.get("source"), decile)))
    return (
        at, number(row.get("nik") or ""), number(row.get("no_kk") or ""), row["name"], row.get("sex"),
        ", ".join(filter(None, (row.get("birth_place"), born))), row.get("address"), row.get("rt"), row.get("rw"),
        row.get("kelurahan"), row.get("kecamatan"), source, row.get("note"),
    )


def recap(
    rows: Iterable[RecapRow], programme: Row, office: Letterhead, signer: Signer, *,
    paper: str = "A4", dated: date | None = None, by: str = "",
) -> Section:
    """The recapitulation: a row for each kelurahan, a subtotal for each kecamatan, JUMLAH; or a row for each group `by`."""
    on = sheet(paper)
    body = table(grouped_table(rows, by) if by else recap_table(rows), on.left, on.inner, Style(9.5))
    titles = ("REKAPITULASI PENERIMA BANTUAN", _of_programme(programme))
    return _section(on, office, titles, body, _dated(signer, office, dated))


def recap_table(rows: Iterable[RecapRow]) -> Table:
    """The cells of the recapitulation; rows of one kecamatan stand together in the order they first come."""
    rows = list(rows)
    order = {name: at for at, name in reversed(list(enumerate(row.kecamatan for row in rows)))}
    cells: list[Sequence[object]] = []
    strong: set[int] = set()
    for kecamatan, group in groupby(sorted(rows, key=lambda row: order[row.kecamatan]), lambda row: row.kecamatan):
        members = list(group)
        for row in members:
            number = len(cells) - len(strong) + 1
            cells.append((number, row.kecamatan, row.kelurahan, *map(wording.number, row.counts), row.note))
        strong.add(len(cells))
        cells.append(("", "", f"Jumlah {kecamatan}", *_totals(members), ""))
    strong.add(len(cells))
    cells.append(("", "JUMLAH", "", *_totals(rows), ""))
    return Table(RECAP, rows_of(cells), frozenset(strong))


def grouped_table(rows: Iterable[RecapRow], by: str) -> Table:
    """The cells of a recapitulation by something else than places ("Usia"): one column names the group."""
    rows = list(rows)
    columns = (RECAP[0], replace(RECAP[2], title=by, share=RECAP[1].share + RECAP[2].share), *RECAP[3:])
    cells: list[Sequence[object]] = [
        (number, row.kelurahan, *map(wording.number, row.counts), row.note) for number, row in enumerate(rows, 1)
    ]
    return Table(columns, rows_of([*cells, ("", "JUMLAH", *_totals(rows), "")]), frozenset({len(cells)}))


def _totals(rows: Sequence[RecapRow]) -> list[str]:
    sums = (sum(column) for column in zip(*(row.counts for row in rows), strict=True)) if rows else (0, 0, 0, 0)
    return [wording.number(total) for total in sums]


def receipt_list(rows: Iterable[Row], delivery: Delivery, paper: str = "A4") -> Section:
    """Receipts as a list: a signature or thumb print for each row, signed Yang Menyerahkan, Mengetahui Lurah."""
    cells = (
        (at, row["name"], f"{mask(row.get('nik'))} {wording.in_fours(row.get('code'))}", address(row), row.get("packages") or 1, _zigzag(at), "")
        for at, row in enumerate(rows, start=1)
    )
    titles = ("DAFTAR TANDA TERIMA BANTUAN", _of_programme(delivery.programme), _of_point(delivery.point))
    signers = [replace(delivery.knows, role="Mengetahui,"), replace(delivery.giver, role="Yang Menyerahkan,")]
    return _list_across(RECEIPTS, cells, titles, delivery.office, signers, paper)


def attendance(
    people: Iterable[tuple[str, str]], event: Sequence[str], office: Letterhead, signer: Signer, *,
    blank: int = 0, paper: str = "A4",
) -> Section:
    """A daftar hadir: (name, office) rows, then `blank` empty ones. `event`: lines such as the day, place, occasion."""
    on = sheet(paper)
    known = [*people, *[("", "")] * blank]
    cells = ((at, name, place, _zigzag(at)) for at, (name, place) in enumerate(known, start=1))
    body = table(Table(ATTENDANCE, rows_of(cells)), on.left, on.inner, Style(10, least=10))
    return _section(on, office, ("DAFTAR HADIR", *event), body, [signer])


def register(
    body: Table, titles: Sequence[str], office: Letterhead, signer: Signer, dated: date, paper: str = "A4"
) -> Section:
    """A register of letters, landscape."""
    on = sheet(paper, across=True, **NARROW)
    return _section(on, office, titles, table(body, on.left, on.inner, Style(SMALL)), _dated(signer, office, dated))


def address(row: Row) -> str:
    """Jl. Contoh 1, RT 002/RW 001, the last part never broken over lines."""
    parts = [f"{label}{NO_BREAK}{row[key]}" for key, label in (("rt", "RT"), ("rw", "RW")) if row.get(key)]
    return ", ".join(filter(None, (row.get("address"), "/".join(parts))))


def _zigzag(at: int) -> str:
    """The number in the place to sign: odd at the left, even in the middle, so that signatures do not touch."""
    return f"{at}." if at % 2 else f"{NO_BREAK * 24}{at}."


def _of_programme(programme: Row) -> str:
    return f"{programme['name']} Tahun Anggaran {programme['year']}".upper()


def _of_point(point: Row) -> str:
    day = wording.weekday_date(point["date"]) if point.get("date") else ""
    return ", ".join(filter(None, (point.get("name"), point.get("address"), day)))


def _dated(signer: Signer, office: Letterhead, dated: date | None) -> list[Signer]:
    """The signer under a list, with place and date (by hand where there is none yet)."""
    day = wording.long_date(dated) if dated else "……………………………"
    return [replace(signer, role=f"{office.place}, {day}")]


def _list_across(
    columns: Sequence[Column], cells: Iterable[Sequence[object]], titles: Sequence[str], office: Letterhead,
    signers: Sequence[Signer], paper: str,
) -> Section:
    on = sheet(paper, across=True, **NARROW)
    body = table(Table(tuple(columns), rows_of(cells)), on.left, on.inner, Style(9, least=ROOM_TO_SIGN))
    return _section(on, office, titles, body, signers)


def _section(
    on: Sheet, office: Letterhead, titles: Sequence[str], body: list[Piece], signers: Sequence[Signer],
    restricted: bool = False,
) -> Section:
    """A list with its kop, titles, rows and one or two signatures."""
    pieces = [kop(office, on), *_headings(titles, on), *spaced(body, 3)]
    pieces = [*hold(pieces), *_closing(signers, on)]
    every = (*across(office, on.width, on.height), *(_restricted(on) if restricted else ()))
    return Section(on, flow(pieces, on), of_all, every)


def _closing(signers: Sequence[Signer], on: Sheet) -> list[Piece]:
    if len(signers) == 1:
        return signatures.signature(signers[0], on)
    return signatures.two_signatures(signers[0], signers[1], on)


def _headings(titles: Sequence[str], on: Sheet) -> list[Piece]:
    texts: list[Text] = [plain(title, bold=at == 0) for at, title in enumerate(titles) if title]
    pieces = [piece for text in texts for piece in paragraph(text, on.inner, on.left, 11, 5.2, align="center")]
    return [replace(piece, glued=True) for piece in spaced(pieces, 4)]


def _restricted(on: Sheet) -> tuple[Mark, ...]:
    """The security code of a list with personal data, at the upper right of each page (Ps. 61: T = terbatas)."""
    x = on.width - on.right - 30
    return (Frame(x, 7, 30, 6, 0.3), Words(x + 3.6, 11.2, "T – TERBATAS", "B", 9))
