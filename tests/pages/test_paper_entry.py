"""Typing in a tick list: the answer before anything is recorded, and what was wrong in sentences."""

import pytest
from cast import RINA, SITI, TONO
from distribution_cast import distribution, planned

from services.distribution import handovers, points, tick_lists
from services.domain.schema import HANDOVER

PAGE = "paper_entry.py"


@pytest.fixture
def plan(office, act):
    return planned(office, act, distribution(office, act, proxy_allowed=True))


@pytest.fixture
def point(plan):
    return plan["Cempaka"]["id"]


@pytest.fixture
def ticks(office, act, point):
    return tick_lists.ticks(tick_lists.printed(office, act(), point))


def typing(panel, ticks, point, text):
    app = panel(TONO, PAGE, titik=point)
    return app.text_area(key=f"typed {ticks.id} 0").input(text).run()


def button(app):
    return next(button for button in app.button if button.label.startswith("Catat "))


def count(office):
    with office.database.reading() as reader:
        return reader.count(HANDOVER)


def test_a_page_is_ticked_off_and_recorded_with_one_button(panel, office, ticks, point):
    text = f"A {ticks.number(0)} s 2, {ticks.code(0, 1)} -, {ticks.code(0, 3)} w"
    app = typing(panel, ticks, point, text)
    assert app.text[0].value == "2 penyerahan baru · 1 lewat wakil"
    button(app).click().run()
    assert not app.exception and count(office) == 2
    box = app.text_area(key=f"typed {ticks.id} 1")
    assert box.value == ""
    app = box.input(text).run()
    assert app.text[0].value == "0 penyerahan baru · 2 sudah dicatat dari daftar ini" and button(app).disabled


def test_a_wrong_code_is_quoted_and_nothing_can_be_recorded(panel, office, ticks, point):
    app = typing(panel, ticks, point, "A17*K\nA 0000 1\n")
    assert "A17" in app.error[0].value and "nomor cek 0000 bukan milik halaman A" in app.error[0].value
    assert button(app).disabled and count(office) == 0


def test_a_page_in_the_middle_of_typing_says_how_far_it_is(panel, office, ticks, point):
    app = typing(panel, ticks, point, f"A {ticks.number(0)} 2\n{ticks.code(0, 1)}\n")
    assert "jumlah di kertas 2, yang diketik 1" in app.info[0].value and not app.error
    assert button(app).disabled


def test_who_was_scanned_here_too_is_counted_once(panel, office, act, ticks, point):
    handovers.hand_over(office, act(SITI), ticks.people[0], point)
    app = typing(panel, ticks, point, f"A {ticks.number(0)} 1, {ticks.code(0, 1)}")
    assert app.text[0].value == "0 penyerahan baru · 1 sudah dicatat dengan pemindai, dihitung sekali"
    assert not app.warning and button(app).disabled


def test_who_was_served_elsewhere_stands_first(panel, office, act, ticks, plan, point):
    there = plan["Banjarbaru Selatan"]["id"]
    handovers.hand_over(office, act(SITI), ticks.people[0], there, elsewhere_reason="menumpang")
    app = typing(panel, ticks, point, f"A {ticks.number(0)} 1, {ticks.code(0, 1)}")
    assert "tidak ditimpa (1)" in app.warning[0].value and "diserahkan Siti Rahmah" in app.warning[0].value
    button(app).click().run()
    assert not app.exception and count(office) == 1


def test_without_a_printed_list_it_says_what_comes_first(panel, point):
    assert "Cetak dahulu" in panel(TONO, PAGE, titik=point).info[0].value


def test_a_closed_point_says_so_before_anybody_types(panel, office, act, ticks, point):
    points.close(office, act(), point, {"to_warehouse": 3})
    app = panel(TONO, PAGE, titik=point)
    assert "sudah ditutup" in app.info[0].value and not app.text_area


def test_who_only_reads_does_not_type(panel, ticks, point):
    app = panel(RINA, PAGE, titik=point)
    assert "tidak boleh mencatat penyerahan" in app.error[0].value and not app.text_area


def test_a_point_leads_to_typing_in_its_list(panel, ticks, point):
    app = panel(TONO, "distribution_day.py", titik=point)
    next(button for button in app.button if button.label == "Catat dari kertas").click().run()
    assert app.title[0].value == "Catat dari kertas"
