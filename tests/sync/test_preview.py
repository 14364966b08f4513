"""Before two filled sides meet: what the panel says, and that looking changes nothing."""

import json

import pytest
from cast import BUDI, SITI

from services.domain.meeting import Meeting
from services.domain.schema import AGENCY
from services.errors import NotAllowed, Trouble
from services.office import open_office
from services.storage import keys
from services.storage.database import create
from services.sync.connection import connect
from services.sync.link import open_link
from services.sync.preview import preview
from services.sync.rounds import sync

pytest_plugins = ["sheets_server.fixture"]


@pytest.fixture
def book(sheets):
    return sheets.create_spreadsheet("Bansos 2026")


@pytest.fixture
def look(sheets, book, act):
    return lambda office, actor=BUDI: preview(office, act(actor), json.dumps(sheets.key).encode(), book.id, sheets.url)


@pytest.fixture
def other(tmp_path, sheets, book, act):
    """Another office, which has filled the sheet; its tie is gone."""
    with_rows = open_office(tmp_path / "lain")
    rows = [create(AGENCY, f"INS-{number}", name=f"Kelurahan {number}") for number in range(3)]
    with_rows.database.change(act(), "agencies", rows)
    connect(with_rows, act(BUDI), json.dumps(sheets.key).encode(), book.id, sheets.url)
    assert sync(with_rows, act(BUDI), open_link(with_rows, lambda seconds: None, lambda: 0.0)).error is None
    yield with_rows
    with_rows.close()


def agencies(found):
    return next(meeting for meeting in found.meetings if meeting.table == "Instansi")


def test_an_empty_sheet_will_be_filled(office, act, look):
    office.database.change(act(), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam")])
    found = look(office)
    assert (found.title, found.found, found.both_filled, found.foreign) == ("Bansos 2026", (), False, False)
    assert found.sentence == "Lembar belum berisi: 1 baris dari panel akan ditulis."


def test_an_empty_panel_will_read_the_sheet(office, other, look):
    found = look(office)
    assert agencies(found) == Meeting("Instansi", sheet=3)
    assert (found.both_filled, found.foreign, found.sentence) == (False, True, "Panel kosong, lembar berisi 3 baris: panel membacanya.")


def test_two_filled_sides_are_compared_by_id(office, act, sheets, other, look):
    sheets.person("Siti").types("Instansi", "B5", "Kelurahan tanpa ID")
    office.database.change(act(), "agencies", [
        create(AGENCY, "INS-0", name="Kelurahan 0"), create(AGENCY, "INS-1", name="Kelurahan Satu"),
        create(AGENCY, "INS-9", name="Kelurahan 9"),
    ])
    found = look(office)
    assert found.both_filled
    assert agencies(found) == Meeting("Instansi", panel=1, sheet=2, equal=1, differing=1)
    assert agencies(found).sentence == "Instansi: 1 hanya di panel, 2 hanya di lembar, 1 sama, 1 berbeda."


def test_merged_they_have_every_row_and_what_differs_waits(office, act, sheets, book, other, look):
    office.database.change(act(), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Satu")])
    connect(office, act(BUDI), json.dumps(sheets.key).encode(), book.id, sheets.url, take_over=True)
    report = sync(office, act(BUDI), open_link(office, lambda seconds: None, lambda: 0.0))
    assert (report.conflicts, report.error) == (1, None)
    assert look(office).again


def test_looking_changes_nothing(office, other, sheets, book, look):
    before = sheets.spreadsheet(book.id)
    look(office)
    after = sheets.spreadsheet(book.id)
    assert after.objects == before.objects and [sheet.rows for sheet in after.sheets] == [sheet.rows for sheet in before.sheets]
    assert keys.kept(office.data) is None


def test_a_sheet_that_may_only_be_read_says_how_to_share_it(office, sheets, book, look):
    sheets.spreadsheet(book.id).permissions[sheets.key["client_email"]] = "reader"
    with pytest.raises(Trouble, match="sebagai Editor"):
        look(office)


def test_only_an_administrator_looks(office, look):
    with pytest.raises(NotAllowed):
        look(office, SITI)
