"""Data goes back to the agency that sent it: scorecard, letter, its own workbook marked; and it comes back corrected."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services import correspondence
from services.domain import quality, wording
from services.domain.occasion import Occasion, Source
from services.domain.quality import Outcome, Returned, Scorecard
from services.domain.schema import AGENCY, CORRECTION, IMPORT, LETTER, RECIPIENT
from services.domain.states import ImportState
from services.errors import BadInput, Problem, Refused
from services.office import Office
from services.people import imports, sent_lists
from services.people.imports import Arrival, Told
from services.people.intake import Checked
from services.storage import people
from services.storage.database import Change, create, event, update
from services.storage.files import Kept
from services.storage.marking import Mark, mark_workbook
from services.storage.reader import Reader, Row

STAGE = "data_intake"
LETTER_KIND = "pengantar_perbaikan"
FAULTS = {"error", "warning"}


@dataclass(frozen=True)
class Report:
    """One list of an agency as it was last sent, and what became of what was sent back.

    `asked`: how many people were faulty in earlier files of this list; `corrected`: how many of them are right now.
    """

    agency: Row
    batch: Row
    scorecard: Scorecard
    asked: int = 0
    corrected: int = 0
    correction: Row | None = None
    letter: Row | None = None

    @property
    def to_correct(self) -> int:
        """People the agency should look at again."""
        return self.scorecard.faulty + self.scorecard.doubtful


def unread(reader: Reader, programme: str) -> list[Arrival]:
    """The agencies of which a file came that nobody has counted yet."""
    return [one for one in imports.arrivals(reader, programme) if sent_lists.counted(reader, one) is None]


def reports(reader: Reader, programme: str) -> list[Report]:
    """The lists of all agencies whose files are counted, by name of the agency."""
    corrections = {row["batch"]: row for row in reader.find(CORRECTION, programme=programme)}
    letters = {row["id"]: row for row in reader.find(LETTER, programme=programme, kind=LETTER_KIND)}
    found = []
    for arrival in imports.arrivals(reader, programme):
        batches = {batch["id"]: batch for batch in arrival.imports}
        for one in sent_lists.counted(reader, arrival) or ():
            asking = corrections.get(one.batch)
            found.append(Report(
                arrival.agency, batches[one.batch], one.scorecard, one.asked, one.corrected, asking,
                letters.get(asking["letter"]) if asking else None))
    return found


def marked_workbook(office: Office, occasion: Occasion, batch: str) -> bytes:
    """The agency's own workbook with its faults marked; it holds full NIKs, so the download stands in the history."""
    with office.database.reading() as reader:
        row = reader.get(IMPORT, batch)
    book = marked(office.files.read(row["sha256"]), row["name"], sent_lists.read_again(office, row))
    office.database.change(occasion, "export", [event(IMPORT, batch, exported=f"{row['name']}, ditandai, NIK lengkap")])
    return book


def marked(content: bytes, name: str, checked: Checked) -> bytes:
    """A checked workbook with its faults marked, whether it was stored or not."""
    heads = {found.sheet: found.head[1] for found in reversed(checked.reading.tables)}
    marks = [
        Mark(entry.sheet, entry.rows[0], finding.cell, f"{finding.sentence} {finding.remedy}", finding.severity == "error")
        for entry, found in checked.people for finding in found if finding.severity in FAULTS
    ]
    return mark_workbook(content, name, marks, heads)


def ask(office: Office, occasion: Occasion, batch: str, due: date) -> None:
    """Draft the surat pengantar perbaikan of a file. Raises BadInput, Refused where there is nothing to correct."""
    if due < occasion.today:
        raise BadInput(Problem("due", "Batas Perbaikan sudah lewat. Pilih hari ini atau sesudahnya."))
    with office.database.reading() as reader:
        row = reader.get(IMPORT, batch)
        report = next((one for one in reports(reader, row["programme"]) if one.batch["id"] == batch), None)
    if not report or not report.to_correct:
        raise Refused("Tidak ada baris yang perlu diperbaiki di berkas ini.")

    def plan(reader: Reader) -> list[Change]:
        letter = correspondence.drafting(occasion, _letter(reader, row))
        place = {"programme": row["programme"], "agency": row["agency"], "batch": batch}
        asking = {"letter": letter.row, "rows": report.to_correct, "due": due}
        return [letter, create(CORRECTION, occasion.new_id(CORRECTION.prefix), **place, **asking)]

    office.database.change(occasion, "requests", plan)


def _letter(reader: Reader, batch: Row) -> Row:
    agency = reader.get(AGENCY, batch["agency"])
    to = {"addressee": agency["addressee"] or f"Pimpinan {agency['name']}", "place": agency["place"] or "Tempat"}
    about = f"Perbaikan data dari {agency['name']}"
    return correspondence.drafted(reader, batch["programme"], STAGE, LETTER_KIND, about=about, **to)


# A corrected file comes back


def against_before(office: Office, programme: str, agency: str, checked: Checked) -> Returned | None:
    """A checked list against the one of the agency that it corrects; None if it corrects none. Reads earlier files."""
    with office.database.reading() as reader:
        arrived = next((one for one in imports.arrivals(reader, programme) if one.agency["id"] == agency), None)
    known = sent_lists.read(office, arrived.imports) if arrived else []
    backs = [quality.returned(one.people, checked.people) for one in known]
    return next((back for back in backs if back.same_list), None)


def take_in(
    office: Office, occasion: Occasion, programme: str, agency: str, name: str, content: bytes, checked: Checked,
    told: Told = lambda _done, _of: None,
) -> Returned:
    """Take in a corrected list: corrected and new people are stored, people stored before get what changed.

    What somebody has changed in the panel since stays as it is; who is not in the list any more stays too.
    Raises NotAllowed; Refused where the list corrects none of the agency's, was stored before, or the programme's is fixed.
    """
    result = against_before(office, programme, agency, checked)
    if result is None:
        raise Refused("Berkas ini bukan perbaikan dari berkas instansi ini. Simpan sebagai data baru.")
    place: dict[str, Any] = {"programme": programme, "agency": agency}
    coming = tuple(match.now for match in result.matches if match.outcome in (Outcome.CORRECTED, Outcome.NEW))
    file = office.files.keep_workbook(content, name)

    def plan(reader: Reader) -> list[Change]:
        imports.require_new(reader, place, file.sha256)
        kept = [] if coming else [_kept(occasion, place, name, file, len(checked.people))]
        return [*_changes(reader, place, result), *kept]

    office.database.change(replace(occasion.part(people.CORRECTING), source=Source.IMPORT), "intake", plan)
    if coming:
        imports.store(office, occasion, programme, agency, name, content, replace(checked, people=coming), told)
    return result


def _kept(occasion: Occasion, place: Mapping[str, Any], name: str, file: Kept, read: int) -> Change:
    """The import of a corrected list that brings nobody new: from now on it is the list of the agency."""
    return create(IMPORT, occasion.new_id(IMPORT.prefix), **place, name=name, sha256=file.sha256, rows=read, stored=0,
                  state=ImportState.VALID, at=occasion.now)


def _changes(reader: Reader, place: Mapping[str, Any], result: Returned) -> list[Change]:
    changed = {
        match.before[0].values["nik"]: match
        for match in result.matches if match.outcome is Outcome.CHANGED and match.before
    }
    rows = {row["nik"]: row for row in reader.find(RECIPIENT, **place, nik=set(changed))}
    return [
        update(RECIPIENT, row["id"], **values)
        for nik, row in rows.items() if (values := _untouched(row, changed[nik]))
    ]


def _untouched(row: Row, match: quality.Match) -> dict[str, Any]:
    """What changed in the list, without the facts that somebody has changed in the panel since."""
    before = match.before[0].values if match.before else {}
    return {name: value for name, value in match.changes.items() if row[name] in (None, before.get(name))}


def sentence(result: Returned) -> str:
    """What a corrected list brings, in words: "6 diperbaiki, 2 masih salah, 1 berubah, 120 tetap"."""
    counts = {outcome: result.number(outcome) for outcome in Outcome}
    said = [f"{wording.number(count)} {outcome.lower()}" for outcome, count in counts.items() if count]
    gone = [f"{wording.number(len(result.gone))} tidak ada lagi di berkas"] if result.gone else []
    return ", ".join([*said, *gone])
