"""What BPK finds in lists of social aid, asked before the list is fixed: one line a check.

The checks follow BPK's published findings on bansos: invalid and double NIK or No. KK, people who died, who are in no
base list, who were refused before and are back, and more people than packages. Nobody is left out by a check: a person
corrects the list, or signs an exception with a reason. Pure.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.domain import wording
from services.domain.nik import Nik, is_nik

DEAD = re.compile(r"\b(meninggal|wafat|almarhum(ah)?|alm|almh|tutup usia|mati)\b", re.IGNORECASE)


class Earlier(NamedTuple):
    """The same person in another programme: helped on a day, or refused there with a reason."""

    programme: str
    received: date | None = None
    refused: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Listed:
    """A person of the list as the checks look at him; `place` is the place on the list, from 1."""

    id: str
    place: int
    name: str
    nik: str | None = None
    no_kk: str | None = None
    note: str | None = None
    source: str | None = None
    decile: int | None = None
    helped_before: bool = False
    earlier: tuple[Earlier, ...] = ()
    same_as: str | None = None  # name of somebody on the list who was decided to be the same person


@dataclass(frozen=True)
class Around:
    """What a check needs beside the person: how many packages there are, and the places on the list by number."""

    packages: int
    places: Mapping[str, Mapping[str, Sequence[int]]]
    today: date

    def others(self, person: Listed, field: str) -> list[int]:
        """Places of others with the same number."""
        return [place for place in self.places[field].get(getattr(person, field) or "", ()) if place != person.place]


class Check(NamedTuple):
    """`find` gives the sentence about a person, or None; `advice` is what to do about all of them."""

    code: str
    title: str
    find: Callable[[Listed, Around], str | None]
    advice: str


class Found(NamedTuple):
    """One finding: the check's code, the person's ID, the sentence."""

    check: str
    person: str
    sentence: str


def examine(people: Iterable[Listed], packages: int, today: date) -> list[Found]:
    """All findings, check by check, in the order of the list."""
    people = list(people)
    around = Around(packages, {field: _places(people, field) for field in ("nik", "no_kk")}, today)
    return [
        Found(check.code, person.id, sentence)
        for check in CHECKS for person in people if (sentence := check.find(person, around))
    ]


def _places(people: Iterable[Listed], field: str) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for person in people:
        if number := getattr(person, field):
            places[number].append(person.place)
    return places


def _bad_nik(person: Listed, around: Around) -> str | None:
    if not person.nik:
        return "NIK kosong."
    if not is_nik(person.nik):
        return f"NIK berisi {len(person.nik)} angka, seharusnya 16."
    nik = Nik(person.nik)
    if nik.birth_date(around.today) is None:
        return f"Tanggal lahir di NIK mustahil: {nik.digits[6:12]}."
    return "Empat angka akhir NIK 0000; nomor urut mulai dari 0001." if nik.serial == "0000" else None


def _bad_kk(person: Listed, _: Around) -> str | None:
    if not person.no_kk:
        return "No. KK kosong."
    if not is_nik(person.no_kk):
        return f"No. KK berisi {len(person.no_kk)} angka, seharusnya 16."
    return "No. KK sama dengan NIK." if person.no_kk == person.nik else None


def _double(field: str, title: str) -> Callable[[Listed, Around], str | None]:
    def find(person: Listed, around: Around) -> str | None:
        others = around.others(person, field)
        return f"{title} sama dengan nomor urut {wording.join([str(place) for place in others])}." if others else None

    return find


def _same_person(person: Listed, _: Around) -> str | None:
    return f"Sudah diputuskan: orang yang sama dengan {person.same_as} di daftar ini." if person.same_as else None


def _helped(person: Listed, _: Around) -> str | None:
    helped = [f"{one.programme} ({wording.long_date(one.received)})" for one in person.earlier if one.received]
    if helped:
        return f"Sudah menerima {wording.join(helped)}."
    return "Menurut isian “Pernah Menerima”, sudah pernah dibantu." if person.helped_before else None


def _refused(person: Listed, _: Around) -> str | None:
    refused = [f"{one.programme}: {one.reason or 'tanpa alasan tercatat'}" for one in person.earlier if one.refused]
    return f"Dikeluarkan dari {'; '.join(refused)}." if refused else None


def _dead(person: Listed, _: Around) -> str | None:
    told = (f"{person.name} {person.note or ''}", *(one.reason for one in person.earlier))
    word = next((match[0] for text in told if (match := DEAD.search(text))), None)
    return f"Ada kata “{word.lower()}” di nama, keterangan, atau alasan terdahulu." if word else None


def _no_source(person: Listed, _: Around) -> str | None:
    return None if person.source or person.decile else "Sumber data dan desil kosong."


def _beyond(person: Listed, around: Around) -> str | None:
    if person.place <= around.packages:
        return None
    return f"Nomor urut {wording.number(person.place)}, sedangkan paket hanya {wording.number(around.packages)}."


CHECKS = (
    Check("nik_tidak_sah", "NIK tidak sah", _bad_nik, "Minta NIK yang benar kepada pengirim data."),
    Check("nik_ganda", "NIK ganda", _double("nik", "NIK"), "Sisakan satu orang untuk satu NIK."),
    Check("orang_ganda", "Orang yang sama dua kali", _same_person, "Gugurkan salah satu barisnya."),
    Check("kk_tidak_sah", "No. KK tidak sah", _bad_kk, "Lengkapi dari kartu keluarga."),
    Check("kk_ganda", "No. KK ganda", _double("no_kk", "No. KK"), "Pastikan program membolehkan lebih dari satu paket per KK."),
    Check("pernah_dibantu", "Pernah menerima bantuan", _helped, "Dahulukan yang belum pernah, atau catat alasannya."),
    Check("pernah_ditolak", "Pernah digugurkan atau diganti, muncul lagi", _refused, "Pastikan sebab yang dahulu sudah tidak berlaku."),
    Check("meninggal", "Dilaporkan meninggal", _dead, "Tanyakan kepada kelurahan; ganti dengan ahli waris bila berhak."),
    Check("tanpa_sumber", "Tanpa sumber data", _no_source, "Isi sumber data atau desil di kartu orang."),
    Check("lebih_dari_paket", "Lebih banyak orang daripada paket", _beyond, "Kurangi daftar atau tambah paket."),
)
BY_CODE = {check.code: check for check in CHECKS}
