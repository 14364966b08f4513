"""What people write for a kelurahan, and what it never becomes."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.places import Places
from services.storage.originals import original

PLACES = Places.read(original("wilayah/6372.toml"))


def test_names_and_codes_are_those_of_the_facts(shared):
    with (shared / "data" / "wilayah_6372.csv").open(encoding="utf-8") as handle:
        facts = {(row["kode_kelurahan"], row["kelurahan"], row["kecamatan"]) for row in csv.DictReader(handle)}
    assert {(place.code, place.name, place.kecamatan) for place in PLACES.kelurahan} == facts


def test_each_kecamatan_is_a_block_of_two_by_two_tiles():
    taken = [(place.column, place.row) for place in PLACES.kelurahan]
    assert len(set(taken)) == 20
    for kecamatan in PLACES.kecamatan:
        assert len({place.column for place in kecamatan.kelurahan}) == 2
        assert len({place.row for place in kecamatan.kelurahan}) == 2


@pytest.mark.parametrize(("written", "meant"), [
    ("Syamsudinnoor", "Syamsudin Noor"), ("SYAMSUDIN NOOR ", "Syamsudin Noor"), ("Samsuddin Noor", "Syamsudin Noor"),
    ("Guntungmanggis", "Guntung Manggis"), ("Guntung Mangis", "Guntung Manggis"),
    ("Laktabat Selatan", "Loktabat Selatan"), ("Lok Tabat Utara", "Loktabat Utara"), ("Loktabat  Utara", "Loktabat Utara"),
    ("Kel. Sei Ulin", "Sungai Ulin"), ("SEI BESAR", "Sungai Besar"), ("Sungaitiung", "Sungai Tiung"),
    ("Kelurahan Palam", "Palam"), ("KEL/DESA CEMPAKA", "Cempaka"), ("L.Ulin Tgh.", "Landasan Ulin Tengah"),
    ("Landasanulin Utara", "Landasan Ulin Utara"), ("63.72.05.1002", "Loktabat Selatan"), ("6372051002", "Loktabat Selatan"),
    ("63.72.04.1001 LOKTABAT UTARA", "Loktabat Utara"), ("6372041004 - Sungai Ulin", "Sungai Ulin"),
    ("MENTAOS (002)", "Mentaos"), ("Mentaos 70711", "Mentaos"),
])  # fmt: skip
def test_a_kelurahan_is_found_however_it_is_written(written, meant):
    found = PLACES.find_kelurahan(written)
    assert found is not None
    assert found.name == meant


@pytest.mark.parametrize("written", [
    "Landasan Ulin", "Loktabat", "Guntung", "Sungai", "Banjar Baru", "Sungai Paring", "Keraton", "Jawa", "", "-",
    "Sungai Lulut", "Sungai Tabuk", "Bangkau", "Landasan Ulin T.",
])  # fmt: skip
def test_an_unknown_or_ambiguous_kelurahan_is_left_open(written):
    assert PLACES.find_kelurahan(written) is None


def test_a_typing_error_is_not_mended_against_the_kecamatan():
    assert PLACES.find_kelurahan("Guntung Mangis", "Landasan Ulin") is not None
    assert PLACES.find_kelurahan("Guntung Mangis", "Cempaka") is None


def test_a_name_spelt_right_is_found_in_any_kecamatan():
    found = PLACES.find_kelurahan("Guntung Manggis", "Cempaka")
    assert found is not None
    assert found.kecamatan == "Landasan Ulin"


@pytest.mark.parametrize(("written", "meant"), [
    ("Kec. Landasan Ulin", "Landasan Ulin"), ("Banjar Baru Utara", "Banjarbaru Utara"), ("BJB Selatan", "Banjarbaru Selatan"),
    ("LIANGANGGANG", "Liang Anggang"), ("cempaka", "Cempaka"), ("63.72.06", "Liang Anggang"),
])  # fmt: skip
def test_a_kecamatan_is_found_however_it_is_written(written, meant):
    found = PLACES.find_kecamatan(written)
    assert found is not None
    assert found.name == meant


@pytest.mark.parametrize("written", ["Banjarbaru", "Martapura", "Banjarmasin Utara", ""])
def test_an_unknown_kecamatan_is_left_open(written):
    assert PLACES.find_kecamatan(written) is None


@given(st.sampled_from(PLACES.kelurahan), st.data())
def test_one_dropped_letter_never_makes_another_kelurahan(place, data):
    at = data.draw(st.integers(0, len(place.name) - 1))
    found = PLACES.find_kelurahan(place.name[:at] + place.name[at + 1 :])
    assert found in (None, place)
