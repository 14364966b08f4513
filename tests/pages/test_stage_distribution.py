"""The page of stage 8: points proposed with one click, who has none, progress, closing, and the way to the desk."""

import pytest
from cast import BUDI, KADIS, SITI, TONO
from distribution_cast import distribution, planned
from letters_cast import HEAD

from pages.pieces import folded
from services.distribution import desk_day, handovers, points
from services.domain.schema import LETTER, OFFICIAL, POINT, RECIPIENT
from services.errors import Refused
from services.storage.database import create, update

PAGE = "stages/distribution.py"
IS_OPEN = folded.is_open  # before the fixture opens every popover


@pytest.fixture
def programme(office, act):
    office.database.change(act(BUDI), "office", [create(OFFICIAL, "PJB-1", **HEAD)])
    return distribution(office, act)


def rows(office, programme):
    with office.database.reading() as reader:
        return points.of_programme(reader, programme)


def button(app, label):
    return next(button for button in app.button if button.label == label)


def labels(app):
    return [button.label for button in app.button]


def captions(app):
    return " ".join(caption.value for caption in app.caption)


def test_one_click_proposes_a_point_for_each_kecamatan(panel, office, programme):
    app = panel(SITI, PAGE, program=programme)
    button(app, "Usulkan titik").click().run()
    assert not app.exception
    assert [row["packages"] for row in rows(office, programme)] == [1, 3]
    assert "4 penerima · 2 titik · 4 paket dibawa" in captions(app)


def test_what_a_popover_holds_is_drawn_once_it_is_open(panel, office, act, programme, monkeypatch):
    monkeypatch.setattr(folded, "is_open", IS_OPEN)
    point = planned(office, act, programme)["Cempaka"]["id"]
    app = panel(SITI, PAGE, program=programme)
    assert not {"Hapus titik", "Bagikan ulang semua"} & set(labels(app)) and not app.get("download_button")
    app.session_state[f"pop edit {point}"] = True
    assert labels(app.run()).count("Hapus titik") == 1


def test_who_has_no_point_is_placed_by_a_button_that_is_there_as_long_as_there_is_somebody(panel, office, act, programme):
    placed = planned(office, act, programme)
    app = panel(SITI, PAGE, program=programme)
    assert "Bagikan yang belum punya titik" not in labels(app)
    office.database.change(act(), "points", [update(RECIPIENT, "PEN-0", {"point": placed["Cempaka"]["id"]}, point=None)])
    assert "Bagikan yang belum punya titik" in labels(app.run())


def test_each_kind_of_paper_is_offered_for_all_points_at_once(panel, office, act, programme):
    planned(office, act, programme)
    app = panel(SITI, PAGE, program=programme)
    assert [one.label for one in app.get("download_button")].count("Daftar hadir") == 3  # two points, and both together


def test_without_a_fixed_list_it_says_what_comes_first(panel, office, act):
    empty = distribution(office, act, people=0)
    app = panel(SITI, PAGE, program=empty)
    assert "Tetapkan dahulu di tahap Rekapitulasi" in captions(app) and "Usulkan titik" not in labels(app)


def test_who_has_no_point_is_listed_with_a_masked_nik_and_placed(panel, office, act, programme):
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-0", kelurahan="Antah Berantah")])
    plan = planned(office, act, programme)
    app = panel(SITI, PAGE, program=programme)
    assert app.dataframe[0].value.iloc[0]["NIK"] == "637205******0000"
    app.session_state["homeless"] = {"selection": {"rows": [0], "columns": []}}
    app.run()
    app.selectbox(key="point of homeless").select(plan["Cempaka"]["id"])
    button(app, "Tempatkan 1 orang").click().run()
    with office.database.reading() as reader:
        assert reader.get(RECIPIENT, "PEN-0")["point"] == plan["Cempaka"]["id"]


def test_the_progress_of_each_point_is_shown(panel, office, act, programme):
    plan = planned(office, act, programme)
    handovers.hand_over(office, act(TONO), "PEN-0", plan["Cempaka"]["id"])
    app = panel(KADIS, PAGE, program=programme)
    shown = [progress.proto.text for progress in app.get("progress")]
    assert any(text.startswith("1 diserahkan dari 3 orang") for text in shown)


def test_a_message_for_the_messenger_holds_no_personal_data(panel, programme, office, act):
    planned(office, act, programme)
    texts = [code.value for code in panel(SITI, PAGE, program=programme).code]
    assert len(texts) == 2 and "Titik 2 – Kec. Cempaka" in texts[1] and "Aminah" not in "".join(texts)


def test_too_few_packages_are_pointed_out(panel, office, act, programme):
    points.save(office, act(), programme, {"packages": 2}, planned(office, act, programme)["Cempaka"])
    app = panel(SITI, PAGE, program=programme)
    assert ["kurang paket" in progress.proto.text for progress in app.get("progress")] == [False, True]


def test_who_only_reads_may_print_but_not_plan(panel, office, act, programme):
    planned(office, act, programme)
    app = panel(KADIS, PAGE, program=programme)
    assert not {"Hapus titik", "Tutup titik", "Bagikan ulang semua"} & set(labels(app))
    assert {"Daftar pengambilan", "Daftar hadir"} <= {download.label for download in app.get("download_button")}


def test_a_point_is_changed_in_its_form(panel, office, act, programme):
    point = planned(office, act, programme)["Cempaka"]["id"]
    app = panel(SITI, PAGE, program=programme)
    app.text_input(key=f"point {point} officer").input("Hendra")
    app.button(key=f"send point {point}").click().run()
    assert not app.exception
    with office.database.reading() as reader:
        assert reader.get(POINT, point)["officer"] == "Hendra"


def test_a_closed_point_tells_where_its_leftover_went_and_can_be_reopened(panel, office, act, programme):
    point = planned(office, act, programme)["Cempaka"]["id"]
    points.close(office, act(), point, {"to_warehouse": 1, "to_later": 2})
    app = panel(SITI, PAGE, program=programme)
    assert any("1 kembali ke gudang dan 2 susulan" in text.value for text in app.text)
    button(app, "Buka kembali").click().run()
    with office.database.reading() as reader:
        assert reader.get(POINT, point)["state"] == "Dibuka"


def test_without_a_head_of_office_it_says_where_to_enter_one(panel, office, act):
    programme = distribution(office, act)
    planned(office, act, programme)
    app = panel(SITI, PAGE, program=programme)
    assert any("Belum ada Kepala Dinas" in error.value for error in app.error)


def test_who_was_served_at_two_points_is_listed_first(panel, office, act, programme):
    point = planned(office, act, programme)["Cempaka"]["id"]
    handovers.hand_over(office, act(SITI), "PEN-0", point)
    late = desk_day.deed({"code": "0" * 10, "ago": 60, "late": True, "recipient": "PEN-0", "point": point})
    with pytest.raises(Refused):
        desk_day.hand_over(office, act(TONO), late)
    app = panel(SITI, PAGE, program=programme)
    assert app.header[0].value == "Dilayani di dua titik (1)"
    assert app.text[0].value.startswith("Titik 2 – Kec. Cempaka") and app.page_link[1].label == "Aminah 0"
    assert "diserahkan Tono." in app.text[0].value


def test_the_way_to_the_desk_stands_at_the_top(panel, office, act, programme):
    planned(office, act, programme)
    app = panel(SITI, PAGE, program=programme)
    button(app, "Buka meja penyaluran").click().run()
    assert app.title[0].value == "Penyaluran" and "Pilih titik tempat Anda bertugas" in captions(app)


def test_the_bast_of_the_programme_is_drafted_and_goes_its_way(panel, office, act, programme):
    planned(office, act, programme)
    app = panel(SITI, PAGE, program=programme)
    app.button(key=f"draft {programme} bast").click().run()
    assert not app.exception and "Tandai bertanda tangan" in [one.label for one in app.get("form_submit_button")] + labels(app)
    with office.database.reading() as reader:
        assert reader.first(LETTER, kind="bast", programme=programme)["stage"] == "distribution"


def test_the_letters_of_all_points_are_drafted_at_once_and_each_point_shows_its_own(panel, office, act, programme):
    planned(office, act, programme)
    app = panel(SITI, PAGE, program=programme)
    button(app, "Buat surat semua titik").click().run()
    assert not app.exception
    with office.database.reading() as reader:
        made = reader.find(LETTER, programme=programme)
        names = {row["id"]: row["name"] for row in points.of_programme(reader, programme)}
    assert sorted((row["kind"], names[row["point"]]) for row in made) == sorted(
        (kind, name) for kind in ("pengantar_paket", "bast") for name in names.values())


def test_a_complaint_of_a_desk_waits_for_an_answer(panel, office, act, programme):
    point = planned(office, act, programme)["Cempaka"]["id"]
    said = {"code": "0" * 10, "ago": 0, "point": point, "name": "Contoh *Warga*", "reason": "Tidak ada di daftar."}
    desk_day.complain(office, act(TONO), desk_day.deed(said))
    app = panel(SITI, PAGE, program=programme)
    assert "Pengaduan (1 belum ditindaklanjuti)" in [header.value for header in app.header]
    app.text_area(key="complaint ADU-0000000000 answer").input("Masuk daftar cadangan.")
    app.button(key="send complaint ADU-0000000000").click().run()
    assert not app.exception and "Pengaduan" in [header.value for header in app.header]
