"""The papers of a distribution that bear no number: invitations, tick list, receipts, daftar hadir.

They are printed to be filled and signed by hand. A NIK is masked on all of them. The letters of a point are drafted and
numbered like any other (`point_letters`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from services import letterhead
from services.distribution import point_letters, points, tick_lists
from services.domain import invitation, wording
from services.domain.desk import at_hours
from services.domain.occasion import WITA, Occasion
from services.domain.schema import HANDOVER, POINT, PROGRAMME, RECIPIENT
from services.letter_data import head_of_office, signer
from services.letters import papers, preview
from services.letters.blocks import Letterhead, Signer
from services.letters.lists import Delivery
from services.office import Office, settings_of
from services.storage.reader import Reader, Row

MakeOne = Callable[[Office, Occasion, str], bytes]  # a paper of the point of that ID
BLANK_ROWS = 24  # of a daftar hadir, for who comes


@dataclass(frozen=True)
class Folder:
    """What the papers of one point are filled from."""

    programme: Row
    point: Row
    people: tuple[Row, ...]
    head: Letterhead
    chief: Signer
    paper: str
    now: datetime

    @property
    def officer(self) -> Signer:
        return point_letters.officer(self.point)

    @property
    def delivery(self) -> Delivery:
        return Delivery(self.programme, self.point, self.head, self.officer, point_letters.knows(self.point))


def _folder(office: Office, reader: Reader, point: Row, now: datetime) -> Folder:
    settings, programme = settings_of(reader), reader.get(PROGRAMME, point["programme"])
    people = tuple(person | {"packages": 1} for person in points.chosen(reader, programme["id"], point=point["id"]))
    return Folder(
        programme | {"goods": programme["goods"] or point_letters.GOODS}, point, people, letterhead.of(office, reader),
        _chief(reader, now), settings["paper"], now)


def _chief(reader: Reader, now: datetime) -> Signer:
    return signer(head_of_office(reader, now.astimezone(WITA).date()))


def paper(office: Office, point: str, kind: str, now: datetime) -> bytes:
    """A paper of a point (a key of PAPERS) as PDF. Raises BadInput, NotFound."""
    with office.database.reading() as reader:
        folder = _folder(office, reader, reader.get(POINT, point), now)
    return PAPERS[kind][1](folder)


def receipt(office: Office, handover: str, now: datetime) -> bytes:
    """The tanda terima of one hand-over as PDF, printed on the spot. Raises BadInput, NotFound."""
    with office.database.reading() as reader:
        row = reader.get(HANDOVER, handover)
        folder = _folder(office, reader, reader.get(POINT, row["point"]), now)
        person = reader.get(RECIPIENT, row["recipient"]) | {"packages": 1}
    return _receipts("one", replace(folder, people=(person,)))


def maker(kind: str) -> MakeOne:
    """How such a paper of a point is made."""
    return lambda office, occasion, point: paper(office, point, kind, occasion.now)


def of_all(ids: Sequence[str], make: MakeOne, office: Office, occasion: Occasion) -> bytes:
    """A paper of each of these points, one after the other in one PDF. Raises what `make` raises."""
    return preview.joined([make(office, occasion.part(point), point) for point in ids])


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


PAPERS: dict[str, tuple[str, Callable[[Folder], bytes]]] = {
    "undangan": ("Undangan penerima", _invitations),
    "tanda_terima": ("Tanda terima, satu per halaman", partial(_receipts, "one")),
    "tanda_terima_4": ("Tanda terima, empat per halaman", partial(_receipts, "four")),
    "tanda_terima_daftar": ("Tanda terima, bentuk daftar", partial(_receipts, "list")),
    "daftar_hadir": ("Daftar hadir", _attendance),
}
