"""The recapitulation of a programme: people in groups, as rows for the screen, as PDF to be signed and as workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services import letter_data, letterhead
from services.domain.occasion import WITA
from services.domain.places import Places
from services.domain.schema import PROGRAMME
from services.domain.states import RecipientState
from services.letters import papers
from services.letters.lists import RecapRow
from services.office import Office, settings_of
from services.storage import groups, people
from services.storage.reader import Reader, Row
from services.storage.workbooks import write_xlsx

UNKNOWN = "(belum diketahui)"
GROUPINGS = {  # what is counted, as in `storage/groups.py`
    "kelurahan": "Kelurahan", "kecamatan": "Kecamatan", "sex": "Jenis kelamin", "age": "Usia", "source": "Sumber data",
    "decile": "Desil",
}
WORDS: dict[str, Mapping[str, str]] = {  # grouping → how a value is said, where it does not say itself
    "sex": {"L": "Laki-laki", "P": "Perempuan"},
    "age": {"0": "0–5 tahun", "6": "6–17 tahun", "18": "18–59 tahun", "60": "60 tahun ke atas"},
    "decile": {str(decile): f"Desil {decile}" for decile in range(1, 11)},
}


@dataclass(frozen=True)
class Group:
    """People of one group: its values (None: not known), its name, and how many there are."""

    values: tuple[Any, ...]
    label: str
    men: int
    women: int
    open: int  # whose sex is not known

    @property
    def number(self) -> int:
        return self.men + self.women + self.open

    @property
    def kecamatan(self) -> str:
        """The first value, for what is counted by kecamatan and kelurahan."""
        return self.values[0] or UNKNOWN

    @property
    def note(self) -> str:
        return f"{self.open} tanpa L/P" if self.open else ""


def states(fixed: bool) -> Sequence[RecipientState]:
    """Whom the recapitulation counts: those of the fixed list, else all in play."""
    return (RecipientState.CHOSEN,) if fixed else people.IN_PLAY


def recap(reader: Reader, places: Places, programme: Row, grouping: str, today: date) -> list[Group]:
    """The groups of a programme's people, in the order of the places or of the values; unknown last."""
    found = groups.tally(reader, programme["id"], states(bool(programme["fixed_at"])), grouping, today)
    order = {place.name: at for at, place in enumerate(places.kelurahan)}
    order |= {name: at for at, name in enumerate(dict.fromkeys(place.kecamatan for place in places.kelurahan))}

    def turn(values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        return [(value is None, order.get(value, len(order)), str(value).zfill(2)) for value in values]

    return [
        Group(values, said(grouping, values[-1]), *(found[values].get(sex, 0) for sex in ("L", "P", None)))
        for values in sorted(found, key=turn)
    ]


def said(grouping: str, value: Any) -> str:
    """The name of a group by its value; None and "" are not known."""
    return UNKNOWN if value in (None, "") else WORDS.get(grouping, {}).get(str(value), str(value))


def recap_pdf(office: Office, programme: str, grouping: str, now: datetime) -> bytes:
    """The recapitulation to be signed; KONSEP while the list is not fixed. Raises BadInput without a signer."""
    day = now.astimezone(WITA).date()
    with office.database.reading() as reader:
        row, settings = reader.get(PROGRAMME, programme), settings_of(reader)
        head = letterhead.of(office, reader)
        signer = letter_data.signer(letter_data.head_of_office(reader, day))
        found = recap(reader, office.places, row, grouping, day)
    rows = [
        RecapRow(group.kecamatan, group.label, group.number, group.men, group.women, group.number, group.note)
        for group in found
    ]
    by = "" if grouping == "kelurahan" else GROUPINGS[grouping]
    return papers.recap(rows, row, head, signer, now=now, draft=not row["fixed_at"], paper=settings["paper"], by=by)


def recap_xlsx(office: Office, programme: str, grouping: str, today: date) -> bytes:
    """The recapitulation as a workbook."""
    with office.database.reading() as reader:
        found = recap(reader, office.places, reader.get(PROGRAMME, programme), grouping, today)
    places = ("Kecamatan",) if grouping == "kelurahan" else ()
    header = (*places, GROUPINGS[grouping], "Jumlah penerima", "L", "P", "Jumlah paket", "Keterangan")
    rows = (
        [*(group.kecamatan for _ in places), group.label, group.number, group.men, group.women, group.number, group.note]
        for group in found
    )
    return write_xlsx(header, rows, "Rekapitulasi")
