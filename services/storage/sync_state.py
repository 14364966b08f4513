"""What the sync remembers, which is no office data: base rows, deliveries, cases for people.

All functions take the connection of a running transaction, so that what they note is true together with the change
of the rows it belongs to.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from services.domain.merge_actions import Case
from services.domain.occasion import Source
from services.domain.riwayat import Due
from services.domain.tabs import Cell, Cells
from services.storage import bulk
from services.storage.state import write_note_in
from services.storage.tables import BASE, CASE, DELIVERY, HISTORY, NOTE

# Notes about the spreadsheet: tables merged at least once, tables of which many rows may vanish, damaged IDs that were
# mended once, the tab of each table,
# the push under way, witness tabs that were judged, what the tab Ringkasan shows, who may type in it as far as known.
MET, MAY_VANISH, MENDED_IDS = "met", "may_vanish", "mended_ids"
TABS, PUSH, WITNESSES, SUMMARY, TYPISTS = "sheet_tabs", "push", "witnesses", "summary", "sheet_typists"
# Somebody stopped the matching of both sides, as many rows as are there: rounds are made again when somebody goes on.
HALTED = "sync_halted"
CLOSED = "closed_years"  # years whose rows are in a spreadsheet of their own; rounds leave their programmes alone

# Ways of a history entry to the sheet: it waits, it stands in Riwayat, the row of another one there tells of it too.
PENDING, SETTLED, SHARED = "pending", "settled", "shared"
DELIVERED = HISTORY.join(DELIVERY, HISTORY.c.seq == DELIVERY.c.seq)

Entry = sa.RowMapping

# What a round asks again and again is said once: SQLAlchemy takes longer to build a statement than SQLite to answer it.
_TABLE: sa.BindParameter[str] = sa.bindparam("table")
_BASE = sa.select(BASE.c.row, BASE.c["values"]).where(BASE.c.table == _TABLE)
_BASE_OF = _BASE.where(BASE.c.row.in_(sa.bindparam("rows", expanding=True)))
_TOUCHED = sa.select(HISTORY.c.row).where(
    HISTORY.c.table == _TABLE, HISTORY.c.seq > sa.bindparam("since"), HISTORY.c.source != Source.SHEET)
_CLOSED = sa.select(NOTE.c.value).where(NOTE.c.key == CLOSED)
_PENDING = sa.select(*(HISTORY.c[name] for name in Due._fields)).select_from(DELIVERED).where(
    DELIVERY.c.state == PENDING).order_by(HISTORY.c.seq)
_PENDING_TABLES = sa.select(HISTORY.c.table).select_from(DELIVERED).where(DELIVERY.c.state == PENDING).distinct()
_OPEN = sa.select(CASE).where(CASE.c.settled.is_(None)).order_by(CASE.c.at, CASE.c.id)
_OPEN_OF_KINDS = _OPEN.where(CASE.c.kind.in_(sa.bindparam("kinds", expanding=True)))
_OPEN_OF_TABLE = _OPEN.where(CASE.c.table == _TABLE)


def base(connection: sa.Connection, table: str, rows: Collection[str] | None = None) -> dict[str, dict[str, Cell]]:
    """The rows of a table (or some of them, by ID) as last agreed with the sheet: cells by ID and header."""
    wanted, given = (_BASE, {}) if rows is None else (_BASE_OF, {"rows": [*rows]})
    return {row: cells for row, cells in connection.execute(wanted, {"table": table, **given}).all()}  # noqa: C416


def agree(connection: sa.Connection, table: str, agreed: Mapping[str, Cells | None]) -> None:
    """Move the base on, row by row; None where a row is no longer known to the sheet."""
    gone = [{"gone": row} for row, cells in agreed.items() if cells is None]
    if gone:
        connection.execute(sa.delete(BASE).where(BASE.c.table == table, BASE.c.row == sa.bindparam("gone")), gone)
    kept = {row: cells for row, cells in agreed.items() if cells is not None}
    rows: bulk.Columns = {"table": [table] * len(kept), "row": [*kept], "values": [*kept.values()]}
    bulk.insert(connection, BASE, rows, replace=True)


def written(connection: sa.Connection, table: str, rows: Mapping[str, Cells]) -> None:
    """The sheet now holds these cells of these rows."""
    known = base(connection, table, rows)
    agree(connection, table, {row: known.get(row, {}) | dict(cells) for row, cells in rows.items()})


def touched(connection: sa.Connection, table: str, since: int) -> set[str]:
    """Rows that somebody else than the sheet has touched after that entry."""
    return set(connection.execute(_TOUCHED, {"table": table, "since": since}).scalars())


def begin_anew(connection: sa.Connection, there: Collection[tuple[Cell, Cell]]) -> None:
    """Another spreadsheet: nothing is agreed with it, and only the entries `there` (sequence, hash) stand in its Riwayat."""
    connection.execute(sa.delete(BASE))
    about_it = [MET, MAY_VANISH, MENDED_IDS, TABS, PUSH, WITNESSES, SUMMARY, TYPISTS, "last_sync"]
    connection.execute(sa.delete(NOTE).where(NOTE.c.key.in_(about_it)))
    known = [seq for seq, mark in delivered(connection) if (seq, mark) in there]
    connection.execute(sa.update(DELIVERY).values(state=PENDING, operation=None))
    settle(connection, known, "")


def go_on(connection: sa.Connection) -> None:
    """Rounds are made again; what stood in their way is no longer so."""
    for key in (HALTED, "sync_error", "sync_passing"):
        write_note_in(connection, key, None)


def closed_programmes(connection: sa.Connection) -> set[str]:
    """Programmes of the years that were closed."""
    notes = connection.execute(_CLOSED).scalar() or []
    return {programme for note in notes for programme in note["programmes"]}


# --- deliveries


def pending(connection: sa.Connection) -> Iterator[Due]:
    """History entries that are not in the sheet's Riwayat yet, oldest first."""
    return map(Due._make, connection.execute(_PENDING))


def pending_tables(connection: sa.Connection) -> set[str]:
    """The tables that have such entries."""
    return set(connection.execute(_PENDING_TABLES).scalars())


def entries(connection: sa.Connection, seqs: Iterable[int]) -> list[Entry]:
    """The history entries of these sequences, in order; rows of HISTORY."""
    wanted = sa.select(HISTORY).where(HISTORY.c.seq.in_(list(seqs))).order_by(HISTORY.c.seq)
    return list(connection.execute(wanted).mappings())


def delivered(connection: sa.Connection) -> list[tuple[int, str]]:
    """Sequence and hash of the entries that stand in Riwayat."""
    wanted = sa.select(HISTORY.c.seq, HISTORY.c.hash).select_from(DELIVERED)
    wanted = wanted.where(DELIVERY.c.state == SETTLED).order_by(HISTORY.c.seq)
    return [(seq, mark) for seq, mark in connection.execute(wanted)]


def settle(connection: sa.Connection, seqs: Iterable[int], operation: str, shared: Iterable[int] = ()) -> None:
    """These entries stand in the sheet, written by that operation; those of `shared` in the row of another one."""
    done = dict.fromkeys(seqs, SETTLED) | dict.fromkeys(shared, SHARED)
    rows: bulk.Columns = {"seq": [*done], "state": [*done.values()], "operation": [operation] * len(done)}
    bulk.insert(connection, DELIVERY, rows, replace=True)


# --- cases


def record(
    connection: sa.Connection, table: str, cases: Iterable[Case], now: datetime, new_id: Callable[[str], str]
) -> None:
    """Keep conflicts and proposals until people settle them. The same one is kept once."""
    wanted = {_mark(vars(case)): case for case in reversed(list(cases))}
    if not wanted:
        return
    there = {_mark(row) for row in connection.execute(_OPEN_OF_TABLE, {"table": table}).mappings()}
    fresh = [
        {"id": new_id("KSS"), "at": now, "table": table, **vars(case)}
        for mark, case in reversed(wanted.items()) if mark not in there
    ]
    bulk.insert(connection, CASE, bulk.by_column(fresh))


def _mark(case: Mapping[Any, Any]) -> tuple[str, ...]:
    """What makes two cases the same."""
    return (case["kind"], case["row"], case["header"], repr(case["sheet"]), repr(case["panel"]))


def replace_unreadable(
    connection: sa.Connection, table: str, cases: Collection[Case], now: datetime, new_id: Callable[[str], str]
) -> None:
    """What cannot be read of a tab right now; what has been mended goes."""
    shown = {(case.row, case.header, case.sheet, case.line): case for case in cases}
    for row in connection.execute(_OPEN_OF_TABLE, {"table": table}).mappings().all():
        if row["kind"] == "unreadable" and shown.pop((row["row"], row["header"], row["sheet"], row["line"]), None) is None:
            connection.execute(sa.delete(CASE).where(CASE.c.id == row["id"]))
    record(connection, table, shown.values(), now, new_id)


def cases(connection: sa.Connection, *kinds: str) -> list[Entry]:
    """Open cases of these kinds, oldest first; rows of CASE."""
    return list(connection.execute(_OPEN_OF_KINDS, {"kinds": kinds}).mappings())


def count_cases(connection: sa.Connection) -> dict[str, int]:
    """How many cases of each kind are open."""
    wanted = sa.select(CASE.c.kind, sa.func.count()).where(CASE.c.settled.is_(None)).group_by(CASE.c.kind)
    return {kind: number for kind, number in connection.execute(wanted)}  # noqa: C416


def newest_case(connection: sa.Connection) -> tuple[int, datetime | None]:
    """How many cases are open, and when the newest came: other than before as soon as one comes or goes."""
    count, newest = connection.execute(sa.select(sa.func.count(), sa.func.max(CASE.c.at)).where(CASE.c.settled.is_(None))).one()
    return count, newest


def case(connection: sa.Connection, case: str) -> Entry | None:
    """One case, open or settled."""
    return connection.execute(sa.select(CASE).where(CASE.c.id == case)).mappings().first()


def close_case(
    connection: sa.Connection, case: str, now: datetime, by: str = "", decided: Cell | None = None, kind: str = ""
) -> None:
    """It is settled. `decided`: the cell that stands now, where that can be taken back; `kind`: what it is from now on."""
    values = {"settled": now, "settled_by": by, "decided": decided} | ({"kind": kind} if kind else {})
    connection.execute(sa.update(CASE).where(CASE.c.id == case).values(values))


def explain(connection: sa.Connection, case: str, sentence: str) -> None:
    """Why it waits."""
    connection.execute(sa.update(CASE).where(CASE.c.id == case).values(sentence=sentence))


def reopen_case(connection: sa.Connection, case: str) -> None:
    """People are asked again."""
    connection.execute(sa.update(CASE).where(CASE.c.id == case).values(settled=None, settled_by=None, decided=None))


def settled_cases(connection: sa.Connection, limit: int) -> list[Entry]:
    """The cases that can be taken back, last settled first."""
    wanted = sa.select(CASE).where(CASE.c.settled.is_not(None), CASE.c.decided.is_not(None))
    return list(connection.execute(wanted.order_by(CASE.c.settled.desc(), CASE.c.id).limit(limit)).mappings())
