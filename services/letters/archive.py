"""The cover of an archive bundle: a label to cut out for the box, and the list of what lies in it. Pure.

No national form is prescribed in detail; the columns are this project's proposal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.domain import wording
from services.letters.blocks import Column, Letterhead, Table, plain
from services.letters.flow import Sheet, flow, sheet
from services.letters.layout import Section, from_second
from services.letters.letterhead import across, centred, kop, labelled, title
from services.letters.marks import Frame, Mark, Piece, Rule, spaced
from services.letters.tables import Style, rows_of, table
from services.letters.typeset import place, shorten

LABEL_HEIGHT = 62.0
CONTENTS = (
    Column("No.", "right", 10), Column("Naskah", "left", 49), Column("Nomor", "left", 59), Column("Tanggal", "left", 32),
    Column("Asli/salinan", "left", 20),
)


@dataclass(frozen=True)
class Filed:
    """A paper in the bundle; `kept` is "Asli", "Salinan" or "Softcopy"."""

    name: str
    number: str = ""
    dated: date | None = None
    kept: str = ""


@dataclass(frozen=True)
class Bundle:
    """A bundle: whose it is, where it stands, and the year in which its personal data are to be destroyed."""

    title: str
    year: int
    classification: str
    unit: str
    place: str
    kept_until: int | None
    papers: tuple[Filed, ...]


def compose(bundle: Bundle, office: Letterhead, paper: str = "A4") -> Section:
    """The label, a line to cut along, and the contents; a long list takes further pages."""
    on = sheet(paper)
    cut = Piece(14, (Rule(on.left, 6, on.width - on.right, 6, 0.15, 2),))
    pieces = [_label(bundle, office, on), cut, kop(office, on), *title("DAFTAR ISI BERKAS", on)]
    pieces += spaced(labelled(_facts(bundle), on, label=44), 4)
    pieces += spaced(table(Table(CONTENTS, rows_of(_rows(bundle.papers))), on.left, on.inner, Style(10)), 4)
    return Section(on, flow(pieces, on), from_second, across(office, on.width, on.height))


def _facts(bundle: Bundle) -> list[tuple[str, str]]:
    until = f"akhir tahun {bundle.kept_until}" if bundle.kept_until else ""
    facts = {
        "Program": bundle.title, "Tahun anggaran": str(bundle.year), "Kode klasifikasi": bundle.classification,
        "Unit pengolah": bundle.unit, "Tempat simpan": bundle.place, "Data pribadi sampai": until,
    }
    return [(label, value) for label, value in facts.items() if value]


def _rows(papers: Iterable[Filed]) -> Iterable[tuple[object, ...]]:
    for number, paper in enumerate(papers, start=1):
        yield number, paper.name, paper.number, wording.long_date(paper.dated) if paper.dated else "", paper.kept


def _label(bundle: Bundle, office: Letterhead, on: Sheet) -> Piece:
    """What is read from a few steps away: classification, programme and year in large letters."""
    left, most = on.left, on.inner
    marks: list[Mark] = [Frame(left, 0, most, LABEL_HEIGHT, 0.6)]
    rows = ((f"{office.lines[1]} {office.city}".upper(), 4, 11.0, 1), (bundle.title.upper(), 13, 20.0, 2))
    for text, y, size, count in rows:
        marks += [mark for line in centred(text, left + 4, most - 8, y, size, "B", count) for mark in line]
    marks += [mark for line in centred(f"TAHUN ANGGARAN {bundle.year}", left, most, 32, 14, "B") for mark in line]
    marks.append(Rule(left, 42, left + most, 42, 0.3))
    for at, text in enumerate((f"Kode {bundle.classification} · {bundle.unit}", bundle.place)):
        marks += place(shorten(plain(text), most - 8, 12, 1)[0], left + 4, 49 + at * 7, 12)
    return Piece(LABEL_HEIGHT, tuple(marks))
