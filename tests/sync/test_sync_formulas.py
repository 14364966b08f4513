"""A formula that somebody types is never written over: not one that is seen, nor one that comes in the very gap."""

import pytest
from sheet_cast import connected, panel_of
from sheets_server import weather
from sheets_server.edit import Assumptions

from services.domain.schema import AGENCY

pytest_plugins = ["sheets_server.fixture"]

LOCK, WRITE = 2, 3  # requests of a round that pushes


@pytest.fixture
def team(office, sheets, clock):
    made = connected(office, sheets, clock)
    for number in range(4):
        made.add(AGENCY, f"INS-{number}", name=f"Kelurahan {number}", phone=str(number))
    assert made.sync().error is None
    return made


def rests(team):
    for _ in range(3):
        report = team.sync()
    assert (report.error, report.pending, report.pushed) == (None, 0, 0)


def pasted_in_the_gap(team, formula, row="INS-2", header="Telepon"):
    team.sheets.before_request(WRITE, lambda: pastes(team, row, header, formula))


def pastes(team, row, header, formula):
    """The owner pastes a formula; no lock binds him."""
    assert team.owner.pastes_formula("Instansi", team.place("Instansi", row, header), formula)


def test_a_formula_typed_right_before_the_write_stands_again_and_both_values_are_told(team):
    team.change(AGENCY, "INS-2", phone="0511")
    pasted_in_the_gap(team, '="08"&"12"')
    team.sync()
    assert [(case["sheet"], case["panel"]) for case in team.cases("covered")] == [('="08"&"12"', "0511")]
    rests(team)
    assert team.line("Instansi", "INS-2")["Telepon"] == '="08"&"12"'
    assert team.row(AGENCY, "INS-2")["phone"] == "0812"
    assert [case["panel"] for case in team.cases("conflict")] == ["0511"]
    assert team.cases("covered") == []


@pytest.mark.parametrize("formula", ["=B5", "=$B$2", "=E4&B2", "='Program'!A1"])
def test_its_references_stay_what_they_were(team, formula):
    team.change(AGENCY, "INS-2", note="panel")
    team.change(AGENCY, "INS-0", note="panel")
    pasted_in_the_gap(team, formula, header="Catatan")
    team.sync()
    rests(team)
    assert team.line("Instansi", "INS-2")["Catatan"] == formula
    assert team.line("Instansi", "INS-0")["Catatan"] == "panel"


def test_a_formula_that_comes_to_what_stood_there_stands_again_and_the_panels_value_waits(team):
    team.change(AGENCY, "INS-2", phone="0511")
    pasted_in_the_gap(team, '=2&""')
    team.sync()
    rests(team)
    assert team.line("Instansi", "INS-2")["Telepon"] == '=2&""'
    assert team.row(AGENCY, "INS-2")["phone"] == "0511"
    assert [case["panel"] for case in team.cases("formula")] == ["0511"]


def test_a_formula_in_a_row_that_moved_under_the_write_stands_again_in_that_row(team):
    team.sheets.assume(Assumptions(protection_delay=3))
    team.change(AGENCY, "INS-1", phone="0511")

    def deletes_a_row_and_types():
        team.people.deletes_rows("Instansi", 1)  # the row below moves to where the value is written
        pastes(team, "INS-2", "Telepon", '="08"&"12"')

    team.sheets.before_request(WRITE, deletes_a_row_and_types)
    team.sync()
    rests(team)
    assert [line.get("Telepon") for line in team.sees("Instansi")] == ["0511", '="08"&"12"', "3"]


@pytest.mark.parametrize("storm", [weather.UNAVAILABLE_AFTER, weather.RESET_AFTER], ids=lambda storm: storm.name)
def test_it_stands_again_where_the_answer_was_lost_and_the_panel_started_anew(team, storm):
    team.change(AGENCY, "INS-2", phone="0511")
    pasted_in_the_gap(team, '="08"&"12"')
    team.sheets.weather.script([weather.FAIR] * (WRITE - 1) + [storm])
    team.sync()
    team = panel_of(team.office, team.sheets, team.clock)
    rests(team)
    assert team.line("Instansi", "INS-2")["Telepon"] == '="08"&"12"'


def test_a_cell_that_was_typed_over_meanwhile_keeps_that_and_the_formula_is_told(team):
    team.change(AGENCY, "INS-2", phone="0511")
    pasted_in_the_gap(team, '="08"&"12"')
    team.sheets.before_request(WRITE + 1, lambda: team.types("Instansi", "INS-2", "Telepon", "999"))
    team.sync()
    rests(team)
    assert team.line("Instansi", "INS-2")["Telepon"] == team.row(AGENCY, "INS-2")["phone"] == "999"
    assert [case["sheet"] for case in team.cases("covered")] == ['="08"&"12"']


def test_a_formula_pasted_over_a_value_gone_astray_is_not_taken_out_in_its_stead(team):
    team.sheets.assume(Assumptions(protection_delay=3))
    team.change(AGENCY, "INS-3", phone="0511")
    cell = team.place("Instansi", "INS-3", "Telepon")
    team.sheets.before_request(WRITE, lambda: team.people.deletes_rows("Instansi", 1))  # the last row moves up
    team.sheets.before_request(WRITE + 1, lambda: team.owner.pastes_formula("Instansi", cell, '="05"&"11"'))
    team.sync()
    rests(team)
    assert team.line("Instansi", "INS-3")["Telepon"] == "0511"
    assert '="05"&"11"' in team.people.sees("Instansi")[4]


def test_a_change_still_costs_four_requests(team):
    team.sync()
    team.change(AGENCY, "INS-2", phone="0511")
    team.change(AGENCY, "INS-0", note="x")
    assert team.sync().requests == 4
