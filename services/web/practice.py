"""/latihan/masuk and /latihan/keluar: a browser goes into practice, and back to the page it came from."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services import accounts
from services.practice import ADDRESS
from services.web.signin import PRACTISING, local

ENTER, LEAVE = f"{ADDRESS}/masuk", f"{ADDRESS}/keluar"


def routes() -> dict[str, Callable[[Request], Any]]:
    """Path → handler. Only the cookie changes; the panel looks at it when a page is loaded."""

    def enter(request: Request) -> Response:
        response = RedirectResponse("/", status_code=303)
        came_from = request.cookies.get(PRACTISING) or quote(_page(request.headers.get("referer", "")))
        response.set_cookie(
            PRACTISING, came_from, max_age=accounts.SESSION_HOURS * 3600, httponly=True, samesite="lax", path="/",
            secure=request.url.scheme == "https",
        )
        return response

    def leave(request: Request) -> Response:
        response = RedirectResponse(local(unquote(request.cookies.get(PRACTISING, ""))), status_code=303)
        response.delete_cookie(PRACTISING, path="/")
        return response

    return {ENTER: enter, LEAVE: leave}


def _page(address: str) -> str:
    """The path of a page of the panel, without the host it is reached under."""
    parts = urlsplit(address)
    return local(parts.path + (f"?{parts.query}" if parts.query else ""))
