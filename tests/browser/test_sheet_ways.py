"""The screens of the sheet, walked while people type in it: what differs, what is not in order, a year that is closed.

The panel's own thread does all rounds. A test waits for what is seen, on the screen or by people in the sheet.
"""

import json
import re
from contextlib import closing
from datetime import UTC, datetime
from threading import Condition

import pytest
from cast import BUDI, Clock
from clerk import PASSWORD, said, settled, sign_in
from playwright.sync_api import expect
from running_panel import PHONE, running
from sheet_cast import panel_of
from sheets_server.a1 import column_name
from sheets_server.server import SheetsServer
from sheets_server.weather import UNAVAILABLE

from services import welcome
from services.domain.schema import AGENCY, PROGRAMME, RECIPIENT
from services.office import open_office
from services.sync.connection import connect

pytestmark = pytest.mark.browser

ROUND = 40_000  # milliseconds in which a round has surely taken place, also on a machine that does much else
PEOPLE = 9
STATE = "Google Sheet tersambung"


@pytest.fixture(scope="module")
def sheets():
    with SheetsServer() as server:
        yield server


@pytest.fixture(scope="module")
def team(tmp_path_factory, sheets):
    """An office with agencies, a running and a finished year, tied to a spreadsheet that holds the same."""
    data, clock = tmp_path_factory.mktemp("sheet") / "data", Clock(datetime.now(UTC))
    with closing(open_office(data)) as office:
        administrator = {"name": "Budi Santoso", "username": "admin", "password": PASSWORD}
        welcome.set_up(office, clock.act(BUDI), {"sync_seconds": 2}, [], administrator)
        book = sheets.create_spreadsheet("Bansos 2026")
        connect(office, clock.act(BUDI), json.dumps(sheets.key).encode(), book.id, sheets.url)
        team = panel_of(office, sheets, clock)
        for number in range(1, 5):
            team.add(AGENCY, f"INS-{number}", name=f"Kelurahan Palam {number}")
        for year, status in ((2025, "Selesai"), (2026, "Berjalan")):
            team.add(PROGRAMME, f"PRG-{year}", name=f"Paket Sembako {year}", year=year, quota=9, status=status)
            for number in range(PEOPLE):
                team.add(RECIPIENT, f"PEN-{year}{number}", programme=f"PRG-{year}", name=f"Ahmad {number}",
                         nik=f"637201050384000{number}", state="Calon")
        assert team.sync().pending == 0  # before the panel runs: from then on its own thread does the rounds
        yield team


@pytest.fixture(scope="module")
def seen(sheets):
    """`seen(holds)` waits until something holds in the sheet; it looks after each request of the panel."""
    served = Condition()

    def tell(*_exchange):
        with served:
            served.notify_all()

    def wait(holds):
        with served:
            assert served.wait_for(holds, ROUND / 1000)

    sheets.observers.append(tell)
    return wait


@pytest.fixture(scope="module")
def panel(team, browser):
    """The panel of that office."""
    with running(team.office.data, browser) as panel:
        yield panel


@pytest.fixture(scope="module")
def page(panel):
    """The administrator, signed in."""
    page = panel.page()
    sign_in(page, panel.address)
    expect(page.locator("[data-testid=stMain] h1")).to_be_visible(timeout=ROUND)
    return page


@pytest.fixture
def at(page, panel):
    """Go to an address of the panel."""

    def go(path):
        page.goto(panel.address + path)
        page.wait_for_selector("[data-testid=stMain] h1")
        settled(page)
        return page

    return go


def choose(page, kind):
    """One of the kinds of what differs."""
    page.get_by_role("radio", name=re.compile(f"^{kind}")).click()


def card(page, words):
    """The innermost box that holds these words."""
    return page.get_by_test_id("stMain").get_by_test_id("stVerticalBlock").filter(has_text=words).last


def line(page, words):
    """The line that holds these words, with its button."""
    return page.get_by_test_id("stMain").get_by_test_id("stHorizontalBlock").filter(has_text=words).last


def press(page, place, label, sentence):
    """A button in a card or a line, and what the panel says then."""
    place.get_by_role("button", name=label, exact=True).click()
    said(page, sentence)


def test_a_cell_changed_on_both_sides_is_decided_by_a_click_and_taken_back_by_another(at, team, seen):
    page = at("/konflik")
    team.change(AGENCY, "INS-1", phone="0511-panel")
    team.types("Instansi", "INS-1", "Telepon", "'0511-lembar")
    case = card(page, "Instansi · Kelurahan Palam 1 · baris 2 di lembar")
    for shown in ("0511-panel", "0511-lembar", "Siti Rahmah", "diubah di Google Sheet, terbaca"):
        expect(case).to_contain_text(shown, timeout=ROUND)
    press(page, case, "Pakai isian panel", "Diputuskan")
    seen(lambda: team.line("Instansi", "INS-1")["Telepon"] == "0511-panel")
    choose(page, "Sudah diputuskan")
    press(page, card(page, "Berlaku “0511-panel”"), "Urungkan", "Putusan diurungkan")
    seen(lambda: team.line("Instansi", "INS-1")["Telepon"] == "0511-lembar")
    choose(page, "Konflik")
    case.get_by_role("button", name="Isi lain").click()
    page.get_by_role("textbox", name="Telepon").fill("0511-lain")
    page.get_by_role("button", name="Simpan").click()
    said(page, "Diputuskan")
    seen(lambda: team.line("Instansi", "INS-1")["Telepon"] == "0511-lain")


def test_what_is_typed_over_a_column_of_the_panel_is_a_proposal_to_take_or_to_refuse(at, team, seen):
    page = at("/konflik")
    for row, header, text in (("PEN-20261", "Alasan", "sudah pindah"), ("PEN-20262", "Alasan", "salah orang"),
                              ("PEN-20263", "Keadaan", "Ditetapkan")):
        team.types("Penerima", row, header, text)
    choose(page, "Usulan dari lembar")
    expect(card(page, "Ahmad 2 ")).to_contain_text("salah orang", timeout=ROUND)
    seen(lambda: "Alasan" not in team.line("Penerima", "PEN-20261"))
    press(page, card(page, "Ahmad 1 "), "Pakai isian lembar", "Diputuskan")
    seen(lambda: team.line("Penerima", "PEN-20261").get("Alasan") == "sudah pindah")
    press(page, card(page, "Ahmad 2 "), "Pakai isian panel", "Diputuskan")
    assert team.row(RECIPIENT, "PEN-20262")["reason"] is None
    expect(card(page, "Ahmad 3 ")).to_contain_text("lewat langkahnya di Telaahan & BNBA")
    expect(card(page, "Ahmad 3 ").get_by_role("button", name="Pakai isian lembar")).to_have_count(0)
    press(page, card(page, "Ahmad 3 "), "Pakai isian panel", "Diputuskan")
    expect(page.get_by_text("Tidak ada isian yang berbeda.")).to_be_visible()


def test_what_cannot_be_read_comes_by_itself_and_goes_once_it_is_mended_in_the_sheet(at, team):
    page = at("/konflik")
    choose(page, "Perlu diperbaiki")
    team.types("Penerima", "PEN-20264", "NIK", "637201050384000")
    team.types("Penerima", "PEN-20265", "Tanggal Lahir", "31-02-1990")
    expect(card(page, "Ahmad 4 ")).to_contain_text("NIK harus 16 angka, bukan 15.", timeout=ROUND)
    expect(card(page, "Ahmad 5 ")).to_contain_text("Tanggal Lahir bukan tanggal yang benar.", timeout=ROUND)
    team.types("Penerima", "PEN-20264", "NIK", "6372010503840004")
    team.types("Penerima", "PEN-20265", "Tanggal Lahir", "28-02-1990")
    expect(page.get_by_text("Tidak ada isian yang berbeda.")).to_be_visible(timeout=ROUND)


def test_what_people_type_shows_by_itself_or_where_somebody_may_be_typing_by_a_click(at, team):
    page = at("/program")
    team.types("Program", "PRG-2026", "Nama Program", "Paket Sembako Lebaran")
    expect(page.get_by_text("Paket Sembako Lebaran")).to_be_visible(timeout=ROUND)
    said(page, "Program diubah di Google Sheet")
    at("/tahapan?program=PRG-2026")
    expect(page.get_by_text(re.compile(r"^Nama Program diubah di Google Sheet, \d"))).to_be_visible()
    at("/orang?orang=PEN-20266")
    team.types("Penerima", "PEN-20266", "Alamat", "Jl. Trikora 7")
    page.get_by_role("button", name="Muat perubahan dari Sheet").click(timeout=ROUND)
    said(page, "Penerima diubah di Google Sheet")
    expect(page.get_by_text("Alamat diubah di Google Sheet")).to_be_visible()
    expect(page.get_by_role("textbox", name="Alamat")).to_have_value("Jl. Trikora 7")


def spoil(team):
    """What people do to a sheet."""
    people, book = team.people, team.sheets.spreadsheet(team.people.book_id)
    tab = {sheet.title: sheet.id for sheet in book.sheets}
    people.does({"repeatCell": {  # a column made one of numbers, and the cell typed anew
        "range": {"sheetId": tab["Penerima"], "startRowIndex": 1}, "cell": {"userEnteredFormat": {"numberFormat": {"type": "NUMBER"}}},
        "fields": "userEnteredFormat.numberFormat"}})
    team.types("Penerima", "PEN-20267", "NIK", "6372010503840007")
    people.pastes_formula("Instansi", team.place("Instansi", "INS-2", "Narahubung"), "=1/0")
    people.does({"setBasicFilter": {"filter": {"range": {"sheetId": tab["Instansi"]}, "criteria": {"1": {"hiddenValues": ["x"]}}}}})
    people.does({"updateDimensionProperties": {
        "range": {"sheetId": tab["Penerima"], "dimension": "ROWS", "startIndex": 3, "endIndex": 5},
        "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}})
    people.copies("Program", "A3:T3", "A5:T5")
    for number, item in [*book.objects["protectedRanges"].items()]:
        if item["range"].get("sheetId") == tab["Pejabat"]:
            team.owner.unprotects(number)
    people.types("Instansi", f"{column_name(len(people.sees('Instansi')[0]))}1", "Warna")
    people.renames_header("Hari Libur", "Keterangan", "Ket.")


def test_what_is_wrong_with_the_sheet_is_listed_mended_by_a_click_and_taken_back_by_another(at, team, seen):
    spoil(team)
    seen(lambda: any(case["row"] == "PEN-20267" for case in team.cases("unreadable")))
    page = at("/kesehatan-lembar")
    for shown in ("NIK menjadi angka di 1 sel", "Rumus salah di 1 sel", "Filter masih menyala", "2 baris disembunyikan: 4–5",
                  "1 ID ada lebih dari sekali", "tetapi tidak dilindungi", "Kolom “Warna” tidak dikenal panel"):
        expect(page.get_by_text(shown)).to_be_visible()
    for label in ("Tulis ulang dari panel", "Matikan filter", "Tampilkan baris", "Lindungi tab", "Kembalikan judul Keterangan"):
        press(page, page, label, "Diperbaiki")
        expect(page.get_by_role("button", name=label)).to_have_count(0)
    seen(lambda: team.line("Penerima", "PEN-20267")["NIK"] == "6372010503840007")
    press(page, line(page, "Matikan filter"), "Urungkan", "Perbaikan diurungkan")
    press(page, page, "Matikan filter", "Diperbaiki")
    team.people.deletes_rows("Program", 4)
    press(page, page, "Periksa ulang", "Diperiksa ulang")
    expect(page.get_by_text("lebih dari sekali")).to_have_count(0)


def test_a_finished_year_moves_to_a_spreadsheet_of_its_own_and_comes_back(at, team, seen):
    def rows(book=None):
        people = team.sheets.person("Siti", book_id=book or team.people.book_id)
        return sum(line[:1] != [] and str(line[0]).startswith("PEN-2025") for line in people.sees("Penerima"))

    archive = team.sheets.create_spreadsheet("Arsip 2025")
    page = at("/google-sheet")
    page.get_by_text("Tutup tahun").click()
    page.get_by_label("Alamat Google Sheet arsip").fill(archive.id)
    press(page, page, "Pindahkan tahun 2025", "10 baris tahun 2025 pindah ke arsip")
    assert (rows(archive.id), rows()) == (PEOPLE, 0)
    press(page, page, "Kembalikan ke lembar", "Tahun 2025 dikembalikan ke lembar")
    seen(lambda: rows() == PEOPLE)


def test_the_state_of_the_sheet_stands_at_the_edge_of_every_screen(at, team, sheets, seen):
    page = at("/program")
    expect(page.get_by_text(STATE)).to_be_visible(timeout=ROUND)
    sheets.weather.otherwise = UNAVAILABLE
    team.change(AGENCY, "INS-4", phone="0511-4")
    expect(page.get_by_text("Menunggu Google Sheet (1 perubahan)")).to_be_visible(timeout=ROUND)
    sheets.weather.clear_up()
    seen(lambda: team.line("Instansi", "INS-4").get("Telepon") == "0511-4")
    expect(page.get_by_text(STATE)).to_be_visible(timeout=ROUND)


def test_a_sheet_that_is_no_longer_shared_is_said_also_on_a_phone_with_what_to_do(at, panel, sheets, team):
    book, account = sheets.spreadsheet(team.people.book_id), sheets.key["client_email"]
    role = book.permissions.pop(account)
    page = panel.page(PHONE)
    sign_in(page, panel.address)
    page.get_by_test_id("stPageLink").get_by_role("link", name="Google Sheet perlu perhatian").click(timeout=ROUND)
    expect(page.get_by_text(f"Bagikan kepada {account} sebagai Editor")).to_be_visible()
    book.permissions[account] = role
    expect(page.get_by_text("perlu perhatian")).to_have_count(0, timeout=ROUND)
