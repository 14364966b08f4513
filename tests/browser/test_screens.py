"""Every screen of the sample office, as a clerk meets it: on a desk, on a phone, with the keyboard, by axe."""

from collections.abc import Callable

import pytest
from clerk import FOCUSED, Paper, serious_faults
from playwright.sync_api import Page, expect
from running_panel import DESK, PHONE, Panel
from screens import SCREENS, known, show, signed_in

from pages.navigation_table import PAGES

pytestmark = pytest.mark.browser

PRIMARY = "[data-testid=stBaseButton-primary]:visible, [data-testid=stBaseButton-primaryFormSubmit]:visible"
NARROW = (390, 360, 320)
NOT_SIDEWAYS = """() => [...document.querySelectorAll("html, [data-testid=stMain]")]
    .every(element => element.scrollWidth <= element.clientWidth)"""

Tab = Callable[..., Page]


@pytest.fixture(scope="module")
def tab(sample: tuple[Panel, str]) -> Tab:
    """`tab(name)` shows a screen, in one tab for each user and size."""
    panel, password = sample
    addresses, tabs = known(panel.data), {}

    def shown(name: str, viewport: dict[str, int] = DESK) -> Page:
        user, path = SCREENS[name]
        key = user, viewport["width"]
        if key not in tabs:
            tabs[key] = signed_in(panel, viewport, user, password)
        show(tabs[key], panel.address + path.format_map(addresses))
        return tabs[key]

    return shown


def test_every_page_is_photographed():
    start = "/beranda"  # stands in the table as /
    paths = {start, *(path.partition("?")[0] for _, path in SCREENS.values())}
    assert {f"/{page.address}" for page in PAGES} <= paths


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_has_one_primary_action_asks_nobody_outside_and_axe_finds_nothing_serious(tab, sample, name):
    page = tab(name)
    assert sample[0].foreign == []
    assert page.locator(PRIMARY).count() <= 1
    assert serious_faults(page) == []


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_never_scrolls_sideways_on_a_phone_and_axe_finds_nothing_serious_there(tab, name):
    page = tab(name, PHONE)
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": PHONE["height"]})
        page.wait_for_function(NOT_SIDEWAYS, timeout=5_000)  # container queries and canvases follow the width
    assert serious_faults(page) == []
    page.set_viewport_size(PHONE)


def test_the_dashboard_fits_a_desk_without_scrolling(tab):
    page = tab("dasbor")
    for heading in page.locator("h2").all():
        card = heading.locator("xpath=ancestor::*[@data-testid='stVerticalBlock'][1]").bounding_box()
        assert card["y"] + card["height"] <= DESK["height"]


def test_on_a_phone_the_action_stands_below_the_title_and_above_everything_else(tab):
    page = tab("beranda", PHONE)
    title, action = page.locator("h1").bounding_box(), page.locator(PRIMARY).bounding_box()
    first = page.locator(".sentences a").first.bounding_box()
    assert title["y"] < action["y"] < first["y"]
    assert action["y"] + action["height"] <= 300


def test_on_a_phone_people_are_cards_that_lead_to_the_person(tab):
    page = tab("penerima", PHONE)
    card = page.locator(".baris a").first
    name = card.locator("b").inner_text()
    assert page.locator(".baris i").first.evaluate("chip => getComputedStyle(chip).backgroundColor") != "rgba(0, 0, 0, 0)"
    card.click()
    expect(page.locator("[data-testid=stMain] h1")).to_have_text(name)


def test_the_first_sentence_is_reached_and_opened_with_the_keyboard_alone(tab):
    page = tab("beranda")
    action = page.locator(PRIMARY).inner_text()
    page.locator("body").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == action:
            break
    page.keyboard.press("Tab")
    assert "Disposisi" in page.evaluate(FOCUSED)  # after the action: the sentences, the first one first
    page.keyboard.press("Enter")
    expect(page.locator("[data-testid=stMain] h1")).to_have_text("Disposisi Wali Kota")


def test_the_menu_shows_every_page_without_a_word_of_english(tab):
    menu = tab("pengaturan").get_by_test_id("stSidebarNav")
    expect(menu.get_by_role("link", name="Bantuan")).to_be_visible()
    expect(menu.get_by_text("more")).to_have_count(0)


@pytest.mark.parametrize("name", ["beranda", "dasbor"])
def test_a_screen_prints_on_one_page_without_menu_and_buttons(tab, tmp_path, name):
    page = tab(name)
    title, action = page.locator("[data-testid=stMain] h1").inner_text(), page.locator(PRIMARY).inner_text()
    page.pdf(path=tmp_path / "print.pdf", format="A4", landscape=name == "dasbor", print_background=True)
    paper = Paper(tmp_path / "print.pdf")
    assert paper.pages == 1
    assert title in paper and "Bantuan Lansia" in paper
    assert "Riwayat" not in paper and action.split("\n")[-1] not in paper


def test_people_are_found_as_one_types(tab):
    page = tab("penerima")
    page.get_by_placeholder("Nama, NIK, atau No. KK").press_sequentially("tidak ada orang")
    expect(page.get_by_text("Tidak ada yang cocok")).to_be_visible()


def test_a_page_that_the_role_may_not_open_says_so_in_indonesian(tab, sample):
    page = tab("penyaluran")
    page.goto(sample[0].address + "/dasbor")
    expect(page.get_by_role("alert")).to_contain_text("Peran Anda tidak boleh")
    expect(page.get_by_text("Page not found")).to_have_count(0)
