"""What screens share: two windows on one row, a double click, text from people."""

import re

import pytest
from cast import BUDI, SITI
from hypothesis import given
from hypothesis import strategies as st

from pages import frame
from pages.pieces import phone_list
from services.domain.schema import AGENCY
from services.storage.database import create, update

SETTINGS = "settings.py"


@pytest.fixture
def agency(office, act):
    office.database.change(act(), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam", phone="1")])
    return "INS-1"


def row(office, agency):
    with office.database.reading() as reader:
        return reader.get(AGENCY, agency)


def send(app, agency):
    return app.button(key=f"send {agency}").click().run()


def test_two_windows_that_change_different_fields_of_a_row_both_win(panel, office, act, agency):
    mine = panel(BUDI, SETTINGS)
    office.database.change(act(), "agencies", [update(AGENCY, agency, contact="Lurah")])
    mine.text_input(key=f"{agency} phone").input("2")
    assert not send(mine, agency).error
    assert (row(office, agency)["phone"], row(office, agency)["contact"]) == ("2", "Lurah")


def test_a_window_that_would_overwrite_is_told_what_stands_there_and_asks_again(panel, office, act, agency):
    mine = panel(BUDI, SETTINGS)
    office.database.change(act(SITI), "agencies", [update(AGENCY, agency, phone="3")])
    mine.text_input(key=f"{agency} phone").input("2")
    send(mine, agency)
    assert "sudah diubah orang lain" in mine.error[0].value and row(office, agency)["phone"] == "3"
    send(mine, agency)
    assert row(office, agency)["phone"] == "2"


def test_every_problem_of_a_form_is_shown_at_once(panel, agency):
    app = panel(BUDI, SETTINGS)
    app.text_input(key="office government").input("")
    app.text_input(key="office city").input("")
    app.button(key="send office").click().run()
    assert "Pemerintah Daerah wajib diisi" in app.error[0].value.replace("\\", "")
    assert "Kota wajib diisi" in app.error[0].value.replace("\\", "")


@pytest.mark.parametrize("text", ["![p](http://jahat.test/p.png)", "**tebal**", "<script>alert(1)</script>", ":red[x]",
                                  "$x^2$", "[a](javascript:1)", "`kode`", "# judul", "1. satu", "- satu", "a_b_c"])
def test_no_mark_of_markdown_is_left_bare_in_text_from_people(text):
    bare = frame.plain(text).replace("\\\\", "")
    assert all(bare[at - 1] == "\\" for at, mark in enumerate(bare) if mark in "*_[]()<>`#$!:{}~|")


@pytest.mark.parametrize("text", ["http://jahat.test", "HTTPS://jahat.test", "www.jahat.test", "a@jahat.test"])
def test_an_address_in_text_from_people_does_not_become_a_link(text):
    shown = frame.plain(text).replace("\\", "")
    assert not re.search(r"https?://|www\.|\w@\w", shown, re.IGNORECASE)


@given(st.text())
def test_plain_text_keeps_every_letter_and_is_one_line(text):
    shown = frame.plain(text)
    assert "\n" not in shown
    bare = shown.replace("\\", "").replace("\u2060", "")
    assert "".join(bare.split()) == "".join(text.replace("\\", "").replace("\u2060", "").split())


def test_every_chip_has_a_sign_also_where_no_icon_can_be():
    assert {icon for _, icon in frame.CHIPS.values()} <= phone_list.SIGNS.keys()
