"""Riwayat: who did what with whom, in words, and found by a name or a number."""

import re
from html import unescape

import pytest
from cast import BUDI, RINA, SITI
from pressing import field
from recipients_cast import number, recapitulating

from services import programmes
from services.domain.access import RIGHTS
from services.domain.schema import HANDOVER, IMPORT, POINT, PROGRAMME, RECIPIENT, SETTING
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


def lines(app):
    """The entries as (what, small print, who), without marks."""
    shown = "".join(one.proto.body for one in app.main.get("html"))
    found = re.findall(r"<li><time>.*?</time><span>(.*?)(?:<small>(.*?)</small>)?</span><i>(.*?)</i></li>", shown)
    return [tuple(unescape(re.sub("<.*?>", "", part)) for part in entry) for entry in found]


def sentences(app):
    return [what for what, _, _ in lines(app)]


def small(app):
    return [below for _, below, _ in lines(app)]


def search(app, text):
    return app.text_input[0].input(text).run()


def choose(app, label, option):
    return field(app.selectbox, label).select(option).run()


def test_an_entry_names_the_row_and_shows_no_id(panel, served):
    app = panel(SITI, PAGE)
    assert "Penyaluran Dahlia dibuat" in sentences(app)
    assert not re.search(r"\b[A-Z]{3}-", " ".join([*sentences(app), *small(app)]))


def test_an_entry_about_a_person_leads_to_the_card(panel, office, act, served):
    office.database.change(act(), "points", [update(RECIPIENT, "PEN-1", point="TTK-1")])
    assert '<a href="/orang?orang=PEN-1"' in "".join(one.proto.body for one in panel(SITI, PAGE).main.get("html"))


def test_values_are_said_as_the_screens_show_them(panel, office, act, programme):
    office.database.change(act(), "programme", [update(PROGRAMME, programme, budget=1_500_000, one_per_kk=True)])
    office.database.change(act(), "programme", [update(PROGRAMME, programme, one_per_kk=False)])
    assert {"Anggaran: – → Rp1.500.000; Satu Paket per KK: – → Ya", "Satu Paket per KK: Ya → Tidak"} <= set(small(panel(SITI, PAGE)))


def test_many_rows_of_one_act_are_one_line_with_the_first_names(panel, office, act, programme):
    office.database.change(act(), "recipients", [
        create(RECIPIENT, f"PEN-9{number}", programme=programme, name=f"Orang {number}", state="Calon") for number in range(6)])
    app = panel(SITI, PAGE)
    assert ("Penerima 6 baris dibuat", "Orang 5, Orang 4, Orang 3, Orang 2 dan 2 lain", SITI.name) in lines(app)


def test_an_import_says_where_it_is_taken_back_to_those_who_may(panel, office, act, programme):
    office.database.change(act(), "intake", [
        create(IMPORT, "IMP-1", programme=programme, name="usulan.xlsx", sha256="0" * 64, state="Berlaku", at=act().now)])
    assert " Batalkan di Penerimaan data" in small(panel(SITI, PAGE))
    assert not any("Batalkan" in below for below in small(panel(RINA, PAGE)))


def test_a_programme_is_asked_for_with_all_that_belongs_to_it(panel, office, act, served, programme):
    other = programmes.start(office, act(), {"name": "Program lain", "year": 2026, "quota": 5})
    shown = sentences(choose(panel(SITI, PAGE), "Program", other))
    assert any("Program lain" in what for what in shown)
    assert not any("Dahlia" in what for what in shown)
    assert "Penyaluran Dahlia dibuat" in sentences(choose(panel(SITI, PAGE), "Program", programme))


def test_a_stage_is_asked_for_in_all_programmes(panel, served):
    shown = sentences(choose(panel(SITI, PAGE), "Tahap", "distribution"))
    assert "Penyaluran Dahlia dibuat" in shown and "Titik Salur Balai Palam dibuat" in shown
    assert not any(what.startswith(("Penerima", "Program ")) for what in shown)


def test_a_person_is_asked_for_by_what_that_person_did(panel, office, act, programme):
    office.database.change(act(BUDI), "office", [create(SETTING, "ATR-1", key="retention_years", value="6")])
    assert {who for _, _, who in lines(choose(panel(SITI, PAGE), "Oleh", BUDI.id))} == {BUDI.name}


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
    assert "Penerima PEN-3: data pribadi dimusnahkan" in sentences(panel(SITI, PAGE))


def test_a_setting_is_named_by_its_words(panel, office, act):
    office.database.change(act(BUDI), "office", [create(SETTING, "ATR-1", key="retention_years", value="6")])
    assert "Pengaturan Data Pribadi Disimpan (tahun) dibuat" in sentences(panel(SITI, PAGE))


def test_the_name_of_a_row_is_only_text(panel, office, act, programme):
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-1", name="**Aminah** <b>")])
    shown = panel(SITI, PAGE).main
    assert any("**Aminah** &lt;b&gt;" in one.proto.body for one in shown.get("html"))
    assert not any("Aminah" in one.value for one in shown.markdown)


def test_whoever_reads_the_history_may_see_the_names_of_recipients(panel, office, act, programme):
    office.database.change(act(), "recipients", [event(RECIPIENT, "PEN-1", reason="ditelepon")])
    assert RIGHTS["history"].roles <= RIGHTS["read"].roles
    assert ("Penerima Aminah: NIK dibuka dengan alasan", "ditelepon", SITI.name) in lines(panel(RINA, PAGE))
    assert number(1) not in " ".join([*sentences(panel(RINA, PAGE)), *small(panel(RINA, PAGE))])


def test_the_button_of_the_filters_says_how_many_are_set(panel, served):
    def label(app):
        return [one.proto.popover.label for one in app.main.get("popover")]

    app = panel(BUDI, PAGE)
    assert label(app) == ["Saring"]
    assert label(choose(app, "Tabel", "Penerima")) == ["Saring (1)"]
