"""What a bench wants and what it measured; how both are printed. A bench is `tests/bench/NAME.py` with `run() -> aims`."""

import json
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Aim:
    """A wanted figure and the measured one; `most`: the wanted figure is an upper limit, else a lower one."""

    name: str
    wanted: float
    measured: float
    most: bool = True

    @property
    def met(self) -> bool:
        return self.measured <= self.wanted if self.most else self.measured >= self.wanted

    def line(self) -> str:
        """aim NAME: wanted ≤ 0.5, measured 0.38, met"""
        sign, word = "≤" if self.most else "≥", "met" if self.met else "missed"
        return f"aim {self.name}: wanted {sign} {self.wanted:g}, measured {self.measured:.3g}, {word}"


def report(aims: Sequence[Aim], as_json: bool) -> bool:
    """Print the aims; whether all are met. The JSON object is the last thing on stdout."""
    for aim in aims:
        print(aim.line())
    if as_json:
        keys = ("name", "wanted", "measured", "met")
        print(json.dumps({"aims": [{key: getattr(aim, key) for key in keys} for aim in aims]}))
    return all(aim.met for aim in aims)
