"""The SOP as data, and the engine over it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain import sop
from services.domain.sop import Action, Duration, Status
from services.domain.workdays import Calendar, OwnDay
from services.errors import BadInput, Refused
from services.storage.originals import original

TEXT = original("sop/fasilitasi-bansos.toml")
SOP = sop.read(TEXT)
CALENDAR = Calendar()
FRIDAY = date(2026, 3, 6)

UNTOUCHED = {stage.key: Status.NOT_STARTED for stage in SOP.stages}


def statuses(**known: Status) -> dict[str, Status]:
    return UNTOUCHED | known


def done(*keys: str) -> dict[str, Status]:
    return statuses(**dict.fromkeys(keys, Status.DONE))


def keys(stages: tuple[sop.Stage, ...]) -> list[str]:
    return [stage.key for stage in stages]


def strings(value: Any) -> Iterator[str]:
    """Every text within a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from strings(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from strings(getattr(value, name))


# The text


def test_every_word_of_the_printed_sop_is_kept(shared):
    printed = (shared / "sop" / "fasilitasi-bansos.txt").read_text(encoding="utf-8")
    cells = {cell.strip().removeprefix("- ") for line in printed.splitlines() for cell in line.split("\t")}
    numbers = {str(stage.number) for stage in SOP.stages}
    assert cells - {"", ":"} - numbers - set(strings(SOP)) == set()


def test_the_stages_stand_as_in_the_printed_flow(shared):
    printed = (shared / "sop" / "fasilitasi-bansos.txt").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in printed.splitlines() if line[:1].isdigit() and line.count("\t") > 8]
    assert [(row[0], row[1], *row[6:9]) for row in rows] == [
        (str(stage.number), stage.activity, stage.kelengkapan, stage.waktu, stage.output) for stage in SOP.stages
    ]


def test_the_blanks_of_the_sop_stay_blank():
    header = {line.label: line.text for line in SOP.header}
    assert (header["Tanggal Revisi"], header["Tanggal Efektif"]) == ("-", "")
    assert {stage.keterangan for stage in SOP.stages} == {""}
    assert {section.title: section.items for section in SOP.sections}["Keterangan SOP"] == ()


def test_the_worksheets_b_and_c_differ_as_printed():
    work = {grid.title: [row[1] for row in grid.rows] for grid in SOP.grids}
    assert work["B. IDENTIFIKASI KEGIATAN"] == ["Langkah Awal", "Langkah Utama", "", "Langkah Akhir"]
    assert work["C. IDENTIFIKASI LANGKAH"] == ["Langkah Awal", "", "Langkah Utama", "Langkah Akhir"]


def test_misspellings_stay_and_today_stands_beside_them():
    stage = SOP.stage("disposition")
    assert stage.activity.startswith("Diposisi Walikota/Peretujuan")
    assert stage.modern.startswith("Disposisi Wali Kota/Persetujuan")


def test_the_eight_stages_have_the_times_of_the_sop():
    assert [stage.duration for stage in SOP.stages] == [
        Duration(2, "hari"), Duration(2, "hari"), Duration(1, "bulan"), Duration(1, "hari"),
        Duration(5, "hari"), Duration(2, "hari"), Duration(2, "hari"), Duration(7, "hari"),
    ]  # fmt: skip


def test_who_does_what_is_marked_as_our_reading():
    assert all(executor.ditafsirkan for stage in SOP.stages for executor in stage.executors)
    assert all(paper.ditafsirkan for stage in SOP.stages for paper in stage.papers)


def test_every_stage_asks_for_a_paper_and_an_output():
    for stage in SOP.stages:
        assert {paper.part for paper in stage.papers} == {"kelengkapan", "output"}, stage.key


# Reading what somebody edited


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('waktu = "1 bulan"', 'wktu = "1 bulan"', "SOP, stages ke-3: isian “wktu” tidak dikenal"),
        ('action = "Catat kontrak"\n', "", "SOP, stages ke-3: isian “action” belum ada"),
        ('waktu = "1 bulan"', 'waktu = "sebulan"', "SOP, tahap “procurement”: waktu “sebulan” tidak terbaca"),
        ("number = 3", 'number = "3"', "SOP, stages ke-3, number: di sini harus angka bulat"),
        ("number = 3", "number = true", "SOP, stages ke-3, number: di sini harus angka bulat"),
        ('key = "recap"', 'key = "memo"', "SOP, stages: “memo” ada lebih dari satu"),
        ('predecessors = ["recap"]', 'predecessors = ["rekap"]', "tahap pendahulu “rekap” tidak ada"),
        ("predecessors = []", 'predecessors = ["distribution"]', "saling menunggu"),
        ('side_by_side = ["disposition"]', 'side_by_side = ["recap"]', "saling menunggu"),
        ('desk = "ukpbj"', 'desk = "ulp"', "tahap “procurement”: pihak “ulp” tidak ada di parties"),
        ('party = "ukpbj"', 'party = "ulp"', "tahap “procurement”: pihak “ulp” tidak ada di parties"),
        ('symbol = "end"', 'symbol = "selesai"', "executors ke-1, symbol: “selesai” tidak dikenal"),
        ('"record:contract"', '"rekam:kontrak"', "bukti “rekam:kontrak” tidak dikenal"),
        ('waiting = "Menunggu kontrak"', 'waiting = "Selesai"', "“Selesai” bukan status menunggu"),
        ('waiting = "Menunggu kontrak"', 'waiting = "Menunggu"', "waiting: “Menunggu” tidak dikenal"),
        ('key = "kontrak"', 'key = "permohonan"', "papers: “permohonan” ada lebih dari satu"),
        ('predecessors = ["recap"]', 'predecessors = "recap"', "stages ke-7, predecessors: di sini harus daftar"),
        ('title = "Rekapitulasi"', 'title = "Rekapitulasi', "tidak terbaca. Periksa tanda kutip"),
    ],
)
def test_a_fault_in_an_edited_sop_is_named_with_its_place(old, new, sentence):
    assert old in TEXT
    with pytest.raises(BadInput) as caught:
        sop.read(TEXT.replace(old, new, 1))
    assert sentence in str(caught.value)


def test_a_text_cut_off_is_not_read():
    with pytest.raises(BadInput, match="SOP: akhir berkas tidak terbaca"):
        sop.read('kop = ["PEMERINTAH')


def test_an_sop_without_stages_is_not_read():
    with pytest.raises(BadInput, match="sedikitnya satu"):
        sop.read("kop = []\nflow_head = []\nheader = []\nsections = []\nparties = []\nstages = []\ngrids = []")


def test_all_faults_of_names_are_told_together():
    text = TEXT.replace('desk = "ukpbj"', 'desk = "ulp"').replace('waktu = "7 hari"', 'waktu = "7 minggu"')
    with pytest.raises(BadInput) as caught:
        sop.read(text)
    assert len(caught.value.problems) == 2


# The way of a stage


@pytest.mark.parametrize(
    ("status", "action", "then"),
    [
        (Status.NOT_STARTED, Action.START, Status.RUNNING),
        (Status.RUNNING, Action.WAIT, Status.WAITING_DISPOSITION),
        (Status.WAITING_DISPOSITION, Action.RESUME, Status.RUNNING),
        (Status.WAITING_DISPOSITION, Action.FINISH, Status.DONE),
        (Status.WAITING_DISPOSITION, Action.RETURN, Status.RETURNED),
        (Status.DONE, Action.RETURN, Status.RETURNED),
        (Status.RETURNED, Action.RESUME, Status.RUNNING),
        (Status.WAITING_DISPOSITION, Action.REJECT, Status.REJECTED),
        (Status.NOT_STARTED, Action.CANCEL, Status.CANCELLED),
        (Status.REJECTED, Action.REOPEN, Status.RUNNING),
    ],
)
def test_a_stage_goes_its_way(status, action, then):
    assert sop.after(SOP.stage("disposition"), status, action) is then


@pytest.mark.parametrize(
    ("status", "action"),
    [
        (Status.NOT_STARTED, Action.FINISH),
        (Status.DONE, Action.START),
        (Status.DONE, Action.CANCEL),
        (Status.RETURNED, Action.FINISH),
        (Status.REJECTED, Action.RESUME),
        (Status.CANCELLED, Action.START),
        (Status.WAITING_DISPOSITION, Action.WAIT),
    ],
)
def test_a_stage_refuses_what_its_status_does_not_allow(status, action):
    with pytest.raises(Refused, match=rf"tidak dapat {action}; statusnya {status}"):
        sop.after(SOP.stage("disposition"), status, action)


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("disposition", "Menunggu disposisi"),
        ("procurement", "Menunggu kontrak"),
        ("data_intake", "Menunggu data"),
        ("bnba_memo", "Menunggu disposisi"),
    ],
)
def test_a_stage_waits_under_its_own_word(key, word):
    assert sop.after(SOP.stage(key), Status.RUNNING, Action.WAIT) == word


def test_a_stage_that_waits_for_nobody_cannot_wait():
    with pytest.raises(Refused):
        sop.after(SOP.stage("recap"), Status.RUNNING, Action.WAIT)


@given(st.sampled_from(SOP.stages), st.lists(st.sampled_from(Action), max_size=12))
def test_whatever_is_tried_an_ended_stage_only_lives_again_by_reopening_or_return(stage, actions):
    status = Status.NOT_STARTED
    for action in actions:
        before = status
        try:
            status = sop.after(stage, status, action)
        except Refused:
            continue
        if before in (Status.DONE, Status.REJECTED, Status.CANCELLED):
            assert action in (Action.REOPEN, Action.RETURN)


def test_a_stage_that_waits_lies_at_the_other_desk():
    stage = SOP.stage("procurement")
    assert SOP.at_desk(stage, Status.WAITING_CONTRACT).modern == "UKPBJ (Bagian PBJ; dalam SOP: ULP)"
    assert SOP.at_desk(stage, Status.RUNNING).name == "Dinas Sosial"


# Papers


def test_all_papers_are_missing_at_first():
    assert [paper.key for paper in sop.missing(SOP.stage("procurement"), set())] == ["permohonan", "kontrak"]


def test_a_letter_made_here_proves_its_paper():
    lacking = sop.missing(SOP.stage("procurement"), {"letter:permohonan_ukpbj"})
    assert [paper.key for paper in lacking] == ["kontrak"]


def test_a_file_under_the_papers_key_proves_any_paper():
    assert sop.missing(SOP.stage("procurement"), {"file:permohonan", "file:kontrak"}) == ()


def test_a_paper_that_needs_a_file_is_proved_by_no_record():
    lacking = sop.missing(SOP.stage("disposition"), {"record:disposition_answer", "file", "file:disposisi"})
    assert [paper.key for paper in lacking] == ["lembar_disposisi"]


# Which stage comes next


def test_a_programme_begins_with_the_memo():
    assert keys(sop.startable(SOP, UNTOUCHED)) == ["memo"]


def test_one_stage_follows_the_other():
    assert keys(sop.startable(SOP, done("memo"))) == ["disposition"]
    assert keys(sop.startable(SOP, done("memo", "disposition"))) == ["procurement"]


def test_where_the_office_allows_it_procurement_and_data_run_side_by_side():
    beside = SOP.beside()
    assert keys(sop.startable(beside, done("memo", "disposition"))) == ["procurement", "data_request"]


def test_nothing_is_distributed_before_there_is_a_contract():
    all_but_contract = done("memo", "disposition", "data_request", "data_intake", "recap", "bnba_memo")
    assert keys(sop.startable(SOP.beside(), all_but_contract)) == ["procurement"]


def test_the_engine_knows_no_stage_by_name():
    text = TEXT
    for key in UNTOUCHED:
        text = text.replace(f'"{key}"', f'"{key}_baru"')
    renamed = sop.read(text)
    start = dict.fromkeys((stage.key for stage in renamed.stages), Status.NOT_STARTED)
    assert keys(sop.startable(renamed, start | {"memo_baru": Status.DONE})) == ["disposition_baru"]


def test_nothing_follows_a_stage_that_is_not_done():
    assert sop.startable(SOP, statuses(memo=Status.RETURNED)) == ()


def test_the_current_stages_are_those_somebody_works_on():
    now = done("memo", "disposition") | {"procurement": Status.WAITING_CONTRACT, "data_request": Status.RUNNING}
    assert keys(sop.current(SOP, now)) == ["procurement", "data_request"]
    assert sop.current(SOP, done("memo")) == ()


def test_a_status_read_from_the_database_is_a_plain_word():
    assert keys(sop.startable(SOP, {**UNTOUCHED, "memo": "Selesai"})) == ["disposition"]
    assert keys(sop.current(SOP, {**UNTOUCHED, "memo": "Dikembalikan"})) == ["memo"]


# Time


def test_two_days_from_friday_are_over_on_tuesday():
    assert sop.due(SOP.stage("disposition"), FRIDAY, CALENDAR) == date(2026, 3, 10)


def test_calendar_days_count_the_weekend_where_the_office_says_so():
    assert sop.due(SOP.stage("disposition"), FRIDAY, CALENDAR, workdays=False) == date(2026, 3, 8)


@pytest.mark.parametrize("workdays", [True, False])
def test_a_month_ends_on_a_working_day_in_either_way_of_counting(workdays):
    assert sop.due(SOP.stage("procurement"), date(2026, 2, 21), CALENDAR, workdays) == date(2026, 3, 25)


def test_the_offices_own_holiday_moves_the_limit():
    calendar = Calendar((OwnDay(date(2026, 3, 9), "libur", "Banjir"),))
    assert sop.due(SOP.stage("disposition"), FRIDAY, calendar) == date(2026, 3, 11)


def test_the_days_used_are_told_one_by_one():
    thursday = date(2026, 3, 12)
    assert [day.day for day in sop.days_used(FRIDAY, thursday, CALENDAR)] == [9, 10, 11, 12]
    assert [day.day for day in sop.days_used(FRIDAY, thursday, CALENDAR, workdays=False)] == [7, 8, 9, 10, 11, 12]
    assert sop.days_used(FRIDAY, FRIDAY, CALENDAR, workdays=False) == []


def test_a_stage_is_late_from_the_day_after_its_limit():
    stage = SOP.stage("disposition")
    assert not sop.is_late(stage, FRIDAY, date(2026, 3, 10), CALENDAR)
    assert sop.is_late(stage, FRIDAY, date(2026, 3, 11), CALENDAR)


def test_a_stage_is_found_by_what_proves_it_and_the_last_one_answers_for_the_rest():
    assert SOP.proved_by("record:import").key == "data_intake"
    assert SOP.proved_by("record:that_no_paper_asks") is SOP.stages[-1]
