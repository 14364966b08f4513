"""The mayor's disposition: a memo is handed in, its sheet is printed, the answer is recorded and moves the stages.

Two memos of the SOP are answered so: that of stage 1 (answered in stage 2) and that of stage 7 (answered there).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services import attachments, correspondence, letter_data, letterhead, programmes
from services.domain.desk import code_in
from services.domain.occasion import WITA, Occasion
from services.domain.schema import DISPOSITION, LETTER
from services.domain.sop import Status
from services.domain.states import Answer
from services.errors import BadInput, NotReady, Problem, Refused
from services.letters import papers
from services.letters.disposition import Incoming
from services.office import Office, official_on, settings_of
from services.storage.database import Change, create, update
from services.storage.reader import Reader, Row


@dataclass(frozen=True)
class Course:
    """What follows the memo of a stage: its `letter`, the stage in which it is `answered`, the `paper` that the sheet
    is there, the `record` that a yes makes, and the stages that go `back` when the mayor returns it."""

    letter: str
    answered: str
    paper: str
    record: str
    back: tuple[str, ...]


COURSES: dict[str, Course] = {
    "memo": Course(
        "telaahan_1", "disposition", "lembar_disposisi", "record:disposition_answer", ("memo", "disposition")),
    "bnba_memo": Course("telaahan_2", "bnba_memo", "disposisi", "record:disposition_answer_2", ("bnba_memo",)),
}


def latest(reader: Reader, programme: str, stage: str) -> Row | None:
    """The newest disposition on the memo of a stage."""
    return reader.first(DISPOSITION, programme=programme, stage=stage, order=("-turn",))


def by_code(reader: Reader, typed: str) -> Row:
    """The disposition of the code on its sheet, however it was typed or scanned. Raises BadInput."""
    code = code_in(typed)
    found = reader.first(DISPOSITION, code=code) if code else None
    if found is None:
        raise BadInput(Problem(
            "code", f"Tidak ada lembar disposisi dengan kode “{typed.strip()}”. Periksa lagi kode di bawah QR-nya."))
    return found


def hand_in(office: Office, occasion: Occasion, programme: str, stage: str, code: str) -> None:
    """Ask the mayor for a disposition on a signed memo; `code` is printed on its sheet.

    The memo of stage 1 finishes its stage, that of stage 7 waits there. Raises NotReady while the signed copy is
    missing; Refused while an answer is awaited, or where the mayor sent this very version back.
    """
    course = COURSES[stage]

    def plan(reader: Reader) -> list[Change]:
        letter, before = correspondence.current(reader, programme, course.letter), latest(reader, programme, stage)
        _may_be_asked(before, letter)
        values = {"programme": programme, "stage": stage, "letter": letter and letter["id"], "code": code}
        turn = (before["turn"] or 1) + 1 if before else 1
        asked = create(DISPOSITION, occasion.new_id(DISPOSITION.prefix), sent=occasion.today, turn=turn, **values)
        return [asked, *_moved_on(reader, office, occasion, programme, stage)]

    office.database.change(occasion, "disposition", plan)


def _may_be_asked(before: Row | None, letter: Row | None) -> None:
    if before and before["answer"] is None:
        raise Refused("Telaahan ini sudah diajukan dan belum dijawab Wali Kota. Muat ulang halaman ini.")
    if before and before["answer"] == Answer.RETURNED and letter and letter["id"] == before["letter"]:
        raise Refused("Telaahan ini dikembalikan Wali Kota. Buat versi baru dahulu, lalu ajukan lagi.")


def _moved_on(reader: Reader, office: Office, occasion: Occasion, programme: str, stage: str) -> list[Change]:
    if programmes.stages(reader, programme)[stage]["status"] == Status.DONE:
        return []  # an administrator went past the papers before the mayor was asked
    papers_lacking = programmes.missing(reader, office.sop, programme, stage)
    if lacking := [paper.name for paper in papers_lacking if paper.part == "kelengkapan"]:
        raise NotReady("Pengajuan kepada Wali Kota", lacking)
    if COURSES[stage].answered == stage:
        return programmes.waiting(reader, office.sop, programme, stage)
    return programmes.finishing(reader, office.sop, occasion, programme, stage, frozenset({"record:disposition"}))


def answer(
    office: Office, occasion: Occasion, seen: Row, values: Mapping[str, Any], *, content: bytes = b"", name: str = "",
    hardcopy_place: str = "",
) -> None:
    """Record what the mayor wrote: `answer`, `answered` and the editable fields of the schema; the scan if at hand.

    A yes finishes the stage where its papers are there; a return sends the memo back and is counted; a no ends the
    programme. Raises BadInput, Refused when it was answered before.
    """
    course, programme = COURSES[seen["stage"]], seen["programme"]
    scan = []
    if content or hardcopy_place.strip():
        scan.append(attachments.attaching(
            office, occasion, seen["id"], content, name, hardcopy_place, programme=programme, stage=course.answered,
            paper=course.paper))
    brings = frozenset({course.record, *(f"file:{course.paper}" for _ in scan)})

    def plan(reader: Reader) -> list[Change]:
        row = reader.get(DISPOSITION, seen["id"])
        _check(row, DISPOSITION.clean(values, only_given=True), occasion)
        said = update(DISPOSITION, row["id"], **values)
        return [said, *scan, *_followed(reader, office, occasion, row, values["answer"], brings)]

    office.database.change(occasion, "disposition", plan)


def _check(row: Row, values: Mapping[str, Any], occasion: Occasion) -> None:
    if row["answer"]:
        raise Refused("Jawaban disposisi ini sudah dicatat. Muat ulang halaman ini.")
    if not values.get("answer") or not values.get("answered"):
        raise BadInput(Problem("answer", "Pilih jawaban Wali Kota dan isi tanggalnya."))
    if not row["sent"] <= values["answered"] <= occasion.today:
        raise BadInput(Problem("answered", "Tanggal Jawaban harus sejak hari diajukan sampai hari ini."))


def _followed(
    reader: Reader, office: Office, occasion: Occasion, row: Row, said: str, brings: frozenset[str]
) -> list[Change]:
    """What the mayor's answer does to the stages."""
    course, programme = COURSES[row["stage"]], row["programme"]
    if said == Answer.RETURNED:
        return programmes.returned(reader, office.sop, occasion, programme, *course.back)
    if said == Answer.REJECTED:
        return programmes.rejected(reader, office.sop, occasion, programme, course.answered)
    try:
        return programmes.finishing(reader, office.sop, occasion, programme, course.answered, brings)
    except NotReady:
        return []  # the checklist of the stage says what is missing


def complete(office: Office, occasion: Occasion, seen: Row, values: Mapping[str, Any]) -> None:
    """Change instruction, whom it went to, or the symbolic handing-over, after the answer. Raises Stale."""
    allowed = {field.name for field in DISPOSITION.editable()}
    change = update(DISPOSITION, seen["id"], seen, **{name: values[name] for name in values if name in allowed})
    office.database.change(occasion, "disposition", [change])


def sheet(office: Office, disposition: str, now: datetime) -> bytes:
    """The lembar disposisi with its code, to be filled by hand."""
    with office.database.reading() as reader:
        row, settings = reader.get(DISPOSITION, disposition), settings_of(reader)
        letter = reader.get(LETTER, row["letter"]) if row["letter"] else {}
        head = letterhead.of(office, reader)
        mayor = official_on(reader, "Wali Kota", now.astimezone(WITA).date())
    position = letter_data.signer(mayor).office if mayor else f"Wali Kota {settings['city'].removeprefix('Kota ')}"
    incoming = Incoming(
        f"{settings['office']} {settings['city']}", letter.get("about") or "", letter.get("number") or "",
        letter.get("dated"))
    return papers.disposition_sheet(incoming, position, head, row["code"], now=now, paper=settings["paper"])
