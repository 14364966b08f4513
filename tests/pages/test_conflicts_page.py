"""The page of what differs: it shows both values literally and settles with one click."""

import pytest
from cast import RINA, SITI

from services.domain.merge_actions import Case
from services.domain.schema import AGENCY
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


def test_who_only_reads_sees_both_values_and_no_button(panel, conflict):
    app = panel(RINA, "conflicts.py")
    assert not app.exception and not app.button
