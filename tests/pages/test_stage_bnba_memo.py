"""The page of stage 7: the memo with the BNBA, and the mayor's answer with the symbolic handing-over."""

import pytest
from cast import RINA, SITI
from letters_cast import fix, letter, reach, signed, stage_row, started
from pressing import buttons, errors, field, press, stop_the_clock

from services import dispositions
from services.domain.sop import Status

PAGE = "stages/bnba_memo.py"


@pytest.fixture
def programme(office, act, clock, monkeypatch):
    stop_the_clock(monkeypatch, clock)
    made = started(office, act)
    reach(office, act, made, "bnba_memo")
    return made


def test_without_a_fixed_list_the_page_says_where_it_is_made(panel, programme):
    assert "ditetapkan di tahap Rekapitulasi" in errors(panel(SITI, PAGE, program=programme))


def test_the_memo_and_the_request_are_drafted_together(panel, office, act, clock, programme):
    fix(office, act, programme, clock.now, "Siti Contoh")
    app = press(panel(SITI, PAGE, program=programme), "Simpan konsep")
    assert letter(office, programme, "telaahan_2") and letter(office, programme, "permohonan_simbolis")
    assert any("BNBA memuat 1 penerima" in caption.value for caption in app.caption)


def test_the_answer_keeps_who_receives_symbolically(panel, office, act, clock, programme):
    fix(office, act, programme, clock.now, "Siti Contoh", "=HYPERLINK(1)")
    signed(office, act, programme, "bnba_memo", "telaahan_2")
    app = press(panel(SITI, PAGE, program=programme), "Ajukan ke Wali Kota")
    assert stage_row(office, programme, "bnba_memo")["status"] == Status.WAITING_DISPOSITION
    field(app.selectbox, "Jawaban").set_value("Setuju")
    field(app.text_input, "Tempat Simbolis").set_value("Aula Kecamatan")
    field(app.multiselect, "Penerima Simbolis").set_value(["=HYPERLINK(1) (Palam)"])
    press(app, "Simpan jawaban")
    with office.database.reading() as reader:
        row = dispositions.latest(reader, programme, "bnba_memo")
    assert (row["symbolic_place"], row["symbolic_recipients"]) == ("Aula Kecamatan", "=HYPERLINK(1) (Palam)")
    assert stage_row(office, programme, "bnba_memo")["status"] == Status.DONE


def test_a_reader_hands_nothing_in(panel, office, act, clock, programme):
    fix(office, act, programme, clock.now, "Siti Contoh")
    app = panel(RINA, PAGE, program=programme)
    assert not app.exception and "Ajukan ke Wali Kota" not in buttons(app)
