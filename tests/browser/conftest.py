"""A real panel in a process of its own and a real Chromium in front of it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = ["--no-sandbox", "--font-render-hinting=none", "--disable-background-networking", "--disable-sync"]
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}


@dataclass
class Panel:
    """A running panel; `page()` opens a browser tab whose foreign requests are counted."""

    address: str
    data: Path
    browser: Browser
    foreign: list[str] = field(default_factory=list)

    def page(self, viewport: dict[str, int] = DESK) -> Page:
        context = self.browser.new_context(viewport=viewport, accept_downloads=True, locale="id-ID")
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("request", lambda request: self._watch(request.url))
        return page

    def _watch(self, url: str) -> None:
        if not url.startswith((self.address, self.address.replace("http", "ws", 1), "data:", "blob:")):
            self.foreign.append(url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = os.environ.get("PANEL_CHROMIUM") or None
        yield playwright.chromium.launch(executable_path=path, args=CHROMIUM)


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Panel]:
    data, port = tmp_path_factory.mktemp("data"), _free_port()
    command = [sys.executable, "-m", "services.commands", "run", "--port", str(port), "--no-browser"]
    environment = os.environ | {"PANEL_DATA": str(data), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        address = f"http://localhost:{port}"
        try:
            _wait_for(address + "/healthz", process)
            yield Panel(address, data, browser)
        finally:
            process.terminate()


@pytest.fixture
def at(panel: Panel) -> Callable[[Page, str], None]:
    """Go to an address of the panel and wait until its screen is drawn."""

    def go(page: Page, path: str) -> None:
        page.goto(panel.address + path)
        page.wait_for_selector("h1")

    return go


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Ask until the panel answers, at most a minute; a panel that ended will not."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except OSError:
            process.poll()
    raise RuntimeError("the panel did not start")
