"""Beranda: sentences by role, the first one as the primary action, the first day, and a quiet day."""

import pytest
from cast import BUDI, KADIS, RINA, SITI

from pages import frame
from pages.pieces import components
from services import programmes
from services.domain.schema import STAGE
from services.storage.database import update

VALUES = {"name": "Bantuan Lansia", "year": 2026, "quota": 400}


@pytest.fixture
def now(monkeypatch, clock):
    """The screens look at the clock of the test."""
    monkeypatch.setattr(frame, "now", lambda: clock.now)


@pytest.fixture
def programme(office, act, now):
    return programmes.start(office, act(), VALUES)


def buttons(app):
    return [button.label for button in app.main.button]


def test_the_first_day_says_what_to_do_first(panel, now):
    app = panel(BUDI, "home.py")
    assert app.header[0].value == "Belum ada program"
    assert buttons(app) == ["Mulai program pertama"]


def test_who_may_not_start_a_programme_sees_no_button_on_the_first_day(panel, now):
    assert buttons(panel(RINA, "home.py")) == []


def test_the_first_sentence_is_the_primary_action(panel, programme):
    app = panel(SITI, "home.py")
    assert buttons(app) == ["Buka Telaahan Staf Bantuan Lansia"]
    assert "1 hal menunggu Anda" in app.main.caption[0].value.replace("\\", "")
    app.main.button[0].click().run()
    assert app.query_params["program"] == programme


def test_a_day_on_which_nothing_waits_says_so_and_what_comes_next(panel, programme):
    app = panel(KADIS, "home.py")
    said = app.info[0].value.replace("\\", "")
    assert said.startswith("Tidak ada yang menunggu Anda. Berikutnya: batas Telaahan Staf Bantuan Lansia")
    assert buttons(app) == []


def test_who_only_reads_sees_what_is_late(panel, office, act, clock, programme):
    clock.later(days=6)
    assert buttons(panel(RINA, "home.py")) == ["Lihat program Bantuan Lansia"]


def test_names_from_people_are_never_markdown(panel, office, act, now):
    programmes.start(office, act(), VALUES | {"name": "![x](http://evil.test) **tebal**"})
    app = panel(SITI, "home.py")
    label = app.main.button[0].label
    assert "\\*\\*tebal\\*\\*" in label and "\\!\\[x\\]" in label


def test_more_than_seven_sentences_stay_behind_a_button(panel, office, act, now):
    for number in range(9):
        programmes.start(office, act(), VALUES | {"name": f"Program {number}"})
    app = panel(SITI, "home.py")
    assert buttons(app)[-1] == "Lihat 2 hal lain"
    app.main.button[-1].click().run()
    assert not any("hal lain" in label for label in buttons(app))


def test_what_lies_with_the_mayor_stands_below(panel, office, act, programme):
    with office.database.reading() as reader:
        rows = programmes.stages(reader, programme)
    office.database.change(act(BUDI), "override", [
        update(STAGE, rows["memo"]["id"], status="Selesai"),
        update(STAGE, rows["disposition"]["id"], status="Menunggu disposisi", started=act().today)])
    texts = " ".join(element.value for element in panel(SITI, "home.py").main.markdown).replace("\\", "")
    assert "**Wali Kota** – 1 telaahan" in texts


def test_a_sentence_leads_to_the_page_of_its_stage():
    assert components.goal_of("PRG-1", "memo").href == "/telaahan?program=PRG-1"
    assert components.goal_of("PRG-1").href == "/tahapan?program=PRG-1"
