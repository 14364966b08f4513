"""Practice on the screens: one bar on every screen, a clock that moves, nothing of the real office."""

import pytest
from cast import BUDI, SITI, TONO

from pages import frame
from services import practice
from services.domain import wording
from services.domain.schema import AGENCY
from services.storage import state
from services.storage.database import create
from services.web.practice import ENTER
from services.web.signin import PRACTISING


@pytest.fixture
def beside(office, monkeypatch):
    opened = practice.open_practice(office)
    state.write_note(opened.database, state.SAMPLE, True)
    monkeypatch.setattr(frame, "practice_office", lambda: opened)
    yield opened
    opened.close()


@pytest.fixture
def practising(panel, beside, monkeypatch):
    """`practising(actor, page)` is a browser that went into practice."""
    monkeypatch.setattr(frame, "cookie", lambda name: "/" if name == PRACTISING else None)
    return panel


def bar(app):
    return [text.value for text in app.markdown if text.value.startswith("**LATIHAN**")]


def button(app, label):
    return next(button for button in app.button if button.label == label)


@pytest.mark.parametrize("page", ["home.py", "sop.py", "help.py", "account.py", "registers.py"])
def test_every_screen_of_practice_says_that_nothing_is_real(practising, page):
    assert bar(practising(SITI, page)) == ["**LATIHAN** – tidak ada yang sungguhan di sini."]


def test_the_real_office_has_no_bar_but_a_way_into_practice_for_everybody(panel, beside):
    for person in (SITI, TONO):
        app = panel(person, "help.py")
        assert bar(app) == []
        assert any(ENTER in text.proto.body for text in app.sidebar.get("html"))


def test_a_screen_of_practice_shows_what_is_in_practice(practising, office, beside, act):
    office.database.change(act(BUDI), "agencies", [create(AGENCY, "INS-1", name="Sungguhan")])
    app = practising(SITI, "programmes.py")
    assert frame.running_office() is office
    assert "Sungguhan" not in str(app)


def test_a_tab_stays_where_it_was_whatever_another_tab_does(practising, monkeypatch):
    app = practising(SITI, "help.py")
    monkeypatch.setattr(frame, "cookie", lambda _name: None)
    assert bar(app.run())


def test_the_clock_of_practice_moves_by_an_hour_and_to_the_next_morning(practising, beside):
    app = practising(SITI, "help.py")
    before = beside.time(frame.clock())
    button(app, "Maju 1 jam").click().run()
    assert 3590 < (beside.time(frame.clock()) - before).total_seconds() < 3700
    button(app, "Hari berikutnya, 08.00").click().run()
    assert wording.clock(beside.time(frame.clock())) in ("08.00", "08.01")


def test_starting_again_is_asked_first(practising, beside, monkeypatch):
    done = []
    monkeypatch.setattr(practice, "restart", lambda *_: done.append(True))
    app = practising(TONO, "help.py")
    button(app, "Mulai ulang").click().run()
    assert not done and "juga milik orang lain" in " ".join(text.value for text in app.markdown)
    button(app, "Mulai dari awal").click().run()
    assert done


def test_the_real_password_is_not_changed_in_practice(practising):
    app = practising(SITI, "account.py")
    assert not app.text_input
    assert "tidak diganti dalam latihan" in app.info[0].value


def test_practice_is_tied_to_no_sheet(practising):
    app = practising(BUDI, "sheet.py")
    assert "Latihan tidak terhubung" in app.info[0].value
    assert not app.text_input
