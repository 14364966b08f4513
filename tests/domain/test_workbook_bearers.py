"""Whose name, number and birth date it is where a list has those of several people, or one fact in several columns."""

from datetime import date

import pytest
from workbook_cast import AHMAD, ALL, PLACES, SITI, TODAY, people, reading

from services.domain.workbook import Area, Grid, read
from services.domain.workbook.headings import compact

HEAD = "6372010101709001"  # the NIK of the head of a family


def test_a_members_name_goes_with_the_members_nik_and_not_with_the_heads():
    header = ("No", "Nama Kepala Keluarga", "No KK", "Nama Anggota Keluarga", "NIK Anggota", "NIK Kepala Keluarga")
    rows = [(number, "JAMHARI", kk, name, nik, HEAD) for number, (nik, kk, name) in enumerate(ALL, 1)]
    assert people(reading(header, *rows)) == list(ALL)


def test_where_only_the_head_has_a_nik_the_list_is_of_heads():
    rows = [("SITI", HEAD, "JAMHARI", SITI[1])]
    result = reading(("Nama Anggota Keluarga", "NIK Kepala Keluarga", "Nama Kepala Keluarga", "No KK"), *rows)
    assert people(result) == [(HEAD, SITI[1], "JAMHARI")]


def test_a_members_name_alone_does_not_get_the_heads_nik():
    result = reading(("Nama Anggota Keluarga", "NIK Kepala Keluarga", "No KK"), (SITI[2], HEAD, SITI[1]))
    assert people(result) == [(None, SITI[1], SITI[2])]


def test_what_a_person_said_of_the_columns_holds():
    own = {compact("NIK Kepala Keluarga"): "nik"}
    rows = [("Nama Anggota Keluarga", "NIK Kepala Keluarga"), (SITI[2], SITI[0])]
    assert people(read([Grid("Sheet1", rows)], PLACES, TODAY, own), "nik", "name") == [(SITI[0], SITI[2])]


@pytest.mark.parametrize("header", [("Nama", "NIK Lama", "NIK Baru"), ("Nama", "NIK Salah", "NIK"), ("Nama", "NIK Semula", "NIK Menjadi")])
def test_a_number_that_no_longer_holds_is_not_read(header):
    assert people(reading(header, (SITI[2], HEAD, SITI[0])), "nik", "name") == [(SITI[0], SITI[2])]


def test_day_month_and_year_of_birth_in_columns_of_their_own():
    result = reading(
        ("NO", "NAMA", "NIK", "TANGGAL LAHIR", "", ""), ("", "", "", "TGL", "BLN", "THN"), (1, SITI[2], SITI[0], 5.0, "Maret", 1984.0),
        (2, "AHMAD", "", 1, "", 1972), merged=(Area(0, 3, 0, 5),),
    )  # fmt: skip
    assert people(result, "name", "birth_date") == [(SITI[2], date(1984, 3, 5)), ("AHMAD", None)]
    assert result.entries[1].faults["birth_date"].word == "tak_terbaca"


DOMICILE, REGISTERED = ("Jl. Melati", 1, 2), ("Jl. Kenanga", 3, 4)


@pytest.mark.parametrize(("heads", "cells", "where"), [
    (("Alamat KTP", "RT", "RW", "Alamat Domisili", "RT", "RW"), (*REGISTERED, *DOMICILE), ("Jl. Melati", "001", "002")),
    (("Alamat Domisili", "RT", "RW", "Alamat KTP", "RT", "RW"), (*DOMICILE, *REGISTERED), ("Jl. Melati", "001", "002")),
    (("Alamat KTP", "RT", "RW", "Alamat Domisili"), (*REGISTERED, "Jl. Melati"), ("Jl. Kenanga", "003", "004")),
    (("Alamat Domisili", "Alamat KTP", "RT/RW"), ("Jl. Melati", "Jl. Kenanga", "3/4"), ("Jl. Kenanga", "003", "004")),
    (("Alamat Asal", "RT Asal", "RW Asal", "Alamat Sekarang"), (*REGISTERED, "Jl. Melati"), ("Jl. Melati", None, None)),
    (("RT_ASAL", "ALAMAT_ASAL", "ALAMAT_TUJUAN", "RT_TUJUAN", "RW_TUJUAN"), (3, "Jl. Kenanga", *DOMICILE), ("Jl. Melati", "001", "002")),
    (("Alamat Asal", "RT Asal"), ("Jl. Kenanga", 3), ("Jl. Kenanga", "003", None)),
    (("Alamat Domisili", "Alamat KTP"), ("Jl. Melati", "Jl. Kenanga"), ("Jl. Melati", None, None)),
])  # fmt: skip
def test_of_two_addresses_street_and_neighbourhood_are_of_the_same(heads, cells, where):
    assert people(reading(("NIK", "Nama", *heads), (SITI[0], SITI[2], *cells)), "address", "rt", "rw") == [where]


@pytest.mark.parametrize("above", ["Jumlah Anggota Keluarga", "JML JIWA", "Jumlah"])
def test_how_many_men_and_women_a_family_has_is_not_the_sex_of_its_head(above):
    result = reading(
        ("NIK", "Nama KK", above, ""), ("", "", "L", "P"), (SITI[0], SITI[2], 2, 0), (AHMAD[0], AHMAD[2], 0, 1),
        merged=(Area(0, 2, 0, 3), Area(0, 0, 1, 0), Area(0, 1, 1, 1)),
    )  # fmt: skip
    assert people(result, "nik", "sex") == [(SITI[0], None), (AHMAD[0], None)]


def test_a_first_and_a_last_name_are_one_name():
    result = reading(("NAMA DEPAN", "NAMA BELAKANG", "NIK"), ("SITI", "RAHMAH", SITI[0]), ("AHMAD", "", ALL[1][0]))
    assert people(result, "name") == [("SITI RAHMAH",), ("AHMAD",)]


@pytest.mark.parametrize("cell", [f"{SITI[2]}, NIK. {SITI[0]}", f"NIK: {SITI[0]} {SITI[2]}", f"{SITI[2]}\nNIK {SITI[0]}"])
def test_a_number_named_in_the_cell_leaves_its_label_behind(cell):
    assert people(reading(("No", "Nama / NIK"), (1, cell)), "nik", "name") == [(SITI[0], SITI[2])]


def test_numbers_named_in_the_cell_are_what_they_are_named_whichever_comes_first():
    result = reading(("Nama", "NIK / No. KK"), (SITI[2], f"KK: {SITI[1]} NIK: {SITI[0]}"))
    assert people(result) == [SITI]


@pytest.mark.parametrize(("word", "sex"), [
    ("Laki2", "L"), ("LAKI - LAKI", "L"), ("L (Laki-laki)", "L"), ("Pria", "L"), ("Prp", "P"), ("P - Perempuan", "P"), ("Pr.", "P"),
    ("-", None), ("LP", None),
])  # fmt: skip
def test_words_for_the_sex(word, sex):
    assert people(reading(("NIK", "Nama", "JK"), (SITI[0], SITI[2], word)), "sex") == [(sex,)]


@pytest.mark.parametrize(("heading", "cell"), [
    ("Tgl Lahir", "Banjarmasin, 05-03-1984"), ("Tgl Lahir", "5-III-1984"), ("Tgl Lahir", "5 Mart '84"), ("TTL / Umur", "Rantau, 05-03-1984 / 42 th"),
])  # fmt: skip
def test_more_ways_to_write_a_birth_date(heading, cell):
    assert people(reading(("NIK", "Nama", heading), (SITI[0], SITI[2], cell)), "birth_date") == [(date(1984, 3, 5),)]


@pytest.mark.parametrize(("cell", "rt", "rw"), [("001002", "001", "002"), ("0102", None, None), ("01002", None, None), ("RT01RW02", "001", "002")])
def test_a_neighbourhood_without_marks_is_only_parted_where_it_can_be_parted_in_one_way(cell, rt, rw):
    assert people(reading(("NIK", "Nama", "RT/RW"), (SITI[0], SITI[2], cell)), "rt", "rw") == [(rt, rw)]
