"""Large tabs are read when Drive hints at a change, every five minutes, and whenever something hangs on it."""

from itertools import count

import pytest
from cast import BUDI
from sheet_cast import connected
from sheets_server import service
from sheets_server.direct import shorten
from sheets_server.errors import Refusal

from services.domain import cadence
from services.domain.schema import AGENCY
from services.sync.rounds import sync

pytest_plugins = ["sheets_server.fixture"]

ROWS = 8


@pytest.fixture
def team(office, sheets, clock, monkeypatch):
    """Instansi is large, and settled."""
    monkeypatch.setattr(cadence, "LARGE", ROWS - 1)
    team = connected(office, sheets, clock)
    shorten(team.link.sheet._line.session, sheets)
    for number in range(ROWS):
        team.add(AGENCY, f"INS-{number}", name=f"Kelurahan {number}")
    team.sync()
    team.sync()
    quiet(team)
    return team


_NUMBERS = count(1)


def quiet(team, after=10, hurry=False):
    """A round of the panel's own thread."""
    team.ticks[0] += after
    return sync(team.office, team.clock.act(BUDI, f"QUIET-{next(_NUMBERS)}"), team.link, hurry)


def types(team, text="Bu Aminah"):
    team.types("Instansi", "INS-3", "Narahubung", text)


def contact(team):
    return team.row(AGENCY, "INS-3")["contact"]


@pytest.fixture
def drive(monkeypatch):
    """Drive's answers to a question for the version, as the test wants them."""
    said = {"version": "7"}
    monkeypatch.setattr(service.drive, "get_file", lambda *_: dict(said))
    return said



def test_a_quiet_round_asks_drive_and_reads_the_small_tabs(team, monkeypatch):
    read = []
    real = team.link.sheet.read
    monkeypatch.setattr(team.link.sheet, "read", lambda ranges: read.extend(ranges) or real(ranges))
    report = quiet(team)
    assert (report.requests, report.error) == (2, None)
    assert "'Instansi'" not in read
    assert "'Penerima'" in read


def test_an_edit_arrives_when_the_version_rose(team):
    types(team)
    assert quiet(team).pulled == 1
    assert contact(team) == "Bu Aminah"


def test_an_edit_that_drive_does_not_know_of_arrives_within_five_minutes(team, drive):
    quiet(team)
    types(team)
    assert [quiet(team, after=60).pulled for _ in range(5)] == [0, 0, 0, 0, 1]


def test_where_drive_refuses_an_edit_arrives_within_five_minutes(team, monkeypatch):
    def refuse(*_):
        raise Refusal("The user does not have sufficient permissions.", 403)

    monkeypatch.setattr(service.drive, "get_file", refuse)
    types(team)
    assert [quiet(team, after=60).pulled for _ in range(5)] == [0, 0, 0, 0, 1]


def test_in_a_hurry_all_is_read_without_asking_drive(team, drive):
    quiet(team)
    types(team)
    assert quiet(team, hurry=True).pulled == 1


def test_what_the_panel_has_for_a_large_tab_is_merged_with_what_stands_there(team, drive):
    quiet(team)
    types(team)
    team.change(AGENCY, "INS-3", phone="0511")
    assert [quiet(team, after=20).pushed for _ in range(2)] == [0, 1]
    assert contact(team) == "Bu Aminah"
    assert team.line("Instansi", "INS-3")["Telepon"] == "0511"


def test_a_row_deleted_while_the_tab_was_not_read_is_deleted_once_it_is(team, drive):
    quiet(team)
    team.people.deletes_rows("Instansi", 1)
    assert quiet(team).error is None
    assert len(team.rows(AGENCY)) == ROWS
    drive["version"] = "8"
    quiet(team)
    assert len(team.rows(AGENCY)) == ROWS - 1


def test_a_large_tab_that_is_not_in_order_is_told_every_round(team, drive):
    team.owner.types("Instansi", "B1", "Nama")
    drive["version"] = "8"
    assert ["Nama Instansi" in (quiet(team).error or "") for _ in range(3)] == [True] * 3


def test_a_change_made_while_a_round_reads_is_given_by_the_next(team, drive, monkeypatch):
    real = team.link.sheet.read

    def read(ranges):
        monkeypatch.setattr(team.link.sheet, "read", real)
        team.change(AGENCY, "INS-3", phone="0511")
        return real(ranges)

    quiet(team)
    monkeypatch.setattr(team.link.sheet, "read", read)
    quiet(team)
    assert quiet(team, hurry=True).pushed == 1
    assert team.line("Instansi", "INS-3")["Telepon"] == "0511"
