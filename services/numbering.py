"""Numbers of letters: given after signing (Permendagri 1/2023, Ps. 68), by the office's own series or from another book.

A number is never used again; what the series leaves out stands in the number book with its reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services import correspondence, letter_data
from services.domain import wording
from services.domain.occasion import Occasion
from services.domain.schema import LETTER, NUMBER_GAP
from services.domain.states import LetterState
from services.errors import BadInput, Problem
from services.office import Office, settings_of
from services.storage.database import Change, create, update
from services.storage.reader import Reader, Row

TYPED = "Nomor ini diketik sendiri untuk surat lain."  # why the series leaves out a number


def number(office: Office, occasion: Occasion, letters: Sequence[str]) -> None:
    """Give signed letters the next numbers of the office's own series, in this order. Raises BadInput, Refused."""

    def plan(reader: Reader) -> list[Change]:
        return list(_numbered(reader, occasion, [correspondence.due(reader, letter, LetterState.NUMBERED) for letter in letters]))

    office.database.change(occasion, "letters", plan)


def _numbered(reader: Reader, occasion: Occasion, rows: Sequence[Row]) -> Iterator[Change]:
    """Numbers restart each year and are never used again, not even those of deleted letters."""
    settings = settings_of(reader)
    last = {row["year"]: last_serial(reader, row["year"]) for row in rows}
    for row in rows:
        serial, code = last[row["year"]] + 1, letter_data.classification(correspondence.text_of(reader, row))
        while reader.find(LETTER, gone=True, limit=1, year=row["year"], number=number_text(settings, code, row, serial)):
            yield create(NUMBER_GAP, occasion.new_id(NUMBER_GAP.prefix), year=row["year"], serial=serial, reason=TYPED)
            serial += 1
        last[row["year"]] = serial
        text = number_text(settings, code, row, serial)
        yield update(LETTER, row["id"], number=text, serial=serial, state=LetterState.NUMBERED)


def last_serial(reader: Reader, year: int) -> int:
    """The last number of the series of a year, 0 before the first."""
    found = reader.find(LETTER, order=("-serial",), limit=1, gone=True, year=year)
    return next((row["serial"] or 0 for row in found), 0)


def number_text(settings: Mapping[str, Any], code: str, letter: Row, serial: int) -> str:
    """A number by the office's pattern. Raises BadInput where the pattern has no serial number in it."""
    text = settings["number_pattern"]
    if "{urut}" not in text:
        raise BadInput("Pola nomor surat tidak memuat {urut}. Perbaiki di Pengaturan, Kantor.")
    parts = {
        "klasifikasi": code, "urut": str(serial), "unit": settings["unit"],
        "tahun": str(letter["year"]), "bulan_romawi": wording.roman(letter["dated"].month),
    }
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", part or "")
    return text


def number_from_elsewhere(office: Office, occasion: Occasion, letter: str, typed: str) -> None:
    """Give a signed letter the number that another book (Srikandi, the secretariat) gave. Raises Refused if taken."""
    if not typed.strip():
        raise BadInput(Problem("number", "Ketik nomor surat."))

    def plan(reader: Reader) -> list[Change]:
        row = correspondence.due(reader, letter, LetterState.NUMBERED)
        return [update(LETTER, row["id"], number=typed, state=LetterState.NUMBERED)]

    office.database.change(occasion, "letters", plan)
