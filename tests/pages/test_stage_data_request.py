"""The page of stage 4: letters in one go, answers, reminders."""

from datetime import timedelta

import pytest
from cast import BUDI, RINA, SITI
from letters_cast import agencies, reach, started
from pressing import buttons, errors, field, press, stop_the_clock

from services import correspondence, requests
from services.domain.schema import AGENCY, LETTER, OFFICIAL
from services.domain.states import LetterState
from services.storage.database import delete

PAGE = "stages/data_request.py"


@pytest.fixture
def programme(office, act, clock, monkeypatch):
    stop_the_clock(monkeypatch, clock)
    made = started(office, act)
    reach(office, act, made, "data_request")
    return made


@pytest.fixture
def three(office, act):
    return agencies(office, act, "Palam", "Bangkal", "Kemuning")


def letters(office, **equals):
    with office.database.reading() as reader:
        return reader.find(LETTER, order=("serial",), **equals)


def test_one_press_makes_a_letter_for_each_agency(panel, office, programme, three):
    app = panel(SITI, PAGE, program=programme)
    field(app.multiselect, "Instansi").set_value(three)
    press(app, "Buat surat")
    assert len(letters(office, kind="permintaan_data")) == 3
    assert any(header.value == "Sudah dijawab 0 dari 3 instansi" for header in app.header)


def test_nobody_chosen_is_said(panel, programme, three):
    assert "Pilih sedikitnya satu instansi" in errors(press(panel(SITI, PAGE, program=programme), "Buat surat"))


def test_all_letters_are_signed_numbered_and_sent_together(panel, office, act, programme, three):
    requests.ask(office, act(), programme, three, act().today)
    app = panel(SITI, PAGE, program=programme)
    next(one for one in app.text_input if one.label == "Tempat hardcopy" and "sign" in str(one.form_id)).set_value("map")
    for label in ("Tandai bertanda tangan", "Beri nomor berikutnya", "Tandai terkirim hari ini"):
        press(app, label)
    assert [row["serial"] for row in letters(office)] == [1, 2, 3]
    assert {row["state"] for row in letters(office)} == {LetterState.SENT}


def test_a_signed_letter_with_a_mistake_gets_a_new_version(panel, office, act, programme, three):
    requests.ask(office, act(), programme, three[:1], act().today)
    (letter,) = letters(office)
    assert "Buat versi baru" not in buttons(panel(SITI, PAGE, program=programme))
    correspondence.sign(office, act(), [letter["id"]], act().today, hardcopy_place="map")
    press(panel(SITI, PAGE, program=programme), "Buat versi baru")
    assert sorted((row["version"], row["state"]) for row in letters(office)) == [
        (1, LetterState.REPLACED), (2, LetterState.DRAFT)]


def test_who_is_late_is_marked_and_reminded_in_one_press(panel, office, act, clock, programme, three):
    requests.ask(office, act(), programme, three[:2], act().today)
    clock.later(days=1)
    requests.ask(office, act(), programme, three[2:], act().today + timedelta(9))
    app = panel(SITI, PAGE, program=programme)
    assert any("terlambat" in caption.value and "sejak 12 Maret 2026" in caption.value for caption in app.caption)
    press(app, "Buat surat pengingat untuk 2 instansi")
    assert len(letters(office, kind="pengingat_data")) == 2


def test_an_agency_can_be_added_here(panel, office, programme):
    app = panel(SITI, PAGE, program=programme)
    field(app.text_input, "Nama Instansi *").set_value("Dinas <script>")
    press(app, "Tambah instansi")
    with office.database.reading() as reader:
        assert reader.first(AGENCY)["name"] == "Dinas <script>"
    assert field(app.text_input, "Nama Instansi *").value == ""


def test_a_reader_asks_nobody(panel, office, act, programme, three):
    requests.ask(office, act(), programme, three, act().today)
    app = panel(RINA, PAGE, program=programme)
    assert not app.exception and not {"Buat surat", "Tandai bertanda tangan"} & set(buttons(app))


def test_one_agency_alone_has_its_letter_and_the_file_of_all(panel, office, act, programme, three):
    requests.ask(office, act(), programme, three[:1], act().today)
    app = panel(SITI, PAGE, program=programme)
    assert not app.exception and {"PDF", "Unduh semua surat"} <= {one.label for one in app.download_button}


def test_what_cannot_be_printed_is_said_once_and_offered_by_no_button(panel, office, act, programme, three):
    requests.ask(office, act(), programme, three, act().today)
    office.database.change(act(BUDI), "office", [delete(OFFICIAL, "PJB-1")])
    app = panel(SITI, PAGE, program=programme)
    assert "Isi dahulu di Pengaturan, Pejabat" in errors(app)
    assert not {"PDF", "Unduh semua surat"} & {one.label for one in app.download_button}
