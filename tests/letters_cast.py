"""A programme, its officials and its letters, for the tests of everything that is written."""

from datetime import date

import pypdfium2
from cast import BUDI, SITI

from services import attachments, correspondence, dispositions, programmes
from services.domain import choosing, telaahan
from services.domain.schema import AGENCY, OFFICIAL, PROGRAMME, RECIPIENT
from services.people import recipients
from services.storage.database import create, update

VALUES = {
    "name": "Bansos Ramadan 2026", "year": 2026, "quota": 400, "goods": "paket sembako", "budget": 80_000_000,
    "budget_source": "APBD Kota Banjarbaru 2026", "occasion": "bulan Ramadan 1447 H",
}
ITEM = {"item": "Beras", "quantity": 5, "unit": "kg", "price": 15_000}
HEAD = {"position": "Kepala Dinas Sosial", "name": "Dra. Contoh Rahmawati, M.Si.", "rank": "Pembina Utama Muda (IV/c)",
        "nip": "197001011995032001", "duty": "Kepala Dinas", "since": date(2024, 1, 1)}
SCAN = b"%PDF-1.4 pindaian"
WRITTEN = dict.fromkeys(telaahan.TITLES, "Sudah ditulis.")


def started(office, act) -> str:
    """A programme with one item in its package, in an office that has a head."""
    office.database.change(act(BUDI), "office", [create(OFFICIAL, "PJB-1", **HEAD)])
    return programmes.start(office, act(), VALUES, (ITEM,))


def words(pdf: bytes) -> str:
    """The text of a PDF, in one line."""
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def letter(office, programme, kind):
    with office.database.reading() as reader:
        return correspondence.current(reader, programme, kind)


def draft(office, act, programme, stage, kind):
    correspondence.draft(office, act(), programme, stage, kind)
    return letter(office, programme, kind)["id"]


def signed(office, act, programme, stage, kind):
    made = draft(office, act, programme, stage, kind)
    correspondence.sign(office, act(), [made], act().today, content=SCAN, name="pindaian.pdf")
    return made


def handed_in(office, act, programme, code="7K3QX9ZD4M0A"):
    """The memo of stage 1, signed and with the mayor: the disposition that is awaited."""
    signed(office, act, programme, "memo", "telaahan_1")
    dispositions.hand_in(office, act(), programme, "memo", code)
    with office.database.reading() as reader:
        return dispositions.latest(reader, programme, "memo")


def stage_row(office, programme, stage):
    with office.database.reading() as reader:
        return programmes.stages(reader, programme)[stage]


def reach(office, act, programme, stage):
    """Go on until that stage has begun: every stage before it is proven by the place of a hardcopy."""
    for before in office.sop.stages:
        if before.key == stage:
            return
        with office.database.reading() as reader:
            lacking = programmes.missing(reader, office.sop, programme, before.key)
        row = stage_row(office, programme, before.key)["id"]
        for paper in lacking:
            attachments.attach(office, act(), row, hardcopy_place="lemari 2", programme=programme, stage=before.key,
                               paper=paper.key)
        programmes.finish(office, act(), programme, before.key)


def agencies(office, act, *names):
    """Agencies by name; their IDs."""
    rows = [create(AGENCY, act().new_id("INS"), name=name, addressee=f"Lurah {name}", place="Banjarbaru")
            for name in names]
    office.database.change(act(SITI), "agencies", rows)
    return [row.row for row in rows]


def fix(office, act, programme, at, *names):
    """Fix a list of these people as the recap does."""
    people = [
        create(RECIPIENT, act().new_id("PEN"), programme=programme, name=name, nik=f"63720541017000{n:02}", rank=n,
               state="Ditetapkan", kelurahan="Palam", kecamatan="Cempaka")
        for n, name in enumerate(names, start=1)
    ]
    office.database.change(act(), "recipients", people)
    with office.database.reading() as reader:
        seal = choosing.digest(recipients.on_the_list(reader, programme))
    office.database.change(act(), "list", [update(PROGRAMME, programme, fixed_at=at, fixed_digest=seal)])
