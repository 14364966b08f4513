"""Each fault by its code, in words, with the cell and the remedy."""

from datetime import date

import pytest

from services.domain import findings
from services.domain.workbook import Entry, Fault

TODAY = date(2026, 3, 12)
GOOD = {"nik": "6372014503849001", "no_kk": "6372010101109001", "name": "SITI RAHMAH", "sex": "P", "birth_date": date(1984, 3, 5),
        "kelurahan": "Palam", "kelurahan_code": "63.72.03.1001", "kecamatan": "Cempaka"}  # fmt: skip
COLUMNS = {name: index for index, name in enumerate(("number", "nik", "no_kk", "name", "sex", "birth_date", "kelurahan", "kecamatan", "rt"))}


def entry(faults=None, row=17, sheet="A", hidden=False, struck=False, **values):
    faults = {name: Fault(*fault) for name, fault in (faults or {}).items()}
    return Entry(sheet, (row,), GOOD | values, faults, COLUMNS, hidden, struck)


def codes(*entries):
    return [[finding.code for finding in found] for found in findings.check(entries, TODAY)]


def test_a_good_person_has_no_findings():
    assert codes(entry()) == [[]]


CASES = {
    "nik_kosong": ({"nik": None}, {}), "nama_kosong": ({"name": None}, {}),
    "nik_rusak": ({"nik": None}, {"nik": ("rusak", "6372014503849000")}),
    "nik_bukan_angka": ({"nik": "6372O14503849001"}, {"nik": ("bukan_angka", "6372O14503849001")}),
    "nik_bukan_16_digit": ({"nik": "637201450384900"}, {"nik": ("bukan_16_digit", "637201450384900")}),
    "kk_rusak": ({"no_kk": None}, {"no_kk": ("rusak", "6,37E+15")}),
    "kk_bukan_angka": ({"no_kk": "x1"}, {"no_kk": ("bukan_angka", "x1")}),
    "kk_bukan_16_digit": ({"no_kk": "63720"}, {"no_kk": ("bukan_16_digit", "63720")}),
    "nik_tanggal_mustahil": ({"nik": "6372013113849001"}, {}),
    "nik_tgl_lahir_beda": ({"birth_date": date(1985, 3, 5)}, {}),
    "nik_jk_beda": ({"sex": "L"}, {}),
    "nik_prefix_luar": ({"nik": "6303014503849001"}, {}),
    "nik_serial_0000": ({"nik": "6372014503840000"}, {}),
    "nik_sama_kk": ({"no_kk": "6372014503849001"}, {}),
    "tgl_lahir_tak_terbaca": ({"birth_date": None}, {"birth_date": ("tak_terbaca", "??-??-1967")}),
    "kelurahan_tak_dikenal": ({"kelurahan": None}, {"kelurahan": ("tak_dikenal", "Jawa")}),
    "kecamatan_tidak_cocok": ({}, {"kecamatan": ("tidak_cocok", "Landasan Ulin")}),
    "nik_angka": ({}, {"nik": ("angka", "6372014503849001")}),
    "kk_kosong": ({"no_kk": None}, {}), "tgl_lahir_kosong": ({"birth_date": None}, {}),
    "rt_rw_menjadi_tanggal": ({}, {"rt": ("menjadi_tanggal", "12-04-2026")}),
}  # fmt: skip


@pytest.mark.parametrize(("code", "case"), CASES.items(), ids=CASES)
def test_each_fault_has_its_code_and_no_other(code, case):
    values, faults = case
    assert codes(entry(faults, **values)) == [[code]]


def test_every_rule_is_tested():
    elsewhere = {"nik_ganda", "kk_ganda", "tgl_lahir_tertukar", "baris_tersembunyi", "dicoret"}
    assert {rule.code for rule in findings.RULES} == CASES.keys() | elsewhere


def test_the_sentence_of_a_different_birth_date():
    (found,) = findings.check([entry(birth_date=date(1985, 3, 5))], TODAY)[0]
    assert found.sentence == "Tanggal lahir di NIK 05-03-1984, di kolom 05-03-1985."
    assert found.remedy == "Cocokkan dengan KTP; baris tetap disimpan."
    assert (found.cell, found.severity) == ("F17", "warning")


def test_exchanged_day_and_month_are_said():
    assert codes(entry(birth_date=date(1984, 5, 3))) == [["nik_tgl_lahir_beda", "tgl_lahir_tertukar"]]


def test_an_impossible_nik_says_nothing_about_birth_date_or_sex():
    assert codes(entry(nik="6372010013849001", birth_date=date(1950, 1, 1))) == [["nik_tanggal_mustahil"]]


def test_the_second_bearer_of_a_nik_points_to_the_first():
    first, second = entry(row=8), entry(row=31, sheet="B", no_kk=None)
    assert codes(first, second) == [[], ["nik_ganda", "kk_kosong"]]
    assert findings.check([first, second], TODAY)[1][0].sentence == "NIK ini sudah ada di baris 8 lembar “A” berkas yang sama."


def test_the_second_of_a_family_is_a_warning():
    assert codes(entry(), entry(nik="6372020110729002", sex="L", birth_date=date(1972, 10, 1))) == [[], ["kk_ganda"]]


def test_damaged_and_short_numbers_are_never_doubles():
    short = {"nik": ("bukan_16_digit", "637")}
    assert codes(entry(short, nik="637", no_kk=None), entry(short, nik="637", no_kk=None)) == [["nik_bukan_16_digit", "kk_kosong"]] * 2


def test_a_hidden_row_is_said():
    assert codes(entry(hidden=True)) == [["baris_tersembunyi"]]


def test_a_struck_row_is_said():
    assert codes(entry(struck=True)) == [["dicoret"]]


def test_a_fact_without_a_column_names_the_row():
    (found,) = findings.check([Entry("A", (9,), GOOD | {"nik": None}, {}, {})], TODAY)[0]
    assert found.cell == "baris 9"


def test_no_sentence_shows_a_nik():
    for values, faults in CASES.values():
        for finding in findings.check([entry(faults, **values)], TODAY)[0]:
            assert "637201450384" not in finding.sentence + finding.remedy
