"""Recipients: found, edited, added by hand, their numbers shown only with a reason, and the list that was fixed.

One row is one person in one programme; what a person received over the years is found by the NIK.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from services import attachments
from services.domain import choosing
from services.domain.fields import Choice, Field
from services.domain.nik import mask
from services.domain.occasion import Occasion
from services.domain.places import Places
from services.domain.schema import AGENCY, HANDOVER, IMPORT, PROGRAMME, RECIPIENT, USER
from services.domain.states import RecipientState
from services.errors import BadInput, NotReady, Problem, Refused
from services.office import Office
from services.storage import desk, groups, people
from services.storage.database import Change, create, event, update
from services.storage.history import Entry
from services.storage.kept import kept
from services.storage.reader import Reader, Row
from services.storage.workbooks import write_xlsx

MASKED = ("nik", "no_kk")
SEALED = ("nik", "name")  # what the seal of a fixed list covers, beside the ID
FOLLOWS = ("kelurahan_code", "kecamatan")  # both follow the kelurahan
EXPORTED = ("name", "nik", "no_kk", "sex", "address", "rt", "rw", "kelurahan", "kecamatan", "decile", "state")
SERVED = "Sudah menerima"


# --- finding


class Part(NamedTuple):
    """Of one group of a recapitulation (its values as texts, empty: not known), all or those of one sex."""

    grouping: str
    values: tuple[str, ...]
    today: date
    sex: str = ""


def search(
    reader: Reader, text: str = "", *, part: Part | None = None, limit: int | None = 15, offset: int = 0, **equals: Any
) -> tuple[list[Row], int]:
    """A page of the people meant by a text, by name, and how many there are in all.

    `text`: parts of name or kelurahan, or digits of NIK or No. KK. `equals`: programme, kelurahan, state
    (SERVED: who has received).
    """
    meant = people.matching(text)
    if equals.get("state") == SERVED:
        meant &= desk.received()
        del equals["state"]
    if part:
        meant &= groups.belonging(*part)
    return people.page(reader, meant, limit, offset, **equals), reader.count(RECIPIENT, meant, **equals)


def served(reader: Reader, rows: Iterable[Row]) -> dict[str, Row]:
    """The valid hand-over of each of these people who has received."""
    found = reader.find(HANDOVER, desk.valid(), recipient=[row["id"] for row in rows])
    return {row["recipient"]: row for row in found}


@kept(RECIPIENT, IMPORT)
def number_by_programme(reader: Reader) -> dict[str, int]:
    """How many people each programme has, by its ID."""
    return {programme: number for (programme,), number in reader.tally(RECIPIENT, "programme").items()}


def export(office: Office, occasion: Occasion, text: str = "", part: Part | None = None, **equals: Any) -> bytes:
    """The people meant, as XLSX with masked numbers; that they were taken out stands in the history."""
    with office.database.reading() as reader:
        rows, number = search(reader, text, part=part, limit=None, **equals)
    taken = f"Daftar penerima, {number} baris, NIK disamarkan"
    office.database.change(occasion, "export", [event(USER, occasion.actor.id, exported=taken)])
    shown = (shown_masked(row) for row in rows)
    header = [RECIPIENT.field(name).header for name in EXPORTED]
    return write_xlsx(header, ([row[name] for name in EXPORTED] for row in shown), "Penerima")


@dataclass(frozen=True)
class Card:
    """A person over the years: the rows with the same NIK and their programmes' names, hand-overs by row, the photos of
    these, history.
    """

    person: Row
    rows: tuple[tuple[Row, str], ...]
    served: Mapping[str, Row]
    photos: tuple[Row, ...]
    history: tuple[Entry, ...]


def card(reader: Reader, recipient: str) -> Card:
    """The card of a person. Raises NotFound."""
    person = reader.get(RECIPIENT, recipient)
    rows = reader.find(RECIPIENT, nik=person["nik"]) if person["nik"] else [person]
    named = [(row, reader.get(PROGRAMME, row["programme"])) for row in rows]
    named.sort(key=lambda pair: (pair[1]["year"], pair[1]["name"]), reverse=True)
    history = reader.history(table=RECIPIENT.name, row=recipient, limit=50)
    pairs = tuple((row, programme["name"]) for row, programme in named)
    handed = served(reader, rows)
    photos = attachments.files_of(reader, owner=[row["id"] for row in handed.values()])
    return Card(person, pairs, handed, tuple(photos), tuple(history))


def reveal(office: Office, occasion: Occasion, recipient: str, reason: str) -> dict[str, str | None]:
    """NIK and No. KK in full, for a reason that stands in the history (UU 27/2022). Raises BadInput without one."""
    if not reason.strip():
        raise BadInput(Problem("reason", "Tulis alasan membuka NIK; alasan itu masuk Riwayat."))
    office.database.change(occasion, "reveal", [event(RECIPIENT, recipient, reason=reason.strip())])
    with office.database.reading() as reader:
        row = reader.get(RECIPIENT, recipient)
    return {name: row[name] for name in MASKED}


# --- editing


def shown_masked(row: Row) -> Row:
    """A row as screens and forms show it."""
    return row | {name: mask(row[name]) for name in MASKED}


def form_fields(places: Places, row: Mapping[str, Any]) -> tuple[Field, ...]:
    """What a form asks of a person: what people write, with the kelurahan as a list."""
    names = {place.name for place in places.kelurahan} | set(filter(None, [row.get("kelurahan")]))
    listed = Choice(name="kelurahan", header=RECIPIENT.field("kelurahan").header, choices=tuple(sorted(names)))
    shown = (field for field in RECIPIENT.editable() if field.name not in FOLLOWS)
    return tuple(listed if field.name == "kelurahan" else field for field in shown)


def agencies(reader: Reader) -> dict[str, str]:
    """ID → name of all agencies, for lists to choose from."""
    return {row["id"]: row["name"] for row in reader.find(AGENCY, order=("name",))}


def add(office: Office, occasion: Occasion, programme: str, values: Mapping[str, Any]) -> str:
    """A new candidate by hand; the ID. Raises BadInput; Refused where the list is fixed or the NIK is there."""
    if not values.get("nik"):
        raise BadInput(Problem("nik", "NIK wajib diisi."))
    clean = RECIPIENT.clean(_located(office.places, values), only_given=True)

    def plan(reader: Reader) -> list[Change]:
        if reader.get(PROGRAMME, programme)["fixed_at"]:
            raise Refused("Daftar program ini sudah ditetapkan. Buka kembali di Rekapitulasi, atau ganti penerimanya.")
        _require_new_nik(reader, programme, clean["nik"])
        row = occasion.new_id(RECIPIENT.prefix)
        return [create(RECIPIENT, row, programme=programme, state=RecipientState.CANDIDATE, **clean)]

    return office.database.change(occasion, "recipients", plan).touched[0][1]


def edit(office: Office, occasion: Occasion, seen: Row, values: Mapping[str, Any]) -> None:
    """Change what people write of a person. `seen` is the row as the form showed it: masked (`shown_masked`).

    Raises BadInput, Stale; Refused where a name or NIK of a fixed list would change, or the new NIK is there already.
    """
    typed = {name: value for name, value in values.items() if name not in MASKED or value != seen.get(name)}
    clean = RECIPIENT.clean(_located(office.places, typed), only_given=True)

    def plan(reader: Reader) -> list[Change]:
        current = reader.get(RECIPIENT, seen["id"])
        meant = {name for name, value in clean.items() if value not in (seen.get(name), current[name])}
        _require_unsealed(reader, current, meant)
        if "nik" in meant:
            _require_new_nik(reader, current["programme"], clean["nik"])
        same = {name: current[name] for name in MASKED if mask(current[name]) == seen[name]}
        return [update(RECIPIENT, current["id"], seen | same, **clean)]

    office.database.change(occasion, "recipients", plan)


def _located(places: Places, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with the official name, the code and the kecamatan of their kelurahan."""
    place = places.find_kelurahan(values["kelurahan"]) if values.get("kelurahan") else None
    known = {"kelurahan": place.name, "kelurahan_code": place.code, "kecamatan": place.kecamatan} if place else {}
    return {**values, **known}


def _require_unsealed(reader: Reader, row: Row, meant: set[str]) -> None:
    """Raise Refused where the seal of a fixed list covers what is meant to change."""
    fixed = row["state"] == RecipientState.CHOSEN and reader.get(PROGRAMME, row["programme"])["fixed_at"]
    if fixed and meant & set(SEALED):
        raise Refused(
            "NIK dan nama orang di daftar yang sudah ditetapkan tidak dapat diubah. "
            "Minta Kepala Dinas membuka kembali daftarnya di Rekapitulasi.")


def _require_new_nik(reader: Reader, programme: str, nik: str | None) -> None:
    if nik and reader.has(RECIPIENT, programme=programme, nik=nik, state=people.IN_PLAY):
        raise Refused("NIK ini sudah ada di program yang sama. Cari dahulu di Penerima, lalu ubah baris itu.")


# --- the fixed list


def fixed_list(reader: Reader, programme: Row) -> list[Row]:
    """The people of the fixed list in its order. Raises NotReady before it is fixed, Refused where its seal is broken."""
    if programme["fixed_at"] is None:
        raise NotReady("Langkah ini", ["daftar penerima yang ditetapkan di tahap Rekapitulasi"])
    rows = on_the_list(reader, programme["id"])
    if any(row["name"] is None for row in rows):
        raise Refused("Data pribadi program ini sudah dimusnahkan, jadi daftarnya tidak ada lagi.")
    if choosing.digest(rows) != programme["fixed_digest"]:
        raise Refused("Daftar tidak lagi sama dengan yang ditetapkan. Buka kembali, periksa, lalu tetapkan lagi.")
    return rows


def on_the_list(reader: Reader, programme: str) -> list[Row]:
    """Who is on the list, in its order, whether or not its seal holds."""
    return reader.find(RECIPIENT, programme=programme, state=RecipientState.CHOSEN, order=("rank",))
