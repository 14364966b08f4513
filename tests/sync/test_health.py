"""The health of the sheet against the stand-in: found, mended by one act, taken back by another."""

import pytest
from cast import BUDI, SITI
from sheet_cast import connected

from services.domain.schema import AGENCY, RECIPIENT
from services.errors import NotAllowed, NotFound, Refused
from services.sync import health

pytest_plugins = ["sheets_server.fixture"]


@pytest.fixture
def team(office, sheets, clock):
    made = connected(office, sheets, clock)
    made.add(AGENCY, "INS-1", name="Kelurahan Palam", phone="0511")
    made.add(RECIPIENT, "PEN-1", programme="PRG-1", name="Ahmad", nik="6372010503840003", state="Calon")
    assert made.sync().error is None
    return made


def found(team):
    return {finding.kind: finding for finding in health.look(team.office, team.clock.act(BUDI), team.link)[1]}


def mends(team, kind):
    health.mend(team.office, team.clock.act(BUDI), team.link, found(team)[kind])


def takes_back(team):
    health.undo(team.office, team.clock.act(BUDI), team.link, health.mended(team.office)[0].id)


def tab(team, title):
    return team.sheets.spreadsheet(team.people.book_id).titled(title)


def test_a_sheet_that_was_just_made_is_in_good_order(team):
    assert found(team).keys() <= {"account"}


def test_a_tab_that_somebody_deleted_is_told(team):
    team.people.deletes_tab("Instansi")
    assert found(team)["tab"].tab == "Instansi"


def test_it_costs_few_requests_whatever_the_sheet_holds(team):
    before = team.link.sheet.requests
    found(team)
    assert team.link.sheet.requests - before == 4


def leaves_a_filter(team):
    sheet = tab(team, "Instansi")
    criteria = {"1": {"hiddenValues": ["x"]}}
    team.people.does({"setBasicFilter": {"filter": {"range": {"sheetId": sheet.id}, "criteria": criteria}}})


def hides_rows(team):
    place = {"sheetId": tab(team, "Instansi").id, "dimension": "ROWS", "startIndex": 1, "endIndex": 3}
    team.people.does({"updateDimensionProperties": {
        "range": place, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}})


def renames_a_header(team):
    team.people.renames_header("Instansi", "Telepon", "Telp")


def unprotects(team, title):
    book = team.sheets.spreadsheet(team.people.book_id)
    sheet = book.titled(title)
    for number, item in book.objects["protectedRanges"].items():
        if item["range"].get("sheetId") == sheet.id:
            team.owner.unprotects(number)


DEEDS = {
    "filter": leaves_a_filter, "hidden": hides_rows, "header": renames_a_header,
    "guard": lambda team: unprotects(team, "Pejabat"), "warning": lambda team: unprotects(team, "Penerima"),
    "account": lambda team: None,
}


@pytest.mark.parametrize("kind", DEEDS)
def test_it_is_found_mended_by_a_click_and_taken_back_by_another(team, kind):
    DEEDS[kind](team)
    assert found(team)[kind].mend
    mends(team, kind)
    assert kind not in found(team)
    takes_back(team)
    assert kind in found(team)
    assert health.mended(team.office) == []


def test_niks_that_became_numbers_are_written_anew_by_a_round_and_come_back_on_undo(team):
    column = team.people.sees("Penerima")[0].index("NIK")
    place = {"sheetId": tab(team, "Penerima").id, "rowIndex": 1, "columnIndex": column}
    number = {"values": [{"userEnteredValue": {"numberValue": 6372010503840000}}]}
    team.people.does({"updateCells": {"start": place, "rows": [number], "fields": "userEnteredValue"}})
    team.sync()
    mends(team, "number")
    team.sync()
    assert team.line("Penerima", "PEN-1")["NIK"] == "6372010503840003"
    assert "number" not in found(team)
    takes_back(team)
    for _ in range(2):
        team.sync()
    assert team.line("Penerima", "PEN-1")["NIK"] == 6372010503840000


def test_a_header_that_somebody_changed_again_is_left_alone(team):
    renames_a_header(team)
    finding = found(team)["header"]
    team.people.renames_header("Instansi", "Telp", "HP")
    health.mend(team.office, team.clock.act(BUDI), team.link, finding)
    assert "HP" in team.people.sees("Instansi")[0]


def test_what_people_undid_in_the_sheet_cannot_be_taken_back_twice(team):
    unprotects(team, "Pejabat")
    mends(team, "guard")
    unprotects(team, "Pejabat")
    with pytest.raises(Refused, match="berubah lagi"):
        takes_back(team)


def test_nothing_is_taken_back_that_was_not_done(team):
    with pytest.raises(NotFound):
        health.undo(team.office, team.clock.act(BUDI), team.link, "PRB-0")


def test_the_sharing_is_read_where_the_key_may(team, sheets):
    sheets.spreadsheet(team.people.book_id).permissions["anyone"] = "reader"
    assert "Dibatasi" in found(team)["link"].sentence


def test_only_an_administrator_looks(team):
    with pytest.raises(NotAllowed):
        health.look(team.office, team.clock.act(SITI), team.link)
