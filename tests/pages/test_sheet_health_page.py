"""Kesehatan lembar looks anew by itself when its last look is old; what it found is not asked of Google at every press."""


import pytest
from cast import BUDI
from sheet_cast import connected

from pages import frame

pytest_plugins = ["sheets_server.fixture"]
WRONG = "Judul “Tanggal” tidak ada"


@pytest.fixture
def team(office, sheets, clock, monkeypatch):
    monkeypatch.setattr(frame, "clock", lambda: clock.now)
    made = connected(office, sheets, clock)
    assert made.sync().error is None
    return made


def said(app):
    return " ".join(one.value for one in (*app.text, *app.markdown, *app.caption))


def test_a_look_lasts_a_minute_and_what_is_wrong_then_shows_by_itself(panel, team, sheets):
    app = panel(BUDI, "sheet_health.py")
    assert WRONG not in said(app)
    team.people.types("Hari Libur", "B1", "Ket.")
    asked = sheets.requests.count
    assert WRONG not in said(app.run())
    assert sheets.requests.count == asked
    team.clock.later(seconds=61)
    assert WRONG in said(app.run())
