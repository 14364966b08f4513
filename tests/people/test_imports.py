"""Storing a checked workbook: visible all at once or not at all, once, and taken back where nobody touched it."""

import pytest
from cast import KABID, RINA
from imports_cast import asked, book, checked, line, only_import, store, stored

from services import programmes
from services.domain.schema import DATA_REQUEST, FILE, PROGRAMME
from services.errors import NotAllowed, Refused
from services.evidence import records
from services.people import imports, intake
from services.storage.database import update


@pytest.fixture
def programme(office, act):
    return asked(office, act)


def test_rows_with_errors_stay_out_and_rows_with_warnings_come_along(office, act, programme):
    number = store(office, act, programme, line(0), line(1, nik="63720510018"), line(2, born="11-02-1981"))
    assert number == 2
    assert [row["name"] for row in stored(office)] == ["Contoh 0", "Contoh 2"]
    assert stored(office)[1]["findings"] == "nik_tgl_lahir_beda"


def test_a_stored_person_knows_where_it_came_from(office, act, programme):
    store(office, act, programme, line(0))
    row = stored(office)[0]
    assert (row["agency"], row["source"], row["source_row"], row["state"]) == (
        "INS-PALAM", "Usulan Kelurahan Palam", 2, "Calon")
    palam = office.places.find_kelurahan("Palam")
    assert (row["kelurahan"], row["kelurahan_code"], row["kecamatan"]) == (palam.name, palam.code, palam.kecamatan)
    assert row["sex"] == "L"  # the list has no such column; the NIK says it


def test_a_row_that_the_schema_refuses_is_a_fault_with_its_cell(office, act, programme):
    sifted = imports.sift(checked(book(line(0), line(1, name="X" * 151)), act))
    assert len(sifted.ready) == 1
    (_, found), = sifted.faulty
    assert found[-1].cell == "C3" and "terlalu panjang" in found[-1].sentence


def test_the_original_file_is_kept_and_both_proofs_of_the_stage_are_there(office, act, programme):
    store(office, act, programme, line(0))
    with office.database.reading() as reader:
        kept = reader.find(FILE, owner=only_import(office)["id"])[0]
        assert {"import", "import_file"} <= set(records(reader, programme))
    assert kept["kind"] == "csv" and office.files.read(kept["sha256"]) == book(line(0))


def test_the_agency_has_answered(office, act, programme):
    store(office, act, programme, line(0))
    with office.database.reading() as reader:
        assert reader.get(DATA_REQUEST, "PMD-1")["answered"] == act().today


def test_the_same_file_of_the_same_agency_is_refused_a_second_time(office, act, programme):
    store(office, act, programme, line(0))
    with pytest.raises(Refused, match="sudah disimpan untuk instansi yang sama pada 12 Maret 2026"):
        store(office, act, programme, line(0))
    assert store(office, act, programme, line(0), agency="INS-LAIN") == 1


def test_a_double_click_stores_once(office, act, programme):
    once = act(operation="OP-DOUBLE")
    assert store(office, act, programme, line(0), occasion=once) == store(office, act, programme, line(0), occasion=once)
    assert len(stored(office)) == 1 and only_import(office)["state"] == "Berlaku"


class Stopped(Exception):
    pass


def stop_after(rows):
    def told(done, _of):
        if done >= rows:
            raise Stopped

    return told


def test_a_store_that_is_stopped_leaves_nothing_visible_and_goes_on_when_repeated(office, act, programme, monkeypatch):
    monkeypatch.setattr(imports, "CHUNK", 2)
    lines, once = [line(number) for number in range(5)], act(operation="OP-LONG")
    with pytest.raises(Stopped):
        store(office, act, programme, *lines, occasion=once, told=stop_after(4))
    assert stored(office) == []
    with office.database.reading() as reader:
        assert "import" not in records(reader, programme)
    assert store(office, act, programme, *lines, occasion=once) == 5
    assert [row["name"] for row in stored(office)] == [f"Contoh {number}" for number in range(5)]
    assert only_import(office)["stored"] == 5


def test_the_rows_are_written_in_chunks_and_progress_is_told(office, act, programme, monkeypatch):
    monkeypatch.setattr(imports, "CHUNK", 2)
    told = []
    store(office, act, programme, *map(line, range(5)), told=lambda done, of: told.append((done, of)))
    assert told == [(0, 5), (2, 5), (4, 5), (5, 5)]


def test_a_file_without_a_single_good_row_is_refused(office, act, programme):
    with pytest.raises(Refused, match="Tidak ada baris yang dapat disimpan"):
        store(office, act, programme, line(0, nik=""))


def test_nothing_is_added_to_a_fixed_list(office, act, programme):
    office.database.change(act(), "programme", [update(PROGRAMME, programme, fixed_at=act().now)])
    with pytest.raises(Refused, match="sudah ditetapkan"):
        store(office, act, programme, line(0))


@pytest.mark.parametrize("actor", [RINA, KABID])
def test_only_operators_and_administrators_store(office, act, programme, actor):
    with pytest.raises(NotAllowed):
        store(office, act, programme, line(0), occasion=act(actor))


# --- what came, and the hardcopy


def test_agencies_are_listed_with_what_they_were_asked_and_what_they_sent(office, act, programme):
    store(office, act, programme, line(0), agency="INS-LAIN")
    with office.database.reading() as reader:
        lain, palam = imports.arrivals(reader, programme)
    assert (lain.request, len(lain.imports)) == (None, 1)
    assert (palam.request["id"], palam.imports) == ("PMD-1", ())


def request(office):
    with office.database.reading() as reader:
        return reader.get(DATA_REQUEST, "PMD-1")


def test_the_place_of_a_hardcopy_proves_its_paper_and_follows_when_it_moves(office, act, programme):
    for place in ("Lemari 2", "Lemari 3"):
        values = {"hardcopy_received": act().today, "hardcopy_place": place}
        imports.receive_hardcopy(office, act(), request(office), values)
    with office.database.reading() as reader:
        papers = reader.find(FILE, programme=programme, paper="hardcopy")
        assert [paper["hardcopy_place"] for paper in papers] == ["Lemari 3"]
        assert "file:hardcopy" in programmes.evidence(reader, programme, imports.STAGE)


def test_a_hardcopy_that_has_no_place_any_more_proves_nothing(office, act, programme):
    for place in ("Lemari 2", ""):
        imports.receive_hardcopy(office, act(), request(office), {"hardcopy_received": None, "hardcopy_place": place})
    with office.database.reading() as reader:
        assert reader.find(FILE, programme=programme, paper="hardcopy") == []


def test_the_reader_says_where_it_saw_the_table(office, act):
    found = checked(book(line(0), line(1)), act)
    assert imports.where(found).endswith("tabel A1–I3, 9 kolom dikenali")


def test_a_workbook_of_five_thousand_rows_is_stored_whole(office, act, programme, shared):
    content = (shared / "contoh" / "a_08_dtsen_5000.xlsx").read_bytes()
    read = intake.check(content, "dtsen.xlsx", act().today)
    number = imports.store(office, act(), programme, "INS-PALAM", "dtsen.xlsx", content, read)
    assert number == len(imports.sift(read).ready) == len(stored(office))
