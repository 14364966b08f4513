"""An import taken back while people work on its rows in the sheet: what they typed keeps its row."""

import pytest
from imports_cast import asked, line, only_import, store, stored
from sheet_cast import connected

from services.domain.schema import RECIPIENT
from services.people import undo

pytest_plugins = ["sheets_server.fixture"]


@pytest.fixture
def team(office, sheets, clock, act):
    team = connected(office, sheets, clock)
    store(office, act, asked(office, act), *map(line, range(4)))
    team.sync()
    return team


def test_who_was_typed_over_in_the_sheet_stays_and_the_others_leave_the_sheet(team, office, act):
    typed = stored(office)[1]["id"]
    team.types("Penerima", typed, "Alamat", "Jl. Lembar 3")
    team.sync()
    undone = undo.undo(office, act(), only_import(office)["id"])
    assert undone.taken_back == 3
    assert [one.why.split(",")[0] for one in undone.kept] == ["Alamat diubah di Google Sheet"]
    team.sync()
    there = [one for one in team.sees("Penerima") if one.get("ID") and not one.get("Dihapus")]
    assert [one["Alamat"] for one in there] == ["Jl. Lembar 3"]


def test_what_was_typed_before_the_panel_heard_of_it_is_not_lost(team, office, act):
    typed = stored(office)[1]["id"]
    team.types("Penerima", typed, "Alamat", "Jl. Lembar 3")
    assert undo.undo(office, act(), only_import(office)["id"]).taken_back == 4
    team.sync()
    row, seen = team.row(RECIPIENT, typed), team.line("Penerima", typed)
    assert (row["deleted"], row["address"]) == (True, "Jl. Lembar 3")  # a restored row has it
    assert (seen["Dihapus"], seen["Alamat"]) == ("Ya", "Jl. Lembar 3")
