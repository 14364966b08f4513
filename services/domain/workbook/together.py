"""Columns that belong together: ticks for the sex, a fact in several columns, name and NIK of one person, an address and its RT."""

import re
from bisect import bisect
from collections.abc import Sequence
from itertools import pairwise, product
from typing import NamedTuple

from services.domain.workbook.headings import Heading, compact, fold

COUNTS = re.compile(r"\b(jumlah|jml|jlh|banyaknya|anggota|jiwa)\b")  # over L and P: how many men and women a family has
SEXES = (("l", "p"), ("lk", "pr"), ("lakilaki", "perempuan"), ("pria", "wanita"))
# A fact in several columns: its field and what joins the parts → how the headings of the parts end.
PARTS = {
    ("birth_date", "-"): (r"\blahir (tgl|tanggal|hari)$", r"\b(bln|bulan)$", r"\b(thn|tahun)$"),
    ("name", " "): (r"\bnama depan$", r"\bnama belakang$"),
}
WHERE = frozenset({"address", "rt", "rw", "kelurahan", "kecamatan"})
FORMER = re.compile(r"\b(asal|lama|dulu|sebelumnya)\b")
HEAD, MEMBER = re.compile(r"\b(kepala|kep|krt)\b"), re.compile(r"\b(anggota|art|anak|lansia|balita)\b")


class Headed(NamedTuple):
    """A column of the sheet with what stands above it, and what that means, if it is known."""

    at: int
    text: str
    heading: Heading | None
    wide: int = 1
    joint: str | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        return self.heading.fields if self.heading else ()


def ticked(headed: Sequence[Headed]) -> list[Headed]:
    """Two columns for L and P next to each other are ticks for the sex, whatever stands above them."""
    ticked = list(headed)
    for at, (one, other) in enumerate(pairwise(headed)):
        if _are_ticks(compact(one.text), compact(other.text)) and not COUNTS.search(fold(one.text)):
            ticked[at] = one._replace(heading=Heading(("male",), 0, True))
            ticked[at + 1] = other._replace(heading=Heading(("female",), 0, True))
    return ticked


def in_parts(headed: list[Headed]) -> list[Headed]:
    """Columns for day, month and year of birth, or for first and last name, are one fact."""
    whole = list(headed)
    for (field, joint), endings in PARTS.items():
        for at in range(len(headed) - len(endings) + 1):
            part = headed[at:at + len(endings)]
            if _are_parts(part, endings):
                whole[at] = part[0]._replace(heading=Heading((field,), -1, True), wide=len(endings), joint=joint)
                whole[at + 1:at + len(endings)] = [column._replace(heading=None) for column in part[1:]]
    return whole


def _are_parts(part: Sequence[Headed], endings: Sequence[str]) -> bool:
    said = all(re.search(ending, fold(column.text)) for column, ending in zip(part, endings, strict=True))
    return said and part[-1].at - part[0].at == len(part) - 1 and not any(_by_hand(column) for column in part)


def _by_hand(column: Headed) -> bool:
    return column.heading is not None and column.heading.rank < 0


def _are_ticks(one: str, other: str) -> bool:
    return any(one.endswith(man) and other == one.removesuffix(man) + woman for man, woman in SEXES)


def of_one_bearer(columns: list[Headed]) -> list[Headed]:
    """Where the head of a family and its members have columns of their own, name and NIK are of the same of them."""
    names, niks = ([column for column in columns if column.fields == (field,)] for field in ("name", "nik"))
    if not names or not niks:
        return columns
    chosen = min(product(names, niks), key=lambda pair: (_opposed(pair), *map(preference, pair)))
    left_out = {column for column in (*names, *niks) if column not in chosen} | ({chosen[1]} if _opposed(chosen) else set())
    return [column._replace(heading=None) if column in left_out else column for column in columns]


def _opposed(pair: tuple[Headed, Headed]) -> bool:
    """Whether one is the head of a family's and the other a member's, unless a person said that they go together."""
    sides = {bool(HEAD.search(fold(column.text))) - bool(MEMBER.search(fold(column.text))) for column in pair}
    return sides == {1, -1} and not any(map(_by_hand, pair))


def of_one_address(columns: list[Headed]) -> list[Headed]:
    """Of several addresses one is left, with its RT and places: not a former one, and rather one that has an RT."""
    streets = [column for column in columns if "address" in column.fields]
    if len(streets) < 2:
        return columns
    begins = [street.at for street in streets]
    said = {(bisect(begins, column.at), field) for column in columns for field in column.fields}  # which address says what

    def rank(turn: int) -> tuple[object, ...]:
        street = streets[turn - 1]
        return not _by_hand(street), _is_former(street), (turn, "rt") not in said, preference(street)

    chosen = min(range(1, len(streets) + 1), key=rank)

    def is_of_another(column: Headed) -> bool:
        """Whether it tells of another address what the chosen one tells, too; or of a former one."""
        if _by_hand(column) or not WHERE.issuperset(column.fields):
            return False
        told = any((chosen, field) in said for field in column.fields) and bisect(begins, column.at) not in (0, chosen)
        return told or (_is_former(column) and not _is_former(streets[chosen - 1]))

    return [column._replace(heading=None) if is_of_another(column) else column for column in columns]


def _is_former(column: Headed) -> bool:
    return FORMER.search(fold(column.text)) is not None


def preference(column: Headed) -> tuple[int, int, int]:
    """The order in which columns of the same field are taken: one that holds it alone first, then by the spelling."""
    return len(column.fields), column.heading.rank if column.heading else 0, column.at
