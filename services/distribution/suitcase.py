"""Siapkan titik: a point without any line works on a laptop that runs the same panel, and comes home without loss.

The office seals a file with the people of one point (`pack`); the laptop's empty panel opens it (`unpack`), serves with
IDs of its own and seals what was done (`homeward`); the office merges that (`homecoming`), once or many times.
"""

import json
from base64 import b64encode
from collections.abc import Iterable
from datetime import date
from typing import Any

from services import accounts
from services.distribution import handovers, points
from services.domain import suitcase, wording
from services.domain.fields import Secret
from services.domain.occasion import Occasion, Role
from services.domain.schema import COMPLAINT, FILE, HANDOVER, POINT, PROGRAMME, RECIPIENT, STAGE, USER
from services.domain.states import PointState
from services.domain.table import Table
from services.errors import BadFile, BadInput, Problem, Refused
from services.office import Office
from services.storage import desk as sql
from services.storage import sealed, state
from services.storage.database import Change, create, delete, event, redact, update
from services.storage.reader import Reader, Row

OUT, HOME = "titik", "kembali"  # kinds of file
NOTE = "suitcase"  # on the laptop: which point it is, and how far its day has come
USERNAME = "titik"
ELSEWHERE = ("programme", "kelurahan", "kecamatan", "state", "point", "code")  # what travels of who goes to other points
TRAVELLING = (*ELSEWHERE, "name", "rt", "rw", "slot")
SERVED = ("programme", "recipient", "point", "at", "officer", "taken_by")
PASSPHRASE = Secret(
    name="passphrase", header="Kata Sandi Berkas", required=True, help=f"Paling sedikit {sealed.SHORTEST} huruf; sampaikan lisan")
NOT_OUT = "Ini berkas yang kembali dari laptop. Gabungkan di panel kantor, tahap Penyaluran."


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
    programme = here["programme"]
    people = _people(reader, here)
    travelling = {row["id"] for row in people}
    served = [row for row in reader.find(HANDOVER, sql.valid(), programme=programme) if row["recipient"] in travelling]
    return {
        "kind": OUT, "id": name, "point": here["id"], "programme": programme, "day": here["date"].isoformat(),
        "officer": here["officer"] or f"Petugas {here['name']}",
        "rows": {
            PROGRAMME.name: plain(PROGRAMME, [reader.get(PROGRAMME, programme)]),
            STAGE.name: plain(STAGE, reader.find(STAGE, programme=programme, stage=handovers.STAGE_KEY)),
            POINT.name: plain(POINT, points.of_programme(reader, programme)),
            RECIPIENT.name: people, HANDOVER.name: plain(HANDOVER, served, SERVED),
        },
    }


def _people(reader: Reader, here: Row) -> list[dict[str, Any]]:
    """The fixed list as it travels: those of the point by name, the others so that they can be sent to theirs."""
    rows = []
    for person in points.chosen(reader, here["programme"]):
        own = person["point"] == here["id"]
        [row] = plain(RECIPIENT, [person], TRAVELLING if own else ELSEWHERE)
        name = person["name"] if own else suitcase.veiled(person["name"])
        rows.append(row | {"name": name, "nik": suitcase.hidden(person["nik"])})
    return rows


def plain(table: Table, rows: Iterable[Row], names: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Rows as JSON: their ID and those fields (all, where none is named)."""
    fields = [table.field(name) for name in names] or table.fields
    return [{"id": row["id"]} | {field.name: field.plain(row[field.name]) for field in fields} for row in rows]


# --- the laptop works


def unpack(office: Office, occasion: Occasion, file: bytes, passphrase: str) -> str:
    """Make the empty office of a laptop a point's; the user name whose password is the passphrase.

    Raises BadFile, Refused (the panel is in use, the day is over).
    """
    content = opened(file, passphrase, OUT, NOT_OUT)
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


def desks(office: Office, reader: Reader) -> list[Row]:
    """The points at which this panel serves, as `handovers.desks`; a laptop has one."""
    known = carried(office)
    return [row for row in handovers.desks(reader) if known is None or row["id"] == known["point"]]


def carried(office: Office) -> dict[str, Any] | None:
    """On a laptop: `point`, `day`, and `home` (a file was made) or `wiped` with their moment. None in an office."""
    known: dict[str, Any] | None = state.note(office.database, NOTE)
    return known


def homeward(office: Office, occasion: Occasion, passphrase: str) -> bytes:
    """What the laptop did, sealed for the office. Raises BadInput where the passphrase is another, NotAllowed."""
    known = _carried(office)
    with office.database.reading() as reader:
        user = reader.first(USER, username=USERNAME)
        done = {
            "handovers": plain(HANDOVER, reader.find(HANDOVER)), "complaints": plain(COMPLAINT, reader.find(COMPLAINT)),
            "photos": [_photo(office, row) for row in _photos(reader)]}
    if user is None or not accounts.is_password(user, passphrase):
        raise BadInput(Problem(PASSPHRASE.name, "Pakai kata sandi yang sama dengan yang membuka titik ini."))
    office.database.change(occasion, "handover", [event(POINT, known["point"], sent_home=occasion.operation)])
    state.write_note(office.database, NOTE, known | {"home": occasion.now.isoformat()})
    return sealed.seal(json.dumps({**known, "kind": HOME, **done}).encode(), passphrase)


def _photos(reader: Reader) -> list[Row]:
    return reader.find(FILE, owner=[row["id"] for row in reader.find(HANDOVER)])


def _photo(office: Office, row: Row) -> dict[str, Any]:
    """A photo of a hand-over as it goes home: its row with what it shows."""
    [known] = plain(FILE, [row])
    return known | {"content": b64encode(office.files.read(row["sha256"])).decode()}


def wipe(office: Office, occasion: Occasion) -> None:
    """Destroy personal values and photos on the laptop. Raises Refused before a file for the office was made, NotAllowed."""
    known = _carried(office)
    if "home" not in known:
        raise Refused("Buat dahulu berkas kembali, dan pastikan kantor sudah menggabungkannya.")
    with office.database.reading() as reader:
        photos = _photos(reader)

    def plan(reader: Reader) -> list[Change]:
        doomed = [redact(table, row["id"]) for table in (RECIPIENT, HANDOVER, COMPLAINT) for row in reader.find(table)]
        gone = [delete(FILE, row["id"]) for row in photos]
        return [*doomed, *gone, update(POINT, known["point"], state=PointState.CLOSED)]

    office.database.change(occasion, "wipe", plan)
    for sha256 in {row["sha256"] for row in photos}:  # two hand-overs may have one picture
        office.files.destroy(sha256)
    office.database.empty_log()
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


def opened(file: bytes, passphrase: str, kind: str, other: str) -> dict[str, Any]:
    """What a sealed file of that kind says. Raises BadFile."""
    content: dict[str, Any] = json.loads(sealed.unseal(file, passphrase))
    if content["kind"] != kind:
        raise BadFile(other)
    return content
