"""A line to the stand-in without sockets, for long runs: gspread, google-auth and requests do all else as ever."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from google.auth.transport.requests import AuthorizedSession
from requests import ConnectionError, PreparedRequest, Response
from requests.adapters import BaseAdapter

from .server import SheetsServer, packed


class Direct(BaseAdapter):
    """Answers what a session sends to the server, in the caller's own thread."""

    def __init__(self, server: SheetsServer) -> None:
        super().__init__()
        self._server = server

    def send(self, request: PreparedRequest, *_: Any, **__: Any) -> Response:
        content = request.body.encode() if isinstance(request.body, str) else request.body or b""
        target, authorization = (request.url or "").removeprefix(self._server.url), request.headers.get("Authorization", "")
        status, answer, weather = self._server.respond(request.method or "GET", target, authorization, content)
        if weather.reset:
            raise ConnectionError("Connection reset by peer", request=request)
        return _response(request, status, answer)

    def close(self) -> None:
        """There is nothing to close."""


def _response(request: PreparedRequest, status: int, answer: Any) -> Response:
    content, kind = packed(answer)
    response = Response()
    response.status_code, response.raw = status, BytesIO(content)
    response.headers["Content-Type"], response.encoding = kind, "utf-8"
    response.request, response.url = request, request.url or ""
    return response


def shorten(session: AuthorizedSession, server: SheetsServer) -> None:
    """Let this session, and the one that fetches its tokens, reach the server without a socket."""
    for line in (session, session._auth_request.session):
        line.trust_env = False  # no proxy is looked for at each request
        line.mount(server.url, Direct(server))
