"""pytest fixtures: `from sheets_server.fixture import sheets, sheets_server` in a test module or conftest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .server import SheetsServer
from .shapes import mistakes_in_exchange


@pytest.fixture(scope="session")
def sheets_server() -> Iterator[SheetsServer]:
    """One server for the whole run; use `sheets`."""
    with SheetsServer() as server:
        yield server


@pytest.fixture
def sheets(sheets_server: SheetsServer) -> Iterator[SheetsServer]:
    """The stand-in with nothing in it; each request and answer is held against Google's discovery document."""
    sheets_server.clear()
    mistakes: list[str] = []
    sheets_server.observers.append(lambda *exchange: mistakes.extend(mistakes_in_exchange(*exchange)))
    yield sheets_server
    sheets_server.clear()
    assert mistakes == []
