"""Columns mapped by hand: shown as they were seen, remembered for the sender, used for its next file, forgotten."""

import io

import openpyxl
import pytest
from cast import RINA, SITI

from services.domain.schema import AGENCY
from services.errors import NotAllowed
from services.people import imports, intake, layouts, quality
from services.storage.database import create

ODD = b"Kode Warga;Penduduk;Ling.\n6372051001800001;Aminah;3\n6372051001800002;Badrun;4\n"
OWN = {"kodewarga": "nik", "penduduk": "name"}


@pytest.fixture
def agency(office, act):
    office.database.change(act(), "agencies", [create(AGENCY, "INS-PALAM", name="Kelurahan Palam")])
    return "INS-PALAM"


def remembered(office, agency):
    with office.database.reading() as reader:
        return layouts.remembered(reader, agency)


def headings(act, content, own=None):
    return intake.check(content, "daftar.csv", act().today, own=own).reading.headings


def test_the_headings_of_a_refused_workbook_are_seen_with_cells_below_them(act):
    seen = headings(act, ODD)
    assert [(one.text, one.fields) for one in seen] == [("Kode Warga", ()), ("Penduduk", ()), ("Ling.", ())]
    assert seen[1].samples == ("Aminah", "Badrun")


def test_a_title_and_a_row_of_column_numbers_are_no_headings(act):
    content = b"DAFTAR WARGA;;\n" + ODD.replace(b"\n", b"\n1;2;3\n", 1)
    assert [one.text for one in headings(act, content)] == ["Kode Warga", "Penduduk", "Ling."]


def test_without_anything_like_a_nik_no_heading_is_offered(act):
    assert headings(act, b"Barang;Banyaknya\nBeras;10\n") == ()


def test_what_was_mapped_by_hand_reads_the_next_file(office, act, agency):
    seen = headings(act, ODD)
    chosen = {"kodewarga": "nik", "penduduk": "name", "ling": ""}
    layouts.remember(office, act(), agency, layouts.mapped(seen, chosen, {}))
    own = remembered(office, agency)
    assert own == OWN
    checked = intake.check(ODD, "daftar.csv", act().today, own=own)
    assert [entry.values["name"] for entry, _ in checked.people] == ["Aminah", "Badrun"]
    assert layouts.used(own, checked.reading.headings) and not layouts.used(own, headings(act, b"NIK;Nama\n6372051001800001;A\n"))


BARE = b"1;6372051001800001;Aminah;Jl. Melati\n2;6372051001800002;Badrun;Jl. Mawar\n"


def test_a_list_without_headings_is_mapped_by_the_letters_of_its_columns(office, act, agency):
    seen = headings(act, BARE)
    assert [(one.text, one.samples[0]) for one in seen[1:3]] == [("Kolom B", "6372051001800001"), ("Kolom C", "Aminah")]
    chosen = {one.key: fields for one, fields in zip(seen, ("", "nik", "name", "address"), strict=True)}
    layouts.remember(office, act(), agency, layouts.mapped(seen, chosen, {}))
    checked = intake.check(BARE, "daftar.csv", act().today, own=remembered(office, agency))
    assert [(entry.rows, entry.values["nik"], entry.values["name"], entry.values["address"]) for entry, _ in checked.people] == [
        ((1,), "6372051001800001", "Aminah", "Jl. Melati"), ((2,), "6372051001800002", "Badrun", "Jl. Mawar")]
    assert [one.fields for one in checked.reading.headings] == [(), ("nik",), ("name",), ("address",)]
    assert imports.where(checked) == "lembar “csv”, tabel B1–D2, 3 kolom dikenali"


def test_a_list_without_headings_is_given_back_marked(act):
    bare = BARE.replace(b"6372051001800002", b"63720510018002")
    checked = intake.check(bare, "a.csv", act().today, own={"kolomb": "nik", "kolomc": "name"})
    sheet = openpyxl.load_workbook(io.BytesIO(quality.marked(bare, "a.csv", checked))).active
    assert sheet["E1"].value is None and "14 angka" in sheet["E2"].value and sheet["B2"].comment


def test_letters_mean_nothing_where_there_are_headings(act):
    content = b"NIK;Nama\n6372051001800001;Aminah\n"
    assert intake.check(content, "a.csv", act().today, own={"koloma": "name"}).people[0][0].values["name"] == "Aminah"


def test_a_column_that_the_reader_took_wrongly_can_be_set_aside(act):
    content = b"NIK;Nama;Keterangan\n6372051001800001;Aminah;lama\n"
    plain, own = (intake.check(content, "a.csv", act().today, own=own) for own in ({}, {"keterangan": ""}))
    assert plain.people[0][0].values["note"] == "lama" and "note" not in own.people[0][0].values


def test_mapping_again_adds_to_what_is_known_and_forgetting_ends_it(office, act, agency):
    layouts.remember(office, act(), agency, OWN)
    layouts.remember(office, act(), agency, {**OWN, "ling": "rt"})
    assert remembered(office, agency) == {**OWN, "ling": "rt"}
    layouts.forget(office, act(), agency)
    assert remembered(office, agency) == {}
    layouts.remember(office, act(), agency, OWN)
    assert remembered(office, agency) == OWN


def test_who_only_looks_maps_nothing(office, act, agency):
    with pytest.raises(NotAllowed):
        layouts.remember(office, act(RINA), agency, OWN)
    layouts.remember(office, act(SITI), agency, OWN)


@pytest.mark.parametrize(("fields", "words"), [
    ("", "Bukan isian panel"), ("rt rw", "RT dan RW"), ("male", "Tanda L"), ("no_kk", "No. KK")])
def test_fields_have_the_words_of_the_forms(fields, words):
    assert layouts.label(fields) == words
