"""Three-way merge of one table, cell by cell: what was last agreed, what the panel has, what the sheet has.

`plan` says what the panel takes over from the sheet and what became agreed; `gifts` says, after that, what the sheet
has yet to be given. Both are pure. A cell that both sides changed stays as the person in the sheet typed it, and the
panel's value becomes a case for people to settle: nothing is ever dropped.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.domain import newcomers
from services.domain.merge_actions import Case, Decision, Gift, Naming, Plan, Take, decide
from services.domain.table import Table
from services.domain.tabs import (
    DELETED,
    ID,
    OPEN_TABS,
    PANEL_TABS,
    ROW_ID,
    Cell,
    Cells,
    Line,
    canonical,
    columns,
    read_or_raw,
)
from services.errors import BadInput

BRAKE_ROWS = 5  # so many rows may vanish from a tab at once …
BRAKE_SHARE = 0.1  # … or this share of it; more needs a person's word


def plan(
    table: Table,
    base: Mapping[str, Cells],
    panel: Mapping[str, Cells],
    lines: Iterable[Line],
    frozen: Collection[str] = (),
    aside: Collection[str] = (),
    whole: bool = True,
    may_vanish: bool = False,
    trusted: bool = False,
    insisted: Collection[str] = (),
) -> Plan:
    """Merge the lines of a tab into the panel's rows.

    `base` and `panel` hold cells by row ID and header, deleted rows too; `frozen` names rows that are the panel's as a
    whole (a fixed list); rows in `aside` are left alone. `whole`: these are all lines of the tab, so that a row not
    among them is gone; where too many are, no line gets a new ID, as it may be one of these. `may_vanish`: a person has
    confirmed that many rows are gone. `trusted`: this table was never merged before, so that new rows bring what stands
    in the columns of the panel too. `insisted`: IDs that were mended before and are back, so that somebody means them.
    """
    draft = _Draft(table, base, panel, frozen, trusted)
    known, nameless = _sorted_out(table, base, lines)
    missing = [row for row in base if row not in known] if whole else []
    strange = [line for row, line in known.items() if row not in base and row not in panel and row not in insisted]
    healed = _healed(table, base, missing, [*nameless, *strange])
    if whole:
        healed |= _displaced(table, {*known, *healed.values()}, [line for line in nameless if line.number not in healed])
    gone = [row for row in missing if row not in healed.values()]
    braked = not may_vanish and _too_many(len(gone), len(base))
    for line in nameless:
        if line.number in healed or not (braked or line.blank):
            draft.name(line, healed.get(line.number))
    new = []
    for row, line in known.items():
        if line.number in healed:
            draft.name(line, healed[line.number])
        elif row in panel and row not in aside:
            draft.merge(row, line)
        elif row not in aside:
            new.append(line)
    draft.take_new(new)
    for row in () if braked else gone:
        draft.vanish(row)
    return Plan(
        tuple(draft.takes), draft.agreed, tuple(draft.cases), tuple(draft.namings), known, len(gone), braked
    )


def _healed(table: Table, base: Mapping[str, Cells], missing: list[str], lines: list[Line]) -> dict[int, str]:
    """Lines by number whose ID somebody damaged, and the ID: it stands elsewhere in them, or all else is as agreed."""
    lost: dict[frozenset[tuple[str, Cell]], list[str]] = {}  # by what they say
    for row in missing if lines else ():
        lost.setdefault(_print(table, base[row]), []).append(row)
    left, found = set(missing), {}
    for line in lines if lost else ():
        alike = (row for row in lost.get(_print(table, line.cells), ()) if row in left)
        known = next((str(cell) for cell in _elsewhere(line) if cell in left), None) or next(alike, None)
        if known is not None:
            found[line.number] = known
            left.discard(known)
    return found


def _displaced(table: Table, taken: set[str], lines: Sequence[Line]) -> dict[int, str]:
    """Lines by number without an ID where one that no other line has stands elsewhere, and that ID.

    So a row looks that was added to columns just moved. The panel may never have met it, or have taken it for deleted,
    as the sheet can be slow to show what is new.
    """
    found = {}
    for line in lines:
        known = next((str(cell) for cell in _elsewhere(line) if _is_id(table, cell) and cell not in taken), None)
        if known is not None:
            found[line.number] = known
            taken.add(known)
    return found


def _elsewhere(line: Line) -> Iterator[Cell]:
    """What stands in a line but under the header of IDs: under no header first."""
    yield from line.loose.values()
    yield from (cell for header, cell in line.cells.items() if header != ID)


def _is_id(table: Table, cell: Cell) -> bool:
    return isinstance(cell, str) and cell.startswith(table.prefix) and ROW_ID.fullmatch(cell) is not None


def _too_many(gone: int, all_rows: int) -> bool:
    return gone > max(BRAKE_ROWS, BRAKE_SHARE * all_rows) or (gone == all_rows and all_rows > 1)


def gifts(
    base: Mapping[str, Cells], panel: Mapping[str, Cells], held: Collection[tuple[str, str]] = ()
) -> list[Gift]:
    """What the panel has and the sheet has not, after `plan` was carried out."""
    found = []
    for row, cells in panel.items():
        known = base.get(row)
        if known is None:  # unknown to the sheet: given to it, unless it was deleted before anybody saw it
            if not cells[DELETED]:
                found.append(Gift(row, cells, new=True))
            continue
        changed = {
            header: cells.get(header, "") for header in {**known, **cells}
            if cells.get(header, "") != known.get(header, "") and (row, header) not in held
        }
        if changed:
            found.append(Gift(row, changed))
    return found


def _sorted_out(
    table: Table, base: Mapping[str, Cells], lines: Iterable[Line]
) -> tuple[dict[str, Line], list[Line]]:
    """Lines by their ID, and those that have none of their own: no ID, a strange one, or that of a copied row."""
    known: dict[str, Line] = {}
    nameless = []
    prefix = f"{table.prefix}-"
    for line in lines:
        row = line.id
        if not row.startswith(prefix):
            nameless.append(line)
        elif (first := known.get(row)) is None:
            known[row] = line
        elif row in base and not _same(table, base[row], first) and _same(table, base[row], line):
            known[row] = line  # the upper one differs from what was agreed: it is the copy
            nameless.append(first)
        else:
            nameless.append(line)
    return known, nameless


def _same(table: Table, cells: Cells, line: Line) -> bool:
    """Whether the line says what was agreed."""
    return _print(table, cells) == _print(table, line.cells)


def _print(table: Table, cells: Cells) -> frozenset[tuple[str, Cell]]:
    """What a row says, whatever its ID is and however it was typed."""
    fields = columns(table.name)
    read = ((header, read_or_raw(fields.get(header), cell)) for header, cell in cells.items() if header != ID)
    return frozenset((header, cell) for header, cell in read if cell != "")


@dataclass
class _Draft:
    """A plan in the making."""

    table: Table
    base: Mapping[str, Cells]
    panel: Mapping[str, Cells]
    frozen: Collection[str]
    trusted: bool
    takes: list[Take] = field(default_factory=list)
    agreed: dict[str, Cells | None] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)
    namings: list[Naming] = field(default_factory=list)

    def owns(self, row: str, header: str) -> bool:
        """Whether only the panel writes this cell."""
        field = columns(self.table.name).get(header)
        if field is None:  # a column that only the sheet knows
            return False
        if self.table.name in PANEL_TABS or row in self.frozen:
            return True
        return self.table.name not in OPEN_TABS if header == DELETED else field.writer == "panel"

    # --- lines without an ID of their own

    def name(self, line: Line, lost: str | None) -> None:
        """Give the line its ID."""
        if lost is not None or self.table.name in OPEN_TABS:
            self.namings.append(Naming(line, lost))  # its ID was damaged; or it is a new row, or a copied one
        else:  # a new row where only the panel makes rows
            sentence = f"Baris baru di tab {self.table.title} dibuat di panel, bukan di Google Sheet."
            self.cases.append(Case("unreadable", "", ID, line.id, "", sentence, line.number + 1))

    # --- rows that the sheet has

    def merge(self, row: str, line: Line) -> None:
        ours = self.panel[row]
        back = row not in self.base and ours[DELETED] and not self.trusted  # both had agreed that it is gone
        before = self.base.get(row, {DELETED: ours[DELETED]} if back else {})
        agreed, taken = dict(before), {}
        for header in [*columns(self.table.name), *self._extras(before, ours, line)]:
            raw = line.cells.get(header, "")
            decision, theirs = self._decided(row, header, raw, before.get(header, ""), ours.get(header, ""), line)
            if back and decision is Decision.GIVE and not self.owns(row, header):  # it is as the sheet brings it
                decision = Decision.CONFLICT
            if decision in (Decision.HOLD, Decision.GIVE):
                continue
            agreed[header] = theirs
            if decision in (Decision.TAKE, Decision.CONFLICT):
                taken[header] = theirs
            if decision in (Decision.PROPOSE, Decision.CONFLICT):
                kind: Any = "proposal" if decision is Decision.PROPOSE else "conflict"
                self.cases.append(Case(kind, row, header, raw, ours.get(header, ""), line=line.number + 1))
        if agreed != before or row not in self.base:
            self.agreed[row] = agreed
        self._take(row, taken)

    def _extras(self, before: Cells, ours: Cells, line: Line) -> list[str]:
        known = columns(self.table.name)
        every = dict.fromkeys([*before, *ours, *line.cells])
        return [header for header in every if header not in known and header != ID]

    def _decided(
        self, row: str, header: str, raw: Cell, before: Cell, ours: Cell, line: Line
    ) -> tuple[Decision, Cell]:
        """The decision, and the sheet's cell as the panel would write it."""
        owned = self.owns(row, header)
        if raw == before and type(raw) is type(before):
            return decide(before, ours, before, owned), before
        try:
            theirs = canonical(columns(self.table.name).get(header), raw)
        except BadInput as error:
            if owned:
                return Decision.PROPOSE, raw
            self.cases.append(Case("unreadable", row, header, raw, ours, str(error), line.number + 1))
            return Decision.HOLD, raw
        return decide(before, ours, theirs, owned), theirs

    def _take(self, row: str, taken: dict[str, Cell]) -> None:
        mark = taken.pop(DELETED, None)
        if taken:
            self.takes.append(Take("change", row, self._values(taken, self.panel[row])))
        if mark is not None:
            self.takes.append(Take("delete" if mark else "restore", row))

    def _values(self, taken: Cells, ours: Cells) -> dict[str, Any]:
        """Cells as values by field name; the extra fields as one whole."""
        known = columns(self.table.name)
        values: dict[str, Any] = {
            known[header].name: known[header].parse(cell) for header, cell in taken.items() if header in known
        }
        extra = {header: cell for header, cell in taken.items() if header not in known and header != ID}
        if extra:
            kept = {header: cell for header, cell in ours.items() if header not in known} | extra
            values["extra"] = {header: cell for header, cell in kept.items() if cell != ""} or None
        return values

    # --- rows that the panel has not

    def take_new(self, lines: Sequence[Line]) -> None:
        for new in newcomers.read(self.table, lines, self.trusted):
            self.cases += new.cases
            if new.values is None:
                continue
            self.agreed[new.row] = new.agreed
            self.takes.append(Take("create", new.row, new.values))
            if new.deleted:
                self.takes.append(Take("delete", new.row))

    # --- rows that the sheet has no longer

    def vanish(self, row: str) -> None:
        """Deleted in the sheet."""
        self.agreed[row] = None
        ours = self.panel.get(row)
        if ours is None or ours[DELETED]:  # deleted in the panel too
            return
        if self.owns(row, DELETED):  # deleted in the sheet, but only the panel may: it will be given anew
            self.cases.append(Case("proposal", row, DELETED, "Ya", ""))
            return
        self.takes.append(Take("delete", row))
        before = self.base[row]
        self.cases += [  # deleted in the sheet, changed in the panel
            Case("conflict", row, header, "", cell) for header, cell in ours.items() if cell != before.get(header, "")
        ]
