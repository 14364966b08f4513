"""Siapkan titik on the screens: sealed in the office, sealed again on the laptop, merged with a sentence."""

import pytest
from cast import BUDI, KADIS, SITI, TONO
from distribution_cast import distribution, planned
from letters_cast import HEAD

from services.distribution import handovers, suitcase
from services.domain.schema import HANDOVER, OFFICIAL
from services.office import open_office
from services.storage.database import create

STAGE, DAY = "stages/distribution.py", "distribution_day.py"
WORDS = "empat kata yang mudah"


@pytest.fixture
def programme(office, act):
    office.database.change(act(BUDI), "office", [create(OFFICIAL, "PJB-1", **HEAD)])
    return distribution(office, act)


@pytest.fixture
def point(office, act, programme):
    return planned(office, act, programme)["Cempaka"]["id"]


def labels(app):
    return [button.label for button in app.button]


def test_the_office_seals_a_file_for_the_laptop_of_a_point(panel, programme, point):
    app = panel(SITI, STAGE, program=programme)
    app.text_input(key=f"pack {point} passphrase").input(WORDS)
    app.button(key=f"send pack {point}").click().run()
    assert not app.exception
    assert any(button.label.startswith("Unduh Titik 2") for button in app.get("download_button"))


def test_a_short_passphrase_is_refused_in_words(panel, programme, point):
    app = panel(SITI, STAGE, program=programme)
    app.text_input(key=f"pack {point} passphrase").input("pendek")
    app.button(key=f"send pack {point}").click().run()
    assert "terlalu pendek" in app.error[0].value


def test_who_only_reads_neither_packs_nor_merges(panel, programme, point):
    app = panel(KADIS, STAGE, program=programme)
    assert not {"Siapkan berkas", "Gabungkan"} & set(labels(app))


def test_what_comes_home_is_merged_and_told(panel, office, act, programme, point, tmp_path):
    laptop = open_office(tmp_path / "laptop")
    suitcase.unpack(laptop, act(BUDI), suitcase.pack(office, act(), point, WORDS), WORDS)
    handovers.hand_over(laptop, act(TONO), "PEN-0", point)
    file = suitcase.homeward(laptop, act(TONO), WORDS)
    laptop.close()
    app = panel(SITI, STAGE, program=programme)
    app.file_uploader(key=f"merge {programme} file").set_value(("x.titik", file, ""))
    app.text_input(key=f"merge {programme} words").input(WORDS)
    next(button for button in app.button if button.label == "Gabungkan").click().run()
    assert not app.exception and app.toast[0].value.startswith("1 penyerahan digabungkan")
    with office.database.reading() as reader:
        assert reader.count(HANDOVER) == 1


def test_an_office_says_nothing_of_a_laptop(panel, point):
    assert "Buat berkas kembali" not in labels(panel(TONO, DAY, titik=point))


def test_a_laptop_seals_what_it_did_and_then_forgets(panel, office, act, programme, point):
    known = {"id": "TAS-1", "point": point, "programme": programme, "day": act().today.isoformat()}
    suitcase.state.write_note(office.database, suitcase.NOTE, known | {"home": "2026-03-12"})
    app = panel(TONO, DAY, titik=point)
    next(button for button in app.button if button.label.startswith("Hapus data orang")).click().run()
    assert not app.exception
    assert "wiped" in suitcase.carried(office)
