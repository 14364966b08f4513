"""Which rows of a list are people, and which are not."""

from workbook_cast import AHMAD, ALL, BUDI, NOOR, SITI, people, reading

from services.domain.workbook import Area


def test_a_note_or_an_example_with_a_nik_is_nobody():
    result = reading(
        ("NO", "NIK", "NAMA"), ("", "contoh: 6372010101010001", "contoh: Budi"), (1, SITI[0], SITI[2]),
        ("", "Catatan: NIK 6372020110729002 sudah meninggal", ""), ("", "*) NIK 6372020110729002", ""),
    )  # fmt: skip
    assert people(result, "name") == [(SITI[2],)]


def test_the_heading_repeats_on_each_page_with_its_signature():
    page = [("NO", "NIK", "NO. KK", "NAMA"), (1, 2, 3, 4)]
    result = reading(
        *page, (1, *SITI), (2, *AHMAD),
        ("", "", "Banjarbaru, 5 Januari 2026", ""), ("", "", "LURAH PALAM", ""), ("", "", "", "H. NAMA PEJABAT, S.Sos"),
        ("", "", "", "NIP. 19700101 199001 1 001"), ("Halaman 1 dari 2",),
        *page, (3, *NOOR), (4, *BUDI), ("", "JUMLAH", 4, ""),
        ("", "Mengetahui,", "", ""), ("", "197001011990011001", "", "H. NAMA PEJABAT, S.Sos"),
    )  # fmt: skip
    assert people(result) == list(ALL)


def test_two_tables_side_by_side():
    result = reading(
        ("NO", "NAMA", "NIK", "", "NO", "NAMA", "NIK"),
        (1, SITI[2], SITI[0], "", 3, NOOR[2], NOOR[0]),
        (2, AHMAD[2], AHMAD[0], "", 4, BUDI[2], BUDI[0]),
        ("JUMLAH", 2, "", "", "JUMLAH", 2, ""),
    )
    assert people(result, "nik") == [(SITI[0],), (NOOR[0],), (AHMAD[0],), (BUDI[0],)]


def test_a_recap_beside_the_table_is_left_alone():
    result = reading(
        ("NO", "NIK", "NAMA", "KELURAHAN", "", "NO", "KELURAHAN", "JUMLAH"),
        (1, SITI[0], SITI[2], "Palam", "", 1, "Palam", 1),
        (2, AHMAD[0], AHMAD[2], "Bangkal", "", 2, "Bangkal", 1),
        ("", "", "", "", "", "", "TOTAL", 2),
    )
    assert people(result, "name", "kelurahan") == [(SITI[2], "Palam"), (AHMAD[2], "Bangkal")]


def test_hidden_rows_of_field_names_are_no_people():
    result = reading(
        ("NIK", "Nama", "Jenis Kelamin", "Tanggal Lahir"),
        ("nik", "nama", "sex", "tanggallahir"), ("16 digit angka", "sesuai KTP", "L/P", "DD-MM-YYYY"), ("wajib", "wajib", "wajib", "opsional"),
        (SITI[0], SITI[2], "P", "05-03-1984"), hidden=frozenset({1, 2, 3}),
    )  # fmt: skip
    assert people(result, "name") == [(SITI[2],)]


def test_somebody_without_nik_is_still_somebody():
    result = reading(("NO", "NIK", "NAMA", "ALAMAT"), (1, *SITI[::2], "Jl. Melati"), (2, "", "NOOR HAYATI", "Jl. Melati"),
                     ("", "", "NAMA PEJABAT, S.Sos", ""), ("JUMLAH", "", "", 2))  # fmt: skip
    assert people(result, "name") == [(SITI[2],), (NOOR[2],)]


def test_who_is_said_to_have_no_nik_is_somebody():
    result = reading(("NIK", "Nama", "Alamat"), (SITI[0], SITI[2], "Jl. Melati"), ("belum ada", AHMAD[2], "Jl. Mawar"))
    assert people(result, "nik", "name") == [(SITI[0], SITI[2]), (None, AHMAD[2])]


def test_a_person_on_two_rows():
    result = reading(
        ("No", "Nama / NIK", "Alamat"),
        (1, SITI[2], "Jl. Melati"), ("", SITI[0], ""),
        (2, AHMAD[2], "Jl. Kenanga"), ("", AHMAD[0], ""),
    )  # fmt: skip
    assert people(result, "nik", "name") == [SITI[::2], AHMAD[::2]]
    assert [entry.rows for entry in result.entries] == [(2, 3), (4, 5)]


def test_a_recap_below_the_list_is_nobody():
    result = reading(
        ("No", "NIK", "Nama", "Kelurahan"), (1, SITI[0], SITI[2], "Palam"), ("JUMLAH", "", "", 1),
        ("No", "Kelurahan", "Keterangan", "Jumlah"), (1, "Palam", "ada", 1), (2, "Bangkal", "nihil", 0),
    )  # fmt: skip
    assert people(result, "name") == [(SITI[2],)]


def test_two_sheets_side_by_side_keep_their_groups_and_totals_apart():
    result = reading(
        ("NO", "NIK", "NAMA", "NO", "NIK", "NAMA"), (1, SITI[0], SITI[2], 11, NOOR[0], NOOR[2]), (2, "", AHMAD[2], 12, BUDI[0], BUDI[2]),
        ("", "", "", 13, "", "RUSDI"),
    )  # fmt: skip
    assert people(result, "name") == [(SITI[2],), (NOOR[2],), (AHMAD[2],), (BUDI[2],), ("RUSDI",)]


def test_hidden_rows_below_the_heading_that_name_types_are_no_people():
    result = reading(
        ("NIK", "Nama", "Alamat"), ("string(16)", "string(100)", "string(255)"), ("required", "required", "optional"),
        ("Isi 16 digit", "sesuai KTP", "nama jalan"), (SITI[0], SITI[2], "Jl. Melati"), hidden=frozenset({1, 2}),
    )  # fmt: skip
    assert people(result, "name") == [(SITI[2],)]


def test_somebody_hidden_who_has_no_nik_is_still_somebody():
    result = reading(("NIK", "Nama", "Alamat", "RT"), (SITI[0], SITI[2], "Jl. Melati", 1), ("", AHMAD[2], "Jl. Mawar", 2), hidden=frozenset({2}))
    assert people(result, "name") == [(SITI[2],), (AHMAD[2],)]


def test_a_person_on_two_rows_whose_address_is_merged_over_both():
    result = reading(
        ("No", "Nama\nNIK", "Alamat"), (1, SITI[2], "Jl. Melati"), ("", SITI[0], ""), (2, AHMAD[2], "Jl. Mawar"), ("", AHMAD[0], ""),
        merged=(Area(1, 0, 2, 0), Area(1, 2, 2, 2), Area(3, 0, 4, 0), Area(3, 2, 4, 2)),
    )  # fmt: skip
    assert people(result, "nik", "name", "address") == [(*SITI[::2], "Jl. Melati"), (*AHMAD[::2], "Jl. Mawar")]
