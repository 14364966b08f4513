"""What takes long to find and stays true until certain tables change: kept in the memory of this process."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import update_wrapper
from typing import Concatenate, Generic, NamedTuple, ParamSpec, TypeVar

from services.domain.table import Table
from services.storage import history
from services.storage.reader import Reader

MOST = 8  # questions of one kind whose answer is kept

P = ParamSpec("P")
T = TypeVar("T")


class _Answer(NamedTuple, Generic[T]):
    """What was found when the tables stood like that, up to that entry of the history."""

    found: T
    state: tuple[str, ...]
    seq: int


@dataclass(frozen=True)
class Last(Generic[T]):
    """What was found last, and when the first change came that it does not know; None while it still holds."""

    found: T
    since: datetime | None


class Kept(Generic[P, T]):
    """A function that finds anew only when its tables have changed; see `kept`."""

    def __init__(self, find: Callable[Concatenate[Reader, P], T], tables: tuple[Table, ...]):
        self._find, self._tables = find, tables
        self._known: OrderedDict[object, _Answer[T]] = OrderedDict()
        update_wrapper(self, find)

    def __call__(self, reader: Reader, *args: P.args, **kwargs: P.kwargs) -> T:
        question, state = self._question(reader, *args, **kwargs), history.newest(reader.connection, self._tables)
        known = self._known.get(question)
        if known and known.state == state:
            return known.found
        found = self._find(reader, *args, **kwargs)
        self._known[question] = _Answer(found, state, history.head(reader.connection)[0])
        if len(self._known) > MOST:
            self._known.popitem(last=False)
        return found

    def last(self, reader: Reader, *args: P.args, **kwargs: P.kwargs) -> Last[T] | None:
        """The answer that was found last, although it may not hold any more; None where nobody has asked yet."""
        known = self._known.get(self._question(reader, *args, **kwargs))
        if known is None:
            return None
        return Last(known.found, history.first_change(reader.connection, self._tables, known.seq))

    def _question(self, reader: Reader, *args: P.args, **kwargs: P.kwargs) -> object:
        return (str(reader.connection.engine.url), args, *kwargs.items())


def kept(*tables: Table) -> Callable[[Callable[Concatenate[Reader, P], T]], Kept[P, T]]:
    """For a function that reads nothing but these tables: with the same arguments it is asked again when they changed.

    Whether they did says the newest entry of their history, so no other process and no sync is missed. What is found
    must not be altered by those who get it; the arguments are hashable.
    """
    return lambda find: Kept(find, tables)
