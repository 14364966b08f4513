"""Lists in the layouts that agencies really send (made-up people), as grids."""

from datetime import date, datetime

import pytest

from services.domain.places import Places
from services.domain.workbook import Area, Grid, read
from services.storage.originals import original

PLACES = Places.read(original("wilayah/6372.toml"))
TODAY = date(2026, 3, 12)

SITI = ("6372014503849001", "6372010101109001", "SITI RAHMAH")
AHMAD = ("6372020110729002", "6372010101109001", "AHMAD FAUZI")
NOOR = ("6372036008889003", "6372010101109002", "NOOR HAYATI")
BUDI = ("6372020306599004", "6372010101109003", "BUDI SANTOSO")
ALL = (SITI, AHMAD, NOOR, BUDI)


def reading(*rows, name="Sheet1", **more):
    return read([Grid(name, rows, **more)], PLACES, TODAY)


def people(result, *fields):
    assert result.refused is None, result.refused
    fields = fields or ("nik", "no_kk", "name")
    return [tuple(entry.values.get(field) for field in fields) for entry in result.entries]


HEADERS = {
    "opensid peserta": ("Peserta", "No. Peserta", "NIK", "No. KK", "Nama", "Tempat Lahir"),
    "bdt": ("ruta_6 (1)", "Nama SLS (11)", "NIK (12)", "No. KK (15)", "Nama KRT (13)", "Jumlah ART (14)"),
    "siks": ("PKH", "BPNT", "NIK", "NOKK", "Nama", "idsemesta"),
    "penyaluran": ("JENIS_BANSOS", "STATUS_BANSOS", "NIK", "NOKK", "NAMA_PENERIMA", "KODE_BATCH"),
    "pkh": ("TAHAP", "IDSEMESTA", "NIK KTP", "NO. KARTU KELUARGA", "NAMA PENERIMA", "PENGHASILAN"),
    "blt": ("KODE_JP", "KRITERIA BLT", "NIK", "Nomor KK", "NAMA KEPALA KELUARGA", "METODE PEMBAYARAN"),
    "survei": ("Surveyor", "Alasan", "NIK", "No KK", "Nama KPM", "E-Warung"),
    "dtks": ("Periode", "ID DTKS", "NIK", "KK", "Nama", "Dusun"),
    "perbaikan": ("ID ART", "Perbaikan NIK", "NIK", "KK", "Nama", "Perbaikan Nama"),
    "dukcapil": ("NO_PROP", "STAT_HBKEL", "NIK", "NO_KK", "NAMA_LGKP", "NAMA_IBU"),
    "dtsen": ("id", "nama_kabupaten_kota", "nomor_induk_kependudukan", "nomor_kartu_keluarga", "nama_lengkap", "umur"),
    "rt": ("AGAMA", "HUBUNGAN KELUARGA", "NIK", "NOMOR KK", "NAMA", "NAMA AYAH"),
    "camel": ("daerah", "shdk", "nik", "noKK", "namaLengkap", "namaIbu"),
    "google form": ("Timestamp", "Alamat email", "Nomor Induk Kependudukan (NIK) sesuai KTP", "Nomor Kartu Keluarga (KK)",
                    "Tuliskan nama lengkap Anda sesuai KTP", "Nomor HP / WA"),
    "formulir bernomor": (
        "Timestamp", "1. Alamat email", "3. Berapa Nomor Induk Kependudukan (16 angka)?", "4. Nomor Kartu Keluarga",
        "2. Siapa nama lengkap Bapak/Ibu (sesuai KTP)?", "5. Apakah Bapak/Ibu pernah dibantu?"),
    "jalan": ("Nama Jalan / Gang", "Nama Ketua RT", "NIK", "Nomor KK", "Nama Jamaah", "JNS KLM"),
    "inggris": ("Occupation", "Remarks", "National ID Number", "Family Card Number", "Full Name", "Phone"),
    "barang": ("Barang", "Qty", "NIK Penerima", "No.KK", "Penerima", "Dinas / Gapoktan / Brigade"),
}  # fmt: skip


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_headers_of_known_exports(header):
    rows = [("x", "y", *person, "z") for person in ALL]
    assert people(reading(header, *rows)) == list(ALL)


def test_kk_above_names_is_the_head_of_the_family():
    rows = [(number, nik, name, "Jl. Melati") for number, (nik, _, name) in enumerate(ALL, 1)]
    result = reading(("No", "NIK", "KK", "Alamat"), *rows)
    assert people(result, "nik", "name") == [(nik, name) for nik, _, name in ALL]


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


def test_a_heading_of_three_lines():
    result = reading(
        ("NO", "DATA PENERIMA", "", "", "", "ALAMAT", "", ""), ("", "IDENTITAS", "", "KELAHIRAN", "", "JALAN", "RT/RW", ""),
        ("", "NIK", "NAMA", "TEMPAT", "TGL", "", "RT", "RW"), (1, SITI[0], SITI[2], "Rantau", "05-03-1984", "Jl. A", 1, 2),
        merged=(Area(0, 1, 0, 4), Area(1, 1, 1, 2), Area(1, 3, 1, 4), Area(0, 0, 2, 0), Area(0, 5, 0, 7), Area(1, 6, 1, 7), Area(1, 5, 2, 5)),
    )  # fmt: skip
    fields = ("nik", "name", "birth_place", "birth_date", "address", "rt", "rw")
    assert people(result, *fields) == [(SITI[0], SITI[2], "Rantau", date(1984, 3, 5), "Jl. A", "001", "002")]


def test_a_note_or_an_example_with_a_nik_is_nobody():
    result = reading(
        ("NO", "NIK", "NAMA"), ("", "contoh: 6372010101010001", "contoh: Budi"), (1, SITI[0], SITI[2]),
        ("", "Catatan: NIK 6372020110729002 sudah meninggal", ""), ("", "*) NIK 6372020110729002", ""),
    )  # fmt: skip
    assert people(result, "name") == [(SITI[2],)]


def test_a_row_below_the_heading_that_explains_it():
    result = reading(
        ("No", "NIK", "Nama", "L/P", "Tgl Lahir"), ("", "16 digit", "sesuai KTP", "L = Laki-laki, P = Perempuan", "dd-mm-yyyy"),
        ("contoh", "6372010101709999", "CONTOH NAMA", "L", "01-01-1970"), (1, SITI[0], SITI[2], "P", "05-03-1984"), (2, "", "AHMAD", "L", ""),
    )  # fmt: skip
    assert people(result, "nik", "name", "sex") == [(SITI[0], SITI[2], "P"), (None, "AHMAD", "L")]


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


def test_a_sum_above_a_heading_that_repeats_is_no_part_of_it():
    head = [("NO", "NAMA LENGKAP", "NOMOR", "", "TEMPAT/TGL LAHIR", ""), ("", "", "NIK", "KK", "TEMPAT", "TANGGAL"), ("1", "2", "3", "4", "5", "6")]
    page = [("", "Jumlah pindahan", "", "1"), *head]
    people_of = [(at, name, nik, kk, "Rantau", "5 Maret 1984") for at, (nik, kk, name) in enumerate(ALL, 1)]
    areas = [Area(top, left, top + 1, left) for top in (0, 5, 10) for left in (0, 1)]
    groups = [Area(top, left, top, left + 1) for top in (0, 5, 10) for left in (2, 4)]
    rows = [*head, people_of[0], *page, people_of[1], *page, *people_of[2:]]
    for merged in ((), (*areas, *groups)):
        result = reading(*rows, merged=merged)
        assert people(result) == list(ALL)
        assert people(result, "birth_place", "birth_date") == [("Rantau", date(1984, 3, 5))] * 4


def test_a_heading_of_three_lines_and_a_row_of_column_numbers():
    result = reading(
        ("No. Urut", "Data Kepala Keluarga", "", "", "Desil"), ("", "Identitas", "", "Jenis Kelamin", ""), ("", "NIK", "Nama", "", ""),
        ("(1)", "(2)", "(3)", "(4)", "(5)"), (1, SITI[0], SITI[2], "P", 2),
        merged=(Area(0, 0, 2, 0), Area(0, 1, 0, 3), Area(1, 1, 1, 2), Area(1, 3, 2, 3), Area(0, 4, 2, 4)),
    )  # fmt: skip
    assert people(result, "nik", "name", "sex", "decile") == [(SITI[0], SITI[2], "P", 2)]


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


def test_a_house_number_beside_the_street_is_no_running_number():
    result = reading(
        ("NO", "NAMA", "NIK", "ALAMAT", "", "", ""),
        ("", "", "", "JALAN", "NO", "RT", "RW"),
        (1, SITI[2], SITI[0], "Jl. Melati", 12, 3, 4),
        merged=(Area(0, 3, 0, 6), Area(0, 0, 1, 0), Area(0, 1, 1, 1), Area(0, 2, 1, 2)),
    )
    assert people(result, "name", "nik", "address", "rt", "rw") == [(SITI[2], SITI[0], "Jl. Melati", "003", "004")]


def test_a_heading_of_two_lines_without_merged_cells():
    result = reading(
        ("NO", "IDENTITAS", "", "NAMA", "TTL", "", "JENIS KELAMIN", ""),
        ("", "NIK", "NO KK", "", "TEMPAT LAHIR", "TANGGAL LAHIR", "L", "P"),
        (1, SITI[0], SITI[1], SITI[2], "Rantau", "05-03-1984", "", "v"),
        (2, AHMAD[0], AHMAD[1], AHMAD[2], "Rantau", "01-10-1972", "√", ""),
    )
    assert people(result, "nik", "no_kk", "name", "birth_date", "sex") == [
        (*SITI, date(1984, 3, 5), "P"), (*AHMAD, date(1972, 10, 1), "L"),
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["SITI RAHMAH / 6372014503849001", "SITI RAHMAH\n6372014503849001", "SITI RAHMAH (6372014503849001)",
                                  "6372014503849001 - SITI RAHMAH"])  # fmt: skip
@pytest.mark.parametrize("heading", ["Nama KPM / NIK", "NAMA DAN NIK", "Nama Lansia/NIK"])
def test_name_and_nik_in_one_cell(cell, heading):
    assert people(reading(("No", "No PBP", heading, "RT/RW"), (1, "123", cell, "12/4")), "nik", "name", "rt", "rw") == [
        (SITI[0], SITI[2], "012", "004")
    ]


@pytest.mark.parametrize(("heading", "cell"), [
    ("NIK/KK", f"{SITI[0]}/{SITI[1]}"), ("NIK / No. KK", f"{SITI[0]}\n{SITI[1]}"), ("No KK & NIK", f"{SITI[1]} & {SITI[0]}")])
def test_both_numbers_in_one_cell(heading, cell):
    assert people(reading(("No", "Nama", heading), (1, SITI[2], cell))) == [SITI]


@pytest.mark.parametrize(("cell", "place", "born"), [
    ("Pelaihari, 4 Oktober 1999", "Pelaihari", date(1999, 10, 4)), ("Pelaihari / 04-10-1999", "Pelaihari", date(1999, 10, 4)),
    ("Pelaihari 04/10/1999", "Pelaihari", date(1999, 10, 4)), ("Sungai Danau, 4 OKT 99", "Sungai Danau", date(1999, 10, 4)),
    ("Pelaihari,1999-10-04", "Pelaihari", date(1999, 10, 4)), ("Pelaihari, ??-??-1967", "Pelaihari", None), ("Pelaihari", "Pelaihari", None),
    ("Pelaihari, tidak tahu", "Pelaihari", None),
])  # fmt: skip
def test_place_and_date_of_birth_in_one_cell(cell, place, born):
    result = reading(("NIK", "Nama", "Tempat, Tgl Lahir"), (SITI[0], SITI[2], cell))
    assert people(result, "birth_place", "birth_date") == [(place, born)]


@pytest.mark.parametrize(("cell", "born"), [
    (date(1984, 3, 5), date(1984, 3, 5)), (datetime(1984, 3, 5, 0, 0), date(1984, 3, 5)), (30746.0, date(1984, 3, 5)), ("30746", date(1984, 3, 5)),  # noqa: DTZ001
    ("05-03-1984", date(1984, 3, 5)), ("5/3/84", date(1984, 3, 5)), ("5 Maret 1984", date(1984, 3, 5)), ("1984-03-05", date(1984, 3, 5)),
    ("05 MAR 1984", date(1984, 3, 5)), ("1984-03-05 00:00:00", date(1984, 3, 5)), ("05.03.1984", date(1984, 3, 5)), ("05031984", date(1984, 3, 5)),
    ("19840305", date(1984, 3, 5)), ("31-02-1984", None), ("00-00-0000", None), ("tidak tahu", None), ("05-03-2984", None), ("1984", None),
    ("05-03-1984 00:00:00", date(1984, 3, 5)), ("Maret 5, 1984", date(1984, 3, 5)), ("Senin, 5 Maret 1984", date(1984, 3, 5)),
])  # fmt: skip
def test_ways_to_write_a_date(cell, born):
    result = reading(("NIK", "Nama", "Tgl Lahir"), (SITI[0], SITI[2], cell))
    assert people(result, "birth_date") == [(born,)]
    assert ("birth_date" in result.entries[0].faults) == (born is None)


@pytest.mark.parametrize(("cell", "nik", "fault"), [
    ("6372014503849001", "6372014503849001", None), ("'6372014503849001", "6372014503849001", None),
    ("6372 0145 0384 9001", "6372014503849001", None), ("`6372014503849001", "6372014503849001", None),
    ("63.72.01.450384.9001", "6372014503849001", None), ("\u200b6372014503849001\u00a0", "6372014503849001", None),
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


def test_a_neighbourhood_that_became_a_date_is_left_open():
    entry = reading(("NIK", "Nama", "RT/RW"), (SITI[0], SITI[2], datetime(2026, 4, 12))).entries[0]  # noqa: DTZ001
    assert (entry.values["rt"], entry.values["rw"]) == (None, None)
    assert entry.faults["rt"].word == "menjadi_tanggal"


def test_hidden_rows_are_read_and_hidden_sheets_are_not():
    header = ("NIK", "Nama")
    result = read([
        Grid("Data", (header, SITI[::2], AHMAD[::2]), hidden=frozenset({2})),
        Grid("Lama", (header, NOOR[::2]), visible=False),
        Grid("Kode", (("sex", "id"), ("LAKI-LAKI", 1))),
    ], PLACES, TODAY)  # fmt: skip
    assert people(result, "name") == [(SITI[2],), (AHMAD[2],)]
    assert [entry.hidden for entry in result.entries] == [False, True]


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


def test_a_nik_under_an_unknown_heading_is_found_by_its_women():
    result = reading(("No", "Nama", "Alamat", "Identitas"), *((at, name, "Jl. Melati", nik) for at, (nik, _, name) in enumerate(ALL, 1)))
    assert people(result, "nik") == [(person[0],) for person in ALL]
    assert [column.sure for column in result.tables[0].table.columns if "nik" in column.takes] == [False]


def test_a_heading_that_explains_its_codes():
    rows = [(nik, name, 1 if name == AHMAD[2] else 2, 3) for nik, _, name in ALL]
    result = reading(("NIK", "Nama", "Jns Kelamin (1=L, 2=P)", "Desil (1-10)"), *rows)
    assert people(result, "sex", "decile") == [("L" if name == AHMAD[2] else "P", 3) for _, _, name in ALL]


def test_an_age_behind_a_name_is_no_part_of_it():
    result = reading(("Nama / Umur", "NIK"), *((f"{name} / 45 th", nik) for nik, _, name in ALL))
    assert people(result, "name") == [(name,) for _, _, name in ALL]


def test_without_any_headings_a_person_is_told_to_write_some():
    refused = reading(*((at, name, nik) for at, (nik, _, name) in enumerate(ALL, 1))).refused
    assert "Tulis judul di atas setiap kolom" in refused


def test_a_heading_mapped_by_hand():
    rows = (("Kode Warga", "Penduduk"), SITI[::2], AHMAD[::2])
    assert reading(*rows).refused is not None
    result = read([Grid("A", rows)], PLACES, TODAY, own={"kodewarga": "nik", "penduduk": "name"})
    assert people(result, "nik", "name") == [SITI[::2], AHMAD[::2]]


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


@pytest.mark.parametrize("heading", ["Alamat (RT/RW)", "ALAMAT RT RW", "Alamat/RT/RW", "Alamat lengkap, RT dan RW"])
def test_an_address_with_its_neighbourhood_under_one_heading(heading):
    result = reading(("NIK", "Nama", heading), (SITI[0], SITI[2], "Jl. Melati No. 5, RT 12/RW 3"))
    assert people(result, "address", "rt", "rw") == [("Jl. Melati No. 5", "012", "003")]


def test_a_recap_below_the_list_is_nobody():
    result = reading(
        ("No", "NIK", "Nama", "Kelurahan"), (1, SITI[0], SITI[2], "Palam"), ("JUMLAH", "", "", 1),
        ("No", "Kelurahan", "Keterangan", "Jumlah"), (1, "Palam", "ada", 1), (2, "Bangkal", "nihil", 0),
    )  # fmt: skip
    assert people(result, "name") == [(SITI[2],)]


def test_a_nik_written_one_digit_a_cell():
    result = reading(
        ("NO", "NAMA", "NIK", *[""] * 15, "RT"), (1, SITI[2], *SITI[0], 3), (2, AHMAD[2], *map(float, AHMAD[0]), 4),
        merged=(Area(0, 2, 0, 17),),
    )  # fmt: skip
    assert people(result, "nik", "rt") == [(SITI[0], "003"), (AHMAD[0], "004")]


def test_a_birth_date_with_the_age_behind_it():
    assert people(reading(("NIK", "Nama", "Tgl Lahir / Umur"), (SITI[0], SITI[2], "05-03-1984 / 42 th")), "birth_date") == [(date(1984, 3, 5),)]


def test_codes_in_words_before_the_table():
    result = reading(
        ("I. KETERANGAN TEMPAT", "", ""), ("101", "Provinsi", "KALIMANTAN SELATAN"), ("104", "Kelurahan", "PALAM"), ("", "", ""),
        ("no urut keluarga", "no kartu keluarga", "nama kepala keluarga", "NIK"), ("KOLOM", 2, 3, 4), (1, SITI[1], SITI[2], SITI[0]),
    )  # fmt: skip
    assert people(result, "nik", "no_kk", "name", "kelurahan") == [(*SITI, "Palam")]


def test_a_title_right_above_the_heading_is_no_part_of_it():
    result = reading(("DAFTAR NAMA IBU HAMIL", "", "update 12/01/26"), ("NIK", "Nama", "Alamat"), (SITI[0], SITI[2], "Jl. Melati"))
    assert people(result, "nik", "name", "address") == [(SITI[0], SITI[2], "Jl. Melati")]


@pytest.mark.parametrize("parent", ["DATA AYAH", "SUAMI", "PENDAMPING"])
def test_numbers_and_names_of_relatives_are_not_taken(parent):
    result = reading(
        ("PENERIMA", "", parent, ""), ("NIK", "NAMA", "NIK", "NAMA"), (SITI[0], SITI[2], AHMAD[0], AHMAD[2]),
        merged=(Area(0, 0, 0, 1), Area(0, 2, 0, 3)),
    )  # fmt: skip
    assert people(result, "nik", "name") == [(SITI[0], SITI[2])]


def test_two_sheets_side_by_side_keep_their_groups_and_totals_apart():
    result = reading(
        ("NO", "NIK", "NAMA", "NO", "NIK", "NAMA"), (1, SITI[0], SITI[2], 11, NOOR[0], NOOR[2]), (2, "", AHMAD[2], 12, BUDI[0], BUDI[2]),
        ("", "", "", 13, "", "RUSDI"),
    )  # fmt: skip
    assert people(result, "name") == [(SITI[2],), (NOOR[2],), (AHMAD[2],), (BUDI[2],), ("RUSDI",)]
