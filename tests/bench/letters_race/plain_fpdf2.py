"""fpdf2 as one would write it at first: cells, multi_cell, an image for each code. One document for all."""

from io import BytesIO
from typing import Any

import race
from fpdf import FPDF
from PIL import Image

from services.letters import qr


def code_picture(text: str) -> BytesIO:
    modules = qr.matrix(text)
    image = Image.new("1", (len(modules), len(modules)))
    image.putdata([0 if dark else 1 for row in modules for dark in row])
    out = BytesIO()
    image.resize((250, 250)).save(out, "PNG")
    out.seek(0)
    return out


def receipts(data: dict[str, Any], count: int) -> bytes:
    pdf = FPDF(format="A4")
    pdf.set_margins(30, 12, 20)
    pdf.set_auto_page_break(True, 25)
    for style, name in (("", "Regular"), ("B", "Bold")):
        pdf.add_font("liberation", style, f"{data['fonts']}/LiberationSans-{name}.ttf")
    for receipt in data["receipts"][:count]:
        one(pdf, data, receipt)
    return bytes(pdf.output())


def one(pdf: FPDF, data: dict[str, Any], receipt: dict[str, Any]) -> None:
    pdf.add_page()
    pdf.image(data["emblem"], 30, 12, 20)
    for text, size, style in zip(data["head"], (12, 16, 9, 9), ("", "B", "", ""), strict=True):
        pdf.set_font("liberation", style, size)
        pdf.set_x(53)
        pdf.multi_cell(137, size * 0.43, text, align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.set_line_width(0.9)
    pdf.line(30, 40, 190, 40)
    pdf.set_y(52)
    pdf.set_font("liberation", "B", 14)
    pdf.cell(0, 7, "TANDA TERIMA BANTUAN", align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("liberation", "", 11)
    pdf.ln(6)
    pdf.multi_cell(0, 5, data["sentence"], new_x="LMARGIN", new_y="NEXT")
    pdf.ln(6)
    for label, value in receipt["fields"].items():
        pdf.set_font("liberation", "", 11)
        pdf.cell(36, 6.6, label)
        pdf.cell(3, 6.6, ":")
        pdf.set_font("liberation", "B" if label == "Nama" else "", 11)
        pdf.multi_cell(0, 6.6, value, align="L", new_x="LMARGIN", new_y="NEXT")
    closing(pdf, data, receipt)


def closing(pdf: FPDF, data: dict[str, Any], receipt: dict[str, Any]) -> None:
    top = pdf.get_y() + 12
    pdf.set_font("liberation", "", 11)
    for (x, y), lines in zip(((30, top), (120, top), (120, top + 52)), data["signers"], strict=True):
        pdf.set_xy(x, y)
        pdf.multi_cell(70, 5, "\n".join(lines[:2]), align="L")
        pdf.set_xy(x, y + 36)
        pdf.multi_cell(70, 5, "\n".join(lines[2:]) or "(……………………………)", align="L")
    pdf.image(code_picture(receipt["code"]), 34, top + 54, 25)
    pdf.set_xy(34, top + 83)
    pdf.set_font("liberation", "B", 9)
    pdf.cell(60, 4, receipt["code"])


if __name__ == "__main__":
    race.run({"receipts": receipts})
