"""A letter as DOCX, for offices that correct drafts in Word. From the same blocks as the PDF; never read back.

A draft to be corrected, not a second printing path: the PDF is what is signed. The only python-docx import.
"""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from services.domain import wording
from services.letters.blocks import (
    Acknowledgement,
    Align,
    Attachment,
    Copies,
    Details,
    Heading,
    Item,
    Letter,
    Letterhead,
    PageBreak,
    Paragraph,
    Signature,
    Signer,
    Table,
    Text,
    TwoSignatures,
    plain,
)
from services.letters.flow import sheet
from services.letters.layout import ATTACHED, SURAT, TELAAHAN, TITLES, attached_to
from services.letters.tables import edges
from services.letters.typeset import clean

FONT = "Arial"
TABLE_SIZE = 10  # smaller than the columns are made for: Word pads its cells more
NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
SIDES: dict[Align, Any] = {
    "left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
BLANK_NAME = "(……………………………………)"
DRAFT = "Konsep untuk dikoreksi. Yang ditandatangani ialah cetakan PDF dari panel."


def letter(made: Letter, office: Letterhead, now: datetime) -> bytes:
    """The DOCX of a filled letter. Same input, same text; the file's own time stamps are `now`."""
    writer = _Writer(made, office)
    writer.head()
    for opening in OPENINGS[made.kind]:
        opening(writer)
    for block in made.blocks:
        WRITERS[type(block)](writer, block)
    return writer.finish(now)


class _Writer:
    """Adds to the document block by block; knows how many sections there were, for their roman numbers."""

    def __init__(self, made: Letter, office: Letterhead):
        self.made, self.office, self.sections = made, office, 0
        self.document = Document()
        on = sheet(made.fields.get("kertas", "A4"))
        page = self.document.sections[0]
        page.page_width, page.page_height = Mm(on.width), Mm(on.height)
        page.left_margin, page.right_margin = Mm(on.left), Mm(on.right)
        page.top_margin, page.bottom_margin = Mm(on.top), Mm(on.bottom)
        self.inner = on.inner
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(12)
        normal.paragraph_format.space_after = Pt(0)
        page.footer.paragraphs[0].text = " – ".join(filter(None, (office.across, DRAFT)))
        page.footer.paragraphs[0].runs[0].font.size = Pt(8)

    def finish(self, now: datetime) -> bytes:
        about = self.document.core_properties
        about.title = _sound(self.made.fields.get("hal") or self.made.fields.get("judul", ""))[:255]
        about.author, about.language = "", "id"
        about.created = about.modified = now
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()

    def text(self, text: Text, place: Any = None, size: float = 0, align: Align | None = None) -> Any:
        """A paragraph in the document or in a cell; without `align` it is justified."""
        paragraph = (place or self.document).add_paragraph()
        for run in text:
            added = paragraph.add_run(_sound(run.text))
            added.bold = run.bold
            if size:
                added.font.size = Pt(size)
        paragraph.alignment = SIDES[align] if align else WD_ALIGN_PARAGRAPH.JUSTIFY
        return paragraph

    def head(self) -> None:
        """The letterhead: 12 : 16, small address lines, one line below. The emblem is printed by the PDF only."""
        government, agency = self.office.lines
        self.text(plain(government.upper()), align="center")
        self.text(plain(agency.upper(), bold=True), size=16, align="center")
        for line in self.office.address:
            last = self.text(plain(line), size=9, align="center")
        _line_below(last if self.office.address else self.document.paragraphs[-1])

    def title(self) -> None:
        title = self.made.fields.get("judul") or TITLES[self.made.kind]
        self.text(plain(title, bold=True), align="center").paragraph_format.space_before = Pt(18)

    def number(self) -> None:
        if "nomor" in self.made.fields:
            number = self.text(plain(f"NOMOR : {self.made.fields['nomor']}"), align="center")
            number.paragraph_format.space_after = Pt(12)

    def identity(self, labels: dict[str, str]) -> None:
        """Yth., Dari, Tanggal … with hanging values."""
        rows = [(label, plain(self.made.fields[name])) for name, label in labels.items() if name in self.made.fields]
        self.labelled(rows, 22)
        self.document.add_paragraph()

    def labelled(self, rows: Sequence[tuple[str, Text]], label: float, indent: float = 0) -> None:
        for name, value in rows:
            paragraph = self.text((*plain(f"{name}\t:\t"), *value), align="left")
            style = paragraph.paragraph_format
            style.left_indent, style.first_line_indent = Mm(indent + label + 4), Mm(-label - 4)
            style.tab_stops.add_tab_stop(Mm(indent + label))
            style.tab_stops.add_tab_stop(Mm(indent + label + 4))

    def place_and_date(self) -> None:
        text = plain(self.made.fields.get("tempat_tanggal", ""))
        paragraph = self.text(text, align="left")
        paragraph.paragraph_format.left_indent = Mm(self.inner - 78)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(12)

    def addressee(self) -> None:
        to, place = self.made.fields.get("kepada", ""), self.made.fields.get("di")
        for line in (f"Yth. {to}", *(("di", f"    {place}") if place else ())):
            self.text(plain(line), align="left").paragraph_format.right_indent = Mm(self.inner - 95)
        self.document.add_paragraph()

    def heading(self, block: Heading) -> None:
        self.sections += 1
        words = "".join(run.text for run in block.text)
        paragraph = self.text(plain(f"{wording.roman(self.sections)}.\t{words}", bold=True), align="left")
        style = paragraph.paragraph_format
        style.left_indent, style.first_line_indent, style.space_before = Mm(10), Mm(-10), Pt(8)
        style.keep_with_next = True

    def paragraph(self, block: Paragraph) -> None:
        style = self.text(block.text).paragraph_format
        style.space_after = Pt(4)
        if self.sections:
            style.left_indent = Mm(10)
        else:
            style.first_line_indent = Mm(12.5)

    def item(self, block: Item) -> None:
        mark = "–" if block.mark == "-" else block.mark
        style = self.text((*plain(f"{mark}\t"), *block.text)).paragraph_format
        indent = (10 if self.sections else 0) + (8 if block.level else 0) + 8
        style.left_indent, style.first_line_indent, style.space_after = Mm(indent), Mm(-8), Pt(2)

    def details(self, block: Details) -> None:
        rows = [(f"{block.mark} {label}" if at == 0 and block.mark else label, text)
                for at, (label, text) in enumerate(block.rows)]
        self.labelled(rows, 39, 12.5)

    def table(self, block: Table) -> None:
        rows = ([plain(column.title, bold=True) for column in block.columns], *block.rows)
        made = self.document.add_table(len(rows), len(block.columns))
        made.style, made.alignment, made.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
        widths = [Mm(end - start) for start, end in pairwise(edges(block, 0, self.inner, 12))]
        for line, width in zip(made.columns, widths, strict=True):
            line.width = width  # LibreOffice goes by these, Word by the cells
        for at, (cells, row) in enumerate(zip(rows, made.rows, strict=True)):
            for column, text, cell, width in zip(block.columns, cells, row.cells, widths, strict=True):
                cell.width = width
                strong = at == 0 or at - 1 in block.strong
                shown = plain("".join(run.text for run in text), bold=True) if strong else text
                self.text(shown, cell, TABLE_SIZE, "center" if at == 0 else column.align)
                cell._tc.remove(cell.paragraphs[0]._p)
        _repeat(made.rows[0])
        self.document.add_paragraph()

    def signature(self, block: Any) -> None:
        self._signers([None, block.signer])

    def two_signatures(self, block: TwoSignatures) -> None:
        self._signers([block.left, block.right])

    def acknowledgement(self, block: Any) -> None:
        self.text(plain("Mengetahui,"), align="center").paragraph_format.space_before = Pt(12)
        for line in _signing(block.signer):
            self.text(plain(line), align="center")

    def _signers(self, signers: Sequence[Any]) -> None:
        """Signers beside each other in a table without lines, which Word keeps on one page with the text before it."""
        for paragraph in self.document.paragraphs[-2:]:
            paragraph.paragraph_format.keep_with_next = True
        row = self.document.add_table(1, len(signers)).rows[0]
        for signer, cell in zip(signers, row.cells, strict=True):
            for line in _signing(signer) if signer else ():
                self.text(plain(line), cell, align="left").paragraph_format.keep_with_next = True
        _keep_whole(row)

    def copies(self, _block: Copies) -> None:
        if self.made.copies:
            self.text(plain("Tembusan:"), align="left").paragraph_format.space_before = Pt(12)
        for number, name in enumerate(self.made.copies, start=1):
            self.text(plain(f"{number}. {name}"), align="left")

    def attachment(self, block: Attachment) -> None:
        self.sections = 0
        self.document.add_page_break()
        rows = [(label, plain(value)) for label, value in attached_to(self.made).items()]
        self.text(plain("Lampiran"), align="left").paragraph_format.left_indent = Mm(self.inner - ATTACHED)
        self.labelled(rows, 18, self.inner - ATTACHED)
        words = "".join(run.text for run in block.text)
        style = self.text(plain(words, bold=True), align="center").paragraph_format
        style.space_before = style.space_after = Pt(12)

    def page_break(self, _block: PageBreak) -> None:
        self.document.add_page_break()


def _sound(text: str) -> str:
    """The text as XML can hold it; tabs stay, they part a label from its value."""
    return NOT_IN_XML.sub("", "\t".join(map(clean, text.split("\t"))))


def _signing(signer: Signer) -> list[str]:
    """Role and office, room to sign, name with rank and NIP."""
    above = [line for line in (signer.role, f"{signer.office}," if signer.office else "") if line]
    return [*above, "", "", "", "", signer.name or BLANK_NAME, *signer.below_name]


def _line_below(paragraph: Any) -> None:
    """The black line of the letterhead."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "4"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:tabs", "w:spacing", "w:ind", "w:jc")


def _repeat(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


Opening = Callable[[_Writer], None]
OPENINGS: dict[str, tuple[Opening, ...]] = {
    "telaahan_staf": (_Writer.title, lambda writer: writer.identity(TELAAHAN)),
    "surat_dinas": (_Writer.place_and_date, lambda writer: writer.identity(SURAT), _Writer.addressee),
    "berita_acara": (_Writer.title, _Writer.number),
    "surat_pengantar": (_Writer.place_and_date, _Writer.addressee, _Writer.title, _Writer.number),
    "laporan": (_Writer.title, _Writer.number),
}
WRITERS: dict[type, Callable[[_Writer, Any], None]] = {
    Heading: _Writer.heading,
    Paragraph: _Writer.paragraph,
    Item: _Writer.item,
    Details: _Writer.details,
    Table: _Writer.table,
    PageBreak: _Writer.page_break,
    Attachment: _Writer.attachment,
    Copies: _Writer.copies,
    Signature: _Writer.signature,
    TwoSignatures: _Writer.two_signatures,
    Acknowledgement: _Writer.acknowledgement,
}
