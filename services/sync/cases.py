"""What people settle between the panel and its sheet: conflicts, proposals from the sheet, what cannot be read.

A conflict: both sides changed a cell; what was typed in the sheet stands, the panel's value waits here. A proposal:
somebody typed over what only the panel writes; it was put back, what was typed waits here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from services.domain import tabs
from services.domain.fields import Field
from services.domain.likeness import Marked, differing
from services.domain.occasion import Occasion
from services.domain.schema import TABLES, Table
from services.errors import NotFound, PanelError, Refused
from services.office import Office
from services.storage import keys, state, sync_state
from services.storage.database import Change, update
from services.storage.reader import Reader, Row

Kind = Literal["conflict", "proposal", "unreadable"]
Choice = Literal["panel", "sheet", "other"]


@dataclass(frozen=True)
class Question:
    """One open case as a screen shows it: which cell, both values with their differing letters, when it was seen."""

    id: str
    title: str
    header: str
    at: datetime
    panel: Marked
    sheet: Marked
    field: Field | None
    sentence: str
    line: int


@dataclass(frozen=True)
class Standing:
    """How things stand between panel and sheet; `attention` where somebody must do something."""

    word: Literal["tersambung", "menunggu", "perlu perhatian"]
    last: datetime | None
    pending: int
    attention: str = ""


def standing(office: Office) -> Standing | None:
    """The state for every page; None where no sheet is connected."""
    if keys.kept(office.data) is None:
        return None
    last, error = state.note(office.database, "last_sync"), state.note(office.database, "sync_error")
    with office.database.reading() as reader:
        pending = reader.pending()
    when = datetime.fromisoformat(last) if last else None
    return Standing("perlu perhatian" if error else "menunggu" if pending else "tersambung", when, pending, error or "")


def counts(reader: Reader) -> dict[str, int]:
    """How many cases of each kind are open."""
    return sync_state.count_cases(reader.connection)


def questions(reader: Reader, kind: Kind) -> list[Question]:
    """The open cases of a kind, oldest first."""
    return [_question(reader, case) for case in sync_state.cases(reader.connection, kind)]


def _question(reader: Reader, case: Any) -> Question:
    table = TABLES[case["table"]]
    field = tabs.columns(table.name).get(case["header"])
    panel, sheet = differing(_shown(field, case["panel"]), _shown(field, case["sheet"]))
    title = f"{table.title} · {_name(reader, table, case['row'])}"
    return Question(case["id"], title, case["header"], case["at"], panel, sheet, field, case["sentence"], case["line"])


def _name(reader: Reader, table: Table, row: str) -> str:
    """What people call a row: its first text; the ID where there is none, or no row."""
    try:
        found = reader.get(table, row)
    except NotFound:
        return row
    return str(next((found[name] for name in ("name", "item", "about", "key") if found.get(name)), row))


def _shown(field: Field | None, cell: Any) -> str:
    """A cell as a person reads it."""
    try:
        return field.show(field.parse(cell)) if field else str(cell)
    except PanelError:
        return str(cell)


def settle(office: Office, occasion: Occasion, case: str, choice: Choice, other: Any = None) -> None:
    """Let the panel's value stand, the sheet's, or another one; the next round gives it to the sheet.

    Raises NotFound (settled before), Refused (changed again meanwhile), BadInput (the value is none).
    """

    def plan(reader: Reader) -> list[Change]:
        found = next((one for kind in ("conflict", "proposal") for one in sync_state.cases(reader.connection, kind)
                      if one["id"] == case), None)
        if found is None:
            raise NotFound("Pertanyaan ini")
        table = TABLES[found["table"]]
        field = tabs.columns(table.name)[found["header"]]
        stands = found["sheet"] if found["kind"] == "conflict" else found["panel"]
        _require_unchanged(reader.get(table, found["row"]), field, stands)
        sync_state.close_case(reader.connection, case, occasion.now)
        value = {"panel": found["panel"], "sheet": found["sheet"], "other": other}[choice]
        return [update(table, found["row"], **{field.name: value})]

    office.database.change(occasion, "cases", plan)


def _require_unchanged(row: Row | Mapping[str, Any], field: Field, stands: Any) -> None:
    if field.to_cell(row[field.name]) != stands:
        raise Refused("Isian ini berubah lagi. Lihat yang baru di tempatnya, lalu putuskan di sana.")
