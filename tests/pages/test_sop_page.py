"""The SOP on screen and as PDF: the printed words, our reading marked, running programmes in their place."""

from datetime import UTC, datetime

import pypdfium2
import pytest
from cast import SITI

from pages.pieces import sop_pieces
from services import programmes
from services.domain import sop_flow
from services.domain.sop import read
from services.letters import sop_sheet
from services.letters.sample import OFFICE
from services.storage.originals import original

PRINTED = (
    "007/01E-02/SOP/DinSos/2022", "Tanggal Efektif", "Kualifikasi Pelaksana", "Koordinasi ke ULP", "1 bulan",
    "IDENTIFIKASI KEBUTUHAN SOP", "Langkah Akhir", "Badan/ Dinas", "Diposisi Walikota",
)


@pytest.mark.parametrize("words", PRINTED)
def test_the_screen_has_the_printed_words(office, words):
    sop = office.sop
    whole = sop_pieces.first_page(sop) + sop_pieces.flow_table(sop, {}) + "".join(map(sop_pieces.grid_table, sop.grids))
    assert words in whole


@pytest.fixture(scope="module")
def pdf():
    return sop_sheet.render(read(original("sop/fasilitasi-bansos.toml")), OFFICE, datetime(2026, 3, 5, tzinfo=UTC))


@pytest.mark.parametrize("words", PRINTED)
def test_the_pdf_has_the_printed_words(pdf, words):
    text = " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    assert words in " ".join(text.split())


def test_our_reading_is_marked_as_such(office):
    table = sop_pieces.flow_table(office.sop, {})
    assert "Koordinasi ke UKPBJ (Bagian PBJ; dalam SOP: ULP) untuk pembuatan kontrak kegiatan (ditafsirkan)" in table


def test_running_programmes_stand_at_their_stage_and_their_names_are_escaped(office):
    table = sop_pieces.flow_table(office.sop, {"recap": ["<script>alert(1)</script> Lansia"]})
    row = next(part for part in table.split("<tr>") if part.startswith("<td>6</td>"))
    assert "<mark>&lt;script&gt;alert(1)&lt;/script&gt; Lansia</mark>" in row
    assert "<script" not in table


def test_the_page_opens_with_a_programme_in_it_and_offers_the_pdf(panel, office, act):
    programmes.start(office, act(), {"name": "Bantuan Lansia", "year": 2026, "quota": 4})
    app = panel(SITI, "sop.py")
    assert not app.exception
    assert app.download_button[0].label == "Unduh PDF"
    assert [header.value for header in app.header] == [
        "Alur", "Identifikasi kebutuhan SOP berdasarkan tugas dan fungsi", "Lembar kerja identifikasi kegiatan"]


def test_the_flow_enters_where_the_row_before_left(office):
    rows = sop_flow.rows(office.sop)
    assert [row.enters for row in rows] == [None, *(row.last for row in rows[:-1])]
    assert [row.goes_on for row in rows] == [True] * 7 + [False]
    assert rows[1].symbols == ((1, "decision"),)
    assert rows[4].symbols == ((3, "process"), (0, "process"))


def test_the_flow_has_a_head_at_each_entry_and_says_yes_below_a_decision(office):
    rows, table = sop_flow.rows(office.sop), sop_pieces.flow_table(office.sop, {})
    assert table.count('class="panah"') == len(rows) - 1
    assert table.count("<small>Ya</small>") == sum(row.symbols[-1][1] == "decision" for row in rows) == 2


def test_every_symbol_is_named_for_who_cannot_see_it(office):
    table = sop_pieces.flow_table(office.sop, {})
    assert table.count('role="img"') == sum(len(stage.executors) for stage in office.sop.stages)
    assert table.count('aria-label="keputusan"') == 2
