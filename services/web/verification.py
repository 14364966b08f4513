"""/verifikasi: what the code on a paper says, for anybody who holds it. No sign-in, no personal data."""

from collections.abc import Callable
from datetime import datetime
from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from services import letter_verification
from services.errors import NotFound, PanelError
from services.letter_verification import Verified
from services.office import Office
from services.web.page import page

HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
FORM = """<h1>Verifikasi surat</h1><p class="kecil">Ketik kode yang tercetak di bawah QR pada surat atau tanda terima.</p>
{alert}<form action="/verifikasi"><label>Kode<input name="kode" required autocomplete="off" autocapitalize="characters"
 value="{code}"></label><button>Periksa</button></form>"""


def routes(office: Callable[[], Office], clock: Callable[[], datetime]) -> dict[str, Callable[[Request], Any]]:
    """Path → handler. Plain functions: Starlette runs them in the thread pool."""

    def ask(request: Request) -> Response:
        code = request.query_params.get("kode", "").strip().replace("/", "")
        return RedirectResponse(f"/verifikasi/{code}", 303) if code else _form()

    def answer(request: Request) -> Response:
        code = request.path_params["code"]
        address = request.client.host if request.client else ""
        try:
            return _answer(code, letter_verification.verify(office(), code, address, office().time(clock())))
        except NotFound:
            return _form("Kode ini tidak dikenal. Periksa lagi huruf dan angkanya.", code, 404)
        except PanelError as error:
            return _form(str(error), code, 429)

    return {"/verifikasi": ask, "/verifikasi/{code}": answer}


def _answer(code: str, found: Verified) -> Response:
    facts = {"Jenis": found.kind, "Nomor": found.number, "Tanggal": found.dated, "Keadaan": found.state, "Kode": code}
    shown = "".join(f"<dt>{label}</dt><dd>{escape(value)}</dd>" for label, value in facts.items() if value)
    warning = "" if found.valid else f'<p class="galat" role="alert">{escape(found.state)}</p>'
    note = "Cocokkan nomor dan tanggal ini dengan kertasnya. Kode ini bukan tanda tangan elektronik."
    body = f'<h1>Verifikasi surat</h1><p class="kecil">Tercatat di panel Dinas Sosial.</p>{warning}<dl>{shown}</dl>'
    return HTMLResponse(page("Verifikasi surat", f'{body}<p class="kecil">{note}</p>'), headers=HEADERS)


def _form(fault: str = "", code: str = "", status: int = 200) -> Response:
    alert = f'<p class="galat" role="alert">{escape(fault)}</p>' if fault else ""
    body = FORM.format(alert=alert, code=escape(code))
    return HTMLResponse(page("Verifikasi surat", body), status_code=status, headers=HEADERS)
