"""Naskah surat: a text is changed, checked as it is typed, saved as a version, and taken back."""

import pytest
from cast import BUDI, KABID
from pressing import button, errors, field, press, stop_the_clock

from pages.pieces import template_preview
from services import letter_templates
from services.errors import Problem
from services.letters import originals

PAGE = "letter_templates.py"
NAME = "permintaan_data"
ORIGINAL = originals.text(NAME)


@pytest.fixture(autouse=True)
def stopped(monkeypatch, clock):
    stop_the_clock(monkeypatch, clock)


def newest(office) -> tuple[int, str]:
    with office.database.reading() as reader:
        return letter_templates.newest(reader, NAME), letter_templates.text(reader, NAME)


def type_into(app, text: str):
    return field(app.text_area, "Naskah").set_value(text).run()


def test_every_letter_can_be_chosen(panel):
    (shown,) = (part.proto.body for part in panel(KABID, PAGE).main.get("html"))
    assert all(f'href="/naskah?naskah={name}"' in shown for name in originals.names())


def test_the_page_shows_the_text_in_force_and_its_first_page(panel):
    app = panel(KABID, PAGE, naskah=NAME)
    assert field(app.text_area, "Naskah").value == ORIGINAL
    assert any("Pratinjau dengan data contoh · halaman 1 dari 1" in caption.value for caption in app.caption)
    assert button(app, "Simpan versi 1").disabled


def test_a_changed_text_is_saved_as_the_next_version(panel, office):
    app = type_into(panel(KABID, PAGE, naskah=NAME), ORIGINAL.replace("sifat: Segera", "sifat: Biasa"))
    press(app, "Simpan versi 1")
    version, text = newest(office)
    assert version == 1
    assert "sifat: Biasa" in text
    assert button(app, "Simpan versi 2").disabled


def test_a_mistake_stands_with_its_line_and_cannot_be_saved(panel, office):
    app = type_into(panel(KABID, PAGE, naskah=NAME), ORIGINAL.replace("| hari }}", "| hri }}"))
    shown = " ".join(part.proto.body for part in app.get("html"))
    assert "“hri” tidak dikenal. Mungkin maksud Anda “hari”" in shown
    assert button(app, "Simpan versi 1").disabled
    line = ORIGINAL[:ORIGINAL.index("| hari }}")].count("\n") + 1
    assert f'<tr class="salah"><th>{line}</th>' in shown
    assert any(f"berhenti di baris {line} " in caption.value for caption in app.caption)
    assert newest(office)[0] == 0


def test_the_original_comes_back_as_a_version_of_its_own(panel, office, act):
    letter_templates.save(office, act(BUDI), NAME, 0, ORIGINAL.replace("sifat: Segera", "sifat: Biasa"))
    app = press(panel(KABID, PAGE, naskah=NAME), "Kembali ke naskah asal")
    assert field(app.text_area, "Naskah").value == ORIGINAL
    press(app, "Simpan versi 2")
    assert newest(office) == (2, ORIGINAL)


def test_an_older_version_is_put_into_the_editor(panel, office, act):
    first = ORIGINAL.replace("sifat: Segera", "sifat: Biasa").strip()
    letter_templates.save(office, act(BUDI), NAME, 0, first)
    letter_templates.save(office, act(BUDI), NAME, 1, ORIGINAL)
    app = press(panel(KABID, PAGE, naskah=NAME), f"Versi 1 · diubah {BUDI.name}, 12 Maret 2026")
    assert field(app.text_area, "Naskah").value == first


def test_two_windows_do_not_overwrite_each_other(panel, office, act):
    app = type_into(panel(KABID, PAGE, naskah=NAME), ORIGINAL.replace("sifat: Segera", "sifat: Biasa"))
    letter_templates.save(office, act(BUDI), NAME, 0, ORIGINAL.replace("sifat: Segera", "sifat: Sangat segera"))
    press(app, "Simpan versi 1")
    assert "diubah orang lain" in errors(app)
    assert "Sangat segera" in newest(office)[1]
    assert "sifat: Biasa" in field(app.text_area, "Naskah").value


def follows(html: str, parts: list[str]) -> bool:
    places = [html.index(part) for part in parts]
    return places == sorted(places)


def test_each_mistake_stands_below_its_line_among_its_neighbours():
    html = template_preview.marked("a\nb\nc\n<d>\ne\nf\ng", [Problem("4", "Baris 4: salah."), Problem("4", "Baris 4: lagi.")])
    assert "<code>a</code>" not in html and "<code>g</code>" not in html
    assert follows(html, ["<th>2</th>", "<th>3</th>", 'class="salah"', "&lt;d&gt;", "Baris 4: salah.", "Baris 4: lagi.",
                           "<th>5</th>", "<th>6</th>"])


def test_a_mistake_of_the_whole_text_stands_alone():
    assert "<code>" not in template_preview.marked("a", [Problem("", "Naskah terlalu panjang.")])
