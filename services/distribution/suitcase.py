"""Siapkan titik: a point without any line works on a laptop that runs the same panel, and comes home without loss.

The office seals a file with the people of one point (`pack`); the laptop's empty panel opens it (`unpack`), serves with
IDs of its own and seals what was done (`homeward`); the office merges that (`merge`), once or many times.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services import accounts
from services.distribution import desk_day, handovers, points
from services.domain import suitcase, wording
from services.domain.fields import Secret
from services.domain.occasion import WITA, Occasion, Role, Source
from services.domain.schema import COMPLAINT, HANDOVER, POINT, PROGRAMME, RECIPIENT, STAGE, USER
from services.domain.states import PointState
from services.domain.suitcase import Homecoming
from services.domain.table import Table
from services.errors import BadFile, BadInput, Problem, Refused
from services.office import Office
from services.storage import desk as sql
from services.storage import sealed, state
from services.storage.database import Change, create, event, redact, update
from services.storage.reader import Reader, Row

OUT, HOME = "titik", "kembali"  # kinds of file
NOTE = "suitcase"  # on the laptop: which point it is, and how far its day has come
USERNAME = "titik"
TRAVELLING = ("programme", "name", "rt", "rw", "kelurahan", "kecamatan", "state", "point", "slot", "code")
SERVED = ("programme", "recipient", "point", "at", "officer", "taken_by")
PASSPHRASE = Secret(
    name="passphrase", header="Kata Sandi Berkas", required=True, help=f"Paling sedikit {sealed.SHORTEST} huruf; sampaikan lisan")
NOT_OUT = "Ini berkas yang kembali dari laptop. Gabungkan di panel kantor, tahap Penyaluran."
NOT_HOME = "Ini berkas untuk laptop, bukan yang kembali dari laptop. Pilih berkas yang dibuat laptop sesudah melayani."
OTHER = "Berkas ini dari program lain. Buka tahap Penyaluran program itu, lalu gabungkan di sana."


# --- the office prepares


def pack(office: Office, occasion: Occasion, point: str, passphrase: str) -> bytes:
    """The file for the laptop of a point. Raises BadInput (short passphrase), Refused (closed), NotAllowed."""
    with office.database.reading() as reader:
        here = handovers.open_point(reader, point)
        content = _packed(reader, here, occasion.new_id("TAS"))
    file = sealed.seal(json.dumps(content).encode(), passphrase)
    office.database.change(occasion, "pack", [event(POINT, point, packed=content["id"])])
    return file


def _packed(reader: Reader, here: Row, name: str) -> dict[str, Any]:
    people = points.chosen(reader, here["programme"], point=here["id"])
    served = reader.find(HANDOVER, sql.valid(), sql.of_people_at(here["id"]))
    stage = reader.find(STAGE, programme=here["programme"], stage=handovers.STAGE_KEY)
    return {
        "kind": OUT, "id": name, "point": here["id"], "programme": here["programme"], "day": here["date"].isoformat(),
        "officer": here["officer"] or f"Petugas {here['name']}",
        "rows": {
            PROGRAMME.name: _plain(PROGRAMME, [reader.get(PROGRAMME, here["programme"])]),
            STAGE.name: _plain(STAGE, stage), POINT.name: _plain(POINT, [here]),
            RECIPIENT.name: [
                row | {"nik": suitcase.hidden(person["nik"])}
                for person, row in zip(people, _plain(RECIPIENT, people, TRAVELLING), strict=True)
            ],
            HANDOVER.name: _plain(HANDOVER, served, SERVED),
        },
    }


def _plain(table: Table, rows: Iterable[Row], names: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Rows as JSON: their ID and those fields (all, where none is named)."""
    fields = [table.field(name) for name in names] or table.fields
    return [{"id": row["id"]} | {field.name: field.plain(row[field.name]) for field in fields} for row in rows]


# --- the laptop works


def unpack(office: Office, occasion: Occasion, file: bytes, passphrase: str) -> str:
    """Make the empty office of a laptop a point's; the user name whose password is the passphrase.

    Raises BadFile, Refused (the panel is in use, the day is over).
    """
    content = _opened(file, passphrase, OUT, NOT_OUT)
    day = date.fromisoformat(content["day"])
    if occasion.today > day:
        raise Refused(f"Titik ini untuk {wording.weekday_date(day)}, harinya sudah lewat. Minta kantor menyiapkan yang baru.")
    user = {"username": USERNAME, "name": content["officer"], "role": Role.POINT_OFFICER, "password": passphrase}

    def plan(reader: Reader) -> list[Change]:
        if reader.count(USER):
            raise Refused("Panel ini sudah dipakai. Buka titik di folder data yang kosong (--data).")
        tables = (PROGRAMME, STAGE, POINT, RECIPIENT, HANDOVER)
        made = [create(table, row["id"], **row) for table in tables for row in content["rows"][table.name]]
        return [accounts.new_user(occasion.new_id(USER.prefix), user), *made]

    office.database.change(occasion, "unpack", plan)
    known = {name: content[name] for name in ("id", "point", "programme", "day")}
    state.write_note(office.database, NOTE, known)
    return USERNAME


def carried(office: Office) -> dict[str, Any] | None:
    """On a laptop: `point`, `day`, and `home` (a file was made) or `wiped` with their moment. None in an office."""
    known: dict[str, Any] | None = state.note(office.database, NOTE)
    return known


def homeward(office: Office, occasion: Occasion, passphrase: str) -> bytes:
    """What the laptop did, sealed for the office. Raises BadInput where the passphrase is another, NotAllowed."""
    known = _carried(office)
    with office.database.reading() as reader:
        user = reader.first(USER, username=USERNAME)
        rows, said = reader.find(HANDOVER, point=known["point"]), reader.find(COMPLAINT)
    if user is None or not accounts.is_password(user, passphrase):
        raise BadInput(Problem(PASSPHRASE.name, "Pakai kata sandi yang sama dengan yang membuka titik ini."))
    office.database.change(occasion, "handover", [event(POINT, known["point"], sent_home=occasion.operation)])
    content = {**known, "kind": HOME, "handovers": _plain(HANDOVER, rows), "complaints": _plain(COMPLAINT, said)}
    state.write_note(office.database, NOTE, known | {"home": occasion.now.isoformat()})
    return sealed.seal(json.dumps(content).encode(), passphrase)


def wipe(office: Office, occasion: Occasion) -> None:
    """Destroy the personal values on the laptop. Raises Refused before a file for the office was made, NotAllowed."""
    known = _carried(office)
    if "home" not in known:
        raise Refused("Buat dahulu berkas kembali, dan pastikan kantor sudah menggabungkannya.")

    def plan(reader: Reader) -> list[Change]:
        doomed = [redact(table, row["id"]) for table in (RECIPIENT, HANDOVER, COMPLAINT) for row in reader.find(table)]
        return [*doomed, update(POINT, known["point"], state=PointState.CLOSED)]

    office.database.change(occasion, "wipe", plan)
    state.write_note(office.database, NOTE, known | {"wiped": occasion.now.isoformat()})


def tidy(office: Office, occasion: Occasion) -> None:
    """After its day a laptop forgets its people, once what it did has been sealed for the office."""
    known = carried(office)
    if known and "home" in known and "wiped" not in known and occasion.today > date.fromisoformat(known["day"]):
        wipe(office, occasion)


def _carried(office: Office) -> dict[str, Any]:
    known = carried(office)
    if known is None:
        raise Refused("Panel ini bukan laptop titik; pakai tahap Penyaluran.")
    return known


# --- the office merges


@dataclass(frozen=True)
class Merged:
    """What came home: how many hand-overs are new, how many were cancelled, and who was served `again` (name, sentence)."""

    new: int
    cancelled: int
    again: tuple[tuple[str, str], ...]

    @property
    def sentence(self) -> str:
        if not (self.new or self.cancelled):
            return "Semua penyerahan dari berkas ini sudah tercatat; tidak ada yang berubah."
        gone = f", {self.cancelled} dibatalkan" if self.cancelled else ""
        return f"{self.new} penyerahan digabungkan{gone}."


def merge(office: Office, occasion: Occasion, programme: str, file: bytes, passphrase: str) -> Merged:
    """Bring the hand-overs and complaints of a laptop home; who was served elsewhere too is noted there, never overwritten.

    Raises BadFile (cut, wrong passphrase), Refused (another programme, point closed), NotAllowed.
    """
    content = _opened(file, passphrase, HOME, NOT_HOME)
    if content["programme"] != programme:
        raise Refused(OTHER)
    brought = [{"id": row["id"]} | HANDOVER.clean(row) for row in content["handovers"]]

    def plan(reader: Reader) -> list[Change]:
        handovers.open_point(reader, content["point"])
        return _changes(reader, content["point"], _homecoming(reader, brought))

    with office.database.reading() as reader:
        found = _homecoming(reader, brought)
        again = tuple(_told(reader, row) for row in found.again)
    office.database.change(replace(occasion, source=Source.DESK), "handover", plan)
    _bring_complaints(office, replace(occasion.part("complaints"), source=Source.DESK), content["complaints"])
    return Merged(len(found.new), len(found.cancelled), again)


def _bring_complaints(office: Office, occasion: Occasion, brought: list[dict[str, Any]]) -> None:
    def plan(reader: Reader) -> list[Change]:
        known = {row["id"] for row in reader.find(COMPLAINT, gone=True, id=[row["id"] for row in brought])}
        return [create(COMPLAINT, row["id"], **row) for row in brought if row["id"] not in known]

    office.database.change(occasion, "complain", plan)


def _homecoming(reader: Reader, brought: list[Row]) -> Homecoming:
    known = {row["id"]: row for row in reader.find(HANDOVER, gone=True, id=[row["id"] for row in brought])}
    valid = reader.find(HANDOVER, sql.valid(), recipient=[row["recipient"] for row in brought])
    return suitcase.merge(brought, known, [row["recipient"] for row in valid])


def _changes(reader: Reader, point: str, found: Homecoming) -> list[Change]:
    taken_back = [
        update(HANDOVER, row["id"], cancelled_at=row["cancelled_at"], cancel_reason=row["cancel_reason"])
        for row in found.cancelled
    ]
    made = [create(HANDOVER, row["id"], **{name: row[name] for name in HANDOVER.by_name}) for row in found.new]
    opened = [update(POINT, point, state=PointState.OPEN)] if made else []
    notes = [note for row in found.again for note in _notes(reader, row)]
    return [*taken_back, *made, *opened, *notes]


def _notes(reader: Reader, row: Row) -> list[Change]:
    """The note about a second package beside the valid hand-over, unless it stands there."""
    valid, said = handovers.served(reader, row["recipient"]), _said(reader, row)
    if valid is None or any(said in entry.fields.get(desk_day.AGAIN, ()) for entry in reader.history(
            table=HANDOVER.name, row=valid["id"], kind="event")):
        return []
    return [event(HANDOVER, valid["id"], **{desk_day.AGAIN: said})]


def _said(reader: Reader, row: Row) -> str:
    return desk_day.second(reader.get(POINT, row["point"]), row["at"], row["officer"])


def _told(reader: Reader, row: Row) -> tuple[str, str]:
    person = reader.get(RECIPIENT, row["recipient"])
    here = reader.get(POINT, row["point"])
    earlier = handovers.answer(reader, person, here, row["at"].astimezone(WITA).date()).sentence
    return person["name"], f"{earlier} Lalu {_said(reader, row)}."


def _opened(file: bytes, passphrase: str, kind: str, other: str) -> dict[str, Any]:
    """What a sealed file of that kind says. Raises BadFile."""
    content: dict[str, Any] = json.loads(sealed.unseal(file, passphrase))
    if content["kind"] != kind:
        raise BadFile(other)
    return content
