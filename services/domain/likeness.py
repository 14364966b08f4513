"""How alike two people of the lists are, and why: one score, split into reasons that can be said in words.

Nobody is merged by a score. It only chooses which pairs a person is asked about; the words and the marked letters are
what the person decides by. Pure.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import OSA, Indel

from services.domain import names
from services.domain.nik import Nik, is_nik

LIKELY = 0.8  # from this score on a person is asked
UNLIKE = 0.6  # up to this share of equal letters two texts are not alike at all
LEFT_OUT = 0.75  # likeness of "Aminah" and "Siti Aminah"; but "Siti" alone means nobody
MISTYPED = 0.75  # likeness of two names of which one letter, or the order of two, was mistyped
LONG = 7  # letters of a name of which one may be mistyped: below, Rina and Rini are two people
TYPING = 2  # digits of a NIK that may differ by mistyping
SERIAL = 4  # last digits of a NIK
BESIDE_ADDRESS = re.compile(r"\b(jalan|jln|jl|gang|gg|komplek|kompleks|komp|nomor|no)\b|[^\w]")


@dataclass(frozen=True)
class Person:
    """What is compared of a recipient. A birth date that is not known is taken from the NIK by `born`."""

    id: str
    name: str
    nik: str | None = None
    no_kk: str | None = None
    birth_date: date | None = None
    address: str | None = None
    kelurahan: str | None = None
    programme: str = ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        return names.normal(self.name)

    @cached_property
    def joined(self) -> str:
        return "".join(self.words)

    @cached_property
    def born(self) -> str | None:
        """`05-03-84`: all that a NIK says of a birth date, too."""
        day = self.birth_date or (Nik(self.nik).born(1900) if self.nik and is_nik(self.nik) else None)
        return f"{day:%d-%m-%y}" if day else None


class Reason(NamedTuple):
    """One part of a score: `alike` from 0 to 1, and the words: "nama mirip", "Samsudin / Syamsuddin"."""

    field: str
    alike: float
    words: str
    values: str = ""

    def __str__(self) -> str:
        return f"{self.words}: {self.values}" if self.values else self.words


class Evidence(NamedTuple):
    """A fact that can be compared: how much it weighs where it agrees, and where it differs (people move)."""

    field: str
    agrees: float
    differs: float
    compare: Callable[[Person, Person], Reason | None]


class Likeness(NamedTuple):
    """The score of a pair, 0 to 1, and its reasons; facts that one of the two lacks give none."""

    score: float
    reasons: tuple[Reason, ...]


def compare(one: Person, other: Person) -> Likeness:
    """How alike two people are. Symmetric; a person is wholly like himself."""
    found = [(evidence, reason) for evidence in EVIDENCE if (reason := evidence.compare(one, other))]
    weights = [evidence.agrees if reason.alike else evidence.differs for evidence, reason in found]
    total = sum(weight * reason.alike for weight, (_, reason) in zip(weights, found, strict=True))
    return Likeness(total / sum(weights), tuple(reason for _, reason in found))


def _stretched(share: float) -> float:
    """A share of equal letters as likeness: UNLIKE is 0, all equal is 1."""
    return max(0.0, (share - UNLIKE) / (1 - UNLIKE))


def name_likeness(one: Person, other: Person) -> float:
    """Likeness of two names, 0 to 1, whatever their spelling, spaces, order, initials, or one name left out.

    What both have in common says little – brothers and twins share it: the names are as alike as the rest of them.
    """
    if one.joined == other.joined:
        return 1.0
    if min(len(one.joined), len(other.joined)) >= LONG and OSA.distance(one.joined, other.joined, score_cutoff=1) <= 1:
        return MISTYPED
    mine, yours = sorted((list(one.words), list(other.words)))
    shared = _taken_out(mine, yours, lambda word, its: word == its)
    shared += _taken_out(mine, yours, lambda word, its: 1 in (len(word), len(its)) and word[:1] == its[:1])
    if not mine or not yours:
        return 0.0 if names.WEAK.issuperset(shared) else LEFT_OUT if mine or yours else 1.0
    return _stretched(Indel.normalized_similarity("".join(mine), "".join(yours)))


def _taken_out(mine: list[str], yours: list[str], meet: Callable[[str, str], bool]) -> list[str]:
    """Take the words that meet out of both names; these words."""
    found = []
    for word in tuple(mine):
        if (its := next((its for its in yours if meet(word, its)), None)) is not None:
            mine.remove(word)
            yours.remove(its)
            found.append(max(word, its, key=len))
    return found


def _names(one: Person, other: Person) -> Reason:
    alike = name_likeness(one, other)
    if one.name.casefold() == other.name.casefold():
        return Reason("name", 1.0, "nama sama")
    return Reason("name", alike, "nama mirip" if alike else "nama berbeda", f"{one.name} / {other.name}")


def _birth_dates(one: Person, other: Person) -> Reason | None:
    if not one.born or not other.born:
        return None
    if one.born == other.born:
        return Reason("birth_date", 1.0, "tanggal lahir sama")
    shown = f"{one.born} / {other.born}"
    day, month, year = one.born.split("-")
    if other.born == f"{month}-{day}-{year}" or OSA.distance(one.born, other.born) == 1:
        return Reason("birth_date", 0.75, "tanggal lahir hampir sama", shown)
    return Reason("birth_date", 0.0, "tanggal lahir berbeda", shown)


def _niks(one: Person, other: Person) -> Reason | None:
    if not one.nik or not other.nik:
        return None
    apart = OSA.distance(one.nik, other.nik, score_cutoff=TYPING)
    if apart > TYPING:
        return Reason("nik", 0.0, "NIK berbeda")
    if not apart:
        return Reason("nik", 1.0, "NIK sama")
    serial_alone = one.nik[:-SERIAL] == other.nik[:-SERIAL]  # so it is with twins
    return Reason("nik", 0.5 if serial_alone else 1.0, f"NIK beda {apart} angka")


def _families(one: Person, other: Person) -> Reason | None:
    if not one.no_kk or not other.no_kk:
        return None
    same = one.no_kk == other.no_kk
    return Reason("no_kk", float(same), "No. KK sama" if same else "No. KK berbeda")


def _addresses(one: Person, other: Person) -> Reason | None:
    if not one.address or not other.address:
        return None
    first, second = (BESIDE_ADDRESS.sub("", text.casefold()) for text in (one.address, other.address))
    alike = _stretched(Indel.normalized_similarity(first, second))
    words = "alamat sama" if alike == 1 else "alamat mirip" if alike else "alamat berbeda"
    return Reason("address", alike, words)


def _places(one: Person, other: Person) -> Reason | None:
    if not one.kelurahan or not other.kelurahan:
        return None
    same = one.kelurahan == other.kelurahan
    return Reason("kelurahan", float(same), "kelurahan sama" if same else "kelurahan berbeda")


# Set by made-up truth pairs (tests/domain/test_likeness.py). The name comes first: without it there is no reason to ask.
EVIDENCE = (
    Evidence("name", 5, 20, _names),
    Evidence("birth_date", 4, 4, _birth_dates),
    Evidence("no_kk", 3, 0.5, _families),
    Evidence("nik", 3, 0.5, _niks),
    Evidence("address", 1.5, 0.5, _addresses),
    Evidence("kelurahan", 0.5, 0.5, _places),
)


Marked = tuple[tuple[str, bool], ...]


def differing(one: str, other: str) -> tuple[Marked, Marked]:
    """Both texts in pieces, each with whether it differs from the other text; case does not count.

    Of two texts that are not alike everything is marked: their common letters mean nothing.
    """
    first, second = one.casefold(), other.casefold()
    if (len(first), len(second)) != (len(one), len(other)):
        first, second = one, other  # folding changed the length of a letter
    if Indel.normalized_similarity(first, second) < UNLIKE:
        return ((one, True),) if one else (), ((other, True),) if other else ()
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for step in Indel.opcodes(first, second):
        left.append((one[step.src_start:step.src_end], step.tag != "equal"))
        right.append((other[step.dest_start:step.dest_end], step.tag != "equal"))
    return tuple(piece for piece in left if piece[0]), tuple(piece for piece in right if piece[0])
