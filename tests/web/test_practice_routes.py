"""Practice outside Streamlit: in and out of it, and a desk of its own that knows no real person."""

import pytest
from cast import BUDI, SITI
from distribution_cast import distribution, planned
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from services import accounts, identity, letter_verification, practice
from services.domain.occasion import Role
from services.domain.schema import HANDOVER, PROGRAMME, RECIPIENT
from services.storage import state
from services.storage.database import create
from services.web import signin
from services.web.routes import routes

CODE = "0123456789ABCD"
HTML = {"accept": "text/html"}
REFERER = "http://panel.test/tahapan?program=PRG-1"


@pytest.fixture
def beside(office):
    """The practice office, marked as made up."""
    opened = practice.open_practice(office)
    state.write_note(opened.database, state.SAMPLE, True)
    yield opened
    opened.close()


@pytest.fixture
def client(office, beside, act, clock):
    values = {"username": "tono", "name": "Tono", "role": Role.POINT_OFFICER, "password": "rahasia-1"}
    accounts.add_user(office.database, act(BUDI), values)
    found = routes(lambda: office, lambda: beside, lambda: clock.now)
    paths = [Route(path, handler, methods=["GET", "POST"]) for path, handler in found.items()]
    screen = Route("/{rest:path}", lambda _request: HTMLResponse("layar"))
    app = Starlette(routes=[*paths, screen], middleware=[Middleware(signin.Guard, office=lambda: office, clock=lambda: clock.now)])
    client = TestClient(app, base_url="http://panel.test", follow_redirects=False)
    client.post("/masuk", data={"nama": "tono", "sandi": "rahasia-1"})
    return client


@pytest.fixture
def point(beside, act):
    """A point of practice, with four people."""
    return planned(beside, act, distribution(beside, act))["Cempaka"]["id"]


def hand_over(client, path, point, recipient="PEN-0"):
    deed = {"code": identity.code(10), "ago": 1, "recipient": recipient, "point": point}
    return client.post(f"{path}/serah", json={"deeds": [deed]}).json()["results"][0]


def served(office):
    with office.database.reading() as reader:
        return reader.count(HANDOVER)


def test_who_leaves_practice_is_where_he_was(client):
    answer = client.get("/latihan/masuk", headers=HTML | {"referer": REFERER})
    assert answer.headers["location"] == "/"
    assert signin.PRACTISING in client.cookies
    client.get("/latihan/masuk", headers=HTML | {"referer": "http://panel.test/"})  # pressed once more
    assert client.get("/latihan/keluar", headers=HTML).headers["location"] == "/tahapan?program=PRG-1"
    assert signin.PRACTISING not in client.cookies


def test_another_host_is_no_way_back(client):
    client.get("/latihan/masuk", headers=HTML | {"referer": "http://lain.test//jahat.test/"})
    assert client.get("/latihan/keluar", headers=HTML).headers["location"] == "/"


def test_a_stranger_does_not_practise(client):
    client.get("/keluar")
    assert client.get("/latihan/masuk", headers=HTML).headers["location"].startswith("/masuk")
    assert client.get("/latihan/loket/titik").status_code == 401


def test_a_new_sign_in_begins_in_the_real_office(client):
    client.get("/latihan/masuk", headers=HTML)
    client.post("/masuk", data={"nama": "tono", "sandi": "rahasia-1"})
    assert signin.PRACTISING not in client.cookies


def test_a_hand_over_at_the_desk_of_practice_is_none_at_the_real_one(client, office, beside, point):
    assert "handover" in hand_over(client, "/latihan/loket", point)
    assert (served(office), served(beside)) == (0, 1)


def test_each_desk_lets_its_own_worker_keep_its_page(client):
    scopes = [client.get(f"{path}/pekerja.js").headers["Service-Worker-Allowed"] for path in ("/loket", "/latihan/loket")]
    assert scopes == ["/loket", "/latihan/loket"]


def test_what_is_sent_to_the_wrong_desk_is_refused(client, office, beside, point):
    assert "tidak ditemukan" in hand_over(client, "/loket", point)["galat"]
    assert (served(office), served(beside)) == (0, 0)


def test_the_desk_of_practice_goes_by_its_own_clock(client, beside, point, clock):
    practice.move(beside, clock.now, clock.now.replace(year=2099))
    hand_over(client, "/latihan/loket", point)
    with beside.database.reading() as reader:
        assert reader.first(HANDOVER)["at"].year >= 2099


def test_a_code_of_practice_says_so_and_is_unknown_outside(client, beside, act):
    beside.database.change(act(SITI), "list", [
        create(PROGRAMME, "PRG-1", name="Paket Latihan", year=2026, quota=1),
        create(RECIPIENT, "PEN-1", programme="PRG-1", name="Aminah", state="Ditetapkan", code=CODE)])
    assert letter_verification.MADE_UP in client.get(f"/latihan/verifikasi/{CODE}").text
    assert client.get(f"/verifikasi/{CODE}").status_code == 404
