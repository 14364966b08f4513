"""Tying the office to a spreadsheet: the key, the address, the tabs; nothing that stands in the sheet is changed."""

import json
import stat

import pytest
from cast import BUDI, SITI

from services.domain import tabs
from services.domain.schema import AGENCY, RECIPIENT
from services.domain.tabs import SHEET_TABLES
from services.errors import BadInput, NotAllowed, Refused, Trouble
from services.office import open_office
from services.storage import keys, state, sync_state
from services.storage.database import create
from services.sync import connection
from services.sync.connection import connect, spreadsheet_of
from services.sync.link import open_link
from services.sync.preview import preview
from services.sync.rounds import sync

pytest_plugins = ["sheets_server.fixture"]


@pytest.fixture
def book(sheets):
    return sheets.create_spreadsheet("Bansos 2026")


@pytest.fixture
def key(sheets) -> bytes:
    return json.dumps(sheets.key).encode()


def headers(sheets, title):
    return sheets.person("Siti").sees(title)[0]


def test_connecting_makes_a_tab_for_each_table_with_its_headers(office, act, sheets, book, key):
    connected = connect(office, act(BUDI), key, book.id, sheets.url)
    assert connected.sheet == book.id
    assert set(connected.tabs) == {table.title for table in SHEET_TABLES.values()} | {"Riwayat"}
    assert headers(sheets, "Penerima")[:4] == ["ID", "Program", "Instansi", "NIK"]
    assert headers(sheets, "Penerima")[-1] == "Dihapus"
    assert sheets.person("Siti").sees("Baca dulu")


def test_a_nik_typed_by_a_person_keeps_its_digits(office, act, sheets, book, key):
    connect(office, act(BUDI), key, book.id, sheets.url)
    siti = sheets.person("Siti")
    column = headers(sheets, "Penerima").index("NIK")
    siti.types("Penerima", f"{chr(65 + column)}2", "0372010503840003")
    assert siti.sees("Penerima")[1][column] == "0372010503840003"


def test_people_cannot_write_in_the_tabs_of_the_panel(office, act, sheets, book, key):
    connect(office, act(BUDI), key, book.id, sheets.url)
    siti = sheets.person("Siti")
    assert not siti.types("Riwayat", "A2", "x")
    assert not siti.types("Penyaluran", "B2", "x")
    assert siti.types("Penerima", "E2", "Ahmad")


def test_connecting_again_changes_nothing(office, act, sheets, book, key):
    connect(office, act(BUDI), key, book.id, sheets.url)
    before = len(sheets.log.writes)
    assert connect(office, act(BUDI), key, book.id, sheets.url).made == ()
    assert len(sheets.log.writes) == before


def test_a_tab_of_the_same_name_keeps_what_stands_in_it_and_gets_the_headers_it_lacks(office, act, sheets, book, key):
    siti = sheets.person("Siti")
    siti.adds_tab("Penerima")
    siti.pastes("Penerima", "A1", [["Nama", "Warna"], ["Ahmad", "merah"]])
    connect(office, act(BUDI), key, book.id, sheets.url)
    assert siti.sees("Penerima")[1] == ["Ahmad", "merah"]
    assert {"Nama", "Warna", "ID", "NIK", "Dihapus"} <= set(headers(sheets, "Penerima"))


@pytest.mark.parametrize("others", [[], [name for name in tabs.headers(RECIPIENT) if name not in ("Nama", "NIK", "RT")]])
def test_in_a_tab_taken_over_a_nik_typed_far_below_keeps_its_digits(office, act, sheets, book, key, others):
    siti = sheets.person("Siti")
    siti.adds_tab("Penerima")
    siti.pastes("Penerima", "A1", [["Nama", "NIK", "RT", *others], ["Ahmad"]])
    connect(office, act(BUDI), key, book.id, sheets.url)
    siti.pastes("Penerima", "A900", [["Aminah", "0372010503840003", "003"]])
    assert siti.sees("Penerima")[899][1:3] == ["0372010503840003", "003"]


def test_the_key_is_kept_for_the_panel_alone(office, act, sheets, book, key):
    connect(office, act(BUDI), key, book.id, sheets.url)
    file = next((office.data / "keys").iterdir())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "PRIVATE" not in repr(keys.kept(office.data))


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"type": "authorized_user"}', b"\xff\xfe"])
def test_a_file_that_is_no_key_is_refused_in_words(office, act, sheets, book, content):
    with pytest.raises(BadInput, match="bukan kunci akun layanan"):
        connect(office, act(BUDI), content, book.id, sheets.url)
    assert keys.kept(office.data) is None


def test_a_damaged_private_key_is_refused_without_showing_it(office, act, sheets, book):
    damaged = json.dumps(sheets.key | {"private_key": "RAHASIA"}).encode()
    with pytest.raises(BadInput) as caught:
        connect(office, act(BUDI), damaged, book.id, sheets.url)
    assert "RAHASIA" not in str(caught.value)


def test_a_sheet_that_is_not_shared_says_with_whom_to_share_it(office, act, sheets, key):
    book = sheets.create_spreadsheet("Lain", shared_with=[])
    with pytest.raises(Trouble, match=f"Bagikan kepada {sheets.key['client_email']}"):
        connect(office, act(BUDI), key, book.id, sheets.url)


def test_a_sheet_shared_for_reading_only_is_not_enough(office, act, sheets, book, key):
    book.permissions[sheets.key["client_email"]] = "reader"
    with pytest.raises(Trouble, match="sebagai Editor"):
        connect(office, act(BUDI), key, book.id, sheets.url)


def test_a_sheet_that_is_not_there_is_named_so(office, act, sheets, key):
    with pytest.raises(Trouble, match="tidak ada"):
        connect(office, act(BUDI), key, "x" * 44, sheets.url)


def test_a_wrong_clock_is_suspected_when_google_refuses_the_key(office, act, sheets, book, key):
    sheets.clock = lambda: 0.0
    sheets.tokens.expire_all()
    with pytest.raises(Trouble, match="Periksa jam komputer"):
        connect(office, act(BUDI), key, book.id, sheets.url)


def test_the_sheet_of_another_panel_is_refused_until_it_is_taken_over(office, act, sheets, book, key, tmp_path):
    connect(office, act(BUDI), key, book.id, sheets.url)
    other = open_office(tmp_path / "lain")
    with pytest.raises(Refused, match="panel lain"):
        connect(other, act(BUDI), key, book.id, sheets.url)
    assert connect(other, act(BUDI), key, book.id, sheets.url, take_over=True).made == ()
    other.close()


def test_an_office_goes_on_with_the_service_it_is_tied_to_and_begins_with_googles(office, act, sheets, book, key, monkeypatch):
    monkeypatch.setattr(connection, "GOOGLE", "http://127.0.0.1:9")
    with pytest.raises(Trouble):
        connect(office, act(BUDI), key, book.id)
    connect(office, act(BUDI), key, book.id, sheets.url)
    other = sheets.create_spreadsheet("Bansos Baru")
    assert preview(office, act(BUDI), key, other.id).title == "Bansos Baru"
    assert connect(office, act(BUDI), key, other.id).title == "Bansos Baru"
    assert keys.kept(office.data).api_url == sheets.url


def test_an_office_of_sample_data_is_never_tied_to_a_sheet(office, act, sheets, book, key):
    state.write_note(office.database, state.SAMPLE, True)
    with pytest.raises(Refused, match="Hapus data contoh dulu"):
        connect(office, act(BUDI), key, book.id, sheets.url)
    assert keys.kept(office.data) is None
    assert sheets.log.writes == []


def tied(office, act, sheets, key, book):
    """The office on another spreadsheet, as a process that has just started; the tab Instansi there."""
    connect(office, act(BUDI), key, book.id, sheets.url)
    link = open_link(office, lambda seconds: None, lambda: 0.0)
    return link, lambda title: sheets.person("Siti", book_id=book.id).sees(title)[1:]


def test_another_empty_sheet_is_filled_and_nothing_is_taken_for_deleted(office, act, sheets, book, key):
    made = [create(AGENCY, f"INS-{number}", name=f"Kelurahan {number}") for number in range(8)]
    office.database.change(act(), "agencies", made)
    first, _ = tied(office, act, sheets, key, book)
    assert sync(office, act(BUDI), first).error is None
    second, sees = tied(office, act, sheets, key, sheets.create_spreadsheet("Bansos 2027"))
    report = sync(office, act(BUDI), second)
    assert (report.error, report.pulled, report.pushed, report.pending) == (None, 0, 8, 0)
    assert len(sees("Instansi")) == len(sees("Riwayat")) == 8
    assert "Google Sheet lain" in (sync(office, act(BUDI), first).error or "")


def test_back_on_the_first_sheet_no_entry_is_told_twice(office, act, sheets, book, key):
    office.database.change(act(), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam")])
    for where in (book, sheets.create_spreadsheet("Bansos 2027"), book):
        link, sees = tied(office, act, sheets, key, where)
        assert sync(office, act(BUDI), link).error is None
        assert (len(sees("Instansi")), len(sees("Riwayat"))) == (1, 1)


def test_the_same_sheet_connected_again_keeps_what_was_agreed(office, act, sheets, book, key):
    office.database.change(act(), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam")])
    sync(office, act(BUDI), tied(office, act, sheets, key, book)[0])
    tied(office, act, sheets, key, book)
    with office.database.reading() as reader:
        assert sync_state.base(reader.connection, "agency")
        assert reader.pending() == 0


def test_only_an_administrator_connects(office, act, sheets, book, key):
    with pytest.raises(NotAllowed):
        connect(office, act(SITI), key, book.id, sheets.url)


def test_the_address_may_be_copied_from_the_browser():
    long = "1AbC_d-" + "e" * 37
    assert spreadsheet_of(f"https://docs.google.com/spreadsheets/d/{long}/edit#gid=0") == long
    assert spreadsheet_of(f" {long} ") == long
    with pytest.raises(BadInput, match="Alamat Google Sheet"):
        spreadsheet_of("https://example.com")
