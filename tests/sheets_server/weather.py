"""Bad weather between the panel and the service, scripted or at random. Each kind is a value in a list."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Weather:
    """What happens to one request."""

    name: str
    status: int = 0  # answered instead of the real answer
    applied: bool = False  # the request is carried out all the same
    reset: bool = False  # the connection is cut instead of an answer
    stale: bool = False  # a read sees the spreadsheet before its last change
    seconds: float = 0.0  # the answer comes so much later


FAIR = Weather("fair")
QUOTA_SPENT = Weather("quota spent", status=429)
INTERNAL_ERROR = Weather("internal error", status=500)
INTERNAL_ERROR_AFTER = Weather("internal error after applying", status=500, applied=True)
UNAVAILABLE = Weather("unavailable", status=503)
UNAVAILABLE_AFTER = Weather("unavailable after applying", status=503, applied=True)
RESET = Weather("connection reset", reset=True)
RESET_AFTER = Weather("connection reset after applying", reset=True, applied=True)
TOKEN_EXPIRED = Weather("token expired", status=401)
STALE = Weather("stale read", stale=True)
SLOW = Weather("slow", seconds=0.05)

ALL = (
    QUOTA_SPENT, INTERNAL_ERROR, INTERNAL_ERROR_AFTER, UNAVAILABLE, UNAVAILABLE_AFTER, RESET, RESET_AFTER,
    TOKEN_EXPIRED, STALE, SLOW,
)  # fmt: skip


def slow(seconds: float) -> Weather:
    return replace(SLOW, seconds=seconds)


@dataclass
class Sky:
    """Hands each request its weather: first what was scripted, then by chance, then `otherwise`."""

    coming: deque[Weather] = field(default_factory=deque)
    otherwise: Weather = FAIR
    delay: float = 0.0  # seconds that every answer takes
    chance: float = 0.0
    kinds: tuple[Weather, ...] = ALL
    dice: random.Random = field(default_factory=random.Random)

    def script(self, weathers: Iterable[Weather]) -> None:
        """The weather of the next requests, one each."""
        self.coming.extend(weathers)

    def at_random(self, seed: int, chance: float, kinds: Iterable[Weather] = ALL) -> None:
        """From now on each request meets one of these with this chance."""
        self.dice, self.chance, self.kinds = random.Random(seed), chance, tuple(kinds)

    def clear_up(self) -> None:
        self.coming.clear()
        self.chance, self.delay, self.otherwise = 0.0, 0.0, FAIR

    def next(self) -> Weather:
        if self.coming:
            return self.coming.popleft()
        if self.chance and self.dice.random() < self.chance:
            return self.dice.choice(self.kinds)
        return self.otherwise
