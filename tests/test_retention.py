"""Personal data are destroyed when their time is over: who people were is gone everywhere, the numbers stay."""

import io

import pdfplumber
import pytest
from cast import BUDI, SITI
from imports_cast import asked, book, line, only_import, store, stored
from sheet_cast import connected

from services import retention
from services.domain.schema import FILE, HANDOVER, OFFICIAL, PROGRAMME, RECIPIENT
from services.errors import NotAllowed, NotFound, Refused
from services.people import recipients
from services.storage.database import create, update

pytest_plugins = ["sheets_server.fixture"]


@pytest.fixture
def programme(office, act):
    """A programme of 2020 that has ended, with three people of whom one has received."""
    programme = asked(office, act)
    store(office, act, programme, *map(line, range(3)))
    person = stored(office)[0]["id"]
    office.database.change(act(BUDI), "office", [create(
        OFFICIAL, "PJB-1", duty="Kepala Dinas", position="Kepala Dinas Sosial", name="Dra. Contoh, M.Si.", form="Definitif")])
    office.database.change(act(), "handover", [create(
        HANDOVER, "SER-1", programme=programme, recipient=person, point="TTK-1", at=act().now, officer="Tono", taken_by="Wakil",
        proxy_name="Rahmat Contoh")])
    office.database.change(act(), "programme", [update(PROGRAMME, programme, year=2020, status="Selesai")])
    return programme


def due(office, act):
    with office.database.reading() as reader:
        return [(one.programme["id"], one.until, one.rows) for one in retention.due(reader, act().today)]


def everything(office):
    """Every text of the database and of the files."""
    files = (path.read_bytes() for path in (office.data / "files").rglob("*") if path.is_file())
    return b"".join([*files, *(path.read_bytes() for path in office.data.glob("panel.db*"))])


def test_a_programme_is_due_when_its_years_are_over_and_it_has_ended(office, act, programme):
    assert due(office, act) == [(programme, 2025, 4)]
    for values in ({"year": 2021}, {"year": 2020, "status": "Berjalan"}):
        office.database.change(act(), "programme", [update(PROGRAMME, programme, **values)])
        assert due(office, act) == []


def test_names_and_numbers_are_gone_from_rows_history_and_files_and_the_chain_holds(office, act, programme, monkeypatch):
    monkeypatch.setattr(retention, "CHUNK", 2)
    batch = only_import(office)
    assert b"6372051001800001" in everything(office) and b"Rahmat Contoh" in everything(office)
    told = []
    what = retention.destroy(office, act(BUDI), programme, lambda done, of: told.append((done, of)))
    assert what == "3 baris Penerima, 1 baris Penyaluran dan 1 berkas instansi dan foto" and told == [(2, 4), (4, 4)]
    rows = stored(office)
    assert [(row["name"], row["nik"], row["birth_date"]) for row in rows] == [(None, None, None)] * 3
    assert [row["kelurahan"] for row in rows] == ["Palam"] * 3
    with office.database.reading() as reader:
        assert reader.get(HANDOVER, "SER-1")["proxy_name"] is None
        assert reader.find(FILE, owner=batch["id"]) == []
        assert all(entry.fields.get("name", (None, None)) == (None, None) for entry in reader.history(table=RECIPIENT.name))
    with pytest.raises(NotFound):
        office.files.read(batch["sha256"])
    assert b"6372051001800001" not in everything(office) and b"Rahmat Contoh" not in everything(office)
    assert office.database.first_fault() is None and due(office, act) == []


def test_a_file_that_another_programme_has_too_stays_for_it(office, act, programme):
    other = only_import(office)
    office.database.change(act(), "files", [create(FILE, "BRK-9", owner="IMP-9", programme="PRG-9", sha256=other["sha256"], at=act().now)])
    retention.destroy(office, act(BUDI), programme)
    assert office.files.read(other["sha256"]) == book(*map(line, range(3)))


def test_only_what_is_due_is_destroyed_once_and_by_an_administrator(office, act, programme):
    with pytest.raises(NotAllowed):
        retention.destroy(office, act(SITI), programme)
    retention.destroy(office, act(BUDI), programme)
    with pytest.raises(Refused, match="sudah dimusnahkan"):
        retention.destroy(office, act(BUDI), programme)


def test_an_act_that_was_cut_off_goes_on_where_it_stopped(office, act, programme, monkeypatch):
    monkeypatch.setattr(retention, "CHUNK", 2)
    once = act(BUDI, operation="OP-GONE")

    def cut(done, _of):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        retention.destroy(office, once, programme, cut)
    assert due(office, act) == [(programme, 2025, 2)]
    assert retention.destroy(office, once, programme).startswith("3 baris Penerima, 1 baris Penyaluran")


def test_the_minutes_say_who_when_and_how_many_but_nobodys_name(office, act, programme):
    with pytest.raises(NotFound):
        retention.minutes(office, programme, act().now)
    retention.destroy(office, act(BUDI), programme)
    with pdfplumber.open(io.BytesIO(retention.minutes(office, programme, act().now))) as pdf:
        text = " ".join(pdf.pages[0].extract_text().split())
    assert "3 baris Penerima, 1 baris Penyaluran dan 1 berkas" in text and BUDI.name in text and "tahun dua ribu dua puluh enam" in text
    assert "Contoh 0" not in text


def test_a_list_whose_people_are_gone_says_so(office, act, programme):
    person = stored(office)[0]["id"]
    office.database.change(act(), "list", [
        update(RECIPIENT, person, state="Ditetapkan", rank=1), update(PROGRAMME, programme, fixed_at=act().now, fixed_digest="x")])
    retention.destroy(office, act(BUDI), programme)
    with office.database.reading() as reader, pytest.raises(Refused, match="sudah dimusnahkan"):
        recipients.fixed_list(reader, reader.get(PROGRAMME, programme))


def test_the_cells_of_the_sheet_are_emptied_too(office, act, programme, sheets, clock):
    team = connected(office, sheets, clock)
    team.sync()
    assert [one["Nama"] for one in team.sees("Penerima")] == ["Contoh 0", "Contoh 1", "Contoh 2"]
    retention.destroy(office, act(BUDI), programme)
    team.sync()
    assert [(one.get("Nama"), one.get("NIK"), one["Kelurahan"]) for one in team.sees("Penerima")] == [(None, None, "Palam")] * 3
