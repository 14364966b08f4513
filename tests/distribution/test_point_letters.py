"""The letters of a point: drafted from its plan, then numbered and registered like any other."""

import pytest
from cast import BUDI, KABID, TONO
from distribution_cast import distribution, planned
from letters_cast import HEAD, words
from pypdfium2 import PdfDocument

from services import correspondence, identity, letter_templates, numbering, printing, registers
from services.distribution import desk_day, handovers, point_letters, points
from services.domain.schema import LETTER, OFFICIAL, POINT
from services.domain.states import LetterState
from services.errors import Refused
from services.letters import originals
from services.storage.database import create

STAGE = "distribution"


@pytest.fixture
def programme(office, act):
    office.database.change(act(BUDI), "office", [create(OFFICIAL, "PJB-1", **HEAD)])
    return distribution(office, act)


@pytest.fixture
def point(office, act, programme):
    row = planned(office, act, programme)["Cempaka"]
    points.save(office, act(), programme, {"officer": "Hendra", "address": "Aula Kecamatan"}, row)
    return row["id"]


def drafted(office, act, programme, point, kind):
    correspondence.draft(office, act(), programme, STAGE, kind, points=[point])
    with office.database.reading() as reader:
        return correspondence.current(reader, programme, kind, point)


def printed(office, clock, letter):
    return words(printing.pdf(office, [letter["id"]], clock.now))


def row_of(office, point):
    with office.database.reading() as reader:
        return reader.get(POINT, point)


def test_the_covering_letter_names_the_officer_and_counts_the_packages(office, act, clock, programme, point):
    text = printed(office, clock, drafted(office, act, programme, point, "pengantar_paket"))
    assert "Yth. Hendra" in text and "3 (tiga) paket" in text


def test_the_bast_is_between_the_head_and_the_officer_of_the_point(office, act, clock, programme, point):
    text = printed(office, clock, drafted(office, act, programme, point, "bast"))
    assert "Paket bantuan 3 paket Untuk Titik" in text or "3 paket Untuk Titik" in text
    assert "Hendra" in text and HEAD["name"] in text and "Mengetahui," in text


def test_what_the_point_does_not_say_yet_is_written_by_hand_and_what_it_says_later_is_printed(
    office, act, clock, programme, point
):
    points.save(office, act(), programme, {"officer": None, "packages": None}, row_of(office, point))
    letter = drafted(office, act, programme, point, "pengantar_paket")
    assert "Yth. ……" in printed(office, clock, letter)
    points.save(office, act(), programme, {"officer": "Ratna"}, row_of(office, point))
    assert "Yth. Ratna" in printed(office, clock, letter)


def test_the_last_bast_tells_where_each_leftover_went_and_is_offered_once_the_point_is_closed(
    office, act, clock, programme, point
):
    assert "bast_penutupan" not in point_letters.offered(row_of(office, point))
    handovers.hand_over(office, act(TONO), "PEN-0", point)
    points.close(office, act(TONO), point, {"to_warehouse": 2, "close_note": "Dua orang pindah."})
    assert "bast_penutupan" in point_letters.offered(row_of(office, point))
    text = printed(office, clock, drafted(office, act, programme, point, "bast_penutupan"))
    for part in ("Paket dibawa 3 paket", "Diserahkan kepada penerima 1 paket", "kembali ke gudang 2 paket",
                 "Dua orang pindah."):
        assert part in text
    assert "susulan" not in text and "dua kali" not in text


def test_the_last_bast_adds_up_also_where_a_second_package_is_still_out(office, act, clock, programme, point):
    handovers.hand_over(office, act(TONO), "PEN-0", point)
    late = {"code": "0" * 10, "ago": 60, "late": True, "recipient": "PEN-0", "point": point}
    with pytest.raises(Refused):
        desk_day.hand_over(office, act(TONO), desk_day.deed(late))
    points.close(office, act(TONO), point, {"to_reserve": 1})
    text = printed(office, clock, drafted(office, act, programme, point, "bast_penutupan"))
    for part in ("Paket dibawa 3 paket", "Diserahkan kepada penerima 1 paket", "dua kali, belum ditarik 1 paket",
                 "untuk cadangan 1 paket"):
        assert part in text


def test_each_is_signed_numbered_and_stands_in_the_printed_register(office, act, clock, programme, point):
    ids = [drafted(office, act, programme, point, kind)["id"] for kind in point_letters.BEFORE]
    correspondence.release(office, act(), {letter: identity.paper_code() for letter in ids})
    correspondence.sign(office, act(), ids, act().today, hardcopy_place="lemari 2")
    numbering.number(office, act(), ids)
    with office.database.reading() as reader:
        assert sorted(row["serial"] for row in registers.outgoing(reader, 2026)) == [1, 2]
    book = words(registers.outgoing_pdf(office, 2026, clock.now))
    assert "Surat pengantar paket Titik" in book and "Berita acara serah terima Titik" in book


def test_the_bast_of_a_point_is_not_that_of_the_programme(office, act, programme, point):
    drafted(office, act, programme, point, "bast")
    with office.database.reading() as reader:
        assert correspondence.current(reader, programme, "bast") is None
    correspondence.draft(office, act(), programme, STAGE, "bast")
    with office.database.reading() as reader:
        assert correspondence.current(reader, programme, "bast")["point"] is None
        assert reader.count(LETTER, programme=programme, kind="bast") == 2


def test_a_new_version_stays_with_its_point(office, act, programme, point):
    letter = drafted(office, act, programme, point, "bast")
    correspondence.sign(office, act(), [letter["id"]], act().today, hardcopy_place="lemari 2")
    correspondence.new_version(office, act(), [letter["id"]])
    with office.database.reading() as reader:
        newest = correspondence.current(reader, programme, "bast", point)
    assert (newest["version"], newest["state"]) == (2, LetterState.DRAFT)


def test_a_text_and_the_paper_of_the_office_are_what_is_printed(office, act, clock, programme, point):
    office.change_settings(act(BUDI), {"paper": "F4"})
    changed = originals.text("bast").replace("::: tabel serah_terima", "Kalimat baru.\n\n::: tabel serah_terima")
    letter_templates.save(office, act(KABID), "bast", 0, changed)
    letter = drafted(office, act, programme, point, "bast")
    pdf = printing.pdf(office, [letter["id"]], clock.now)
    assert "Kalimat baru." in words(pdf) and round(PdfDocument(pdf)[0].get_height()) == 935
