"""What the server needs for each page: a run of its script in Streamlit's own AppTest, signed in as administrator.

Asked on stdin line by line, so that an office of 500 and one of 50,000 can be looked at in turn. First it prints the
files of all pages; then for each line one JSON value: for `PAGE` [milliseconds, those of the processor] of one view,
for `change` null, when somebody on the list was changed and nothing is kept any more of what was found before.

    server_time.py DATA '{"open": "PRG-…", "fixed": "PRG-…"}'
"""

import json
import logging
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
logging.disable(logging.WARNING)

from addresses import query  # noqa: E402
from cast import BUDI, SITI, Clock  # noqa: E402
from streamlit.testing.v1 import AppTest  # noqa: E402

from pages import frame  # noqa: E402
from pages.navigation_table import PAGES  # noqa: E402
from services import accounts, identity, jobs  # noqa: E402
from services.domain.schema import RECIPIENT  # noqa: E402
from services.office import open_office  # noqa: E402
from services.storage.database import update  # noqa: E402


class Panel:
    """The screens over one office, seen by one person."""

    def __init__(self, data, programmes):
        self.office, self.programmes, self.clock = open_office(data), programmes, Clock()
        frame.running_office = lambda: self.office
        frame.cookie = lambda _name: None
        accounts.signed_in = lambda *_: BUDI
        self.app, self.shown = AppTest.from_file(str(ROOT / "pages" / "navigation.py"), default_timeout=60).run(), ""

    def view(self, page):
        """One view; what it leaves to the background is not its own work. Going to the page comes before it."""
        if page.file != self.shown:
            self.app.query_params.update(query(page, self.programmes))
            self.app.switch_page(page.file)
            self.shown = page.file
        wall, processor = time.perf_counter(), time.process_time()
        self.app.run()
        taken = [time.perf_counter() - wall, time.process_time() - processor]
        assert not self.app.exception, [one.message for one in self.app.exception]
        jobs.QUEUE.join()
        return [seconds * 1000 for seconds in taken]

    def change(self):
        """Somebody corrects the address of a person on either list."""
        address = f"Jalan Contoh {self.clock.new_id('NO')}"
        self.office.database.change(self.clock.act(SITI, identity.new_id("OP")), "recipients", [
            update(RECIPIENT, row, address=address) for row in ("PEN-0", "PEN-1")])


def main(data, programmes):
    panel, pages = Panel(data, programmes), {page.file: page for page in PAGES}
    print(json.dumps(list(pages)), flush=True)
    for line in sys.stdin:
        asked = line.strip()
        print(json.dumps(panel.change() if asked == "change" else panel.view(pages[asked])), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(sys.argv[2]))
