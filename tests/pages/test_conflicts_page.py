"""The page of what differs: it shows both values literally and settles with one click."""

import pytest
from cast import RINA, SITI
from pressing import buttons

from services.domain.merge_actions import Case
from services.domain.schema import AGENCY, PROGRAMME
from services.storage import sync_state
from services.storage.database import create

NASTY = "![p](http://jahat.test) <b>"


@pytest.fixture
def conflict(office, act, clock):
    office.database.change(act(), "agencies", [create(AGENCY, "INS-1", name=NASTY, phone="2")])
    with office.database.state() as connection:
        case = Case("conflict", "INS-1", "Telepon", "2", "<b>1</b>")
        sync_state.record(connection, "agency", [case], clock.now, clock.new_id)
        return sync_state.cases(connection, "conflict")[0]["id"]


def test_one_click_decides(panel, office, conflict):
    app = panel(SITI, "conflicts.py")
    assert "1 isian menunggu" in app.caption[1].value + app.caption[0].value
    app.button(key=f"panel {conflict}").click().run()
    with office.database.reading() as reader:
        assert reader.get(AGENCY, "INS-1")["phone"] == "<b>1</b>"


def test_what_no_click_takes_over_offers_only_to_put_it_away(panel, office, act, clock):
    office.database.change(act(), "programme", [create(PROGRAMME, "PRG-1", name="Ramadan", year=2026, quota=9)])
    with office.database.state() as connection:
        case = Case("proposal", "PRG-1", "Status", "Dibatalkan", "Berjalan")
        sync_state.record(connection, "programme", [case], clock.now, clock.new_id)
    assert buttons(panel(SITI, "conflicts.py")) == ["Pakai isian panel"]


def test_who_only_reads_sees_both_values_and_no_button(panel, conflict):
    app = panel(RINA, "conflicts.py")
    assert not app.exception and not app.button


def test_one_click_takes_a_decision_back(panel, office, conflict):
    app = panel(SITI, "conflicts.py")
    app.button(key=f"panel {conflict}").click().run()
    app = panel(SITI, "conflicts.py")
    app.segmented_control(key="case kind").set_value("settled").run()
    assert any(SITI.name in caption.value for caption in app.caption)
    app.button(key=f"undo {conflict}").click().run()
    with office.database.reading() as reader:
        assert reader.get(AGENCY, "INS-1")["phone"] == "2"
    assert "1 isian menunggu" in "".join(caption.value for caption in panel(SITI, "conflicts.py").caption)


def test_who_may_not_decide_does_not_see_personal_values(panel, office, clock, act):
    with office.database.state() as connection:
        case = Case("conflict", "PEN-1", "NIK", "6372010503840003", "6372010503840004")
        sync_state.record(connection, "recipient", [case], clock.now, clock.new_id)
    shown = "".join(html.value for html in panel(RINA, "conflicts.py").get("html") if hasattr(html, "value"))
    assert "637201" not in str(panel(RINA, "conflicts.py").main) + shown
