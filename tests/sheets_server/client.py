"""The untouched gspread and google-auth, pointed at the stand-in."""

from __future__ import annotations

from typing import Any

import gspread
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2.service_account import Credentials
from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter

from .server import SheetsServer

_SERVICES = ("https://sheets.googleapis.com", "https://www.googleapis.com")
_IAM = "https://iamcredentials.googleapis.com"  # google-auth asks it, in a thread of its own, where an account may go


class RewritingAdapter(HTTPAdapter):
    """Sends what is meant for one address to another. google-auth copies its session, and with it what is named here."""

    __attrs__ = [*HTTPAdapter.__attrs__, "_meant", "_url"]  # noqa: RUF012

    def __init__(self, meant: str, url: str) -> None:
        super().__init__()
        self._meant, self._url = meant, url

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        request.url = self._url + (request.url or "").removeprefix(self._meant)
        return super().send(request, *args, **kwargs)


def connect(server: SheetsServer, key: dict[str, Any] | None = None) -> gspread.Client:
    """A gspread client of the panel's account (or of another key)."""
    credentials = Credentials.from_service_account_info(key or server.key, scopes=gspread.auth.DEFAULT_SCOPES)
    line = Session()
    line.mount(_IAM, RewritingAdapter(_IAM, server.url))
    session = AuthorizedSession(credentials, auth_request=Request(line))
    for service in _SERVICES:
        session.mount(service, RewritingAdapter(service, server.url))
    return gspread.Client(auth=credentials, session=session)
