"""The papers of a distribution: invitations, tick list, receipts, daftar hadir, surat pengantar, BAST of a point or a programme.

They are printed to be filled and signed by hand: what is not known yet is a dotted line, the number comes after
signing (Permendagri 1/2023, Ps. 68). A NIK is masked on all of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from services import letter_templates, letterhead
from services.distribution import handovers, points, tick_lists
from services.domain import invitation, wording
from services.domain.desk import Counters, at_hours
from services.domain.occasion import WITA, Occasion
from services.domain.schema import POINT, PROGRAMME
from services.domain.states import PointState
from services.letter_data import head_of_office, signer
from services.letters import papers
from services.letters.blocks import Letterhead, Signer, Table
from services.letters.lists import Delivery
from services.office import Office, settings_of
from services.storage.reader import Reader, Row

DOTS = "……………………………"
BLANK_ROWS = 24  # of a daftar hadir, for who comes
TEXTS = ("pengantar_paket", "bast", "bast_penutupan")
LEFTOVER_WORDS = {
    "to_warehouse": "Sisa, kembali ke gudang", "to_later": "Sisa, untuk susulan", "to_reserve": "Sisa, untuk cadangan",
}


@dataclass(frozen=True)
class Folder:
    """What the papers of one point are filled from."""

    programme: Row
    point: Row
    people: tuple[Row, ...]
    counted: Counters
    texts: Mapping[str, str]
    head: Letterhead
    chief: Signer
    paper: str
    now: datetime

    @property
    def officer(self) -> Signer:
        return Signer(f"Petugas {self.point['name']}", self.point["officer"] or "")

    @property
    def knows(self) -> Signer:
        """Who takes note: the lurah where one kelurahan is served, else the camat; the name is written by hand."""
        served = self.point["kelurahan_list"] or ""
        lurah = f"Lurah {served}" if served and "," not in served else ""
        return Signer(lurah or f"Camat {self.point['kecamatan'] or DOTS}", "")

    @property
    def delivery(self) -> Delivery:
        return Delivery(self.programme, self.point, self.head, self.officer, self.knows)

    @property
    def brought(self) -> int:
        """Packages for the point: as told, else one for each of its people."""
        return self.point["packages"] if self.point["packages"] is not None else len(self.people)


def _folder(office: Office, reader: Reader, point: Row, now: datetime) -> Folder:
    settings, programme = settings_of(reader), reader.get(PROGRAMME, point["programme"])
    expected = points.chosen(reader, programme["id"], point=point["id"])
    slots = invitation.slots(point["starts"], point["ends"], len(expected), settings["slot_minutes"])
    people = tuple(person | {"slot": slot, "packages": 1} for person, slot in zip(expected, slots, strict=True))
    texts = {name: letter_templates.text(reader, name) for name in TEXTS}
    return Folder(
        programme | {"goods": programme["goods"] or "paket bantuan"}, point, people,
        handovers.counters(reader, point, now), texts, letterhead.of(office, reader), _chief(reader, now),
        settings["paper"], now)


def _chief(reader: Reader, now: datetime) -> Signer:
    return signer(head_of_office(reader, now.astimezone(WITA).date()))


def paper(office: Office, point: str, kind: str, now: datetime) -> bytes:
    """A paper of a point (a key of PAPERS, or of CLOSING once it is closed) as PDF. Raises BadInput, NotFound."""
    with office.database.reading() as reader:
        folder = _folder(office, reader, reader.get(POINT, point), now)
    return (PAPERS | CLOSING)[kind][1](folder)


def tick_list(office: Office, occasion: Occasion, point: str) -> bytes:
    """The tick list of a point as PDF; what was printed is kept, so that its codes stay true."""
    printed = tick_lists.printed(office, occasion, point)
    with office.database.reading() as reader:
        row, people, settings = reader.get(POINT, point), tick_lists.people_on(reader, printed), settings_of(reader)
        programme, head = reader.get(PROGRAMME, row["programme"]), letterhead.of(office, reader)
    return papers.tick_list(
        tick_lists.ticks(printed), people, programme, row, head, now=occasion.now, paper=settings["paper"])


def message(office: Office, point: str) -> str:
    """The invitation of a point for a messenger, without personal data."""
    with office.database.reading() as reader:
        row, settings = reader.get(POINT, point), settings_of(reader)
        programme = reader.get(PROGRAMME, row["programme"])
    return invitation.message(programme, row, f"{settings['office']} {settings['city']}")


def require_signer(office: Office, now: datetime) -> None:
    """Before a paper is offered: somebody must sign for the office. Raises BadInput with where to enter that person."""
    with office.database.reading() as reader:
        _chief(reader, now)


def offered(point: Row) -> dict[str, str]:
    """Kind → title of the papers that a point can have now."""
    closing = CLOSING if point["state"] == PointState.CLOSED else {}
    return {kind: title for kind, (title, _) in (PAPERS | closing).items()}


def _receipts(form: papers.Layout, folder: Folder) -> bytes:
    return papers.receipts(folder.people, folder.delivery, now=folder.now, draft=False, form=form, paper=folder.paper)


def _invitations(folder: Folder) -> bytes:
    return papers.invitation(
        folder.people, folder.delivery, folder.chief, now=folder.now, draft=False, paper=folder.paper)


def _attendance(folder: Folder) -> bytes:
    point = folder.point
    event = (
        f"Penyaluran {folder.programme['name']}", point["name"],
        f"{wording.weekday_date(point['date'])}{at_hours(point)}")
    officer = [(point["officer"], "Petugas titik")] if point["officer"] else []
    return papers.attendance(
        officer, event, folder.head, folder.officer, now=folder.now, blank=BLANK_ROWS, paper=folder.paper)


def _data(folder: Folder) -> dict[str, Any]:
    """Programme and point under the names a template uses; what people write by hand is a dotted line."""
    point, given = POINT.outside(folder.point), {"paket_dibawa": folder.brought}
    place = ", ".join(filter(None, (folder.point["name"], folder.point["address"])))
    return {
        "program": PROGRAMME.outside(folder.programme),
        "titik": {key: value if value is not None else DOTS for key, value in (point | given).items()}
        | {"catatan_penutupan": folder.point["close_note"]},
        "surat": {"nomor_surat": None, "tanggal_surat": None},
        "serah_terima": {"tanggal": folder.point["date"], "tempat": place},
    }


def _covering_letter(folder: Folder) -> bytes:
    signers = {"pengirim": folder.chief, "penerima": replace(folder.officer, role="Penerima,")}
    return papers.letter(
        folder.texts["pengantar_paket"], _data(folder), folder.head, signers, now=folder.now, draft=False,
        paper=folder.paper)


def _handing_in(folder: Folder) -> bytes:
    """BAST: the office hands the packages to the point."""
    table = papers.handover_table([(folder.programme["goods"], folder.brought, f"Untuk {folder.point['name']}")])
    return _bast_of_point("bast", folder, table)


def _handing_back(folder: Folder) -> bytes:
    """BAST: what became of the packages, and where each leftover goes."""
    left = [(words, folder.point[name] or 0, "") for name, words in LEFTOVER_WORDS.items()]
    table = papers.handover_table([
        ("Paket dibawa", folder.brought, ""), ("Diserahkan kepada penerima", folder.counted.handed, "Tanda terima terlampir"),
        *(line for line in left if line[1])])
    return _bast_of_point("bast_penutupan", folder, table)


def _bast_of_point(name: str, folder: Folder, table: Table) -> bytes:
    officer = replace(folder.officer, name=folder.officer.name or DOTS)
    signers = {
        "pihak_pertama": replace(folder.chief, role="PIHAK PERTAMA,"), "pihak_kedua": replace(officer, role="PIHAK KEDUA,"),
        "mengetahui": folder.knows,
    }
    known = {**_data(folder), "tabel": {"serah_terima": table}}
    return papers.letter(
        folder.texts[name], known, folder.head, signers, now=folder.now, draft=False, paper=folder.paper)


PAPERS: dict[str, tuple[str, Callable[[Folder], bytes]]] = {
    "undangan": ("Undangan penerima", _invitations),
    "tanda_terima": ("Tanda terima, satu per halaman", partial(_receipts, "one")),
    "tanda_terima_4": ("Tanda terima, empat per halaman", partial(_receipts, "four")),
    "tanda_terima_daftar": ("Tanda terima, bentuk daftar", partial(_receipts, "list")),
    "daftar_hadir": ("Daftar hadir", _attendance),
    "pengantar_paket": ("Surat pengantar paket", _covering_letter),
    "bast": ("BAST paket ke titik", _handing_in),
}
CLOSING: dict[str, tuple[str, Callable[[Folder], bytes]]] = {
    "bast_penutupan": ("BAST penyaluran dan sisa", _handing_back),
}
