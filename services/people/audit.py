"""The check before a list is fixed: what BPK would find, exceptions signed with reason and name, and the annex.

Before the list is fixed it is the proposal of stage 6 that is checked; afterwards the list as it was fixed.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from services import letter_templates, letterhead
from services.domain import audit, wording
from services.domain.audit import CHECKS, Check, Earlier, Listed
from services.domain.nik import mask
from services.domain.occasion import WITA, Occasion
from services.domain.schema import AUDIT_EXCEPTION, DECISION, HANDOVER, IMPORT, PACKAGE_ITEM, PROGRAMME, RECIPIENT
from services.domain.states import RecipientState, Verdict
from services.errors import BadInput, NotReady, Problem
from services.letter_data import head_of_office, signer
from services.letters import layout, papers
from services.letters.blocks import Letter
from services.letters.findings import Line, findings_table
from services.office import Office, settings_of
from services.people import doubles, fixing, selection
from services.people.fixing import Told
from services.people.selection import CHUNK
from services.storage import past
from services.storage.database import Change, create, delete, event
from services.storage.kept import Last, kept
from services.storage.past import Before
from services.storage.reader import Reader, Row
from services.storage.workbooks import write_xlsx

HEADER = ("Pemeriksaan", "No. Urut", "Nama", "NIK", "Kelurahan", "Temuan", "Pengecualian", "Disetujui oleh", "Tanggal")

OUT = (RecipientState.DROPPED, RecipientState.REPLACED)


@dataclass(frozen=True)
class Finding:
    """One finding about one person, and the exception if somebody signed it."""

    check: Check
    person: Row
    place: int
    sentence: str
    exception: Row | None = None

    @property
    def excepted(self) -> str:
        """The exception in words; "" if there is none."""
        if self.exception is None:
            return ""
        row = self.exception
        reason = row["reason"] or "Alasan sudah dimusnahkan"  # with the personal data, when its time had come
        return f"{reason.rstrip('.')}. Disetujui {row['approved_by']}, {wording.long_date(row['dated'])}."


@dataclass(frozen=True)
class Result:
    """What the check of a list brought. `size`: people on the list; `packages`: what there is for them."""

    programme: Row
    size: int
    packages: int
    findings: tuple[Finding, ...]

    @property
    def open(self) -> int:
        """Findings that are neither corrected nor excepted."""
        return sum(finding.exception is None for finding in self.findings)

    def of(self, check: Check) -> list[Finding]:
        """The findings of one check."""
        return [finding for finding in self.findings if finding.check is check]


def examine(reader: Reader, programme: str, today: date) -> Result:
    """Check the list of a programme."""
    return _signed(reader, _unsigned(reader, programme, today))


def look(office: Office, programme: str, now: datetime) -> None:
    """Make the check of that day, for `last`."""
    with office.database.reading() as reader:
        _unsigned(reader, programme, now.astimezone(WITA).date())


def last(reader: Reader, programme: str, today: date) -> Last[Result] | None:
    """The check of today that was made last, although the list may have changed since; None before the first."""
    known = _unsigned.last(reader, programme, today)
    return known and Last(_signed(reader, known.found), known.since)


def _signed(reader: Reader, result: Result) -> Result:
    """With the exceptions as they stand now."""
    programme = result.programme["id"]
    signed = {(one["check"], one["recipient"]): one for one in reader.find(AUDIT_EXCEPTION, programme=programme)}
    findings = (replace(one, exception=signed.get((one.check.code, one.person["id"]))) for one in result.findings)
    return replace(result, findings=tuple(findings))


@kept(PROGRAMME, RECIPIENT, IMPORT, HANDOVER, PACKAGE_ITEM, DECISION)
def _unsigned(reader: Reader, programme: str, today: date) -> Result:
    """The findings before anybody looks for exceptions: of 12,000 people they take a second."""
    row = reader.get(PROGRAMME, programme)
    people = _list(reader, row)
    packages = _packages(reader, row)
    known = {person["id"]: (place, person) for place, person in enumerate(people, start=1)}
    findings = tuple(
        Finding(audit.BY_CODE[found.check], known[found.person][1], known[found.person][0], found.sentence)
        for found in audit.examine(_listed(reader, programme, people), packages, today)
    )
    return Result(row, len(people), packages, findings)


def _list(reader: Reader, programme: Row) -> list[Row]:
    """The people of the list in their order."""
    if programme["fixed_at"]:
        return reader.find(RECIPIENT, programme=programme["id"], state=RecipientState.CHOSEN, order=("rank",))
    people = {row["id"]: row for row in reader.find(RECIPIENT, programme=programme["id"])}
    return [people[one.id] for one in selection.proposed(reader, programme["id"]).chosen]


def _packages(reader: Reader, programme: Row) -> int:
    """How many packages there are: the quota, or fewer where the warehouse has counted fewer."""
    items = reader.find(PACKAGE_ITEM, programme=programme["id"])
    counted = [row["received"] // row["quantity"] for row in items if row["received"] is not None]
    return min([programme["quota"], *counted])


def _listed(reader: Reader, programme: str, people: Sequence[Row]) -> list[Listed]:
    same = _same_people(reader)
    before: dict[str, list[Before]] = defaultdict(list)
    for row in past.elsewhere(reader, programme, same.keys()):
        before[row.nik].append(row)
    names = {person["nik"] or person["id"]: person["name"] for person in people}
    return [_one(place, person, before, same, names) for place, person in enumerate(people, start=1)]


def _same_people(reader: Reader) -> Mapping[str, set[str]]:
    """Who was decided to be one person with whom, by NIK (or row)."""
    same: dict[str, set[str]] = defaultdict(set)
    for pair, verdict in doubles.verdicts(reader).items():
        if verdict is Verdict.SAME:
            for one in pair:
                same[one] |= pair - {one}
    return same


def _one(
    place: int, person: Row, before: Mapping[str, list[Before]], same: Mapping[str, set[str]], names: Mapping[str, str]
) -> Listed:
    me = {person["nik"], person["id"]}
    also = sorted({other for one in me for other in same.get(one, ())} - me)
    rows = [row for nik in (person["nik"], *also) for row in before.get(nik, ())]
    facts = {name: person[name] for name in ("id", "name", "nik", "no_kk", "note", "source", "decile")}
    return Listed(
        place=place, helped_before=bool(person["helped_before"]), earlier=_earlier(rows),
        same_as=next((names[other] for other in also if other in names), None), **facts)


def _earlier(rows: Sequence[Before]) -> tuple[Earlier, ...]:
    """One for each other programme. Refused is who was taken out of it with every row, not one of two doubles."""
    programmes: dict[str, list[Before]] = defaultdict(list)
    for row in rows:
        programmes[row.programme].append(row)
    return tuple(
        Earlier(
            name,
            next((row.received.astimezone(WITA).date() for row in known if row.received), None),
            all(row.state in OUT for row in known),
            "; ".join(row.reason for row in known if row.reason and row.state in OUT),
        )
        for name, known in programmes.items()
    )


# Exceptions


def sign_off(
    office: Office, occasion: Occasion, programme: str, check: str, people: Sequence[str], values: Mapping[str, Any]
) -> None:
    """Except findings with a reason and the name of who answers for it. Raises BadInput; Refused if one was already."""
    if not people:
        raise BadInput(Problem("recipient", "Pilih sedikitnya satu orang."))
    office.database.change(
        occasion, "list", [_exception(occasion, programme, check, person, values) for person in people])


def _exception(occasion: Occasion, programme: str, check: str, person: str, values: Mapping[str, Any]) -> Change:
    return create(AUDIT_EXCEPTION, occasion.new_id(AUDIT_EXCEPTION.prefix), programme=programme, check=check,
                  recipient=person, dated=occasion.today, **values)


def withdraw(office: Office, occasion: Occasion, exception: str) -> None:
    """Take an exception back: the finding is open again."""
    office.database.change(occasion, "list", [delete(AUDIT_EXCEPTION, exception)])


Key = tuple[str, str]  # of a finding: the check and the person


def open_keys(result: Result) -> frozenset[Key]:
    """The findings that are neither corrected nor excepted, to say later which of them a reason was given for."""
    return frozenset(_key(finding) for finding in result.findings if finding.exception is None)


def _key(finding: Finding) -> Key:
    return finding.check.code, finding.person["id"]


def fix(
    office: Office, occasion: Occasion, programme: str, reason: str, seen: Collection[Key],
    told: Told = lambda _done, _of: None,
) -> None:
    """Fix the list. What the check finds now and nobody excepted needs a reason from somebody who has seen it; it is
    excepted with it in the actor's name. `seen`: the findings that the reason was given for.

    Raises NotAllowed, NotReady, Refused.
    """
    with office.database.reading() as reader:
        if reader.rows_of(occasion.operation):
            return
        fixing.ready_to_fix(reader, programme)
        left = [finding for finding in examine(reader, programme, occasion.today).findings if finding.exception is None]
    unseen = sum(_key(finding) not in seen for finding in left)
    if unseen or (left and not reason.strip()):
        number = wording.number(unseen or len(left))
        raise NotReady("Penetapan daftar", [f"alasan menetapkan dengan {number} temuan terbuka{' yang baru' if seen else ''}"])
    values = {"reason": reason.strip(), "approved_by": occasion.actor.name}
    for start in range(0, len(left), CHUNK):
        part = left[start:start + CHUNK]
        first = f"{part[0].check.code} {part[0].person['id']}"
        office.database.change(
            occasion.part(first), "list", [_exception(occasion, programme, one.check.code, one.person["id"], values) for one in part])
    fixing.fix(office, occasion, programme, told)


# The annex


def annex(office: Office, programme: str, now: datetime) -> bytes:
    """The findings as a PDF to go with the telaahan, numbers masked; a draft until the list is fixed. Raises BadInput."""
    with office.database.reading() as reader:
        made, head = annex_letter(reader, programme, now), letterhead.of(office, reader)
        draft = reader.get(PROGRAMME, programme)["fixed_at"] is None
    return layout.render([layout.compose(made, head)], made.fields["judul"], now, draft)


def annex_letter(reader: Reader, programme: str, now: datetime) -> Letter:
    """The findings as a letter of their own, numbers masked. Raises BadInput without a signer."""
    today = now.astimezone(WITA).date()
    result, head = examine(reader, programme, today), letterhead.from_settings(settings_of(reader))
    chief, text = signer(head_of_office(reader, today)), letter_templates.text(reader, "pemeriksaan_daftar")
    data = {
        "program": PROGRAMME.outside(result.programme),
        "pemeriksaan": {
            "orang": result.size, "paket": result.packages, "tanggal": today, "temuan": len(result.findings),
            "dikecualikan": len(result.findings) - result.open,
        },
        "tabel": {"temuan": findings_table((check.title, _lines(result, check)) for check in CHECKS)},
    }
    return papers.filled(text, data, head, {"kepala_dinas": chief})


def _lines(result: Result, check: Check) -> list[Line]:
    return [
        Line(one.place, one.person["name"], mask(one.person["nik"]), one.sentence, one.excepted)
        for one in result.of(check)
    ]


def workbook(office: Office, occasion: Occasion, programme: str) -> bytes:
    """The findings as XLSX, numbers masked; that they were taken out stands in the history."""
    with office.database.reading() as reader:
        result = examine(reader, programme, occasion.today)
    taken = f"Hasil pemeriksaan, {len(result.findings)} temuan, NIK disamarkan"
    office.database.change(occasion, "export", [event(PROGRAMME, programme, exported=taken)])
    return write_xlsx(HEADER, (_cells(finding) for finding in result.findings), "Pemeriksaan")


def _cells(finding: Finding) -> tuple[Any, ...]:
    person, signed = finding.person, finding.exception
    exception = (signed["reason"], signed["approved_by"], signed["dated"]) if signed else ("", "", "")
    return (finding.check.title, finding.place, person["name"], mask(person["nik"]), person["kelurahan"] or "",
            finding.sentence, *exception)
