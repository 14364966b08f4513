"""The page of stage 3: package, request, contract, goods."""

from datetime import date

import pytest
from cast import RINA, SITI
from letters_cast import letter, reach, signed, stage_row, started
from pressing import buttons, errors, field, press, stop_the_clock

from services import numbering, procurement
from services.domain.sop import Status
from services.domain.states import LetterState

PAGE = "stages/procurement.py"


@pytest.fixture
def programme(office, act, clock, monkeypatch):
    stop_the_clock(monkeypatch, clock)
    made = started(office, act)
    reach(office, act, made, "procurement")
    return made


def contract(office, programme):
    with office.database.reading() as reader:
        return procurement.contract_of(reader, programme)


def test_what_the_package_costs_stands_in_a_sentence(panel, programme):
    app = panel(SITI, PAGE, program=programme)
    sentence = "Rp75.000 setiap paket, Rp30.000.000 untuk 400 paket. Anggaran: Rp80.000.000."
    assert any(text.value == sentence for text in app.text)


def test_the_request_is_drafted_by_the_primary_button(panel, office, programme):
    app = press(panel(SITI, PAGE, program=programme), "Buat surat permohonan")
    assert letter(office, programme, "permohonan_ukpbj")["state"] == LetterState.DRAFT
    assert "Buat surat permohonan" not in buttons(app) and not app.error


def test_sending_the_request_makes_the_stage_wait(panel, office, act, programme):
    made = signed(office, act, programme, "procurement", "permohonan_ukpbj")
    numbering.number(office, act(), [made])
    press(panel(SITI, PAGE, program=programme), "Tandai terkirim hari ini")
    assert stage_row(office, programme, "procurement")["status"] == Status.WAITING_CONTRACT


def test_a_contract_without_its_number_is_refused_and_with_it_is_kept(panel, office, programme):
    app = panel(SITI, PAGE, program=programme)
    field(app.text_input, "Penyedia *").set_value("CV Contoh")
    field(app.date_input, "Tanggal Kontrak *").set_value(date(2026, 3, 10))
    press(app, "Simpan kontrak")
    assert "Nomor Kontrak wajib diisi" in errors(app)
    field(app.text_input, "Nomor Kontrak *").set_value("027/45")
    press(app, "Simpan kontrak")
    assert contract(office, programme)["number"] == "027/45"


def test_goods_are_counted_and_the_difference_is_said(panel, office, act, programme):
    values = {"provider": "CV Contoh", "number": "027/45", "dated": date(2026, 3, 10)}
    procurement.record_contract(office, act(), programme, None, values)
    app = panel(SITI, PAGE, program=programme)
    field(app.number_input, "Beras, hasil hitung (kg)").set_value(1_990)
    press(app, "Simpan penerimaan barang")
    assert any("diterima 1.990 kg: kurang 10 kg." in text.value for text in app.text)


def test_a_reader_changes_nothing(panel, programme):
    app = panel(RINA, PAGE, program=programme)
    assert not app.exception
    assert not {"Buat surat permohonan", "Simpan kontrak", "Simpan isi paket"} & set(buttons(app))
