"""Whether a screen is out of date: what the sheet brought since it was drawn, what the sync asks of people since."""

from services import news
from services.domain.merge_actions import Case
from services.domain.schema import AGENCY
from services.storage import state, sync_state
from services.storage.database import create, update
from services.sync.take import from_sheet


def asked(office, clock):
    with office.database.state() as connection:
        sync_state.replace_unreadable(
            connection, AGENCY.name, [Case("unreadable", "INS-1", "Jenis", "Desa", "")], clock.now, clock.new_id)


def test_what_the_sheet_brought_is_said_by_its_tab_and_what_the_panel_changed_is_not(office, act):
    office.database.change(act(), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam")])
    before = news.drawn(office)
    office.database.change(act(), "agencies", [update(AGENCY, "INS-1", phone="1")])
    assert news.sheet_brought(office, before) == ""
    office.database.change(from_sheet(act()), "agencies", [update(AGENCY, "INS-1", phone="2")])
    assert news.sheet_brought(office, before) == "Instansi diubah di Google Sheet."


def test_a_question_that_comes_or_goes_is_news_to_a_screen_that_shows_them(office, clock):
    before = news.drawn(office)
    asked(office, clock)
    assert news.sheet_asks(office, before)
    with_it = news.drawn(office)
    asked(office, clock)
    assert not news.sheet_asks(office, with_it)
    with office.database.state() as connection:
        sync_state.replace_unreadable(connection, AGENCY.name, [], clock.now, clock.new_id)
    assert news.sheet_asks(office, with_it)


def test_a_trouble_of_the_sync_is_news_where_a_sheet_is_connected(office, monkeypatch):
    monkeypatch.setattr("services.storage.keys.kept", lambda data: object())
    before = news.drawn(office)
    state.write_note(office.database, "sync_error", "Google Sheet itu belum dibagikan.")
    assert news.sheet_asks(office, before)
