"""The dashboard: what is late, what waits for a signature, and the hand-overs on a map with its table."""

from io import BytesIO

import pdfplumber
import pytest
from cast import BUDI, KADIS, RINA, SITI

from pages import frame
from pages.pieces import components
from services import correspondence, dashboard, dashboard_paper, programmes
from services.dashboard import Distribution
from services.domain.schema import HANDOVER, OFFICIAL, POINT, PROGRAMME, RECIPIENT
from services.domain.states import RecipientState
from services.storage.database import create, update

VALUES = {
    "name": "Bantuan Lansia", "year": 2026, "quota": 400, "goods": "paket", "budget": 1000, "occasion": "Hari Lansia",
    "budget_source": "APBD",
}


@pytest.fixture
def programme(office, act, monkeypatch, clock):
    monkeypatch.setattr(frame, "now", lambda: clock.now)
    head = create(OFFICIAL, "PJB-1", duty="Kepala Dinas", position="Kepala Dinas Sosial", name="Contoh")
    office.database.change(act(BUDI), "office", [head])
    return programmes.start(office, act(), VALUES)


@pytest.fixture
def distribution(office, act, clock, programme):
    people = [
        create(RECIPIENT, f"PEN-{number}", programme=programme, name=f"Orang {number}", state=RecipientState.CHOSEN,
               kelurahan="Palam", kecamatan="Cempaka")
        for number in range(4)
    ]
    point = create(POINT, "TTK-1", programme=programme, name="Titik 1", date=act().today, state="Dibuka")
    office.database.change(act(), "points", [*people, point])
    served = create(HANDOVER, "SER-1", programme=programme, recipient="PEN-0", point="TTK-1", at=clock.now,
                    officer="Tono", taken_by="Sendiri")
    office.database.change(act(), "handover", [served])
    office.database.change(act(), "list", [update(PROGRAMME, programme, fixed_at=clock.now)])
    return programme


def test_without_anything_it_says_so(panel):
    app = panel(KADIS, "dashboard.py")
    texts = [element.value for element in app.main.markdown]
    assert "Tidak ada program yang berjalan." in texts
    assert any("Belum ada penyaluran" in text for text in texts)


def test_the_head_of_office_opens_the_letter_that_waits(panel, office, act, programme):
    correspondence.draft(office, act(), programme, "memo", "telaahan_1")
    app = panel(KADIS, "dashboard.py")
    assert [button.label for button in app.main.button] == ["Buka 1 surat menunggu Anda"]
    app.main.button[0].click().run()
    assert app.query_params["program"] == programme


def test_more_letters_are_listed_each_with_its_way(panel, office, act, programme, drawn):
    other = programmes.start(office, act(), VALUES | {"name": "Paket Sembako"})
    for one in (programme, other):
        correspondence.draft(office, act(), one, "memo", "telaahan_1")
    app = panel(KADIS, "dashboard.py")
    assert not any("Surat menunggu" in one.value for one in app.header)
    app.main.button[0].click().run()
    assert any("Surat menunggu Kepala Dinas (2)" in one.value for one in app.header)
    listed = drawn["sentences"]
    assert {line["name"] for line in listed["lines"]} == {"Bantuan Lansia", "Paket Sembako"}
    assert {goal.query["program"] for goal in listed["goals"]} == {programme, other}


def test_others_see_whose_letter_it_is(panel, office, act, programme):
    correspondence.draft(office, act(), programme, "memo", "telaahan_1")
    assert panel(SITI, "dashboard.py").main.button[0].label == "Buka 1 surat menunggu Kepala Dinas"


def test_each_number_opens_its_rows(panel, distribution, drawn):
    panel(KADIS, "dashboard.py")
    figures = drawn["figures"]
    assert [(entry["label"], entry["value"]) for entry in figures["figures"]] == [
        ("Program terlambat", "0"), ("Surat menunggu", "0"), ("Penerima ditetapkan", "4"), ("Paket diserahkan", "1/4")]
    assert [goal.href for goal in figures["goals"][2:]] == [
        f"/penerima?program={distribution}&keadaan=Ditetapkan", f"/penerima?program={distribution}&keadaan=Sudah+menerima"]


def test_behind_a_number_there_are_as_many_rows(panel, distribution):
    for state, number in (("Ditetapkan", 4), ("Sudah menerima", 1)):
        app = panel(KADIS, "recipients.py", program=distribution, keadaan=state)
        assert any(f"Baris 1–{number} dari {number}" in one.value.replace("\\", "") for one in app.caption)


def test_a_tile_shows_handed_over_and_planned_and_opens_its_people(panel, office, distribution, drawn):
    panel(KADIS, "dashboard.py")
    tiles = {tile["name"]: tile for group in drawn["tiles"]["groups"] for tile in group["tiles"]}
    assert len(tiles) == 20
    assert (tiles["Palam"]["figure"], tiles["Palam"]["share"]) == ("1/4", 1)
    assert (tiles["Komet"]["figure"], tiles["Komet"]["share"]) == ("–", 0)
    goal = drawn["tiles"]["goals"][tiles["Palam"]["goal"]["index"]]
    assert goal.query == {"program": distribution, "kelurahan": "Palam"}


def test_the_map_has_its_table(panel, distribution):
    frame_of = panel(KADIS, "dashboard.py").dataframe[0].value
    assert frame_of.to_dict("records") == [
        {"Kecamatan": "Cempaka", "Kelurahan": "Palam", "Direncanakan": 4, "Diserahkan": 1, "Sisa": 3}]


def test_the_page_to_print_says_the_numbers_of_the_screen(panel, office, act, clock, distribution, drawn):
    correspondence.draft(office, act(), distribution, "memo", "telaahan_1")
    panel(KADIS, "dashboard.py")
    board = dashboard.dashboard(office, act().today)
    [page] = pdfplumber.open(BytesIO(dashboard_paper.pdf(office, board, board.distributions[0], clock.now))).pages
    printed = page.extract_text()
    for figure in drawn["figures"]["figures"]:
        assert figure["label"] in printed and figure["value"] in printed.split()
    assert "dibuat Kamis, 12 Maret 2026, pukul 09.20" in printed
    assert "Bantuan Lansia, tahap 1. Telaahan Staf: 1 surat" in printed
    for row in ("Cempaka 4 1 3", "Palam 4 1 3", "Jumlah 4 1 3"):
        assert row in printed


def test_everybody_who_sees_the_dashboard_can_print_it(panel, distribution):
    assert [one.proto.label for one in panel(RINA, "dashboard.py").main.get("download_button")] == ["Unduh PDF"]


@pytest.mark.parametrize(("handed", "planned", "shade"), [
    (0, 0, 0), (0, 9, 0), (1, 9, 1), (3, 9, 1), (4, 9, 2), (8, 9, 3), (9, 9, 4)])
def test_the_shade_of_a_tile_tells_the_share(office, handed, planned, shade, drawn):
    places = {("Cempaka", "Palam"): (handed, planned)}
    components.tiles(Distribution({"id": "PRG-1", "name": "Paket"}, places), office.places.kecamatan)
    tiles = {tile["name"]: tile for group in drawn["tiles"]["groups"] for tile in group["tiles"]}
    assert tiles["Palam"]["share"] == shade


def test_all_distributions_that_run_are_counted_and_printed(office, act, clock, distribution):
    other = programmes.start(office, act(), VALUES | {"name": "Paket Sekolah"})
    office.database.change(act(), "points", [
        create(RECIPIENT, f"PEN-B{number}", programme=other, name=f"Anak {number}", state=RecipientState.CHOSEN,
               kelurahan="Komet", kecamatan="Banjarbaru Utara") for number in range(3)])
    office.database.change(act(), "list", [update(PROGRAMME, other, fixed_at=clock.now)])
    board = dashboard.dashboard(office, act().today)
    assert dict(dashboard_paper.figures(board))["Paket diserahkan"] == "1/7"
    [page] = pdfplumber.open(BytesIO(dashboard_paper.pdf(office, board, board.distributions[0], clock.now))).pages
    printed = page.extract_text()
    for said in ("Penyaluran Bantuan Lansia", "Cempaka 4 1 3", "Penyaluran Paket Sekolah", "Banjarbaru Utara 3 0 3"):
        assert said in printed
