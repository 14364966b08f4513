"""What one view of each page sends over the websocket: a real browser reloads it, its bundle already in the cache.

Prints {page's file: bytes of all frames that the browser received}.

    bytes_sent.py DATA '{"open": "PRG-…", "fixed": "PRG-…"}'
"""

import json
import sys
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "browser")]

from addresses import query  # noqa: E402
from cast import BUDI  # noqa: E402
from fill import PASSWORD  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from running_panel import launch, running  # noqa: E402
from screens import show, sign_in  # noqa: E402

from pages.navigation_table import PAGES  # noqa: E402


def bytes_sent(panel, programmes):
    """Page's file → bytes of a view."""
    tab, received = panel.page(), []
    tab.set_default_timeout(60_000)
    tab.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))))
    sign_in(tab, panel.address, BUDI.id.lower(), PASSWORD)
    sent = {}
    for page in PAGES:
        address = f"{panel.address}/{page.address}?{urlencode(query(page, programmes))}"
        show(tab, address)
        received.clear()
        show(tab, address)
        sent[page.file] = sum(received)
    return sent


def main(data, programmes):
    with sync_playwright() as playwright, running(data, launch(playwright)) as panel:
        print(json.dumps(bytes_sent(panel, programmes)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(sys.argv[2]))
