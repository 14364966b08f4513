"""What the server needs for each page: one run of its script in Streamlit's own AppTest, signed in as administrator.

The second run and those after it are timed: the first one imports and compiles. Prints {page's file: milliseconds}.

    server_time.py DATA '{"open": "PRG-…", "fixed": "PRG-…"}'
"""

import json
import logging
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
logging.disable(logging.WARNING)

from addresses import query  # noqa: E402
from cast import BUDI  # noqa: E402
from streamlit.testing.v1 import AppTest  # noqa: E402

from pages import frame  # noqa: E402
from pages.navigation_table import PAGES  # noqa: E402
from services import accounts, jobs  # noqa: E402
from services.office import open_office  # noqa: E402

TIMES = 7


def server_times(data, programmes):
    """Page's file → median milliseconds of a run."""
    office = open_office(data)
    frame.running_office = lambda: office
    frame.cookie = lambda _name: None
    accounts.signed_in = lambda *_: BUDI
    app = AppTest.from_file(str(ROOT / "pages" / "navigation.py"), default_timeout=60).run()
    return {page.file: _milliseconds(app, page, programmes) for page in PAGES}


def _milliseconds(app, page, programmes):
    app.query_params.update(query(page, programmes))
    app.switch_page(page.file).run()
    jobs.QUEUE.join()  # what a page leaves to the background is not its own work
    taken = []
    for _ in range(TIMES):
        start = time.perf_counter()
        app.run()
        taken.append(time.perf_counter() - start)
    assert not app.exception, page.file
    return median(taken) * 1000


if __name__ == "__main__":
    print(json.dumps(server_times(Path(sys.argv[1]), json.loads(sys.argv[2]))))
