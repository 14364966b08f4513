"""The registers of letters: what went out, by number, and what came in, by agenda."""

from collections.abc import Mapping
from typing import Any

from services.domain.occasion import Occasion
from services.domain.schema import INCOMING, LETTER, Table
from services.office import Office
from services.storage.database import create, update
from services.storage.reader import Reader, Row


def outgoing(reader: Reader, year: int, text: str = "") -> list[Row]:
    """The register of outgoing letters of a year, newest number first."""
    return _matching(LETTER, reader.find(LETTER, year=year, order=("-serial", "-dated")), text)


def incoming(reader: Reader, year: int, text: str = "") -> list[Row]:
    """The register of incoming letters received in a year, newest first."""
    rows = reader.find(INCOMING, order=("-received", "-agenda"))
    return _matching(INCOMING, [row for row in rows if row["received"].year == year], text)


def _matching(table: Table, rows: list[Row], text: str) -> list[Row]:
    """The rows that hold a text in one of their lines; the text of a letter itself is not searched."""
    wanted, lines = text.casefold().strip(), [field for field in table.fields if field.widget != "area"]
    return [row for row in rows if wanted in " ".join(field.show(row[field.name]) for field in lines).casefold()]


def next_agenda(reader: Reader, year: int) -> int:
    """The agenda number that follows the last one of the year."""
    return max((row["agenda"] or 0 for row in incoming(reader, year)), default=0) + 1


def record_incoming(office: Office, occasion: Occasion, seen: Row | None, values: Mapping[str, Any]) -> None:
    """Enter an incoming letter, or change one. Raises BadInput, Stale."""
    change = (
        update(INCOMING, seen["id"], seen, **values)
        if seen
        else create(INCOMING, occasion.new_id(INCOMING.prefix), **values)
    )
    office.database.change(occasion, "letters", [change])
