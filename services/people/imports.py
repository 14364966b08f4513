"""Stage 5: the rows of a checked workbook become recipients, all at once or not at all, and can be taken back.

Rows are written in chunks that nobody sees; one small change at the end makes the import valid (`reader.alive`). A
crash or a closed window in between leaves nothing visible, and the same act, repeated, goes on where it stopped.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from services import attachments
from services.domain import wording
from services.domain.findings import Finding
from services.domain.nik import Nik
from services.domain.occasion import Occasion, Source
from services.domain.schema import AGENCY, DATA_REQUEST, FILE, IMPORT, PROGRAMME, RECIPIENT
from services.domain.states import ImportState, RecipientState
from services.domain.workbook import Entry
from services.domain.workbook.grid import address
from services.errors import BadInput, Refused
from services.office import Office
from services.people.intake import Checked
from services.storage.database import Change, create, delete, update
from services.storage.reader import Reader, Row

STAGE = "data_intake"
CHUNK = 1_000  # rows a transaction: others who write wait for it a fifth of a second
FIELDS = ("nik", "no_kk", "name", "sex", "birth_place", "birth_date", "address", "rt", "rw", "kelurahan",
          "kelurahan_code", "kecamatan", "decile", "note")  # what a list may say of a person
HARDCOPY = tuple(DATA_REQUEST.field(name) for name in ("hardcopy_received", "hardcopy_place"))
Person = tuple[Entry, tuple[Finding, ...]]
Told = Callable[[int, int], object]  # rows done, rows in all; may raise to stop


@dataclass(frozen=True)
class Sifted:
    """A checked workbook by what happens to its rows: `ready` are stored, also the `doubtful`; `faulty` are not."""

    ready: tuple[Row, ...] = ()
    doubtful: tuple[Person, ...] = ()
    faulty: tuple[Person, ...] = ()


def sift(checked: Checked) -> Sifted:
    """Which rows can be stored, as values of a recipient. Rows with an error are not."""
    ready, doubtful, faulty = [], [], []
    for entry, found in checked.people:
        values, severities = _values(entry, found), {finding.severity for finding in found}
        refused = () if "error" in severities else _refused(entry, values)
        if refused or "error" in severities:
            faulty.append((entry, (*found, *refused)))
            continue
        ready.append(values)
        if "warning" in severities:
            doubtful.append((entry, found))
    return Sifted(tuple(ready), tuple(doubtful), tuple(faulty))


def _values(entry: Entry, found: Sequence[Finding]) -> Row:
    values = {name: entry.values.get(name) for name in FIELDS}
    return values | {"source_row": entry.rows[0], "findings": " ".join(finding.code for finding in found) or None}


def _refused(entry: Entry, values: Row) -> tuple[Finding, ...]:
    """What the schema does not take although the reader could read it, such as an endless name."""
    try:
        RECIPIENT.clean(values, only_given=True)
    except BadInput as error:
        problems = [(str(problem.field), problem.sentence) for problem in error.problems]
        return tuple(
            Finding("isian_ditolak", "error", field, entry.cell(field), sentence, "Perbaiki di berkas.")
            for field, sentence in problems
        )
    return ()


def where(checked: Checked) -> str:
    """What the reader recognised: "lembar “Usulan”, tabel C6–L441, 9 kolom dikenali"."""
    return "; ".join(
        f"lembar “{found.sheet}”, tabel {_area(found, checked)}, {len(found.table.columns)} kolom dikenali"
        for found in checked.reading.tables[:2]
    ) + (f" dan {len(checked.reading.tables) - 2} tabel lain" if len(checked.reading.tables) > 2 else "")


def _area(found: Any, checked: Checked) -> str:
    columns = [column.at for column in found.table.columns]
    last = max((entry.rows[-1] for entry, _ in checked.people if entry.sheet == found.sheet), default=found.head[1])
    return f"{address(max(found.head[0], 1) - 1, min(columns))}–{address(last - 1, max(columns))}"


def nobody(_done: int, _of: int) -> None:
    """Nobody is told how far it is."""


def store(
    office: Office, occasion: Occasion, programme: str, agency: str, name: str, content: bytes, checked: Checked,
    told: Told = nobody,
) -> int:
    """Store what can be stored of a checked workbook, and the file itself; how many people.

    Raises NotAllowed; Refused where the list is fixed, nothing can be stored, or this file was stored before.
    """
    occasion, rows = replace(occasion, source=Source.IMPORT), sift(checked).ready
    if not rows:
        raise Refused("Tidak ada baris yang dapat disimpan. Perbaiki berkasnya, lalu unggah lagi.")
    place: dict[str, Any] = {"programme": programme, "agency": agency}
    batch = _begin(office, occasion, place, name, content, len(checked.people))
    shared = place | {"batch": batch, "state": RecipientState.CANDIDATE, "source": _source(office, agency)}
    for start in range(0, len(rows), CHUNK):
        told(start, len(rows))
        part = [_person(occasion, row | shared) for row in rows[start:start + CHUNK]]
        office.database.change(occasion.part(start), "intake", part)
    told(len(rows), len(rows))
    _finish(office, occasion, place, batch, len(rows))
    return len(rows)


def _source(office: Office, agency: str) -> str:
    with office.database.reading() as reader:
        return f"Usulan {reader.get(AGENCY, agency)['name']}"


def _person(occasion: Occasion, values: Mapping[str, Any]) -> Change:
    """A new candidate. The sex stands in the NIK too: it is taken from there where the list does not say it."""
    sex = values["sex"] or Nik(values["nik"]).sex
    return create(RECIPIENT, occasion.new_id(RECIPIENT.prefix), **{**values, "sex": sex})


def _begin(
    office: Office, occasion: Occasion, place: dict[str, Any], name: str, content: bytes, read: int
) -> str:
    """The row of the import, not valid yet, with the original file; its ID, also where this act began before."""
    kept = office.files.keep_workbook(content, name)

    def plan(reader: Reader) -> list[Change]:
        require_new(reader, place, kept.sha256)
        batch = occasion.new_id(IMPORT.prefix)
        return [
            create(IMPORT, batch, **place, name=name, sha256=kept.sha256, rows=read, state=ImportState.READING,
                   at=occasion.now),
            create(FILE, occasion.new_id(FILE.prefix), owner=batch, programme=place["programme"], stage=STAGE,
                   name=name, kind=kept.kind, sha256=kept.sha256, size=kept.size, at=occasion.now),
        ]

    return office.database.change(occasion.part("berkas"), "intake", plan).touched[0][1]


def require_new(reader: Reader, place: dict[str, Any], sha256: str) -> None:
    """Raise Refused unless the programme still takes data and this file was not stored for this agency."""
    if reader.get(PROGRAMME, place["programme"])["fixed_at"]:
        raise Refused("Daftar penerima sudah ditetapkan. Buka kembali di tahap Rekapitulasi sebelum menambah data.")
    if same := reader.first(IMPORT, **place, sha256=sha256, state=ImportState.VALID):
        raise Refused(
            f"Berkas ini sudah disimpan untuk instansi yang sama pada {wording.moment(same['at'])}. "
            "Batalkan impor itu dahulu bila memang harus diulang.")


def _finish(office: Office, occasion: Occasion, place: dict[str, Any], batch: str, stored: int) -> None:
    """The one small change by which all rows of an import become visible."""

    def plan(reader: Reader) -> list[Change]:
        row = reader.get(IMPORT, batch)
        require_new(reader, place, row["sha256"])
        asked = reader.find(DATA_REQUEST, **place, answered=None)
        return [
            update(IMPORT, batch, state=ImportState.VALID, stored=stored),
            *(update(DATA_REQUEST, request["id"], answered=occasion.today) for request in asked),
        ]

    office.database.change(occasion.part("berlaku"), "intake", plan)


@dataclass(frozen=True)
class Arrival:
    """An agency of a programme: what was asked of it (None: nothing), and the imports that are valid."""

    agency: Row
    request: Row | None
    imports: tuple[Row, ...]


def arrivals(reader: Reader, programme: str) -> list[Arrival]:
    """The agencies that were asked or have sent, by name."""
    requests = {row["agency"]: row for row in reader.find(DATA_REQUEST, programme=programme)}
    imports = reader.find(IMPORT, programme=programme, state=ImportState.VALID, order=("at",))
    agencies = reader.find(AGENCY, id={*requests, *(row["agency"] for row in imports)}, order=("name",))
    return [
        Arrival(agency, requests.get(agency["id"]), tuple(row for row in imports if row["agency"] == agency["id"]))
        for agency in agencies
    ]


def receive_hardcopy(office: Office, occasion: Occasion, seen: Row, values: Mapping[str, Any]) -> None:
    """Note when the hardcopy of a request came and where it lies; with a place it proves the paper of the stage.

    `seen` is the row of the request. Raises NotAllowed, BadInput, Stale.
    """
    place = HARDCOPY[1].parse(values["hardcopy_place"])

    def plan(reader: Reader) -> list[Change]:
        noted = [update(DATA_REQUEST, seen["id"], seen, **values)]
        known = reader.first(FILE, owner=seen["id"], paper="hardcopy")
        if known:
            return [*noted, update(FILE, known["id"], hardcopy_place=place) if place else delete(FILE, known["id"])]
        if not place:
            return noted
        paper = {"programme": seen["programme"], "stage": STAGE, "paper": "hardcopy"}
        return [*noted, attachments.attaching(office, occasion, seen["id"], hardcopy_place=place, **paper)]

    office.database.change(occasion, "intake", plan)
