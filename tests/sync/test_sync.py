"""Rounds of sync against the stand-in, by what people and the panel see afterwards."""

import shutil
from contextlib import closing

import pytest
import sqlalchemy as sa
from cast import BUDI, THURSDAY, Clock
from sheet_cast import connected, panel_of

from services import identity, letter_verification
from services.domain.schema import AGENCY, DISPOSITION, IMPORT, LETTER, PROGRAMME, RECIPIENT
from services.domain.states import ImportState
from services.domain.tabs import SHEET_TABLES
from services.office import open_office
from services.sample import scenario
from services.storage import state
from services.storage.database import create, redact, update
from services.storage.history import hash_of
from services.storage.tables import HISTORY
from services.storage.turn import turn
from services.sync.link import open_link
from services.sync.rounds import may_vanish, sync
from services.verification import verify

pytest_plugins = ["sheets_server.fixture"]


@pytest.fixture
def team(office, sheets, clock):
    return connected(office, sheets, clock)


@pytest.fixture
def palam(team):
    team.add(AGENCY, "INS-PALAM", name="Kelurahan Palam", kind="Kelurahan")
    assert team.sync().error is None
    return "INS-PALAM"


def test_a_row_of_the_panel_is_given_to_the_sheet_with_its_history(team, palam):
    assert team.line("Instansi", palam) == {"ID": palam, "Nama Instansi": "Kelurahan Palam", "Jenis": "Kelurahan"}
    assert [line["ID"] for line in team.sees("Riwayat")] == [palam]


def test_a_second_round_does_nothing_and_asks_once(team, palam):
    team.sync()
    before = len(team.sheets.log.writes)
    report = team.sync()
    assert (report.pulled, report.pushed, report.pending, report.requests) == (0, 0, 0, 1)
    assert len(team.sheets.log.writes) == before


def test_a_change_in_the_panel_costs_four_requests(team, palam):
    team.sync()
    team.change(AGENCY, palam, phone="0511-1234567")
    report = team.sync()
    assert (report.pushed, report.requests, report.pending) == (1, 4, 0)
    assert team.line("Instansi", palam)["Telepon"] == "0511-1234567"


def test_what_is_typed_in_the_sheet_is_in_the_panel_after_one_round(team, palam):
    team.types("Instansi", palam, "Narahubung", "Bu Aminah")
    report = team.sync()
    assert (report.pulled, report.conflicts, report.error) == (1, 0, None)
    assert team.row(AGENCY, palam)["contact"] == "Bu Aminah"


def test_a_row_typed_in_the_sheet_gets_an_id_and_is_in_the_panel(team, palam):
    team.types_row("Instansi", Nama_Instansi="Kelurahan Cempaka")
    assert team.sync().error is None
    added = next(row for row in team.rows(AGENCY) if row["name"] == "Kelurahan Cempaka")
    assert team.line("Instansi", added["id"])["Nama Instansi"] == "Kelurahan Cempaka"
    assert team.sync().pushed == 0
    assert len(team.rows(AGENCY)) == 2


def test_the_history_says_that_the_sheet_changed_it(team, palam):
    team.types("Instansi", palam, "Narahubung", "Bu Aminah")
    team.sync()
    with team.office.database.reading() as reader:
        entry = reader.history(table="agency", limit=1)[0]
    assert (entry.source, entry.actor_name) == ("sheet", "Google Sheet (tidak diketahui)")


def test_both_changed_differently_keeps_the_sheet_and_lists_the_panels_value(team, palam):
    team.types("Instansi", palam, "Telepon", "111")
    team.change(AGENCY, palam, phone="222")
    assert team.sync().conflicts == 1
    assert team.row(AGENCY, palam)["phone"] == team.line("Instansi", palam)["Telepon"] == "111"
    assert [case["panel"] for case in team.cases("conflict")] == ["222"]


def test_a_value_of_the_panel_typed_over_is_put_back_and_proposed(team):
    team.add(PROGRAMME, "PRG-1", name="Ramadan", year=2026, quota=435, status="Berjalan")
    team.sync()
    team.types("Program", "PRG-1", "Status", "Selesai")
    report = team.sync()
    assert (report.proposals, report.error) == (1, None)
    assert team.row(PROGRAMME, "PRG-1")["status"] == team.line("Program", "PRG-1")["Status"] == "Berjalan"
    assert [case["sheet"] for case in team.cases("proposal")] == ["Selesai"]


def test_a_nik_goes_and_comes_with_all_its_digits(team):
    team.add(RECIPIENT, "PEN-1", programme="PRG-1", name="Ahmad", nik="0372010503840003", state="Calon")
    team.sync()
    assert team.line("Penerima", "PEN-1")["NIK"] == "0372010503840003"
    team.types("Penerima", "PEN-1", "NIK", "0372010503840004")
    team.sync()
    assert team.row(RECIPIENT, "PEN-1")["nik"] == "0372010503840004"


def test_a_row_deleted_in_the_sheet_is_deleted_in_the_panel_and_can_be_restored(team, palam):
    team.add(AGENCY, "INS-2", name="Kelurahan Cempaka")
    team.sync()
    team.people.deletes_rows("Instansi", 1)
    team.sync()
    assert team.row(AGENCY, palam)["deleted"]


def test_a_row_whose_deletion_is_undone_in_the_sheet_is_restored_in_the_panel(team, palam):
    team.add(AGENCY, "INS-2", name="Kelurahan Cempaka")
    team.sync()
    line, stood = team.line("Instansi", palam), team.people.sees("Instansi")[1]
    team.people.deletes_rows("Instansi", 1)
    team.sync()
    team.people.inserts_rows("Instansi", 1)
    team.people.pastes("Instansi", "A2", [[cell or "" for cell in stood]])
    team.sync()
    assert not team.row(AGENCY, palam)["deleted"]
    assert team.line("Instansi", palam) == line
    assert team.sync().pushed == 0


def test_a_tab_emptied_at_once_stops_the_panel_from_deleting(team):
    for number in range(8):
        team.add(AGENCY, f"INS-{number}", name=f"Kelurahan {number}")
    team.sync()
    team.people.deletes_rows("Instansi", 1, 8)
    assert "hilang 8 baris" in (team.sync().error or "")
    assert len(team.rows(AGENCY)) == 8


def test_that_many_rows_are_gone_on_purpose_is_confirmed_for_once(team):
    for number in range(16):
        team.add(AGENCY, f"INS-{number}", name=f"Kelurahan {number}")
    team.sync()
    team.people.deletes_rows("Instansi", 1, 7)
    team.sync()
    may_vanish(team.office, team.clock.act(BUDI), AGENCY.name)
    assert team.sync().error is None
    assert len(team.rows(AGENCY)) == 9
    team.people.deletes_rows("Instansi", 1, 7)
    assert "hilang 7 baris" in (team.sync().error or "")


def test_rows_sorted_and_columns_moved_do_not_matter(team):
    for number in range(5):
        team.add(AGENCY, f"INS-{number}", name=f"Kelurahan {5 - number}")
    team.sync()
    team.people.sorts("Instansi", 1)
    team.people.moves_columns("Instansi", 1, 5)
    team.change(AGENCY, "INS-0", phone="0511")
    assert team.sync().error is None
    assert team.line("Instansi", "INS-0") == {"ID": "INS-0", "Nama Instansi": "Kelurahan 5", "Telepon": "0511"}
    assert team.sync().pulled == 0


def test_a_column_that_the_panel_does_not_know_is_kept_as_an_extra_field(team, palam):
    team.people.types("Instansi", "Z1", "Warna Map")
    team.types("Instansi", palam, "Warna Map", "merah")
    team.sync()
    assert team.row(AGENCY, palam)["extra"] == {"Warna Map": "merah"}


def test_a_copied_row_becomes_a_row_of_its_own(team, palam):
    team.people.copies("Instansi", "2:2", "3:3")
    team.people.types("Instansi", "B3", "Kelurahan Cempaka")
    team.sync()
    assert sorted(row["name"] for row in team.rows(AGENCY)) == ["Kelurahan Cempaka", "Kelurahan Palam"]
    assert team.row(AGENCY, palam)["name"] == "Kelurahan Palam"


def test_a_damaged_id_is_healed(team, palam):
    team.types("Instansi", palam, "ID", "xxx")
    team.sync()
    assert team.line("Instansi", palam)["Nama Instansi"] == "Kelurahan Palam"
    assert [row["id"] for row in team.rows(AGENCY)] == [palam]


def test_a_missing_header_stops_that_tab_with_a_sentence_and_nothing_else(team, palam):
    team.people.renames_header("Instansi", "Telepon", "Telp")
    team.change(AGENCY, palam, phone="0511")
    team.add(PROGRAMME, "PRG-1", name="Ramadan", year=2026, quota=435)
    report = team.sync()
    assert "judul kolom “Telepon” tidak ada" in (report.error or "")
    assert team.line("Program", "PRG-1")
    assert "0511" not in str(team.sees("Instansi"))


def test_a_renamed_tab_is_still_known(team, palam):
    team.people.renames_tab("Instansi", "Daftar Instansi")
    team.change(AGENCY, palam, phone="0511")
    assert team.sync().error is None
    assert team.line("Daftar Instansi", palam)["Telepon"] == "0511"


def test_a_formula_is_never_written_over(team):
    team.add(PROGRAMME, "PRG-1", name="Ramadan", year=2026, quota=400, status="Berjalan")
    team.sync()
    team.types("Program", "PRG-1", "Kuota Paket", "=400+35")
    team.sync()
    assert team.row(PROGRAMME, "PRG-1")["quota"] == 435
    team.change(PROGRAMME, "PRG-1", quota=500)
    team.sync()
    assert team.line("Program", "PRG-1")["Kuota Paket"] == "=400+35"
    assert [case["panel"] for case in team.cases("formula")] == [500]
    team.sync()
    assert team.sync().requests == 1


def test_a_value_that_cannot_be_read_stays_and_is_shown(team):
    team.add(RECIPIENT, "PEN-1", programme="PRG-1", name="Ahmad", state="Calon")
    team.sync()
    team.types("Penerima", "PEN-1", "Tanggal Lahir", "kapan-kapan")
    team.sync()
    assert "bukan tanggal" in team.cases("unreadable")[0]["sentence"]
    assert team.line("Penerima", "PEN-1")["Tanggal Lahir"] == "kapan-kapan"
    team.types("Penerima", "PEN-1", "Tanggal Lahir", "")
    team.sync()
    assert team.cases("unreadable") == []


def test_a_lost_database_is_rebuilt_from_the_sheet(team, office, sheets, clock, tmp_path):
    team.add(PROGRAMME, "PRG-1", name="Ramadan", year=2026, quota=435, status="Berjalan")
    team.add(RECIPIENT, "PEN-1", programme="PRG-1", name="Ahmad", nik="6372010503840003", state="Ditetapkan", rank=1)
    team.sync()
    before = {table.name: team.rows(table) for table in (PROGRAMME, RECIPIENT)}
    fresh = open_office(tmp_path / "fresh")
    (fresh.data / "keys").mkdir()
    (fresh.data / "keys" / "google-sheet.json").write_bytes((office.data / "keys" / "google-sheet.json").read_bytes())
    team.office, team.link = fresh, open_link(fresh, lambda seconds: None, lambda: 0.0)
    assert team.sync().error is None
    assert {table.name: team.rows(table) for table in (PROGRAMME, RECIPIENT)} == before
    assert team.cases("proposal") == []
    fresh.close()


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The data folder of an office with rows in every stage and a code on every letter: the sample, not marked as such."""
    folder = tmp_path_factory.mktemp("main")
    clock = Clock()
    with closing(open_office(folder)) as office:
        scenario.fill(office, THURSDAY, clock.new_id)
        state.write_note(office.database, state.SAMPLE, None)
        with office.database.reading() as reader:
            letters = reader.find(LETTER)
        coded = [update(LETTER, row["id"], code=identity.paper_code()) for row in letters]
        office.database.change(clock.act(BUDI), "letters", coded)
    return folder


def test_a_lost_database_is_rebuilt_with_every_row_of_every_tab(played, sheets, clock, tmp_path):
    shutil.copytree(played, tmp_path / "data")
    with closing(open_office(tmp_path / "data")) as office:
        team = connected(office, sheets, clock)
        assert (team.sync().error, team.sync().pending) == (None, 0)
        before, told = everything(team), verified(office)
        assert {one.kind for one in told.values()} >= {"Telaahan staf: persetujuan pelaksanaan", "Lembar disposisi"} and len(told) > 300
    for file in (tmp_path / "data").glob("panel.db*"):
        file.unlink()
    with closing(open_office(tmp_path / "data")) as office:
        team = panel_of(office, sheets, clock)
        assert team.sync().error is None
        assert everything(team) == before and verified(office) == told
        assert team.cases("proposal") == team.cases("conflict") == team.cases("unreadable") == []
        assert (team.sync().pulled, team.sync().pushed) == (0, 0)


def verified(office):
    """What is told of every paper that bears a code, by its code."""
    with office.database.reading() as reader:
        codes = [row["code"] for table in (LETTER, RECIPIENT, DISPOSITION) for row in reader.find(table) if row["code"]]
    return {code: letter_verification.verify(office, code, "10.0.0.1", THURSDAY) for code in codes}


def everything(team):
    """All rows of the tables of the sheet by ID, those marked deleted too."""
    with team.office.database.reading() as reader:
        return {
            (name, gone): {row["id"]: row for row in reader.find(table, gone=gone)}
            for name, table in SHEET_TABLES.items() for gone in (False, True)
        }


def test_rows_of_an_import_that_is_not_valid_are_kept_from_the_sheet(team):
    for number, state_of in enumerate(ImportState):
        team.office.database.change(team.clock.act(BUDI), "intake", [
            create(IMPORT, f"IMP-{number}", programme="PRG-1", name="usulan.xlsx", sha256="0", at=team.clock.now, state=state_of),
            create(RECIPIENT, f"PEN-{number}", programme="PRG-1", name="Ahmad", batch=f"IMP-{number}", state="Calon"),
        ])
    assert team.sync().error is None
    valid = f"PEN-{list(ImportState).index(ImportState.VALID)}"
    assert [line["ID"] for line in team.sees("Penerima")] == [valid]


def test_a_redacted_row_is_emptied_in_the_sheet_too_with_its_extra_fields(team):
    team.add(RECIPIENT, "PEN-1", programme="PRG-1", name="Ahmad", nik="6372010503840003", state="Calon")
    team.sync()
    team.people.types("Penerima", "AZ1", "Nama Ibu")
    team.types("Penerima", "PEN-1", "Nama Ibu", "Aminah")
    team.sync()
    team.office.database.change(team.clock.act(BUDI), "recipients", [redact(RECIPIENT, "PEN-1")])
    assert team.sync().error is None
    line = team.line("Penerima", "PEN-1")
    assert {"Nama", "NIK", "Nama Ibu"} & set(line) == set()
    assert team.sync().pushed == 0


def test_a_rewritten_history_is_found_by_its_anchors_in_the_sheet(team, palam):
    assert verify(team.office, team.link).intact
    with team.office.database.state() as connection:
        forged = dict(connection.execute(sa.select(HISTORY)).mappings().one()) | {"actor_name": "Orang Lain"}
        connection.exec_driver_sql("DROP TRIGGER history_no_update")
        connection.execute(sa.update(HISTORY).values(actor_name="Orang Lain", hash=hash_of(forged)))
    assert verify(team.office, None).intact
    assert verify(team.office, team.link).first_fault == 1


def test_a_tab_where_somebody_is_typing_is_not_locked_until_it_is_calm(team, palam):
    quiet = unhurried(team)
    team.change(AGENCY, palam, phone="0511")
    assert quiet().pushed == 0
    team.ticks[0] += 20
    assert quiet().pushed == 1


def test_what_waits_for_calm_goes_after_five_minutes_at_the_latest(team, palam):
    quiet = unhurried(team)
    team.change(AGENCY, palam, phone="0511")
    pushed = []
    for minute in range(6):
        team.types("Instansi", palam, "Narahubung", f"Bu {minute}")
        pushed.append(quiet().pushed)
        team.ticks[0] += 60
    assert pushed == [0, 0, 0, 0, 0, 1]


def test_two_processes_do_not_sync_at_once(team, palam):
    with turn(team.office.data / "sync.lock"):
        assert "proses lain" in (team.sync().error or "")


def unhurried(team):
    """Rounds as the panel's own thread makes them."""
    numbers = iter(range(100))
    return lambda: sync(team.office, team.clock.act(BUDI, f"CALM-{next(numbers)}"), team.link, hurry=False)


# --- many rows at once


def test_a_first_read_of_many_rows_takes_one_row_of_riwayat_and_as_many_requests_as_of_few(team):
    team.sync()
    few = [[f"INS-{at}", f"Kelurahan {at}"] for at in range(3)]
    many = [[f"INS-{at}", f"Kelurahan {at}"] for at in range(3, 703)]
    costs = []
    for rows, place in ((few, "A2"), (many, "A5")):
        team.people.pastes("Instansi", place, rows)
        costs.append(team.sync())
        assert team.sync().pulled == 0
    assert [cost.requests for cost in costs] == [costs[0].requests] * 2
    assert [line["Perubahan"] for line in team.sees("Riwayat")][-1] == "700 baris"
    assert len(team.sees("Riwayat")) == len(few) + 1
    with team.office.database.reading() as reader:
        assert len(reader.history(table="agency", kind="create", limit=1000)) == 703
        assert reader.pending() == 0
    assert team.office.database.first_fault() is None


def test_a_change_to_a_row_that_the_sheet_just_brought_is_given_to_it(team):
    team.people.pastes("Instansi", "A2", [[f"INS-{at}", f"Kelurahan {at}"] for at in range(600)])
    team.sync()
    team.change(AGENCY, "INS-7", phone="0511")
    team.sync()
    assert team.line("Instansi", "INS-7")["Telepon"] == "0511"
    assert team.sync().requests == 1


def test_a_thousand_changed_rows_take_as_many_requests_as_one(team):
    rows = [f"INS-{at}" for at in range(1000)]
    team.office.database.change(team.clock.act(BUDI), "agencies", [create(AGENCY, row, name=row) for row in rows])
    team.sync()
    team.sync()
    costs = []
    for changed in (rows[:1], rows):
        for_them = [update(AGENCY, row, phone=f"0511 {len(changed)}") for row in changed]
        team.office.database.change(team.clock.act(BUDI), "agencies", for_them)
        costs.append(team.sync())
    assert [(cost.pushed, cost.requests) for cost in costs] == [(1, 4), (1000, 4)]
    assert team.line("Instansi", "INS-999")["Telepon"] == "0511 1000"
    assert team.sync().requests == 1


def test_a_tab_that_was_deleted_is_known_again_when_it_is_brought_back(team, palam):
    book = team.sheets.spreadsheet(team.people.book_id)
    kept = book.titled("Instansi")
    team.people.renames_tab("Instansi", "Instansi lama")
    team.people.deletes_tab("Instansi lama")
    assert "tidak ada di Google Sheet" in (team.sync().error or "")
    with team.sheets.store.edit(team.owner.email, book.id, ("restored",)) as edit:
        back = kept.copy()
        back.title = "Instansi lama"
        edit.add_sheet(0, back)
    team.change(AGENCY, palam, phone="0511")
    report = team.sync()
    assert (report.error, report.pending) == (None, 0)
    assert team.line("Instansi lama", palam)["Telepon"] == "0511"
    assert team.sync().requests == 1


def test_a_text_typed_over_an_id_is_told_and_the_id_stands_again(team, palam):
    team.types("Instansi", palam, "ID", "Bu Aminah")
    team.sync()
    assert team.line("Instansi", palam)["Nama Instansi"] == "Kelurahan Palam"
    assert [(case["row"], case["sheet"], case["panel"]) for case in team.cases("proposal")] == [(palam, "Bu Aminah", palam)]


def test_the_id_of_a_copied_row_is_not_told_as_it_stands_in_its_own(team, palam):
    team.people.copies("Instansi", "2:2", "3:3")
    team.sync()
    assert len(team.rows(AGENCY)) == 2
    assert team.cases("proposal") == []
