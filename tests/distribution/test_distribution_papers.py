"""The papers of a point say who is expected, and never a whole NIK."""

from dataclasses import replace

import pytest
from cast import BUDI
from distribution_cast import distribution, planned
from letters_cast import HEAD, words
from pypdfium2 import PdfDocument

from services.distribution import papers, points
from services.domain.schema import OFFICIAL, TICK_LIST
from services.errors import BadInput
from services.letters import preview, qr
from services.storage.database import create


@pytest.fixture
def programme(office, act):
    return distribution(office, act)


@pytest.fixture
def point(office, act, programme):
    row = planned(office, act, programme)["Cempaka"]
    points.save(office, act(), programme, {"officer": "Hendra", "address": "Aula Kecamatan"}, row)
    return row["id"]


@pytest.fixture
def chief(office, act):
    office.database.change(act(BUDI), "office", [create(OFFICIAL, "PJB-1", **HEAD)])


def row_of(office, programme):
    with office.database.reading() as reader:
        return points.of_programme(reader, programme)[-1]


def printed(office, clock, point, kind):
    return words(papers.paper(office, point, kind, clock.now))


def test_a_paper_of_all_points_holds_those_of_each_in_their_order(office, act, chief, programme):
    ids = [row["id"] for row in planned(office, act, programme).values()]
    apart = [papers.paper(office, point, "undangan", act().now) for point in ids]
    whole = papers.of_all(ids, papers.maker("undangan"), office, act())
    assert len(ids) == 2 and words(whole) == " ".join(map(words, apart))


def test_the_tick_lists_of_all_points_are_kept_apart(office, act, chief, programme):
    ids = [row["id"] for row in planned(office, act, programme).values()]
    papers.of_all(ids, papers.tick_list, office, act())
    with office.database.reading() as reader:
        assert {row["point"] for row in reader.find(TICK_LIST)} == set(ids)


def test_each_person_of_the_point_gets_an_invitation_with_its_code_and_without_a_nik(office, clock, chief, point):
    reachable = replace(office, public_url="https://panel.contoh.go.id")
    pdf = papers.paper(reachable, point, "undangan", clock.now)
    assert all(name in words(pdf) for name in ("Aminah 0", "Badriah 1", "Contoh 2")) and "637205" not in words(pdf)
    held = [code for page in range(1, preview.count_pages(pdf) + 1) for code in qr.read(preview.picture(pdf, page, 150))]
    assert "https://panel.contoh.go.id/verifikasi/K0DE01" in held and len(held) == 3


def test_people_are_invited_to_slots_over_the_hours_of_the_point(office, clock, chief, point):
    text = printed(office, clock, point, "undangan")
    assert "08.00–08.30 WITA" in text and "10.30–11.00 WITA" in text


@pytest.mark.parametrize("kind", ["tanda_terima", "tanda_terima_4", "tanda_terima_daftar"])
def test_everybody_of_the_point_is_on_its_lists_with_a_masked_nik(office, clock, chief, point, kind):
    text = printed(office, clock, point, kind)
    assert all(name in text for name in ("Aminah 0", "Badriah 1", "Contoh 2")) and "Dahlia" not in text
    assert "637205******0001" in text and "6372051101800001" not in text


def test_what_is_not_known_yet_is_left_to_be_written(office, act, clock, chief, programme, point):
    points.save(office, act(), programme, {"officer": None, "packages": None}, row_of(office, programme))
    for kind in papers.PAPERS:
        assert printed(office, clock, point, kind)


def test_nothing_is_printed_while_nobody_signs_for_the_office(office, clock, point):
    for make in (
        lambda: papers.paper(office, point, "undangan", clock.now),
        lambda: papers.require_signer(office, clock.now),
    ):
        with pytest.raises(BadInput, match="Belum ada Kepala Dinas"):
            make()


@pytest.mark.parametrize("kind", ["undangan", "tanda_terima"])
def test_papers_are_on_the_paper_of_the_office(office, act, clock, chief, point, kind):
    office.change_settings(act(BUDI), {"paper": "F4"})
    assert round(PdfDocument(papers.paper(office, point, kind, clock.now))[0].get_height()) == 935
