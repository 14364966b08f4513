"""A row that the sheet was the last to change says so; others say nothing."""

import pytest

from services import last_change
from services.domain.schema import AGENCY
from services.storage.database import create, event, update
from services.sync.take import from_sheet


@pytest.fixture
def palam(office, act):
    office.database.change(act(), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam")])
    return "INS-1"


def said(office, palam):
    return last_change.in_sheet(office, AGENCY, palam).split(", ")[:-2]


def test_what_the_sheet_changed_is_named(office, act, palam):
    office.database.change(from_sheet(act()), "agencies", [update(AGENCY, palam, phone="1", extra={"Warna": "biru"})])
    assert said(office, palam) == ["Telepon", "kolom tambahan diubah di Google Sheet"]


def test_a_row_made_in_the_sheet_does_not_list_all_that_it_holds(office, act):
    office.database.change(from_sheet(act()), "agencies", [create(AGENCY, "INS-2", name="Kelurahan Loktabat")])
    assert said(office, "INS-2") == ["Dibuat di Google Sheet"]


def test_what_the_panel_changed_last_says_nothing_and_a_mere_note_hides_nothing(office, act, palam):
    office.database.change(from_sheet(act()), "agencies", [update(AGENCY, palam, phone="1")])
    office.database.change(act(), "agencies", [event(AGENCY, palam, note="dilihat")])
    assert said(office, palam) == ["Telepon diubah di Google Sheet"]
    office.database.change(act(), "agencies", [update(AGENCY, palam, phone="2")])
    assert last_change.in_sheet(office, AGENCY, palam) == ""
