"""The cover of a programme's archive bundle: what lies in it is what was attached to its stages, in their order."""

from collections.abc import Iterator
from datetime import datetime

from services import correspondence, letter_data, letterhead
from services.domain.schema import FILE, LETTER, PROGRAMME
from services.domain.sop import Sop
from services.letters import originals, papers
from services.letters.archive import Bundle, Filed
from services.office import Office, settings_of
from services.storage.reader import Reader, Row


def cover(office: Office, programme: str, now: datetime) -> bytes:
    """The label and the list of contents as PDF."""
    with office.database.reading() as reader:
        row, settings = reader.get(PROGRAMME, programme), settings_of(reader)
        head = letterhead.of(office, reader)
        filed, places = list(_filed(reader, office.sop, programme)), _places(reader, programme)
    bundle = Bundle(
        row["name"], row["year"], letter_data.classification(originals.text("telaahan_1")),
        row["responsible"] or settings["office"], "; ".join(places), row["year"] + settings["retention_years"], tuple(filed))
    return papers.archive_cover(bundle, head, now=now, paper=settings["paper"])


def _filed(reader: Reader, sop: Sop, programme: str) -> Iterator[Filed]:
    """Every attachment once, stage by stage, the oldest first."""
    letters = {row["id"]: row for row in reader.find(LETTER, programme=programme)}
    files = reader.find(FILE, programme=programme, order=("at",))
    for stage in sop.stages:
        names = {paper.key: paper.name for paper in stage.papers}
        for file in (row for row in files if row["stage"] == stage.key):
            letter = letters.get(file["owner"], {})
            name = names.get(file["paper"]) or correspondence.NAMES.get(letter.get("kind", "")) or file["name"]
            kept = "Asli" if file["hardcopy_place"] else "Softcopy"
            yield Filed(name or stage.title, letter.get("number") or "", letter.get("dated"), kept)


def _places(reader: Reader, programme: str) -> list[str]:
    """Where the hardcopies lie, each place once."""
    rows: list[Row] = reader.find(FILE, programme=programme, order=("at",))
    return list(dict.fromkeys(row["hardcopy_place"] for row in rows if row["hardcopy_place"]))
