"""How often the panel looks into the sheet, and into which tabs.

Moments and spans are seconds of a clock that never goes back.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

SIGN = 10.0  # an open page looks at least so often what there is
GONE = 30.0  # after so long without a sign of it a page counts as closed
REST = 60.0  # between two rounds while no page is open, at least


def pace(last_seen: float, now: float, interval: float) -> float:
    """How long to wait for the next round, after a page was `last_seen` open; `interval` is what the office has set."""
    return interval if now - last_seen < GONE else max(interval, REST)


LARGE = 5_000  # rows; a tab with more of them is not read every round …
LATEST = 300.0  # … but at the latest after so long


@dataclass(frozen=True)
class Glance:
    """A tab as it was last read, with nothing left to do there: its fingerprint, its rows, the moment.

    `version`: Drive's count of changes, known before that; None where Drive did not tell.
    """

    fingerprint: int
    rows: int
    version: int | None
    at: float

    def is_due(self, version: int | None, now: float) -> bool:
        """Whether the tab must be read again; without a version only its size and time speak."""
        changed = version is not None and version != self.version
        return self.rows <= LARGE or changed or now - self.at >= LATEST


def due(
    names: Iterable[str], glances: Mapping[str, Glance], version: int | None, now: float, anyway: Collection[str]
) -> list[str]:
    """Of these tables, those whose tab must be read; `anyway`: all that wait to be written, or that a person asked for.

    A tab without a glance is always read: it is new, was just written, or something there is not in order.
    """
    return [name for name in names if name in anyway or name not in glances or glances[name].is_due(version, now)]
