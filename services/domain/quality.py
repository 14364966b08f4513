"""How good an agency's data is, and what became of it after it was sent back. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from services.domain import names
from services.domain.findings import Finding, Severity
from services.domain.workbook import Entry

Person = tuple[Entry, tuple[Finding, ...]]

COMPLETE = ("nik", "no_kk", "name", "birth_date", "address", "kelurahan")
DOUBLE = {"nik_ganda", "kk_ganda"}
# Kinds of faults as a scorecard names them; hints are not counted.
WORDS = {
    "nik_kosong": "NIK kosong", "nik_rusak": "NIK rusak (tersimpan sebagai angka)", "nik_bukan_angka": "NIK bukan angka",
    "nik_bukan_16_digit": "NIK bukan 16 angka", "nik_ganda": "NIK ganda", "kk_rusak": "No. KK rusak (tersimpan sebagai angka)",
    "kk_bukan_angka": "No. KK bukan angka", "kk_bukan_16_digit": "No. KK bukan 16 angka", "kk_ganda": "No. KK ganda",
    "nama_kosong": "Nama kosong", "nik_tanggal_mustahil": "Tanggal di NIK mustahil",
    "nik_tgl_lahir_beda": "Tanggal lahir berbeda dari NIK", "nik_jk_beda": "Jenis kelamin berbeda dari NIK",
    "nik_prefix_luar": "NIK terbit di luar kota", "nik_serial_0000": "NIK berakhiran 0000", "nik_sama_kk": "NIK sama dengan No. KK",
    "tgl_lahir_tak_terbaca": "Tanggal lahir tidak terbaca", "kelurahan_tak_dikenal": "Kelurahan tidak dikenal",
    "kecamatan_tidak_cocok": "Kecamatan tidak cocok",
}
KEPT = (*COMPLETE, "sex", "birth_place", "rt", "rw", "kelurahan_code", "kecamatan", "decile")


@dataclass(frozen=True)
class Scorecard:
    """The people of one list, counted. `kinds`: code of a fault → how many people have it (errors and warnings)."""

    read: int = 0
    complete: int = 0
    faulty: int = 0
    doubtful: int = 0
    doubles: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)

    @property
    def valid(self) -> int:
        """People without an error; they are stored."""
        return self.read - self.faulty


def score(people: Sequence[Person]) -> Scorecard:
    """The scorecard of a checked list."""
    grave = [severities(found) for _, found in people]
    codes = [{one.code for one in found if one.severity != "hint"} for _, found in people]
    return Scorecard(
        read=len(people),
        complete=sum(all(entry.values.get(name) for name in COMPLETE) for entry, _ in people),
        faulty=sum("error" in found for found in grave),
        doubtful=sum("error" not in found and "warning" in found for found in grave),
        doubles=sum(bool(found & DOUBLE) for found in codes),
        kinds=dict(Counter(code for found in codes for code in found).most_common()),
    )


def severities(found: Iterable[Finding]) -> set[Severity]:
    """How grave the findings of a person are."""
    return {finding.severity for finding in found}


def is_faulty(person: Person) -> bool:
    """Whether a person has an error, and so was not stored."""
    return "error" in severities(person[1])


class Outcome(StrEnum):
    """What became of a person when the list came back."""

    CORRECTED = "Diperbaiki"
    STILL = "Masih salah"
    CHANGED = "Berubah"
    SAME = "Tetap"
    NEW = "Baru"


class Match(NamedTuple):
    """A person of the corrected list, and the same person of the earlier one (None: not there)."""

    now: Person
    before: Person | None

    @property
    def outcome(self) -> Outcome:
        if is_faulty(self.now):
            return Outcome.STILL
        if self.before is None:
            return Outcome.NEW
        if is_faulty(self.before):
            return Outcome.CORRECTED
        return Outcome.CHANGED if self.changes else Outcome.SAME

    @property
    def changes(self) -> dict[str, Any]:
        """The fields that are different now, with their new values; a fact that is gone changes nothing."""
        if self.before is None:
            return {}
        now, before = self.now[0].values, self.before[0].values
        return {name: now[name] for name in KEPT if now.get(name) is not None and now[name] != before.get(name)}


class Returned(NamedTuple):
    """A corrected list against the earlier one: everybody of it, and who is not there any more."""

    matches: tuple[Match, ...]
    gone: tuple[Person, ...]

    @property
    def same_list(self) -> bool:
        """Whether it is the earlier list again: at least half of the people are in both."""
        known = sum(match.before is not None for match in self.matches)
        return 2 * known >= max(1, known + len(self.gone))

    def number(self, outcome: Outcome) -> int:
        """How many people came to that."""
        return sum(match.outcome is outcome for match in self.matches)


def returned(before: Sequence[Person], now: Sequence[Person]) -> Returned:
    """Match a corrected list to the earlier one, each person once.

    First by sheet and row together with name or NIK, then by NIK, then by name and birth date: rows may have moved,
    numbers may have been corrected, but not everything at once.
    """
    left = dict(enumerate(before))
    found: dict[int, Person] = {}
    for keys in (_keys_at_place, _keys_by_nik, _keys_by_birth):
        known = {key: at for at, person in left.items() for key in keys(person)}
        for at, person in enumerate(now):
            places = (known[key] for key in keys(person) if known.get(key) in left)
            if at not in found and (place := next(places, None)) is not None:
                found[at] = left.pop(place)
    return Returned(tuple(Match(person, found.get(at)) for at, person in enumerate(now)), tuple(left.values()))


Keys = list[tuple[Any, ...]]


def _keys_at_place(person: Person) -> Keys:
    entry = person[0]
    place, known = (entry.sheet, entry.rows[0]), (_name(entry), entry.values.get("nik"))
    return [(*place, what) for what in known if what]


def _keys_by_nik(person: Person) -> Keys:
    nik = person[0].values.get("nik")
    return [(nik,)] if nik else []


def _keys_by_birth(person: Person) -> Keys:
    name, born = _name(person[0]), person[0].values.get("birth_date")
    return [(name, born)] if name and born else []


def _name(entry: Entry) -> tuple[str, ...]:
    return names.normal(entry.values.get("name") or "")
