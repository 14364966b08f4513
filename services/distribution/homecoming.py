"""A point that worked without a line comes home: what its laptop did becomes the office's, once, however often it is sent."""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from services.distribution import handovers, seconds
from services.distribution.suitcase import HOME, opened
from services.domain import suitcase
from services.domain.occasion import WITA, Occasion, Source
from services.domain.schema import COMPLAINT, FILE, HANDOVER, POINT, RECIPIENT
from services.domain.states import PointState
from services.domain.suitcase import Homecoming
from services.errors import Refused
from services.office import Office
from services.storage import desk as sql
from services.storage.database import Change, create, update
from services.storage.reader import Reader, Row

NOT_HOME = "Ini berkas untuk laptop, bukan yang kembali dari laptop. Pilih berkas yang dibuat laptop sesudah melayani."
OTHER = "Berkas ini dari program lain. Buka tahap Penyaluran program itu, lalu gabungkan di sana."


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
    """Bring hand-overs, photos and complaints of a laptop home; who was served elsewhere too is noted there, never
    overwritten.

    Raises BadFile (cut, wrong passphrase), Refused (another programme, point closed), NotAllowed.
    """
    content = opened(file, passphrase, HOME, NOT_HOME)
    if content["programme"] != programme:
        raise Refused(OTHER)
    brought = [{"id": row["id"]} | HANDOVER.clean(row) for row in content["handovers"]]
    photos = [_kept(office, row) for row in content["photos"]]

    def plan(reader: Reader) -> list[Change]:
        handovers.open_point(reader, content["point"])
        found = _homecoming(reader, brought)
        return [*_changes(reader, content["point"], found), *_photographs(reader, photos, found)]

    with office.database.reading() as reader:
        found = _homecoming(reader, brought)
        again = tuple(_told(reader, row) for row in found.again)
    office.database.change(replace(occasion, source=Source.DESK), "handover", plan)
    _bring_complaints(office, replace(occasion.part("complaints"), source=Source.DESK), content["complaints"])
    return Merged(len(found.new), len(found.cancelled), again)


def _kept(office: Office, brought: Mapping[str, Any]) -> Row:
    """The row of a photo whose bytes are on disk now."""
    row = {"id": brought["id"]} | FILE.clean(brought)
    kept = office.files.keep(b64decode(brought["content"]), row["name"] or "")
    return row | {"sha256": kept.sha256, "size": kept.size, "kind": kept.kind}


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
    valid = handovers.served(reader, row["recipient"])
    if valid is None or seconds.noted(reader, valid["id"], _said(reader, row)):
        return []
    return [seconds.note(valid["id"], reader.get(POINT, row["point"]), row["at"], row["officer"])]


def _said(reader: Reader, row: Row) -> str:
    return seconds.in_words(reader.get(POINT, row["point"]), row["at"], row["officer"])


def _told(reader: Reader, row: Row) -> tuple[str, str]:
    person = reader.get(RECIPIENT, row["recipient"])
    here = reader.get(POINT, row["point"])
    earlier = handovers.answer(reader, person, here, row["at"].astimezone(WITA).date()).sentence
    return person["name"], f"{earlier} Lalu {_said(reader, row)}."


def _photographs(reader: Reader, photos: list[Row], found: Homecoming) -> list[Change]:
    """The photos that are not here yet; that of a second package lies beside the valid hand-over, and says so."""
    here = {row["id"] for row in reader.find(FILE, gone=True, id=[row["id"] for row in photos])}
    again = {row["id"]: row for row in found.again}
    return [
        create(FILE, row["id"], **{name: row[name] for name in FILE.by_name} | _beside(reader, again.get(row["owner"])))
        for row in photos
        if row["id"] not in here
    ]


def _beside(reader: Reader, second: Row | None) -> dict[str, Any]:
    valid = second and handovers.served(reader, second["recipient"])
    return {"owner": valid["id"], "note": f"Paket kedua: {_said(reader, second)}"} if second and valid else {}


def _bring_complaints(office: Office, occasion: Occasion, brought: list[dict[str, Any]]) -> None:
    def plan(reader: Reader) -> list[Change]:
        known = {row["id"] for row in reader.find(COMPLAINT, gone=True, id=[row["id"] for row in brought])}
        return [create(COMPLAINT, row["id"], **row) for row in brought if row["id"] not in known]

    office.database.change(occasion, "complain", plan)
