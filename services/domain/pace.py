"""How far long work is: whoever does it takes steps, whoever waits for it hears them and may raise to stop it.

A list of 50,000 rows is set and drawn far below whoever asked for it; nothing between the two knows that it takes long.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

Heard = Callable[[int], object]


def _nothing(_steps: int) -> None:
    """Nobody listens."""


class _Ear(NamedTuple):
    """Who hears steps, and who hears how many there will be in all."""

    steps: Heard = _nothing
    ahead: Heard = _nothing


NOBODY = _Ear()
_LISTENING: ContextVar[_Ear] = ContextVar("listening", default=NOBODY)


@contextmanager
def listening(steps: Heard, ahead: Heard = _nothing) -> Iterator[None]:
    """Within: every step of this thread is heard, and how many there will be once it is known."""
    before = _LISTENING.set(_Ear(steps, ahead))
    try:
        yield
    finally:
        _LISTENING.reset(before)


def step(steps: int = 1) -> None:
    """So much more is done."""
    _LISTENING.get().steps(steps)


def expect(steps: int) -> None:
    """So many steps there will be in all: whoever asked for the work could not know."""
    _LISTENING.get().ahead(steps)
