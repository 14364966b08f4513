"""The untouched gspread, pointed at the stand-in."""

from __future__ import annotations

from typing import Any

import gspread
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter

from .server import SheetsServer

_GOOGLE = ("https://sheets.googleapis.com", "https://www.googleapis.com")


class RewritingAdapter(HTTPAdapter):
    """Sends what is meant for Google to another address."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        for google in _GOOGLE:
            if request.url and request.url.startswith(google):
                request.url = self._url + request.url.removeprefix(google)
        return super().send(request, *args, **kwargs)


def connect(server: SheetsServer, key: dict[str, Any] | None = None) -> gspread.Client:
    """A gspread client of the panel's account (or of another key)."""
    client = gspread.service_account_from_dict(key or server.key)
    for google in _GOOGLE:
        client.http_client.session.mount(google, RewritingAdapter(server.url))
    return client
