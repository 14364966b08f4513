"""A real panel in a process of its own and a real Chromium in front of it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from running_panel import Panel, fill_with_sample, launch, running

expect.set_options(timeout=15_000)  # as long as a page waits; a machine that does other things too is slow


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield launch(playwright)


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Panel]:
    with running(tmp_path_factory.mktemp("data"), browser) as started:
        yield started


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[tuple[Panel, str]]:
    """The running sample office and the password of its users."""
    data = tmp_path_factory.mktemp("sample") / "data"
    password = fill_with_sample(data)
    with running(data, browser) as panel:
        yield panel, password


@pytest.fixture
def at(panel: Panel) -> Callable[[Page, str], None]:
    """Go to an address of the panel and wait until its screen is drawn."""

    def go(page: Page, path: str) -> None:
        page.goto(panel.address + path)
        page.wait_for_selector("h1")

    return go
