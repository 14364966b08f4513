"""Riwayat: who did what with whom, in words, and found by a name or a number."""

import pytest
from cast import BUDI, RINA, SITI
from recipients_cast import number, recapitulating

from services.domain.access import RIGHTS
from services.domain.schema import HANDOVER, POINT, RECIPIENT, SETTING
from services.storage.database import create, event, redact, update

PAGE = "history.py"


@pytest.fixture
def programme(office, act):
    return recapitulating(office, act)


@pytest.fixture
def served(office, act, clock, programme):
    office.database.change(act(), "points", [
        create(POINT, "TTK-1", programme=programme, name="Balai Palam", date=act().today, state="Dibuka")])
    office.database.change(act(), "handover", [
        create(HANDOVER, "SER-1", programme=programme, recipient="PEN-4", point="TTK-1", at=clock.now, officer="Tono",
               taken_by="Sendiri")])


def sentences(app):
    return [one.value.split(" · ")[2] for one in app.main.text]


def small(app):
    return [one.value.replace("\\", "") for one in app.main.caption]


def search(app, text):
    return app.text_input[0].input(text).run()


def test_an_entry_names_the_row_and_keeps_its_id_small(panel, served):
    app = panel(SITI, PAGE)
    at = sentences(app).index("Penyaluran Dahlia dibuat")
    assert small(app)[at + 1].startswith("SER-1")  # the first caption stands below the title


def test_a_change_names_the_row_that_a_value_refers_to(panel, office, act, served):
    office.database.change(act(), "points", [update(RECIPIENT, "PEN-2", point="TTK-1")])
    assert "Titik Salur: – → Balai Palam" in " ".join(small(panel(SITI, PAGE)))


@pytest.mark.parametrize("text", ["dahlia", number(4)[-6:], "ser-1"])
def test_a_name_or_a_part_of_a_nik_finds_what_was_done_with_the_person(panel, served, text):
    found = sentences(search(panel(SITI, PAGE), text))
    assert "Penyaluran Dahlia dibuat" in found
    assert all("Dahlia" in one for one in found)


def test_a_search_for_nobody_says_so(panel, served):
    assert "Tidak ada yang cocok" in search(panel(SITI, PAGE), "tidak % ada").main.info[0].value


def test_a_person_without_a_name_any_more_is_named_by_the_id(panel, office, act, programme):
    office.database.change(act(), "recipients", [redact(RECIPIENT, "PEN-3")])
    assert "Penerima PEN-3 dibuat" in sentences(panel(SITI, PAGE))


def test_a_setting_is_named_by_its_words(panel, office, act):
    office.database.change(act(BUDI), "office", [create(SETTING, "ATR-1", key="retention_years", value="6")])
    assert any("Data Pribadi Disimpan (tahun)" in one for one in sentences(panel(SITI, PAGE)))


def test_the_name_of_a_row_is_only_text(panel, office, act, programme):
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-1", name="**Aminah** <b>")])
    shown = panel(SITI, PAGE).main
    assert any("**Aminah** <b>" in one.value for one in shown.text)
    assert not any("Aminah" in one.value for one in shown.markdown)


def test_whoever_reads_the_history_may_see_the_names_of_recipients(panel, office, act, programme):
    office.database.change(act(), "recipients", [event(RECIPIENT, "PEN-1", reason="ditelepon")])
    assert RIGHTS["history"].roles <= RIGHTS["read"].roles
    assert "Penerima Aminah: NIK dibuka dengan alasan" in sentences(panel(RINA, PAGE))
    assert number(1) not in " ".join([*sentences(panel(RINA, PAGE)), *small(panel(RINA, PAGE))])
