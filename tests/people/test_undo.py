"""An import taken back: all that nobody touched, and who stays with the reason."""

import pytest
from imports_cast import asked, book, checked, line, only_import, store, stored

from services.domain.schema import AUDIT_EXCEPTION, DATA_REQUEST, RECIPIENT
from services.domain.states import Verdict
from services.evidence import records
from services.people import doubles, quality, undo
from services.storage.database import create, delete, event, update


@pytest.fixture
def programme(office, act):
    return asked(office, act)


def test_an_import_that_nobody_touched_is_taken_back_whole(office, act, programme, monkeypatch):
    monkeypatch.setattr(undo, "CHUNK", 2)
    store(office, act, programme, *map(line, range(5)))
    undone = undo.undo(office, act(), only_import(office)["id"])
    assert (undone.taken_back, undone.kept) == (5, ())
    assert stored(office) == [] and only_import(office)["state"] == "Dibatalkan"
    with office.database.reading() as reader:
        assert reader.get(DATA_REQUEST, "PMD-1")["answered"] is None
        assert "import_file" not in records(reader, programme)


def test_who_was_changed_since_stays_and_is_named(office, act, programme):
    store(office, act, programme, *map(line, range(3)))
    touched, looked_at, _ = stored(office)
    office.database.change(act(), "recipients", [update(RECIPIENT, touched["id"], address="Jl. Lain")])
    office.database.change(act(), "reveal", [event(RECIPIENT, looked_at["id"], reason="telepon warga")])
    undone = undo.undo(office, act(), only_import(office)["id"])
    assert undone.taken_back == 2
    assert [(one.person["name"], one.why) for one in undone.kept] == [
        ("Contoh 0", "Alamat diubah oleh Siti Rahmah, 12 Maret 2026, 09.20")]
    assert only_import(office)["state"] == "Berlaku"


def test_after_an_undo_the_same_file_may_come_again(office, act, programme):
    store(office, act, programme, line(0))
    undo.undo(office, act(), only_import(office)["id"])
    assert store(office, act, programme, line(0)) == 1


def test_undoing_twice_by_a_double_click_says_the_same(office, act, programme):
    store(office, act, programme, *map(line, range(3)))
    batch, once = only_import(office)["id"], act(operation="OP-UNDO")
    assert undo.undo(office, once, batch) == undo.undo(office, once, batch)


def test_taking_an_import_back_tells_how_far_it_is(office, act, programme):
    store(office, act, programme, *map(line, range(3)))
    told = []
    undone = undo.undo(office, act(), only_import(office)["id"], lambda done, of: told.append((done, of)))
    assert told[-1] == (3, 3) and undone.taken_back == 3


def test_a_person_of_whom_a_decision_or_an_exception_speaks_stays_until_it_is_taken_back(office, act, programme):
    store(office, act, programme, *map(line, range(4)))
    first, second, excepted, _ = stored(office)
    doubles.decide(office, act(), doubles.pair_of(first, second), Verdict.SAME)
    exception = {"check": "nik", "recipient": excepted["id"], "reason": "sah", "approved_by": "Kabid", "dated": act().today}
    office.database.change(act(), "list", [create(AUDIT_EXCEPTION, "PGC-1", programme=programme, **exception)])
    undone = undo.undo(office, act(), only_import(office)["id"])
    assert [one.why for one in undone.kept] == ["dipakai di Putusan Data Ganda"] * 2 + ["dipakai di Pengecualian Pemeriksaan"]
    office.database.change(act(), "list", [delete(AUDIT_EXCEPTION, "PGC-1")])
    assert undo.undo(office, act(), only_import(office)["id"]).taken_back == 1


def correcting(office, act, programme, *lines):
    content = book(*lines)
    quality.take_in(office, act(), programme, "INS-PALAM", "perbaikan.csv", content, checked(content, act))


def test_a_corrected_list_taken_back_gives_the_earlier_one_its_values_again(office, act, programme):
    store(office, act, programme, line(0), line(1), line(2, nik="6372051"))
    correcting(office, act, programme, line(0, address="Jl. Baru 7"), line(1, address="Jl. Baru 8"), line(2))
    edited = stored(office)[1]
    office.database.change(act(), "recipients", [update(RECIPIENT, edited["id"], address="Jl. Panel 9")])
    undone = undo.undo(office, act(), only_import(office, name="perbaikan.csv")["id"])
    assert (undone.taken_back, undone.put_back, undone.kept) == (1, 1, ())
    assert [row["address"] for row in stored(office)] == ["Jl. Contoh 1", "Jl. Panel 9"]


def test_who_a_corrected_list_changed_stays_when_the_earlier_one_is_taken_back(office, act, programme):
    store(office, act, programme, line(0), line(1))
    correcting(office, act, programme, line(0, address="Jl. Baru 7"), line(1))
    undone = undo.undo(office, act(), only_import(office, name="usulan.csv")["id"])
    assert undone.taken_back == 1 and [one.why.split(",")[0] for one in undone.kept] == ["Alamat diubah oleh berkas perbaikan"]
