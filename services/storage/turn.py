"""One process at a time: a lock that the operating system takes back when its holder dies."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.errors import Trouble


@contextmanager
def turn(path: Path) -> Iterator[None]:
    """Hold the lock of this file. Raises Trouble if another process holds it."""
    with path.open("a+b") as file:
        try:
            _lock(file.fileno())
        except OSError:
            raise Trouble("Panel sedang menyamakan data dengan Google Sheet di proses lain. Tunggu sebentar.") from None
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
