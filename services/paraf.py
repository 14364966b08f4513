"""The paraf before a letter is signed: up to three officials from the lowest up, or sent back with a reason.

It is put on paper, into the matrix of the last sheet (Permendagri 1/2023, Ps. 40); the panel notes that it was given.
An office in which nobody gives one signs its drafts at once.
"""

from collections.abc import Sequence
from typing import Any

from services import correspondence, letter_data
from services.domain.occasion import Occasion
from services.domain.schema import LETTER, OFFICIAL, PARAF
from services.domain.states import LetterState
from services.errors import BadInput, Problem, Refused
from services.office import Office
from services.storage.database import Change, create, delete, update
from services.storage.reader import Reader, Row

MOST = 3


def of_letter(reader: Reader, letter: str) -> list[Row]:
    """The paraf of a letter in their order; one with a reason sent the letter back."""
    return reader.find(PARAF, letter=letter, order=("number",))


def reason(reader: Reader, letter: str) -> str:
    """Why a draft was sent back, "" if it was not."""
    return next((row["reason"] for row in of_letter(reader, letter) if row["reason"]), "")


def submit(office: Office, occasion: Occasion, letters: Sequence[str], officials: Sequence[str]) -> None:
    """Ask these officials, in this order, for their paraf on finished drafts. Raises BadInput, NotReady, Refused."""
    if not 1 <= len(officials) <= MOST:
        raise BadInput(Problem("officials", f"Pilih satu sampai {MOST} pejabat yang memaraf, dari yang paling bawah."))

    def plan(reader: Reader) -> list[Change]:
        in_office = {row["id"] for row in letter_data.may_initial(reader, occasion.today)}
        if not in_office.issuperset(officials):
            raise BadInput(Problem("officials", "Ada pejabat yang tidak bertugas hari ini. Muat ulang, lalu pilih lagi."))
        return [change for letter in letters for change in _asked(reader, occasion, letter, officials)]

    office.database.change(occasion, "letters", plan)


def _asked(reader: Reader, occasion: Occasion, letter: str, officials: Sequence[str]) -> list[Change]:
    row = _in_state(reader, letter, LetterState.DRAFT)
    correspondence.require_complete(row, "Permintaan paraf")
    return [
        *(delete(PARAF, before["id"]) for before in of_letter(reader, letter)),
        *(create(PARAF, occasion.new_id(PARAF.prefix), letter=letter, number=number, official=official)
          for number, official in enumerate(officials, start=1)),
        update(LETTER, letter, state=LetterState.INITIALLING),
    ]


def following(rows: Sequence[Row]) -> Row | None:
    """The paraf that comes next."""
    return next((row for row in rows if not row["at"]), None)


def give(office: Office, occasion: Occasion, letters: Sequence[str], number: int) -> None:
    """Note the paraf of that number on letters where it comes next; after the last one they wait to be signed.

    Raises Refused where somebody noted it meanwhile.
    """

    def plan(reader: Reader) -> list[Change]:
        return [change for letter in letters for change in _given(reader, occasion, letter, number)]

    office.database.change(occasion, "paraf", plan)


def _given(reader: Reader, occasion: Occasion, letter: str, number: int) -> list[Change]:
    _in_state(reader, letter, LetterState.INITIALLING)
    rows = of_letter(reader, letter)
    row = following(rows)
    if row is None or row["number"] != number:
        raise Refused("Paraf ini baru saja dicatat. Muat ulang halaman ini.")
    given = update(PARAF, row["id"], at=occasion.now, by=occasion.actor.name)
    return [given] if row["id"] != rows[-1]["id"] else [given, update(LETTER, letter, state=LetterState.READY)]


def send_back(office: Office, occasion: Occasion, letters: Sequence[str], why: str) -> None:
    """Make letters drafts again before they are signed, with the reason; a copy printed to be signed is void.

    Raises BadInput (no reason), Refused.
    """
    if not why.strip():
        raise BadInput(Problem("reason", "Tulis alasan mengembalikan, supaya konsepnya dapat diperbaiki."))

    def plan(reader: Reader) -> list[Change]:
        return [change for letter in letters for change in _sent_back(reader, occasion, letter, why)]

    office.database.change(occasion, "send_back", plan)


def _sent_back(reader: Reader, occasion: Occasion, letter: str, why: str) -> list[Change]:
    """The reason stands with the paraf that was asked for, after the last one as a line of its own."""
    _in_state(reader, letter, LetterState.INITIALLING, LetterState.READY)
    rows = of_letter(reader, letter)
    said: dict[str, Any] = {"at": occasion.now, "by": occasion.actor.name, "reason": why}
    waiting = following(rows)
    noted = (
        update(PARAF, waiting["id"], **said)
        if waiting
        else create(PARAF, occasion.new_id(PARAF.prefix), letter=letter, number=len(rows) + 1, **said)
    )
    return [noted, update(LETTER, letter, state=LetterState.DRAFT, code=None)]


def _in_state(reader: Reader, letter: str, *states: LetterState) -> Row:
    row = reader.get(LETTER, letter)
    if row["state"] not in states:
        raise Refused(f"Surat ini sekarang {row['state'].lower()}. Muat ulang halaman ini.")
    return row


def positions(reader: Reader, letter: str) -> tuple[str, ...]:
    """The officials of the paraf matrix, by position."""
    rows = [row["official"] for row in of_letter(reader, letter) if row["official"]]
    return tuple(letter_data.signer(reader.get(OFFICIAL, official)).office for official in rows)
