"""Which records prove a paper of the SOP: one function for each `record:NAME` that the SOP's data may name."""

from collections.abc import Callable, Iterable

from services.domain.schema import (
    CONTRACT,
    DATA_REQUEST,
    DISPOSITION,
    FILE,
    HANDOVER,
    IMPORT,
    LETTER,
    PACKAGE_ITEM,
    POINT,
    PROGRAMME,
    RECIPIENT,
)
from services.domain.states import SIGNED, Answer, ImportState, PointState, RecipientState
from services.storage import people
from services.storage.kept import kept
from services.storage.reader import Reader

AGREED = (Answer.AGREED, Answer.AGREED_WITH_NOTES)


@kept(IMPORT, RECIPIENT)
def _imports(reader: Reader, programme: str) -> list[str]:
    """The imports that count. A replica rebuilt from the sheet has lost them: what their rows and files name then does."""
    known = reader.find(IMPORT, programme=programme)
    if known:
        return [row["id"] for row in known if row["state"] == ImportState.VALID]
    return [batch for (batch,) in reader.tally(RECIPIENT, "batch", programme=programme) if batch]


def _goods(reader: Reader, programme: str) -> bool:
    """Goods received: the contract says when, and every item of the package was counted in the warehouse."""
    contract = reader.first(CONTRACT, programme=programme)
    items = reader.find(PACKAGE_ITEM, programme=programme)
    return bool(contract and contract["received"]) and all(item["received"] for item in items)


def _handed_over(reader: Reader, programme: str) -> bool:
    """Everyone on the fixed list has received, or the package went back to the warehouse."""
    chosen = people.number(reader, programme, RecipientState.CHOSEN)
    return 0 < chosen <= reader.count(HANDOVER, programme=programme, cancelled_at=None) + _returned(reader, programme)


def _returned(reader: Reader, programme: str) -> int:
    """Packages of closed points that will not be handed over: those for a later date and for the reserve still will be."""
    closed = reader.find(POINT, programme=programme, state=PointState.CLOSED)
    return sum(point["to_warehouse"] or 0 for point in closed)


def _all_asked(reader: Reader, programme: str) -> bool:
    """Every agency that was asked has a signed letter."""
    letters = [row["letter"] for row in reader.find(DATA_REQUEST, programme=programme)]
    return bool(letters) and reader.count(LETTER, id=letters, state=SIGNED) == len(letters)


def _asked(stage: str, answered: bool) -> Callable[[Reader, str], bool]:
    """A disposition on the memo of a stage was asked for, or was answered with a yes."""

    def there(reader: Reader, programme: str) -> bool:
        rows = reader.find(DISPOSITION, programme=programme, stage=stage)
        return any(row["answer"] in AGREED if answered else row["answer"] != Answer.RETURNED for row in rows)

    return there


RECORDS: dict[str, Callable[[Reader, str], bool]] = {
    "disposition": _asked("memo", answered=False),
    "disposition_answer": _asked("memo", answered=True),
    "disposition_answer_2": _asked("bnba_memo", answered=True),
    "contract": lambda reader, programme: reader.has(CONTRACT, programme=programme),
    "data_request": _all_asked,
    "import": lambda reader, programme: bool(_imports(reader, programme)),
    "import_file": lambda reader, programme: reader.has(FILE, owner=_imports(reader, programme)),
    "recipients": lambda reader, programme: reader.has(RECIPIENT, programme=programme),
    "fixed_list": lambda reader, programme: reader.get(PROGRAMME, programme)["fixed_at"] is not None,
    "goods_received": _goods,
    "handovers": _handed_over,
}


def records(reader: Reader, programme: str, asked: Iterable[str] = RECORDS) -> list[str]:
    """The names of the records that are there, of those asked for: looking at all would count people for nothing."""
    return [name for name in asked if RECORDS[name](reader, programme)]
