"""Penerima and the card of a person: found, filtered, masked, added, edited, revealed with a reason."""

import pytest
from cast import KABID, RINA, SITI
from pressing import buttons, errors, press, stop_the_clock
from recipients_cast import get, number, recapitulating

from pages.pieces import people_table, phone_list
from services.domain.schema import RECIPIENT
from services.people import fixing
from services.storage.database import update

LIST, CARD = "recipients.py", "person.py"


@pytest.fixture
def programme(office, act, clock, monkeypatch):
    stop_the_clock(monkeypatch, clock)
    return recapitulating(office, act)


def names(app):
    return list(app.dataframe[0].value["Nama"])


def text(app):
    return " ".join(one.value for one in (*app.markdown, *app.caption, *app.info)).replace("\\", "")


def test_an_empty_office_says_where_people_come_from(panel):
    assert "Penerimaan data, dari sebuah program" in text(panel(SITI, LIST))


def test_a_search_finds_and_an_empty_answer_offers_the_way_back(panel, programme):
    app = panel(SITI, LIST)
    app.text_input(key="text").input("min").run()
    assert names(app) == ["Aminah"]
    app.text_input(key="text").input("![x](http://x) tidak ada").run()
    assert "Tidak ada yang cocok" in text(app) and r"\!\[x" in app.info[0].value
    assert len(names(press(app, "Hapus saringan"))) == 5


def test_numbers_are_masked_everywhere_in_the_list(panel, programme):
    assert all("*" in nik for nik in panel(SITI, LIST).dataframe[0].value["NIK"])


def test_the_address_sets_the_filters(panel, office, act, programme):
    recapitulating(office, act, name="Lain")
    assert names(panel(SITI, LIST, program=programme, kelurahan="Palam")) == ["Aminah", "Badrun"]


def test_a_long_list_comes_in_pages(panel, office, act, programme, monkeypatch):
    monkeypatch.setattr(people_table, "ROWS", 15)
    recapitulating(office, act, [(f"Orang {at:02}", 100 + at, 100 + at, "Palam", "L", 1, False) for at in range(20)], name="Lain")
    app = panel(SITI, LIST)
    assert len(names(app)) == 15 and "Baris 1–15 dari 25" in text(app)


def test_a_name_with_markup_is_only_text_on_a_phone(panel, office, act, programme, monkeypatch):
    monkeypatch.setattr(phone_list, "on_phone", lambda: True)
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-1", name="<script>alert(1)</script>")])
    shown = " ".join(one.proto.body for one in panel(SITI, LIST).get("html"))
    assert "&lt;script&gt;" in shown and "<script>" not in shown and number(2) not in shown


def test_the_form_for_somebody_new_asks_what_people_write(panel, programme):
    app = press(panel(SITI, LIST), "Tambah penerima")
    asked = [one.label for one in (*app.text_input, *app.selectbox)]
    assert {"NIK", "Nama *", "Kelurahan", "Program *"} <= set(asked) and "Kecamatan" not in asked


def test_who_only_reads_neither_adds_nor_takes_out(panel, programme):
    app = panel(RINA, LIST)
    assert "Tambah penerima" not in buttons(app) and not app.get("download_button")


# --- the card


def test_a_card_is_edited_and_what_was_masked_stays(panel, office, programme):
    app = panel(SITI, CARD, orang="PEN-1")
    app.text_input(key="person PEN-1 address").input("Jl. Baru 7")
    app.button(key="send person PEN-1").click().run()
    row = get(office, "PEN-1")
    assert (row["address"], row["nik"]) == ("Jl. Baru 7", number(1))


def test_a_name_of_the_fixed_list_is_refused_in_words(panel, office, act, programme):
    fixing.fix(office, act(), programme)
    app = panel(SITI, CARD, orang="PEN-2")
    app.text_input(key="person PEN-2 name").input("Lain")
    assert "tidak dapat diubah" in errors(app.button(key="send person PEN-2").click().run())


def test_a_nik_is_shown_once_for_a_reason(panel, programme):
    app = panel(KABID, CARD, orang="PEN-1")
    assert number(1) not in text(app)
    press(app, "Buka NIK")
    app.text_input(key="reason reveal PEN-1").input("verifikasi")
    app.button(key="yes reveal PEN-1").click().run()
    assert number(1) in text(app)
    assert number(1) not in text(app.run())


def test_an_auditor_reads_the_card_and_changes_nothing(panel, programme):
    app = panel(RINA, CARD, orang="PEN-1")
    assert any("Jl. Contoh 1" in one.value for one in app.text)
    assert "Buka NIK" not in buttons(app) and "Simpan" not in buttons(app)
    assert number(1) not in " ".join(one.value for one in app.text)


def test_somebody_who_is_nobody_is_said(panel, programme):
    assert "tidak ditemukan" in errors(panel(SITI, CARD, orang="PEN-0"))
