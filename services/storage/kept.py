"""What takes long to find and stays true until certain tables change: kept in the memory of this process."""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from services.domain.table import Table
from services.storage import history
from services.storage.reader import Reader

MOST = 8  # findings of one kind that are kept

P = ParamSpec("P")
T = TypeVar("T")


def kept(*tables: Table) -> Callable[[Callable[Concatenate[Reader, P], T]], Callable[Concatenate[Reader, P], T]]:
    """For a function that reads nothing but these tables: with the same arguments it is asked again when they changed.

    Whether they did says the newest entry of their history, so no other process and no sync is missed. What is found
    must not be altered by those who get it; the arguments are hashable.
    """

    def around(find: Callable[Concatenate[Reader, P], T]) -> Callable[Concatenate[Reader, P], T]:
        known: OrderedDict[object, T] = OrderedDict()

        @wraps(find)
        def remembered(reader: Reader, *args: P.args, **kwargs: P.kwargs) -> T:
            state = history.newest(reader.connection, tables)
            asked = (str(reader.connection.engine.url), state, args, *kwargs.items())
            if asked in known:
                return known[asked]
            found = known[asked] = find(reader, *args, **kwargs)
            if len(known) > MOST:
                known.popitem(last=False)
            return found

        return remembered

    return around
