"""Screens in AppTest: signed in as one of the cast, on a fresh office."""

import functools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cast import BUDI, CAST
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from pages import frame
from pages.pieces import components, folded
from services import accounts
from services.domain.occasion import Actor
from services.domain.schema import USER
from services.errors import NotSignedIn
from services.office import Office
from services.storage.database import create

HASH = accounts.HASHER.hash("rahasia-1")


@pytest.fixture(autouse=True)
def main_module_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest leaves its script as `__main__`, which a process begun by a later test would then run."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture(scope="session", autouse=True)
def packages_searched_once() -> Iterator[None]:
    """Each AppTest searches all installed packages for components: two thirds of what a page costs here, for none found."""
    searched = functools.cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", searched)
        yield


@pytest.fixture
def cast(office: Office, act) -> None:
    """A user for each of the cast; they all have the password rahasia-1."""
    rows = [
        create(USER, actor.id, username=actor.id.lower(), name=actor.name, role=actor.role, active=True,
               password_hash=HASH)
        for actor in CAST.values()
    ]
    office.database.change(act(BUDI), "users", rows)


@pytest.fixture
def panel(office: Office, cast: None, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """`panel(actor)` is a browser signed in as that actor; `panel(None)` is a stranger's."""
    monkeypatch.setattr(frame, "running_office", lambda: office)
    monkeypatch.setattr(frame, "cookie", lambda _name: None)
    monkeypatch.setattr(folded, "is_open", lambda _panel: True)  # what a popover holds can be pressed without opening it

    def opened(actor: Actor | None, page: str | None = None, **query: str) -> AppTest:
        def who(_database, _token, _now):
            if actor is None:
                raise NotSignedIn
            return actor

        monkeypatch.setattr(accounts, "signed_in", who)
        app = AppTest.from_file(str(Path(frame.__file__).with_name("navigation.py")), default_timeout=20)
        app.run()
        for name, value in query.items():  # after the first run, which goes on to the start page of the role
            app.query_params[name] = value
        return app.switch_page(page).run() if page else app

    return opened


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the own elements were given to draw, by kind."""
    found: dict[str, Any] = {}
    monkeypatch.setattr(components, "_draw", lambda kind, key, goals, **data: found.update({kind: data | {"goals": goals}}))
    return found
