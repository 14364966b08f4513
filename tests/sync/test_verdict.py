"""The verdict on a panel in the crowd: what counts as a fault, and what people did themselves."""

import random

import pytest
from sheet_cast import connected
from sync_crowd import World
from sync_trial import OurPanel

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


def writes(team, header, cell, row=1):
    """A panel writes into a row, the first one if not told, whatever stands there."""
    column = team.people.sees("Instansi")[0].index(header)
    team.link.sheet.write([ask.put(team.link.tabs["agency"].id, row, column, [cell])])


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


def test_what_a_panel_gives_a_row_that_people_copied_is_not_misplaced_and_not_doubled(team, world):
    writes(team, "Catatan", "dari panel")
    team.people.copies("Instansi", "2:2", "3:3")
    writes(team, ID, "INS-9", row=2)
    for text in ("lain", "dari panel"):  # as people and the panel go back and forth
        writes(team, "Catatan", text, row=2)
    assert (world.verdict().misplaced, world.verdict().doubled) == (0, 0)


def test_what_a_panel_puts_back_where_it_stood_is_not_misplaced(team, world):
    writes(team, "Catatan", "dari panel")
    team.people.clears("Instansi", team.place("Instansi", "INS-0", ID))
    world.meant["lain"] = "INS-5"
    for text in ("lain", "dari panel"):
        writes(team, "Catatan", text)
    assert world.verdict().misplaced == 0


def test_what_a_panel_writes_into_the_row_of_another_is_misplaced(team, world):
    team.types_row("Instansi", ID="INS-9", Nama_Instansi="Kelurahan Lain")
    writes(team, "Catatan", "dari panel", row=2)
    assert world.verdict().misplaced == 1


def test_a_new_row_that_a_panel_writes_twice_is_doubled_and_its_text_in_two_cells_is_not(team, world):
    world.added.add("dari panel")
    for header in ("Catatan", "Telepon"):
        writes(team, header, "dari panel")
    assert world.verdict().doubled == 0
    writes(team, "Catatan", "dari panel", row=2)
    assert world.verdict().doubled == 1


def test_what_a_panel_put_back_is_lost_only_where_a_panel_does_away_with_it_again(team, world):
    typed = world.crowd.word()
    team.types("Instansi", "INS-0", "Catatan", typed)
    writes(team, "Catatan", "dari panel")
    assert world.verdict().lost == 1
    writes(team, "Catatan", typed)
    assert world.verdict().lost == 0
    note, name = (team.place("Instansi", "INS-0", header) for header in ("Catatan", "Nama Instansi"))
    assert team.people.copies("Instansi", note, to=name)  # so that a person wrote it last
    assert world.verdict().lost == 0
    team.types("Instansi", "INS-0", "Catatan", "orang lain")
    assert world.verdict().lost == 0
    for text in (typed, "dari panel"):
        writes(team, "Catatan", text)
    assert world.verdict().lost == 1


def test_a_column_headed_by_a_formula_is_called_what_it_shows(team, world):
    team.people.inserts_columns("Instansi", 2)
    team.people.pastes_formula("Instansi", "C1", "=400+8")
    team.people.types("Instansi", "C2", "biru")
    team.sync()
    panel = OurPanel(team)
    assert world.apart(panel) == 0
    team.change(AGENCY, "INS-0", note="belum ditulis")
    assert world.apart(panel) == 1
