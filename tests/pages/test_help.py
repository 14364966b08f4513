"""Help: found by words, and the first steps."""

import re

import pytest
from cast import SITI, TONO
from screens import OUT, SCREENS

from pages.help_sentences import HELP
from pages.navigation_table import PAGES
from services.storage.originals import original


def titles(app):
    return [part.label for part in app.expander]


def test_the_whole_guide_can_be_read(panel):
    assert len(titles(panel(SITI, "help.py"))) > 15


@pytest.mark.parametrize(("words", "title"), [
    ("surat pengingat", "Tahap 4: Permintaan data"), ("DISPOSISI dikembalikan", "Tahap 2: Disposisi Wali Kota"),
    ("ulp", "Kata-kata"), ("salah penyerahan", "Bila salah mencatat penyerahan"),
    ("maju jam", "Berlatih tanpa takut salah"), ("belum terkirim", "Loket: memindai dengan laptop atau ponsel")])
def test_a_part_is_found_by_its_words(panel, words, title):
    app = panel(SITI, "help.py")
    app.text_input[0].set_value(words).run()
    assert title in titles(app)
    assert len(titles(app)) < 10


def test_words_that_are_nowhere_are_answered_with_a_hint(panel):
    app = panel(SITI, "help.py")
    app.text_input[0].set_value("xyzzy").run()
    assert titles(app) == []
    assert "Coba satu kata" in app.info[0].value


def test_first_steps_are_for_those_who_take_them(panel):
    assert "Langkah pertama: 1 dari 5 selesai" in titles(panel(SITI, "help.py"))
    assert not any("Langkah pertama" in title for title in titles(panel(TONO, "help.py")))


def test_every_screen_has_two_sentences_of_help():
    assert HELP.keys() == {page.address for page in PAGES}
    assert [address for address, said in HELP.items() if len(re.findall(r"[.?!](?= [A-Z]|$)", said)) != 2] == []


def test_the_help_of_a_screen_stands_beside_its_title(panel):
    assert panel(SITI, "sop.py").title[0].proto.help == HELP["sop"]


def test_every_picture_of_the_guide_is_one_that_the_pictures_command_makes():
    named = re.findall(r"^!\[.+\]\((.+)\)$", original("bantuan.md"), re.MULTILINE)
    assert named
    assert [name for name in named if not (OUT / f"{name}.png").is_file() or name.rsplit("-", 1)[0] not in SCREENS] == []
