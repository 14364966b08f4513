"""The thread that makes rounds, without its waiting: a round does what is connected now, and a failure is only told."""

import json
from threading import Event, Thread

import pytest
from cast import BUDI

from services import jobs
from services.domain.schema import AGENCY
from services.errors import Refused, Trouble
from services.jobs import Task
from services.storage import state
from services.storage.database import create
from services.sync import matching
from services.sync import thread as thread_module
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


def test_how_often_rounds_are_made_is_what_the_office_has_set(thread, act, office):
    a_round(thread, act)
    assert thread.interval == 10
    office.change_settings(act(BUDI), {"sync_seconds": 120})
    a_round(thread, act)
    assert thread.interval == 120


def test_hurrying_gives_to_a_tab_that_is_not_calm_yet(thread, act, office, sheets):
    book = sheets.create_spreadsheet("Bansos 2026")
    connect(office, act(BUDI), json.dumps(sheets.key).encode(), book.id, sheets.url)
    office.database.change(act(BUDI), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam")])
    a_round(thread, act)
    assert len(sheets.person("Siti").sees("Instansi")) == 1
    thread.hurry()
    a_round(thread, act)
    assert len(sheets.person("Siti").sees("Instansi")) == 2


@pytest.fixture
def tied(office, act, sheets):
    book = sheets.create_spreadsheet("Bansos 2026")
    connect(office, act(BUDI), json.dumps(sheets.key).encode(), book.id, sheets.url)
    return office


def test_a_round_of_the_matching_of_both_sides_gives_to_tabs_that_are_not_calm_too(thread, act, tied, sheets):
    tied.database.change(act(BUDI), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam")])
    assert thread.match(lambda: act(BUDI), lambda: 0.0).pushed == 1
    assert len(sheets.person("Siti").sees("Instansi")) == 2


def test_beside_the_matching_of_both_sides_no_round_is_made(thread, act, tied):
    asked = []
    jobs.begin(tied, act(BUDI), Task(matching.KIND, "", "", 1), lambda told: str(a_round(thread, act) or asked.append(1)))
    jobs.QUEUE.join()
    assert asked and state.note(tied.database, "last_sync") is None
    a_round(thread, act)
    assert state.note(tied.database, "last_sync")


def test_while_the_office_is_connected_no_round_is_made(thread, act, tied, monkeypatch):
    with thread.held():
        a_round(thread, act)
        assert state.note(tied.database, "last_sync") is None
        monkeypatch.setattr(thread_module, "PATIENCE", 0.01)
        with pytest.raises(Trouble, match="Tunggu sebentar"), thread.held():
            pass
    a_round(thread, act)
    assert state.note(tied.database, "last_sync")


def test_the_matching_waits_for_the_round_under_way(thread, act, tied, monkeypatch):
    begun, waits, made = Event(), Event(), []
    real = thread_module.sync
    monkeypatch.setattr(
        thread_module, "sync", lambda *args: begun.set() or made.append(waits.wait(10)) or real(*args))
    first = Thread(target=a_round, args=(thread, act))
    first.start()
    begun.wait(10)
    second = Thread(target=thread.match, args=(lambda: act(BUDI), lambda: 0.0))
    second.start()
    waits.set()
    first.join()
    second.join()
    assert made == [True, True]


def test_without_a_sheet_there_is_nothing_to_match(thread, act):
    with pytest.raises(Refused, match="Belum ada Google Sheet"):
        thread.match(lambda: act(BUDI), lambda: 0.0)


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


class Waits:
    """The thread's waits, without waiting: how long each was to be, and what happened in it."""

    def __init__(self, thread, act, monkeypatch, *meanwhile):
        self.seconds, self.now, self.woken = [], 100.0, []
        self._thread, self._meanwhile = thread, list(meanwhile)
        monkeypatch.setattr(thread._due, "wait", self._wait)
        thread._run(lambda: act(BUDI), lambda: self.now)

    def _wait(self, seconds):
        self.seconds.append(seconds)
        after, happens = self._meanwhile.pop(0)
        self.now += after
        happens(self)
        self.woken.append(self._thread._due.is_set())
        if not self._meanwhile:
            self._thread._stopping.set()

    def a_page_is_open(self):
        self._thread.seen(self.now)

    def somebody_hurries(self):
        self._thread.hurry()

    def nothing(self):
        """The wait ends by itself."""


def test_without_a_page_rounds_are_a_minute_apart(thread, act, monkeypatch):
    assert Waits(thread, act, monkeypatch, (60, Waits.nothing), (60, Waits.nothing)).seconds == [60, 60]


def test_a_new_page_wakes_the_thread_and_quickens_it_until_it_is_gone(thread, act, monkeypatch):
    waits = Waits(
        thread, act, monkeypatch, (40, Waits.a_page_is_open), (10, Waits.nothing), (10, Waits.nothing), (10, Waits.nothing),
        (60, Waits.nothing))
    assert waits.seconds == [60, 10, 10, 10, 60]
    assert waits.woken == [True, False, False, False, False]


def test_a_page_right_after_a_round_does_not_ask_for_another(thread, act, monkeypatch):
    waits = Waits(thread, act, monkeypatch, (4, Waits.a_page_is_open), (6, Waits.a_page_is_open))
    assert waits.woken == [False, False]


def test_a_page_during_a_round_does_not_ask_for_another(thread, act, monkeypatch):
    monkeypatch.setattr(thread, "round", lambda act, ticks: thread.seen(ticks()))
    waits = Waits(thread, act, monkeypatch, (10, Waits.nothing), (10, Waits.nothing))
    assert (waits.seconds, waits.woken) == ([10, 10], [False, False])


def test_hurrying_wakes_the_thread_without_a_page(thread, act, monkeypatch):
    assert Waits(thread, act, monkeypatch, (1, Waits.somebody_hurries)).woken == [True]
