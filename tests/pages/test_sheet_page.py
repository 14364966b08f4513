"""The page of the Google Sheet: connecting shows first what would happen, then how things stand."""

import json

import pytest
from cast import BUDI, SITI
from pressing import buttons, errors, press

from pages.pieces import sheet_connection, sheet_matching, sheet_watch, year_closing
from services import jobs
from services.domain.schema import AGENCY, PROGRAMME
from services.storage import jobs as known
from services.storage import keys, state, sync_state
from services.storage.database import create
from services.sync import connection, year_end
from services.sync.link import open_link
from services.sync.matching import KIND
from services.sync.rounds import HALTED, sync
from services.sync.thread import SyncThread

pytest_plugins = ["sheets_server.fixture"]


@pytest.fixture
def book(sheets, monkeypatch):
    """A spreadsheet; what is Google is the stand-in."""
    monkeypatch.setattr(connection, "GOOGLE", sheets.url)
    return sheets.create_spreadsheet("Bansos 2026")


@pytest.fixture(autouse=True)
def syncing(office, monkeypatch):
    """The thread of this office, which makes no rounds by itself."""
    thread = SyncThread(lambda: office)
    for module in (sheet_connection, sheet_matching):
        monkeypatch.setattr(module, "syncing", lambda: thread)
    return thread


def given(panel, sheets, book):
    app = panel(BUDI, "sheet.py")
    app.get("file_uploader")[0].set_value(("kunci.json", json.dumps(sheets.key).encode(), "application/json")).run()
    app.text_input[0].set_value(book.id).run()
    return app


def test_connecting_says_first_what_it_would_do_and_does_it_then(panel, office, act, sheets, book):
    office.database.change(act(), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam")])
    app = given(panel, sheets, book)
    press(app, "Periksa sambungan")
    assert not app.exception and not app.error
    assert keys.kept(office.data) is None
    assert "membaca, menulis, dan melindungi" in app.success[0].value
    assert any("1 baris dari panel akan ditulis" in text.value for text in app.markdown)
    press(app, "Mulai mencocokkan")
    assert not app.exception and not app.error
    assert keys.kept(office.data) is not None
    jobs.QUEUE.join()
    said = " ".join(one.value for one in app.run().success).replace("\\", "")
    assert "Perbarui sekarang" in buttons(app)
    assert "Panel dan Google Sheet sudah dicocokkan. 0 perubahan diambil, 1 baris ditulis, 0 menunggu." in said
    assert sheets.person("Siti").sees("Instansi")[1][1] == "Kelurahan Palam"


def test_another_sheet_is_looked_for_where_the_office_is_tied_to(panel, office, act, sheets, book, monkeypatch):
    connection.connect(office, act(BUDI), json.dumps(sheets.key).encode(), book.id)
    monkeypatch.setattr(connection, "GOOGLE", "http://127.0.0.1:9")
    other = sheets.create_spreadsheet("Bansos Baru")
    app = given(panel, sheets, other)
    press(app, "Periksa sambungan")
    press(app, "Mulai mencocokkan")
    jobs.QUEUE.join()
    assert not app.exception and not app.error
    assert keys.kept(office.data).spreadsheet == other.id


def test_while_both_sides_are_matched_the_page_offers_nothing_but_to_stop_it(panel, office, act, sheets, book):
    connection.connect(office, act(BUDI), json.dumps(sheets.key).encode(), book.id)
    known.add(office.database, {"id": "OP-1", "actor": SITI.id, "started": act().now, "state": "Berjalan", "kind": KIND,
                                "programme": "", "title": "Mencocokkan", "total": 4, "right": "sheet"})
    app = panel(BUDI, "sheet.py")
    assert buttons(app) == ["Hentikan"] and not app.expander


def test_what_was_stopped_is_continued_by_one_button(panel, office, act, sheets, book):
    connection.connect(office, act(BUDI), json.dumps(sheets.key).encode(), book.id)
    office.database.change(act(), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam")])
    state.write_notes(office.database, {sync_state.HALTED: 1, "sync_error": HALTED})
    app = panel(BUDI, "sheet.py")
    assert any("**Pencocokan dihentikan.**" in one.value for one in app.markdown) and "Perbarui sekarang" not in buttons(app)
    press(app, "Lanjutkan pencocokan")
    jobs.QUEUE.join()
    assert "Perbarui sekarang" in buttons(app.run())
    assert sheets.person("Siti").sees("Instansi")[1][1] == "Kelurahan Palam"


@pytest.mark.parametrize(("passing", "heading"), [(True, "**Menunggu Google Sheet.**"), (False, "**Perlu perhatian.**")])
def test_what_keeps_the_line_is_said_with_whether_somebody_must_act(panel, office, act, sheets, book, passing, heading):
    connection.connect(office, act(BUDI), json.dumps(sheets.key).encode(), book.id)
    state.write_notes(office.database, {"sync_error": "Kuota Google Sheet sedang habis.", "sync_passing": passing})
    app = panel(BUDI, "sheet.py")
    assert heading in [one.value for one in app.markdown]
    assert "Kuota Google Sheet sedang habis." in [one.value for one in app.text]


def test_every_page_says_that_it_was_stopped_and_only_who_can_go_on_is_led_there(panel, office, act, sheets, book):
    connection.connect(office, act(BUDI), json.dumps(sheets.key).encode(), book.id)
    state.write_note(office.database, sync_state.HALTED, 1)
    said = "Pencocokan dihentikan"
    assert said in [one.proto.label for one in panel(BUDI, "help.py").sidebar.get("page_link")]
    clerk = panel(SITI, "help.py").sidebar
    assert said in [one.value for one in clerk.caption] and not clerk.get("page_link")


def test_a_sheet_that_is_not_shared_is_told_before_anything_is_kept(panel, office, sheets, book):
    book.permissions.pop(sheets.key["client_email"])
    app = given(panel, sheets, book)
    press(app, "Periksa sambungan")
    assert "belum dibagikan" in app.error[0].value
    assert keys.kept(office.data) is None


def test_a_finished_year_moves_to_its_archive_by_one_click_and_comes_back_by_another(panel, office, act, sheets, book):
    office.database.change(act(), "programme", [
        create(PROGRAMME, "PRG-1", name="Sembako", year=2025, quota=9, status="Selesai")])
    connection.connect(office, act(BUDI), json.dumps(sheets.key).encode(), book.id)
    assert sync(office, act(BUDI), open_link(office, lambda seconds: None, lambda: 0.0)).error is None
    archive = sheets.create_spreadsheet("Arsip 2025")
    app = panel(BUDI, "sheet.py")
    press(app, "Pindahkan tahun 2025")
    assert "Salin dari bilah alamat" in errors(app)
    next(field for field in app.text_input if "arsip" in field.label).set_value(archive.id).run()
    press(app, "Pindahkan tahun 2025")
    assert not app.exception and not app.error
    assert sheets.person("Siti", book_id=archive.id).sees("Program")[1][0] == "PRG-1"
    assert [archive.id in link.proto.url for link in app.get("link_button")] == [True]
    press(app, "Kembalikan ke lembar")
    assert not app.exception and not app.error
    assert not app.get("link_button")


def test_a_year_is_closed_between_two_rounds(panel, office, act, sheets, book, monkeypatch):
    office.database.change(act(), "programme", [
        create(PROGRAMME, "PRG-1", name="Sembako", year=2025, quota=9, status="Selesai")])
    connection.connect(office, act(BUDI), json.dumps(sheets.key).encode(), book.id)
    rounds, closed = SyncThread(lambda: office), []
    monkeypatch.setattr(year_closing, "syncing", lambda: rounds)

    def close(*_given):
        rounds.round(lambda: act(BUDI), lambda: 0.0)
        closed.append(state.note(office.database, "last_sync"))
        return year_end.Closed(2025, book.id, ["PRG-1"], 1)

    monkeypatch.setattr(year_end, "close_year", close)
    press(panel(BUDI, "sheet.py"), "Pindahkan tahun 2025")
    assert closed == [None]


class Sync:
    """Stands for the thread: notes when it was told of an open page."""

    interval = 10

    def __init__(self):
        self.told = []

    def seen(self, now):
        self.told.append(now)


def test_an_open_page_tells_the_sync_of_itself_where_a_sheet_is_connected(panel, office, act, sheets, book, monkeypatch):
    sync = Sync()
    monkeypatch.setattr(sheet_watch, "syncing", lambda: sync)
    panel(BUDI, "home.py")
    assert not sync.told
    connection.connect(office, act(BUDI), json.dumps(sheets.key).encode(), book.id)
    panel(BUDI, "home.py")
    assert sync.told
