"""A workbook between reading and storing: kept in the session of who reads it."""

from dataclasses import dataclass

from pages import frame
from services import identity, imports, intake, layouts
from services.domain.schema import AGENCY
from services.imports import Sifted
from services.intake import Checked
from services.layouts import Own
from services.storage.reader import Row


@dataclass(frozen=True)
class Draft:
    """A workbook that was read and is not stored yet; `key` tells this reading from any other.

    `own`: what was mapped by hand for the agency when it was read.
    """

    key: str
    agency: Row
    name: str
    content: bytes
    own: Own
    checked: Checked
    sifted: Sifted

    @property
    def sender(self) -> str:
        return str(self.agency["name"])


def read(agency: str, name: str, content: bytes) -> Draft:
    """Read and check a workbook as the layout of the agency says. Raises BadFile."""
    with frame.office().database.reading() as reader:
        row, own = reader.get(AGENCY, agency), layouts.remembered(reader, agency)
    checked = intake.check(content, name, frame.act("look").today, frame.office().places, own)
    return Draft(identity.new_id("UNG"), row, name, content, own, checked, imports.sift(checked))
