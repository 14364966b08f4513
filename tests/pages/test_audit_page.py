"""The page of the check: what was found last is shown, said to be old, and decided about only once it is new again."""

import pytest
from cast import SITI
from pressing import busy, buttons, stop_the_clock
from recipients_cast import recapitulating

from pages.pieces import renewed
from services import jobs
from services.domain.schema import RECIPIENT
from services.storage.database import update

PAGE = "audit.py"
EXCEPT = "Kecualikan"


@pytest.fixture
def programme(office, act, clock, monkeypatch):
    stop_the_clock(monkeypatch, clock)
    return recapitulating(office, act)


def captions(app):
    return " ".join(one.value for one in app.caption).replace("\\", "")


def test_a_short_list_is_checked_at_once(panel, programme):
    app = panel(SITI, PAGE, program=programme)
    assert "temuan terbuka" in app.warning[0].value and EXCEPT in buttons(app)


def test_a_long_list_is_checked_in_the_background_and_the_old_check_is_no_ground_for_an_exception(
        panel, office, act, programme, monkeypatch):
    monkeypatch.setattr(renewed, "LONG", 1)
    let_go_on = busy()
    app = panel(SITI, PAGE, program=programme)
    assert "Daftar sedang diperiksa" in captions(app)
    let_go_on()
    jobs.QUEUE.join()
    assert EXCEPT in buttons(app.run()) and "dihitung ulang" not in captions(app)
    office.database.change(act(SITI), "recipients", [update(RECIPIENT, "PEN-2", helped_before=True)])
    let_go_on = busy()
    app.run()
    assert "Ada perubahan baru saja; sedang dihitung ulang" in captions(app)
    assert app.warning and EXCEPT not in buttons(app)
    let_go_on()
    jobs.QUEUE.join()
    assert EXCEPT in buttons(app.run()) and not app.success
