"""Help: found by words, and the first steps."""

import pytest
from cast import SITI, TONO


def titles(app):
    return [part.label for part in app.expander]


def test_the_whole_guide_can_be_read(panel):
    assert len(titles(panel(SITI, "help.py"))) > 15


@pytest.mark.parametrize(("words", "title"), [
    ("surat pengingat", "Tahap 4: Permintaan data"), ("DISPOSISI dikembalikan", "Tahap 2: Disposisi Wali Kota"),
    ("ulp", "Kata-kata"), ("salah penyerahan", "Bila salah mencatat penyerahan")])
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
    assert "Langkah pertama" in [header.value for header in panel(SITI, "help.py").header]
    assert not panel(TONO, "help.py").header
