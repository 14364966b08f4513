"""reportlab with its canvas: what never changes is a form used on every page, a code is one path. BNBA by platypus."""

from io import BytesIO
from typing import Any

import race
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

HEIGHT = A4[1]
LEFT, TOP = 30, 95


def add_fonts(data: dict[str, Any]) -> None:
    for name in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(name, f"{data['fonts']}/LiberationSans-{name}.ttf"))


def receipts(data: dict[str, Any], count: int) -> bytes:
    add_fonts(data)
    out = BytesIO()
    page = Canvas(out, pagesize=A4, pageCompression=1)
    page.beginForm("fixed")
    fixed(page, data)
    page.endForm()
    for receipt in data["receipts"][:count]:
        page.doForm("fixed")
        values(page, receipt)
        page.showPage()
    page.save()
    return out.getvalue()


def write(page: Canvas, x: float, y: float, text: str, font: str = "Regular", size: float = 11) -> None:
    page.setFont(font, size)
    page.drawString(x * mm, HEIGHT - y * mm, text)


def fixed(page: Canvas, data: dict[str, Any]) -> None:
    page.drawImage(data["emblem"], LEFT * mm, HEIGHT - 36 * mm, 20 * mm, 24 * mm)
    for at, (text, size) in enumerate(zip(data["head"], (12, 16, 9, 9), strict=True)):
        page.setFont("Bold" if at == 1 else "Regular", size)
        page.drawCentredString(121.5 * mm, HEIGHT - (16 + at * 5.5) * mm, text)
    page.setLineWidth(0.9 * mm)
    page.line(LEFT * mm, HEIGHT - 40 * mm, 190 * mm, HEIGHT - 40 * mm)
    page.setFont("Bold", 14)
    page.drawCentredString(110 * mm, HEIGHT - 56 * mm, "TANDA TERIMA BANTUAN")
    for at, line in enumerate(simpleSplit(data["sentence"], "Regular", 11, 160 * mm)):
        write(page, LEFT, 70 + at * 5, line)
    for at, label in enumerate(data["receipts"][0]["fields"]):
        write(page, LEFT, TOP + at * 6.6, label)
        write(page, LEFT + 36, TOP + at * 6.6, ":")
    for (x, y), lines in zip(((30, 170), (120, 170), (120, 222)), data["signers"], strict=True):
        for at, line in enumerate(lines):
            write(page, x, y + at * 5 + (26 if at > 1 else 0), line)


def values(page: Canvas, receipt: dict[str, Any]) -> None:
    for at, (label, value) in enumerate(receipt["fields"].items()):
        font = "Bold" if label == "Nama" else "Regular"
        for down, line in enumerate(simpleSplit(value, font, 11, 121 * mm)):
            write(page, LEFT + 39, TOP + at * 6.6 + down * 4, line, font)
    size, runs = race.dark_runs(receipt["code"])
    module = 25 * mm / size
    path = page.beginPath()
    for x, y, length in runs:
        path.rect(34 * mm + x * module, HEIGHT - 249 * mm + (size - 1 - y) * module, length * module, module)
    page.drawPath(path, stroke=0, fill=1)
    write(page, 34, 254, receipt["code"], "Bold", 9)


def bnba(data: dict[str, Any], count: int) -> bytes:
    add_fonts(data)
    out = BytesIO()
    small = ParagraphStyle("small", fontName="Regular", fontSize=8, leading=9.5)
    bold = ParagraphStyle("bold", parent=small, fontName="Bold", alignment=1)
    shares = [share for _, share in data["columns"]]
    widths = [share * 262 / sum(shares) * mm for share in shares]
    rows = [[Paragraph(title, bold) for title, _ in data["columns"]]]
    rows += [[Paragraph(cell, small) for cell in row] for row in data["rows"][:count]]
    table = LongTable(rows, widths, repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]))

    def number(page: Canvas, document: SimpleDocTemplate) -> None:
        page.setFont("Regular", 12)
        page.drawCentredString(148 * mm, 200 * mm, str(document.page))

    SimpleDocTemplate(out, pagesize=landscape(A4)).build([table], onFirstPage=number, onLaterPages=number)
    return out.getvalue()


if __name__ == "__main__":
    race.run({"receipts": receipts, "bnba": bnba})
