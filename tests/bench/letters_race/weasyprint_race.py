"""weasyprint: one HTML of all receipts, a code as an SVG."""

from base64 import b64encode
from html import escape
from typing import Any

import race
from weasyprint import HTML

STYLE = """
@page { size: A4; margin: 12mm 20mm 10mm 30mm }
body { font: 11pt "Liberation Sans"; margin: 0 } article { break-after: page; position: relative }
header { text-align: center; border-bottom: .9mm solid; padding-bottom: 2mm; min-height: 24mm }
header img { float: left; width: 20mm } header b { font-size: 16pt } small { font-size: 9pt }
h1 { font-size: 14pt; text-align: center } td { padding: .8mm 0; vertical-align: top } td:first-child { width: 36mm }
p img { width: 25mm }
.sign { float: right; width: 70mm; margin-bottom: 8mm } .left { float: left } .room { height: 22mm }
"""


def code_picture(text: str) -> str:
    size, runs = race.dark_runs(text)
    path = "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in runs)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{path}"/></svg>'
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def sign(lines: list[str], place: str) -> str:
    above, below = "<br>".join(map(escape, lines[:2])), "<br>".join(map(escape, lines[2:]))
    return f'<div class="sign {place}">{above}<div class="room"></div>{below}</div>'


def one(data: dict[str, Any], receipt: dict[str, Any]) -> str:
    government, agency, *address = map(escape, data["head"])
    rows = "".join(f"<tr><td>{label}<td>:<td>{escape(value)}" for label, value in receipt["fields"].items())
    taker, giver, knows = data["signers"]
    return (
        f'<article><header><img src="file://{data["emblem"]}">{government}<br><b>{agency}</b><br>'
        f'<small>{"<br>".join(address)}</small></header><h1>TANDA TERIMA BANTUAN</h1><p>{escape(data["sentence"])}</p>'
        f'<table>{rows}</table><br>{sign(taker, "left")}{sign(giver, "")}{sign(knows, "")}'
        f'<p><img src="{code_picture(receipt["code"])}"><br><b>{receipt["code"]}</b></p></article>'
    )


def receipts(data: dict[str, Any], count: int) -> bytes:
    body = "".join(one(data, receipt) for receipt in data["receipts"][:count])
    return HTML(string=f"<style>{STYLE}</style>{body}").write_pdf()


if __name__ == "__main__":
    race.run({"receipts": receipts})
