"""Stage 3: what a package holds, the request to UKPBJ, the contract, and the goods received against those ordered."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services import correspondence, programmes
from services.domain import wording
from services.domain.occasion import Occasion
from services.domain.schema import CONTRACT, LETTER, PACKAGE_ITEM
from services.errors import BadInput, NotReady, Problem
from services.office import Office
from services.storage.database import Change, create, delete, update
from services.storage.reader import Reader, Row

CONTENTS = ("item", "quantity", "unit", "price")


def price_of(items: Sequence[Mapping[str, Any]]) -> int:
    """Rupiah of one package; a price not known yet counts nothing."""
    return sum((item["quantity"] or 0) * (item["price"] or 0) for item in items)


def change_contents(
    office: Office, occasion: Occasion, programme: str, seen: Sequence[Row], typed: Sequence[Mapping[str, Any]]
) -> None:
    """Make the package hold what was typed: a row with a known `id` is changed, others are new, lacking ones go.

    Raises BadInput, Stale where somebody else changed the same value.
    """
    known, kept = {row["id"]: row for row in seen}, {row.get("id") for row in typed}
    plan: list[Change] = [delete(PACKAGE_ITEM, row) for row in known if row not in kept]
    for row in typed:
        values = {name: row.get(name) for name in CONTENTS}
        if before := known.get(str(row.get("id"))):
            plan.append(update(PACKAGE_ITEM, before["id"], before, **values))
        else:
            plan.append(create(PACKAGE_ITEM, occasion.new_id(PACKAGE_ITEM.prefix), programme=programme, **values))
    office.database.change(occasion, "procurement", plan)


def draft_request(office: Office, occasion: Occasion, programme: str) -> None:
    """Draft the letter of request to UKPBJ. Raises NotReady while the package is empty."""
    with office.database.reading() as reader:
        if not reader.has(PACKAGE_ITEM, programme=programme):
            raise NotReady("Surat permohonan", ["isi paket"])
    correspondence.draft(office, occasion, programme, "procurement", "permohonan_ukpbj")


def send(office: Office, occasion: Occasion, letter: str) -> None:
    """The letter of request went out: the stage waits for the contract."""

    def plan(reader: Reader) -> list[Change]:
        programme = reader.get(LETTER, letter)["programme"]
        return [
            *correspondence.sending(reader, occasion, [letter]),
            *programmes.waiting(reader, office.sop, programme, "procurement"),
        ]

    office.database.change(occasion, "procurement", plan)


def record_contract(
    office: Office, occasion: Occasion, programme: str, seen: Row | None, values: Mapping[str, Any]
) -> None:
    """Record tender and contract, or change them. Raises BadInput, Stale, Refused where there is one already."""
    change = (
        update(CONTRACT, seen["id"], seen, **values)
        if seen
        else create(CONTRACT, occasion.new_id(CONTRACT.prefix), programme=programme, **values)
    )
    office.database.change(occasion, "procurement", [change])


def receive(
    office: Office, occasion: Occasion, contract: Row, items: Sequence[Row], day: date | None,
    counted: Mapping[str, int | None],
) -> None:
    """Note the day the goods came and what the warehouse counted, by ID of the item. Raises BadInput, Stale."""
    if day and day > occasion.today:
        raise BadInput(Problem("received", "Barang Diterima: tanggal itu belum tiba."))
    changes = [update(PACKAGE_ITEM, item["id"], item, received=counted[item["id"]]) for item in items]
    office.database.change(
        occasion, "procurement", [update(CONTRACT, contract["id"], contract, received=day), *changes])


def ordered(item: Mapping[str, Any], quota: int) -> int:
    """How many of an item were ordered for all packages."""
    return int(item["quantity"] * quota)


def difference(item: Mapping[str, Any], quota: int) -> str:
    """Goods received against ordered, in words."""
    want, unit = ordered(item, quota), item["unit"]
    each = f"{item['item']}: dipesan {wording.number(want)} {unit}"
    if item["received"] is None:
        return f"{each}, belum dihitung."
    off = item["received"] - want
    verdict = "sesuai" if not off else f"{'lebih' if off > 0 else 'kurang'} {wording.number(abs(off))} {unit}"
    return f"{each}, diterima {wording.number(item['received'])} {unit}: {verdict}."


def contents_of(reader: Reader, programme: str) -> list[Row]:
    """What a package of the programme holds, by name."""
    return reader.find(PACKAGE_ITEM, programme=programme, order=("item",))


def contract_of(reader: Reader, programme: str) -> Row | None:
    """The contract of a programme."""
    return reader.first(CONTRACT, programme=programme)
