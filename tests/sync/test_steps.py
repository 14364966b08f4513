"""A stage's status typed in the sheet: applied at once through its gate, or a proposal that says what is lacking."""

import pytest
from cast import BUDI
from sheet_cast import connected

from services import attachments, programmes
from services.domain.schema import STAGE

pytest_plugins = ["sheets_server.fixture"]


@pytest.fixture
def team(office, sheets, clock):
    made = connected(office, sheets, clock)
    programmes.start(office, clock.act(), {"name": "Ramadan", "year": 2026, "quota": 400})
    made.sync()
    return made


@pytest.fixture
def first(team):
    """The stage that runs."""
    return next(row for row in team.rows(STAGE) if row["stage"] == team.office.sop.stages[0].key)


def prove(team, first):
    """The place of the hardcopy for every paper that the stage lacks."""
    with team.office.database.reading() as reader:
        lacking = programmes.missing(reader, team.office.sop, first["programme"], first["stage"])
    for paper in lacking:
        attachments.attach(team.office, team.clock.act(), first["id"], hardcopy_place="lemari 2",
                           programme=first["programme"], stage=first["stage"], paper=paper.key)


def types(team, first, text):
    team.types("Tahapan", first["id"], "Status", text)
    return team.sync()


def test_a_stage_typed_as_done_is_done_at_once_where_its_papers_are_there(team, first):
    prove(team, first)
    assert types(team, first, "Selesai").error is None
    assert team.row(STAGE, first["id"])["status"] == "Selesai"
    begun = {row["stage"] for row in team.rows(STAGE) if row["started"]}
    assert begun == {stage.key for stage in team.office.sop.stages[:2]}
    assert team.cases("proposal") == []
    team.sync()
    assert team.line("Tahapan", first["id"])["Status"] == "Selesai"


def test_the_history_says_that_the_sheet_did_it(team, first):
    prove(team, first)
    types(team, first, "Selesai")
    with team.office.database.reading() as reader:
        last = reader.history(table=STAGE.name, row=first["id"], kind="change")[0]
    assert (last.source, last.fields["status"]) == ("sheet", ("Berjalan", "Selesai"))


@pytest.mark.parametrize(("typed", "why"), [("Selesai", "Masih kurang"), ("Dibatalkan", "di halaman tahapnya")])
def test_a_step_that_may_not_be_is_put_back_and_proposed_with_the_reason(team, first, typed, why):
    types(team, first, typed)
    assert team.row(STAGE, first["id"])["status"] == "Berjalan"
    assert team.line("Tahapan", first["id"])["Status"] == "Berjalan"
    proposal, = team.cases("proposal")
    assert why in proposal["sentence"]


def test_an_office_that_wants_it_decides_each_by_a_click(team, first):
    team.office.change_settings(team.clock.act(BUDI), {"stage_from_sheet": False})
    prove(team, first)
    types(team, first, "Selesai")
    assert team.row(STAGE, first["id"])["status"] == "Berjalan"
    assert [case["sheet"] for case in team.cases("proposal")] == ["Selesai"]
