"""The verdict on a panel in the crowd: what counts as a fault, and what people did themselves."""

import random

import pytest
from sheet_cast import connected
from sync_crowd import World

from services.domain.schema import AGENCY
from services.domain.tabs import ID
from services.storage import sheet_requests as ask

pytest_plugins = ["sheets_server.fixture"]


@pytest.fixture
def team(office, sheets, clock):
    made = connected(office, sheets, clock)
    made.add(AGENCY, "INS-0", name="Kelurahan Palam")
    assert made.sync().error is None
    return made


@pytest.fixture
def world(team):
    """Nobody does anything but what a test says; in it the text “dari panel” is meant for INS-0."""
    found = World(team.sheets, [], random.Random(0))
    found.meant["dari panel"] = "INS-0"
    return found


def writes(team, header, cell):
    """A panel writes into the one row, whatever stands there."""
    column = team.people.sees("Instansi")[0].index(header)
    team.link.sheet.write([ask.put(team.link.tabs["agency"].id, 1, column, [cell])])


def test_a_row_that_a_panel_marks_deleted_was_asked_for_by_nobody(team, world):
    assert world.verdict().deleted == 0
    writes(team, "Dihapus", "Ya")
    assert world.verdict().deleted == 1


def test_what_a_panel_wrote_is_misplaced_where_a_panel_takes_its_id_away(team, world):
    writes(team, "Catatan", "dari panel")
    assert world.verdict().misplaced == 0
    writes(team, ID, "INS-9")
    assert world.verdict().misplaced == 1


def test_it_is_where_it_was_while_two_panels_agree_on_a_name_that_people_took_away(team, world):
    writes(team, "Catatan", "dari panel")
    team.people.clears("Instansi", team.place("Instansi", "INS-0", ID))
    for name in ("INS-9", "INS-0", "INS-9"):
        writes(team, ID, name)
    assert world.verdict().misplaced == 0
