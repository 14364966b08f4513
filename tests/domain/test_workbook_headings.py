"""What stands above the columns of a list, and which column it makes."""

from datetime import date

import pytest
from workbook_cast import AHMAD, ALL, PLACES, SITI, TODAY, people, reading

from services.domain.workbook import Area, Grid, read

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


def test_a_heading_of_three_lines():
    result = reading(
        ("NO", "DATA PENERIMA", "", "", "", "ALAMAT", "", ""), ("", "IDENTITAS", "", "KELAHIRAN", "", "JALAN", "RT/RW", ""),
        ("", "NIK", "NAMA", "TEMPAT", "TGL", "", "RT", "RW"), (1, SITI[0], SITI[2], "Rantau", "05-03-1984", "Jl. A", 1, 2),
        merged=(Area(0, 1, 0, 4), Area(1, 1, 1, 2), Area(1, 3, 1, 4), Area(0, 0, 2, 0), Area(0, 5, 0, 7), Area(1, 6, 1, 7), Area(1, 5, 2, 5)),
    )  # fmt: skip
    fields = ("nik", "name", "birth_place", "birth_date", "address", "rt", "rw")
    assert people(result, *fields) == [(SITI[0], SITI[2], "Rantau", date(1984, 3, 5), "Jl. A", "001", "002")]


def test_a_row_below_the_heading_that_explains_it():
    result = reading(
        ("No", "NIK", "Nama", "L/P", "Tgl Lahir"), ("", "16 digit", "sesuai KTP", "L = Laki-laki, P = Perempuan", "dd-mm-yyyy"),
        ("contoh", "6372010101709999", "CONTOH NAMA", "L", "01-01-1970"), (1, SITI[0], SITI[2], "P", "05-03-1984"), (2, "", "AHMAD", "L", ""),
    )  # fmt: skip
    assert people(result, "nik", "name", "sex") == [(SITI[0], SITI[2], "P"), (None, "AHMAD", "L")]


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


def test_a_nik_under_an_unknown_heading_is_found_by_its_women():
    result = reading(("No", "Nama", "Alamat", "Identitas"), *((at, name, "Jl. Melati", nik) for at, (nik, _, name) in enumerate(ALL, 1)))
    assert people(result, "nik") == [(person[0],) for person in ALL]
    assert [column.sure for column in result.tables[0].table.columns if "nik" in column.takes] == [False]


def test_a_heading_that_explains_its_codes():
    rows = [(nik, name, 1 if name == AHMAD[2] else 2, 3) for nik, _, name in ALL]
    result = reading(("NIK", "Nama", "Jns Kelamin (1=L, 2=P)", "Desil (1-10)"), *rows)
    assert people(result, "sex", "decile") == [("L" if name == AHMAD[2] else "P", 3) for _, _, name in ALL]


def test_a_hamlet_below_a_heading_for_all_of_the_address_is_all_that_is_known_of_it():
    result = reading(
        ("NIK", "NAMA", "ALAMAT", "", ""), ("", "", "DUSUN", "RT", "RW"), (SITI[0], SITI[2], "Sei Paring", 1, 2),
        merged=(Area(0, 2, 0, 4), Area(0, 0, 1, 0), Area(0, 1, 1, 1)),
    )  # fmt: skip
    assert people(result, "address", "rt", "rw") == [("Sei Paring", "001", "002")]


def test_short_heads_of_an_export_of_insured_people():
    result = reading(
        ("PSNOKA", "NOKA", "NIK", "NOKK", "NAMA", "TMPLHR", "TGLLHR", "JKPST", "NMDESA"),
        ("0001234500001", "0001234600001", *SITI, "Rantau", "1984-03-05", "2", "MENTAOS"),
    )  # fmt: skip
    assert people(result, "nik", "no_kk", "name", "birth_place", "sex", "kelurahan") == [(*SITI, "Rantau", "P", "Mentaos")]


def test_a_heading_mapped_by_hand():
    rows = (("Kode Warga", "Penduduk"), SITI[::2], AHMAD[::2])
    assert reading(*rows).refused is not None
    result = read([Grid("A", rows)], PLACES, TODAY, own={"kodewarga": "nik", "penduduk": "name"})
    assert people(result, "nik", "name") == [SITI[::2], AHMAD[::2]]


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


@pytest.mark.parametrize("heading", ["Di kota mana Anda lahir? (tempat lahir)", "Tempat Lahir (Kota/Kabupaten)", "Kota tempat lahir"])
def test_the_town_somebody_was_born_in(heading):
    assert people(reading(("NIK", "Nama", heading), (SITI[0], SITI[2], "Rantau")), "birth_place") == [("Rantau",)]


def test_a_street_below_a_heading_for_all_of_the_address():
    result = reading(
        ("NIK", "NAMA", "ALAMAT", "", ""), ("", "", "DUSUN/JALAN", "RT", "RW"), (SITI[0], SITI[2], "Jl. Melati", 1, 2),
        merged=(Area(0, 2, 0, 4), Area(0, 0, 1, 0), Area(0, 1, 1, 1)),
    )  # fmt: skip
    assert people(result, "address", "rt", "rw") == [("Jl. Melati", "001", "002")]
