"""Complaints noted at a desk: whoever was not on the list, or was served wrongly, gets an answer from the office."""

from collections.abc import Mapping
from typing import Any

from services.domain.occasion import Occasion
from services.domain.schema import COMPLAINT
from services.office import Office
from services.storage.database import update
from services.storage.reader import Reader, Row

ANSWER = COMPLAINT.field("answer")


def of_programme(reader: Reader, programme: str) -> list[Row]:
    """The complaints of a programme: those without an answer first, then the newest."""
    rows = reader.find(COMPLAINT, programme=programme, order=("-at",))
    return sorted(rows, key=lambda row: row["answer"] is not None)


def answer(office: Office, occasion: Occasion, complaint: str, seen: Row, values: Mapping[str, Any]) -> None:
    """What the office did about it. Raises Stale, NotAllowed."""
    office.database.change(occasion, "answer", [update(COMPLAINT, complaint, seen, **values)])
