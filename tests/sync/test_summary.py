"""The tab Ringkasan: what it says, that it costs no request of its own, that people's tabs are left alone."""

import pytest
from sheet_cast import connected, panel_of

from services.domain.schema import AGENCY, PROGRAMME, RECIPIENT
from services.storage import state
from services.storage.sync_state import SUMMARY
from services.sync import summary

pytest_plugins = ["sheets_server.fixture"]


@pytest.fixture
def team(office, sheets, clock):
    made = connected(office, sheets, clock)
    made.add(PROGRAMME, "PRG-1", name="Paket Ramadan", year=2026, quota=2, status="Berjalan")
    for number, (kelurahan, state_of) in enumerate([("Palam", "Ditetapkan"), ("Palam", "Calon"), ("Guntung", "Calon")]):
        made.add(RECIPIENT, f"PEN-{number}", programme="PRG-1", name="Ahmad", kecamatan="Cempaka",
                 kelurahan=kelurahan, state=state_of)
    assert made.sync().error is None
    return made


def seen(team, title="Ringkasan"):
    return team.people.sees(title)


def test_it_shows_programmes_and_people_by_kelurahan(team):
    rows = seen(team)
    assert rows[0] == ["Ringkasan Panel Bansos"]
    assert ["Paket Ramadan", "Cempaka", "Guntung", 1, 0, 0] in rows
    assert ["Paket Ramadan", "Cempaka", "Palam", 1, 1, 0] in rows
    assert ["Paket Ramadan", "Semua", None, 2, 1, 0] in rows


def test_people_cannot_type_in_it(team):
    assert not team.people.types("Ringkasan", "A3", "x")


def test_it_follows_a_change_without_a_request_more(team):
    team.sync()
    team.change(PROGRAMME, "PRG-1", name="Paket Lebaran")
    assert team.sync().requests == 4
    assert "Paket Lebaran" in {row[0] for row in seen(team) if row}
    assert team.sync().requests == 1


def test_a_change_that_it_does_not_show_is_not_written(team):
    team.sync()
    before = team.people.sees("Ringkasan")
    team.clock.later(minutes=5)
    team.add(AGENCY, "INS-1", name="Kelurahan Palam")
    assert team.sync().error is None
    assert seen(team) == before


def test_shorter_content_leaves_nothing_of_the_longer_behind(team):
    team.change(RECIPIENT, "PEN-2", kelurahan="Palam")
    team.sync()
    assert "Guntung" not in str(seen(team))
    assert len(seen(team)) == team.sheets.spreadsheet(team.people.book_id).titled("Ringkasan").row_count


def test_deleted_it_is_made_anew(team):
    team.owner.deletes_tab("Ringkasan")
    for name in ("Paket Lebaran", "Paket Haji"):
        team.change(PROGRAMME, "PRG-1", name=name)
        assert team.sync().error is None
    assert "Paket Haji" in {row[0] for row in seen(team) if row}
    assert not team.people.types("Ringkasan", "A3", "x")


def test_a_tab_of_that_title_that_people_made_is_left_alone(team):
    team.owner.deletes_tab("Ringkasan")
    team.people.adds_tab("Ringkasan")
    team.people.types("Ringkasan", "A1", "Catatan Siti")
    summary.forget(team.office, team.link)
    team.change(PROGRAMME, "PRG-1", name="Paket Lebaran")
    assert team.sync().error is None
    assert seen(team) == [["Catatan Siti"]]
    assert "Paket Lebaran" in {row[0] for row in seen(team, "Ringkasan Panel") if row}


def test_to_find_it_costs_no_request_in_the_first_round(team):
    def first_round(name):
        begun = panel_of(team.office, team.sheets, team.clock)
        begun.change(PROGRAMME, "PRG-1", name=name)
        return begun.sync().requests

    known = first_round("Paket Lebaran")
    state.write_note(team.office.database, SUMMARY, None)
    assert first_round("Paket Idulfitri") == known
    assert "Paket Idulfitri" in {row[0] for row in seen(team) if row}


def test_a_name_that_looks_like_a_formula_stays_a_text(team):
    team.change(PROGRAMME, "PRG-1", name='=IMPORTXML("http://jahat.test")')
    team.sync()
    assert '=IMPORTXML("http://jahat.test")' in {row[0] for row in seen(team) if row}
    cells = [row[0].value for row in team.sheets.spreadsheet(team.people.book_id).titled("Ringkasan").rows if row]
    assert {type(cell) for cell in cells} <= {str, type(None)}


def test_the_witness_of_a_push_is_kept_from_people(team):
    tried = []

    def types_into_it():
        book = team.sheets.spreadsheet(team.people.book_id)
        tried.extend(team.people.types(sheet.title, "A1", "x") for sheet in book.sheets if "_saksi" in sheet.title)

    team.change(PROGRAMME, "PRG-1", name="Paket Lebaran")
    team.sheets.before_request(4, types_into_it)
    team.sync()
    assert tried == [False, False]  # the tab of its values, and that of what was entered
