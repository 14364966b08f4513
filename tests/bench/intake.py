"""The race of the intake: a list read and checked beside pandas just reading it, and a long list stored whole.

Every run is a process of its own that imports its libraries before the clock starts. The racers take turns, so that a
machine that grows slower does so for both; each figure is the median of three.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import NamedTuple

from aims import Aim

from services.domain.places import Places
from services.domain.schema import RECIPIENT
from services.sample import made_people
from services.storage.originals import original
from services.storage.workbooks import write_xlsx

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ROWS, MANY, TIMES = 5_000, 50_000, 3
COLUMNS = ("nik", "no_kk", "name", "sex", "birth_place", "birth_date", "address", "rt", "rw", "kelurahan", "kecamatan",
           "decile")


class Taken(NamedTuple):
    """What one process took: `megabytes` is the most memory it ever held."""

    seconds: float
    megabytes: float


def run() -> list[Aim]:
    """Both aims of the intake."""
    with tempfile.TemporaryDirectory() as folder:
        short, long_ = (_write_list(Path(folder), count) for count in (ROWS, MANY))
        turns = [(_run("ours", "check", short), _run("pandas_race", "read", short)) for _ in range(TIMES)]
        fastest = [_run("pandas_race", "calamine", short).seconds for _ in range(TIMES)]
        stored = [_run("ours", "store", long_) for _ in range(TIMES)]
    ours, pandas = (median(one.seconds for one in racer) for racer in zip(*turns, strict=True))
    print(f"beside the fastest engine of pandas: {ours / median(fastest):.2f} times", file=sys.stderr)
    print(f"{MANY:,} rows read, checked and stored in {median(one.seconds for one in stored):.1f} s", file=sys.stderr)
    return [
        Aim(f"{ROWS:,} rows read and checked, times pandas", 1.5, ours / pandas),
        Aim(f"{MANY:,} rows stored, most memory in MB", 600, max(one.megabytes for one in stored)),
    ]


def _write_list(folder: Path, count: int) -> Path:
    """A workbook of made-up people, their numbers as texts."""
    people = made_people.people(count, Places.read(original("wilayah/6372.toml")).kelurahan, seed=count)
    header = [RECIPIENT.field(name).header for name in COLUMNS]
    rows = ([f"{row[name]:%d-%m-%Y}" if name == "birth_date" else row[name] for name in COLUMNS] for row in people)
    file = folder / f"{count}.xlsx"
    file.write_bytes(write_xlsx(header, rows))
    return file


def _run(name: str, what: str, file: Path) -> Taken:
    line = [sys.executable, str(HERE / "intake_race" / f"{name}.py"), what, str(file)]
    done = subprocess.run(line, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True)
    taken = Taken(*json.loads(done.stdout))
    print(f"{name} {what} {file.stem}: {taken.seconds:.2f} s, {taken.megabytes:.0f} MB", file=sys.stderr)
    return taken
