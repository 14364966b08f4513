"""pytest fixtures: `from sheets_server.fixture import sheets, sheets_server` in a test module or conftest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .server import SheetsServer


@pytest.fixture(scope="session")
def sheets_server() -> Iterator[SheetsServer]:
    """One server for the whole run; use `sheets`."""
    with SheetsServer() as server:
        yield server


@pytest.fixture
def sheets(sheets_server: SheetsServer) -> Iterator[SheetsServer]:
    """The stand-in with nothing in it."""
    sheets_server.clear()
    yield sheets_server
    sheets_server.clear()
