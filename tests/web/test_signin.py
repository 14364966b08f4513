"""The routes outside Streamlit: sign-in, the guard, health."""

import pytest
from cast import BUDI
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from services import accounts, attachments
from services.domain.occasion import Role
from services.domain.schema import FILE
from services.web import signin
from services.web.headers import Headers
from services.web.routes import routes

HTML = {"accept": "text/html,application/xhtml+xml"}
PDF = b"%PDF-1.7\n%isi\n%%EOF\n"


@pytest.fixture
def client(office, clock):
    def screen(_request):
        return HTMLResponse('<!doctype html><html lang="en"><body>layar</body></html>')

    found = routes(lambda: office, lambda: office, lambda: clock.now)
    app = Starlette(
        routes=[*(Route(path, handler, methods=["GET", "POST"]) for path, handler in found.items()), Route("/{rest:path}", screen)],
        middleware=[Middleware(signin.Guard, office=lambda: office, clock=lambda: clock.now), Middleware(Headers)],
    )
    return TestClient(app, base_url="http://panel.test", follow_redirects=False)


@pytest.fixture
def user(office, act):
    values = {"username": "siti", "name": "Siti Rahmah", "role": Role.OPERATOR, "password": "rahasia-1"}
    return accounts.add_user(office.database, act(BUDI), values)


def enter(client, back="/", password="rahasia-1", **headers):
    form = {"nama": "siti", "sandi": password, "kembali": back}
    return client.post("/masuk", data=form, headers=headers)


def test_a_fresh_office_shows_the_welcome_without_sign_in(client):
    assert client.get("/", headers=HTML).status_code == 200


def test_a_stranger_is_led_to_sign_in_and_back_to_where_he_wanted(client, user):
    answer = client.get("/penerima?program=PRG-1", headers=HTML)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/masuk?kembali=/penerima%3Fprogram%3DPRG-1"
    entered = enter(client, "/penerima?program=PRG-1")
    assert (entered.status_code, entered.headers["location"]) == (303, "/penerima?program=PRG-1")
    assert client.get("/penerima", headers=HTML).status_code == 200


@pytest.mark.parametrize("back", ["https://lain.test/", "//lain.test", "javascript:alert(1)", "/\\lain.test", ""])
def test_signing_in_never_leads_to_another_host(client, user, back):
    assert enter(client, back).headers["location"] == "/"


def test_the_cookie_can_not_be_read_by_scripts_nor_sent_from_other_sites(client, user):
    cookie = enter(client).headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "path=/" in cookie


def test_a_wrong_password_keeps_the_name_and_says_so_aloud(client, user):
    answer = enter(client, password="salah-salah")
    assert answer.status_code == 401 and 'role="alert"' in answer.text and 'value="siti"' in answer.text


def test_what_is_typed_is_never_markup(client, user):
    form = {"nama": '"><script>alert(1)</script>', "sandi": "x", "kembali": '/"><script>'}
    assert "<script>" not in client.post("/masuk", data=form).text


def test_a_form_from_another_site_is_refused(client, user):
    assert enter(client, origin="https://lain.test").status_code == 403


def test_signing_out_ends_the_session_on_the_server(client, user):
    enter(client)
    token = client.cookies[signin.COOKIE]
    assert client.get("/keluar").headers["location"] == "/masuk"
    client.cookies.set(signin.COOKIE, token)
    assert client.get("/", headers=HTML).status_code == 303


def test_health_says_version_database_last_sync_and_what_is_not_in_the_sheet(client, user):
    answer = client.get("/healthz").json()
    assert answer == {"version": "0.1.0", "database": True, "last_sync": None, "pending": 0}


def test_the_page_says_that_it_is_indonesian_and_may_not_be_framed_elsewhere(client):
    answer = client.get("/", headers=HTML)
    assert '<html lang="id"' in answer.text and answer.headers["x-frame-options"] == "SAMEORIGIN"


def test_an_attachment_opens_for_who_may_read_and_for_nobody_else(client, office, act, user):
    attachments.attach(office, act(), "PRG-1", content=PDF, name="telaahan.pdf")
    with office.database.reading() as reader:
        row = reader.first(FILE)["id"]
    assert client.get(f"/berkas/{row}").status_code == 401
    enter(client)
    answer = client.get(f"/berkas/{row}")
    assert (answer.content, answer.headers["content-type"]) == (PDF, "application/pdf")
    assert client.get("/berkas/BRK-NONE").status_code == 404
