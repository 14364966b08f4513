"""A workbook between reading and storing: kept in the session of who reads it."""

from dataclasses import dataclass

from pages import frame
from services import identity
from services.domain.schema import AGENCY
from services.people import imports, intake, layouts, quality
from services.people.imports import Sifted
from services.people.intake import Checked
from services.people.layouts import Own
from services.storage.reader import Row


@dataclass(frozen=True)
class Draft:
    """A workbook that was read and is not stored yet; `key` tells this reading from any other.

    `own`: what was mapped by hand for the agency when it was read. `corrects`: it is an earlier list of the agency,
    mended; stored as a new one, everybody would stand there twice.
    """

    key: str
    agency: Row
    name: str
    content: bytes
    own: Own
    checked: Checked
    sifted: Sifted
    corrects: bool = False

    @property
    def sender(self) -> str:
        return str(self.agency["name"])


def read(agency: str, name: str, content: bytes, programme: str = "") -> Draft:
    """Read and check a workbook as the layout of the agency says, for a programme. Raises BadFile."""
    with frame.office().database.reading() as reader:
        row, own = reader.get(AGENCY, agency), layouts.remembered(reader, agency)
    office, today = frame.office(), frame.act("look").today
    checked = intake.check(content, name, today, office.places, own)
    corrects = bool(programme) and quality.against_before(office, programme, agency, checked, today) is not None
    return Draft(identity.new_id("UNG"), row, name, content, own, checked, imports.sift(checked), corrects)
