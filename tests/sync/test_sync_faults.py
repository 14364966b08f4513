"""Sync under attack: people in the gap before each request, all weather, the panel killed, a second panel.

The verdict comes from the sheet and the server's own log, not from what the panel believes.
"""

from datetime import timedelta

import pytest
from sheet_cast import connected, panel_of
from sheets_server import weather
from sheets_server.edit import Assumptions

from services.domain.merge_actions import Case
from services.domain.schema import AGENCY, HANDOVER, RECIPIENT
from services.storage import state, sync_state
from services.storage.database import create
from services.storage.sheet import TRIES

pytest_plugins = ["sheets_server.fixture"]

PULL, LOCK, WRITE, DROP = 1, 2, 3, 4  # the requests of a round that pushes


@pytest.fixture
def team(office, sheets, clock):
    made = connected(office, sheets, clock)
    for number in range(3):
        made.add(AGENCY, f"INS-{number}", name=f"Kelurahan {number}")
    assert made.sync().error is None
    assert made.sync().requests == 1
    return made


def settled(team):
    """After some quiet rounds: nothing is left behind in the sheet or in the panel."""
    for _ in range(3):
        report = team.sync()
    assert (report.error, report.pending, report.pulled, report.pushed) == (None, 0, 0, 0)
    book = team.sheets.spreadsheet(team.people.book_id)
    assert [sheet.title for sheet in book.sheets if sheet.title.startswith("_saksi")] == []
    locks = [item for item in book.objects["protectedRanges"].values() if "kunci" in item["description"]]
    assert locks == []
    assert state.note(team.office.database, "push") is None
    numbers = [line["No."] for line in team.sees("Riwayat")]
    assert len(numbers) == len(set(numbers))


def both_sides(team, row="INS-1"):
    return team.row(AGENCY, row), team.line("Instansi", row)


# --- weather


WEATHERS = [kind for kind in weather.ALL if kind is not weather.TOKEN_EXPIRED]


@pytest.mark.parametrize("request_number", [PULL, LOCK, WRITE, DROP])
@pytest.mark.parametrize("kind", WEATHERS, ids=lambda kind: kind.name)
def test_one_bad_answer_loses_and_doubles_nothing(team, request_number, kind):
    team.change(AGENCY, "INS-1", phone="0511")
    team.add(AGENCY, "INS-NEW", name="Kelurahan Baru")
    team.sheets.weather.script([weather.FAIR] * (request_number - 1) + [kind])
    team.sync()
    settled(team)
    assert team.line("Instansi", "INS-1")["Telepon"] == "0511"
    assert [line.get("ID") for line in team.sees("Instansi")] == ["INS-0", "INS-1", "INS-2", "INS-NEW"]


@pytest.mark.parametrize("seed", range(5))
def test_weather_at_random_ends_with_both_sides_equal(team, seed):
    team.sheets.weather.at_random(seed, 0.3)
    for number in range(6):
        team.change(AGENCY, "INS-1", phone=str(number))
        team.sync()
    team.sheets.weather.clear_up()
    settled(team)
    assert team.line("Instansi", "INS-1")["Telepon"] == "5"


def test_a_spent_quota_is_waited_for_and_told(team):
    team.change(AGENCY, "INS-1", phone="0511")
    team.sheets.weather.script([weather.QUOTA_SPENT] * TRIES)
    report = team.sync()
    assert "Kuota Google Sheet" in (report.error or "")
    assert (report.requests, report.pending) == (TRIES, 1)
    settled(team)


def test_without_a_line_the_panel_goes_on_and_catches_up(team):
    team.sheets.weather.otherwise = weather.RESET
    team.change(AGENCY, "INS-1", phone="0511")
    assert "tidak dapat dihubungi" in (team.sync().error or "")
    team.change(AGENCY, "INS-1", phone="0512")
    team.sheets.weather.clear_up()
    settled(team)
    assert team.line("Instansi", "INS-1")["Telepon"] == "0512"


def test_a_sheet_no_longer_shared_says_what_to_do(team):
    team.sheets.spreadsheet(team.people.book_id).permissions.pop(team.link.sheet.account)
    assert "Bagikan kepada" in (team.sync().error or "")


# --- people in the gap


def sorts(team):
    team.people.sorts("Instansi", 1, descending=True)


def inserts_a_row(team):
    team.people.inserts_rows("Instansi", 1)


def deletes_the_row(team):
    team.people.deletes_rows("Instansi", 2)


def moves_a_column(team):
    team.people.moves_columns("Instansi", 5, 2)


def inserts_a_column(team):
    team.people.inserts_columns("Instansi", 1)


def renames_a_header(team):
    team.people.renames_header("Instansi", "Telepon", "Telp")


def types_beside(team):
    return team.types("Instansi", "INS-1", "Kepada Yth.", "Lurah")


def adds_a_row_below(team):
    return team.people.types("Instansi", "B5", "Kelurahan Ketik")


DEEDS = [sorts, inserts_a_row, moves_a_column, inserts_a_column, types_beside, adds_a_row_below]


@pytest.mark.parametrize("request_number", [PULL, LOCK, WRITE, DROP])
@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("delay", [0, 3], ids=["lock at once", "lock late"])
def test_people_in_the_gap_lose_nothing_and_nothing_is_misplaced(team, deed, request_number, delay):
    team.sheets.assume(Assumptions(protection_delay=delay))
    team.change(AGENCY, "INS-1", phone="0511")
    went = []
    team.sheets.before_request(request_number, lambda: went.append(deed(team)))
    team.sync()
    settled(team)
    for row in ("INS-0", "INS-1", "INS-2"):
        line = {header: cell for header, cell in team.line("Instansi", row).items() if header not in ("Kepada Yth.", "Dihapus")}
        assert line == {"ID": row, "Nama Instansi": f"Kelurahan {row[-1]}"} | ({"Telepon": "0511"} if row == "INS-1" else {})
    if deed is types_beside and went == [True]:
        assert team.row(AGENCY, "INS-1")["addressee"] == "Lurah"
    if deed is adds_a_row_below and went == [True]:
        assert "Kelurahan Ketik" in [row["name"] for row in team.rows(AGENCY)]


@pytest.mark.parametrize("request_number", [PULL, LOCK, WRITE, DROP])
@pytest.mark.parametrize("owner", [False, True])
@pytest.mark.parametrize("delay", [0, 3], ids=["lock at once", "lock late"])
def test_a_value_typed_into_the_very_cell_is_never_lost(team, request_number, owner, delay):
    team.sheets.assume(Assumptions(protection_delay=delay))
    who = team.owner if owner else team.people
    went = []
    team.change(AGENCY, "INS-1", phone="panel")
    team.sheets.before_request(
        request_number, lambda: went.append(team.types("Instansi", "INS-1", "Telepon", "orang", who)))
    team.sync()
    settled(team)
    row, line = both_sides(team)
    assert row["phone"] == line["Telepon"] == ("orang" if went == [True] else "panel")
    if went == [True] and request_number != DROP:
        assert [case["panel"] for case in team.cases("conflict")] == ["panel"]


@pytest.mark.parametrize("request_number", [LOCK, WRITE])
def test_an_owner_who_sorts_under_the_lock_finds_every_value_in_its_row(team, request_number):
    team.change(AGENCY, "INS-1", phone="0511")
    team.sheets.before_request(request_number, lambda: team.owner.sorts("Instansi", 1, descending=True))
    team.sync()
    settled(team)
    assert [(line["ID"], line["Nama Instansi"], line.get("Telepon")) for line in team.sees("Instansi")] == [
        ("INS-2", "Kelurahan 2", None), ("INS-1", "Kelurahan 1", "0511"), ("INS-0", "Kelurahan 0", None)]


def test_a_value_that_went_astray_is_taken_back(team):
    team.sheets.assume(Assumptions(protection_delay=3))
    team.change(AGENCY, "INS-2", phone="0511")
    team.sheets.before_request(WRITE, lambda: team.people.deletes_rows("Instansi", 1))  # the last row moves up
    astray = []
    team.sheets.before_request(WRITE + 1, lambda: astray.extend(team.sees("Instansi")))
    assert team.sync().error is None
    assert [(line.get("ID"), line.get("Telepon")) for line in astray] == [("INS-1", None), ("INS-2", None), (None, "0511")]
    assert [(line["ID"], line.get("Telepon")) for line in team.sees("Instansi")] == [("INS-1", None), ("INS-2", None)]
    assert team.cases("stray") == []
    settled(team)
    assert [(line["ID"], line.get("Telepon")) for line in team.sees("Instansi")] == [("INS-1", None), ("INS-2", "0511")]


def test_a_row_that_the_value_of_another_hit_has_its_own_back_in_the_same_round(team):
    team.sheets.assume(Assumptions(protection_delay=3))
    team.types("Instansi", "INS-2", "Telepon", "0522")
    assert team.sync().error is None
    team.change(AGENCY, "INS-1", phone="0511")
    team.sheets.before_request(WRITE, lambda: team.people.moves_rows("Instansi", 2, 4))
    assert team.sync().error is None
    assert [line.get("Telepon") for line in team.sees("Instansi")] == [None, "0522", None]
    settled(team)
    assert [(line["ID"], line.get("Telepon")) for line in team.sees("Instansi")] == [
        ("INS-0", None), ("INS-2", "0522"), ("INS-1", "0511")]


def test_a_row_that_a_value_hit_has_its_own_back_where_the_sheet_is_slow_to_show_it(team):
    team.sheets.assume(Assumptions(protection_delay=3))
    team.change(AGENCY, "INS-1", phone="0511")
    team.sheets.before_request(WRITE, lambda: team.people.moves_rows("Instansi", 2, 4))
    team.sheets.weather.script([weather.FAIR] * 3 + [weather.STALE] * 3)
    team.sync()
    settled(team)
    assert [(line["ID"], line.get("Telepon")) for line in team.sees("Instansi")] == [
        ("INS-0", None), ("INS-2", None), ("INS-1", "0511")]
    with team.office.database.reading() as reader:
        assert {entry.row for entry in reader.history() if entry.source == "sheet"} == set()


def test_a_value_that_went_astray_is_taken_back_where_rows_move_once_more(team):
    team.sheets.assume(Assumptions(protection_delay=3))
    team.change(AGENCY, "INS-2", phone="0511")
    for write in (WRITE, 2 * WRITE):  # the second one takes it back
        team.sheets.before_request(write, lambda: team.people.deletes_rows("Instansi", 1))
    team.sync()
    settled(team)
    assert [(line["ID"], line.get("Telepon")) for line in team.sees("Instansi")] == [("INS-2", "0511")]
    assert team.cases("stray") == []


@pytest.mark.parametrize(("minutes", "stays"), [(5, False), (15, True)])
def test_what_somebody_types_like_a_value_that_went_astray_long_ago_stays(team, minutes, stays):
    with team.office.database.state() as connection:
        stray = Case("stray", "", "Telepon", "", "0511")
        sync_state.record(connection, "agency", [stray], team.clock.now - timedelta(minutes=minutes), team.clock.new_id)
    team.types_row("Instansi", Nama_Instansi="Kelurahan Ketik", Telepon="0511")
    team.sync()
    settled(team)
    assert team.sees("Instansi")[-1].get("Telepon") == ("0511" if stays else None)
    assert [row["phone"] for row in team.rows(AGENCY) if row["name"] == "Kelurahan Ketik"] == ["0511" if stays else None]


def test_an_id_that_missed_its_line_does_not_hit_a_row_that_is_added_with_it(team):
    team.sheets.assume(Assumptions(protection_delay=3))
    team.types_row("Instansi", Nama_Instansi="Kelurahan Ketik")
    team.add(AGENCY, "INS-NEW", name="Kelurahan Baru")
    team.sheets.before_request(WRITE, lambda: team.people.deletes_rows("Instansi", 1))  # the line moves up
    for _ in range(2):
        assert team.sync().error is None
    lines = [line for line in team.sees("Instansi") if line]
    assert [line["Nama Instansi"] for line in lines][2:] == ["Kelurahan Ketik", "Kelurahan Baru"]
    assert lines[-1]["ID"] == "INS-NEW"
    settled(team)
    assert [team.cases(kind) for kind in ("stray", "proposal")] == [[], []]


@pytest.mark.parametrize("at", [0, 1, 6, 9])
def test_a_new_row_that_meets_a_new_column_ends_whole_and_once(team, at):
    team.sheets.assume(Assumptions(protection_delay=3))
    team.add(AGENCY, "INS-NEW", name="Kelurahan Baru", phone="0511")
    team.sheets.before_request(WRITE, lambda: team.people.inserts_columns("Instansi", at))
    for _ in range(2):  # a row whose ID landed beside the ID column takes a round more
        team.sync()
    settled(team)
    assert [line.get("ID") for line in team.sees("Instansi")] == ["INS-0", "INS-1", "INS-2", "INS-NEW"]
    assert team.line("Instansi", "INS-NEW") == {"ID": "INS-NEW", "Nama Instansi": "Kelurahan Baru", "Telepon": "0511"}
    assert str(team.people.sees("Instansi")).count("Kelurahan Baru") == 1
    assert team.cases("stray") == []


def test_a_value_under_a_new_column_without_header_is_taken_back(team):
    team.sheets.assume(Assumptions(protection_delay=3))
    team.change(AGENCY, "INS-1", phone="0511")
    column = team.people.sees("Instansi")[0].index("Telepon")
    team.sheets.before_request(WRITE, lambda: team.people.inserts_columns("Instansi", column))
    strays = []
    team.sheets.before_request(WRITE + 1, lambda: strays.extend(team.cases("stray")))
    team.sync()
    assert [case["header"] for case in strays] == [""]
    settled(team)
    assert str(team.people.sees("Instansi")).count("0511") == 1
    assert (team.line("Instansi", "INS-1")["Telepon"], team.cases("stray")) == ("0511", [])


def test_a_row_that_a_value_hit_has_its_own_back_once_a_header_sorted_away_is_back(team):
    team.sheets.assume(Assumptions(protection_delay=3))
    team.change(AGENCY, "INS-1", phone="0511")
    team.sheets.before_request(WRITE, lambda: team.people.sorts("Instansi", 1, below=0))
    assert "judul kolom" in (team.sync().error or team.sync().error or "")
    team.people.moves_rows("Instansi", 3, 0)
    settled(team)
    assert [(line["ID"], line.get("Telepon")) for line in team.sees("Instansi")] == [
        ("INS-0", None), ("INS-1", "0511"), ("INS-2", None)]
    assert team.cases("stray") == []


def test_a_value_for_a_row_that_people_copied_goes_to_the_row_and_not_to_its_copy(team):
    team.change(AGENCY, "INS-1", phone="0511")
    team.people.copies("Instansi", "3:3", "5:5")
    team.sync()
    *_, original, other, copy = team.sees("Instansi")
    assert (original, other["ID"]) == ({"ID": "INS-1", "Nama Instansi": "Kelurahan 1", "Telepon": "0511"}, "INS-2")
    assert copy == {"ID": copy["ID"], "Nama Instansi": "Kelurahan 1"} != original | {"ID": copy["ID"]}
    settled(team)


def test_a_value_that_met_a_row_just_copied_is_taken_back_where_the_value_of_that_row_met_its_copy(team):
    team.sheets.assume(Assumptions(protection_delay=3))
    for row in ("INS-1", "INS-2"):
        team.change(AGENCY, row, phone=f"0511-{row}")

    def copied_and_moved():
        assert team.people.copies("Instansi", "4:4", "5:5") and team.people.moves_rows("Instansi", 1, 5)

    team.sheets.before_request(WRITE, copied_and_moved)
    team.sync()
    settled(team)
    assert [line.get("Telepon") for line in team.sees("Instansi")].count("0511-INS-1") == 1
    for row in ("INS-1", "INS-2"):
        assert team.line("Instansi", row)["Telepon"] == f"0511-{row}"


def test_an_id_that_met_another_row_is_put_right(team):
    team.sheets.assume(Assumptions(protection_delay=3))
    team.types_row("Instansi", Nama_Instansi="Aaa")
    team.sheets.before_request(WRITE, lambda: team.people.sorts("Instansi", 1))
    team.sync()
    settled(team)
    assert sorted(line["Nama Instansi"] for line in team.sees("Instansi")) == [
        "Aaa", "Kelurahan 0", "Kelurahan 1", "Kelurahan 2"]
    for row in ("INS-0", "INS-1", "INS-2"):
        assert team.line("Instansi", row)["Nama Instansi"] == team.row(AGENCY, row)["name"] == f"Kelurahan {row[-1]}"


def test_a_text_typed_over_an_id_is_told_where_the_id_needs_two_tries(team):
    """The row changes between look and write, so that the first one counts as gone astray and the second stands on it."""
    team.sheets.assume(Assumptions(protection_delay=3))
    team.types("Instansi", "INS-1", "ID", "bukan kode")
    address = team.place("Instansi", "INS-2", "Telepon")
    team.sheets.before_request(WRITE, lambda: team.people.types("Instansi", address.replace("4", "3"), "0511"))
    team.sync()
    settled(team)
    assert [case["sheet"] for case in team.cases("proposal")] == ["bukan kode"]
    assert [line["Nama Instansi"] for line in team.sees("Instansi")] == ["Kelurahan 0", "Kelurahan 1", "Kelurahan 2"]


def test_a_row_whose_copy_is_taken_back_as_the_panel_names_it_keeps_its_id(team):
    """Of two equal lines the lower one is the copy; that it was the upper one shows when it is gone again."""
    team.sheets.assume(Assumptions(protection_delay=3))
    team.people.copies("Instansi", "4:4", "2:2")
    team.sheets.before_request(WRITE, lambda: team.people.pastes("Instansi", "A2", [["INS-0", "Kelurahan 0"]]))
    team.sync()
    settled(team)
    assert [line["ID"] for line in team.sees("Instansi")] == ["INS-0", "INS-1", "INS-2"]
    assert [row["id"] for row in team.rows(AGENCY)] == ["INS-0", "INS-1", "INS-2"]


def test_a_row_deleted_in_the_gap_is_deleted_in_the_panel(team):
    team.change(AGENCY, "INS-1", phone="0511")
    team.sheets.before_request(LOCK, lambda: deletes_the_row(team))
    team.sync()
    settled(team)
    assert team.row(AGENCY, "INS-1")["deleted"]
    assert [line["ID"] for line in team.sees("Instansi")] == ["INS-0", "INS-2"]


def test_a_header_renamed_in_the_gap_stops_the_write(team):
    team.change(AGENCY, "INS-1", phone="0511")
    team.sheets.before_request(LOCK, lambda: renames_a_header(team))
    team.sync()
    assert "Telepon" in (team.sync().error or "")
    assert "0511" not in str(team.sees("Instansi"))
    team.people.renames_header("Instansi", "Telp", "Telepon")
    settled(team)
    assert team.line("Instansi", "INS-1")["Telepon"] == "0511"


# --- the panel killed, and panels beside it


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("applied", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("request_number", [PULL, LOCK, WRITE, DROP])
def test_a_panel_killed_at_any_request_starts_again_and_finishes(team, monkeypatch, request_number, applied):
    team.change(AGENCY, "INS-1", phone="0511")
    team.add(AGENCY, "INS-NEW", name="Kelurahan Baru")
    real, calls = team.link.sheet._once, iter(range(1, 100))

    def once(call):
        if next(calls) != request_number:
            return real(call)
        if applied:
            real(call)
        raise Killed

    monkeypatch.setattr(team.link.sheet, "_once", once)
    with pytest.raises(Killed):
        team.sync()
    team = panel_of(team.office, team.sheets, team.clock)
    settled(team)
    assert team.line("Instansi", "INS-1")["Telepon"] == "0511"
    assert [line.get("ID") for line in team.sees("Instansi")] == ["INS-0", "INS-1", "INS-2", "INS-NEW"]


def stray_lock(team, panel):
    """A lock that a panel left behind."""
    tab = team.link.tabs["agency"].id
    lock = {"range": {"sheetId": tab}, "description": f"Panel Bansos kunci {panel} OP-1",
            "editors": {"users": [team.link.sheet.account]}}
    team.owner.does({"addProtectedRange": {"protectedRange": lock}})


def test_a_lock_of_our_own_is_taken_away_at_once(team):
    stray_lock(team, team.link.panel)
    team.change(AGENCY, "INS-1", phone="0511")
    assert team.sync().error is None
    settled(team)


def test_a_lock_of_another_panel_is_taken_away_after_a_minute(team):
    stray_lock(team, "PNL-LAIN")
    team.change(AGENCY, "INS-1", phone="0511")
    assert "Panel lain" in (team.sync().error or "")
    team.ticks[0] += 60
    assert team.sync().error is None
    settled(team)


def test_a_tab_that_somebody_protected_as_a_whole_says_what_to_do(team):
    team.owner.does({"addProtectedRange": {"protectedRange": {"range": {"sheetId": team.link.tabs["agency"].id}}}})
    team.change(AGENCY, "INS-1", phone="0511")
    assert "dilindungi seluruhnya" in (team.sync().error or "")


# --- much, and things that belong to the panel


def test_many_rows_go_in_blocks_and_come_back_equal(team):
    rows = [create(RECIPIENT, f"PEN-{n}", programme="PRG-1", name=f"Warga {n}", state="Calon") for n in range(900)]
    team.office.database.change(team.clock.act(), "recipients", rows)
    team.sheets.weather.script([weather.FAIR] * 3 + [weather.UNAVAILABLE_AFTER, weather.FAIR, weather.RESET])
    team.sync()
    settled(team)
    assert sorted(line["ID"] for line in team.sees("Penerima")) == sorted(f"PEN-{n}" for n in range(900))


def test_a_handover_that_the_owner_deletes_comes_back(team):
    team.add(HANDOVER, "SER-1", programme="PRG-1", recipient="PEN-1", point="TTK-1", at=team.clock.now, officer="Tono",
             taken_by="Sendiri")
    team.sync()
    team.owner.deletes_rows("Penyaluran", 1)
    team.sync()
    settled(team)
    assert [line["ID"] for line in team.sees("Penyaluran")] == ["SER-1"]
    assert [case["header"] for case in team.cases("proposal")] == ["Dihapus"]


def test_a_text_that_fits_the_sheet_and_not_the_panel_is_shown_and_stays(team):
    team.types("Instansi", "INS-1", "Catatan", "x" * 49_000)
    team.sync()
    assert "terlalu panjang" in team.cases("unreadable")[0]["sentence"]
    assert team.line("Instansi", "INS-1")["Catatan"] == "x" * 49_000
