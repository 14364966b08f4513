"""How far long work is: whoever does it takes steps, whoever waits for it hears them and may raise to stop it.

A list of 50,000 rows is set and drawn far below whoever asked for it; nothing between the two knows that it takes long.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Heard = Callable[[int], object]

_LISTENING: ContextVar[Heard] = ContextVar("listening", default=lambda _steps: None)


@contextmanager
def listening(heard: Heard) -> Iterator[None]:
    """Within: every step of this thread is heard."""
    before = _LISTENING.set(heard)
    try:
        yield
    finally:
        _LISTENING.reset(before)


def step(steps: int = 1) -> None:
    """So much more is done."""
    _LISTENING.get()(steps)
