"""A panel in a process of its own, and a browser tab in front of it whose requests are watched."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT, ROOT / "tests"):  # run as a script, by screens.py
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from services import identity  # noqa: E402
from services.office import open_office  # noqa: E402
from services.sample import scenario  # noqa: E402

CHROMIUM = ["--no-sandbox", "--font-render-hinting=none", "--disable-background-networking", "--disable-sync"]
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
PHONE_AGENT = "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


@dataclass
class Panel:
    """A running panel; `page()` opens a browser tab whose foreign requests are counted."""

    address: str
    data: Path
    browser: Browser
    foreign: list[str] = field(default_factory=list)

    def page(self, viewport: dict[str, int] = DESK) -> Page:
        """A tab without cookies; a narrow one says that it is a phone."""
        agent = PHONE_AGENT if viewport["width"] < 600 else None
        context = self.browser.new_context(viewport=viewport, accept_downloads=True, locale="id-ID", user_agent=agent)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("request", lambda request: self._watch(request.url))
        return page

    def _watch(self, url: str) -> None:
        if not url.startswith((self.address, self.address.replace("http", "ws", 1), "data:", "blob:")):
            self.foreign.append(url)


def launch(playwright: Playwright) -> Browser:
    """The Chromium that PANEL_CHROMIUM names, else the one that is here, else Playwright's own."""
    path = os.environ.get("PANEL_CHROMIUM") or shutil.which("chromium")
    return playwright.chromium.launch(executable_path=path, args=CHROMIUM)


@contextmanager
def running(data: Path, browser: Browser) -> Iterator[Panel]:
    """The panel of a data folder, as long as the block lasts."""
    port = _free_port()
    command = [sys.executable, "-m", "services.commands", "run", "--port", str(port), "--no-browser"]
    environment = os.environ | {"PANEL_DATA": str(data), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        address = f"http://localhost:{port}"
        try:
            _wait_for(address + "/healthz", process)
            yield Panel(address, data, browser)
        finally:
            process.terminate()


def fill_with_sample(data: Path) -> str:
    """Make the sample office in an empty data folder; the password of all its users."""
    office = open_office(data)
    try:
        return scenario.fill(office, datetime.now(UTC), identity.new_id)
    finally:
        office.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Ask until the panel answers, at most three minutes on a machine that does much else; a panel that ended will not."""
    end = time.monotonic() + 180
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except OSError:
            process.poll()
    raise RuntimeError("the panel did not start")
