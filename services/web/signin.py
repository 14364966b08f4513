"""Sign-in outside Streamlit: a plain page, an HttpOnly cookie, and the guard that sends strangers to it."""

from collections.abc import Awaitable, Callable, MutableMapping
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from services import accounts
from services.domain.occasion import Actor, Occasion
from services.errors import NotSignedIn, PanelError
from services.identity import new_id
from services.office import Office
from services.web.page import page

COOKIE = "panel_bansos"
LEFT = "panel_keluar"  # told to the desk's script: somebody signed out on this device, so its list must go
PRACTISING = "panel_latihan"  # cookie: this browser is in practice; holds the page it came from
OPEN = (
    "/masuk", "/keluar", "/healthz", "/verifikasi", "/latihan/verifikasi", "/aset", "/static", "/_stcore", "/component",
    "/media",
)

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]


class Guard:
    """ASGI middleware: an HTML page without a valid session leads to /masuk; a fresh office leads to the welcome."""

    def __init__(self, app: App, office: Callable[[], Office], clock: Callable[[], datetime]):
        self.app, self.office, self.clock = app, office, clock

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        if not _is_page(scope) or await run_in_threadpool(self._may_enter, Request(scope)):
            await self.app(scope, receive, send)
            return
        back = quote(scope["path"] + ("?" + scope["query_string"].decode() if scope["query_string"] else ""))
        await RedirectResponse(f"/masuk?kembali={back}", status_code=303)(scope, receive, send)

    def _may_enter(self, request: Request) -> bool:
        database = self.office().database
        if not accounts.has_users(database):
            return True
        try:
            accounts.signed_in(database, request.cookies.get(COOKIE), self.clock())
        except NotSignedIn:
            return False
        return True


def _is_page(scope: Scope) -> bool:
    """Whether this asks for a screen: an HTML page that is not open to everyone."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(OPEN):
        return False
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def routes(office: Callable[[], Office], clock: Callable[[], datetime]) -> dict[str, Callable[[Request], Any]]:
    """Path → handler for signing in and out. Handlers that touch the database run in the thread pool."""

    def show(request: Request) -> Response:
        return _form(local(request.query_params.get("kembali")))

    async def enter(request: Request) -> Response:
        if not same_origin(request):
            return _form("/", "Permintaan ini tidak berasal dari panel. Muat ulang halaman, lalu masuk lagi.", 403)
        form = await request.form()
        return await run_in_threadpool(_enter, office(), request, {name: str(form[name]) for name in form}, clock())

    async def masuk(request: Request) -> Response:
        return await enter(request) if request.method == "POST" else show(request)

    def keluar(request: Request) -> Response:
        if token := request.cookies.get(COOKIE):
            accounts.sign_out(office().database, token)
        response = RedirectResponse("/masuk", status_code=303)
        response.delete_cookie(COOKIE, path="/")
        response.set_cookie(LEFT, "1", max_age=accounts.SESSION_HOURS * 3600, samesite="lax", path="/")
        response.delete_cookie(PRACTISING, path="/")
        return response

    return {"/masuk": masuk, "/keluar": keluar}


def _enter(office: Office, request: Request, form: dict[str, str], now: datetime) -> Response:
    back, name = local(form.get("kembali")), form.get("nama", "")

    def occasion_of(actor: Actor) -> Occasion:
        return Occasion(actor, now, new_id("OP"), new_id)

    try:
        token = accounts.sign_in(office.database, occasion_of, name, form.get("sandi", ""), now)
    except PanelError as error:
        return _form(back, str(error), 401, name)
    response = RedirectResponse(back, status_code=303)
    response.set_cookie(
        COOKIE, token, max_age=accounts.SESSION_HOURS * 3600, httponly=True, samesite="lax", path="/",
        secure=request.url.scheme == "https",
    )
    response.delete_cookie(LEFT, path="/")
    response.delete_cookie(PRACTISING, path="/")
    return response


def local(back: str | None) -> str:
    """Where to go back to: a path of this panel, never another host."""
    parts = urlsplit(back or "/")
    is_local = not parts.scheme and not parts.netloc and (back or "/").startswith("/") and "\\" not in (back or "")
    return (back or "/") if is_local else "/"


def same_origin(request: Request) -> bool:
    """The form comes from a page of this host (SameSite=Lax is the first line, this the second)."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _form(back: str, fault: str = "", status: int = 200, name: str = "") -> HTMLResponse:
    alert = f'<p class="galat" role="alert">{escape(fault)}</p>' if fault else ""
    body = f"""
<p class="janji">Bantuan sampai kepada yang berhak, setiap langkahnya tercatat.</p>
<h1>Masuk</h1><p class="kecil">Dinas Sosial Kota Banjarbaru</p>{alert}
<form method="post" action="/masuk">
<input type="hidden" name="kembali" value="{escape(back)}">
<label>Nama pengguna<input name="nama" value="{escape(name)}" autocomplete="username" required
 {"" if name else "autofocus"} autocapitalize="none"></label>
<label>Kata sandi<input name="sandi" type="password" autocomplete="current-password" required
 {"autofocus" if name else ""}></label>
<button>Masuk</button></form>
<p class="kecil">Lupa kata sandi? Minta Administrator membuat yang baru.</p>"""
    return HTMLResponse(page("Masuk", body), status_code=status)
