"""What waits for people between panel and sheet: both values, who wrote them, when and where; how things stand."""

import json

import pytest
from cast import BUDI, SITI

from services.domain.merge_actions import Case
from services.domain.schema import AGENCY, PROGRAMME
from services.domain.tabs import ID
from services.storage import state, sync_state
from services.storage.database import create, update
from services.sync import cases
from services.sync.connection import connect

pytest_plugins = ["sheets_server.fixture"]


@pytest.fixture
def conflict(office, act, clock):
    """The phone of an agency: the sheet's 2 stands, the panel had 1."""
    office.database.change(act(), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam")])
    office.database.change(act(SITI), "agencies", [update(AGENCY, "INS-1", phone="1")])
    return seen(office, clock, AGENCY, Case("conflict", "INS-1", "Telepon", "2", "1", line=7))


def seen(office, clock, table, case):
    with office.database.state() as connection:
        sync_state.record(connection, table.name, [case], clock.now, clock.new_id)
        return sync_state.cases(connection, case.kind)[0]["id"]


def text(pieces):
    return "".join(piece for piece, _ in pieces)


def test_an_open_conflict_shows_both_values_and_where_they_stand(office, conflict):
    with office.database.reading() as reader:
        question, = cases.questions(reader, "conflict")
        assert cases.counts(reader) == {"conflict": 1, "proposal": 0, "unreadable": 0}
    assert (question.title, question.header, question.line) == ("Instansi · Kelurahan Palam", "Telepon", 7)
    assert (text(question.panel), text(question.sheet)) == ("1", "2")


@pytest.mark.parametrize(("header", "typed", "said"), [
    ("Status", "Dibatalkan", "di halaman program"), (ID, "INS-7", "ID hanya ditulis panel"), ("Alasan Pembagian", "merata", ""),
])
def test_a_proposal_that_no_click_takes_over_says_where_it_is_done(office, act, clock, header, typed, said):
    office.database.change(act(), "programme", [create(PROGRAMME, "PRG-1", name="Ramadan", year=2026, quota=9)])
    seen(office, clock, PROGRAMME, Case("proposal", "PRG-1", header, typed, "Berjalan"))
    with office.database.reading() as reader:
        question, = cases.questions(reader, "proposal")
    assert said in question.sentence and question.by_step == bool(said)


def test_it_says_who_wrote_the_value_of_the_panel(office, conflict):
    with office.database.reading() as reader:
        assert cases.questions(reader, "conflict")[0].by.startswith(f"{SITI.name}, ")


def test_formulas_and_values_gone_astray_count_as_to_be_mended(office, clock, conflict):
    seen(office, clock, AGENCY, Case("formula", "INS-1", "Telepon", "435", "500"))
    seen(office, clock, AGENCY, Case("stray", "INS-9", "Telepon", "3", "4"))
    with office.database.reading() as reader:
        assert cases.counts(reader)["unreadable"] == 2
        formula, stray = cases.questions(reader, *cases.FAULTY)
    assert "rumus" in formula.sentence
    assert (stray.title, stray.known) == ("Instansi · INS-9", False)


def test_without_a_sheet_there_is_no_state_to_show(office):
    assert cases.standing(office) is None


@pytest.mark.parametrize(("error", "passing", "word"), [
    (None, False, "tersambung"), ("Kuota habis.", True, "menunggu"), ("Belum dibagikan.", False, "perlu perhatian"),
])
def test_what_passes_by_itself_is_waited_for_and_all_else_needs_attention(office, monkeypatch, error, passing, word):
    monkeypatch.setattr("services.storage.keys.kept", lambda data: object())
    state.write_note(office.database, "sync_error", error)
    state.write_note(office.database, "sync_passing", passing)
    standing = cases.standing(office)
    assert standing and (standing.word, standing.attention) == (word, error or "")


def test_a_proposal_names_who_may_have_typed_it(office, act, sheets, clock):
    book = sheets.create_spreadsheet("Bansos 2026")
    sheets.spreadsheet(book.id).permissions.update({"siti@example.go.id": "writer", "tamu@example.go.id": "reader"})
    connect(office, act(BUDI), json.dumps(sheets.key).encode(), book.id, sheets.url)
    office.database.change(act(), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam")])
    seen(office, clock, AGENCY, Case("proposal", "INS-1", "Telepon", "2", "1", line=7))
    with office.database.reading() as reader:
        question, = cases.questions(reader, "proposal")
    assert set(question.typists) == {book.owner, "siti@example.go.id"}
