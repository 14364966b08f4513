"""The page of stage 6: doubles, decisions row by row, the list fixed after a question, replaced, reopened."""

import pytest
from cast import KADIS, RINA, SITI
from pressing import busy, button, buttons, errors, press, stop_the_clock
from recipients_cast import PEOPLE, get, propose, recapitulating

from pages.pieces import background, renewed
from pages.pieces import fixing as pages_fixing
from services import jobs
from services.domain.schema import PROGRAMME, RECIPIENT
from services.people import fixing
from services.storage.database import update

PAGE = "stages/recap.py"


@pytest.fixture
def programme(office, act, clock, monkeypatch):
    stop_the_clock(monkeypatch, clock)
    return recapitulating(office, act)


@pytest.fixture
def fixed(office, act, programme):
    fixing.fix(office, act(), programme)
    return programme


def yes(app, reason=None):
    """Say yes to the question of the dialog, with a reason where one is asked."""
    button = next(one for one in app.button if (one.key or "").startswith("yes "))
    if reason is not None:
        app.text_input(key=button.key.replace("yes ", "reason ", 1)).input(reason)
    return button.click().run()


def choose(app, at=0):
    """Choose a row of the first table."""
    app.session_state[app.dataframe[0].key] = {"selection": {"rows": [at], "columns": [], "cells": []}}
    return app.run()


def tab(app, word):
    app.segmented_control[0].set_value(word)
    return app.run()


def names(app):
    return list(next(one.value for one in app.dataframe if "Nama" in one.value)["Nama"])


def test_the_proposal_is_shown_in_order_with_its_reasons(panel, programme):
    app = panel(SITI, PAGE, program=programme)
    assert names(app) == ["Badrun", "Aminah"]
    assert app.dataframe[0].value["Alasan"][0] == "belum pernah dibantu, desil 1"
    assert "637205******0002" in list(app.dataframe[0].value["NIK"])


def test_the_list_is_fixed_only_after_the_question(panel, office, programme):
    app = press(panel(SITI, PAGE, program=programme), "Tetapkan 2 penerima")
    assert get(office, programme, PROGRAMME)["fixed_at"] is None
    app = yes(app, "Sudah diverifikasi lapangan")
    assert get(office, programme, PROGRAMME)["fixed_at"]
    assert any("tersegel" in one.value for one in app.markdown)


def test_what_the_check_left_open_is_asked_about(panel, office, programme):
    app = press(panel(SITI, PAGE, program=programme), "Tetapkan 2 penerima")
    assert "temuan pemeriksaan masih terbuka: " in " ".join(one.value for one in app.text)
    assert "alasan menetapkan dengan" in errors(yes(app, " ")) and get(office, programme, PROGRAMME)["fixed_at"] is None


def test_a_double_must_be_decided_first_and_is_in_one_press(panel, office, act, programme):
    propose(office, act, programme, ("Aminnah", 1, 9, "Palam", "P", 2, False), agency="INS-PKH")
    app = panel(SITI, PAGE, program=programme)
    assert "putusan atas 1 NIK ganda" in app.warning[0].value and "Tetapkan 2 penerima" not in buttons(app)
    app.button(key="keep PEN-1").click().run()
    assert get(office, "PEN-6")["state"] == "Gugur" and not app.warning


def test_many_doubles_are_decided_at_once(panel, office, act, programme):
    propose(office, act, programme, *PEOPLE[:2])
    press(panel(SITI, PAGE, program=programme), "Pakai yang datang lebih dahulu, untuk semua")
    assert [get(office, row)["state"] for row in ("PEN-6", "PEN-7")] == ["Gugur", "Gugur"]


def test_a_person_is_put_out_with_a_reason_and_taken_back(panel, office, programme):
    app = press(choose(panel(SITI, PAGE, program=programme)), "Gugurkan")
    app = yes(app, "sudah meninggal")
    assert get(office, "PEN-2")["state"] == "Gugur" and names(app) == ["Aminah", "Contoh"]
    app = press(choose(tab(app, "Gugur")), "Kembalikan")
    assert get(office, "PEN-2")["state"] == "Calon"


def test_without_a_reason_nothing_is_decided(panel, office, programme):
    app = yes(press(choose(panel(SITI, PAGE, program=programme)), "Cadangkan"), "")
    assert "Tulis alasannya" in errors(app) and get(office, "PEN-2")["preference"] is None


def test_somebody_of_the_fixed_list_is_replaced_by_the_first_reserve(panel, office, fixed):
    app = press(choose(panel(SITI, PAGE, program=fixed)), "Ganti dengan cadangan")
    app = yes(app, "pindah kota")
    assert names(app) == ["Contoh", "Aminah"] and get(office, "PEN-3")["replaces"] == "PEN-2"


def test_only_the_head_can_open_the_list_again(panel, office, fixed):
    assert "Buka kembali daftar" not in buttons(panel(SITI, PAGE, program=fixed))
    yes(press(panel(KADIS, PAGE, program=fixed), "Buka kembali daftar"), "sanggahan warga")
    assert get(office, fixed, PROGRAMME)["fixed_at"] is None


def test_a_broken_seal_is_said(panel, office, act, fixed):
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-2", name="Orang Lain")])
    assert "tidak lagi sama" in errors(panel(SITI, PAGE, program=fixed))


def test_who_only_looks_decides_nothing(panel, programme):
    app = choose(panel(RINA, PAGE, program=programme))
    assert not {"Gugurkan", "Tetapkan 2 penerima", "Pakai yang ini"} & set(buttons(app))


def test_the_recapitulation_counts_by_kelurahan_and_by_age(panel, programme):
    app = panel(SITI, PAGE, program=programme)
    shown = app.dataframe[-1].value
    assert dict(zip(shown["Kelurahan"], shown["Jumlah"], strict=True)) == {
        "Palam": 2, "Kemuning": 2, "(belum diketahui)": 1}
    app.segmented_control(key=f"recap {programme}").set_value("age")
    shown = app.run().dataframe[-1].value
    assert list(shown["Usia"]) == ["18–59 tahun"] and list(shown["Jumlah"]) == [5]


def test_a_number_of_the_recapitulation_opens_its_people(panel, programme):
    app = panel(SITI, PAGE, program=programme)
    app.segmented_control(key=f"recap {programme}").set_value("decile")
    app.run()
    app.session_state[app.dataframe[-1].key] = {"selection": {"rows": [], "columns": [], "cells": [[0, "P"]]}}
    app = app.run()
    assert list(app.dataframe[0].value["Nama"]) == ["Dahlia"]
    said = " ".join(one.value for one in app.caption).replace("\\", "")
    assert "Dari rekapitulasi menurut desil: Desil 1, Perempuan" in said


def test_two_ways_of_sharing_are_compared_and_one_is_chosen_with_a_reason(panel, office, programme):
    app = panel(SITI, PAGE, program=programme)
    app.session_state[f"sharing {programme}"] = True
    app = app.run()
    app.selectbox(key=f"second way {programme}").set_value("Sama rata antarkelurahan")
    app = app.run()
    compared = next(one.value for one in app.dataframe if "Selisih" in one.value)
    assert list(compared["Kelurahan"]) == ["Kemuning", "Jumlah", "Palam", "Jumlah", "(belum diketahui)", "Jumlah"]
    assert list(compared["Selisih"]) == [1, 1, -1, -1, 0, 0]
    app = yes(press(app, "Pakai: Sama rata antarkelurahan"), "setiap kelurahan terwakili")
    assert get(office, programme, PROGRAMME)["share_rule"] == "Sama rata antarkelurahan"
    assert names(app) == ["Badrun", "Contoh"]


def test_a_long_list_is_fixed_in_the_background(panel, office, programme, monkeypatch):
    monkeypatch.setattr(background, "LONG", 1)
    app = yes(press(panel(SITI, PAGE, program=programme), "Tetapkan 2 penerima"), "Sudah diverifikasi lapangan")
    jobs.QUEUE.join()
    assert get(office, programme, PROGRAMME)["fixed_at"]
    assert app.run().success[0].value == "Daftar 2 penerima ditetapkan\\."


def said(app):
    return " ".join(one.value for one in [*app.markdown, *app.caption, *app.warning, *app.text]).replace("\\", "")


def test_a_proposal_of_many_is_shown_as_it_was_and_renewed_in_the_background(panel, office, act, programme, monkeypatch):
    monkeypatch.setattr(renewed, "LONG", 1)
    let_go_on = busy()
    app = panel(SITI, PAGE, program=programme)
    assert "Usulan sedang disusun" in said(app)
    let_go_on()
    jobs.QUEUE.join()
    assert names(app.run()) == ["Badrun", "Aminah"] and "sedang dihitung ulang" not in said(app)
    office.database.change(act(), "list", [update(RECIPIENT, "PEN-2", preference="Cadangkan", reason="pindah")])
    let_go_on = busy()
    app.run()
    assert names(app) == ["Badrun", "Aminah"] and "Ada perubahan baru saja; sedang dihitung ulang." in said(app)
    assert button(app, "Tetapkan 2 penerima").disabled
    let_go_on()
    jobs.QUEUE.join()
    assert names(app.run()) == ["Aminah", "Contoh"] and not button(app, "Tetapkan 2 penerima").disabled


def test_many_people_are_checked_by_the_act_that_fixes_them_and_what_it_finds_is_asked_next(
        panel, office, programme, monkeypatch):
    monkeypatch.setattr(pages_fixing, "LONG", 1)
    monkeypatch.setattr(background, "LONG", 1)
    app = press(panel(SITI, PAGE, program=programme), "Tetapkan 2 penerima")
    assert "Daftar diperiksa dahulu" in said(app)
    yes(app)
    jobs.QUEUE.join()
    assert "alasan menetapkan dengan" in errors(app.run()) and get(office, programme, PROGRAMME)["fixed_at"] is None
    app = press(app, "Tetapkan 2 penerima")
    assert "temuan pemeriksaan masih terbuka: " in said(app)
    yes(app, "Sudah diverifikasi lapangan")
    jobs.QUEUE.join()
    assert get(office, programme, PROGRAMME)["fixed_at"]
