"""The routes of the desk: behind the sign-in, JSON both ways, a sentence for what cannot be done."""

import json
from io import BytesIO

import pytest
from cast import BUDI, SITI
from distribution_cast import distribution, planned
from letters_cast import HEAD, words
from PIL import Image
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.testclient import TestClient

from services import accounts
from services.distribution import handovers, suitcase
from services.domain.occasion import Role
from services.domain.schema import HANDOVER, OFFICIAL, POINT
from services.letters import qr
from services.storage import state
from services.storage.database import create, update
from services.storage.originals import ROOT
from services.web import desk, signin

HTML = {"accept": "text/html"}
NAMES = {"tono": Role.POINT_OFFICER, "rina": Role.AUDITOR}


@pytest.fixture(autouse=True)
def users(office, act):
    for name, role in NAMES.items():
        values = {"username": name, "name": name.title(), "role": role, "password": "rahasia-1"}
        accounts.add_user(office.database, act(BUDI), values)


@pytest.fixture
def point(office, act):
    return planned(office, act, distribution(office, act))["Cempaka"]["id"]


@pytest.fixture
def client(office, clock):
    found = signin.routes(lambda: office, lambda: clock.now) | desk.routes(lambda: office, lambda: clock.now)
    routes = [Route(path, handler, methods=["GET", "POST"]) for path, handler in found.items()]
    app = Starlette(routes=routes, middleware=[Middleware(signin.Guard, office=lambda: office, clock=lambda: clock.now)])
    return TestClient(app, base_url="http://panel.test", follow_redirects=False)


def enter(client, name="tono"):
    client.post("/masuk", data={"nama": name, "sandi": "rahasia-1"})
    return client


def deed(point, code="7K", recipient="PEN-0", **more):
    return {"code": f"{code:0>10}", "ago": 1, "recipient": recipient, "point": point} | more


def picture(text):
    modules = qr.matrix(text)
    image = Image.new("L", (len(modules) + 8,) * 2, 255)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            image.putpixel((x + 4, y + 4), 0 if dark else 255)
    found = BytesIO()
    image.resize((300, 300), Image.Resampling.NEAREST).save(found, "PNG")
    return found.getvalue()


def test_a_stranger_is_led_to_sign_in_and_back_to_his_point(client, point):
    answer = client.get(f"/loket?titik={point}", headers=HTML)
    assert answer.headers["location"] == f"/masuk?kembali=/loket%3Ftitik%3D{point}"


@pytest.mark.parametrize(("method", "path"), [
    ("GET", "/loket/titik"), ("GET", "/loket/titik/TTK-1"), ("GET", "/loket/hitungan"), ("POST", "/loket/cari"),
    ("POST", "/loket/serah"), ("POST", "/loket/batal"), ("POST", "/loket/foto"), ("POST", "/loket/adu"),
    ("POST", "/loket/bukti"),
])
def test_without_a_session_every_question_is_answered_401(client, method, path):
    answer = client.request(method, path, json={})
    assert (answer.status_code, answer.json()) == (
        401, {"galat": "Anda sudah lama tidak aktif. Masuk kembali, lalu ulangi."})


def test_the_page_weighs_less_than_60_kb_and_asks_no_other_host(client, point):
    files = [path for path in (ROOT / "loket").iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 60_000
    assert not [path.name for path in files if b"://" in path.read_bytes().replace(b"http://www.w3.org/2000/svg", b"")]
    enter(client)
    page = client.get("/loket", headers=HTML)
    assert "default-src 'self'" in page.headers["content-security-policy"] and "<script type=\"module\"" in page.text
    for path in files:
        answer = client.get(f"/loket/{path.name}")
        assert answer.content == path.read_bytes() and answer.headers["service-worker-allowed"] == "/loket"


def test_the_worker_keeps_every_file_of_the_page():
    worker = (ROOT / "loket" / "pekerja.js").read_text()
    names = {path.name for path in (ROOT / "loket").iterdir()} - {"pekerja.js", "loket.html"}
    assert {name for name in names if f'"{name}"' in worker} == names


def test_people_and_answers_never_enter_the_page_as_markup():
    scripts = "".join(path.read_text() for path in (ROOT / "loket").glob("*.js"))
    assert not [way for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write") if way in scripts]


def test_the_list_of_a_point_holds_what_the_desk_needs_and_no_more(client, point):
    said = enter(client).get(f"/loket/titik/{point}").json()
    assert (said["name"], said["may_hand_over"], said["proxy_allowed"]) == ("Titik 2 – Kec. Cempaka", True, False)
    assert said["people"][0] == {
        "id": "PEN-2", "code": said["people"][0]["code"], "word": "BOLEH", "name": "Contoh 2",
        "who": "637205******0002 · Bangkal", "lead": "1 paket Ramadan.", "rest": " Lihat KTP dan KK asli.",
        "handover": None}
    assert said["elsewhere"][0]["codes"] == ["K0DE00"] and "Dahlia" not in json.dumps(said)
    assert said["counts"] == {"planned": 3, "handed": 0, "not_come": 3, "left": 3, "each": None, "end": None}


def test_the_points_of_today_are_offered(client, point):
    names = [row["name"] for row in enter(client).get("/loket/titik").json()]
    assert names == ["Titik 1 – Kec. Banjarbaru Selatan", "Titik 2 – Kec. Cempaka"]


def test_a_point_that_is_closed_stands_last_and_says_so(client, office, act):
    first, second = planned(office, act, distribution(office, act)).values()
    office.database.change(act(), "points", [update(POINT, first["id"], {"state": first["state"]}, state="Ditutup")])
    offered = enter(client).get("/loket/titik").json()
    assert [row["id"] for row in offered] == [second["id"], first["id"]]
    assert offered[1]["when"].endswith(" · sudah ditutup") and "ditutup" not in offered[0]["when"]


def test_a_scan_is_answered_with_the_person_or_with_a_word_for_nobody(client, point):
    enter(client)
    people = client.post("/loket/cari", json={"point": point, "text": "k0de-02"}).json()["people"]
    assert [(one["name"], one["word"]) for one in people] == [("Aminah 0", "BOLEH")]
    [nobody] = client.post("/loket/cari", json={"point": point, "text": "A17-9X"}).json()["people"]
    assert (nobody["id"], nobody["word"], nobody["name"]) == (None, "TIDAK TERDAFTAR", "“A17-9X”")


def test_deeds_are_done_in_their_order_once_and_a_refusal_stops_nothing(client, office, point):
    enter(client)
    deeds = {"deeds": [deed(point), deed(point, "8K"), deed(point, "9K", "PEN-1"), {"code": "x"}]}
    first = client.post("/loket/serah", json=deeds).json()["results"]
    assert [result.get("handover") for result in first] == ["SER-000000007K", None, "SER-000000009K", None]
    assert first[1]["galat"].startswith("Sudah diterima hari ini pukul")
    assert client.post("/loket/serah", json=deeds).json()["results"] == first
    with office.database.reading() as reader:
        assert reader.count(HANDOVER) == 2


def test_a_hand_over_is_taken_back_with_a_reason(client, office, act, point):
    enter(client).post("/loket/serah", json={"deeds": [deed(point)]})
    undo = {"code": "0" * 10, "ago": 0, "handover": "SER-000000007K", "reason": ""}
    refused = client.post("/loket/batal", json={"deeds": [undo]}).json()["results"]
    assert "wajib diisi" in refused[0]["galat"]
    done = client.post("/loket/batal", json={"deeds": [undo | {"reason": "salah orang"}]}).json()["results"]
    assert done == [{"handover": "SER-000000007K"}]
    assert client.get("/loket/hitungan", params={"titik": point}).json()["handed"] == 0


def test_who_only_reads_sees_the_answers_and_hands_over_nothing(client, point):
    enter(client, "rina")
    assert client.get(f"/loket/titik/{point}").json()["may_hand_over"] is False
    answer = client.post("/loket/serah", json={"deeds": [deed(point)]})
    assert (answer.status_code, answer.json()["galat"]) == (
        403, "Peran Anda tidak boleh mencatat penyerahan. Minta Administrator bila ini tugas Anda.")


def test_another_site_can_not_hand_over(client, office, point):
    enter(client)
    answer = client.post("/loket/serah", json={"deeds": [deed(point)]}, headers={"origin": "https://lain.test"})
    assert answer.status_code == 409 and "tidak berasal dari panel" in answer.json()["galat"]
    with office.database.reading() as reader:
        assert reader.count(HANDOVER) == 0


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"x" * 200_000, b'{"point": {}, "text": 1}'])
def test_whatever_is_sent_is_answered_with_a_sentence(client, point, body):
    answer = enter(client).post("/loket/cari", content=body)
    assert answer.status_code in (404, 422) and answer.json()["galat"].endswith(".")


def test_a_point_that_is_not_there_is_said(client, point):
    assert enter(client).get("/loket/titik/TTK-LAIN").status_code == 404
    assert client.get("/loket/hitungan").status_code == 404
    assert client.get("/loket/rahasia.txt").status_code == 404


def test_a_photo_is_read_by_the_panel(client, point):
    enter(client)
    assert client.post("/loket/foto", content=picture("K0DE01")).json() == {"codes": ["K0DE01"]}
    assert "tidak dapat dibaca" in client.post("/loket/foto", content=b"bukan gambar").json()["galat"]
    assert "terlalu besar" in client.post("/loket/foto", content=b"x" * 4_000_001).json()["galat"]


def test_a_photo_that_unfolds_without_end_is_no_picture(client, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    assert "tidak dapat dibaca" in enter(client).post("/loket/foto", content=picture("K0DE01")).json()["galat"]


def test_a_person_served_in_the_panel_is_served_at_the_desk(client, office, act, point):
    handovers.hand_over(office, act(SITI), "PEN-0", point)
    [person] = enter(client).post("/loket/cari", json={"point": point, "text": "aminah"}).json()["people"]
    assert person["word"] == "SUDAH" and "diserahkan Siti Rahmah" in person["rest"] and person["handover"]


def test_a_complaint_of_the_desk_is_noted(client, office, point):
    said = {"code": "0" * 10, "ago": 5, "point": point, "name": "Contoh Warga", "reason": "Tidak ada di daftar."}
    assert enter(client).post("/loket/adu", json={"deeds": [said]}).json() == {"results": [{"handover": "ADU-0000000000"}]}


def test_a_receipt_is_printed_on_the_spot_for_one_person(client, office, act, point):
    enter(client).post("/loket/serah", json={"deeds": [deed(point)]})
    asked = "/loket/tanda-terima?penyerahan=SER-000000007K"
    assert "Belum ada Kepala Dinas" in client.get(asked).json()["galat"]
    office.database.change(act(BUDI), "office", [create(OFFICIAL, "PJB-1", **HEAD)])
    text = words(client.get(asked).content)
    assert "Aminah 0" in text and "637205******0000" in text and "Badriah" not in text


def test_a_photo_of_the_receiver_is_kept_if_it_is_small_and_a_photo(client, point):
    enter(client).post("/loket/serah", json={"deeds": [deed(point)]})
    kept = client.post("/loket/bukti?penyerahan=SER-000000007K&kode=0000000001", content=b"\xff\xd8\xff foto")
    assert kept.json() == {"handover": "SER-000000007K"}
    for content, where in ((b"x", "SER-000000007K"), (b"\xff\xd8\xff" * 200_000, "SER-000000007K"), (b"\xff\xd8\xff", "SER-X")):
        assert client.post(f"/loket/bukti?penyerahan={where}&kode=0000000002", content=content).json()["galat"].endswith(".")


def test_the_laptop_of_a_point_offers_that_point_alone(client, office, point):
    enter(client)
    assert len(client.get("/loket/titik").json()) == 2
    state.write_note(office.database, suitcase.NOTE, {"point": point})
    assert [row["id"] for row in client.get("/loket/titik").json()] == [point]


def test_signing_out_is_told_to_the_desk_until_somebody_signs_in(client):
    enter(client).get("/keluar")
    assert client.cookies[signin.LEFT] == "1"
    assert signin.LEFT not in enter(client).cookies
