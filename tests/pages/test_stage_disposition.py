"""The page of stage 2: the code, the answer, the way back."""

import pytest
from cast import BUDI, RINA, SITI
from letters_cast import handed_in, reach, stage_row, started
from pressing import buttons, errors, field, press, stop_the_clock

from services import dispositions
from services.domain.sop import Status

PAGE = "stages/disposition.py"


@pytest.fixture
def programme(office, act, clock, monkeypatch):
    stop_the_clock(monkeypatch, clock)
    return started(office, act)


def latest(office, programme):
    with office.database.reading() as reader:
        return dispositions.latest(reader, programme, "memo")


def answered(app, act, answer):
    """The form of the answer, filled; the day is the one on which the tests' clock stands."""
    field(app.selectbox, "Jawaban").set_value(answer)
    field(app.date_input, "Tanggal Jawaban").set_value(act().today)
    field(app.text_area, "Isi Disposisi").set_value("Laksanakan <b>segera</b>")
    return app


def test_before_its_turn_the_page_says_what_it_waits_for(panel, programme):
    app = panel(SITI, PAGE, program=programme)
    assert "belum mulai" in app.info[0].value and "Simpan jawaban" not in buttons(app)


def test_the_code_of_the_sheet_stands_on_the_page(panel, office, act, programme):
    handed_in(office, act, programme)
    assert any("7K3Q-X9ZD-4M0A" in text.value for text in panel(SITI, PAGE, program=programme).markdown)


def test_a_yes_with_its_hardcopy_finishes_the_stage(panel, office, act, programme):
    handed_in(office, act, programme)
    app = answered(panel(SITI, PAGE, program=programme), act, "Setuju")
    field(app.text_input, "Tempat hardcopy").set_value("map disposisi")
    press(app, "Simpan jawaban")
    assert stage_row(office, programme, "disposition")["status"] == Status.DONE
    assert any("Laksanakan <b>segera</b>" in text.value for text in app.text)


def test_a_return_shows_the_way_back_to_the_memo(panel, office, act, programme):
    handed_in(office, act, programme)
    app = press(answered(panel(SITI, PAGE, program=programme), act, "Dikembalikan"), "Simpan jawaban")
    assert stage_row(office, programme, "memo")["status"] == Status.RETURNED
    assert any(link.label == "Buka Telaahan Staf" for link in app.page_link)


def test_an_answer_without_a_word_is_refused_and_nothing_is_stored(panel, office, act, programme):
    handed_in(office, act, programme)
    app = press(panel(SITI, PAGE, program=programme), "Simpan jawaban")
    assert "Pilih jawaban Wali Kota" in errors(app) and latest(office, programme)["answer"] is None


def test_a_code_nobody_gave_is_a_sentence(panel, office, act, programme):
    handed_in(office, act, programme)
    app = panel(SITI, PAGE, program=programme)
    field(app.text_input, "Kode lembar disposisi").set_value("ZZZZZZ")
    assert "Tidak ada lembar disposisi dengan kode “ZZZZZZ”" in errors(press(app, "Buka"))


def test_where_the_memo_was_passed_over_a_sheet_can_be_made(panel, office, act, programme):
    reach(office, act, programme, "disposition")
    press(panel(BUDI, PAGE, program=programme), "Buat lembar disposisi")
    assert latest(office, programme) is not None


def test_a_reader_sees_the_disposition_and_records_nothing(panel, office, act, programme):
    handed_in(office, act, programme)
    app = panel(RINA, PAGE, program=programme)
    assert not app.exception and "Simpan jawaban" not in buttons(app)
