"""The lembar disposisi, to be filled by hand (Permendagri 1/2023, Lampiran II). Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from services.domain import wording
from services.letters.blocks import Letterhead, plain
from services.letters.flow import Placed, Sheet, sheet
from services.letters.layout import Section, from_second
from services.letters.letterhead import across, kop, title
from services.letters.marks import Frame, Mark, Piece, Rule, Words
from services.letters.signatures import QUIET, Verification, code_marks
from services.letters.typeset import place, shorten

SIZE = 10.0
STEP = 6.5
PAD = 2.5
LABEL = 22.0
LINE = 0.4
NATURES = ("Sangat segera", "Segera", "Rahasia")
REQUESTS = ("Tanggapan dan Saran", "Proses lebih lanjut", "Koordinasi/konfirmasikan", "……………………………")
ANSWERS = ("Setuju", "Setuju dengan catatan", "Dikembalikan", "Ditolak")


@dataclass(frozen=True)
class Incoming:
    """The letter that the sheet accompanies; what is empty is written by hand."""

    sender: str
    about: str
    number: str = ""
    dated: date | None = None
    received: date | None = None
    agenda: str = ""
    forward_to: Sequence[str] = field(default=("Sekretaris Daerah", "Kepala Dinas Sosial"))


def compose(
    letter: Incoming, position: str, office: Letterhead, verification: Verification, paper: str = "A4"
) -> Section:
    """The sheet on one page, with the short code by which the panel finds the disposition again.

    `position`: who fills it in ("Wali Kota Banjarbaru"). Besides the national form it has boxes for the answer.
    """
    on = sheet(paper)
    head = kop(office, on)
    heading = title("LEMBAR DISPOSISI", on)
    y = on.top + head.height + 4
    placed = [Placed(on.top, head), *(Placed(y, piece) for piece in heading[:1])]
    top = y + heading[0].height + 3
    page = (*placed, Placed(top, Piece(0, _form(letter, position, verification, on))))
    return Section(on, [page], from_second, across(office, on.width, on.height))


def _form(letter: Incoming, position: str, verification: Verification, on: Sheet) -> tuple[Mark, ...]:
    left, width, half = on.left, on.inner, on.inner / 2
    middle, x = left + half, left + PAD
    rows = (30.0, 16.0, 44.0, 26.0, 46.0, 48.0)
    tops = [sum(rows[:at]) for at in range(len(rows))]
    marks: list[Mark] = [Frame(left, 0, width, sum(rows), LINE)]
    marks += [Rule(left, y, left + width, y, 0.3) for y in tops[1:]]
    marks += [Rule(middle, tops[at], middle, tops[at] + rows[at], 0.3) for at in (0, 2, 5)]
    marks += _pairs({
        "Surat dari": letter.sender, "No. Surat": letter.number, "Tgl. Surat": _day(letter.dated),
    }, x, tops[0], half)
    received = {"Diterima Tgl": _day(letter.received), "No. Agenda": letter.agenda, "Sifat": ""}
    marks += _pairs(received, middle + PAD, tops[0], half)
    marks += _boxes(NATURES, middle + PAD, tops[0] + 3 * STEP, across=28, size=8.5)
    marks += _pairs({"Hal": letter.about}, x, tops[1], width, lines=2)
    marks += [_words("Diteruskan kepada Sdr.:", x, tops[2]), _words("Dengan hormat harap:", middle + PAD, tops[2])]
    marks += _boxes((*letter.forward_to[:4], "……………………………"), x, tops[2] + STEP)
    marks += _boxes(REQUESTS, middle + PAD, tops[2] + STEP)
    marks.append(_words("Keputusan:", x, tops[3]))
    marks += [*_boxes(ANSWERS[:2], x, tops[3] + STEP), *_boxes(ANSWERS[2:], middle + PAD, tops[3] + STEP)]
    marks.append(_words("Catatan:", x, tops[4]))
    marks += code_marks(verification, left + QUIET + LINE, tops[5] + LINE)
    marks += place(shorten(plain(f"{position},"), half - 2 * PAD, SIZE, 1)[0], middle + PAD, tops[5] + 5.5, SIZE)
    marks.append(_words("Paraf dan tanggal:", middle + PAD, tops[5] + 10))
    marks.append(_words("Nama:", middle + PAD, tops[5] + 36))
    return tuple(marks)


def _day(value: date | None) -> str:
    return wording.long_date(value) if value else ""


def _words(text: str, x: float, top: float, size: float = SIZE) -> Words:
    return Words(x, top + 5.5, text, size=size)


def _pairs(pairs: Mapping[str, str], x: float, top: float, most: float, lines: int = 1) -> list[Mark]:
    """Labels and values, each cut to what the form has room for."""
    marks: list[Mark] = []
    for label, value in pairs.items():
        marks += [_words(label, x, top), _words(":", x + LABEL, top)]
        for at, line in enumerate(shorten(plain(value), most - LABEL - 2 * PAD - 2, SIZE, lines)):
            marks += place(line, x + LABEL + 2, top + 5.5 + at * 5, SIZE)
        top += STEP
    return marks


def _boxes(labels: Sequence[str], x: float, top: float, across: float = 0, size: float = SIZE) -> list[Mark]:
    """Boxes to tick, below each other or beside each other; drawn, as the font has no ☐."""
    marks: list[Mark] = []
    for at, label in enumerate(labels):
        left, y = x + at * across, top + (0 if across else at * STEP)
        marks.append(Frame(left, y + 2.6, 3.2, 3.2, 0.3))
        if label:
            marks += place(shorten(plain(label), across - 5 if across else 68, size, 1)[0], left + 5, y + 5.5, size)
    return marks
