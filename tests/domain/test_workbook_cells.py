"""What stands in a cell: numbers, dates, several facts at once."""

from datetime import date, datetime

import pytest
from workbook_cast import AHMAD, ALL, BUDI, NOOR, SITI, people, reading

from services.domain.workbook import Area


@pytest.mark.parametrize("cell", ["SITI RAHMAH / 6372014503849001", "SITI RAHMAH\n6372014503849001", "SITI RAHMAH (6372014503849001)",
                                  "6372014503849001 - SITI RAHMAH"])  # fmt: skip
@pytest.mark.parametrize("heading", ["Nama KPM / NIK", "NAMA DAN NIK", "Nama Lansia/NIK"])
def test_name_and_nik_in_one_cell(cell, heading):
    assert people(reading(("No", "No PBP", heading, "RT/RW"), (1, "123", cell, "12/4")), "nik", "name", "rt", "rw") == [
        (SITI[0], SITI[2], "012", "004")
    ]


@pytest.mark.parametrize(("heading", "cell"), [
    ("Nama / Tempat, Tgl Lahir", "SITI RAHMAH, S.Pd.\nRantau, 05-03-1984"),
    ("Nama, Tempat dan Tanggal Lahir", "SITI RAHMAH, S.Pd.\nRantau\n5 Maret 1984"),
    ("Nama/TTL", "SITI RAHMAH / Rantau, 5-3-1984"),
])  # fmt: skip
def test_a_name_and_where_and_when_somebody_was_born_in_one_cell(heading, cell):
    ((name, place, born),) = people(reading(("NIK", heading), (SITI[0], cell)), "name", "birth_place", "birth_date")
    assert (name.removesuffix(", S.Pd."), place, born) == (SITI[2], "Rantau", date(1984, 3, 5))


def test_names_that_bear_the_running_number():
    result = reading(("Nama", "Nomor Identitas (KTP)"), ("1. SITI RAHMAH", f"NIK: {SITI[0]}"), ("2) AHMAD FAUZI", f"NIK: {AHMAD[0]}"))
    assert people(result, "nik", "name") == [SITI[::2], AHMAD[::2]]


@pytest.mark.parametrize(("heading", "cell"), [
    ("NIK/KK", f"{SITI[0]}/{SITI[1]}"), ("NIK / No. KK", f"{SITI[0]}\n{SITI[1]}"), ("No. KK\nNIK", f"{SITI[1]}\n{SITI[0]}"), ("No KK & NIK", f"{SITI[1]} & {SITI[0]}")])
def test_both_numbers_in_one_cell(heading, cell):
    assert people(reading(("No", "Nama", heading), (1, SITI[2], cell))) == [SITI]


@pytest.mark.parametrize(("cell", "place", "born"), [
    ("Pelaihari, 4 Oktober 1999", "Pelaihari", date(1999, 10, 4)), ("Pelaihari / 04-10-1999", "Pelaihari", date(1999, 10, 4)),
    ("Pelaihari 04/10/1999", "Pelaihari", date(1999, 10, 4)), ("Sungai Danau, 4 OKT 99", "Sungai Danau", date(1999, 10, 4)),
    ("Pelaihari,1999-10-04", "Pelaihari", date(1999, 10, 4)), ("Pelaihari, ??-??-1967", "Pelaihari", None), ("Pelaihari", "Pelaihari", None),
    ("Pelaihari, tidak tahu", "Pelaihari", None), ("Pelaihari, tgl. 4 Oktober 1999", "Pelaihari", date(1999, 10, 4)),
])  # fmt: skip
def test_place_and_date_of_birth_in_one_cell(cell, place, born):
    result = reading(("NIK", "Nama", "Tempat, Tgl Lahir"), (SITI[0], SITI[2], cell))
    assert people(result, "birth_place", "birth_date") == [(place, born)]


@pytest.mark.parametrize(("cell", "born"), [
    (date(1984, 3, 5), date(1984, 3, 5)), (datetime(1984, 3, 5, 0, 0), date(1984, 3, 5)), (30746.0, date(1984, 3, 5)), ("30746", date(1984, 3, 5)),  # noqa: DTZ001
    ("05-03-1984", date(1984, 3, 5)), ("5/3/84", date(1984, 3, 5)), ("5 Maret 1984", date(1984, 3, 5)), ("1984-03-05", date(1984, 3, 5)),
    ("05 MAR 1984", date(1984, 3, 5)), ("1984-03-05 00:00:00", date(1984, 3, 5)), ("05.03.1984", date(1984, 3, 5)), ("05031984", date(1984, 3, 5)),
    ("19840305", date(1984, 3, 5)), ("31-02-1984", None), ("00-00-0000", None), ("tidak tahu", None), ("05-03-2984", None), ("1984", None),
    ("05-03-1984 00:00:00", date(1984, 3, 5)), ("Maret 5, 1984", date(1984, 3, 5)), ("20061964", date(1964, 6, 20)),
    ("Senin, 5 Maret 1984", date(1984, 3, 5)),
])  # fmt: skip
def test_ways_to_write_a_date(cell, born):
    result = reading(("NIK", "Nama", "Tgl Lahir"), (SITI[0], SITI[2], cell))
    assert people(result, "birth_date") == [(born,)]
    assert ("birth_date" in result.entries[0].faults) == (born is None)


@pytest.mark.parametrize(("cell", "nik", "fault"), [
    ("6372014503849001", "6372014503849001", None), ("'6372014503849001", "6372014503849001", None),
    ("6372 0145 0384 9001", "6372014503849001", None), ("`6372014503849001", "6372014503849001", None),
    ("63.72.01.450384.9001", "6372014503849001", None), ("6372014503849001,", "6372014503849001", None), ("\u200b6372014503849001\u00a0", "6372014503849001", None),
    (6372014503849000.0, None, "rusak"), ("6,37201E+15", None, "rusak"), ("6.37201E+15", None, "rusak"), (6372014503849001.0, "6372014503849001", "angka"),
    ("6372014503849000", "6372014503849000", None), ("6372014503849000.0", None, "rusak"), (63720145038490012.0, None, "rusak"),
    ("-", None, "kosong"), (0, None, "kosong"), ("BELUM ADA", None, "kosong"), ("tdk ada", None, "kosong"),
    ("637201450384900", "637201450384900", "bukan_16_digit"), ("63720145038490011", "63720145038490011", "bukan_16_digit"),
    ("6372O14503849001", "6372O14503849001", "bukan_angka"),
])  # fmt: skip
def test_a_nik_is_kept_or_named_damaged_but_never_repaired(cell, nik, fault):
    entry = reading(("No", "NIK", "Nama", "No KK"), (1, cell, SITI[2], SITI[1])).entries[0]
    assert entry.values.get("nik") == nik
    assert (entry.faults["nik"].word if "nik" in entry.faults else None) == fault


def test_numbers_that_lost_their_last_digit_before_they_became_text():
    damaged = [(f"63720145038{at:04}0", f"ORANG {at}") for at in range(9001, 9010)]
    result = reading(("NIK", "Nama"), *damaged, SITI[::2])
    assert [entry.values["nik"] for entry in result.entries] == [None] * 9 + [SITI[0]]
    assert {entry.faults["nik"].word for entry in result.entries[:9]} == {"rusak"}


def test_a_family_number_that_ends_in_0_is_one_number():
    family = [(f"63720145038{at:05}", "6372010101109010", f"ORANG {at}") for at in range(90001, 90012)]
    assert people(reading(("NIK", "No. KK", "Nama"), *family)) == family


def test_one_number_in_ten_may_end_in_0():
    good = [(f"63720145038{at:05}", f"ORANG {at}") for at in range(90001, 90021)]
    assert [entry.values["nik"] for entry in reading(("NIK", "Nama"), *good).entries] == [nik for nik, _ in good]


def test_an_address_in_one_string():
    result = reading(("NIK", "Nama", "Alamat"), (SITI[0], SITI[2], "Jl. Melati No. 5 RT. 012 RW. 003 Kel. Guntung Payung Kec. Landasan Ulin"))
    assert people(result, "address", "rt", "rw", "kelurahan", "kecamatan") == [("Jl. Melati No. 5", "012", "003", "Guntung Payung", "Landasan Ulin")]


def test_codes_of_kecamatan_and_kelurahan():
    result = reading(("NIK", "NAMA_LGKP", "NO_KECAMATAN", "NO_KELURAHAN"), (SITI[0], SITI[2], 3.0, 1001.0))
    assert people(result, "kelurahan", "kecamatan") == [("Palam", "Cempaka")]


def test_small_numbers_that_an_export_wrote_with_a_decimal():
    header = ("NIK", "NAMA_LGKP", "JENIS_KLMIN", "TGL_LHR", "NO_RT", "NO_RW", "NO_KECAMATAN", "NO_KELURAHAN", "Desil")
    result = reading(header, (SITI[0], SITI[2], "2.0", "30746.0", "5.0", "12.0", "4.0", "1002.0", "3.0"))
    fields = ("sex", "birth_date", "rt", "rw", "kelurahan", "decile")
    assert people(result, *fields) == [("P", date(1984, 3, 5), "005", "012", "Mentaos", 3)]


def test_a_neighbourhood_that_became_a_date_is_left_open():
    entry = reading(("NIK", "Nama", "RT/RW"), (SITI[0], SITI[2], datetime(2026, 4, 12))).entries[0]  # noqa: DTZ001
    assert (entry.values["rt"], entry.values["rw"]) == (None, None)
    assert entry.faults["rt"].word == "menjadi_tanggal"


def test_an_age_behind_a_name_is_no_part_of_it():
    result = reading(("Nama / Umur", "NIK"), *((f"{name} / 45 th", nik) for nik, _, name in ALL))
    assert people(result, "name") == [(name,) for _, _, name in ALL]


@pytest.mark.parametrize("heading", ["Alamat (RT/RW)", "ALAMAT RT RW", "Alamat/RT/RW", "Alamat lengkap, RT dan RW"])
def test_an_address_with_its_neighbourhood_under_one_heading(heading):
    result = reading(("NIK", "Nama", heading), (SITI[0], SITI[2], "Jl. Melati No. 5, RT 12/RW 3"))
    assert people(result, "address", "rt", "rw") == [("Jl. Melati No. 5", "012", "003")]


def test_a_nik_written_one_digit_a_cell():
    result = reading(
        ("NO", "NAMA", "NIK", *[""] * 15, "RT"), (1, SITI[2], *SITI[0], 3), (2, AHMAD[2], *map(float, AHMAD[0]), 4),
        merged=(Area(0, 2, 0, 17),),
    )  # fmt: skip
    assert people(result, "nik", "rt") == [(SITI[0], "003"), (AHMAD[0], "004")]


def test_a_birth_date_with_the_age_behind_it():
    assert people(reading(("NIK", "Nama", "Tgl Lahir / Umur"), (SITI[0], SITI[2], "05-03-1984 / 42 th")), "birth_date") == [(date(1984, 3, 5),)]


@pytest.mark.parametrize(("written", "born"), [
    ("13November1946", date(1946, 11, 13)), ("18-08-1981.", date(1981, 8, 18)), ("29–06–1971", date(1971, 6, 29)),
    ("07\\10\\1947", date(1947, 10, 7)), ("02,06,1977", date(1977, 6, 2)), ("27_09_1960", date(1960, 9, 27)),
    ("2000-09-03T00:00:00.000Z", date(2000, 9, 3)), ("'05-03-1984", date(1984, 3, 5)),
])  # fmt: skip
def test_marks_between_the_parts_of_a_date(written, born):
    assert people(reading(("NIK", "Nama", "Tgl Lahir"), (SITI[0], SITI[2], written)), "birth_date") == [(born,)]


@pytest.mark.parametrize("cell", ["RT 012 RW 003 Kel. Komet", "012/003 Komet", "RT.012/RW.003/Komet", "RT/RW 012/003, Kelurahan Komet"])
def test_a_neighbourhood_and_its_kelurahan_in_one_cell(cell):
    result = reading(("NIK", "Nama", "RT/RW/Kelurahan"), (SITI[0], SITI[2], cell))
    assert people(result, "rt", "rw", "kelurahan") == [("012", "003", "Komet")]


def test_the_city_and_the_post_code_behind_a_kelurahan():
    result = reading(("NIK", "Nama", "Alamat"), (SITI[0], SITI[2], "Jl. Melati RT 12 RW 3 Kel. Guntung Payung Kota Banjarbaru 70721"))
    assert people(result, "address", "kelurahan") == [("Jl. Melati", "Guntung Payung")]


def test_the_sex_behind_a_name():
    assert people(reading(("NIK", "Nama (L/P)"), (SITI[0], "SITI RAHMAH (P)")), "name", "sex") == [("SITI RAHMAH", "P")]


@pytest.mark.parametrize("mark", ['"', "idem", "Sda", "s.d.a", '-"-', "”"])
def test_a_ditto_repeats_the_cell_above(mark):
    result = reading(
        ("NIK", "Nama", "Alamat", "RT", "Kelurahan"), (SITI[0], SITI[2], "Jl. Melati", 3, "Komet"), (AHMAD[0], AHMAD[2], *[mark] * 3),
        (NOOR[0], NOOR[2], *[mark] * 3), (BUDI[0], BUDI[2], "Jl. Mawar", 4, mark),
    )  # fmt: skip
    melati = ("Jl. Melati", "003", "Komet")
    assert people(result, "address", "rt", "kelurahan") == [melati, melati, melati, ("Jl. Mawar", "004", "Komet")]
