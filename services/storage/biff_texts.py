"""The texts that the cells of an XLS share (records SST and CONTINUE of MS-XLS): only how long each one is."""

import struct
from collections.abc import Iterator, Sequence

HEAD = 8  # bytes before the first text
WIDE, FOREIGN, RICH = 1, 4, 8  # flags: two bytes a letter; phonetics and formats stand behind it


def lengths(pieces: Sequence[bytes]) -> Iterator[int]:
    """Letters of each text in turn; `pieces`: the data of the first record and of those that continue it.

    Raises struct.error or IndexError where a text ends before it should.
    """
    walk = _Walk(pieces)
    (count,) = struct.unpack_from("<I", pieces[0], 4)
    return (walk.text() for _ in range(count))


class _Walk:
    """Steps over texts that run on from one record into the next."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self.pieces = pieces
        self.piece, self.at = 0, HEAD

    def text(self) -> int:
        """Step over one text; its letters."""
        if self._left() == 0:
            self._go_on()
        letters, flags = self._take("<HB")
        runs = self._take("<H")[0] if flags & RICH else 0
        behind = self._take("<I")[0] if flags & FOREIGN else 0
        self._step_over_letters(letters, flags & WIDE)
        self._step_over(4 * runs + behind)
        return int(letters)

    def _take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(form, self.pieces[self.piece], self.at)
        self.at += struct.calcsize(form)
        return values

    def _step_over_letters(self, letters: int, wide: int) -> None:
        """Each record that goes on with a text says anew how wide its letters are."""
        while letters > (here := self._left() >> wide):
            letters -= here
            self._go_on()
            (flags,) = self._take("<B")
            wide = flags & WIDE
        self.at += letters << wide

    def _step_over(self, length: int) -> None:
        while length > (here := self._left()):
            length -= here
            self._go_on()
        self.at += length

    def _left(self) -> int:
        return len(self.pieces[self.piece]) - self.at

    def _go_on(self) -> None:
        self.piece, self.at = self.piece + 1, 0
