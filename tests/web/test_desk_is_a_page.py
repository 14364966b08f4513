"""To the sync of the running server, a desk that asks is an open page."""

from starlette.applications import Starlette
from starlette.testclient import TestClient

import app


def test_a_desk_that_asks_tells_the_sync_of_itself(office, monkeypatch):
    told = []
    monkeypatch.setattr(app, "office", lambda: office)
    monkeypatch.setattr(app.syncing(), "seen", told.append)
    client = TestClient(Starlette(routes=app.app._user_routes), base_url="http://panel.test")
    client.get("/aset/gaya.css")
    assert not told
    client.get("/loket/titik")
    assert told
