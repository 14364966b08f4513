"""What holds for every paper: it looks as it was looked at, on A4 and F4, whoever is named, and its codes can be read."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from pdf_reading import extent, fonts, pages, text
from text_picture import picture, stored

from services.domain import sop
from services.domain.paper import TickList
from services.letters import originals, papers, preview, qr, sample, sop_sheet
from services.letters.archive import Bundle, Filed
from services.letters.blocks import Signer
from services.letters.board import Board, Handed, Track
from services.letters.disposition import Incoming
from services.letters.lists import Delivery, RecapRow

COMMON = {"now": sample.NOW, "draft": False}
PEOPLE = sorted(person["code"] for person in sample.people(10))
CODED = dict.fromkeys(("tanda_terima", "tanda_terima_2x2", "undangan"), PEOPLE)


@cache
def every() -> dict[str, bytes]:
    return dict(sample.write_all())


def made(name: str) -> bytes:
    return every()[f"{name}.pdf"]


def on(paper: str, name: str, office=sample.OFFICE, signers=sample.SIGNERS, data=None) -> bytes:
    """A letter of the sample on that paper."""
    values = data or sample.data()
    if name in originals.names_with_sections():
        values["bagian"] = originals.sections(name, sample.data())
    text_ = originals.text(name).replace("kertas: A4", f"kertas: {paper}")
    return papers.letter(text_, values, office, signers, code=sample.CODE, **COMMON)


@pytest.mark.parametrize("name", originals.names())
def test_a_letter_looks_as_it_was_looked_at(name: str):
    """After a change on purpose: `python tests/letters/text_picture.py`, then look at what git shows."""
    assert picture(made(name)) == stored(name)


@pytest.mark.parametrize("name", originals.names())
def test_a_letter_keeps_its_margins_on_f4(name: str):
    for number, page in enumerate(pages(on("F4", name)), start=1):
        left, top, right, bottom = extent(page)
        assert (round(float(page.width)), round(float(page.height))) == (609, 935)
        assert left >= 29.9 and right >= 19.9 and bottom >= 25 and top >= (10 if number > 1 else 12)


@pytest.mark.parametrize("name", [*originals.names(), "lembar_disposisi", *CODED])
def test_every_code_of_every_page_is_read_back(name: str):
    pdf = made(name)
    shots = (preview.picture(pdf, page, 150) for page in range(1, preview.count_pages(pdf) + 1))
    assert sorted(code for shot in shots for code in qr.read(shot)) == CODED.get(name, [sample.CODE])


@pytest.mark.parametrize("name", [*originals.names(), *sample.PAPERS])
def test_every_font_is_embedded_and_can_be_copied_from(name: str):
    sheets = pages(made(name))
    for page in (*sheets[:2], sheets[-1]):
        for font in fonts(page):
            assert {"FontFile2", "ToUnicode"} <= font


def test_what_is_printed_copies_out_as_it_was_typed():
    name = "Ḥusnā Ñoño al-Fikrī’"
    row = sample.people(1)[0] | {"name": name}
    for pdf in (papers.receipts([row], sample.DELIVERY, **COMMON),
                papers.bnba([row], sample.PROGRAMME, sample.OFFICE, sample.HEAD, **COMMON)):
        assert name in " ".join(text(pdf).split())


def board(name: str, many: int) -> Board:
    """A dashboard with so many programmes, letters and kelurahan of that name."""
    track = Track(name, name, name, ("Terlambat",) * 8)
    return Board(name, name, ((name, "12.345/67.890"),) * 4, (track,) * many, (name,) * many, name,
                 (Handed(name, name, 2, 1),) * many, ((name, (Handed(name, name, 2, 1),)),) * many)


@pytest.mark.parametrize("paper", ["A4", "F4"])
@pytest.mark.parametrize("many", [0, 1, 60])
def test_the_dashboard_is_one_page_however_much_there_is(many: int, paper: str):
    pdf = papers.dashboard(board("Contoh Panjang " * 12, many), sample.OFFICE, now=sample.NOW, paper=paper)
    [page] = pages(pdf)
    assert min(extent(page)) >= 10
    assert ("program lain" in text(pdf), "tahap lain" in text(pdf)) == (many > 12, many > 12)
    assert f"Jumlah {2 * many} {many} {many}" in text(pdf)


def by_hand(office, signer, name: str, paper: str) -> dict[str, tuple[bytes, float]]:
    """Every paper but the letters, with one name in all its places, and its narrowest margin in mm."""
    row = sample.people(1)[0] | dict.fromkeys(("name", "address", "kelurahan", "kecamatan", "note", "slot"), name)
    point = sample.POINT | {"name": name, "address": name}
    programme = sample.PROGRAMME | {"name": name, "goods": name}
    over, given = Delivery(programme, point, office, signer, signer), {"now": sample.NOW, "paper": paper}
    final = {**given, "draft": False}
    bundle = Bundle(name, 2026, name, name, name, 2031, (Filed(name, name, sample.DAY, name),))
    return {
        "receipt": (papers.receipts([row], over, **final), 12), "four": (papers.receipts([row], over, form="four", **final), 3),
        "list": (papers.receipts([row], over, form="list", **final), 5),
        "invitation": (papers.invitation([row], over, signer, **final), 4),
        "ticks": (papers.tick_list(TickList("DFT-1", (row["code"],)), [row], programme, point, office, **given), 5),
        "recap": (papers.recap([RecapRow(name, name, 1, 0, 1, 1, name)], programme, office, signer, **final), 5),
        "attendance": (papers.attendance([(name, name)], [name], office, signer, **given), 5),
        "sheet": (papers.disposition_sheet(Incoming(name, name, name), name, office, sample.CODE, **given), 10),
        "board": (papers.dashboard(board(name, 12), office, **given), 10),
        "cover": (papers.archive_cover(bundle, office, **given), 10),
    }


GENERATED = (Phase.explicit, Phase.reuse, Phase.generate)  # to make a failing paper smaller takes minutes
ANY_NAME = st.text(max_size=60) | st.text(min_size=1, max_size=4).map(lambda part: part * 200)


@example("محمد عبد الله 張偉 😀👨‍👩‍👧 Ḥusnā", "A4")
@settings(max_examples=8, deadline=None, phases=GENERATED)
@given(ANY_NAME, st.sampled_from(("A4", "F4")))
def test_any_name_in_any_paper_stays_on_it(name: str, paper: str):
    office, signer = replace(sample.OFFICE, lines=(name, name), address=(name, name)), Signer(name, name, name, name)
    for kind, (pdf, least) in by_hand(office, signer, name, paper).items():
        for page in pages(pdf):
            assert not page.chars or min(extent(page)) >= least, kind


@example("محمد عبد الله 張偉 😀👨‍👩‍👧 Ḥusnā", "bast")
@settings(max_examples=6, deadline=None, phases=GENERATED)
@given(ANY_NAME.filter(str.strip), st.sampled_from(originals.names()))
def test_any_name_in_any_letter_stays_between_the_margins(name: str, letter: str):
    known = sample.data()
    data = {**known, "program": known["program"] | {"nama_program": name, "bentuk_bantuan": name},
            "instansi": dict.fromkeys(known["instansi"], name)}
    signers = {key: Signer(name, name, name, name, role=signer.role) for key, signer in sample.SIGNERS.items()}
    for page in pages(on("A4", letter, signers=signers, data=data)):
        left, _, right, bottom = extent(page)
        assert left >= 29.9 and right >= 19.9 and bottom >= 24.9


def test_the_sop_itself_stays_on_both_papers():
    text_ = (originals.FOLDER.parent / "sop" / "fasilitasi-bansos.toml").read_text(encoding="utf-8")
    for paper in ("A4", "F4"):
        assert all(min(extent(page)) >= 5 for page in pages(sop_sheet.render(sop.read(text_), sample.OFFICE, sample.NOW, paper)))
