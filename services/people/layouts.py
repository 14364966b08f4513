"""How a sender lays out its lists: the columns that a person mapped by hand, remembered for the next file."""

import json
from collections.abc import Iterable, Mapping

from services.domain.occasion import Occasion
from services.domain.schema import LAYOUT, RECIPIENT
from services.domain.workbook import Seen
from services.office import Office
from services.storage.database import Change, create, delete, update
from services.storage.reader import Reader

NOTHING = ""  # the column holds nothing that the panel keeps
CHOICES = (
    NOTHING, "nik", "no_kk", "name", "sex", "birth_place", "birth_date", "birth_place birth_date", "address", "rt", "rw",
    "rt rw", "kelurahan", "kecamatan", "decile", "note",
)
TICKED = {"male": "Tanda L", "female": "Tanda P", "is_male": "Laki-laki (ya/tidak)"}
Own = Mapping[str, str]  # see `workbook.read`


def label(fields: str) -> str:
    """What people call it: "RT dan RW"."""
    named = (TICKED.get(name) or RECIPIENT.field(name).header for name in fields.split())
    return " dan ".join(named) or "Bukan isian panel"


def remembered(reader: Reader, agency: str) -> Own:
    """Heading → fields of a sender; empty where nothing was mapped by hand."""
    row = reader.first(LAYOUT, agency=agency)
    return json.loads(row["headings"]) if row else {}


def used(own: Own, headings: Iterable[Seen]) -> bool:
    """Whether a workbook has a column that was mapped by hand before."""
    return any(seen.key in own for seen in headings)


def mapped(headings: Iterable[Seen], chosen: Mapping[str, str], own: Own) -> Own:
    """What is to be remembered: `own`, and what was chosen otherwise than the reader had it."""
    return {**own, **{seen.key: chosen[seen.key] for seen in headings if chosen[seen.key] != " ".join(seen.fields)}}


def remember(office: Office, occasion: Occasion, agency: str, own: Own) -> None:
    """Keep the layout of a sender for its next file."""
    text = json.dumps(own)

    def plan(reader: Reader) -> list[Change]:
        row = reader.first(LAYOUT, agency=agency)
        if row:
            return [update(LAYOUT, row["id"], headings=text)]
        return [create(LAYOUT, occasion.new_id(LAYOUT.prefix), agency=agency, headings=text)]

    office.database.change(occasion, "intake", plan)


def forget(office: Office, occasion: Occasion, agency: str) -> None:
    """Read the next file of a sender as if it were the first."""
    office.database.change(
        occasion, "intake", lambda reader: [delete(LAYOUT, row["id"]) for row in reader.find(LAYOUT, agency=agency)])
