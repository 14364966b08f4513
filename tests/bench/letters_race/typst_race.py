"""typst: one template over all receipts, a code as an SVG of one path."""

import json
from typing import Any

import race
import typst

TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set page("a4", margin: (left: 30mm, right: 20mm, top: 12mm, bottom: 10mm))
#set text(font: "Liberation Sans", size: 11pt)
#let head = grid(columns: (20mm, 1fr), column-gutter: 3mm,
  image(bytes(data.emblem), width: 20mm, format: "svg"),
  align(center)[#text(12pt, data.head.at(0)) \\ #text(16pt, weight: "bold", data.head.at(1)) \\
    #text(9pt, data.head.at(2)) \\ #text(9pt, data.head.at(3))])
#let sign(lines) = [#lines.at(0) \\ #lines.at(1) #v(22mm) #lines.slice(2).join(linebreak())]
#for receipt in data.receipts {
  head
  line(length: 100%, stroke: 0.9mm)
  v(8mm)
  align(center, text(14pt, weight: "bold")[TANDA TERIMA BANTUAN])
  v(6mm)
  data.sentence
  v(6mm)
  grid(columns: (36mm, 3mm, 1fr), row-gutter: 3mm, ..receipt.fields.map(((label, value)) => (
    label, ":", if label == "Nama" { strong(value) } else { value })).flatten())
  v(8mm)
  grid(columns: (1fr, 70mm), row-gutter: 8mm, sign(data.signers.at(0)), sign(data.signers.at(1)),
    [#image(bytes(receipt.svg), width: 25mm, format: "svg") #text(9pt, strong(receipt.code))], sign(data.signers.at(2)))
  pagebreak(weak: true)
}
"""
EMBLEM = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 24"><path fill="none" stroke="gray" d="M0 0H20V24H0Z"/></svg>'


def code_picture(text: str) -> str:
    size, runs = race.dark_runs(text)
    path = "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in runs)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{path}"/></svg>'


def receipts(data: dict[str, Any], count: int) -> bytes:
    drawn = [
        {"fields": list(receipt["fields"].items()), "code": receipt["code"], "svg": code_picture(receipt["code"])}
        for receipt in data["receipts"][:count]
    ]
    given = json.dumps({**{name: data[name] for name in ("head", "sentence", "signers")}, "receipts": drawn, "emblem": EMBLEM})
    return typst.compile(TEMPLATE.encode(), sys_inputs={"data": given}, font_paths=[data["fonts"]])


if __name__ == "__main__":
    race.run({"receipts": receipts})
