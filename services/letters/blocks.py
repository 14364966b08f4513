"""What a letter is made of: frozen blocks, without position, font or paper. Pure.

A template is parsed into blocks whose text still holds `{{ placeholders }}`; filling gives the same blocks with the
values in place. A PDF and later a DOCX are two readings of them.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

Align = Literal["left", "right", "center"]

WITHOUT_RANK = ("Wali Kota", "Wakil Wali Kota", "Sekretaris Daerah")


@dataclass(frozen=True)
class Run:
    """A piece of text in one weight."""

    text: str
    bold: bool = False


Text = tuple[Run, ...]


def spaced_nip(nip: str) -> str:
    """A NIP of 18 digits in its parts: birth, appointment, sex, number."""
    return " ".join((nip[:8], nip[8:14], nip[14], nip[15:])) if len(nip) == 18 and nip.isdigit() else nip


@dataclass(frozen=True)
class Signer:
    """The official under a letter; `role` stands above the office ("PIHAK KEDUA").

    Rank and NIP are not printed for the mayor, the deputy and the Sekda (Permendagri 1/2023, Ps. 44).
    """

    position: str
    name: str
    rank: str = ""
    nip: str = ""
    form: str = ""
    address: str = ""
    role: str = ""

    @property
    def office(self) -> str:
        """The office in the right form: `Plt. Kepala Dinas Sosial`."""
        return self.position if self.form in ("", "Definitif") else f"{self.form} {self.position}"

    @property
    def below_name(self) -> tuple[str, ...]:
        """The lines under the name."""
        if self.position.startswith(WITHOUT_RANK):
            return ()
        return tuple(line for line in (self.rank, self.nip and f"NIP {spaced_nip(self.nip)}") if line)

    def outside(self) -> dict[str, str]:
        """The names a template uses."""
        return {
            "jabatan": self.office,
            "nama": self.name,
            "pangkat_golongan": self.rank,
            "nip": spaced_nip(self.nip),
            "alamat": self.address,
        }


@dataclass(frozen=True)
class Heading:
    """The title of a section; the kind of the letter numbers it."""

    text: Text


@dataclass(frozen=True)
class Paragraph:
    text: Text


@dataclass(frozen=True)
class Item:
    """A line of a list: `mark` as written ("1.", "a.", "-"), `level` 0 or 1."""

    mark: str
    text: Text
    level: int = 0


@dataclass(frozen=True)
class Details:
    """Labels and values below each other, after an optional number: who the Pihak Pertama is."""

    mark: str
    rows: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Column:
    """A column of a table; `share` is its part of the width, 0 = by its contents."""

    title: str
    align: Align = "left"
    share: float = 0


@dataclass(frozen=True)
class Table:
    """A table; rows named in `strong` (by index) are totals and printed bold."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True)
class PageBreak:
    pass


@dataclass(frozen=True)
class Attachment:
    """A lampiran begins: a new page that names the letter it belongs to (Permendagri 1/2023, Ps. 37)."""

    text: Text


@dataclass(frozen=True)
class Copies:
    """Where the tembusan stand; their names are in the front matter."""


@dataclass(frozen=True)
class Signature:
    """One signature at the right; `signer` is a key of the officials until it is filled."""

    signer: str | Signer


@dataclass(frozen=True)
class TwoSignatures:
    left: str | Signer
    right: str | Signer


@dataclass(frozen=True)
class Acknowledgement:
    """Mengetahui, in the middle under two signatures."""

    signer: str | Signer


@dataclass(frozen=True)
class DataTable:
    """A table that comes from the data, by its name there."""

    name: str


@dataclass(frozen=True)
class DataText:
    """Text that people typed elsewhere: lines become paragraphs and list items, nothing else has a meaning."""

    expression: str


Block = (
    Heading | Paragraph | Item | Details | Table | PageBreak | Attachment | Copies
    | Signature | TwoSignatures | Acknowledgement | DataTable | DataText
)


@dataclass(frozen=True)
class Letter:
    """A filled letter. `fields` is the front matter; `copies` the tembusan."""

    kind: str
    fields: dict[str, str]
    copies: tuple[str, ...]
    blocks: tuple[Block, ...]


def plain(value: Any, bold: bool = False) -> Text:
    """A text of one run."""
    return (Run(str(value), bold),)


def join(text: Text) -> str:
    """The text without its weights."""
    return "".join(run.text for run in text)


@dataclass(frozen=True)
class Letterhead:
    """The letterhead: `lines` from the regular capitals down to the bold office, then small address lines.

    `emblem` is an image file the office uploaded; without it the neutral placeholder is printed.
    `verify_at` is the public address for QR codes, "" = the code alone. `across` stands pale over all its papers.
    """

    lines: tuple[str, str]
    address: tuple[str, ...]
    city: str
    place: str
    emblem: bytes | None = field(default=None, repr=False)
    verify_at: str = ""
    across: str = ""

    def outside(self) -> dict[str, str]:
        """The names a template uses, under `kantor`."""
        return {
            "pemerintah": self.lines[0], "perangkat_daerah": self.lines[1], "kota": self.city, "tempat": self.place,
        }
