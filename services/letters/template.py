"""A letter from its template and data: text → blocks → filled blocks. Pure.

The template is parsed before anything is filled in, so a value that holds `#`, `**`, `{{` or `<script>` stays
literal text. Every fault and every missing value is reported at once, with its line.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from services.errors import BadInput, Problem
from services.letters import expressions
from services.letters.blocks import (
    Acknowledgement,
    Attachment,
    Block,
    DataTable,
    DataText,
    Details,
    Heading,
    Item,
    Letter,
    Paragraph,
    Run,
    Signature,
    Signer,
    Table,
    Text,
    TwoSignatures,
    plain,
)
from services.letters.expressions import Expression, ExpressionFault, suggest
from services.letters.grammar import ITEM, MOST_FAULTS, PLACEHOLDER, Line, Template, fault, holes, parse

__all__ = ["Template", "fill", "parse", "placeholders"]


DATED_BELOW = ("laporan",)  # kinds whose place and date stand above the signature, not below the kop


def placeholders(template: Template) -> list[tuple[int, Expression]]:
    """The (line, expression) of every placeholder, top to bottom: for the list beside the editor."""
    found: list[tuple[int, Expression]] = []
    for line in (*template.fields.values(), *template.copies):
        found += holes(line.text, line.number)
    for number, block in template.body:
        if isinstance(block, DataText):
            found.append((number, expressions.read(block.expression)))
        for start, source in _sources(number, block):
            found += holes(source, start)
    return sorted(found, key=lambda hole: hole[0])


def _sources(number: int, block: Block) -> list[tuple[int, str]]:
    """The texts of a block with the line each begins in."""
    if isinstance(block, Heading | Paragraph | Item | Attachment):
        return [(number, "".join(run.text for run in block.text))]
    if isinstance(block, Details):
        return [(number + at, run.text) for at, (_, text) in enumerate(block.rows, start=1) for run in text]
    if isinstance(block, Table):
        return [(number + at, run.text) for at, row in enumerate(block.rows, start=2) for text in row for run in text]
    return []


def fill(template: Template, data: Mapping[str, Any], signers: Mapping[str, Signer]) -> Letter:
    """The letter with its values in place.

    `data`: plain dicts; tables (`::: tabel paket`) under `data["tabel"]` as blocks.Table. `signers`: officials by the
    key the template uses; their names are placeholders too (`{{ pihak_kedua.nama }}`).
    Raises BadInput with every missing value, unknown name and unknown official.
    """
    filler = _Filler({**{key: signer.outside() for key, signer in signers.items()}, **data}, signers)
    filler.default_signer = template.field("penanda_tangan")
    fields = {name: filler.string(line) for name, line in template.fields.items()}
    if fields["jenis"] in DATED_BELOW:
        filler.above_signer = fields.get("tempat_tanggal", "")
    copies = tuple(filler.string(line) for line in template.copies)
    blocks = [filled for number, block in template.body for filled in filler.block(number, block)]
    if filler.problems:
        raise BadInput(*filler.problems[:MOST_FAULTS])
    return Letter(fields["jenis"], fields, tuple(filter(None, copies)), tuple(blocks))


class _Filler:
    def __init__(self, data: Mapping[str, Any], signers: Mapping[str, Signer]):
        self.data, self.signers = data, signers
        self.problems: list[Problem] = []
        self.default_signer = self.above_signer = ""

    def string(self, line: Line) -> str:
        return self._fill(line.number, line.text)

    def block(self, number: int, block: Block) -> list[Block]:
        """The filled block; text that people typed becomes several, a block without content none."""
        fill = FILLS.get(type(block))
        return fill(self, number, block) if fill else [block]

    def _fill(self, number: int, source: str) -> str:
        def value(match: re.Match[str]) -> str:
            line = number + source.count("\n", 0, match.start())
            return self._value(line, match[1])

        return PLACEHOLDER.sub(value, source)

    def _value(self, number: int, source: str) -> str:
        try:
            return expressions.fill(expressions.read(source), self.data)
        except ExpressionFault as problem:
            self.problems.append(fault(number, str(problem)))
            return ""

    def _text(self, number: int, text: Text) -> Text:
        filled = []
        for run in text:
            filled.append(replace(run, text=self._fill(number, run.text)))
            number += run.text.count("\n")
        return tuple(filled)

    def _plain_block(self, number: int, block: Any) -> list[Block]:
        return [replace(block, text=self._text(number, block.text))]

    def _details(self, number: int, block: Details) -> list[Block]:
        rows = [(label, self._text(at, text)) for at, (label, text) in enumerate(block.rows, start=number + 1)]
        return [replace(block, rows=tuple((label, text) for label, text in rows if any(run.text for run in text)))]

    def _table(self, number: int, block: Table) -> list[Block]:
        rows = enumerate(block.rows, start=number + 2)
        return [replace(block, rows=tuple(tuple(self._text(at, cell) for cell in row) for at, row in rows))]

    def _data_table(self, number: int, block: DataTable) -> list[Block]:
        tables = self.data.get("tabel", {})
        if block.name in tables:
            return [tables[block.name]]
        self.problems.append(fault(number, f"tabel “{block.name}” tidak ada di data.{suggest(block.name, tables)}"))
        return []

    def _data_text(self, number: int, block: DataText) -> list[Block]:
        return [typed_line(line) for line in self._value(number, block.expression).splitlines() if line.strip()]

    def _signer(self, number: int, key: str | Signer) -> Signer:
        name = str(key or self.default_signer)
        if name in self.signers:
            return self.signers[name]
        self.problems.append(fault(
            number, f"pejabat “{name}” belum ada. Isi dahulu di Pengaturan, Pejabat.{suggest(name, self.signers)}"
        ))
        return Signer("", "")

    def _one_signer(self, number: int, block: Any) -> list[Block]:
        signer = self._signer(number, block.signer)
        return [replace(block, signer=replace(signer, role=signer.role or self.above_signer))]

    def _two_signers(self, number: int, block: TwoSignatures) -> list[Block]:
        return [TwoSignatures(self._signer(number, block.left), self._signer(number, block.right))]


FILLS: dict[type, Callable[[_Filler, int, Any], list[Block]]] = {
    Heading: _Filler._plain_block,
    Paragraph: _Filler._plain_block,
    Item: _Filler._plain_block,
    Attachment: _Filler._plain_block,
    Details: _Filler._details,
    Table: _Filler._table,
    DataTable: _Filler._data_table,
    DataText: _Filler._data_text,
    Signature: _Filler._one_signer,
    Acknowledgement: _Filler._one_signer,
    TwoSignatures: _Filler._two_signers,
}


def typed_line(line: str) -> Block:
    """A line that a person typed: a list item if it begins like one, else a paragraph; `**` and `#` stay."""
    item = ITEM.fullmatch(line.rstrip())
    if item:
        return Item(item[2], (Run(item[3]),), 1 if item[1] else 0)
    return Paragraph(plain(line.strip()))
