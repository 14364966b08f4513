"""What every runner of the race shares: its arguments, and a clock that starts when everything is read."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from services.letters import qr


def dark_runs(text: str) -> tuple[int, Iterator[tuple[int, int, int]]]:
    """The modules of a code a side, and (x, y from the top, length) of its dark runs: from the panel's own maker."""
    size, path = qr.path(text)
    return size, ((int(x), size - 1 - int(y), int(length)) for x, y, length, *_ in map(str.split, path.splitlines()))


def run(works: dict[str, Callable[[dict[str, Any], int], object]]) -> None:
    """Do the named work once and print its seconds. Arguments: work, count, data file."""
    what, count, file = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    data = json.loads(file.read_text(encoding="utf-8"))
    begun = time.perf_counter()
    works[what](data, count)
    print(time.perf_counter() - begun)
