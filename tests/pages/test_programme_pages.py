"""Programmes on screen: started, copied, seen on their track, ended and taken up again."""

import pytest
from cast import BUDI, KADIS, RINA, SITI

from pages import frame
from pages.pieces import components, folded
from services import programmes
from services.domain.schema import PACKAGE_ITEM, PROGRAMME, STAGE
from services.storage.database import update

IS_OPEN = folded.is_open  # before the fixture opens every popover
VALUES = {"name": "Bantuan Lansia", "year": 2025, "quota": 400, "goods": "paket lansia"}
ITEM = {"item": "Beras", "quantity": 5, "unit": "kg", "price": 15_000}


@pytest.fixture
def programme(office, act, clock, monkeypatch):
    monkeypatch.setattr(frame, "now", lambda: clock.now)
    return programmes.start(office, act(), VALUES, (ITEM,))


@pytest.fixture
def drawn(monkeypatch):
    found = {}
    monkeypatch.setattr(components, "_draw", lambda kind, key, goals, **data: found.update({kind: data}))
    return found


def find(office, table, **equals):
    with office.database.reading() as reader:
        return reader.find(table, **equals)


def key_of(app, ending):
    """The full key of a widget of the form, by its end."""
    return next(widget.key for widget in (*app.text_input, *app.number_input) if str(widget.key).endswith(ending))


def started(app, name, quota=None):
    app.text_input(key_of(app, " name")).set_value(name)
    if quota:
        app.number_input(key_of(app, " quota")).set_value(quota)
    send = next(button for button in app.button if button.label == "Mulai program" and "send" in str(button.key))
    return send.click().run()


def test_an_office_without_a_programme_is_told_what_a_start_does(panel):
    assert "tahap 1, Telaahan Staf, langsung berjalan" in panel(SITI, "programmes.py").info[0].value


def test_a_programme_is_started_from_the_form_and_opens(panel, office):
    app = started(panel(SITI, "programmes.py", baru="1"), "Paket Ramadan", 100)
    (row,) = find(office, PROGRAMME)
    assert (row["name"], row["quota"], row["status"]) == ("Paket Ramadan", 100, "Berjalan")
    assert app.query_params["program"] == row["id"]


def test_a_programme_without_a_quota_is_refused_with_a_sentence(panel, office):
    app = started(panel(SITI, "programmes.py", baru="1"), "Paket Ramadan")
    assert "Kuota Paket wajib diisi" in app.error[0].value
    assert find(office, PROGRAMME) == []


def test_a_programme_is_copied_from_last_year_with_its_package(panel, office, programme):
    app = panel(SITI, "programmes.py", baru="1")
    app.selectbox[0].set_value(programme).run()
    started(app, "Bantuan Lansia lagi")
    (copy,) = find(office, PROGRAMME, name="Bantuan Lansia lagi")
    assert (copy["year"], copy["quota"], copy["goods"]) == (2026, 400, "paket lansia")
    assert [item["item"] for item in find(office, PACKAGE_ITEM, programme=copy["id"])] == ["Beras"]


def test_who_may_not_start_has_no_button(panel, programme):
    assert not panel(RINA, "programmes.py").main.button


def test_the_track_shows_eight_stages_with_state_and_days(panel, programme, clock, drawn):
    clock.later(days=4)
    panel(SITI, "programme.py", program=programme)
    steps = drawn["track"]["steps"]
    assert [step["number"] for step in steps] == list(range(1, 9))
    assert (steps[0]["word"], steps[0]["notes"], steps[0]["current"]) == ("Berjalan", ["hari ke-2 dari 2"], True)
    assert (steps[2]["word"], steps[2]["notes"], steps[2]["look"]) == ("Belum mulai", ["SOP 1 bulan"], "none")


def test_returns_are_counted_on_the_track(panel, office, act, programme, drawn):
    (row,) = find(office, STAGE, programme=programme, stage="memo")
    office.database.change(act(BUDI), "override", [update(STAGE, row["id"], status="Dikembalikan", returned=2)])
    panel(SITI, "programme.py", program=programme)
    assert "dikembalikan 2 kali" in drawn["track"]["steps"][0]["notes"]


def test_the_days_counted_stand_one_by_one_and_those_beyond_are_marked(panel, programme, clock):
    clock.later(days=5)
    texts = [element.value for element in panel(SITI, "programme.py", program=programme).main.markdown]
    days = [text for text in texts if text[0].isdigit()]
    assert days[0] == "1. Jumat, 13 Maret 2026"
    assert ["Lewat" in day for day in days] == [False, False, True]


def test_the_primary_action_is_the_next_step_of_the_current_stage(panel, programme):
    app = panel(SITI, "programme.py", program=programme)
    assert app.main.button[0].label == "Tulis telaahan"
    app.main.button[0].click().run()
    assert app.title[0].value == "Telaahan Staf"


def test_an_unknown_programme_is_a_sentence(panel, programme):
    app = panel(SITI, "programme.py")
    assert "tidak ditemukan" in app.error[0].value


def test_a_stage_leads_back_to_the_eight_stages_of_its_programme(panel, programme):
    app = panel(SITI, "stages/memo.py", program=programme)
    crumb = app.page_link[0]
    assert crumb.label == "Bantuan Lansia · tahap 1 dari 8" and crumb.proto.query_string == f"program={programme}"


def test_what_ends_a_programme_is_drawn_once_it_is_open(panel, programme, monkeypatch):
    monkeypatch.setattr(folded, "is_open", IS_OPEN)
    app = panel(SITI, "programme.py", program=programme)
    assert not any(button.key == "cancel" for button in app.button)
    app.session_state["pop cancel"] = True
    assert any(button.key == "cancel" for button in app.run().button)


def test_a_programme_is_cancelled_and_reopened_with_reasons(panel, office, programme):
    app = panel(SITI, "programme.py", program=programme)
    app.button("cancel").click().run()
    assert "Tulis alasannya" in app.error[0].value
    app.text_input("reason cancel").set_value("Anggaran dialihkan").run()
    app.button("cancel").click().run()
    assert find(office, PROGRAMME)[0]["status"] == "Dibatalkan"
    assert not any(button.key == "reopen" for button in app.button)
    head = panel(KADIS, "programme.py", program=programme)
    head.text_input("reason reopen").set_value("Dana sudah ada").run()
    head.button("reopen").click().run()
    row = find(office, PROGRAMME)[0]
    assert row["status"] == "Berjalan"
    assert "Anggaran dialihkan" in row["note"] and "Dana sudah ada" in row["note"]


def test_the_data_of_a_programme_is_changed_in_its_form(panel, office, programme):
    app = panel(SITI, "programme.py", program=programme)
    app.number_input(key_of(app, " quota")).set_value(500)
    app.button(f"send edit {programme}").click().run()
    assert find(office, PROGRAMME)[0]["quota"] == 500
