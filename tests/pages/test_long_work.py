"""Long work on the screens: a long paper is made in the background, and every page of its maker says so."""

import pytest
from cast import BUDI, RINA, SITI
from distribution_cast import distribution, planned
from letters_cast import HEAD
from pressing import buttons, press, stop_the_clock

from pages.pieces import take_away
from services import jobs, prints
from services.domain.schema import OFFICIAL
from services.errors import Refused
from services.jobs import Task
from services.storage import jobs as known
from services.storage.database import create

PAGE = "stages/distribution.py"
LIST = "Tanda terima, bentuk daftar"


@pytest.fixture
def programme(office, act, clock, monkeypatch):
    stop_the_clock(monkeypatch, clock)
    office.database.change(act(BUDI), "office", [create(OFFICIAL, "PJB-1", **HEAD)])
    made = distribution(office, act)
    planned(office, act, made)
    return made


def downloads(app):
    return [one.label for one in app.get("download_button")]


def successes(app):
    return " ".join(one.value for one in app.success).replace("\\", "")


def links(app):
    return [one.proto.url for one in app.get("link_button")]


def test_a_short_paper_is_made_as_its_button_is_pressed(panel, programme):
    app = panel(SITI, PAGE, program=programme)
    assert LIST in downloads(app) and LIST not in buttons(app)


def test_a_long_paper_is_made_in_the_background_and_opened_from_any_page(panel, office, programme, monkeypatch):
    monkeypatch.setattr(take_away, "SHORT", 2)
    app = press(panel(SITI, PAGE, program=programme), LIST)
    jobs.QUEUE.join()
    elsewhere = panel(SITI, "help.py")
    assert "Tanda terima, bentuk daftar · Titik 2 – Kec. Cempaka siap" in successes(elsewhere)
    [path] = [path for path in links(elsewhere) if "/cetakan/" in path]
    made = prints.printed(office, SITI, path.rpartition("/")[2])
    assert made.path.read_bytes().startswith(b"%PDF-")
    assert not successes(panel(RINA, PAGE, program=programme))
    press(elsewhere, "Tutup")
    assert not made.path.exists() and not successes(app.run())


def test_every_page_says_how_far_it_is_and_how_it_ended(panel, office, act, programme):
    known.add(office.database, {"id": "OP-1", "actor": SITI.id, "started": act().now, "state": "Berjalan", "kind": "x",
                                "programme": "", "title": "Membaca berkas", "done": 1, "total": 4})
    app = panel(SITI, "help.py")
    assert "Membaca berkas: 25%" in app.get("progress")[0].proto.text.replace("\\", "")
    known.note(office.database, "OP-1", state="Selesai", sentence="Berkas dibaca.")
    app = app.run()
    assert "Berkas dibaca" in successes(app) and not app.get("progress")


def test_the_same_paper_is_not_made_twice_at_once(office, act, programme):
    task = Task("print x", programme, "Undangan", 2, "read", "undangan.pdf")
    known.add(office.database, {"id": "OP-1", "actor": SITI.id, "started": act().now, "state": "Berjalan", "kind": "print x",
                                "programme": programme})
    with pytest.raises(Refused, match="masih berjalan"):
        prints.begin(office, act(), task, lambda *_: b"")
