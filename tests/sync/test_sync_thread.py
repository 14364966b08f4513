"""The thread that makes rounds, without its waiting: a round does what is connected now, and a failure is only told."""

import json

import pytest
from cast import BUDI

from services.domain.schema import AGENCY
from services.storage import state
from services.storage.database import create
from services.sync.connection import connect
from services.sync.thread import SyncThread

pytest_plugins = ["sheets_server.fixture"]


@pytest.fixture
def thread(office):
    return SyncThread(lambda: office)


def a_round(thread, act, ticks=lambda: 0.0):
    thread.round(lambda: act(BUDI), ticks)


def test_without_a_sheet_a_round_does_nothing(thread, act, office):
    a_round(thread, act)
    assert state.note(office.database, "last_sync") is None


def test_a_sheet_connected_meanwhile_is_found_by_the_next_round(thread, act, office, sheets, clock):
    a_round(thread, act)
    book = sheets.create_spreadsheet("Bansos 2026")
    connect(office, act(BUDI), json.dumps(sheets.key).encode(), book.id, sheets.url)
    a_round(thread, act)
    assert state.note(office.database, "last_sync") == clock.now.isoformat()


def test_hurrying_gives_to_a_tab_that_is_not_calm_yet(thread, act, office, sheets):
    book = sheets.create_spreadsheet("Bansos 2026")
    connect(office, act(BUDI), json.dumps(sheets.key).encode(), book.id, sheets.url)
    office.database.change(act(BUDI), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam")])
    a_round(thread, act)
    assert len(sheets.person("Siti").sees("Instansi")) == 1
    thread.hurry()
    a_round(thread, act)
    assert len(sheets.person("Siti").sees("Instansi")) == 2


def test_it_starts_and_stops(thread, act):
    thread.start(lambda: act(BUDI), lambda: 0.0)
    thread.stop()
    assert thread._thread is not None
    assert not thread._thread.is_alive()


def test_a_broken_tie_is_told_and_does_not_end_the_rounds(thread, act, office, monkeypatch):
    (office.data / "keys").mkdir()
    (office.data / "keys" / "google-sheet.json").write_text("{")
    monkeypatch.setattr(thread._due, "wait", lambda seconds: thread._stopping.set())
    thread._run(lambda: act(BUDI), lambda: 0.0)
    assert "Hubungkan lagi" in (state.note(office.database, "sync_error") or "")
