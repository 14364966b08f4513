"""A press while a run is given up: Streamlit stops it at its next element, and a new run begins that knows no press."""

import pytest
from cast import SITI
from pressing import button
from streamlit.runtime.scriptrunner import StopException

from pages import presses
from services import programmes
from services.domain.schema import PROGRAMME

PAGE = "programme.py"


@pytest.fixture
def programme(office, act):
    return programmes.start(office, act(), {"name": "Bansos Ramadan 2026", "year": 2026, "quota": 400, "goods": "paket"})


@pytest.fixture
def give_up(monkeypatch):
    """Let the next run be given up where it comes to a button that was pressed, once."""
    left = []

    def due(key, real=presses.due):
        if left and key in presses.noted():
            left.pop()
            raise StopException
        return real(key)

    monkeypatch.setattr(presses, "due", due)
    return lambda: left.append("once")


def notes(office, programme):
    with office.database.reading() as reader:
        return reader.get(PROGRAMME, programme)["note"]


def test_a_press_of_a_run_that_was_given_up_is_carried_out_by_the_next(panel, office, programme, give_up):
    app = panel(SITI, PAGE, program=programme)
    app.text_area(key=f"edit {programme} note").input("catatan baru")
    give_up()
    button(app, "Simpan").click().run()
    assert notes(office, programme) is None
    assert [toast.value for toast in app.run().toast] == ["Tersimpan\\."]
    assert notes(office, programme) == "catatan baru"


def test_it_is_carried_out_once(panel, office, programme, give_up):
    app = panel(SITI, PAGE, program=programme)
    app.text_area(key=f"edit {programme} note").input("catatan baru")
    give_up()
    button(app, "Simpan").click().run()
    for _ in range(3):
        app.run()
    with office.database.reading() as reader:
        assert [entry.fields["note"][1] for entry in reader.history(row=programme, kind="change")] == ["catatan baru"]


def test_a_press_whose_button_is_gone_is_spoken_of(panel, programme, give_up):
    app = panel(SITI, PAGE, program=programme)
    give_up()
    button(app, "Simpan").click().run()
    (toast,) = app.switch_page("recipients.py").run().toast
    assert toast.value.startswith("“Simpan” mungkin belum tersimpan")
    assert not app.run().toast


def test_a_refused_press_is_not_tried_again(panel, programme):
    app = panel(SITI, PAGE, program=programme)
    app.text_input(key=f"edit {programme} name").input("")
    assert button(app, "Simpan").click().run().error
    assert not app.run().error
