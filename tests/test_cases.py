"""Conflicts and proposals between panel and sheet are settled once, and never over a newer value."""

import pytest
from cast import RINA

from services.domain.merge_actions import Case
from services.domain.schema import AGENCY, STAGE
from services.errors import BadInput, NotAllowed, NotFound, Refused
from services.storage import sync_state
from services.storage.database import create, update
from services.sync import cases


@pytest.fixture
def conflict(office, act, clock):
    """The phone of an agency: the sheet's 2 stands, the panel had 1."""
    office.database.change(act(), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam", phone="2")])
    return seen(office, clock, AGENCY, Case("conflict", "INS-1", "Telepon", "2", "1"))


@pytest.fixture
def proposal(office, act, clock):
    """Somebody typed a stage's state over in the sheet; the panel's was put back."""
    row = create(STAGE, "THP-1", programme="PRG-1", stage="memo", number=1, status="Berjalan")
    office.database.change(act(), "programme", [row])
    return seen(office, clock, STAGE, Case("proposal", "THP-1", "Status", "Dibatalkan", "Berjalan"))


def seen(office, clock, table, case):
    with office.database.state() as connection:
        sync_state.record(connection, table.name, [case], clock.now, clock.new_id)
        return sync_state.cases(connection, case.kind)[0]["id"]


def value(office, table, row, name):
    with office.database.reading() as reader:
        return reader.get(table, row)[name]


def test_an_open_conflict_shows_both_values_and_where_they_stand(office, conflict):
    with office.database.reading() as reader:
        question, = cases.questions(reader, "conflict")
        assert cases.counts(reader) == {"conflict": 1}
    assert (question.title, question.header) == ("Instansi · Kelurahan Palam", "Telepon")
    assert ("".join(piece for piece, _ in question.panel), "".join(piece for piece, _ in question.sheet)) == ("1", "2")


@pytest.mark.parametrize(("choice", "other", "stands"), [("panel", None, "1"), ("sheet", None, "2"), ("other", "3", "3")])
def test_the_chosen_value_stands_and_the_case_is_closed(office, act, conflict, choice, other, stands):
    cases.settle(office, act(), conflict, choice, other)
    assert value(office, AGENCY, "INS-1", "phone") == stands
    with office.database.reading() as reader:
        assert cases.questions(reader, "conflict") == []


def test_a_case_is_settled_once(office, act, conflict):
    cases.settle(office, act(), conflict, "sheet")
    with pytest.raises(NotFound):
        cases.settle(office, act(), conflict, "panel")


def test_a_value_that_changed_again_is_not_overwritten(office, act, conflict):
    office.database.change(act(), "agencies", [update(AGENCY, "INS-1", phone="9")])
    with pytest.raises(Refused, match="berubah lagi"):
        cases.settle(office, act(), conflict, "panel")
    assert value(office, AGENCY, "INS-1", "phone") == "9"
    with office.database.reading() as reader:
        assert len(cases.questions(reader, "conflict")) == 1


def test_a_proposal_waits_for_a_click_and_is_then_taken_over(office, act, proposal):
    assert value(office, STAGE, "THP-1", "status") == "Berjalan"
    cases.settle(office, act(), proposal, "sheet")
    assert value(office, STAGE, "THP-1", "status") == "Dibatalkan"


def test_a_value_that_is_none_settles_nothing(office, act, proposal):
    with pytest.raises(BadInput):
        cases.settle(office, act(), proposal, "other", "Entah")
    with office.database.reading() as reader:
        assert len(cases.questions(reader, "proposal")) == 1


def test_a_reader_may_not_settle(office, act, conflict):
    with pytest.raises(NotAllowed):
        cases.settle(office, act(RINA), conflict, "panel")


def test_without_a_sheet_there_is_no_state_to_show(office):
    assert cases.standing(office) is None
