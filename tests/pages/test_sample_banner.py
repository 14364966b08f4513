"""A sample office says so on every screen; only who may can take it away."""

import pytest
from cast import BUDI, SITI

from pages.pieces.sample_banner import _clear
from services import accounts
from services.sample import scenario
from services.storage import state


@pytest.fixture
def sampled(office, panel):
    state.write_note(office.database, scenario.NOTE, True)


def said(app):
    return any(scenario.BANNER in element.proto.body for element in app.main.get("html"))


@pytest.mark.parametrize("page", ["home.py", "sop.py", "help.py", "programmes.py"])
def test_every_screen_says_that_nothing_is_real(panel, sampled, page):
    assert said(panel(SITI, page))


def test_a_real_office_has_no_such_line(panel):
    assert not said(panel(SITI, "home.py"))


def test_only_an_administrator_may_take_the_sample_away(panel, office, sampled):
    labels = {person: [button.label for button in panel(person, "help.py").sidebar.button] for person in (BUDI, SITI)}
    assert labels == {BUDI: ["Hapus data contoh"], SITI: []}
    _clear()  # SITI is signed in
    assert scenario.is_sample(office)


def test_after_a_question_the_office_is_empty(panel, office, sampled):
    app = panel(BUDI, "help.py")
    app.sidebar.button[0].click().run()
    assert "mulai dari awal" in " ".join(element.value for element in app.markdown)
    app.button("clear sample").click().run()
    assert not accounts.has_users(office.database)
    assert app.title[0].value == "Selamat datang di Panel Bansos"
