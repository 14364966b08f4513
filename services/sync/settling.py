"""Settling what panel and sheet do not agree on, and taking a settlement back; the next round tells the sheet.

Nothing is written over a newer value: a cell that changed again since the case was seen is decided in its own place.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from services import programmes
from services.domain import tabs
from services.domain.fields import Field
from services.domain.merge_actions import Case
from services.domain.occasion import Occasion
from services.domain.schema import HANDOVER, LETTER, POINT, PROGRAMME, RECIPIENT, STAGE, TABLES
from services.domain.sop import Status
from services.domain.table import Table
from services.domain.tabs import DELETED, ID, Cell
from services.errors import NotFound, Refused
from services.office import Office
from services.storage import sync_state
from services.storage.database import Change, delete, event, restore, update
from services.storage.reader import Reader, Row
from services.storage.sync_state import Entry

Choice = Literal["panel", "sheet", "other"]
MENDED = "mended"  # the kind of a case that could not be read, once people have said what stands

# What is only reached by a step of the work, and where that step is taken.
STEPS: dict[tuple[str, str], str] = {
    (STAGE.name, "status"): "di halaman tahapnya",
    (PROGRAMME.name, "status"): "di halaman program",
    (RECIPIENT.name, "state"): "di Telaahan & BNBA",
    (LETTER.name, "state"): "di halaman Surat",
    (POINT.name, "state"): "di Penyaluran",
    **{(HANDOVER.name, field.name): "di Penyaluran" for field in HANDOVER.fields},
}


@dataclass(frozen=True)
class _Spot:
    """One cell of a row of the panel."""

    table: Table
    row: Row
    header: str

    @cached_property
    def field(self) -> Field | None:
        return tabs.columns(self.table.name).get(self.header)

    @property
    def cell(self) -> Cell:
        if self.header == ID:
            return str(self.row["id"])
        return tabs.cells_of(self.table, self.row).get(self.header, "")

    def read(self, raw: Cell) -> Cell:
        """A cell as the panel would write it; as it is where it cannot be read."""
        return tabs.read_or_raw(self.field, raw)

    def becomes(self, cell: Cell) -> list[Change]:
        """The change that makes the cell so; none where it is. Raises BadInput."""
        wanted = tabs.canonical(self.field, cell)
        if wanted == self.cell:
            return []
        if self.header == DELETED:
            return [(delete if wanted else restore)(self.table, self.row["id"])]
        if self.field is not None:
            return [update(self.table, self.row["id"], None, **{self.field.name: cell})]
        extra = (self.row["extra"] or {}) | {self.header: wanted}
        return [update(self.table, self.row["id"], extra={name: value for name, value in extra.items() if value != ""} or None)]

    def told(self, cell: Cell) -> Change:
        """An entry of the history about the cell: what is to be given to the sheet is looked for where there is one."""
        return event(self.table, self.row["id"], **({self.field.name: cell} if self.field else {}))


def settle(office: Office, occasion: Occasion, case: str, choice: Choice, other: Any = None) -> None:
    """Let the panel's value stand, the sheet's, or another one.

    Raises NotFound (settled before), Refused (changed again meanwhile, or only a step of the work leads there),
    NotReady (the papers of the stage are not there), BadInput (the value is none).
    """

    def plan(reader: Reader) -> list[Change]:
        found = sync_state.case(reader.connection, case)
        if found is None or found["settled"] is not None:
            raise NotFound("Pertanyaan ini")
        return SETTLE[found["kind"]](office, occasion, reader, found, choice, other)

    office.database.change(occasion, "cases", plan)


def undo(office: Office, occasion: Occasion, case: str) -> None:
    """Take a settlement back: what stood before stands again, and people are asked again.

    Raises NotFound (taken back before), Refused (changed again meanwhile).
    """

    def plan(reader: Reader) -> list[Change]:
        found = sync_state.case(reader.connection, case)
        if found is None or found["decided"] is None:
            raise NotFound("Putusan ini")
        spot = _spot(reader, found)
        if spot.cell != found["decided"]:
            raise Refused("Isian ini berubah lagi sesudah diputuskan. Ubah di tempatnya.")
        if found["kind"] == MENDED:
            return _put_back(reader, occasion, found, spot)
        sync_state.reopen_case(reader.connection, case)
        return spot.becomes(_standing(found))

    office.database.change(occasion, "cases", plan)


def _spot(reader: Reader, found: Entry) -> _Spot:
    table = TABLES[found["table"]]
    return _Spot(table, reader.get(table, found["row"]), found["header"])


def _standing(found: Entry) -> Cell:
    """What stands as long as nobody has decided."""
    return found["sheet"] if found["kind"] == "conflict" else found["panel"]


def _wanted(found: Entry, spot: _Spot, choice: Choice, other: Any) -> Cell:
    if choice == "other":
        return spot.field.to_cell(spot.field.parse(other)) if spot.field else str(other or "")
    return found[choice]


def _value(
    office: Office, occasion: Occasion, reader: Reader, found: Entry, choice: Choice, other: Any
) -> list[Change]:
    """A conflict, a proposal, a formula: one value stands."""
    spot = _spot(reader, found)
    wanted = _wanted(found, spot, choice, other)
    if spot.header == ID and wanted != spot.cell:
        raise Refused(by_step(spot.table, ID, wanted))
    if found["kind"] == "conflict" and spot.row["deleted"]:  # deleted in the sheet, changed in the panel
        sync_state.close_case(reader.connection, found["id"], occasion.now, occasion.actor.name)
        return [] if choice == "sheet" else [restore(spot.table, found["row"]), *spot.becomes(wanted)]
    if spot.cell not in (spot.read(_standing(found)), spot.read(wanted)):
        raise Refused("Isian ini berubah lagi. Lihat yang baru di tempatnya, lalu putuskan di sana.")
    if found["kind"] == "proposal" and spot.read(wanted) != spot.cell and _where(spot.table, spot.header):
        sync_state.close_case(reader.connection, found["id"], occasion.now, occasion.actor.name)
        return _step(office, occasion, reader, spot, wanted)
    changes = spot.becomes(wanted)
    sync_state.close_case(reader.connection, found["id"], occasion.now, occasion.actor.name, spot.read(wanted))
    return changes


def by_step(table: Table, header: str, wanted: Cell) -> str:
    """Why no click makes a cell of the panel what somebody typed over it, and where that is done; "" where one does."""
    if header == ID:
        return "ID hanya ditulis panel. Ketik isian ini di kolomnya di lembar, lalu pakai isian panel di sini."
    where = _where(table, header)
    if not where or (table is STAGE and wanted == Status.DONE):
        return ""
    return f"{header} hanya berubah lewat langkahnya {where}. Lakukan di sana, lalu pakai isian panel di sini."


def _where(table: Table, header: str) -> str:
    field = tabs.columns(table.name).get(header)
    return STEPS.get((table.name, field.name), "") if field else ""


def _step(office: Office, occasion: Occasion, reader: Reader, spot: _Spot, wanted: Cell) -> list[Change]:
    """A stage whose papers are all there is finished; everything else is done where its step is taken."""
    if said := by_step(spot.table, spot.header, wanted):
        raise Refused(said)
    return programmes.finishing(reader, office.sop, occasion, spot.row["programme"], spot.row["stage"])


def _unreadable(
    office: Office, occasion: Occasion, reader: Reader, found: Entry, choice: Choice, other: Any
) -> list[Change]:
    """The panel's value, or another one, is written over what cannot be read: that is agreed to be what stands there."""
    spot = _spot(reader, found)
    wanted = spot.cell if choice == "panel" else _wanted(found, spot, choice, other)
    changes = spot.becomes(wanted)
    sync_state.written(reader.connection, spot.table.name, {found["row"]: {found["header"]: found["sheet"]}})
    sync_state.close_case(
        reader.connection, found["id"], occasion.now, occasion.actor.name, spot.read(wanted), kind=MENDED)
    return changes or [spot.told(wanted)]


def _put_back(reader: Reader, occasion: Occasion, found: Entry, spot: _Spot) -> list[Change]:
    """The next round takes the panel's value out of that cell again, as if it had gone astray there."""
    sentence = "Putusan ditarik kembali: isian lembar yang lama sedang ditulis kembali."
    case = Case("stray", found["row"], found["header"], found["sheet"], spot.cell, sentence, found["line"])
    sync_state.record(reader.connection, spot.table.name, [case], occasion.now, occasion.new_id)
    sync_state.close_case(reader.connection, found["id"], occasion.now, occasion.actor.name, kind=MENDED)
    return [spot.told(found["sheet"])]


def _looked_at(
    office: Office, occasion: Occasion, reader: Reader, found: Entry, choice: Choice, other: Any
) -> list[Change]:
    """A value that went astray, or over a formula: somebody has looked."""
    sync_state.close_case(reader.connection, found["id"], occasion.now, occasion.actor.name)
    return []


SETTLE = {
    "conflict": _value, "proposal": _value, "formula": _value, "unreadable": _unreadable, "stray": _looked_at,
    "covered": _looked_at,
}
