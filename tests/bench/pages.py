"""The screens with many recipients: server time of each page, and the bytes of a view over the websocket.

Each figure is taken by a runner of pages_race/ in a process of its own; how is said there. The small and the large office
take turns, so that a machine that is busy for a while is so for both; of the turns of a page the quickest counts.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from aims import Aim

from services.errors import Trouble

HERE = Path(__file__).parent
FEW, MANY, TURNS = 500, 50_000, 3


def run() -> list[Aim]:
    """All aims of the pages. Raises Trouble when a runner stops."""
    with tempfile.TemporaryDirectory() as folder:
        data = {count: Path(folder) / str(count) for count in (FEW, MANY)}
        programmes = {count: _ask("fill", str(count), str(data[count])) for count in data}
        turns = [
            {count: _ask("server_time", str(data[count]), json.dumps(programmes[count])) for count in data}
            for _ in range(TURNS)]
        sent = _ask("bytes_sent", str(data[MANY]), json.dumps(programmes[MANY]))
    times, fresh = (
        {count: {page: min(turn[count][page][at] for turn in turns) for page in turns[0][count]} for count in data}
        for at in (0, 1))
    grown = {page: times[MANY][page] / times[FEW][page] for page in times[MANY]}
    for page in times[MANY]:
        print(f"{page:28} {times[FEW][page]:7.1f} ms {times[MANY][page]:7.1f} ms  × {grown[page]:.2f}"
              f"  {sent.get(page, 0) / 1000:6.1f} kB  after a change {fresh[MANY][page]:7.1f} ms", file=sys.stderr)
    print(f"slowest first view of {MANY} after a change: {max(fresh[MANY].values()):.0f} ms ({_worst(fresh[MANY])})",
          file=sys.stderr)
    return [
        Aim(f"slowest page of {MANY}, in ms ({_worst(times[MANY])})", 150, max(times[MANY].values())),
        Aim(f"page that grows most from {FEW} to {MANY}, times ({_worst(grown)})", 1.5, max(grown.values())),
        Aim(f"heaviest view, in kB ({_worst(sent)})", 100, max(sent.values()) / 1000),
    ]


def _worst(figures: dict[str, float]) -> str:
    return max(figures, key=lambda page: figures[page])


def _ask(name: str, *arguments: str) -> dict[str, Any]:
    """What a runner prints, in a process of its own: this module is called like the package of the screens."""
    finished = subprocess.run(
        [sys.executable, str(HERE / "pages_race" / f"{name}.py"), *arguments], capture_output=True, text=True, check=False)
    if finished.returncode:
        raise Trouble(f"Pengukur {name} berhenti: {finished.stderr.strip().splitlines()[-1]}", retry=False)
    answer: dict[str, Any] = json.loads(finished.stdout.splitlines()[-1])
    return answer
