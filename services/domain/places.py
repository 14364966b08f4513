"""Kecamatan and kelurahan of the city: official names and codes, found from what people write."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import Any, TypeVar

WORDS_BEFORE = re.compile(r"^((kelurahan|kel|desa|ds|kecamatan|kec|kota) )+")
CODE_BEHIND = re.compile(r"(?<=[a-z]) \d{3,5}$")
CODE_BEFORE = re.compile(r"^\d[\d ]{3,}(?=[a-z])")
CLOSE = 0.9  # likeness of letters below which a spelling is no typing error
APART = 0.05  # the second-best name must be this much less alike, or the text is ambiguous

Place = TypeVar("Place", "Kelurahan", "Kecamatan")


@dataclass(frozen=True)
class Kelurahan:
    """One kelurahan with its code (`63.72.05.1002`), its kecamatan's name and its tile on the schematic map."""

    code: str
    name: str
    kecamatan: str
    column: int
    row: int


@dataclass(frozen=True)
class Kecamatan:
    """One kecamatan with its code (`63.72.05`) and its kelurahan in the order of the map."""

    code: str
    name: str
    kelurahan: tuple[Kelurahan, ...]


class Places:
    """All places of one city. Build it with `Places.read`."""

    def __init__(self, code: str, name: str, kecamatan: tuple[Kecamatan, ...], spellings: "Spellings") -> None:
        self.code = code
        self.name = name
        self.kecamatan = kecamatan
        self.kelurahan = tuple(place for district in kecamatan for place in district.kelurahan)
        self._spellings = spellings

    @classmethod
    def read(cls, text: str) -> "Places":
        """The places of a `wilayah/*.toml`. Raises KeyError or tomllib.TOMLDecodeError for a broken file."""
        table = tomllib.loads(text)
        spellings = Spellings(table["singkatan"], table["nama"])
        districts = tuple(_kecamatan(entry, spellings) for entry in table["kecamatan"])
        return cls(table["kode"], table["nama"], districts, spellings)

    def find_kelurahan(self, text: str, kecamatan: str | None = None) -> Kelurahan | None:
        """The kelurahan meant by a text; None if it is unknown or could be several.

        `kecamatan`, where known (official name), only guards against a typing error that makes another name: a
        name spelt right is found in any kecamatan, so that a contradiction can be reported.
        """
        exact, close = self._spellings.find(text, self._spellings.kelurahan)
        if exact is None and close is not None and kecamatan not in (None, close.kecamatan):
            return None
        return exact or close

    def find_kecamatan(self, text: str) -> Kecamatan | None:
        """The kecamatan meant by a text; None if it is unknown or could be several."""
        exact, close = self._spellings.find(text, self._spellings.kecamatan)
        return exact or close


class Spellings:
    """Ways to write a name, folded to letters and digits alone."""

    def __init__(self, short_words: Mapping[str, str], city: str) -> None:
        self.short_words = short_words
        self.city = re.sub(r"[^a-z]|^kota ", "", city.casefold())
        self.kelurahan: dict[str, Kelurahan] = {}
        self.kecamatan: dict[str, Kecamatan] = {}

    def fold(self, text: str) -> str:
        """`Kel. Sei  Ulin, Banjarbaru 70714` → `sungaiulin`: without the code before it and the city behind it."""
        words = CODE_BEHIND.sub("", CODE_BEFORE.sub("", re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip()))
        name = "".join(self.short_words.get(word, word) for word in WORDS_BEFORE.sub("", words).split())
        return name.removesuffix(self.city).removesuffix("kota") or name

    def learn(self, known: dict[str, Place], place: Place, others: Iterable[str]) -> Place:
        """Take in the names and the code of a place."""
        known.update({self.fold(name): place for name in (place.name, place.code, *others)})
        return place

    def find(self, text: str, known: Mapping[str, Place]) -> tuple[Place | None, Place | None]:
        """The place spelt so, and the only place spelt nearly so."""
        folded = self.fold(text)
        if folded in known:
            return known[folded], None
        return None, _only_close(folded, known)


def _only_close(folded: str, known: Mapping[str, Place]) -> Place | None:
    names = get_close_matches(folded, known, n=len(known), cutoff=CLOSE - APART)
    if not names or _likeness(folded, names[0]) < CLOSE:
        return None
    best = known[names[0]]
    least = _likeness(folded, names[0]) - APART
    rivals = {known[name].code for name in names if _likeness(folded, name) >= least}
    return best if rivals == {best.code} else None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _kecamatan(entry: Mapping[str, Any], spellings: Spellings) -> Kecamatan:
    kelurahan = tuple(_kelurahan(part, entry["nama"], spellings) for part in entry["kelurahan"])
    district = Kecamatan(entry["kode"], entry["nama"], kelurahan)
    return spellings.learn(spellings.kecamatan, district, entry.get("sebutan", ()))


def _kelurahan(entry: Mapping[str, Any], kecamatan: str, spellings: Spellings) -> Kelurahan:
    place = Kelurahan(entry["kode"], entry["nama"], kecamatan, entry["kolom"], entry["baris"])
    return spellings.learn(spellings.kelurahan, place, entry.get("sebutan", ()))
