"""Letters: drafted, edited, signed on paper, numbered, sent.

A letter is signed when its scan, or the place of its hardcopy, is known: the panel never draws a signature
(Permendagri 1/2023, Ps. 45-46). Number and date are given after signing (Ps. 68).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services import attachments, letter_data, letter_templates, programmes
from services.domain import telaahan
from services.domain.occasion import Occasion
from services.domain.schema import CORRECTION, DATA_REQUEST, DISPOSITION, LETTER
from services.domain.states import SIGNED, LetterState
from services.errors import BadInput, NotReady, Problem, Refused
from services.letters import originals
from services.office import Office
from services.storage.database import Change, create, update
from services.storage.reader import Reader, Row

# What a letter must be before it becomes the next thing.
BEFORE = {
    LetterState.SIGNED: LetterState.READY,
    LetterState.NUMBERED: LetterState.SIGNED,
    LetterState.SENT: LetterState.NUMBERED,
}
NAMES = {
    "telaahan_1": "Telaahan Staf", "telaahan_2": "Telaahan Staf dan BNBA",
    "permohonan_simbolis": "Permohonan penyerahan simbolis", "permohonan_ukpbj": "Surat permohonan UKPBJ",
    "permintaan_data": "Surat permintaan data", "pengingat_data": "Surat pengingat data",
    "pengantar_perbaikan": "Surat pengantar perbaikan", "laporan_pelaksanaan": "Laporan pelaksanaan",
    "bast": "Berita acara serah terima", "pengantar_paket": "Surat pengantar paket",
    "bast_penutupan": "Berita acara penyaluran dan sisa",
}
ASKING = ((DATA_REQUEST, "letter"), (DATA_REQUEST, "reminder"), (CORRECTION, "letter"))  # rows that name a letter
BESIDE = {"telaahan_2": ("permohonan_simbolis",)}  # letters that are drafted together with a memo


def current(reader: Reader, programme: str, kind: str, point: str | None = None) -> Row | None:
    """The letter of that kind that is in force, of the programme or of a point: its newest version."""
    letters = reader.find(LETTER, programme=programme, kind=kind, point=point, order=("-version",), limit=1)
    return next(iter(letters), None)


def drafted(reader: Reader, programme: str, stage: str, kind: str, **values: Any) -> Row:
    """A letter as it would be drafted, not stored yet: heading and sections filled from the programme."""
    bare = dict.fromkeys(field.name for field in LETTER.fields) | {"id": None, "programme": programme, "kind": kind}
    bare["template"] = letter_templates.newest(reader, kind)
    data = letter_data.data_of(reader, bare | values)
    head = letter_data.heading(text_of(reader, bare), data)
    body = telaahan.write(originals.sections(kind, data)) if kind in originals.names_with_sections() else None
    named = data["titik"]["nama_titik"] if values.get("point") else data["program"]["nama_program"]
    about = head["hal"] or f"{NAMES[kind]} {named}"
    known = {"about": about, "addressee": head["kepada"], "place": head["di"], "copies": head["tembusan"]}
    return bare | {"stage": stage, "version": 1, "state": LetterState.DRAFT, "body": body} | known | values


def text_of(reader: Reader, letter: Row) -> str:
    """The template of a letter, in the version it was made with."""
    return letter_templates.text(reader, letter["kind"], letter["template"] or 0)


def drafting(occasion: Occasion, letter: Row) -> Change:
    """The change that stores a drafted letter."""
    values = {field.name: letter[field.name] for field in LETTER.fields} | {"year": occasion.today.year}
    return create(LETTER, letter["id"] or occasion.new_id(LETTER.prefix), **values)


def draft(
    office: Office, occasion: Occasion, programme: str, stage: str, *kinds: str, points: Sequence[str | None] = (None,)
) -> None:
    """Draft letters of these kinds, of the programme or of each of these points, where there are none yet."""

    def plan(reader: Reader) -> list[Change]:
        wanted = [(kind, point) for point in points for kind in kinds]
        return [
            drafting(occasion, drafted(reader, programme, stage, kind, point=point))
            for kind, point in wanted if current(reader, programme, kind, point) is None
        ]

    office.database.change(occasion, "letters", plan)


def write(
    office: Office, occasion: Occasion, shown: Row, seen: Mapping[str, str], typed: Mapping[str, str]
) -> None:
    """Store the typed sections of a memo; `shown` is the letter on the screen, stored or only drafted.

    Sections that others wrote meanwhile stay theirs. Raises Stale where both wrote the same one, Refused when signed.
    """

    def plan(reader: Reader) -> list[Change]:
        stored = current(reader, shown["programme"], shown["kind"])
        if stored is None:
            place, body = (shown["programme"], shown["stage"]), telaahan.write(typed)
            beside = [drafted(reader, *place, kind) for kind in BESIDE.get(shown["kind"], ())]
            return [drafting(occasion, letter) for letter in (shown | {"body": body}, *beside)]
        _still_a_draft(stored)
        merged = telaahan.merged(seen, telaahan.read(stored["body"]), typed)
        return [update(LETTER, stored["id"], body=telaahan.write(merged))]

    office.database.change(occasion, "letters", plan)


def edit(office: Office, occasion: Occasion, seen: Row, values: Mapping[str, Any]) -> None:
    """Change heading, tembusan or lampiran of a draft. Raises Stale, Refused when it is signed."""

    def plan(reader: Reader) -> list[Change]:
        _still_a_draft(reader.get(LETTER, seen["id"]))
        return [update(LETTER, seen["id"], seen, **values)]

    office.database.change(occasion, "letters", plan)


def _still_a_draft(letter: Row) -> None:
    if letter["state"] in (LetterState.INITIALLING, LetterState.READY):
        raise Refused(f"Surat ini {letter['state'].lower()}. Kembalikan dahulu dengan alasannya, lalu ubah.")
    if letter["state"] != LetterState.DRAFT:
        raise Refused(f"Surat ini sudah {letter['state'].lower()} dan tidak dapat diubah. Buat versi baru.")


def new_version(office: Office, occasion: Occasion, letters: Sequence[str]) -> None:
    """Replace signed letters by new drafts with the same text; work on a returned stage goes on.

    A replaced letter, and the scan of it, proves nothing any more. Raises Refused while the mayor has it.
    """

    def plan(reader: Reader) -> list[Change]:
        rows = [reader.get(LETTER, letter) for letter in letters]
        stages = {(row["programme"], row["stage"]) for row in rows}
        return [
            *(change for row in rows for change in _replaced(reader, occasion, row)),
            *(change for place in stages for change in programmes.resumed(reader, office.sop, *place)),
        ]

    office.database.change(occasion, "letters", plan)


def _replaced(reader: Reader, occasion: Occasion, row: Row) -> list[Change]:
    if row["state"] not in SIGNED:
        raise Refused("Surat ini belum ditandatangani atau sudah diganti. Muat ulang halaman ini, lalu ubah versi terbaru.")
    if reader.first(DISPOSITION, letter=row["id"], answer=None):
        raise Refused("Telaahan ini sedang di meja Wali Kota. Catat dahulu jawabannya, lalu buat versi baru.")
    emptied = dict.fromkeys(("id", "number", "serial", "dated", "signer", "sent", "code"))
    fresh = {"version": row["version"] + 1, "state": LetterState.DRAFT, "template": letter_templates.newest(reader, row["kind"])}
    again = drafting(occasion, row | emptied | fresh)
    asking = [(table, field, asked) for table, field in ASKING for asked in reader.find(table, **{field: row["id"]})]
    return [
        update(LETTER, row["id"], state=LetterState.REPLACED),
        again,
        *(Change("change", table, asked["id"], {field: again.row}) for table, field, asked in asking),
    ]


def release(office: Office, occasion: Occasion, letters: Mapping[str, str]) -> None:
    """Before letters are printed to be signed: each gets its verification code (letter → code), once for all.

    Raises Refused while a paraf is missing.
    """

    def plan(reader: Reader) -> list[Change]:
        rows = [_to_be_signed(reader, letter, occasion.today) for letter in letters]
        return [update(LETTER, row["id"], code=letters[row["id"]]) for row in rows if not row["code"]]

    office.database.change(occasion, "letters", plan)


def sign(
    office: Office, occasion: Occasion, letters: Sequence[str], day: date, *, content: bytes = b"", name: str = "",
    hardcopy_place: str = "",
) -> None:
    """Note that letters were signed on paper that day: by their scan, or by where the hardcopy lies, or both.

    Raises BadInput (neither given, a day to come, nobody in office), BadFile, NotReady (a section is unfinished).
    """
    if day > occasion.today:
        raise BadInput(Problem("day", "Tanggal tanda tangan belum tiba. Isi tanggal hari ini atau sebelumnya."))
    with office.database.reading() as reader:
        rows = [reader.get(LETTER, letter) for letter in letters]
    scans = [_scan(office, occasion, row, content, name, hardcopy_place) for row in rows]

    def plan(reader: Reader) -> list[Change]:
        signer = letter_data.head_of_office(reader, day)["id"]
        ready = [_to_be_signed(reader, letter, occasion.today) for letter in letters]
        signed = {"state": LetterState.SIGNED, "signer": signer, "dated": day, "year": day.year}
        return [*(update(LETTER, row["id"], **signed) for row in ready), *scans]

    office.database.change(occasion, "letters", plan)


def _scan(office: Office, occasion: Occasion, row: Row, content: bytes, name: str, hardcopy_place: str) -> Change:
    """The attachment that proves a letter, under the paper of the SOP that the letter is."""
    papers_of_stage = office.sop.stage(row["stage"]).papers
    paper = next((paper.key for paper in papers_of_stage if paper.evidence == f"letter:{row['kind']}"), None)
    return attachments.attaching(
        office, occasion, row["id"], content, name, hardcopy_place, programme=row["programme"], stage=row["stage"],
        paper=paper)


def _to_be_signed(reader: Reader, letter: str, day: date) -> Row:
    """The letter, if it may be signed: after its last paraf, or as a draft where nobody in office gives one."""
    row = reader.get(LETTER, letter)
    if row["state"] != LetterState.DRAFT or letter_data.initiallers(reader, day):
        due(reader, letter, LetterState.SIGNED)
    require_complete(row, "Penandatanganan")
    return row


def require_complete(row: Row, what: str) -> None:
    """Raises NotReady: no section of a letter may be unfinished before `what`."""
    if lacking := unfinished(row):
        raise NotReady(what, [f"Bagian {title}" for title in lacking])


def unfinished(letter: Row) -> list[str]:
    """The sections of a memo that are empty or hold a gap; a letter of another kind has none."""
    sectioned = letter["body"] and letter["kind"] in originals.names_with_sections()
    return telaahan.unfinished(telaahan.read(letter["body"])) if sectioned else []


def due(reader: Reader, letter: str, into: LetterState) -> Row:
    """The letter, if that is its next step. Raises Refused."""
    row = reader.get(LETTER, letter)
    if row["state"] != BEFORE[into]:
        raise Refused(
            f"Surat ini {row['state'].lower()}; yang dapat menjadi {into.lower()} hanya surat yang "
            f"{BEFORE[into].lower()}. Muat ulang halaman ini.")
    return row


def send(office: Office, occasion: Occasion, letters: Sequence[str]) -> None:
    """Note that numbered letters went out today."""
    office.database.change(occasion, "letters", lambda reader: sending(reader, occasion, letters))


def sending(reader: Reader, occasion: Occasion, letters: Sequence[str]) -> list[Change]:
    """The changes that note it, for use cases whose own act does so."""
    rows = [due(reader, letter, LetterState.SENT) for letter in letters]
    return [update(LETTER, row["id"], state=LetterState.SENT, sent=occasion.today) for row in rows]
