"""A letter template's text → blocks whose text still holds its placeholders. Pure; parse first, fill afterwards.

    ---
    jenis: surat_dinas              front matter: one value a line; tembusan takes "- " lines
    hal: Permintaan data {{ program.nama_program }}
    tembusan:
    - Wali Kota Banjarbaru
    ---
    # Persoalan                     a section; the kind of the letter numbers it
    Text with **bold** words.       a paragraph; an empty line ends it
    1. Item, "a." and "-" too       two spaces before the mark: one level in
    | Barang | Banyaknya |          a table; |---|---:| aligns its columns
    ::: tanda_tangan                a block word, see WORDS
    ::: lampiran Daftar barang      an attachment with its title, on a new page
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from services.errors import BadInput, Problem
from services.letters import expressions
from services.letters.blocks import (
    Acknowledgement,
    Align,
    Attachment,
    Block,
    Column,
    Copies,
    DataTable,
    DataText,
    Details,
    Heading,
    Item,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    Text,
    TwoSignatures,
    join,
    plain,
)
from services.letters.expressions import Expression, ExpressionFault, suggest

INSIDE = r"(?:(?!\{\{).)*?"  # up to the next {{ at most, so that many of them without an end are read in one go
PLACEHOLDER = re.compile(rf"\{{\{{({INSIDE})\}}\}}", re.DOTALL)
BOLD_OR_HOLE = re.compile(rf"(\{{\{{{INSIDE}\}}\}}|\*\*)", re.DOTALL)
ITEM = re.compile(r"( *)(\d+\.|[a-z]\.|-) +(.*)")
ALIGNMENTS = re.compile(r"\|(\s*:?-+:?\s*\|)+")

FIELDS = {
    "nama": "nama naskah", "jenis": "jenis surat", "kode": "kode klasifikasi", "kertas": "kertas",
    "bernomor": "bernomor (ya atau tidak)", "penanda_tangan": "pejabat yang menandatangani", "judul": "judul di bawah kop",
    "kepada": "Yth.", "dari": "Dari", "di": "tempat tujuan", "tempat_tanggal": "tempat dan tanggal surat",
    "tanggal": "Tanggal", "nomor": "Nomor", "sifat": "Sifat", "lampiran": "Lampiran", "hal": "Hal",
    "tembusan": "daftar tembusan",
}
KINDS = ("telaahan_staf", "surat_dinas", "berita_acara", "surat_pengantar", "laporan")
NEEDED = ("jenis", "penanda_tangan")
CHOICES = {"jenis": KINDS, "kertas": ("A4", "F4"), "bernomor": ("ya", "tidak")}
MOST_SECTIONS = 99
MOST_FAULTS = 20  # that are told at once


@dataclass(frozen=True)
class Line:
    """A text and the line of the template it begins in, from 1."""

    number: int
    text: str


@dataclass(frozen=True)
class Template:
    """A parsed template: front matter, tembusan, and (line, block) pairs."""

    fields: dict[str, Line]
    copies: tuple[Line, ...]
    body: tuple[tuple[int, Block], ...]

    def field(self, name: str, otherwise: str = "") -> str:
        """A front matter value as written."""
        return self.fields[name].text if name in self.fields else otherwise


def fault(line: int, sentence: str) -> Problem:
    """A problem at a line; its field is the line number as text."""
    return Problem(str(line), f"Baris {line}: {sentence}")


def parse(text: str) -> Template:
    """The template of a text. Raises BadInput with every fault, each naming its line."""
    lines = text.replace("\r\n", "\n").split("\n")
    reader = _Reader()
    end = reader.front_matter(lines)
    for number, line in enumerate(lines[end:], start=end + 1):
        reader.line(number, line)
    reader.close()
    if reader.problems:
        raise BadInput(*sorted(reader.problems, key=lambda problem: int(problem.field or 0))[:MOST_FAULTS])
    return Template(reader.fields, tuple(reader.copies), tuple(reader.body))


def _one_word(block: Callable[[str], Block]) -> Callable[..., Block]:
    return lambda word="": block(word)


WORDS: dict[str, tuple[int, int, Callable[..., Block]]] = {
    "tanda_tangan": (0, 1, _one_word(Signature)),
    "dua_tanda_tangan": (2, 2, TwoSignatures),
    "mengetahui": (1, 1, Acknowledgement),
    "tembusan": (0, 0, Copies),
    "halaman_baru": (0, 0, PageBreak),
    "lampiran": (1, 50, lambda *words: Attachment(plain(" ".join(words)))),
    "tabel": (1, 1, DataTable),
    "isi": (1, 1, DataText),
    "identitas": (0, 1, lambda mark="": Details(mark, ())),
}


@dataclass
class _Reader:
    """The state while reading: what is finished, and the block that further lines may continue."""

    fields: dict[str, Line] = field(default_factory=dict)
    copies: list[Line] = field(default_factory=list)
    body: list[tuple[int, Block]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    kind: str = ""
    start: int = 0
    gathered: list[str] = field(default_factory=list)

    def front_matter(self, lines: list[str]) -> int:
        """Reads the lines between the two `---`; returns the number of lines it took."""
        if not lines or lines[0].strip() != "---":
            self.problems.append(fault(1, "naskah harus dimulai dengan garis ---, lalu “jenis: surat_dinas”."))
            return 0
        for number, line in enumerate(lines[1:], start=2):
            if line.strip() == "---":
                self._check_fields(number)
                return number
            if line.strip():
                self._front_line(number, line)
        self.problems.append(fault(1, "isian surat belum ditutup dengan garis ---."))
        return len(lines)

    def _front_line(self, number: int, line: str) -> None:
        if line.startswith("- ") and next(reversed(self.fields), "") == "tembusan":
            self.copies.append(Line(number, self._checked(number, line[2:].strip())))
            return
        name, colon, value = line.partition(":")
        name = name.strip()
        if not colon:
            self.problems.append(fault(number, "tulis “nama: isi”, misalnya “hal: Permintaan data”."))
        elif name not in FIELDS:
            self.problems.append(fault(number, f"“{name}” tidak dikenal.{suggest(name, FIELDS)}"))
        else:
            self.fields[name] = Line(number, self._checked(number, value.strip()))

    def _check_fields(self, end: int) -> None:
        for name in NEEDED:
            if not self.fields.get(name, Line(0, "")).text:
                self.problems.append(fault(end, f"isian “{name}:” ({FIELDS[name]}) belum ada."))
        for name, known in CHOICES.items():
            given = self.fields.get(name)
            if given and given.text and given.text not in known:
                hint = suggest(given.text, known) or f" Yang ada: {', '.join(known)}."
                self.problems.append(fault(given.number, f"{FIELDS[name]}: “{given.text}” tidak dikenal.{hint}"))

    def line(self, number: int, line: str) -> None:
        """One line of the body: begins a block, continues the open one, or ends it."""
        item = ITEM.fullmatch(line)
        if not line.strip():
            self.close()
        elif line.startswith(":::"):
            self._open("word", number, line[3:].strip())
        elif line.startswith("#"):
            self._open("heading", number, line.lstrip("#").strip())
            self.close()
        elif line.lstrip().startswith("|"):
            self._continue("table", number, line)
        elif item and not self._in_details():
            self._open("item", number, line)
        else:
            self._continue(self.kind if self.kind in ("item", "word") else "paragraph", number, line)

    def _in_details(self) -> bool:
        return self.kind == "word" and self.gathered[0].startswith("identitas")

    def _open(self, kind: str, number: int, text: str) -> None:
        self.close()
        self.kind, self.start, self.gathered = kind, number, [text]
        if kind == "word" and not text.startswith("identitas"):
            self.close()

    def _continue(self, kind: str, number: int, text: str) -> None:
        if self.kind == kind:
            self.gathered.append(text)
        else:
            self._open(kind, number, text)

    def close(self) -> None:
        """Ends the open block and keeps what it gives."""
        kind, self.kind = self.kind, ""
        if kind:
            block = getattr(self, f"_{kind}")()
            if block is not None:
                self.body.append((self.start, block))

    def _heading(self) -> Block:
        if sum(isinstance(block, Heading) for _, block in self.body) == MOST_SECTIONS:
            self.problems.append(fault(self.start, f"satu surat memuat paling banyak {MOST_SECTIONS} bagian (#)."))
        return Heading(self.text(self.start, self.gathered[0]))

    def _paragraph(self) -> Block:
        return Paragraph(self.text(self.start, "\n".join(self.gathered)))

    def _item(self) -> Block:
        first = ITEM.fullmatch(self.gathered[0])
        assert first is not None
        text = "\n".join([first[3], *self.gathered[1:]])
        return Item(first[2], self.text(self.start, text), 1 if first[1] else 0)

    def _word(self) -> Block | None:
        name, *words = self.gathered[0].split() or [""]
        if name not in WORDS:
            self.problems.append(fault(self.start, f"“::: {name}” tidak dikenal.{suggest(name, WORDS)}"))
            return None
        least, most, block = WORDS[name]
        if not least <= len(words) <= most:
            self.problems.append(fault(self.start, f"“::: {name}” memerlukan {least} kata sesudahnya."))
            return None
        if name == "isi":
            self._expression(self.start, words[0])
        made = block(*words)
        if isinstance(made, Attachment):
            return Attachment(self.text(self.start, join(made.text)))
        return Details(made.mark, self._rows()) if isinstance(made, Details) else made

    def _rows(self) -> tuple[tuple[str, Text], ...]:
        rows = []
        for number, line in enumerate(self.gathered[1:], start=self.start + 1):
            label, colon, value = line.partition(":")
            if not colon:
                self.problems.append(fault(number, "tulis “Nama: isi”; baris kosong mengakhiri identitas."))
            rows.append((label.strip(), self.text(number, value.strip())))
        return tuple(rows)

    def _table(self) -> Block | None:
        if len(self.gathered) < 2 or not ALIGNMENTS.fullmatch(self.gathered[1].strip()):
            self.problems.append(fault(self.start, "tabel memerlukan baris kedua seperti |---|---:|."))
            return None
        titles, alignments, *rows = [_cells(line) for line in self.gathered]
        for number, cells in enumerate([alignments, *rows], start=self.start + 1):
            if len(cells) != len(titles):
                self.problems.append(fault(number, f"baris tabel berisi {len(cells)} kolom, seharusnya {len(titles)}."))
        columns = tuple(map(Column, titles, map(_alignment, alignments)))
        return Table(columns, tuple(
            tuple(self.text(number, cell) for cell in cells) for number, cells in enumerate(rows, start=self.start + 2)
        ))

    def text(self, number: int, source: str) -> Text:
        """Runs by `**`, outside placeholders; faults are noted."""
        parts = _split_bold(self._checked(number, source))
        if len(parts) % 2 == 0:
            self.problems.append(fault(number, "tanda ** harus berpasangan."))
        return tuple(Run(part, at % 2 == 1) for at, part in enumerate(parts) if part)

    def _checked(self, number: int, source: str) -> str:
        for match in PLACEHOLDER.finditer(source):
            self._expression(number + source.count("\n", 0, match.start()), match[1])
        rest = PLACEHOLDER.sub("", source)
        for sign in ("{{", "}}", "{%", "{#"):
            if sign in rest:
                at = number + source.count("\n", 0, source.index(sign))
                sentence = f"tanda {sign} tidak lengkap atau tidak dipakai di sini. Tulis {{{{ nama_isian }}}}."
                self.problems.append(fault(at, sentence))
                break
        return source

    def _expression(self, number: int, source: str) -> None:
        try:
            expressions.read(source)
        except ExpressionFault as problem:
            self.problems.append(fault(number, str(problem)))


def _split_bold(source: str) -> list[str]:
    """The text cut at each `**` that stands outside placeholders."""
    parts = [""]
    for piece in BOLD_OR_HOLE.split(source):
        if piece == "**":
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _cells(line: str) -> list[str]:
    """The cells of a table line; a `|` inside a placeholder is a filter, not an edge."""
    shielded = PLACEHOLDER.sub(lambda match: match[0].replace("|", "\0"), line.strip())
    shielded = shielded.removeprefix("|").removesuffix("|")
    return [cell.strip().replace("\0", "|") for cell in shielded.split("|")]


def _alignment(cell: str) -> Align:
    if cell.endswith(":"):
        return "center" if cell.startswith(":") else "right"
    return "left"


def holes(source: str, start: int) -> list[tuple[int, Expression]]:
    """The (line, expression) of each placeholder of a text that begins in line `start`."""
    return [
        (start + source.count("\n", 0, match.start()), expressions.read(match[1]))
        for match in PLACEHOLDER.finditer(source)
    ]
