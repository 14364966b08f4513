"""What goes wrong around a sheet: each time a sentence with the next step, nothing is lost, and the key is never told."""

import logging
import time

import pytest
from sheet_cast import connected
from sheets_server import weather

from services.domain.schema import AGENCY
from services.domain.tabs import canonical
from services.errors import BadInput
from services.sync.link import open_link

pytest_plugins = ["sheets_server.fixture"]


@pytest.fixture
def team(office, sheets, clock, caplog):
    """Two agencies on both sides; whatever a test does, the key stands in no log and in no sentence."""
    caplog.set_level(logging.DEBUG)
    made = connected(office, sheets, clock)
    for number in range(2):
        made.add(AGENCY, f"INS-{number}", name=f"Kelurahan {number}")
    assert (made.sync().error, made.sync().error) == (None, None)
    yield made
    secret = sheets.key["private_key"].splitlines()[1]
    assert secret not in caplog.text + repr(vars(made.link)) + str(made.sync().error)


def both_change(team):
    """Somebody in the panel, somebody in the sheet."""
    team.change(AGENCY, "INS-0", phone="0511")
    team.types("Instansi", "INS-1", "Narahubung", "Bu Aminah")


def assert_both_arrive(team):
    for _ in range(2):
        report = team.sync()
    assert (report.error, report.pending) == (None, 0)
    assert team.line("Instansi", "INS-0")["Telepon"] == "0511"
    assert team.row(AGENCY, "INS-1")["contact"] == "Bu Aminah"
    assert [row["name"] for row in team.rows(AGENCY)] == ["Kelurahan 0", "Kelurahan 1"]


def test_a_sheet_that_is_shared_no_longer(team, sheets):
    both_change(team)
    permissions = sheets.spreadsheet(team.people.book_id).permissions
    role = permissions.pop(team.link.sheet.account)
    report = team.sync()
    assert f"Bagikan kepada {team.link.sheet.account} sebagai Editor" in report.error and report.pending == 1
    permissions[team.link.sheet.account] = role
    assert_both_arrive(team)


def test_a_tab_that_was_deleted(team, sheets):
    both_change(team)
    before = sheets.spreadsheet(team.people.book_id).copy()
    team.owner.does({"deleteSheet": {"sheetId": team.link.tabs["agency"].id}})
    report = team.sync()
    assert "tidak ada yang dihapus di panel. Pulihkan lewat riwayat versi" in report.error and report.pending == 1
    sheets.store.books[before.id] = before
    assert_both_arrive(team)


def test_a_header_that_stands_twice(team):
    both_change(team)
    team.people.inserts_columns("Instansi", 1)
    team.people.types("Instansi", "B1", "Telepon")
    report = team.sync()
    assert "judul kolom “Telepon” ada dua kali" in report.error and "Perbaiki judul itu" in report.error
    assert "0511" not in str(team.sees("Instansi"))
    team.people.types("Instansi", "B1", "Telepon lama")
    assert_both_arrive(team)


def test_fifty_thousand_and_one_letters(team):
    too_many = "x" * 50_001
    with pytest.raises(BadInput, match="terlalu panjang: 50001 huruf"):
        team.change(AGENCY, "INS-0", note=too_many)
    with pytest.raises(BadInput, match=r"paling banyak 50000\. Ringkas isinya"):
        canonical(None, too_many)
    both_change(team)
    assert_both_arrive(team)


def test_a_quota_that_is_spent_for_ten_minutes(team, sheets):
    team.link = open_link(team.office, lambda seconds: tick(team, seconds), lambda: team.ticks[0])
    both_change(team)
    sheets.weather.otherwise = weather.QUOTA_SPENT
    begun, sheets.requests.count = team.ticks[0], 0
    while team.ticks[0] - begun < 600:
        report = team.sync()
        assert "Kuota Google Sheet sedang habis. Panel mencoba lagi sendiri" in report.error and report.pending == 1
        tick(team, 10)
    assert sheets.requests.count < 10 * 60  # never more than the quota of a minute, which lets it recover
    sheets.weather.clear_up()
    assert_both_arrive(team)


def tick(team, seconds):
    team.ticks[0] += seconds


@pytest.mark.parametrize("minutes", [-60, 66])  # Google bears five minutes, and an assertion is good for an hour
def test_a_clock_that_is_wrong_by_an_hour(team, sheets, minutes):
    both_change(team)
    sheets.clock = lambda: time.time() + 60 * minutes
    sheets.tokens.expire_all()
    report = team.sync()
    assert "Periksa jam komputer panel" in report.error and report.pending == 1
    sheets.clock = time.time
    assert_both_arrive(team)
