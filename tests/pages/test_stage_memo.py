"""The page of stage 1: written, signed, numbered, handed in; returned; two windows."""

import pytest
from cast import BUDI, KABID, RINA, SITI
from letters_cast import handed_in, letter, signed, stage_row, started
from pressing import button, buttons, errors, field, press, stop_the_clock

from pages.pieces import folded
from services import dispositions
from services.domain import telaahan
from services.domain.schema import OFFICIAL
from services.domain.sop import Status
from services.domain.states import LetterState
from services.storage.database import create, delete

PAGE = "stages/memo.py"
IS_OPEN = folded.is_open  # before the fixture opens every popover


@pytest.fixture
def programme(office, act, clock, monkeypatch):
    stop_the_clock(monkeypatch, clock)
    return started(office, act)


def saran(app):
    return field(app.text_area, "VI. Saran")


def test_the_sections_are_filled_and_the_real_page_is_shown_beside_them(panel, programme):
    app = panel(SITI, PAGE, program=programme)
    assert "400 (empat ratus) keluarga" in field(app.text_area, "I. Persoalan").value
    assert any("Halaman 1 dari" in caption.value for caption in app.caption)


def test_handing_in_too_early_is_refused_in_words(panel, office, programme):
    app = press(panel(SITI, PAGE, program=programme), "Ajukan ke Wali Kota")
    assert "Masih kurang: Surat Telaahan Staf, bertanda tangan" in errors(app)
    assert stage_row(office, programme, "memo")["status"] == Status.RUNNING


def test_what_is_typed_is_stored_when_it_is_saved(panel, office, programme):
    app = panel(SITI, PAGE, program=programme)
    saran(app).set_value("Mohon <script> disetujui.").run()
    assert letter(office, programme, "telaahan_1") is None
    press(app, "Simpan konsep")
    assert telaahan.read(letter(office, programme, "telaahan_1")["body"])["saran"] == "Mohon <script> disetujui."


def test_from_draft_to_the_mayor_in_one_sitting(panel, office, programme):
    app = press(panel(SITI, PAGE, program=programme), "Simpan konsep")
    field(app.text_input, "Tempat hardcopy").set_value("lemari 2")
    press(app, "Tandai bertanda tangan")
    press(app, "Beri nomor berikutnya")
    assert letter(office, programme, "telaahan_1")["serial"] == 1
    press(app, "Ajukan ke Wali Kota")
    assert stage_row(office, programme, "memo")["status"] == Status.DONE
    with office.database.reading() as reader:
        assert len(dispositions.latest(reader, programme, "memo")["code"]) == 12


def test_two_windows_are_told_and_what_was_typed_stays(panel, office, programme):
    first, second = panel(SITI, PAGE, program=programme), panel(SITI, PAGE, program=programme)
    saran(first).set_value("dari jendela pertama")
    press(first, "Simpan konsep")
    saran(second).set_value("dari jendela kedua").run()
    press(second, "Simpan konsep")
    assert "VI. Saran sudah diubah orang lain" in errors(second)
    assert saran(second).value == "dari jendela kedua"
    assert telaahan.read(letter(office, programme, "telaahan_1")["body"])["saran"] == "dari jendela pertama"
    press(second, "Simpan konsep")
    assert telaahan.read(letter(office, programme, "telaahan_1")["body"])["saran"] == "dari jendela kedua"


def test_what_somebody_else_stored_is_shown_where_nothing_was_typed(panel, office, programme):
    first, second = panel(SITI, PAGE, program=programme), panel(SITI, PAGE, program=programme)
    saran(first).set_value("dari jendela pertama")
    press(first, "Simpan konsep")
    assert saran(second.run()).value == "dari jendela pertama"


def test_a_returned_memo_says_why_and_offers_a_new_version(panel, office, act, programme):
    row = handed_in(office, act, programme)
    dispositions.answer(office, act(), row, {"answer": "Dikembalikan", "answered": act().today, "instruction": "Perjelas *III*"})
    app = panel(SITI, PAGE, program=programme)
    assert "Perjelas *III*" in app.warning[0].value.replace("\\", "")
    assert "Ajukan ke Wali Kota" not in buttons(app)
    press(app, "Buat versi baru")
    assert (letter(office, programme, "telaahan_1")["version"], letter(office, programme, "telaahan_1")["state"]) == (
        2, LetterState.DRAFT)
    assert "Ajukan ke Wali Kota" in buttons(app)


def test_a_reader_sees_the_page_and_no_button_to_change_it(panel, office, act, programme):
    signed(office, act, programme, "memo", "telaahan_1")
    app = panel(RINA, PAGE, program=programme)
    assert not app.exception and not app.text_area
    assert not {"Ajukan ke Wali Kota", "Buat versi baru", "Beri nomor berikutnya"} & set(buttons(app))


def test_without_a_head_of_office_the_page_says_where_to_enter_one_and_still_saves(panel, office, act, programme):
    office.database.change(act(BUDI), "office", [delete(OFFICIAL, "PJB-1")])
    app = panel(SITI, PAGE, program=programme)
    assert "Isi dahulu di Pengaturan, Pejabat" in errors(app)
    press(app, "Simpan konsep")
    assert letter(office, programme, "telaahan_1") is not None


def test_saving_is_off_while_nothing_has_changed(panel, programme):
    app = press(panel(SITI, PAGE, program=programme), "Simpan konsep")
    assert button(app, "Simpan konsep").disabled


@pytest.fixture
def kabid(office, act, programme):
    office.database.change(act(BUDI), "office", [
        create(OFFICIAL, "PJB-2", position="Kepala Bidang Linjamsos", name="Hidayat", duty="Kepala Bidang")])


def test_a_draft_goes_by_its_paraf_to_the_signature_each_step_by_its_role(panel, office, programme, kabid):
    app = press(panel(SITI, PAGE, program=programme), "Simpan konsep")
    assert "Tandai bertanda tangan" not in buttons(app)
    press(app, "Ajukan untuk paraf")
    assert letter(office, programme, "telaahan_1")["state"] == LetterState.INITIALLING
    assert "Catat paraf Kepala Bidang Linjamsos" not in buttons(app)
    press(panel(KABID, PAGE, program=programme), "Catat paraf Kepala Bidang Linjamsos")
    assert "Tandai bertanda tangan" in buttons(app.run())


def test_what_was_sent_back_says_why_above_the_draft(panel, office, programme, kabid):
    press(press(panel(SITI, PAGE, program=programme), "Simpan konsep"), "Ajukan untuk paraf")
    app = panel(KABID, PAGE, program=programme)
    field(app.text_area, "Alasan Dikembalikan").set_value("Perjelas *anggaran*")
    press(app, "Kembalikan surat")
    assert "Perjelas *anggaran*" in panel(SITI, PAGE, program=programme).warning[0].value.replace("\\", "")


def test_the_form_that_attaches_a_paper_is_drawn_once_it_is_open(panel, programme, monkeypatch):
    monkeypatch.setattr(folded, "is_open", IS_OPEN)
    app = panel(SITI, PAGE, program=programme)
    assert not app.file_uploader
    app.session_state["pop telaahan"] = True
    assert len(app.run().file_uploader) == 1
