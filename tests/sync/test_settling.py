"""What panel and sheet do not agree on is settled with one act, never over a newer value, and taken back with one."""

import pytest
from cast import RINA
from sheet_cast import connected

from services import programmes
from services.domain.merge_actions import Case
from services.domain.schema import AGENCY, RECIPIENT, STAGE
from services.errors import BadInput, NotAllowed, NotFound, NotReady, Refused
from services.storage import sync_state
from services.storage.database import create, delete, update
from services.sync import cases, settling

pytest_plugins = ["sheets_server.fixture"]


@pytest.fixture
def conflict(office, act, clock):
    """The phone of an agency: the sheet's 2 stands, the panel had 1."""
    office.database.change(act(), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam", phone="2")])
    return seen(office, clock, AGENCY, Case("conflict", "INS-1", "Telepon", " 2 ", "1"))


@pytest.fixture
def stage(office, act):
    """The first stage of a programme, which is running."""
    programme = programmes.start(office, act(), {"name": "Ramadan", "year": 2026, "quota": 400})
    with office.database.reading() as reader:
        return programmes.stages(reader, programme)[office.sop.stages[0].key]["id"]


def seen(office, clock, table, case):
    with office.database.state() as connection:
        sync_state.record(connection, table.name, [case], clock.now, clock.new_id)
        return sync_state.cases(connection, case.kind)[-1]["id"]


def value(office, table, row, name):
    with office.database.reading() as reader:
        return reader.get(table, row)[name]


def waiting(office, kind):
    with office.database.reading() as reader:
        return [question.id for question in cases.questions(reader, kind)]


@pytest.mark.parametrize(("choice", "other", "stands"), [("panel", None, "1"), ("sheet", None, "2"), ("other", "3", "3")])
def test_the_chosen_value_stands_and_the_case_is_closed(office, act, conflict, choice, other, stands):
    settling.settle(office, act(), conflict, choice, other)
    assert value(office, AGENCY, "INS-1", "phone") == stands
    assert waiting(office, "conflict") == []


@pytest.mark.parametrize("choice", ["panel", "sheet"])
def test_a_settlement_is_taken_back_and_people_are_asked_again(office, act, conflict, choice):
    settling.settle(office, act(), conflict, choice)
    with office.database.reading() as reader:
        done, = cases.settled(reader)
    assert (done.header, done.decided, done.by) == ("Telepon", {"panel": "1", "sheet": "2"}[choice], act().actor.name)
    settling.undo(office, act(), conflict)
    assert value(office, AGENCY, "INS-1", "phone") == "2"
    assert waiting(office, "conflict") == [conflict]
    settling.settle(office, act(), conflict, "panel")
    assert value(office, AGENCY, "INS-1", "phone") == "1"


def test_a_settlement_is_taken_back_once(office, act, conflict):
    settling.settle(office, act(), conflict, "panel")
    settling.undo(office, act(), conflict)
    with pytest.raises(NotFound):
        settling.undo(office, act(), conflict)


def test_a_value_that_changed_after_the_settlement_is_not_taken_back(office, act, conflict):
    settling.settle(office, act(), conflict, "panel")
    office.database.change(act(), "agencies", [update(AGENCY, "INS-1", phone="9")])
    with pytest.raises(Refused, match="berubah lagi"):
        settling.undo(office, act(), conflict)
    assert value(office, AGENCY, "INS-1", "phone") == "9"


def test_a_case_is_settled_once(office, act, conflict):
    settling.settle(office, act(), conflict, "sheet")
    with pytest.raises(NotFound):
        settling.settle(office, act(), conflict, "panel")


def test_a_value_that_changed_again_is_not_overwritten(office, act, conflict):
    office.database.change(act(), "agencies", [update(AGENCY, "INS-1", phone="9")])
    with pytest.raises(Refused, match="berubah lagi"):
        settling.settle(office, act(), conflict, "panel")
    assert value(office, AGENCY, "INS-1", "phone") == "9"
    assert waiting(office, "conflict") == [conflict]


def test_a_row_deleted_in_the_sheet_and_changed_in_the_panel_comes_back_by_the_panels_value(office, act, conflict, clock):
    office.database.change(act(), "agencies", [delete(AGENCY, "INS-1")])
    gone = seen(office, clock, AGENCY, Case("conflict", "INS-1", "Telepon", "", "2"))
    settling.settle(office, act(), gone, "panel")
    assert not value(office, AGENCY, "INS-1", "deleted")


def test_a_column_that_only_the_sheet_knows_is_settled_too(office, act, conflict, clock):
    office.database.change(act(), "agencies", [update(AGENCY, "INS-1", extra={"Warna": "merah", "Rak": "3"})])
    case = seen(office, clock, AGENCY, Case("conflict", "INS-1", "Warna", "merah", "biru"))
    settling.settle(office, act(), case, "panel")
    assert value(office, AGENCY, "INS-1", "extra") == {"Warna": "biru", "Rak": "3"}
    settling.undo(office, act(), case)
    assert value(office, AGENCY, "INS-1", "extra") == {"Warna": "merah", "Rak": "3"}


def test_a_proposal_waits_for_a_click_and_is_then_taken_over(office, act, clock, stage):
    case = seen(office, clock, STAGE, Case("proposal", stage, "Dikembalikan (kali)", 2, 0))
    assert value(office, STAGE, stage, "returned") == 0
    settling.settle(office, act(), case, "sheet")
    assert value(office, STAGE, stage, "returned") == 2
    settling.undo(office, act(), case)
    assert value(office, STAGE, stage, "returned") == 0


def test_a_stage_proposed_as_done_is_only_done_when_its_papers_are_there(office, act, clock, stage):
    case = seen(office, clock, STAGE, Case("proposal", stage, "Status", "Selesai", "Berjalan"))
    with pytest.raises(NotReady, match="Masih kurang"):
        settling.settle(office, act(), case, "sheet")
    assert value(office, STAGE, stage, "status") == "Berjalan"
    assert waiting(office, "proposal") == [case]


def test_a_proposal_never_goes_round_a_step_of_the_work(office, act, clock, stage):
    case = seen(office, clock, STAGE, Case("proposal", stage, "Status", "Dibatalkan", "Berjalan"))
    with pytest.raises(Refused, match="di halaman tahapnya"):
        settling.settle(office, act(), case, "sheet")
    settling.settle(office, act(), case, "panel")
    assert waiting(office, "proposal") == []


def test_a_value_that_is_none_settles_nothing(office, act, conflict, clock):
    case = seen(office, clock, AGENCY, Case("conflict", "INS-1", "Jenis", "", "Kelurahan"))
    with pytest.raises(BadInput):
        settling.settle(office, act(), case, "other", "Entah")
    assert case in waiting(office, "conflict")


def test_a_reader_may_neither_settle_nor_take_back(office, act, conflict):
    with pytest.raises(NotAllowed):
        settling.settle(office, act(RINA), conflict, "panel")
    settling.settle(office, act(), conflict, "panel")
    with pytest.raises(NotAllowed):
        settling.undo(office, act(RINA), conflict)


# --- with the sheet


@pytest.fixture
def team(office, sheets, clock):
    made = connected(office, sheets, clock)
    made.add(RECIPIENT, "PEN-1", programme="PRG-1", name="Ahmad", birth_date="2019-05-03", state="Calon")
    made.sync()
    made.types("Penerima", "PEN-1", "Tanggal Lahir", "kapan-kapan")
    made.sync()
    return made


def test_what_cannot_be_read_is_written_over_by_one_click_and_comes_back_by_another(team):
    case = team.cases("unreadable")[0]["id"]
    settling.settle(team.office, team.clock.act(), case, "panel")
    assert team.sync().error is None
    assert team.line("Penerima", "PEN-1")["Tanggal Lahir"] == 43588.0  # 3 May 2019
    assert team.cases("unreadable") == []
    settling.undo(team.office, team.clock.act(), case)
    for _ in range(2):
        assert team.sync().error is None
    assert team.line("Penerima", "PEN-1")["Tanggal Lahir"] == "kapan-kapan"
    assert [found["sheet"] for found in team.cases("unreadable")] == ["kapan-kapan"]
    assert team.cases("stray") == []


def test_a_value_that_changed_in_the_sheet_meanwhile_is_not_written_over(team):
    settling.settle(team.office, team.clock.act(), team.cases("unreadable")[0]["id"], "panel")
    team.types("Penerima", "PEN-1", "Tanggal Lahir", "entah")
    team.sync()
    assert team.line("Penerima", "PEN-1")["Tanggal Lahir"] == "entah"
    assert [found["sheet"] for found in team.cases("unreadable")] == ["entah"]


def test_a_settled_conflict_reaches_the_sheet_and_so_does_its_undoing(team):
    team.change(RECIPIENT, "PEN-1", name="Ahmad A")
    team.types("Penerima", "PEN-1", "Nama", "Ahmad B")
    team.sync()
    case = team.cases("conflict")[0]["id"]
    for act, name in ((lambda: settling.settle(team.office, team.clock.act(), case, "panel"), "Ahmad A"),
                      (lambda: settling.undo(team.office, team.clock.act(), case), "Ahmad B")):
        act()
        team.sync()
        assert team.line("Penerima", "PEN-1")["Nama"] == name


def test_a_text_over_an_id_is_no_id_and_is_put_away_by_the_panels(office, act, clock, conflict):
    case = seen(office, clock, AGENCY, Case("proposal", "INS-1", "ID", "Bu Aminah", "INS-1"))
    with pytest.raises(Refused, match="ID hanya ditulis panel"):
        settling.settle(office, act(), case, "sheet")
    settling.settle(office, act(), case, "panel")
    assert waiting(office, "proposal") == []
