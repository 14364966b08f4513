"""Services beside Google's that know less: the panel connects, says what is lacking, and keeps every value."""

import contextlib
import json

import pytest
from cast import BUDI
from sheets_server.poorer import PoorerServer, Poverty

from services.commands import DONE, main
from services.domain.schema import AGENCY, RECIPIENT
from services.office import open_office
from services.storage.database import create, update
from services.sync.connection import service_at, spreadsheet_of
from services.sync.health import look
from services.sync.link import open_link
from services.sync.preview import preview

pytest_plugins = ["sheets_server.fixture"]

LACKING = {
    "everything": Poverty(), "masks": Poverty(dresses=True, replies=True, shows=True, effective=True),
    "dresses": Poverty(masks=True, replies=True, shows=True, effective=True),
    "replies": Poverty(masks=True, dresses=True, shows=True, effective=True),
    "what stands in the sheet": Poverty(masks=True, dresses=True, replies=True, effective=True),
    "effective values": Poverty(masks=True, dresses=True, replies=True, shows=True),
}


@pytest.fixture(params=LACKING.values(), ids=LACKING)
def poorer(request):
    with PoorerServer(request.param) as server:
        yield server


def rows(folder, table):
    with contextlib.closing(open_office(folder)) as office, office.database.reading() as reader:
        return {row["id"]: {name: row[name] for name in ("name", "deleted", "extra")} for row in reader.find(table)}


def change(folder, act, right, *changes):
    with contextlib.closing(open_office(folder)) as office:
        office.database.change(act(BUDI), right, list(changes))


@pytest.fixture
def folder(tmp_path, act):
    change(tmp_path / "kantor", act, "agencies", *(create(AGENCY, f"INS-{at}", name=f"Kelurahan {at}") for at in range(3)))
    return tmp_path / "kantor"


@pytest.fixture
def key(tmp_path, poorer):
    file = tmp_path / "kunci.json"
    file.write_text(json.dumps(poorer.key))
    return file


def run(folder, *words):
    return main([*map(str, words), "--data", str(folder)], {})


def test_it_connects_syncs_both_ways_and_is_rebuilt(poorer, folder, key, act, tmp_path, capsys):
    book = poorer.create_spreadsheet("Bansos 2026", shared_with=[poorer.key["client_email"]])
    where = ("--key", key, "--sheet", book.id, "--api-url", f"{poorer.url}/lain/v4/")
    assert run(folder, "connect", *where) == DONE
    assert ("menolak format kolom" in capsys.readouterr().out) is not poorer.has.dresses
    assert run(folder, "sync", "--once") == DONE
    siti = poorer.person("Siti", book_id=book.id)
    header, *lines = siti.sees("Instansi")
    assert [line[:2] for line in lines] == [[f"INS-{at}", f"Kelurahan {at}"] for at in range(3)]
    siti.types("Instansi", "B3", "Kelurahan Palam")
    siti.types("Instansi", "B5", "Kelurahan Baru")
    phone = header.index("Telepon")
    change(folder, act, "agencies", update(AGENCY, "INS-2", phone="0511"))
    change(folder, act, "recipients", create(RECIPIENT, "PEN-1", programme="PRG-1", name="Siti Rahma", state="Calon"))
    assert (run(folder, "sync", "--once"), run(folder, "sync", "--once")) == (DONE, DONE)
    assert siti.sees("Instansi")[3][phone] == "0511"
    assert sorted(row["name"] for row in rows(folder, AGENCY).values()) == [
        "Kelurahan 0", "Kelurahan 2", "Kelurahan Baru", "Kelurahan Palam"]
    assert not [sheet for sheet in poorer.spreadsheet(book.id).sheets if sheet.title.startswith("_saksi")]
    anew = tmp_path / "baru"
    assert run(anew, "connect", *where, "--take-over") == DONE
    assert run(anew, "sync", "--once") == DONE
    assert [rows(anew, table) for table in (AGENCY, RECIPIENT)] == [rows(folder, table) for table in (AGENCY, RECIPIENT)]


def test_the_health_of_its_sheet_is_told(poorer, office, act, key):
    book = poorer.create_spreadsheet("Bansos 2026")
    assert run(office.data, "connect", "--key", key, "--sheet", book.id, "--api-url", f"{poorer.url}/lain") == DONE
    _, found = look(office, act(BUDI), open_link(office, lambda seconds: None, lambda: 0.0))
    assert {finding.kind for finding in found} == {"unread"}


def test_where_nothing_can_be_protected_the_panel_says_that_it_only_reads(office, act, sheets):
    book = sheets.create_spreadsheet("Bansos 2026")
    tab = book.sheets[0].id
    owner = sheets.person("Pak Kadis", owner=True)
    owner.does({"addProtectedRange": {"protectedRange": {"range": {"sheetId": tab}}}})
    key = json.dumps(sheets.key).encode()
    assert "hanya menulis di bawah perlindungan" in preview(office, act(BUDI), key, book.id, sheets.url).trial


@pytest.mark.parametrize("end", ["", "/", "/v4", "/v4/spreadsheets/"])
def test_the_address_of_a_service_ends_as_its_user_likes(end):
    assert service_at(f" http://127.0.0.1:8080/lain{end}") == "http://127.0.0.1:8080/lain"


@pytest.mark.parametrize("address", ["buku-1", "https://sheets.example/spreadsheets/u/0/d/buku-1/edit"])
def test_a_spreadsheet_may_be_named_as_its_service_names_it(address):
    assert spreadsheet_of(address) == "buku-1"
