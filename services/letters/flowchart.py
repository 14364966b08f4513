"""The symbols of a flow in their columns, and the lines from one to the next. Pure; mm within one row of the table.

A line leaves a row at its foot below the last symbol, and enters the next one at its top in the same column, so a flow
may be cut between pages at any row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from services.domain.sop import Executor
from services.letters.marks import Frame, Mark, Path, Pill, Words

HALF_WIDTH, HALF_HEIGHT = 8.0, 3.5
DIAMOND_HALF_WIDTH, DIAMOND_HALF_HEIGHT = 9.0, 5.0
ENTRY = 2.5
AWAY = 5.0
ARROW = 1.1
SMALL = 7.0


@dataclass(frozen=True)
class Symbol:
    """A symbol around its middle (x, y)."""

    kind: str
    x: float
    y: float

    @property
    def half(self) -> tuple[float, float]:
        """Half its width and half its height."""
        decides = self.kind == "decision"
        return (DIAMOND_HALF_WIDTH, DIAMOND_HALF_HEIGHT) if decides else (HALF_WIDTH, HALF_HEIGHT)

    @property
    def top(self) -> float:
        return self.y - self.half[1]

    @property
    def foot(self) -> float:
        return self.y + self.half[1]

    def mark(self) -> Mark:
        """The shape: begin and end are pills, an activity is a box, a decision a diamond."""
        wide, high = self.half
        if self.kind == "decision":
            return Path(((self.x - wide, self.y), (self.x, self.top), (self.x + wide, self.y), (self.x, self.foot)), True)
        shape = Frame if self.kind == "process" else Pill
        return shape(self.x - wide, self.top, 2 * wide, 2 * high, 0.3)


def symbols(executors: Sequence[Executor], middles: dict[str, float], height: float) -> list[Symbol]:
    """The symbols of a row of that height; `middles`: the middle of each party's column."""
    return [Symbol(executor.symbol, middles[executor.party], height / 2 + 0.8) for executor in executors]


def row(before: Symbol | None, own: Sequence[Symbol], then: Symbol | None, height: float) -> Iterator[Mark]:
    """The marks of a row: its symbols, and the lines from the row before to the row after (None at both ends)."""
    if not own:
        return
    yield from (symbol.mark() for symbol in own)
    if before:
        yield from _enter(before, own[0])
    for one, other in pairwise(own):
        yield from _across(one, other)
    if then:
        yield from _leave(own[-1], then, height)


def _enter(before: Symbol, first: Symbol) -> Iterator[Mark]:
    """From the top of the row into its first symbol; the way back where a decision says no."""
    yield from _arrow((before.x, 0), (before.x, ENTRY), (first.x, ENTRY), (first.x, first.top))
    if first.kind == "decision":
        x, side = _way_back(before, first)
        wide, high = first.half
        if before.x == first.x:
            yield Path(((x, first.y - high * (1 - AWAY / wide)), (x, 0)))
        else:
            yield Path(((first.x + side * wide, first.y), (x, first.y), (x, 0)))
        yield Words(x + 1, first.y - 1, "Tidak", size=SMALL)


def _way_back(before: Symbol, decision: Symbol) -> tuple[float, int]:
    """Where the line back runs beside the line forth, and at which side of the decision it begins."""
    left = before.x <= decision.x
    return before.x + (-AWAY if left else AWAY), -1 if left else 1


def _across(one: Symbol, other: Symbol) -> Iterator[Mark]:
    """From one symbol to the next in the same row, and back over the top where a decision says no."""
    side = 1 if other.x > one.x else -1
    yield from _arrow((one.x + side * one.half[0], one.y), (other.x - side * other.half[0], other.y))
    if other.kind == "decision":
        x, y = one.x + side * AWAY, other.top - 1.8
        yield from _arrow((other.x, other.top), (other.x, y), (x, y), (x, one.top))
        yield Words(other.x - 8.5 if side > 0 else other.x + 1.5, y - 0.8, "Tidak", size=SMALL)


def _leave(last: Symbol, then: Symbol, height: float) -> Iterator[Mark]:
    """From the last symbol down to the foot of the row; the end of the way back from a decision below."""
    yield Path(((last.x, last.foot), (last.x, height)))
    if last.kind == "decision":
        yield Words(last.x + 1.2, last.foot + 2.4, "Ya", size=SMALL)
    if then.kind == "decision":
        x, _ = _way_back(last, then)
        yield from _arrow((x, height), (x, last.foot))


def _arrow(*points: tuple[float, float]) -> Iterator[Mark]:
    """A line through the points with a head at its end."""
    yield Path(points)
    (x1, y1), (x2, y2) = points[-2:]
    length = abs(x2 - x1) + abs(y2 - y1) or 1
    ahead, aside = ((x2 - x1) / length, (y2 - y1) / length), ARROW / 2
    foot = (x2 - ahead[0] * ARROW * 1.6, y2 - ahead[1] * ARROW * 1.6)
    yield Path((
        (x2, y2), (foot[0] - ahead[1] * aside, foot[1] + ahead[0] * aside),
        (foot[0] + ahead[1] * aside, foot[1] - ahead[0] * aside),
    ), filled=True)
