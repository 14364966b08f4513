"""What BPK would find: each check with the person it finds and the one it leaves alone."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.audit import CHECKS, Earlier, Listed, examine

TODAY = date(2026, 3, 12)
FINE = Listed("PEN-1", 1, "Rusmini", "6372014809869001", "6372010101089001", source="DTSEN", decile=2)
OTHER = Listed("PEN-2", 2, "Hamdani", "6372010503849001", "6372010101089002", source="DTSEN")

ONE_PERSON = {
    "nik_tidak_sah": [
        ({"nik": None}, "NIK kosong."), ({"nik": "63720148"}, "NIK berisi 8 angka, seharusnya 16."),
        ({"nik": "6372014813869001"}, "Tanggal lahir di NIK mustahil: 481386."),
        ({"nik": "6372014809860000"}, "Empat angka akhir NIK 0000; nomor urut mulai dari 0001."),
    ],
    "kk_tidak_sah": [({"no_kk": ""}, "No. KK kosong."), ({"no_kk": FINE.nik}, "No. KK sama dengan NIK.")],
    "orang_ganda": [({"same_as": "Rusmeni"}, "Sudah diputuskan: orang yang sama dengan Rusmeni di daftar ini.")],
    "pernah_dibantu": [
        ({"helped_before": True}, "Menurut isian “Pernah Menerima”, sudah pernah dibantu."),
        ({"earlier": (Earlier("Bansos 2025", date(2025, 3, 5)),)}, "Sudah menerima Bansos 2025 (5 Maret 2025)."),
    ],
    "pernah_ditolak": [
        ({"earlier": (Earlier("Bansos 2025", None, True, "pindah ke Martapura"),)},
         "Dikeluarkan dari Bansos 2025: pindah ke Martapura."),
    ],
    "meninggal": [
        ({"note": "Meninggal 2 Januari"}, "Ada kata “meninggal” di nama, keterangan, atau alasan terdahulu."),
        ({"name": "Rusmini (Almh.)"}, "Ada kata “almh” di nama, keterangan, atau alasan terdahulu."),
    ],
    "tanpa_sumber": [({"source": None, "decile": None}, "Sumber data dan desil kosong.")],
    "lebih_dari_paket": [({"place": 11}, "Nomor urut 11, sedangkan paket hanya 10.")],
}
CASES = [(code, changes, sentence) for code, cases in ONE_PERSON.items() for changes, sentence in cases]


@pytest.mark.parametrize(("code", "changes", "sentence"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_person_is_found_by_the_check_that_is_for_him_and_by_no_other(code, changes, sentence):
    found = examine([replace(FINE, **changes), OTHER], 10, TODAY)
    assert found == [(code, "PEN-1", sentence)]


@pytest.mark.parametrize(("field", "code"), [("nik", "nik_ganda"), ("no_kk", "kk_ganda")])
def test_both_bearers_of_a_number_are_found_each_with_the_place_of_the_other(field, code):
    found = examine([FINE, replace(OTHER, **{field: getattr(FINE, field)})], 10, TODAY)
    assert [(one.check, one.person) for one in found] == [(code, "PEN-1"), (code, "PEN-2")]
    assert found[0].sentence.endswith("sama dengan nomor urut 2.")


@pytest.mark.parametrize("name", ["Almira", "Matius", "Halmahera"])
def test_a_name_that_only_begins_like_a_word_for_death_is_left_alone(name):
    assert examine([replace(FINE, name=name)], 10, TODAY) == []


def test_a_faultless_list_has_no_findings():
    assert examine([FINE, OTHER], 2, TODAY) == []


def test_every_check_is_shown_to_find_somebody():
    assert {check.code for check in CHECKS} == {*ONE_PERSON, "nik_ganda", "kk_ganda"}


@given(st.integers(0, 12), st.integers(0, 12))
def test_exactly_the_people_beyond_the_packages_are_too_many(people, packages):
    crowd = [Listed(str(n), n, "Warga", f"637201480986{n:04}", f"637201010108{n:04}", decile=1) for n in range(1, people + 1)]
    found = [one for one in examine(crowd, packages, TODAY) if one.check == "lebih_dari_paket"]
    assert len(found) == max(0, people - packages)
