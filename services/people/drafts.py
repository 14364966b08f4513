"""A workbook between reading and storing: a long one is read in the background, and waits behind its job."""

from dataclasses import dataclass
from datetime import date

from services import jobs
from services.domain import pace, wording
from services.domain.access import require
from services.domain.occasion import Actor, Occasion
from services.domain.schema import AGENCY, FILE, IMPORT
from services.domain.states import ImportState
from services.errors import NotFound
from services.jobs import Task
from services.office import Office
from services.people import imports, intake, layouts, quality
from services.people.imports import Sifted
from services.people.intake import Checked
from services.people.layouts import Own
from services.storage import jobs as known
from services.storage import packed, prints
from services.storage.jobs import JobState
from services.storage.reader import Reader, Row
from services.storage.workbooks import read_grids

KIND = "read"  # the first word of the kind of such a job; the second is the agency
LONG = 150_000  # bytes: some 2,000 rows are read in a quarter of a second
STEPS = 2  # of a row: it is read, and checked


@dataclass(frozen=True)
class Draft:
    """A workbook that was read and is not stored yet; `key` tells this reading from any other.

    `own`: what was mapped by hand for the agency when it was read. `corrects`: it is an earlier list of the agency,
    mended, and brings this, in words; "" = it is a new one.
    """

    key: str
    agency: Row
    name: str
    content: bytes
    own: Own
    checked: Checked
    sifted: Sifted
    corrects: str = ""

    @property
    def sender(self) -> str:
        return str(self.agency["name"])


def takes_long(reader: Reader, programme: str, agency: str, content: bytes) -> bool:
    """Whether to read a workbook in the background: what the agency sent before is read too."""
    files = reader.find(FILE, owner={batch["id"] for batch in _before(reader, programme, agency)})
    return len(content) + sum(file["size"] for file in files) > LONG


def _before(reader: Reader, programme: str, agency: str) -> list[Row]:
    return reader.find(IMPORT, programme=programme, agency=agency, state=ImportState.VALID)


def read(office: Office, today: date, key: str, programme: str, agency: str, name: str, content: bytes) -> Draft:
    """Read and check a workbook as the layout of the agency says, for a programme. Raises BadFile."""
    with office.database.reading() as reader:
        sender, own = reader.get(AGENCY, agency), layouts.remembered(reader, agency)
        before = sum(batch["rows"] for batch in _before(reader, programme, agency))
    grids = read_grids(content, name)
    pace.expect(STEPS * (before + sum(len(grid.rows) for grid in grids)))
    checked = intake.check_grids(grids, today, office.places, own)
    back = quality.against_before(office, programme, agency, checked) if before else None
    corrects = quality.sentence(back) if back else ""
    return Draft(key, {"id": agency, "name": sender["name"]}, name, content, own, checked, imports.sift(checked), corrects)


def begin(office: Office, occasion: Occasion, programme: str, agency: str, name: str, content: bytes) -> None:
    """Read a long workbook in the background. Raises NotAllowed; Refused while another of the agency is being read."""
    require(occasion.actor, "intake")
    key = occasion.operation

    def work(_told: jobs.Told) -> str:
        draft = read(office, occasion.today, key, programme, agency, name, content)
        prints.keep(office.data, key, packed.pack(draft))
        rows = f"{wording.number(len(draft.checked.people))} baris"
        return f"{name} dari {draft.sender} dibaca: {draft.checked.refused or rows}. Belum ada yang tersimpan."

    jobs.begin(office, occasion, Task(f"{KIND} {agency}", programme, f"Membaca {name}", 0, "intake"), work)


def of_job(office: Office, actor: Actor, programme: str, job: str) -> Draft:
    """What a job has read. Raises NotAllowed; NotFound before it has, once it is put away, and after an update."""
    require(actor, "intake")
    row, place = known.find(office.database, job), prints.place(office.data, job)
    if row and (row["kind"].split()[0], row["programme"], row["state"]) == (KIND, programme, JobState.DONE):
        draft: Draft | None = packed.unpack(place.read_bytes()) if place.is_file() else None
        if draft:
            return draft
    raise NotFound("Hasil baca berkas")
