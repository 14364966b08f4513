"""The page of doubles: what is marked, one click, and the way back."""

from datetime import date
from threading import Event

import pytest
from cast import RINA, SITI
from pressing import busy

from services import jobs, programmes
from services.domain.schema import DECISION, RECIPIENT
from services.people import doubles
from services.storage.database import create

PERSON = {
    "name": "Samsudin <b>", "nik": "6372010503849001", "no_kk": "6372010101089001", "birth_date": date(1984, 3, 5),
    "kelurahan": "Palam", "state": "Calon",
}


@pytest.fixture
def programme(office, act):
    programme = programmes.start(office, act(), {"name": "Bansos 2026", "year": 2026, "quota": 10})
    double = PERSON | {"name": "Syamsudin <b>", "nik": "6372050503849007"}
    rows = [create(RECIPIENT, row, programme=programme, **who) for row, who in (("A", PERSON), ("B", double))]
    office.database.change(act(SITI), "recipients", rows)
    return programme


def table(app):
    return next(element.proto.body for element in app.get("html") if "berdampingan" in element.proto.body)


def press(app, label):
    next(button for button in app.button if button.label == label).click()
    return app.run()


def test_the_differing_letter_is_marked_and_names_are_no_html(panel, programme):
    app = panel(SITI, "doubles.py", program=programme)
    assert not app.exception
    assert "S<mark>y</mark>amsudin &lt;b&gt;" in table(app) and "6372010503849001" not in table(app)


def test_one_click_decides_and_the_decision_can_be_taken_back(panel, office, programme):
    app = press(panel(SITI, "doubles.py", program=programme), "Bukan orang yang sama")
    with office.database.reading() as reader:
        assert reader.first(DECISION)["verdict"] == "Bukan orang yang sama"
    app.segmented_control[0].set_value("decided")
    press(app.run(), "Batalkan putusan")
    with office.database.reading() as reader:
        assert reader.count(DECISION) == 0


def test_a_reader_sees_the_pairs_and_has_no_button(panel, programme):
    app = panel(RINA, "doubles.py", program=programme)
    assert table(app) and not app.button


def test_many_people_are_searched_in_the_background_and_the_screen_says_when(panel, programme, monkeypatch):
    monkeypatch.setattr("pages.pieces.renewed.LONG", 1)
    let_go_on = busy()
    app = panel(SITI, "doubles.py", program=programme)
    assert any("Pencarian pertama sedang berjalan" in caption.value for caption in app.caption)
    let_go_on()
    jobs.QUEUE.join()
    assert table(app.run()) and any("baru saja" in caption.value for caption in app.caption)


def test_a_search_that_still_runs_has_one_bar_on_the_screen_that_began_it(panel, programme, monkeypatch):
    monkeypatch.setattr("pages.pieces.renewed.LONG", 1)
    drawn = Event()
    look = doubles.look
    monkeypatch.setattr(doubles, "look", lambda *given: drawn.wait(20) and look(*given))
    app = panel(SITI, "doubles.py", program=programme)
    drawn.set()
    jobs.QUEUE.join()
    assert not app.exception and [button.label for button in app.button].count("Hentikan") == 1


def test_a_search_that_ends_before_the_page_is_drawn_is_shown_by_it(panel, programme, monkeypatch):
    monkeypatch.setattr("pages.pieces.renewed.LONG", 1)
    begin = jobs.begin

    def begin_and_end(*given):
        begin(*given)
        jobs.QUEUE.join()

    monkeypatch.setattr(jobs, "begin", begin_and_end)
    app = panel(SITI, "doubles.py", program=programme)
    assert any("baru saja" in caption.value for caption in app.caption)
