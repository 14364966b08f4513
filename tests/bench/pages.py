"""The screens with many recipients: server time of each page, and the bytes of a view over the websocket.

Each figure is taken by a runner of pages_race/ in a process of its own; how is said there. How long a page takes is
measured by the clock. How much it grows is measured by the processor's time, the small and the large office looked at
in turn, view by view: a shared machine is now quick, now slow, and by the clock a page would "grow" with the weather.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from aims import Aim

from services.errors import Trouble

HERE = Path(__file__).parent
FEW, MANY = 500, 50_000
WARM, VIEWS = 2, 11  # views that import and compile, and views that count


class Times(NamedTuple):
    """Milliseconds of a view: by the clock, of the processor, and by the clock when somebody was changed before it."""

    wall: float
    processor: float
    fresh: float


def run() -> list[Aim]:
    """All aims of the pages. Raises Trouble when a runner stops."""
    with tempfile.TemporaryDirectory() as folder:
        data = {count: Path(folder) / str(count) for count in (FEW, MANY)}
        programmes = {count: _ask("fill", str(count), str(data[count])) for count in data}
        with _panel(data[FEW], programmes[FEW]) as few, _panel(data[MANY], programmes[MANY]) as many:
            pages, _ = _answer(few), _answer(many)
            times = {page: _times(page, few, many) for page in pages}
        sent = _ask("bytes_sent", str(data[MANY]), json.dumps(programmes[MANY]))
    slow, fresh = ({page: getattr(large, name) for page, (_, large) in times.items()} for name in ("wall", "fresh"))
    grown = {page: large.processor / small.processor for page, (small, large) in times.items()}
    for page, (small, large) in times.items():
        print(f"{page:24} {large.wall:6.1f} ms, processor {small.processor:6.1f} {large.processor:6.1f} ms × {grown[page]:.2f}"
              f"  {sent.get(page, 0) / 1000:5.1f} kB  after a change {large.fresh:6.1f} ms", file=sys.stderr)
    print(f"slowest first view of {MANY} after a change: {max(fresh.values()):.0f} ms ({_worst(fresh)})", file=sys.stderr)
    return [
        Aim(f"slowest page of {MANY}, in ms ({_worst(slow)})", 150, max(slow.values())),
        Aim(f"page that grows most from {FEW} to {MANY}, times ({_worst(grown)})", 1.5, max(grown.values())),
        Aim(f"heaviest view, in kB ({_worst(sent)})", 100, max(sent.values()) / 1000),
    ]


def _worst(figures: dict[str, float]) -> str:
    return max(figures, key=lambda page: figures[page])


Panel = subprocess.Popen[str]


@contextmanager
def _panel(data: Path, programmes: dict[str, Any]) -> Iterator[Panel]:
    """The screens of one office, to be asked; it ends when nobody asks any more."""
    with subprocess.Popen(_command("server_time", str(data), json.dumps(programmes)),
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as panel:
        yield panel


def _times(page: str, *panels: Panel) -> list[Times]:
    """The times of a page in each of the panels, looked at in turn."""
    views = [[_view(panel, page) for panel in panels] for _ in range(WARM + VIEWS)][WARM:]
    walls, processors = ([[view[kind] for view in of_panel] for of_panel in zip(*views, strict=True)] for kind in (0, 1))
    for panel in panels:
        _view(panel, "change")
    fresh = [_view(panel, page)[0] for panel in panels]
    return [Times(median(wall), median(processor), first) for wall, processor, first in zip(walls, processors, fresh, strict=True)]


def _view(panel: Panel, asked: str) -> Any:
    assert panel.stdin
    print(asked, file=panel.stdin, flush=True)
    return _answer(panel)


def _answer(panel: Panel) -> Any:
    assert panel.stdout
    line = panel.stdout.readline()
    if not line:
        raise Trouble("Pengukur server_time berhenti.", retry=False)
    return json.loads(line)


def _ask(name: str, *arguments: str) -> dict[str, Any]:
    """What a runner prints, in a process of its own: this module is called like the package of the screens."""
    finished = subprocess.run(_command(name, *arguments), capture_output=True, text=True, check=False)
    if finished.returncode:
        raise Trouble(f"Pengukur {name} berhenti: {finished.stderr.strip().splitlines()[-1]}", retry=False)
    answer: dict[str, Any] = json.loads(finished.stdout.splitlines()[-1])
    return answer


def _command(name: str, *arguments: str) -> list[str]:
    return [sys.executable, str(HERE / "pages_race" / f"{name}.py"), *arguments]
