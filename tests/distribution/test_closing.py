"""The BAST of all packages and the report: drafted from what was entered, then letters like any other, in the register."""

import pytest
from cast import BUDI, TONO
from distribution_cast import distribution, planned
from letters_cast import HEAD, draft, letter, words

from services import correspondence, numbering, printing, procurement, registers
from services.distribution import handovers
from services.domain import choosing
from services.domain.schema import OFFICIAL, PROGRAMME
from services.errors import BadInput
from services.people import recipients
from services.storage.database import create, update

CONTRACT = {"provider": "CV Contoh Pangan", "number": "027/45/KTR/2026", "value": 80_000_000}


@pytest.fixture
def programme(office, act, clock):
    """Two points are planned, the list is fixed, one person has received."""
    office.database.change(act(BUDI), "office", [create(OFFICIAL, "PJB-1", **HEAD)])
    made = distribution(office, act, budget=80_000_000, budget_source="APBD Kota Banjarbaru 2026")
    point = planned(office, act, made)["Cempaka"]["id"]
    handovers.hand_over(office, act(TONO), "PEN-0", point)
    with office.database.reading() as reader:
        seal = choosing.digest(recipients.on_the_list(reader, made))
    office.database.change(act(), "list", [update(PROGRAMME, made, fixed_at=clock.now, fixed_digest=seal)])
    return made


def printed(office, clock, made):
    return words(printing.pdf(office, [made], clock.now))


def test_the_bast_has_a_line_for_each_point_and_whoever_takes_over_writes_the_name(office, act, clock, programme):
    text = printed(office, clock, draft(office, act, programme, "distribution", "bast"))
    assert "1 paket Untuk Titik 1" in text and "3 paket Untuk Titik 2" in text
    assert text.index("PIHAK KEDUA, PIHAK PERTAMA,") < text.index("Mengetahui,") and HEAD["name"] in text


def test_the_report_counts_what_was_handed_over_and_tells_what_went_wrong(office, act, clock, programme):
    procurement.record_contract(office, act(), programme, None, CONTRACT | {"dated": act().today})
    made = draft(office, act, programme, "distribution", "laporan_pelaksanaan")
    assert "Tidak ada." in printed(office, clock, made)
    seen = letter(office, programme, "laporan_pelaksanaan")
    correspondence.edit(office, act(), seen, {"body": "1. Tiga orang <b>pindah</b>."})
    text = printed(office, clock, made)
    for part in ("telah diserahkan 1 paket, dan 3 paket belum", "CV Contoh Pangan", "tidak dilaksanakan", "<b>pindah</b>",
                 "12 Maret 2026 sampai dengan 12 Maret 2026"):
        assert part in text


def test_a_report_without_a_contract_says_what_to_enter(office, act, clock, programme):
    made = draft(office, act, programme, "distribution", "laporan_pelaksanaan")
    with pytest.raises(BadInput, match=r"kontrak\.penyedia” masih kosong"):
        printing.pdf(office, [made], clock.now)


def test_both_are_signed_numbered_and_stand_in_the_printed_register(office, act, clock, programme):
    made = [draft(office, act, programme, "distribution", kind) for kind in ("bast", "laporan_pelaksanaan")]
    correspondence.sign(office, act(), made, act().today, hardcopy_place="lemari 2")
    numbering.number(office, act(), made)
    book = words(registers.outgoing_pdf(office, 2026, clock.now))
    assert "Berita acara serah terima Paket Ramadan 2026" in book and "Laporan pelaksanaan Paket Ramadan 2026" in book
