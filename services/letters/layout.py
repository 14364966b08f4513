"""A filled letter → pages → PDF, in the form of its kind (Permendagri 1/2023). Pure up to `render`.

What the kind decides (kop, order of the opening, roman numerals, place of the signature) is not in the template, so
that an editor of texts cannot break the form.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile
from typing import Any

from services.domain import pace, wording
from services.letters import signatures, tables
from services.letters.blocks import (
    Acknowledgement,
    Attachment,
    Block,
    Copies,
    Details,
    Heading,
    Item,
    Letter,
    Letterhead,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    TwoSignatures,
    join,
    plain,
)
from services.letters.canvas import Canvas
from services.letters.flow import Page, Sheet, flow, sheet
from services.letters.letterhead import TWO_LINES, across, kop, labelled, title
from services.letters.marks import BODY, LEADING, Mark, Piece, Rule, Slanted, Words, glue, hold, spaced
from services.letters.signatures import Verification
from services.letters.typeset import base, line_width, paragraph, place, wrap

INDENT = 10.0
FIRST_LINE = 12.5
BETWEEN = 1.6
ATTACHED = 95.0  # width of what a lampiran begins with: a long number on one line
NUMBER, ABOVE_KOP = 14.0, 9.0
TELAAHAN = {
    "kepada": "Yth.", "dari": "Dari", "tanggal": "Tanggal", "nomor": "Nomor", "lampiran": "Lampiran", "hal": "Hal",
}
TITLES = {
    "telaahan_staf": "TELAAHAN STAF", "berita_acara": "BERITA ACARA", "surat_pengantar": "SURAT PENGANTAR",
    "laporan": "LAPORAN",
}
SURAT = {"nomor": "Nomor", "sifat": "Sifat", "lampiran": "Lampiran", "hal": "Hal"}


@dataclass(frozen=True)
class Section:
    """Pages of one paper with their own numbering: `number` writes the page number from (page, pages), "" = none.

    The marks `every` stand on each page (TERBATAS).
    """

    sheet: Sheet
    pages: Sequence[Page]
    number: Callable[[int, int], str]
    every: tuple[Mark, ...] = ()


def from_second(page: int, pages: int) -> str:
    """The number of a letter's page: top centre from page 2 (Ps. 35)."""
    return str(page) if page > 1 else ""


def of_all(page: int, pages: int) -> str:
    """The number of a list's page: "2 / 23"."""
    return f"{page} / {pages}"


def render(sections: Iterable[Section], title: str, now: datetime, draft: bool) -> bytes:
    """The PDF of the sections, one after the other; a draft carries KONSEP on each page. Same input, same bytes."""
    canvas = Canvas(title, now)
    for section in sections:
        on, total = section.sheet, len(section.pages)
        for at, page in enumerate(section.pages, start=1):
            canvas.page(on)
            if draft:
                canvas.draw([Slanted(on.width / 2, on.height / 2, "KONSEP")])
            number = _page_number(section.number(at, total), on, ABOVE_KOP if at == 1 else NUMBER)
            canvas.draw((*section.every, *number))
            for placed in page:
                canvas.draw(placed.piece.marks, dy=placed.y)
                pace.step()
    return canvas.finish()


def _page_number(text: str, on: Sheet, y: float) -> tuple[Mark, ...]:
    if not text:
        return ()
    line = wrap(plain(text), on.inner)[0]
    return place(line, on.left + (on.inner - line_width(line, BODY)) / 2, y)


def compose(
    letter: Letter, office: Letterhead, verification: Verification | None = None, paraf: tuple[str, ...] = ()
) -> Section:
    """The pages of a letter."""
    on = sheet(letter.fields.get("kertas", "A4"))
    composer = _Composer(letter, on, verification)
    composer.add([kop(office, on)])
    for opening in OPENINGS[letter.kind]:
        composer.add(opening(letter, on))
    for block in letter.blocks:
        composer.block(block)
    composer.finish(paraf)
    return Section(on, flow(composer.pieces, on), from_second, across(office, on.width, on.height))


def _title(letter: Letter, on: Sheet) -> list[Piece]:
    return title(letter.fields.get("judul") or TITLES[letter.kind], on)


def _title_and_number(letter: Letter, on: Sheet) -> list[Piece]:
    heading = title(letter.fields.get("judul") or TITLES[letter.kind], on, underlined=letter.kind != "laporan")
    number = paragraph(plain(f"NOMOR : {letter.fields['nomor']}"), on.inner, on.left, align="center") if "nomor" in letter.fields else []
    return glue([*heading, *number, Piece(LEADING / 2)])


def _identity(labels: dict[str, str], gap: float) -> Callable[[Letter, Sheet], list[Piece]]:
    def block(letter: Letter, on: Sheet) -> list[Piece]:
        rows = [(label, letter.fields[name]) for name, label in labels.items() if name in letter.fields]
        return spaced(glue(labelled(rows, on)), gap)

    return block


def _line(letter: Letter, on: Sheet) -> list[Piece]:
    return [Piece(2, (Rule(on.left, 1, on.width - on.right, 1, 0.3),), gap=1)]


def _place_and_date(letter: Letter, on: Sheet) -> list[Piece]:
    text = plain(letter.fields.get("tempat_tanggal", ""))
    x = on.width - on.right - signatures.COLUMN
    return spaced(paragraph(text, signatures.COLUMN, x, align="left"), TWO_LINES)


def _addressee(letter: Letter, on: Sheet) -> list[Piece]:
    pieces = paragraph(plain(f"Yth. {letter.fields.get('kepada', '')}"), 95, on.left, align="left")
    if letter.fields.get("di"):
        pieces += paragraph(plain("di"), 95, on.left, align="left")
        pieces += paragraph(plain(letter.fields["di"]), 87, on.left + 8, align="left")
    return spaced(glue([*pieces, Piece(LEADING / 2)]), LEADING)


def attached_to(letter: Letter) -> dict[str, str]:
    """Number and date of the letter that a lampiran belongs to; by hand where they are not given yet."""
    _, _, dated = letter.fields.get("tempat_tanggal", "").partition(", ")
    return {"Nomor": letter.fields.get("nomor", ""), "Tanggal": letter.fields.get("tanggal", dated)}


Opening = Callable[[Letter, Sheet], list[Piece]]
OPENINGS: dict[str, tuple[Opening, ...]] = {
    "telaahan_staf": (_title, _identity(TELAAHAN, LEADING), _line),
    "surat_dinas": (_place_and_date, _identity(SURAT, 0), _addressee),
    "berita_acara": (_title_and_number,),
    "surat_pengantar": (_place_and_date, _addressee, _title_and_number),
    "laporan": (_title_and_number,),
}


class _Composer:
    """Turns blocks into pieces; knows what stands before, for numbers, indents and what must stay together."""

    def __init__(self, letter: Letter, on: Sheet, verification: Verification | None):
        self.letter, self.on, self.verification = letter, on, verification
        self.pieces: list[Piece] = []
        self.sections = 0
        self.begins_page = False
        own = takewhile(lambda block: not isinstance(block, Attachment), letter.blocks)
        closing = [block for block in own if isinstance(block, Signature | Acknowledgement)]
        self.coded = closing[-1] if closing else None

    @property
    def indent(self) -> float:
        return INDENT if self.sections else 0

    def add(self, pieces: list[Piece]) -> None:
        if pieces and self.begins_page:
            pieces = [replace(pieces[0], new_page=True), *pieces[1:]]
            self.begins_page = False
        self.pieces += pieces

    def block(self, block: Block) -> None:
        WRITERS[type(block)](self, block)

    def finish(self, paraf: tuple[str, ...]) -> None:
        if self.verification and not self.coded:
            self.hold()
            self.add(signatures.code_alone(self.verification, self.on))
        if paraf:
            self.hold()
            self.add(signatures.initials(paraf, self.on))

    def hold(self) -> None:
        """What comes next stays with the last two lines."""
        self.pieces = hold(self.pieces)

    def _heading(self, block: Heading) -> None:
        self.sections += 1
        number = f"{wording.roman(self.sections)}."
        text = tuple(Run(run.text, True) for run in block.text)
        first, *rest = paragraph(text, self.on.inner - INDENT, self.on.left + INDENT, align="left")
        mark = Words(self.on.left, base(LEADING, BODY), number, "B")
        pieces = spaced([replace(first, marks=(mark, *first.marks)), *rest], LEADING * 0.6)
        self.add([replace(piece, glued=True) for piece in pieces])

    def _paragraph(self, block: Paragraph) -> None:
        if not join(block.text).strip():
            return
        x = self.on.left + self.indent
        first = 0 if self.sections else FIRST_LINE
        self.add(spaced(paragraph(block.text, self.on.inner - self.indent, x, first=first), BETWEEN))

    def _item(self, block: Item) -> None:
        x = self.indent + (8 if block.level else 0)
        most = self.on.inner - x - 8
        first, *rest = paragraph(block.text, most, self.on.left + x + 8)
        mark = Words(self.on.left + x, base(LEADING, BODY), "–" if block.mark == "-" else block.mark)
        self.add(spaced([replace(first, marks=(mark, *first.marks)), *rest], BETWEEN / 2))

    def _details(self, block: Details) -> None:
        x = self.indent + (8 if block.mark else FIRST_LINE)
        pieces = labelled([(label, join(text)) for label, text in block.rows], self.on, x, label=39)
        if block.mark and pieces:
            mark = Words(self.on.left + self.indent, base(LEADING, BODY), block.mark)
            pieces[0] = replace(pieces[0], marks=(mark, *pieces[0].marks))
        self.add(spaced(glue(pieces), BETWEEN))

    def _table(self, block: Table) -> None:
        pieces = tables.table(block, self.on.left + self.indent, self.on.inner - self.indent)
        self.add([*spaced(pieces, 2.5), Piece(2)])

    def _page_break(self, block: PageBreak) -> None:
        self.begins_page = True

    def _attachment(self, block: Attachment) -> None:
        """Whose lampiran it is stands at the right, its title below; its sections count anew."""
        self.begins_page, self.sections = True, 0
        x = self.on.inner - ATTACHED
        head = paragraph(plain("Lampiran"), ATTACHED, self.on.left + x, align="left")
        rows = labelled(list(attached_to(self.letter).items()), self.on, x, ATTACHED, label=18)
        self.add(glue([*head, *rows, *title(join(block.text), self.on), Piece(LEADING)]))

    def _copies(self, block: Copies) -> None:
        if self.letter.copies:
            self.hold()
            self.add(signatures.copies(self.letter.copies, self.on))

    def _code_for(self, block: Block) -> Verification | None:
        return self.verification if block is self.coded else None

    def _signature(self, block: Any) -> None:
        self.hold()
        self.add(signatures.signature(block.signer, self.on, self._code_for(block)))

    def _two_signatures(self, block: Any) -> None:
        self.hold()
        self.add(signatures.two_signatures(block.left, block.right, self.on))

    def _acknowledgement(self, block: Any) -> None:
        self.hold()
        self.add(signatures.acknowledgement(block.signer, self.on, self._code_for(block)))


WRITERS: dict[type, Callable[[_Composer, Any], None]] = {
    Heading: _Composer._heading,
    Paragraph: _Composer._paragraph,
    Item: _Composer._item,
    Details: _Composer._details,
    Table: _Composer._table,
    PageBreak: _Composer._page_break,
    Attachment: _Composer._attachment,
    Copies: _Composer._copies,
    Signature: _Composer._signature,
    TwoSignatures: _Composer._two_signatures,
    Acknowledgement: _Composer._acknowledgement,
}
