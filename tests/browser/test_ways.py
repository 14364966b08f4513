"""The main way of each role with the keyboard alone, and practice: entered, left, and nothing of it real."""

import re
import sqlite3
from contextlib import closing

import pytest
from clerk import said, settled, tab_to
from playwright.sync_api import Page, expect
from running_panel import Panel
from screens import known, show, sign_in

pytestmark = pytest.mark.browser

TITLE = "[data-testid=stMain] h1"
RIBBON = ".st-key-latihan"


@pytest.fixture
def signed(sample: tuple[Panel, str]):
    """`signed(user, path)` is a new tab of that user at that screen."""
    panel, password = sample

    def opened(user: str, path: str) -> Page:
        page = panel.page()
        sign_in(page, panel.address, user, password)
        show(page, panel.address + path.format_map(known(panel.data)))
        return page

    return opened


def ask(panel: Panel, question: str) -> list[tuple]:
    with closing(sqlite3.connect(panel.data / "panel.db")) as database:
        return database.execute(question).fetchall()


def type_in(page: Page, label: str, text: str) -> None:
    tab_to(page, label)
    page.keyboard.type(text)


def enter(page: Page, label: str) -> None:
    tab_to(page, label)
    page.keyboard.press("Enter")


def test_the_administrator_makes_a_user_with_the_keyboard(signed, sample):
    page = signed("admin", "/pengguna")
    enter(page, "Tambah pengguna")
    expect(page.get_by_role("dialog")).to_be_visible()
    type_in(page, "Nama Pengguna", "baru")
    type_in(page, "Nama", "Pegawai Baru")
    type_in(page, "Peran", "Operator")
    page.keyboard.press("Enter")
    type_in(page, "Kata Sandi", "rahasia-baru")
    enter(page, "Buat pengguna")
    said(page, "Pengguna baru dibuat")
    assert ask(sample[0], "SELECT name, role FROM user WHERE username = 'baru'") == [("Pegawai Baru", "Operator")]


def test_an_operator_begins_a_programme_with_the_keyboard(signed):
    page = signed("siti", "/program")
    enter(page, "Mulai program")
    expect(page.locator(TITLE)).to_have_text("Mulai program")
    type_in(page, "Nama Program", "Bantuan Papan Ketik")
    type_in(page, "Kuota Paket", "20")
    enter(page, "Mulai program")
    expect(page.locator(TITLE)).to_have_text(re.compile("Bantuan Papan Ketik"))


def test_a_head_of_division_fixes_the_list_with_the_keyboard(signed, sample):
    page = signed("kabid", "/rekapitulasi?program={Bantuan Keluarga}")
    enter(page, "Tetapkan 25 penerima")
    expect(page.get_by_role("dialog")).to_be_visible()
    enter(page, "Tetapkan 25 penerima")
    expect(page.get_by_text("tersegel")).to_be_visible(timeout=30_000)
    fixed = "SELECT count(*) FROM recipient JOIN programme ON programme.id = programme WHERE state = 'Ditetapkan' AND {}"
    assert ask(sample[0], fixed.format("programme.name LIKE 'Bantuan Keluarga%'")) == [(25,)]


def test_the_head_of_office_opens_the_letter_that_waits_with_the_keyboard(signed):
    page = signed("kadis", "/dasbor")
    enter(page, "Buka 1 surat menunggu Anda")
    expect(page.locator(TITLE)).to_have_text("Telaahan Staf")
    expect(page.get_by_text("Menunggu tanda tangan")).to_be_visible()


def test_an_officer_hands_over_a_package_with_the_keyboard(signed, sample):
    panel, _ = sample
    ((code, name),) = ask(panel, """SELECT recipient.code, recipient.name FROM recipient JOIN point ON point.id = recipient.point
        WHERE point.state = 'Dibuka' AND point.name LIKE 'Titik 2%' AND recipient.state = 'Ditetapkan'
        AND recipient.id NOT IN (SELECT recipient FROM handover) LIMIT 1""")
    (before,), = ask(panel, "SELECT count(*) FROM handover")
    page = signed("tono", "/penyaluran")
    enter(page, "Dibuka")
    expect(page.get_by_role("textbox", name=re.compile("^Pindai QR"))).to_be_visible()
    type_in(page, "Pindai QR", code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text=name)).to_be_visible()
    enter(page, "Serahkan 1 paket")
    expect(page.get_by_text("Siap.")).to_be_visible()
    assert ask(panel, "SELECT count(*) FROM handover") == [(before + 1,)]


def test_an_auditor_finds_in_the_history_who_did_what_with_the_keyboard(signed):
    page = signed("rina", "/riwayat")
    type_in(page, "Cari", "Bantuan Lansia")
    settled(page)
    expect(page.locator(".riwayat").first).to_contain_text("Bantuan Lansia")
    expect(page.get_by_text("masuk", exact=True)).to_have_count(0)
    enter(page, "Bantuan Lansia 2026")
    expect(page.locator(TITLE)).to_have_text(re.compile("Bantuan Lansia 2026"))


def test_practice_is_marked_on_every_screen_and_leaves_nothing_real(signed, sample):
    page = signed("siti", "/surat")
    page.get_by_role("link", name="Masuk ke Latihan").click()
    expect(page.locator(RIBBON)).to_contain_text("LATIHAN", timeout=60_000)
    menu = page.get_by_test_id("stSidebarNav").get_by_role("link")
    for at in range(menu.count()):
        menu.nth(at).click()
        settled(page)
        expect(page.locator(TITLE)).to_be_visible()
        expect(page.locator(RIBBON)).to_be_visible()
    show(page, f"{sample[0].address}/program?baru=1")
    page.get_by_label("Nama Program").fill("Hanya latihan")
    page.get_by_label("Kuota Paket").fill("5")
    page.get_by_role("button", name="Mulai program").click()
    expect(page.locator(TITLE)).to_have_text(re.compile("Hanya latihan"))
    page.get_by_role("link", name="Keluar latihan").click()
    expect(page.locator(TITLE)).to_have_text("Surat")  # where one came from
    expect(page.locator(RIBBON)).to_have_count(0)
    assert ask(sample[0], "SELECT * FROM programme WHERE name = 'Hanya latihan'") == []
