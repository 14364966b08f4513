"""What headings, titles and merged cells say about the people below them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbook_cast import AHMAD, ALL, NOOR, PLACES, SITI, TODAY, people, reading

from services.domain.workbook import Area, Grid, read
from services.domain.workbook.families import families_of


def test_a_family_number_as_heading_with_its_members_below():
    result = reading(
        ("BUKU INDUK PENDUDUK WNI",),
        ("No", "NIK", "Nama", "L/P"),
        ("", "No. KK : 6372010101109001", "", ""),
        (1, SITI[0], SITI[2], "P"),
        (2, AHMAD[0], AHMAD[2], "L"),
        ("", "No. KK : 6372010101109002  Alamat : JL. MELATI RT/RW : 002/003 DUSUN : -", "", ""),
        (1, NOOR[0], NOOR[2], "P"),
    )
    assert people(result) == [SITI, AHMAD, NOOR]
    assert people(result, "address", "rt", "rw")[2] == ("JL. MELATI", "002", "003")


def test_a_family_heading_in_separate_cells_is_nobody():
    result = reading(
        ("NO", "NIK", "NAMA", "SEX"),
        ("NO.KK", "6372010101109001", "SITI RAHMAH", ""),
        (1, SITI[0], SITI[2], "P"),
        ("NO.KK", "6372010101109002", "NOOR HAYATI", ""),
        (1, NOOR[0], NOOR[2], "P"),
    )
    assert people(result) == [SITI, NOOR]


def test_a_family_number_alone_in_its_row():
    result = reading(("NO", "NIK", "NAMA"), (SITI[1], "", ""), (1, SITI[0], SITI[2]), (NOOR[1], "", ""), (1, NOOR[0], NOOR[2]))
    assert people(result) == [SITI, NOOR]


def test_blocks_that_begin_with_the_family_and_repeat_the_heading():
    head = ("", "NO", "NIK", "NAMA LENGKAP", "SHDK")
    result = reading(
        ("BUKU INDUK PENDUDUK",),
        ("", "NO.KK", ":", "6372010101109001", "", "ALAMAT", ":", "JL. MELATI RT 001 RW 002"), head, ("", 1, SITI[0], SITI[2], "KK"),
        ("", "NO.KK", ":", "6372010101109002", "", "ALAMAT", ":", "JL. KENANGA RT 003 RW 002"), head, ("", 1, NOOR[0], NOOR[2], "KK"),
    )  # fmt: skip
    assert people(result) == [SITI, NOOR]
    assert people(result, "address", "rt") == [("JL. MELATI", "001"), ("JL. KENANGA", "003")]


def test_cells_merged_for_each_family():
    result = reading(
        ("NO", "NO KK", "ALAMAT", "NIK", "NAMA"),
        (1, SITI[1], "Jl. Melati", SITI[0], SITI[2]),
        ("", "", "", AHMAD[0], AHMAD[2]),
        (2, NOOR[1], "Jl. Kenanga", NOOR[0], NOOR[2]),
        merged=(Area(1, 0, 2, 0), Area(1, 1, 2, 1), Area(1, 2, 2, 2)),
    )
    assert people(result) == [SITI, AHMAD, NOOR]
    assert people(result, "address") == [("Jl. Melati",), ("Jl. Melati",), ("Jl. Kenanga",)]


def test_places_as_headings_between_the_rows():
    result = reading(
        ("No", "Nama", "NIK", "RT"),
        ("KECAMATAN CEMPAKA", "", "", ""),
        ("A. KELURAHAN PALAM", "", "", ""),
        (1, SITI[2], SITI[0], 1),
        ("Jumlah Kel. Palam", "", 1, ""),
        ("B. Kel. Bangkal", "", "", ""),
        (1, AHMAD[2], AHMAD[0], 2),
        ("KECAMATAN LANDASAN ULIN", "", "", ""),
        ("GUNTUNG PAYUNG", "", "", ""),
        (1, NOOR[2], NOOR[0], 3),
        ("TOTAL", "", 3, ""),
    )
    assert people(result, "name", "kelurahan", "kecamatan") == [
        (SITI[2], "Palam", "Cempaka"), (AHMAD[2], "Bangkal", "Cempaka"), (NOOR[2], "Guntung Payung", "Landasan Ulin"),
    ]  # fmt: skip


def test_the_title_says_the_kelurahan():
    result = reading(
        ("PEMERINTAH KOTA BANJARBARU",), ("KECAMATAN CEMPAKA",), ("KELURAHAN : SUNGAI TIUNG",),
        ("NIK", "NAMA", "RT"), (SITI[0], SITI[2], 1),
    )  # fmt: skip
    assert people(result, "kelurahan", "kelurahan_code", "kecamatan") == [("Sungai Tiung", "63.72.03.1003", "Cempaka")]


@pytest.mark.parametrize(("names", "meant"), [
    (("CEMPAKA",), "kecamatan"), (("CEMPAKA", "LANDASAN ULIN"), "kecamatan"), (("CEMPAKA", "PALAM", "BANGKAL"), "kelurahan"), (("Kel. Cempaka",), "kelurahan"),
])  # fmt: skip
def test_a_sheet_named_cempaka_is_what_the_other_sheets_are(names, meant):
    rows = [[("NIK", "NAMA"), (nik, name)] for nik, _, name in ALL]
    result = read([Grid(name, part) for name, part in zip(names, rows, strict=False)], PLACES, TODAY)
    assert result.entries[0].values["kelurahan"] == ("Cempaka" if meant == "kelurahan" else None)
    assert result.entries[0].values["kecamatan"] == "Cempaka"


def test_a_kelurahan_named_like_its_kecamatan_as_heading_between_the_rows():
    rows = [row for place, one in zip(("CEMPAKA", "PALAM", "CEMPAKA", "LANDASAN ULIN"), ALL, strict=True) for row in ((place,), (one[0], one[2]))]
    result = reading(("NIK", "NAMA"), *rows)
    assert people(result, "kelurahan", "kecamatan") == [
        (None, "Cempaka"), ("Palam", "Cempaka"), ("Cempaka", "Cempaka"), (None, "Landasan Ulin")]


def test_a_place_right_below_the_heading_is_no_line_of_it():
    result = reading(("NO", "NAMA", "NIK"), ("Kel. Palam",), (1, SITI[2], SITI[0]), ("Kel. Bangkal",), (2, AHMAD[2], AHMAD[0]))
    assert people(result, "nik", "kelurahan") == [(SITI[0], "Palam"), (AHMAD[0], "Bangkal")]


def test_below_a_family_number_a_repeated_heading_and_a_signature_are_nobody():
    head = [("NO", "NAMA PENYANDANG DISABILITAS", "NOMOR", "JK"), ("", "", "NIK", "")]
    result = reading(
        *head, ("KK : " + SITI[1],), (1, SITI[2], SITI[0], "P"), *head, (2, AHMAD[2], AHMAD[0], "L"), (3, "ANAK TANPA NIK", "", "L"),
        ("", "Lurah", "", ""), ("", "H. CONTOH PEJABAT, S.Sos", "", ""),
        merged=[Area(top, left, top + 1, left) for top in (0, 4) for left in (0, 1, 3)],
    )  # fmt: skip
    assert people(result, "name", "no_kk") == [(SITI[2], SITI[1]), (AHMAD[2], SITI[1]), ("ANAK TANPA NIK", SITI[1])]


def test_a_title_names_the_smallest_place_first():
    result = reading(
        ("DATA WARGA RT 03 RW 01",), ("KELURAHAN PALAM TAHUN 2026",), ("KECAMATAN CEMPAKA KOTA BANJARBARU",), ("NIK", "NAMA"), (SITI[0], SITI[2]),
        ("KELURAHAN BANGKAL",), ("KECAMATAN CEMPAKA",), ("NIK", "NAMA"), (AHMAD[0], AHMAD[2]),
    )  # fmt: skip
    assert people(result, "rt", "rw", "kelurahan", "kecamatan")[0] == ("003", "001", "Palam", "Cempaka")
    assert people(result, "kelurahan", "kecamatan")[1] == ("Bangkal", "Cempaka")


@pytest.mark.parametrize("title", [
    "Jalan Panglima Batur No. 1 Kelurahan Komet Kota Banjarbaru", "USULAN KELURAHAN PALAM, BANGKAL DAN CEMPAKA", "Kelurahan Palam & Bangkal",
    "RT 1 s/d 5", "RT 01-05", "Ketua RT 03", "Jumlah RT 5",
])  # fmt: skip
def test_a_title_that_does_not_say_one_place_says_none(title):
    result = reading((title,), ("NIK", "NAMA"), (SITI[0], SITI[2]))
    assert people(result, "rt", "kelurahan") == [(None, None)]


@pytest.mark.parametrize("line", ["RT. 001 RW. 002", "RT 1 / RW 2", "RT/RW : 001/002", "LINGKUNGAN RT.1 RW.2"])
def test_a_neighbourhood_as_heading_between_the_rows(line):
    result = reading(("NO", "NAMA", "NIK"), (line,), (1, SITI[2], SITI[0]), ("", "Jumlah RT 1", 1), ("RT. 009 RW. 009",), (1, AHMAD[2], AHMAD[0]))
    assert people(result, "rt", "rw") == [("001", "002"), ("009", "009")]


def test_codes_in_words_before_the_table():
    result = reading(
        ("I. KETERANGAN TEMPAT", "", ""), ("101", "Provinsi", "KALIMANTAN SELATAN"), ("104", "Kelurahan", "PALAM"), ("", "", ""),
        ("no urut keluarga", "no kartu keluarga", "nama kepala keluarga", "NIK"), ("KOLOM", 2, 3, 4), (1, SITI[1], SITI[2], SITI[0]),
    )  # fmt: skip
    assert people(result, "nik", "no_kk", "name", "kelurahan") == [(*SITI, "Palam")]


@pytest.mark.parametrize("line", ["NO. KK : {}  KEPALA KELUARGA : X", "Keluarga 2 - KK {}", "KELUARGA CONTOH (NO. KK {})", "Nomor Kartu Keluarga {}"])
def test_words_around_a_family_number(line):
    rows = [row for nik, kk, name in (SITI, NOOR) for row in ((line.format(kk),), (1, nik, name))]
    assert people(reading(("NO", "NIK", "NAMA"), *rows)) == [SITI, NOOR]


def test_an_address_beside_the_family_number_that_is_not_called_so():
    result = reading(("No", "NIK", "Nama"), (f"KK : {SITI[1]}", "", "Jl. Melati RT/RW : 011/002 DUSUN : -"), (1, SITI[0], SITI[2]))
    assert people(result, "address", "rt", "rw") == [("Jl. Melati", "011", "002")]


def test_a_kelurahan_merged_over_hundreds_of_rows():
    rows = [("PALAM" if at == 0 else "", f"63720145038{at + 11_000}", f"ORANG {at}") for at in range(300)]
    assert {place for (place,) in people(reading(("KEL", "NIK", "NAMA"), *rows, merged=(Area(1, 0, 300, 0),)), "kelurahan")} == {"Palam"}


FAMILIES = (("NO", "NO KK", "NIK", "NAMA", "KELURAHAN"), (1, SITI[1], SITI[0], SITI[2], "Palam"), ("", "", AHMAD[0], AHMAD[2], ""),
            (2, NOOR[1], NOOR[0], NOOR[2], "Bangkal"))  # fmt: skip


def test_a_family_number_in_the_first_row_only_is_carried_down_and_said_to_be_less_sure():
    result = reading(*FAMILIES)
    assert people(result) == [SITI, AHMAD, NOOR]
    assert people(result, "kelurahan") == [("Palam",), ("Palam",), ("Bangkal",)]
    assert [column.heading for column in result.tables[0].table.columns if not column.sure] == ["NO KK", "KELURAHAN"]


@pytest.mark.parametrize("spoilt", [
    (("", "", AHMAD[0], AHMAD[2], ""), (1, SITI[1], SITI[0], SITI[2], "")),  # nobody above
    (*FAMILIES[1:], (3, "", AHMAD[0], "ANAK", "")),  # numbered, yet without a family
    (*FAMILIES[1:], ("", "6372010101109009", AHMAD[0], "ANAK", "")),  # a family, yet not numbered
    (*FAMILIES[1:], (), ("", "", AHMAD[0], "ANAK", "")),  # behind a gap
])
def test_one_row_that_does_not_fit_and_nothing_is_carried(spoilt):
    result = reading(FAMILIES[0], *spoilt)
    assert (AHMAD[0], None) in people(result, "nik", "no_kk")
    assert all(column.sure for column in result.tables[0].table.columns)


families = st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans(), st.booleans()), max_size=8)


@given(families)
def test_carrying_changes_no_filled_cell_and_crosses_none(filled):
    """Each row: is there a number, a No. KK, a kelurahan, a person at all?"""
    rows = [(str(at + 1) if number else "", f"63720101011090{at:02}" if kk else "", f"63720145038490{at:02}" if person else "", "SITI",
             "Palam" if place else "") for at, (number, kk, place, person) in enumerate(filled)]
    grid = Grid("a", (FAMILIES[0], *rows))
    [table] = reading(*FAMILIES).tables[0].table,
    carried = families_of(grid, 1, table, {})
    for (row, at), above in carried.items():
        assert not grid.at(row, at) and grid.at(above, 1)
        assert not any(grid.at(between, 1) for between in range(above + 1, row + 1))
    if all(number and kk for number, kk, _, _ in filled):
        assert carried == {}
