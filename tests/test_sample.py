"""The sample office: quick, the same every time, in different stages, marked, and gone when it is cleared."""

import re
from datetime import UTC, date, datetime
from itertools import count, product

import pytest
from cast import BUDI, THURSDAY, Clock

from services import accounts, programmes, serving
from services.domain.nik import Nik
from services.domain.occasion import WITA, Role
from services.domain.places import Places
from services.domain.schema import AGENCY, HANDOVER, LETTER, OFFICIAL, PROGRAMME, RECIPIENT, STAGE, USER
from services.domain.workdays import Calendar
from services.errors import BadInput, Refused, Trouble
from services.office import open_office
from services.sample import scenario
from services.sample.made_people import FIRST_SERIAL, people
from services.storage import emptying, keys, state
from services.storage.database import create
from services.storage.originals import original


def counting():
    """IDs that count, the same for every sample of a test."""
    numbers = count()
    return lambda prefix: f"{prefix}-{next(numbers):010d}"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A sample office of Thursday, 12 March 2026, and its password."""
    office = open_office(tmp_path_factory.mktemp("contoh"))
    password = scenario.fill(office, THURSDAY, counting())
    yield office, password
    office.close()


@pytest.fixture
def rows(filled):
    def of(table, **equals):
        with filled[0].database.reading() as reader:
            return reader.find(table, **equals)

    return of


def test_it_has_435_recipients_and_a_user_for_each_role(rows):
    assert len(rows(RECIPIENT)) == 435
    assert {row["role"] for row in rows(USER)} == set(Role)
    assert len(rows(OFFICIAL)) == 3
    assert len(rows(AGENCY)) == 7


def test_its_programmes_stand_in_different_stages(rows):
    names = {row["id"]: row["name"] for row in rows(PROGRAMME)}
    stands = {(names[row["programme"]], row["number"], row["status"]) for row in rows(STAGE, status=[
        "Berjalan", "Menunggu disposisi", "Menunggu kontrak", "Menunggu data", "Dikembalikan", "Ditolak"])}
    assert stands == {
        ("Paket Sekolah 2026", 1, "Berjalan"), ("Bantuan Anak Yatim 2026", 1, "Dikembalikan"),
        ("Bantuan Anak Yatim 2026", 2, "Dikembalikan"), ("Bantuan Lansia 2026", 2, "Menunggu disposisi"),
        ("Bantuan Alat Usaha 2026", 2, "Ditolak"), ("Sembako Triwulan 2026", 3, "Menunggu kontrak"),
        ("Bantuan Penyandang Disabilitas 2026", 5, "Menunggu data"),
        ("Bantuan Keluarga Terdampak Banjir 2026", 6, "Berjalan"), ("Paket Sembako 2026", 8, "Berjalan"),
    }
    assert [row["name"] for row in rows(PROGRAMME, status="Selesai")] == ["Paket Sembako 2024"]


def test_one_programme_is_late_and_it_lies_with_the_mayor(filled):
    office, _ = filled
    with office.database.reading() as reader:
        late = [
            (row["name"], step.desk, len(step.days))
            for row in reader.find(PROGRAMME, status="Berjalan")
            for step in programmes.track(reader, office.sop, row["id"], THURSDAY.date())
            if step.late and step.status != "Dikembalikan"
        ]
    assert late == [("Bantuan Lansia 2026", "Wali Kota", 4)]


def test_a_distribution_is_under_way_and_nobody_is_served_twice(rows):
    (running,) = rows(PROGRAMME, name="Paket Sembako 2026")
    served = [row["recipient"] for row in rows(HANDOVER, programme=running["id"])]
    assert 0 < len(served) < running["quota"]
    assert len(set(served)) == len(served)


def test_nothing_lies_in_the_future(filled):
    office, _ = filled
    with office.database.reading() as reader:
        assert max(entry.at for entry in reader.history(limit=5000)) <= THURSDAY
        assert all(row["at"] <= THURSDAY for row in reader.find(HANDOVER))


def test_every_nik_is_of_valid_structure_and_of_nobody(rows):
    for row in rows(RECIPIENT):
        nik = Nik(row["nik"])
        assert nik.agrees_with(row["birth_date"])
        assert nik.sex == row["sex"]
        assert int(nik.serial) >= FIRST_SERIAL
        assert nik.region == row["kelurahan_code"].replace(".", "")[:6]


def test_its_history_is_whole(filled):
    assert filled[0].database.first_fault() is None


def test_everybody_signs_in_with_the_password(filled, act):
    office, password = filled
    for username, _, _ in scenario.USERS:
        assert accounts.sign_in(office.database, lambda actor: act(actor), username, password, THURSDAY)
    with pytest.raises(BadInput):
        accounts.sign_in(office.database, lambda actor: act(actor), "admin", "salah-sama-sekali", THURSDAY)


def test_the_same_moment_and_ids_make_the_same_people_and_programmes(filled, tmp_path):
    again = open_office(tmp_path / "lagi")
    assert scenario.fill(again, THURSDAY, counting()) == filled[1]
    for table in (PROGRAMME, STAGE, RECIPIENT, HANDOVER):
        with filled[0].database.reading() as one, again.database.reading() as other:
            assert one.find(table) == other.find(table)
    again.close()


def test_it_can_be_filled_on_a_day_off_in_the_first_hours_of_a_year(office):
    scenario.fill(office, datetime(2026, 1, 2, 17, tzinfo=UTC), counting())  # Saturday, 3 January, 01.00 WITA
    with office.database.reading() as reader:
        assert reader.count(RECIPIENT) == 435


def test_days_ago_are_counted_as_the_panel_counts_them():
    calendar, sunday = Calendar(), date(2026, 3, 15)
    for today, number in product((THURSDAY.astimezone(WITA).date(), sunday), range(30)):
        day = scenario.workday_ago(calendar, today, number)
        assert calendar.is_workday(day)
        assert len(calendar.count(day, today)) == number


def test_it_is_marked_as_sample(filled, office):
    assert scenario.is_sample(filled[0])
    assert not scenario.is_sample(office)


def test_after_clearing_the_office_is_empty(office, act):
    office.database.change(act(BUDI), "agencies", [create(AGENCY, "INS-1", name="Kecamatan Cempaka")])
    office.files.keep(b"%PDF-1.7 contoh", "contoh.pdf")
    state.write_note(office.database, scenario.NOTE, True)
    scenario.clear(office)
    assert not scenario.is_sample(office)
    assert not accounts.has_users(office.database)
    assert not office.files.root.exists()
    assert office.database.first_fault() is None


def test_after_clearing_the_history_is_as_immutable_as_before(office, act):
    emptying.empty(office.database)
    office.database.change(act(BUDI), "agencies", [create(AGENCY, "INS-1", name="Kecamatan Cempaka")])
    with pytest.raises(Refused), office.database.state() as connection:
        connection.exec_driver_sql("DELETE FROM history")
    with office.database.reading() as reader:
        assert len(reader.history()) == 1


def test_an_office_in_use_is_neither_filled_nor_cleared(office, act):
    office.database.change(act(BUDI), "users", [accounts.new_user("USR-1", {
        "username": "budi", "name": "Budi", "role": Role.ADMINISTRATOR, "password": "rahasia-1"})])
    with pytest.raises(Refused, match="masih kosong"):
        scenario.fill(office, THURSDAY, counting())
    with pytest.raises(Refused, match="bukan data contoh"):
        scenario.clear(office)
    assert accounts.has_users(office.database)


def test_what_is_made_up_never_reaches_a_sheet(office):
    keys.keep(office.data, keys.Tie("lembar", "http://localhost:1", "PNL-1", {}))
    with pytest.raises(Refused, match="Google Sheet"):
        scenario.fill(office, THURSDAY, counting())
    state.write_note(office.database, scenario.NOTE, True)
    with pytest.raises(Refused, match="Google Sheet"):
        scenario.clear(office)
    assert scenario.is_sample(office)


def test_a_filling_that_breaks_off_leaves_the_office_empty(office):
    ids = counting()

    def breaks_off(prefix):
        if prefix == LETTER.prefix:
            raise Trouble("Cakram penuh.")
        return ids(prefix)

    with pytest.raises(Trouble):
        scenario.fill(office, THURSDAY, breaks_off)
    assert not scenario.is_sample(office)
    assert not accounts.has_users(office.database)


def test_the_command_line_fills_an_empty_folder_once_and_prints_the_password(tmp_path, capsys):
    serving.fill_with_sample(tmp_path, THURSDAY)
    password = re.search("kata sandi (contoh-[a-z0-9]+)", capsys.readouterr().out)
    assert password
    office = open_office(tmp_path)
    assert accounts.sign_in(office.database, Clock().act, "admin", password[1], THURSDAY)
    office.close()
    serving.fill_with_sample(tmp_path, THURSDAY)
    assert "sudah ada" in capsys.readouterr().out


def test_no_two_made_up_people_share_a_nik():
    kelurahan = Places.read(original("wilayah/6372.toml")).kelurahan
    made = people(1000, kelurahan, seed=7)
    assert len({person["nik"] for person in made}) == 1000
    assert made == people(1000, kelurahan, seed=7)
    assert made != people(1000, kelurahan, seed=8)
