"""The panel reads and checks a workbook (`check`), or reads, checks and stores it in an empty office (`store`)."""

import json
import re
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from services import identity, programmes
from services.domain.occasion import Actor, Occasion, Role
from services.domain.schema import AGENCY
from services.office import open_office
from services.people import imports, intake
from services.people.intake import Checked
from services.storage.database import create

TODAY = date(2026, 3, 12)


def check(file: Path) -> Checked:
    """Read and check."""
    return intake.check(file.read_bytes(), file.name, TODAY)


def store(file: Path) -> None:
    """Read, check and store everything that can be."""
    with tempfile.TemporaryDirectory() as folder, closing(open_office(Path(folder))) as office:
        office.database.change(_act(), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Contoh")])
        programme = programmes.start(office, _act(), {"name": "Bantuan", "year": 2026, "quota": 1_000})
        checked = check(file)
        imports.store(office, _act(), programme, "INS-1", file.name, file.read_bytes(), checked)


def _act() -> Occasion:
    actor = Actor("USR-1", "Contoh", Role.ADMINISTRATOR)
    return Occasion(actor, datetime(2026, 3, 12, 1, tzinfo=UTC), identity.new_id("OP"), identity.new_id)


_, what, name = sys.argv
begun = time.perf_counter()
{"check": check, "store": store}[what](Path(name))
seconds = time.perf_counter() - begun
highest = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())  # its own: ru_maxrss counts the parent
print(json.dumps([seconds, int(highest[1]) / 1024 if highest else 0]))
