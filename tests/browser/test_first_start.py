"""The first start in a real browser: welcome, sign-in, sign-out; nothing is fetched from outside."""

import pytest
from clerk import set_up, sign_in
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def ready(panel) -> None:
    """The office, set up by the welcome."""
    set_up(panel.page(), panel.address)


def test_a_stranger_who_opens_a_page_signs_in_and_is_where_he_wanted_to_be(panel, ready):
    page = panel.page()
    page.goto(panel.address + "/pengaturan")
    expect(page.get_by_role("heading", name="Masuk")).to_be_visible()
    page.get_by_label("Nama pengguna").fill("admin")
    page.get_by_label("Kata sandi").fill("rahasia-1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Pengaturan")).to_be_visible()


def test_a_reload_stays_signed_in_and_signing_out_shuts_an_open_tab(panel, ready):
    page = panel.page()
    sign_in(page, panel.address)
    expect(page.get_by_role("link", name="Keluar")).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="Keluar")).to_be_visible()
    other = page.context.new_page()
    other.goto(panel.address + "/keluar")
    page.get_by_role("link", name="Riwayat").click()
    expect(page.get_by_text("Anda sudah lama tidak aktif")).to_be_visible()


def test_a_wrong_password_is_said_aloud_and_the_name_stays(panel, ready):
    page = panel.page()
    sign_in(page, panel.address, "salah-salah")
    expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
    expect(page.get_by_label("Nama pengguna")).to_have_value("admin")


def test_the_panel_asks_no_foreign_address(panel, ready):
    page = panel.page()
    sign_in(page, panel.address)
    for path in ("/", "/pengaturan", "/riwayat", "/pengguna"):
        page.goto(panel.address + path)
        page.wait_for_selector("h1")
    assert panel.foreign == []
