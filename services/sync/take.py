"""Taking over what the sheet shows: the merge's plan carried out, rows, base and cases in one transaction."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from services.domain import merge
from services.domain.merge_actions import Case, Plan
from services.domain.occasion import Actor, Occasion, Role, Source
from services.domain.schema import IMPORT, PROGRAMME, RECIPIENT
from services.domain.states import ImportState, RecipientState
from services.domain.table import Table
from services.domain.tabs import ID, Cell, Cells, Line, cells_of, columns, programme_of
from services.errors import PanelError, Trouble
from services.office import Office
from services.storage import state, sync_state
from services.storage.database import Change, event
from services.storage.reader import Reader

# Google does not say who typed: a change seen in the sheet is nobody's in particular.
SHEET_ACTOR = Actor("sheet", "Google Sheet (tidak diketahui)", Role.ADMINISTRATOR)
MOST = 1000  # names in a note
FEW = 500  # rows that are read one by one rather than with their whole table


@dataclass(frozen=True)
class Look:
    """Lines of a tab as they were seen. `whole`: all of them. `aside`: rows that are left alone, and why."""

    table: Table
    lines: Sequence[Line]
    whole: bool = False
    aside: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sides:
    """What is known of a table's rows: as agreed, as the panel has them, which are the panel's as a whole.

    `closed` rows are in the spreadsheet of a closed year: they are on neither side, and left alone.
    """

    base: Mapping[str, Cells]
    panel: Mapping[str, Cells]
    frozen: Collection[str]
    closed: Collection[str] = ()


def from_sheet(occasion: Occasion) -> Occasion:
    """The same occasion, acted by the sheet."""
    return replace(occasion, actor=SHEET_ACTOR, source=Source.SHEET)


def sides(reader: Reader, table: Table, rows: Collection[str] | None = None) -> Sides:
    """Both sides of a table, or of some rows by ID; deleted rows too, and those of an import that does not count."""
    only: Any = {} if rows is None else {"id": list(rows)}
    found = reader.find(table, gone=True, **only)
    shut = sync_state.closed_programmes(reader.connection)
    closed = {row["id"] for row in found if programme_of(table, row) in shut} if shut else set()
    found = [row for row in found if row["id"] not in closed]
    hidden, fixed = _hidden_imports(reader, table), _fixed_programmes(reader, table)
    panel = {
        row["id"]: cells_of(table, row | {"deleted": row["deleted"] or row.get("batch") in hidden}) for row in found
    }
    frozen = {
        row["id"] for row in found if fixed and row["programme"] in fixed and row["state"] != RecipientState.CANDIDATE
    }
    base = sync_state.base(reader.connection, table.name, rows)
    return Sides({row: cells for row, cells in base.items() if row not in closed} if closed else base, panel, frozen, closed)


def _hidden_imports(reader: Reader, table: Table) -> set[str]:
    if table is not RECIPIENT:
        return set()
    return {row["id"] for row in reader.find(IMPORT) if row["state"] != ImportState.VALID}


def _fixed_programmes(reader: Reader, table: Table) -> set[str]:
    """Programmes whose list is fixed: its rows are the panel's as a whole."""
    if table is not RECIPIENT:
        return set()
    return {row["id"] for row in reader.find(PROGRAMME) if row["fixed_at"] is not None}


def take(
    office: Office, occasion: Occasion, looks: Sequence[Look],
    after: Callable[[Reader, dict[str, Plan]], None] = lambda reader, plans: None,
) -> dict[str, Plan]:
    """Carry out what the looks mean, all in one transaction with `after`; the plan of each table by name.

    Raises Refused, BadInput where the office's rules do not allow a row.
    """
    plans: dict[str, Plan] = {}

    def perform(reader: Reader) -> list[Change]:
        changes: list[Change] = []
        for look in looks:
            plans[look.table.name] = plan = _planned(reader, look)
            _remember(reader, occasion, look, plan)
            changes += [Change(action.kind, look.table, action.row, action.values) for action in plan.takes]
            changes += [_proposed(look.table, case) for case in plan.cases if case.kind == "proposal"]
        after(reader, plans)
        return changes

    office.database.change(from_sheet(occasion), "sync", perform)
    return plans


def take_what_is_allowed(office: Office, occasion: Occasion, look: Look) -> tuple[Plan, set[str]]:
    """As `take` of one look; rows that a rule refuses are set aside, shown to people, and named."""
    try:
        return take(office, occasion, [look])[look.table.name], set()
    except Trouble:
        raise
    except PanelError:
        with office.database.reading() as reader:
            wanted = {action.row for action in _planned(reader, look).takes}
        aside = {}
        for number, line in enumerate(line for line in look.lines if line.id in wanted):
            try:
                take(office, occasion.part(f"line-{number}"), [Look(look.table, [line])])
            except Trouble:
                raise
            except PanelError as error:
                aside[line.id] = str(error)
        rest = replace(look, aside=aside)
        return take(office, occasion.part("rest"), [rest])[look.table.name], set(aside)


def _planned(reader: Reader, look: Look) -> Plan:
    table, rows = look.table, None
    if not look.whole and len(look.lines) <= FEW:
        rows = {line.id for line in look.lines}
    found = sides(reader, table, rows)
    met = state.note_in(reader.connection, sync_state.MET) or []
    may_vanish = state.note_in(reader.connection, sync_state.MAY_VANISH) or []
    lines = [line for line in look.lines if line.id not in found.closed] if found.closed else look.lines
    return merge.plan(
        table, found.base, found.panel, lines, found.frozen, look.aside, look.whole,
        table.name in may_vanish, table.name not in met, state.note_in(reader.connection, sync_state.MENDED_IDS) or (),
    )


def _remember(reader: Reader, occasion: Occasion, look: Look, plan: Plan) -> None:
    connection, table = reader.connection, look.table.name
    sync_state.agree(connection, table, plan.agreed)
    lasting = [case for case in plan.cases if case.kind != "unreadable"]
    sync_state.record(connection, table, lasting, occasion.now, occasion.new_id)
    if look.whole:
        refused = [
            Case("unreadable", row, ID, row, "", sentence, plan.known[row].number + 1)
            for row, sentence in look.aside.items() if row in plan.known
        ]
        unreadable = [case for case in plan.cases if case.kind == "unreadable"]
        sync_state.replace_unreadable(connection, table, [*unreadable, *refused], occasion.now, occasion.new_id)
        if not plan.braked:
            _use_up(reader, table)
        _add_to_note(reader, sync_state.MET, [table])
        _add_to_note(reader, sync_state.MENDED_IDS, [naming.line.id for naming in plan.namings if naming.row and naming.line.id])


def _use_up(reader: Reader, table: str) -> None:
    """That many rows may vanish from a tab is confirmed for once."""
    known = state.note_in(reader.connection, sync_state.MAY_VANISH) or []
    if table in known:
        state.write_note_in(reader.connection, sync_state.MAY_VANISH, [name for name in known if name != table])


def _add_to_note(reader: Reader, key: str, names: Collection[str]) -> None:
    if not names:
        return
    known = state.note_in(reader.connection, key) or []
    if set(names) - set(known):
        state.write_note_in(reader.connection, key, [*dict.fromkeys([*known, *names])][-MOST:])


def _proposed(table: Table, case: Case) -> Change:
    """A proposal in the history: what somebody typed over a value of the panel."""
    known = columns(table.name)
    named: dict[str, Any] = {known[case.header].name: _plain(case.sheet)} if case.header in known else {}
    return event(table, case.row, **named)


def _plain(cell: Cell) -> Cell | None:
    return None if cell == "" else cell
