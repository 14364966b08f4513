"""What every runner of the race shares: its arguments, and a clock that starts when everything is read."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def run(works: dict[str, Callable[[dict[str, Any], int], object]]) -> None:
    """Do the named work once and print its seconds. Arguments: work, count, data file."""
    what, count, file = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    data = json.loads(file.read_text(encoding="utf-8"))
    begun = time.perf_counter()
    works[what](data, count)
    print(time.perf_counter() - begun)
