"""SQLite behind one door.

`Database.change(...)` is the only writer of the office's data, whoever asks: a screen, an import, the sheet, a desk.
In one transaction it checks the right, validates by the schema, writes the rows and one history entry for each row
touched. SQLite has one writer at a time: whatever takes long is prepared before the door is entered.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import event as engine_event

from services.domain.access import RIGHTS, require
from services.domain.occasion import Occasion
from services.domain.schema import TABLES
from services.domain.table import Table
from services.errors import NotFound, PanelError, Refused, Stale, Trouble
from services.storage import bulk, history, migrations
from services.storage.effects import Effect, created, effect
from services.storage.reader import Reader
from services.storage.tables import CASE, OFFICE

AT_ONCE = 10_000  # rows read by their IDs in one statement: SQLite takes some thirty thousand values

CACHE = "cache_size=-65536"  # kB for each connection, taken as far as they are needed

Kind = Literal["create", "change", "delete", "restore", "redact", "event"]


@dataclass(frozen=True)
class Change:
    """One change of one row. `seen` holds what the person saw, so that nobody else's edit is overwritten."""

    kind: Kind
    table: Table
    row: str
    values: Mapping[str, Any] = field(default_factory=dict)
    seen: Mapping[str, Any] | None = None


def create(table: Table, row: str, **values: Any) -> Change:
    """A new row with that ID."""
    return Change("create", table, row, values)


def update(table: Table, row: str, seen: Mapping[str, Any] | None = None, **values: Any) -> Change:
    """New values for some fields of a row. With `seen`, only what differs from it is meant."""
    return Change("change", table, row, values, seen)


def delete(table: Table, row: str) -> Change:
    """Mark a row deleted; it stays and can be restored."""
    return Change("delete", table, row)


def restore(table: Table, row: str) -> Change:
    """Take the mark of deletion away."""
    return Change("restore", table, row)


def redact(table: Table, row: str) -> Change:
    """Destroy the personal values of a row: in it, beside its history, in what people had to settle (UU 27/2022)."""
    return Change("redact", table, row)


def event(table: Table, row: str, **values: Any) -> Change:
    """Something that happened to a row without changing it: a reveal, an export, a sign-in."""
    return Change("event", table, row, values)


@dataclass(frozen=True)
class Outcome:
    """What an operation touched, as (table, row) in order; `repeated` if it had been done before."""

    touched: tuple[tuple[str, str], ...]
    repeated: bool = False


Plan = Sequence[Change] | Callable[[Reader], Sequence[Change]]


class Database:
    """The office's database in one file. Share one object between threads; connections are pooled inside."""

    def __init__(self, path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 30}, pool_size=10)
        engine_event.listen(self._engine, "connect", _prepare)
        engine_event.listen(self._engine, "begin", _begin)
        self._writer = self._engine.execution_options(writes=True)
        with self._guarded(self._writer) as connection:
            migrations.migrate(connection)

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """One consistent view of the data for a unit of work."""
        with self._guarded(self._engine) as connection:
            yield Reader(connection)

    @contextmanager
    def state(self) -> Iterator[sa.Connection]:
        """A write transaction for `storage/state.py`: what is not office data and has no history."""
        with self._guarded(self._writer) as connection:
            yield connection

    def change(self, occasion: Occasion, right: str, plan: Plan) -> Outcome:
        """Make the changes of a plan, all or none; the only writer of the office's data.

        `plan` may be a function: it is called inside the transaction with a Reader, so that what it finds is still
        so when its changes are written. A repeated operation changes nothing and is answered `repeated`.
        Raises NotAllowed, BadInput, NotFound, Stale, Refused (a Unique of the schema), Trouble.
        """
        require(occasion.actor, right)
        with self._guarded(self._writer) as connection:
            if before := history.touched(connection, occasion.operation):
                return Outcome(tuple(before), repeated=True)
            changes = plan(Reader(connection)) if callable(plan) else plan
            self._check_tables(right, changes)
            effects = [one for run in _runs(changes) for one in _perform(connection, run)]
            history.append(connection, occasion, effects)
        return Outcome(tuple((one.table.name, one.row) for one in effects))

    def empty_log(self) -> None:
        """Bring the write-ahead log into the file and cut it off: until then it holds what was overwritten. Raises Trouble."""
        try:
            with self._engine.connect() as connection:
                connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sa.exc.DatabaseError as error:
            raise Trouble(_trouble(str(error.orig))) from None

    def first_fault(self) -> int | None:
        """Sequence of the first history entry that does not fit its chain; None if all is intact."""
        with self.reading() as reader:
            return history.first_fault(reader.connection)

    @staticmethod
    def _check_tables(right: str, changes: Sequence[Change]) -> None:
        outside = {change.table.name for change in changes if change.kind != "event"} - RIGHTS[right].tables
        if outside:
            raise PanelError(f"Hak “{right}” tidak mencakup tabel {', '.join(sorted(outside))}.")

    @contextmanager
    def _guarded(self, engine: sa.Engine) -> Iterator[sa.Connection]:
        """A transaction whose database errors become sentences. Values never enter the message."""
        try:
            with engine.begin() as connection:
                yield connection
        except sa.exc.IntegrityError as error:
            raise Refused(_promise(str(error.orig))) from None
        except sa.exc.OperationalError as error:
            raise Trouble(_trouble(str(error.orig))) from None
        except sa.exc.DatabaseError as error:
            raise Trouble(_trouble(str(error.orig)), retry=False) from None


def _prepare(connection: Any, _record: Any) -> None:
    """WAL so that readers never wait; FULL so that a power cut loses nothing that was answered.

    The cache takes the pages that 50,000 new rows touch, those of all indexes: else each is written and read many times.
    """
    connection.isolation_level = None  # SQLAlchemy's begin event starts transactions, not the driver
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000", CACHE):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _promise(message: str) -> str:
    """The sentence of the schema for a broken Unique; SQLite names the columns."""
    for table in TABLES.values():
        for unique in table.unique:
            if all(f"{table.name}.{column}" in message for column in unique.columns):
                return unique.sentence
    return "Baris ini sudah ada. Muat ulang halaman, lalu lihat yang sudah tersimpan."


def _trouble(message: str) -> str:
    if "locked" in message:
        return "Basis data sedang sibuk. Tunggu sebentar, lalu coba lagi; isian Anda belum hilang."
    if "full" in message:
        return "Cakram penuh, perubahan belum tersimpan. Kosongkan tempat di komputer panel, lalu coba lagi."
    return "Basis data tidak dapat dipakai. Periksa folder data dan cakram komputer panel, lalu mulai ulang."


def _runs(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """Neighbouring changes of the same kind and table, so that a thousand new rows are one statement."""
    for _, run in groupby(changes, key=lambda change: (change.kind, change.table.name)):
        yield list(run)


def _perform(connection: sa.Connection, run: list[Change]) -> list[Effect]:
    """Write a run of changes; the effects that really took place."""
    return PERFORM[run[0].kind](connection, run)


def _create(connection: sa.Connection, run: list[Change]) -> list[Effect]:
    table = run[0].table
    clean = table.clean_all([change.values for change in run])
    rows: bulk.Columns = {name: [row[name] for row in clean] for name in table.by_name} | {
        "id": [change.row for change in run], "deleted": [False] * len(run),
        "extra": [change.values.get("extra") for change in run],
    }
    bulk.insert(connection, OFFICE[table.name], rows)
    return list(created(table, rows))


def _update(connection: sa.Connection, run: list[Change]) -> list[Effect]:
    table, stored = run[0].table, _stored(connection, run)
    effects: list[Effect] = []
    written: dict[str, dict[str, Any]] = defaultdict(dict)
    for change in run:
        current = stored[change.row]
        new = {name: value for name, value in _wanted(change, current).items() if value != current[name]}
        if new:
            written[change.row] |= new
            effects.append(effect("change", table, change.row, _differences(table, current, new)))
            stored[change.row] = current | new  # what the next change of the same row finds
    _write(connection, OFFICE[table.name], written)
    return effects


def _stored(connection: sa.Connection, run: list[Change]) -> dict[str, dict[str, Any]]:
    """The rows of a run by ID, deleted or not. Raises NotFound."""
    table, rows, reader = run[0].table, [*dict.fromkeys(change.row for change in run)], Reader(connection)
    parts = (rows[at:at + AT_ONCE] for at in range(0, len(rows), AT_ONCE))
    found = {row["id"]: row for part in parts for row in reader.find(table, id=part, gone=True)}
    if len(found) < len(rows):
        raise NotFound(table.title)
    return found


def _wanted(change: Change, current: Mapping[str, Any]) -> dict[str, Any]:
    """The valid values that a change asks for. Raises BadInput, Stale."""
    wanted = change.table.clean(change.values, only_given=True)
    if "extra" in change.values:
        wanted["extra"] = change.values["extra"]
    return _meant(change.table, change.seen, current, wanted)


def _write(connection: sa.Connection, target: sa.Table, written: Mapping[str, Mapping[str, Any]]) -> None:
    """New values by row; rows that change the same columns are one statement."""
    alike: dict[frozenset[str], list[dict[str, Any]]] = defaultdict(list)
    for row, values in written.items():
        alike[frozenset(values)].append({**values, "this row": row})
    for rows in alike.values():
        connection.execute(sa.update(target).where(target.c.id == sa.bindparam("this row")), rows)


def _meant(
    table: Table, seen: Mapping[str, Any] | None, current: Mapping[str, Any], wanted: dict[str, Any]
) -> dict[str, Any]:
    """What the person meant to change; Stale where somebody else changed the same field to something else."""
    if seen is None:
        return wanted
    meant = {name: value for name, value in wanted.items() if value != seen.get(name)}
    clashes = [n for n, value in meant.items() if current[n] != seen.get(n) and current[n] != value]
    if clashes:
        raise Stale([table.field(name).header for name in clashes], {name: current[name] for name in clashes})
    return meant


def _mark(deleted: bool) -> Callable[[sa.Connection, list[Change]], list[Effect]]:
    def perform(connection: sa.Connection, run: list[Change]) -> list[Effect]:
        target = OFFICE[run[0].table.name]
        for change in run:
            done = connection.execute(sa.update(target).where(target.c.id == change.row).values(deleted=deleted))
            if not done.rowcount:
                raise NotFound(change.table.title)
        return [Effect(change.kind, change.table, change.row) for change in run]

    return perform


def _redact(connection: sa.Connection, run: list[Change]) -> list[Effect]:
    connection.exec_driver_sql("PRAGMA secure_delete=ON")  # what is freed in the file is overwritten, not only let go
    for change in run:
        target = OFFICE[change.table.name]
        empty = dict.fromkeys(change.table.personal | {"extra"})
        connection.execute(sa.update(target).where(target.c.id == change.row).values(**empty))
        history.forget(connection, change.table.name, change.row)
        connection.execute(sa.delete(CASE).where(CASE.c.table == change.table.name, CASE.c.row == change.row))
    return [Effect("redact", change.table, change.row) for change in run]


def _note(connection: sa.Connection, run: list[Change]) -> list[Effect]:
    return [
        effect("event", change.table, change.row, {name: (None, value) for name, value in change.values.items()})
        for change in run
    ]


PERFORM: dict[str, Callable[[sa.Connection, list[Change]], list[Effect]]] = {
    "create": _create, "change": _update, "delete": _mark(True), "restore": _mark(False),
    "redact": _redact, "event": _note,
}


def _differences(table: Table, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Field name → (old, new), plain, for what differs."""
    fields = table.by_name
    pairs = {
        name: (fields[name].plain(old.get(name)), fields[name].plain(value))
        for name, value in new.items()
        if name in fields and old.get(name) != value
    }
    if new.get("extra") != old.get("extra") and "extra" in new:
        pairs["extra"] = (old.get("extra"), new["extra"])
    return pairs
