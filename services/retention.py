"""Personal data whose time is over (UU 27/2022): what is due, its destruction through the one door, the berita acara.

Who people were is destroyed in rows, history, sheet, and in the files of agencies and the photos; places, numbers and
decisions stay, so that reports still add up. Repeating an act that was cut off goes on where it stopped.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from typing import NamedTuple

from services import letter_templates, letterhead
from services.domain import wording
from services.domain.occasion import WITA, Occasion
from services.domain.schema import FILE, PROGRAMME, TABLES
from services.domain.sop import Status
from services.errors import NotFound, Refused
from services.letter_data import head_of_office, signer
from services.letters import papers
from services.office import Office, settings_of
from services.storage import personal
from services.storage.database import delete, event, redact
from services.storage.history import Entry
from services.storage.reader import Reader, Row

ENDED = (Status.DONE, Status.REJECTED, Status.CANCELLED)
EVENT = "destroyed"  # noted at the programme: what was destroyed, in words
CHUNK = 500  # rows a transaction
LETTER = "pemusnahan_data"
Told = Callable[[int, int], object]  # rows done, rows in all; may raise to stop


class Due(NamedTuple):
    """A programme whose personal data should be gone: the last year they were kept for, and how many rows hold some."""

    programme: Row
    until: int
    rows: int


def due(reader: Reader, today: date) -> list[Due]:
    """The ended programmes of which the time is over and the personal data not destroyed, the oldest first."""
    years, gone = settings_of(reader)["retention_years"], destroyed(reader)
    return [
        Due(row, row["year"] + years, personal.count(reader, row["id"]))
        for row in reader.find(PROGRAMME, order=("year", "name"), status=ENDED)
        if row["year"] + years < today.year and row["id"] not in gone
    ]


def destroyed(reader: Reader) -> dict[str, Entry]:
    """The note of each programme whose personal data were destroyed: when, by whom, and what in words."""
    events = reader.history(table=PROGRAMME.name, kind="event", limit=-1)
    return {entry.row: entry for entry in events if EVENT in entry.fields}


def destroy(office: Office, occasion: Occasion, programme: str, told: Told = lambda _done, _of: None) -> str:
    """Destroy the personal data of a programme; what that was, in words. Raises NotAllowed, Refused where it is not due."""
    with office.database.reading() as reader:
        total = next((one.rows for one in due(reader, occasion.today) if one.programme["id"] == programme), None)
        files = personal.files(reader, programme)
    if total is None:
        raise Refused("Masa simpan data program ini belum habis, atau datanya sudah dimusnahkan. Muat ulang halaman ini.")
    done = 0
    while part := office.database.change(
        occasion.part(done), "destroy",
        lambda reader: [redact(TABLES[table], row) for table, row in personal.left(reader, programme, CHUNK)],
    ).touched:
        done += len(part)
        told(done, total)
    for row in files:
        _destroy_file(office, row)
    office.database.empty_log()
    with office.database.reading() as reader:
        what = _in_words(personal.redacted(reader, programme), len(files))
    office.database.change(occasion.part("akhir"), "destroy", lambda reader: [
        *(delete(FILE, row["id"]) for row in files if not row["deleted"]), event(PROGRAMME, programme, **{EVENT: what})])
    return what


def _destroy_file(office: Office, row: Row) -> None:
    """Take the content of a file off the disk, unless a file of something else has the same."""
    with office.database.reading() as reader:
        others = [one for one in reader.find(FILE, sha256=row["sha256"]) if one["programme"] != row["programme"]]
    with suppress(NotFound):  # the act was cut off after this file
        if not others:
            office.files.destroy(row["sha256"])


def _in_words(rows: dict[str, int], files: int) -> str:
    """"1.200 baris Penerima, 1.180 baris Penyaluran, dan 14 berkas"."""
    said = [f"{wording.number(number)} baris {TABLES[table].title}" for table, number in rows.items() if number]
    return wording.join([*said, f"{wording.number(files)} berkas instansi dan foto"])


def minutes(office: Office, programme: str, now: datetime) -> bytes:
    """The berita acara pemusnahan as PDF, with numbers and without names. Raises NotFound, BadInput without a signer."""
    with office.database.reading() as reader:
        note = destroyed(reader).get(programme)
        if note is None:
            raise NotFound("Pemusnahan data")
        row, settings = reader.get(PROGRAMME, programme), settings_of(reader)
        head, text = letterhead.of(office, reader), letter_templates.text(reader, LETTER)
        chief = signer(head_of_office(reader, now.astimezone(WITA).date()))
    done = {"tanggal": note.at.astimezone(WITA).date(), "oleh": note.actor_name, "rincian": note.fields[EVENT][1],
            "lama": settings["retention_years"]}
    data = {"program": PROGRAMME.outside(row), "pemusnahan": done}
    return papers.letter(text, data, head, {"kepala_dinas": chief}, now=now, draft=False, paper=settings["paper"])
