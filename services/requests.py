"""Stage 4: asking agencies for data – one letter each in one go – and who has answered, who is late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services import correspondence
from services.domain import wording
from services.domain.occasion import Occasion
from services.domain.schema import AGENCY, DATA_REQUEST, LETTER
from services.errors import BadInput, Problem, Refused
from services.office import Office
from services.storage.database import Change, create, update
from services.storage.reader import Reader, Row

STAGE = "data_request"


@dataclass(frozen=True)
class Asked:
    """One agency that was asked: its request, its letter in force, its reminder, as of `today`."""

    request: Row
    agency: Row
    letter: Row
    reminder: Row | None
    today: date

    @property
    def late(self) -> bool:
        """Whether the answer is not there although its day has passed."""
        return self.request["answered"] is None and self.request["due"] is not None and self.request["due"] < self.today

    @property
    def letters(self) -> tuple[Row, ...]:
        """Its letter and, where there is one, the reminder."""
        return (self.letter, self.reminder) if self.reminder else (self.letter,)

    @property
    def word(self) -> str:
        if self.request["answered"]:
            return "Selesai"
        return "Terlambat" if self.late else "Menunggu data"

    @property
    def sentence(self) -> str:
        """Where the request stands: "terlambat 3 hari, sejak 27 Februari 2026"."""
        if self.request["answered"]:
            return f"dijawab {wording.long_date(self.request['answered'])}"
        if not self.request["due"]:
            return "belum dijawab"
        due = wording.long_date(self.request["due"])
        days = (self.today - self.request["due"]).days
        return f"terlambat {days} hari, sejak {due}" if self.late else f"ditunggu sampai {due}"


def asked(reader: Reader, programme: str, today: date) -> list[Asked]:
    """All agencies that were asked, by name."""
    rows = [_asked(reader, row, today) for row in reader.find(DATA_REQUEST, programme=programme)]
    return sorted(rows, key=lambda one: one.agency["name"])


def _asked(reader: Reader, row: Row, today: date) -> Asked:
    reminder = reader.get(LETTER, row["reminder"]) if row["reminder"] else None
    return Asked(row, reader.get(AGENCY, row["agency"]), reader.get(LETTER, row["letter"]), reminder, today)


def ask(office: Office, occasion: Occasion, programme: str, agencies: Sequence[str], due: date) -> None:
    """Draft one letter for each agency, all in one act. Raises BadInput; Refused where one was asked before."""
    if not agencies:
        raise BadInput(Problem("agency", "Pilih sedikitnya satu instansi."))
    if due < occasion.today:
        raise BadInput(Problem("due", "Batas Jawaban sudah lewat. Pilih hari ini atau sesudahnya."))

    def plan(reader: Reader) -> list[Change]:
        pairs = [_letter_to(reader, occasion, programme, reader.get(AGENCY, agency), "permintaan_data")
                 for agency in agencies]
        rows = [
            create(DATA_REQUEST, occasion.new_id(DATA_REQUEST.prefix), programme=programme, agency=agency,
                   letter=letter.row, due=due)
            for agency, letter in zip(agencies, pairs, strict=True)
        ]
        return [*pairs, *rows]

    office.database.change(occasion, "requests", plan)


def _letter_to(reader: Reader, occasion: Occasion, programme: str, agency: Row, kind: str) -> Change:
    to = {"addressee": agency["addressee"] or f"Pimpinan {agency['name']}", "place": agency["place"] or "Tempat"}
    return correspondence.drafting(occasion, correspondence.drafted(reader, programme, STAGE, kind, **to))


def remind(office: Office, occasion: Occasion, requests: Sequence[str]) -> None:
    """Draft a reminder to each of these agencies. Raises Refused where one has answered, or was reminded already."""

    def plan(reader: Reader) -> list[Change]:
        rows = [reader.get(DATA_REQUEST, request) for request in requests]
        if any(row["answered"] or row["reminder"] for row in rows):
            raise Refused("Ada instansi yang sudah menjawab atau sudah diingatkan. Muat ulang halaman ini.")
        letters = [_letter_to(reader, occasion, row["programme"], reader.get(AGENCY, row["agency"]), "pengingat_data")
                   for row in rows]
        pairs = zip(rows, letters, strict=True)
        return [*letters, *(update(DATA_REQUEST, row["id"], reminder=letter.row) for row, letter in pairs)]

    office.database.change(occasion, "requests", plan)


def note(office: Office, occasion: Occasion, seen: Row, values: Mapping[str, Any]) -> None:
    """Record the answer of an agency, its hardcopy, or another due day. Raises BadInput, Stale."""
    office.database.change(occasion, "requests", [update(DATA_REQUEST, seen["id"], seen, **values)])


def add_agency(office: Office, occasion: Occasion, values: Mapping[str, Any]) -> None:
    """A new agency to ask. Raises BadInput."""
    office.database.change(
        occasion, "requests", [create(AGENCY, occasion.new_id(AGENCY.prefix), **values)])
