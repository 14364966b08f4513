"""The promise under a crowd, for long: people, weather, kills and a second panel by dice, seed after seed.

The verdict comes from the stand-in's own log. A run goes on at the seed where the last clean one ended, which stands
in a file that git ignores; a seed that fails is where the next run begins. All processors work at it. Three naive
engines stand the same trial.
"""

import itertools
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from aims import Aim

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import naive_engines  # noqa: E402
import sync_trial  # noqa: E402
from sheets_server.server import SheetsServer  # noqa: E402
from sync_crowd import Verdict  # noqa: E402

REACHED = ROOT / ".bench" / "sync-fuzz-seed"
SEEDS, NAIVE_SEEDS = 20, 5


def run(seeds: int | None = None, minutes: float | None = None) -> list[Aim]:
    """So many seeds, or for so many minutes; the faults found, and how many naive engines failed."""
    with SheetsServer() as sheets:
        failing = [name for name in naive_engines.Naive.ENGINES if not _naive(sheets, name).clean]
    verdicts = [*_panel(_numbers(seeds, minutes))]
    total = sum(verdicts, Verdict())
    faults = {"lost": total.lost, "doubled": total.doubled, "misplaced": total.misplaced, "deleted unasked": total.deleted,
              "formulas": total.formulas, "rows apart": total.apart, "rounds without rest": total.unsettled}
    return [Aim("sync-fuzz, seeds tried", seeds or 1, len(verdicts), most=False),
            *(Aim(f"sync-fuzz, {name}", 0, number) for name, number in faults.items()),
            Aim("sync-fuzz, naive engines that fail", 3, len(failing), most=False)]


def _numbers(seeds: int | None, minutes: float | None) -> Iterator[int]:
    """The seeds of this run, beginning where the last one ended."""
    until = time.monotonic() + 60 * (minutes or 0)
    last = _reached() + (seeds or SEEDS)
    fits = (lambda seed: time.monotonic() < until) if minutes else (lambda seed: seed < last)
    return itertools.takewhile(fits, itertools.count(_reached()))


def _reached() -> int:
    return int(REACHED.read_text()) if REACHED.is_file() else 0


def _panel(seeds: Iterator[int]) -> Iterator[Verdict]:
    """Verdicts as they come; all seeds below the one that is kept were clean."""
    clean = set()
    for seed, verdict in sync_trial.trials(seeds):
        if verdict.clean:
            clean.add(seed)
        while _reached() in clean:
            REACHED.parent.mkdir(exist_ok=True)
            REACHED.write_text(str(_reached() + 1))
        print(f"seed {seed}: {verdict}; all clean below {_reached()}", file=sys.stderr)
        yield verdict


def _naive(sheets: SheetsServer, name: str) -> Verdict:
    total = Verdict()
    for seed in range(NAIVE_SEEDS):
        sheets.clear()
        total += naive_engines.trial(sheets, name, seed)
    print(f"{name}, {NAIVE_SEEDS} seeds: {total}", file=sys.stderr)
    return total
