"""Workbooks of several sheets, and what is refused."""

import pytest
from workbook_cast import AHMAD, ALL, BUDI, NOOR, PLACES, SITI, TODAY, people, reading

from services.domain.workbook import Grid, read


def test_hidden_rows_are_read_and_hidden_sheets_are_not():
    header = ("NIK", "Nama")
    result = read([
        Grid("Data", (header, SITI[::2], AHMAD[::2]), hidden=frozenset({2})),
        Grid("Lama", (header, NOOR[::2]), visible=False),
        Grid("Kode", (("sex", "id"), ("LAKI-LAKI", 1))),
    ], PLACES, TODAY)  # fmt: skip
    assert people(result, "name") == [(SITI[2],), (AHMAD[2],)]
    assert [entry.hidden for entry in result.entries] == [False, True]


def test_without_any_headings_a_person_is_told_to_write_some():
    refused = reading(*((at, name, nik) for at, (nik, _, name) in enumerate(ALL, 1))).refused
    assert "Tulis judul di atas setiap kolom" in refused


def test_a_list_of_names_and_addresses_is_told_that_its_niks_are_missing():
    refused = reading(("Nama", "Alamat", "Kartu"), *((name, "Jl. Melati", nik) for nik, _, name in (AHMAD, BUDI))).refused
    assert "Kolom NIK tidak ditemukan di lembar “Sheet1”" in refused


def test_each_sheet_has_its_own_columns():
    result = read([
        Grid("REKAP", (("No", "Kecamatan", "Jumlah"), (1, "CEMPAKA", 60))),
        Grid("PALAM", (("NIK", "Nama"), SITI[::2])),
        Grid("BANGKAL", (("Nama", "Alamat", "NIK"), (AHMAD[2], "Jl. Melati", AHMAD[0]))),
    ], PLACES, TODAY)  # fmt: skip
    assert people(result, "nik", "kelurahan") == [(SITI[0], "Palam"), (AHMAD[0], "Bangkal")]


REFUSED = {
    "no heading": [(1, *SITI), (2, *AHMAD)],
    "only participants": [("Peserta", "Keterangan"), (SITI[0], "a")],
    "label and value": [("ID Program", "12"), ("Nama Program", "PKH")],
    "recap": [("No", "Kecamatan", "Jumlah"), (1, "CEMPAKA", 60)],
    "heading without people": [("No", "NIK", "Nama"), ("JUMLAH", 0, "")],
    "a second list without heading": [("No", "NIK", "Nama"), (1, SITI[0], SITI[2]), ("", "", "", "", ""), ("", "", "", "x", NOOR[0])],
    "officials": [("No", "Nama", "Jabatan"), (1, "Ahmad", "Lurah")],
    "one number for both": [("No", "No KK / NIK", "Nama"), (1, SITI[1], "KELUARGA SITI"), ("", SITI[0], SITI[2])],
    "nothing": [],
}  # fmt: skip


@pytest.mark.parametrize("rows", REFUSED.values(), ids=REFUSED)
def test_what_is_not_understood_is_refused_in_words(rows):
    result = reading(*rows)
    assert result.refused is not None
    assert "lembar “Sheet1”" in result.refused
    assert result.entries == ()


def test_a_name_or_nik_never_stands_in_a_refusal():
    refused = reading(*REFUSED["a second list without heading"]).refused
    assert NOOR[0] not in refused


def test_a_sheet_that_goes_on_without_headings_is_read_with_those_before():
    result = read([Grid("1", (("NO", "NIK", "NAMA", "RT"), (1, SITI[0], SITI[2], 1), (2, AHMAD[0], AHMAD[2], 2))),
                   Grid("2", ((3, NOOR[0], NOOR[2], 3), (4, BUDI[0], BUDI[2], 4), ("", "JUMLAH", 4)))], PLACES, TODAY)  # fmt: skip
    assert people(result, "nik", "name") == [person[::2] for person in ALL]


def test_a_sheet_without_headings_and_with_other_columns_is_refused():
    result = read([Grid("1", (("NO", "NIK", "NAMA"), (1, SITI[0], SITI[2]))), Grid("2", ((AHMAD[2], 2, AHMAD[0]),))], PLACES, TODAY)
    assert "Baris 1 lembar “2”" in result.refused


@pytest.mark.parametrize("name", ["Petunjuk", "CONTOH PENGISIAN", "Cara mengisi"])
def test_people_on_a_sheet_that_guides_are_made_up(name):
    guide = (("Kolom", "Isi", "Contoh"), ("NIK", "16 digit", BUDI[0]), ("NIK", "Nama"), (BUDI[0], BUDI[2]))
    result = read([Grid(name, guide), Grid("Data", (("NIK", "Nama"), SITI[::2]))], PLACES, TODAY)
    assert people(result, "name") == [(SITI[2],)]


def test_a_sheet_that_heads_nothing_for_thousands_of_rows_is_given_up():
    assert people(reading(*[["Rapat", "Catatan"]] * 4_000, ("NIK", "No. KK", "Nama"), SITI)) == [SITI]
    assert "Tabel tidak ditemukan" in reading(*[["Rapat", "Catatan"]] * 6_000, ("NIK", "No. KK", "Nama"), SITI).refused
