"""connect, sync and verify from the command line, as others rely on them."""

import contextlib
import json

import pytest
from cast import BUDI

from services.command_line import BAD, DONE, SHORT
from services.commands import main
from services.domain.schema import AGENCY
from services.office import open_office
from services.storage.database import create

pytest_plugins = ["sheets_server.fixture"]


@pytest.fixture
def data(tmp_path, act):
    folder = tmp_path / "kantor"
    office = open_office(folder)
    office.database.change(act(BUDI), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam")])
    office.close()
    return folder


@pytest.fixture
def key(tmp_path, sheets):
    file = tmp_path / "kunci.json"
    file.write_text(json.dumps(sheets.key))
    return file


@pytest.fixture
def said(capsys, data):
    def run(*arguments):
        code = main([*map(str, arguments), "--data", str(data)], {})
        out, err = capsys.readouterr()
        return code, out, err

    return run


def last_object(out):
    return json.loads(out.splitlines()[-1])


def test_an_office_is_connected_synced_and_verified(said, sheets, key):
    book = sheets.create_spreadsheet("Bansos 2026")
    address = f"https://docs.google.com/spreadsheets/d/{book.id}/edit#gid=0"
    code, out, _ = said("connect", "--key", key, "--sheet", address, "--api-url", sheets.url, "--json")
    assert (code, last_object(out)["sheet"]) == (DONE, book.id)
    assert {"Program", "Penerima", "Riwayat"} <= set(last_object(out)["tabs"])
    code, out, _ = said("sync", "--once", "--json")
    report = last_object(out)
    assert (code, report["pushed"], report["pulled"], report["pending"], report["error"]) == (DONE, 1, 0, 0, None)
    assert set(report) == {"pulled", "pushed", "conflicts", "proposals", "pending", "requests", "error"}
    assert sheets.person("Siti").sees("Instansi")[1][:2] == ["INS-1", "Kelurahan Palam"]
    assert last_object(said("verify", "--json")[1]) == {"entries": 1, "intact": True, "first_fault": None}


def test_a_round_that_falls_short_says_so_and_ends_with_one(said, sheets, key):
    book = sheets.create_spreadsheet("Bansos 2026")
    assert said("connect", "--key", key, "--sheet", book.id, "--api-url", sheets.url)[::2] == (DONE, "")
    sheets.person("Siti").renames_header("Instansi", "Telepon", "Telp")
    code, out, _ = said("sync", "--once", "--json")
    assert (code, "Telepon" in last_object(out)["error"]) == (SHORT, True)


def test_without_a_connection_sync_says_what_to_do(said):
    code, _, err = said("sync", "--once")
    assert (code, err.strip()) == (BAD, "Belum ada Google Sheet yang terhubung. Hubungkan dulu dengan perintah connect.")


def test_without_a_sheet_the_chain_alone_is_verified(said):
    assert last_object(said("verify", "--json")[1])["intact"]


def test_a_key_file_that_is_not_there_is_bad_input(said, sheets):
    code, _, err = said("connect", "--key", "tidak-ada.json", "--sheet", "x" * 44, "--api-url", sheets.url)
    assert code == BAD
    assert "tidak dapat dibuka" in err


def test_the_key_never_stands_in_what_is_said_or_logged(said, sheets, key, data):
    book = sheets.create_spreadsheet("Bansos 2026", shared_with=[])
    secret = sheets.key["private_key"].splitlines()[1]
    _, out, err = said("connect", "--key", key, "--sheet", book.id, "--api-url", sheets.url)
    assert secret not in out + err
    assert all(secret not in log.read_text() for log in data.glob("logs/*"))


def test_two_filled_sides_are_counted_before_they_are_merged(said, sheets, key, tmp_path, act, capsys):
    book = sheets.create_spreadsheet("Bansos 2026")
    assert said("connect", "--key", key, "--sheet", book.id, "--api-url", sheets.url)[0] == DONE
    sheets.person("Siti").types("Instansi", "B2", "Kelurahan Cempaka")
    other = tmp_path / "baru"
    with contextlib.closing(open_office(other)) as office:
        office.database.change(act(BUDI), "agencies", [create(AGENCY, "INS-2", name="Kelurahan Guntung")])
    assert main(["connect", "--key", str(key), "--sheet", book.id, "--api-url", sheets.url, "--take-over",
                 "--data", str(other)], {}) == DONE
    assert "Instansi: 1 hanya di panel, 1 hanya di lembar, 0 sama, 0 berbeda." in capsys.readouterr().out
