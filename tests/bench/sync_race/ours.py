"""One round of the panel's sync, in a process of its own: `ours.py FOLDER` prints its seconds without the imports."""

import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from services import identity
from services.domain.occasion import Actor, Occasion, Role
from services.office import open_office
from services.sync.link import open_link
from services.sync.rounds import sync

PANEL = Actor("panel", "Panel", Role.ADMINISTRATOR)

if __name__ == "__main__":
    with closing(open_office(Path(sys.argv[1]))) as office:
        link = open_link(office, time.sleep, time.monotonic)
        assert link is not None
        occasion = Occasion(PANEL, datetime.now(UTC), identity.new_id("SYN"), identity.new_id)
        begun = time.perf_counter()
        report = sync(office, occasion, link)
        print(time.perf_counter() - begun)
        assert report.error is None, report.error
