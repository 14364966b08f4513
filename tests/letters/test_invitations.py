from itertools import pairwise

import pytest
from pdf_reading import extent, letters, pages, text

from services.letters import papers, preview, qr, sample
from services.letters.blocks import Signer
from services.letters.lists import Delivery


def invitations(count: int, paper: str = "A4", **programme) -> bytes:
    given = sample.DELIVERY
    over = Delivery(given.programme | programme, given.point, given.office, given.giver, given.knows)
    return papers.invitation(sample.people(count), over, sample.HEAD, now=sample.NOW, draft=False, paper=paper)


def test_an_invitation_names_the_person_the_place_and_the_time():
    words = text(invitations(1))
    for part in ("Siti Contoh", "Kamis, 12 Maret 2026", "08.00–09.00 WITA", "Kantor Kelurahan Palam", "KTP dan KK asli"):
        assert part in words


def test_an_invitation_bears_no_nik_not_even_masked():
    assert "637205" not in text(invitations(3))


def test_the_codes_of_a_page_are_read_back():
    image = preview.picture(invitations(3), 1, dpi=150)
    assert sorted(qr.read(image)) == ["K7PQ3XWA0001", "K7PQ3XWA0002"]


@pytest.mark.parametrize(("allowed", "sentence"), [(True, "Bila diwakilkan"), (False, "tidak dapat diwakilkan")])
def test_it_says_whether_somebody_else_may_come(allowed: bool, sentence: str):
    assert sentence in text(invitations(1, proxy_allowed=allowed))


def test_two_stand_on_a_page_and_the_last_page_may_hold_one():
    assert [len(page.search("UNDANGAN PENGAMBILAN")) for page in pages(invitations(3))] == [2, 1]


@pytest.mark.parametrize("paper", ["A4", "F4"])
def test_long_names_stay_on_the_paper_and_never_cover_the_next_line(paper: str):
    long = "Panjang Sekali " * 30
    row = sample.people(1)[0] | {"name": long, "address": long, "kelurahan": long, "slot": long}
    signer = Signer(long, long, long, "1" * 40)
    pdf = papers.invitation([row, row], sample.DELIVERY, signer, now=sample.NOW, draft=False, paper=paper)
    (page,) = pages(pdf)
    assert min(extent(page)) >= 4.5
    tops = sorted({round(char["top"], 1) for char in letters(page) if 150 < char["x0"] < 200})
    assert all(below - above > 3 for above, below in pairwise(tops))


def test_a_person_without_a_slot_is_told_so_in_words():
    row = sample.people(1)[0] | {"slot": ""}
    assert "sesuai jadwal titik salur" in text(
        papers.invitation([row], sample.DELIVERY, sample.HEAD, now=sample.NOW, draft=False))
