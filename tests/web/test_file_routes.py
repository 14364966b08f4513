"""/berkas and /cetakan: a file for who is signed in and holds the right; nothing for anybody else."""

import pytest
from cast import SITI, TONO
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from services import accounts, jobs, prints
from services.domain.schema import FILE
from services.errors import NotSignedIn
from services.jobs import Task
from services.storage.database import create
from services.web import attachments

PDF = b"%PDF-1.7 isi"


@pytest.fixture
def client(office, clock, monkeypatch):
    """`client(actor, path)`: the answer to that actor, None a stranger."""
    routes = attachments.routes(lambda: office, lambda: clock.now)
    web = TestClient(Starlette(routes=[Route(path, handler) for path, handler in routes.items()]))

    def asked(actor, path):
        def who(*_):
            if actor is None:
                raise NotSignedIn
            return actor

        monkeypatch.setattr(accounts, "signed_in", who)
        return web.get(path)

    return asked


@pytest.fixture
def attached(office, act):
    kept = office.files.keep(PDF, "a.pdf")
    row = create(FILE, "BKS-1", owner="TAH-1", name="a.pdf", kind="pdf", sha256=kept.sha256, size=kept.size, at=act().now)
    office.database.change(act(), "files", [row])
    return "/berkas/BKS-1"


@pytest.fixture
def made(office, act):
    task = Task("print x", "PRG-1", "Tanda terima", 2, "read", "tanda terima – Titik 1.pdf")
    prints.begin(office, act(operation="OP-1"), task, lambda *_: PDF)
    jobs.QUEUE.join()
    return "/cetakan/OP-1"


@pytest.mark.parametrize("kind", ["attached", "made"])
def test_a_file_is_for_who_is_signed_in_and_holds_the_right(client, kind, request):
    path = request.getfixturevalue(kind)
    answer = client(SITI, path)
    assert (answer.content, answer.headers["content-type"], answer.headers["cache-control"]) == (
        PDF, "application/pdf", "private, no-store")
    assert client(None, path).status_code == 401
    assert client(TONO, path).status_code == 404 and PDF not in client(TONO, path).content


def test_what_was_made_has_the_name_of_its_paper(client, made):
    said = client(SITI, made).headers["content-disposition"]
    assert said.startswith("inline") and "tanda%20terima%20%E2%80%93%20Titik%201.pdf" in said


@pytest.mark.parametrize("path", ["/berkas/BKS-9", "/cetakan/OP-9"])
def test_what_is_not_there_is_said_in_words(client, path):
    answer = client(SITI, path)
    assert answer.status_code == 404 and "tidak ditemukan" in answer.text
