from dataclasses import replace

import pytest
from pdf_reading import in_order, pages, slanted, text

from services.domain.sop import Executor
from services.letters import flowchart, sample, sop_sheet
from services.letters.flowchart import Symbol
from services.letters.marks import Path, Words

SOP = sample._sop()


@pytest.mark.parametrize("paper", ["A4", "F4"])
def test_the_printed_words_of_the_sop_stand_in_their_order(paper: str):
    words = text(sop_sheet.render(SOP, sample.OFFICE, sample.NOW, paper))
    assert in_order(words, [
        "Nomor SOP", "007/01E-02/SOP/DinSos/2022", "Dasar Hukum", "Peringatan", "PELAKSANA", "MUTU BAKU",
        "Diposisi Walikota", "Tanda Terima", "IDENTIFIKASI KEBUTUHAN SOP", "A. DATA KEGIATAN", "Judul SOP",
        "C. IDENTIFIKASI LANGKAH", "Langkah Awal",
    ])


def test_the_whole_flow_stands_on_one_page():
    sheets = pages(sop_sheet.render(SOP, sample.OFFICE, sample.NOW))
    assert sheets[1].search("Surat Telaahan Staf") and sheets[1].search("Pendistribusian Paket")
    assert len(sheets) == 3


def test_in_practice_every_page_says_so():
    sheets = pages(sop_sheet.render(SOP, replace(sample.OFFICE, across="LATIHAN"), sample.NOW))
    assert all("LATIHAN" in "".join(char["text"] for char in page.chars if slanted(char)) for page in sheets)


def test_what_is_our_reading_says_so():
    assert "ialah tafsiran" in text(sop_sheet.render(SOP, sample.OFFICE, sample.NOW))
    sure = [replace(stage, executors=tuple(replace(one, ditafsirkan=False) for one in stage.executors))
            for stage in SOP.stages]
    assert "ialah tafsiran" not in text(sop_sheet.render(replace(SOP, stages=tuple(sure)), sample.OFFICE, sample.NOW))


def test_a_sop_of_many_stages_repeats_both_lines_of_the_head():
    many = replace(SOP, stages=SOP.stages * 3)
    heads = [page for page in pages(sop_sheet.render(many, sample.OFFICE, sample.NOW)) if page.search("PELAKSANA")]
    assert len(heads) == 3
    assert all(page.search("Kelengkapan") for page in heads)


def test_a_stage_nobody_is_named_for_leaves_the_line_to_the_next():
    lonely = replace(SOP.stages[3], executors=())
    changed = replace(SOP, stages=(*SOP.stages[:3], lonely, *SOP.stages[4:]))
    assert pages(sop_sheet.render(changed, sample.OFFICE, sample.NOW))


def places(marks) -> list[tuple[tuple[float, float], ...]]:
    return [mark.points for mark in marks if isinstance(mark, Path) and not mark.filled and not mark.closed]


def test_the_line_enters_in_the_column_it_came_from_and_leaves_below_the_last_symbol():
    middles = {"dinas": 50.0, "walikota": 80.0}
    executors = [Executor("dinas", "process", True), Executor("walikota", "process", True)]
    own = flowchart.symbols(executors, middles, 20)
    drawn = places(flowchart.row(Symbol("start", 80.0, 10), own, Symbol("end", 50, 10), 20))
    assert drawn[0][0] == (80.0, 0)
    assert drawn[-1] == ((80.0, own[1].foot), (80.0, 20))


def test_a_decision_has_both_ways():
    own = flowchart.symbols([Executor("walikota", "decision", True)], {"walikota": 80.0}, 20)
    marks = list(flowchart.row(Symbol("start", 50.0, 10), own, Symbol("end", 50.0, 10), 20))
    assert {mark.text for mark in marks if isinstance(mark, Words)} == {"Ya", "Tidak"}


def test_the_way_back_meets_the_row_above_where_it_leaves_the_decision():
    first, decision = Symbol("start", 50.0, 10), Symbol("decision", 80.0, 10)
    back = places(flowchart.row(first, [decision], None, 20))[1]
    above = places(flowchart.row(None, [first], decision, 20))[1]
    assert (back[-1][0], back[-1][1]) == (above[0][0], 0)
    assert above[0][1] == 20
