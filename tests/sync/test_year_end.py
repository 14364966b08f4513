"""Closing a year: its rows move to a spreadsheet of their own, the panel keeps them, nothing is lost on the way."""

import pytest
from cast import BUDI, SITI
from sheet_cast import connected
from sheets_server import weather

from services.domain.schema import AGENCY, PROGRAMME, RECIPIENT
from services.errors import BadInput, NotAllowed, Refused, Trouble
from services.storage import state
from services.sync import year_end

pytest_plugins = ["sheets_server.fixture"]


@pytest.fixture
def team(office, sheets, clock):
    """A finished programme of 2025 with six people, a running one of 2026 with two; an agency belongs to no year."""
    made = connected(office, sheets, clock)
    made.add(AGENCY, "INS-1", name="Kelurahan Palam")
    for year, status, people in ((2025, "Selesai", 6), (2026, "Berjalan", 2)):
        made.add(PROGRAMME, f"PRG-{year}", name=f"Sembako {year}", year=year, quota=9, status=status)
        for number in range(people):
            made.add(RECIPIENT, f"PEN-{year}{number}", programme=f"PRG-{year}", name=f"Ahmad {number}",
                     nik=f"63720105038400{number:02}", state="Calon")
    for _ in range(2):
        assert made.sync().error is None
    return made


@pytest.fixture
def archive(sheets):
    return sheets.create_spreadsheet("Arsip 2025").id


def close(team, archive, actor=BUDI, year=2025):
    return year_end.close_year(team.office, team.clock.act(actor), team.link, year, archive)


def ids(team, title="Penerima", book=None):
    return [line[0] for line in (team.sheets.person("Siti", book_id=book) if book else team.people).sees(title)[1:]]


def quiet(team):
    """Some rounds later nothing has moved."""
    for _ in range(3):
        report = team.sync()
    assert (report.error, report.pulled, report.pushed, report.pending) == (None, 0, 0, 0)
    book = team.sheets.spreadsheet(team.people.book_id)
    assert [sheet.title for sheet in book.sheets if sheet.title.startswith("_saksi")] == []
    assert [item for item in book.objects["protectedRanges"].values() if "kunci" in item["description"]] == []


def test_the_rows_of_the_year_are_in_the_archive_and_no_longer_in_the_sheet(team, archive):
    moved = [line for line in team.people.sees("Penerima")[1:] if line[0].startswith("PEN-2025")]
    done = close(team, archive)
    assert (done.year, done.spreadsheet, done.rows) == (2025, archive, 7)
    assert team.sheets.person("Siti", book_id=archive).sees("Penerima")[1:] == moved
    assert ids(team) == ["PEN-20260", "PEN-20261"] and ids(team, "Program") == ["PRG-2026"] and ids(team, "Instansi") == ["INS-1"]
    quiet(team)


def test_the_panel_keeps_every_row(team, archive):
    before = {table.name: team.rows(table) for table in (PROGRAMME, RECIPIENT)}
    close(team, archive)
    quiet(team)
    assert {table.name: team.rows(table) for table in (PROGRAMME, RECIPIENT)} == before
    assert team.cases("conflict") == team.cases("unreadable") == []


def test_the_sheet_goes_on_as_before_for_the_other_years(team, archive):
    close(team, archive)
    team.change(RECIPIENT, "PEN-20260", name="Budi")
    team.types("Penerima", "PEN-20261", "Nama", "Aminah")
    team.sync()
    assert team.line("Penerima", "PEN-20260")["Nama"] == "Budi"
    assert team.row(RECIPIENT, "PEN-20261")["name"] == "Aminah"
    quiet(team)


def test_people_cannot_type_in_the_archive(team, archive):
    close(team, archive)
    assert not team.sheets.person("Siti", book_id=archive).types("Penerima", "B2", "x")


def test_a_closed_year_is_given_back(team, archive):
    close(team, archive)
    team.sync()
    year_end.reopen_year(team.office, team.clock.act(BUDI), 2025)
    assert team.sync().error is None
    assert sorted(ids(team)) == sorted(row["id"] for row in team.rows(RECIPIENT))
    assert year_end.closed_years(team.office) == []
    quiet(team)


def test_a_year_with_a_running_programme_is_not_closed(team, archive):
    with pytest.raises(Refused, match="Sembako 2026"):
        close(team, archive, year=2026)
    with team.office.database.reading() as reader:
        assert year_end.years_to_close(reader) == [2025]


def test_what_is_not_the_same_on_both_sides_is_not_closed(team, archive):
    team.types("Penerima", "PEN-20250", "Nama", "Aminah")
    with pytest.raises(Refused, match="belum sama"):
        close(team, archive)
    assert len(ids(team)) == 8


def test_a_spreadsheet_that_is_not_empty_is_refused(team, archive):
    team.sheets.person("Siti", book_id=archive).adds_tab("Penerima")
    with pytest.raises(Refused, match="tidak kosong"):
        close(team, archive)
    assert len(ids(team)) == 8
    with pytest.raises(BadInput, match="sedang dipakai"):
        close(team, team.people.book_id)


@pytest.mark.parametrize("request_number", range(1, 10))
@pytest.mark.parametrize("kind", [weather.UNAVAILABLE_AFTER, weather.UNAVAILABLE], ids=lambda kind: kind.name)
def test_cut_off_anywhere_it_is_closed_by_trying_again(team, archive, request_number, kind):
    before = {table.name: team.rows(table) for table in (PROGRAMME, RECIPIENT)}
    team.sheets.weather.script([weather.FAIR] * (request_number - 1) + [kind])
    for _ in range(3):
        try:
            close(team, archive)
            break
        except (Refused, Trouble):
            team.sync()
    assert sorted(ids(team, book=archive)) == [f"PEN-2025{number}" for number in range(6)]
    assert ids(team) == ["PEN-20260", "PEN-20261"]
    assert {table.name: team.rows(table) for table in (PROGRAMME, RECIPIENT)} == before
    quiet(team)


@pytest.mark.parametrize("owner", [False, True])
@pytest.mark.parametrize("request_number", range(5, 10))
def test_what_is_typed_in_the_very_moment_is_never_lost(team, archive, request_number, owner):
    who, typed = (team.owner if owner else team.people), []
    team.sheets.before_request(request_number, lambda: typed.append(
        "PEN-20250" in ids(team) and team.types("Penerima", "PEN-20250", "Nama", "Aminah", who=who)))
    try:
        close(team, archive)
    except Refused:
        team.sync()
    if typed and typed[0]:
        seen = [team.row(RECIPIENT, "PEN-20250")["name"], *(case["sheet"] for case in team.cases("conflict"))]
        assert "Aminah" in seen


def test_only_an_administrator_closes(team, archive):
    with pytest.raises(NotAllowed):
        close(team, archive, SITI)
    assert state.note(team.office.database, "closed_years") is None
