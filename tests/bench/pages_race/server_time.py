"""What the server needs for each page: one run of its script in Streamlit's own AppTest, signed in as administrator.

The second run and those after it are timed: the first one imports and compiles. The last one follows a change of
somebody on the list, so nothing is kept of what was found before. Prints {page's file: [milliseconds, after a change]}.

    server_time.py DATA '{"open": "PRG-…", "fixed": "PRG-…"}'
"""

import json
import logging
import sys
import time
from functools import partial
from pathlib import Path
from statistics import median

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

TIMES = 7


def server_times(data, programmes):
    """Page's file → median milliseconds of a run, and those of the one after a change."""
    office = open_office(data)
    frame.running_office = lambda: office
    frame.cookie = lambda _name: None
    accounts.signed_in = lambda *_: BUDI
    app = AppTest.from_file(str(ROOT / "pages" / "navigation.py"), default_timeout=60).run()
    clock = Clock()
    return {page.file: _milliseconds(app, page, programmes, partial(_change, office, clock)) for page in PAGES}


def _change(office, clock):
    """Somebody corrects the address of a person."""
    address = f"Jalan Contoh {clock.new_id('NO')}"
    office.database.change(clock.act(SITI, identity.new_id("OP")), "recipients", [
        update(RECIPIENT, row, address=address) for row in ("PEN-0", "PEN-1")])


def _milliseconds(app, page, programmes, change):
    app.query_params.update(query(page, programmes))
    app.switch_page(page.file).run()
    jobs.QUEUE.join()  # what a page leaves to the background is not its own work
    again = median(_run(app) for _ in range(TIMES))
    change()
    return again, _run(app)


def _run(app):
    start = time.perf_counter()
    app.run()
    taken = (time.perf_counter() - start) * 1000
    assert not app.exception, [one.message for one in app.exception]
    jobs.QUEUE.join()
    return taken


if __name__ == "__main__":
    print(json.dumps(server_times(Path(sys.argv[1]), json.loads(sys.argv[2]))))
