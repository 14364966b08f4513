"""The facts behind Beranda, and the figures of the dashboard."""

from datetime import date

import pytest
from cast import BUDI, KABID, KADIS

from services import (
    correspondence,
    dashboard,
    dispositions,
    news,
    numbering,
    paraf,
    programmes,
    requests,
    waiting,
    welcome,
)
from services.distribution import tick_lists
from services.domain.merge_actions import Case
from services.domain.occasion import Role
from services.domain.schema import (
    AGENCY,
    CORRECTION,
    HANDOVER,
    IMPORT,
    LETTER,
    OFFICIAL,
    POINT,
    PROGRAMME,
    RECIPIENT,
    STAGE,
)
from services.domain.sop import Status
from services.domain.states import Answer, ImportState, RecipientState
from services.domain.today import lines
from services.storage import sync_state
from services.storage.database import create, update

VALUES = {
    "name": "Bantuan Lansia", "year": 2026, "quota": 2, "goods": "paket", "budget": 1000, "occasion": "Hari Lansia",
    "budget_source": "APBD",
}


@pytest.fixture
def programme(office, act):
    head = create(OFFICIAL, "PJB-1", duty="Kepala Dinas", position="Kepala Dinas Sosial", name="Contoh")
    office.database.change(act(BUDI), "office", [head])
    return programmes.start(office, act(), VALUES)


def said(office, act, role=Role.OPERATOR):
    return [(line.word, line.text) for line in waiting.today_of(office, role, act().today).lines]


def stage(office, act, programme, key, **values):
    """Put a stage by force where a test needs it."""
    with office.database.reading() as reader:
        row = programmes.stages(reader, programme)[key]["id"]
    office.database.change(act(BUDI), "override", [update(STAGE, row, **values)])


def memo(office, act, programme):
    """The memo of stage 1, drafted."""
    correspondence.draft(office, act(), programme, "memo", "telaahan_1")
    with office.database.reading() as reader:
        return correspondence.current(reader, programme, "telaahan_1")["id"]


def handed_in(office, act, programme):
    letter = memo(office, act, programme)
    correspondence.sign(office, act(), [letter], act().today, hardcopy_place="Lemari")
    numbering.number(office, act(), [letter])
    dispositions.hand_in(office, act(), programme, "memo", "K0DE01")


def test_an_office_without_a_programme_has_nothing_to_say(office, act):
    today = waiting.today_of(office, Role.OPERATOR, act().today)
    assert (today.lines, today.coming, today.elsewhere, today.begun) == ([], [], [], False)


def test_first_steps_tick_themselves_off(office, act, programme):
    assert {step.sentence: step.done for step in welcome.first_steps(office)} == {
        "Kantor dan pejabat diisi": True, "Pengguna lain dibuat": False, "Instansi pengirim data dicatat": False,
        "Google Sheet dihubungkan (boleh nanti)": False, "Program pertama dimulai": True,
    }


def test_a_stage_says_what_it_lacks(office, act, programme):
    ((word, text),) = said(office, act)
    assert word == "Berjalan"
    assert text == ("Telaahan Staf Bantuan Lansia baru mulai, batas SOP 16 Maret 2026; kurang: Surat Telaahan Staf, "
                    "bertanda tangan dan Disposisi diminta kepada Wali Kota.")


def test_on_its_last_day_a_memo_without_signature_is_said(office, act, clock, programme):
    clock.later(days=4)  # Monday: Friday and Monday are counted
    assert said(office, act) == [
        ("Hari ini", "Telaahan Staf Bantuan Lansia belum bertanda tangan; hari ini hari ke-2 dari 2.")]


def test_a_complete_draft_waits_for_the_head_of_office_and_is_counted_on_the_dashboard(office, act, programme):
    memo(office, act, programme)
    assert ("Hari ini", "Telaahan Staf Bantuan Lansia menunggu tanda tangan Anda.") in said(
        office, act, Role.HEAD_OF_OFFICE)
    assert dashboard.dashboard(office, act().today).letters == [(programme, "memo")]


def test_a_draft_with_a_gap_does_not_wait_for_the_head_of_office(office, act):
    head = create(OFFICIAL, "PJB-1", duty="Kepala Dinas", position="Kepala Dinas Sosial", name="Contoh")
    office.database.change(act(BUDI), "office", [head])
    programme = programmes.start(office, act(), {"name": "Bantuan", "year": 2026, "quota": 1})
    memo(office, act, programme)
    assert said(office, act, Role.HEAD_OF_OFFICE) == []
    assert dashboard.dashboard(office, act().today).letters == []


def test_a_letter_waits_for_its_paraf_then_for_the_head_or_for_who_wrote_it(office, act, programme):
    kabid = create(OFFICIAL, "PJB-9", duty="Kepala Bidang", position="Kepala Bidang", name="Contoh")
    office.database.change(act(BUDI), "office", [kabid])
    letter = memo(office, act, programme)
    waiting = ("Hari ini", "Telaahan Staf Bantuan Lansia menunggu tanda tangan Anda.")
    assert waiting not in said(office, act, Role.HEAD_OF_OFFICE)
    paraf.submit(office, act(), [letter], ["PJB-9"])
    assert ("Hari ini", "Telaahan Staf Bantuan Lansia menunggu paraf.") in said(office, act, Role.HEAD_OF_DIVISION)
    paraf.give(office, act(KABID), [letter], 1)
    assert waiting in said(office, act, Role.HEAD_OF_OFFICE)
    assert dashboard.dashboard(office, act().today).letters == [(programme, "memo")]
    paraf.send_back(office, act(KADIS), [letter], "Perjelas")
    assert ("Dikembalikan", "Telaahan Staf Bantuan Lansia dikembalikan sebelum ditandatangani: “Perjelas”.") in said(office, act)


def test_a_signed_letter_wants_its_number(office, act, programme):
    letter = memo(office, act, programme)
    correspondence.sign(office, act(), [letter], act().today, hardcopy_place="Lemari")
    assert ("Hari ini", "Telaahan Staf Bantuan Lansia sudah bertanda tangan, belum bernomor.") in said(office, act)


def test_a_letter_without_a_scan_wants_it(office, act, programme):
    letter = create(LETTER, "SRT-1", programme=programme, stage="memo", kind="telaahan_1", about="Hal", version=1,
                    state="Bernomor")
    office.database.change(act(), "letters", [letter])
    assert ("Hari ini", "Pindaian Telaahan Staf Bantuan Lansia belum diunggah.") in said(office, act)


def test_a_late_disposition_lies_with_the_mayor(office, act, clock, programme):
    handed_in(office, act, programme)
    clock.later(days=6)  # Wednesday, 18 March, is cuti bersama: three days are counted
    today = waiting.today_of(office, Role.OPERATOR, act().today)
    assert [line.text for line in today.lines] == [
        "Disposisi Bantuan Lansia sudah 3 hari kerja di meja Wali Kota; batas SOP 2 hari."]
    assert today.sentence == "1 hal menunggu Anda, 1 terlambat"
    assert waiting.today_of(office, Role.AUDITOR, act().today).sentence == "1 terlambat"
    assert today.elsewhere == [("Wali Kota", "1 telaahan, 3 dari 2 hari kerja")]


def test_a_memo_sent_back_is_said_once_with_the_mayors_words(office, act, programme):
    handed_in(office, act, programme)
    with office.database.reading() as reader:
        asked = dispositions.latest(reader, programme, "memo")
    answer = {"answer": Answer.RETURNED, "answered": act().today, "instruction": "Sebutkan sumber dana."}
    dispositions.answer(office, act(), asked, answer, hardcopy_place="Lemari")
    assert said(office, act) == [
        ("Dikembalikan", "Telaahan Staf Bantuan Lansia dikembalikan: “Sebutkan sumber dana”. Kali ke-1.")]
    (view,) = dashboard.overviews(office, act().today)
    assert (view.word, view.late) == ("Dikembalikan", False)


def test_a_refused_programme_is_said_to_who_may_reopen_it(office, act, programme):
    handed_in(office, act, programme)
    with office.database.reading() as reader:
        asked = dispositions.latest(reader, programme, "memo")
    dispositions.answer(office, act(), asked, {"answer": Answer.REJECTED, "answered": act().today})
    assert said(office, act, Role.HEAD_OF_OFFICE) == [
        ("Ditolak", "Bantuan Lansia ditolak Wali Kota pada 12 Maret 2026.")]
    assert said(office, act) == []


def test_agencies_that_have_not_answered_are_named(office, act, clock, programme):
    agencies = [create(AGENCY, f"INS-{name}", name=f"Kecamatan {name}") for name in ("Cempaka", "Landasan Ulin")]
    office.database.change(act(), "agencies", agencies)
    requests.ask(office, act(), programme, ["INS-Cempaka", "INS-Landasan Ulin"], date(2026, 3, 18))
    stage(office, act, programme, "memo", status=Status.DONE)
    stage(office, act, programme, "data_intake", status=Status.WAITING_DATA, started=act().today)
    clock.later(days=5)
    assert ("Hari ini", "Data Bantuan Lansia belum datang dari 2 dari 2 instansi: Kecamatan Cempaka dan Kecamatan "
            "Landasan Ulin.") in said(office, act)


def person(programme, number, state=RecipientState.CHOSEN, kelurahan="Palam", **more):
    return create(RECIPIENT, f"PEN-{number}", programme=programme, name=f"Orang {number}", state=state,
                  kelurahan=kelurahan, kecamatan="Cempaka", **more)


def test_more_people_than_packages_need_a_decision(office, act, programme):
    people = [person(programme, number, RecipientState.CANDIDATE) for number in range(3)]
    office.database.change(act(), "recipients", people)
    stage(office, act, programme, "memo", status=Status.DONE)
    stage(office, act, programme, "recap", status=Status.RUNNING, started=act().today)
    assert said(office, act) == [
        ("Perlu keputusan", "Bantuan Lansia: 3 orang untuk 2 paket; pilih siapa yang didahulukan.")]


@pytest.fixture
def distribution(office, act, clock, programme):
    """Two points today and one in five days; of three people in Palam and Bangkal one has received."""
    points = [
        create(POINT, f"TTK-{number}", programme=programme, name=f"Titik {number}", date=day, state="Direncanakan")
        for number, day in enumerate((act().today, act().today, date(2026, 3, 17)))
    ]
    people = [
        person(programme, number, point=f"TTK-{number}", kelurahan="Palam" if number else "Bangkal")
        for number in range(3)
    ]
    office.database.change(act(), "points", [*points, *people])
    served = create(HANDOVER, "SER-0", programme=programme, recipient="PEN-0", point="TTK-0", at=clock.now,
                    officer="Tono", taken_by="Sendiri")
    cancelled = create(HANDOVER, "SER-1", programme=programme, recipient="PEN-1", point="TTK-1", at=clock.now,
                       officer="Tono", taken_by="Sendiri", cancelled_at=clock.now)
    office.database.change(act(), "handover", [served, cancelled])
    office.database.change(act(), "list", [update(PROGRAMME, programme, fixed_at=clock.now)])
    return programme


def test_points_of_a_day_are_one_sentence(office, act, distribution):
    assert ("Hari ini", "Penyaluran Bantuan Lansia di 2 titik hari ini; 1 dari 2 sudah menerima.") in said(office, act)
    coming = waiting.today_of(office, Role.OPERATOR, act().today).coming
    assert (date(2026, 3, 17), "penyaluran Bantuan Lansia di Titik 2, 1 penerima") in coming


def test_a_tick_list_is_missed_on_the_last_working_day_until_it_is_printed(office, act, clock, distribution):
    clock.now = clock.now.replace(month=3, day=16)
    missed = "Daftar pengambilan Bantuan Lansia di Titik 2 belum dicetak; penyaluran besok, 1 penerima."
    assert ("Hari ini", missed) in said(office, act)
    tick_lists.printed(office, act(), "TTK-2")
    assert not any("belum dicetak" in text for _, text in said(office, act))


def test_the_dashboard_counts_by_kelurahan_without_what_was_cancelled(office, act, distribution):
    (shown,) = dashboard.dashboard(office, act().today).distributions
    assert shown.places == {("Cempaka", "Palam"): (0, 2), ("Cempaka", "Bangkal"): (1, 1)}
    assert (shown.handed, shown.planned) == (1, 3)
    assert dashboard.dashboard(office, act().today).chosen == 3


def test_the_dashboard_says_in_one_sentence_how_things_are(office, act, clock, programme):
    assert dashboard.dashboard(office, act().today).sentence == "semua program dalam batas waktu"
    handed_in(office, act, programme)
    clock.later(days=6)
    assert dashboard.dashboard(office, act().today).sentence == (
        "satu program terlambat, terlama 3 hari di meja Wali Kota")
    programmes.cancel(office, act(), programme, "Anggaran dialihkan")
    assert dashboard.dashboard(office, act().today).sentence == "belum ada program berjalan"


def test_late_programmes_come_first_and_ended_ones_last(office, act, clock, programme):
    ended = programmes.start(office, act(), VALUES | {"name": "Berakhir"})
    programmes.cancel(office, act(), ended, "Salah ketik")
    handed_in(office, act, programme)
    clock.later(days=6)
    fresh = programmes.start(office, act(), VALUES | {"name": "Baru"})
    views = dashboard.overviews(office, act().today)
    assert [view.programme["id"] for view in views] == [programme, fresh, ended]
    assert [view.word for view in views] == ["Terlambat", "Berjalan", "Dibatalkan"]
    assert views[0].sentence == "2. Disposisi Wali Kota – di meja Wali Kota, hari ke-3 dari 2"
    assert views[2].sentence == "Dibatalkan, 0 dari 8 tahap selesai"


def test_the_count_of_changes_grows_with_every_change(office, act, programme):
    before = news.change_count(office)
    programmes.cancel(office, act(), programme, "Uji")
    assert news.change_count(office) > before


def test_a_cancelled_programme_says_nothing(office, act, programme):
    programmes.cancel(office, act(), programme, "Uji")
    with office.database.reading() as reader:
        assert lines(waiting.facts(reader, office.sop, act().today), Role.ADMINISTRATOR) == []


def test_beranda_tells_of_conflicts_with_the_sheet(office, act, clock, monkeypatch):
    programmes.start(office, act(), {"name": "Ramadan", "year": 2026, "quota": 4})
    monkeypatch.setattr("services.storage.keys.kept", lambda data: object())
    with office.database.state() as connection:
        case = Case("conflict", "INS-1", "Telepon", "2", "1")
        sync_state.record(connection, "agency", [case], clock.now, clock.new_id)
    today = waiting.today_of(office, Role.OPERATOR, clock.now.date())
    assert "1 isian diubah di Google Sheet" in today.lines[0].text


def test_rows_not_stored_are_told_until_the_agency_is_asked_or_sends_again(office, act, clock):
    programme = programmes.start(office, act(), {"name": "Ramadan", "year": 2026, "quota": 4})
    office.database.change(act(BUDI), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam")])

    def told():
        return [line.text for line in waiting.today_of(office, Role.OPERATOR, clock.now.date()).lines if "lolos" in line.text]

    def arrives(batch, stored):
        clock.later(minutes=1)
        office.database.change(act(), "intake", [create(
            IMPORT, batch, programme=programme, agency="INS-1", name="usulan.xlsx", sha256="0", rows=10, stored=stored,
            state=ImportState.VALID, at=clock.now)])

    arrives("IMP-1", 8)
    assert told() == ["2 baris dari Kelurahan Palam untuk Ramadan belum lolos periksa."]
    office.database.change(act(), "requests", [create(
        CORRECTION, "PBK-1", programme=programme, agency="INS-1", batch="IMP-1", rows=2, due=clock.now.date())])
    assert told() == []
    arrives("IMP-2", 9)
    assert len(told()) == 1
    arrives("IMP-3", 10)
    assert told() == []
