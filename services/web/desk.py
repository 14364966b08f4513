"""The desk under /loket: a page of its own, and the JSON it asks for. Made for phones and laptops on a weak line.

Everything behind the sign-in is asked by the page's script: the page itself holds nothing, so that a service worker
may keep it. An answer is JSON; what cannot be done is `{"galat": sentence}`.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from services import accounts
from services.distribution import desk_day, handovers, papers, suitcase
from services.distribution.desk_day import Deed, Found
from services.domain import desk, wording
from services.domain.access import may, require
from services.domain.desk import Counters
from services.domain.occasion import Occasion, Source
from services.domain.schema import POINT, PROGRAMME
from services.domain.states import PointState
from services.errors import BadInput, NotAllowed, NotFound, NotSignedIn, PanelError, Refused, Trouble
from services.identity import new_id
from services.letters import qr
from services.office import Office, settings_of
from services.storage.originals import ROOT
from services.storage.reader import Reader, Row
from services.web.signin import COOKIE, same_origin

Work = Callable[[Office, Occasion, Request, Any], Any]

HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob:; frame-ancestors 'none'",
}
STATUS = {NotSignedIn: 401, NotAllowed: 403, NotFound: 404, Refused: 409, BadInput: 422, Trouble: 503}
SWITCH = 0.0005  # seconds a busy thread keeps the interpreter: a scan waits for a running import many times over
LARGEST = {"foto": 4_000_000, "bukti": 400_000}  # bytes of what is sent, by the end of the path
LARGEST_JSON = 100_000


def routes(office: Callable[[], Office], clock: Callable[[], datetime]) -> dict[str, Callable[[Request], Any]]:
    """Path → handler. What touches the database or reads a picture runs in the thread pool."""
    files = StaticFiles(directory=ROOT / "loket")

    async def file(request: Request) -> Response:
        answer = await files.get_response(request.path_params.get("name", "loket.html"), request.scope)
        office_desk = request.url.path.partition("/loket")[0] + "/loket"
        answer.headers.update(HEADERS | {"Service-Worker-Allowed": office_desk})
        return answer

    def told(work: Work) -> Callable[[Request], Any]:
        return lambda request: _answer(office, work, request, None, clock())

    def sent(work: Work) -> Callable[[Request], Any]:
        async def handler(request: Request) -> Response:
            body = await _body(request)
            return await run_in_threadpool(_answer, office, work, request, body, clock())

        return handler

    return {
        "/loket": file,
        "/loket/titik": told(_desks), "/loket/titik/{id}": told(_point), "/loket/hitungan": told(_counters),
        "/loket/cari": sent(_search), "/loket/serah": sent(_deeds(desk_day.hand_over)),
        "/loket/batal": sent(_deeds(desk_day.cancel)), "/loket/adu": sent(_deeds(desk_day.complain)),
        "/loket/tanda-terima": told(_receipt), "/loket/foto": sent(_photo), "/loket/bukti": sent(_proof),
        "/loket/{name}": file,
    }


async def _body(request: Request) -> bytes | None:
    """What was sent; None where it is more than the desk ever sends."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST.get(request.url.path.rpartition("/")[2], LARGEST_JSON):
            return None
    return body


def _answer(
    office: Callable[[], Office], work: Work, request: Request, body: bytes | None, now: datetime
) -> Response:
    """What a piece of work answers to whoever is signed in, or why it cannot be done."""
    try:
        _require_own(request)
        actor = accounts.signed_in(office().accounts, request.cookies.get(COOKIE), now)
        require(actor, "desk")
        occasion = Occasion(actor, office().time(now), new_id("OP"), new_id, Source.DESK)
        answer = work(office(), occasion, request, body)
        return answer if isinstance(answer, Response) else JSONResponse(answer)
    except PanelError as error:
        status = next(status for kind, status in STATUS.items() if isinstance(error, kind))
        opened = request.headers.get("accept", "").startswith("text/html")  # in a tab of its own, for somebody to read
        return PlainTextResponse(str(error), status) if opened else JSONResponse({"galat": str(error)}, status)


def _require_own(request: Request) -> None:
    if not same_origin(request):
        raise Refused("Permintaan ini tidak berasal dari panel. Muat ulang halaman loket.")


def _json(body: bytes | None) -> Mapping[str, Any]:
    try:
        found = json.loads(body or b"")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise BadInput("Kiriman loket tidak dapat dibaca. Muat ulang halaman loket.")
    return found


# --- what the page is told


def _desks(office: Office, occasion: Occasion, _request: Request, _body: Any) -> Any:
    with office.database.reading() as reader:
        return [
            {"id": row["id"], "name": row["name"], "when": _when(row)}
            for row in suitcase.desks(office, reader)
        ]


def _when(row: Row) -> str:
    over = " · sudah ditutup" if row["state"] == PointState.CLOSED else ""
    return wording.weekday_date(row["date"]) + desk.at_hours(row) + over


def _point(office: Office, occasion: Occasion, request: Request, _body: Any) -> Any:
    """All that a desk works from: the point, its rules, its people with their answers, its numbers."""
    today = occasion.today
    with office.database.reading() as reader:
        point = reader.get(POINT, request.path_params["id"])
        programme, closed = reader.get(PROGRAMME, point["programme"]), point["state"] == PointState.CLOSED
        lead, rest = desk.entitled(programme)
        return {
            "id": point["id"], "name": point["name"], "closed": closed,
            "officer": occasion.actor.id, "may_hand_over": may(occasion.actor.role, "handover") and not closed,
            "proxy_allowed": bool(programme["proxy_allowed"]), "relations": handovers.RELATIONS, "most": handovers.MOST,
            "enter_hands_over": settings_of(reader)["enter_hands_over"],
            "may": {"lead": lead, "rest": rest},
            "people": [_found(found) for found in desk_day.people_of(reader, point, today)],
            "elsewhere": [asdict(where) for where in desk_day.elsewhere(reader, point, today)],
            "counts": _counts(reader, point, occasion),
        }


def _found(found: Found) -> dict[str, Any]:
    return {"id": found.id, "code": found.code, **asdict(found.answer)}


def _counters(office: Office, occasion: Occasion, request: Request, _body: Any) -> Any:
    with office.database.reading() as reader:
        return _counts(reader, reader.get(POINT, request.query_params.get("titik", "")), occasion)


def _counts(reader: Reader, point: Row, occasion: Occasion) -> dict[str, Any]:
    now: Counters = handovers.counters(reader, point, occasion.now)
    pace = now.pace if now.not_come else None
    return {
        "planned": now.planned, "handed": now.handed, "not_come": now.not_come, "left": now.left,
        "each": pace.each if pace else None, "end": wording.clock(pace.end) if pace else None,
    }


def _receipt(office: Office, occasion: Occasion, request: Request, _body: Any) -> Response:
    pdf = papers.receipt(office, request.query_params.get("penyerahan", ""), occasion.now)
    return Response(pdf, media_type="application/pdf", headers={"Cache-Control": "private, no-store"})


def _search(office: Office, occasion: Occasion, _request: Request, body: bytes | None) -> Any:
    asked = _json(body)
    text = str(asked.get("text") or "")
    with office.database.reading() as reader:
        point = reader.get(POINT, str(asked.get("point") or ""))
        found = desk_day.look_up(reader, point, text, occasion.today)
        nobody = {"id": None, "code": None, **asdict(desk.unknown(text, reader.get(PROGRAMME, point["programme"])))}
    return {"people": [_found(one) for one in found] or [nobody]}


# --- what the page sends


def _deeds(do: Callable[[Office, Occasion, Deed], str]) -> Work:
    """Do several deeds in their order. One that is refused does not stop the next; the machine's trouble does."""

    def work(office: Office, occasion: Occasion, _request: Request, body: bytes | None) -> Any:
        require(occasion.actor, "handover")
        deeds = _json(body).get("deeds")
        results = [_result(do, office, occasion, sent) for sent in (deeds if isinstance(deeds, list) else [])]
        return {"results": results}

    return work


def _result(do: Callable[[Office, Occasion, Deed], str], office: Office, occasion: Occasion, sent: Any) -> dict[str, str]:
    try:
        return {"handover": do(office, occasion, desk_day.deed(sent))}
    except (Refused, BadInput, NotFound) as error:
        return {"galat": str(error)}


def _photo(_office: Office, _occasion: Occasion, _request: Request, body: bytes | None) -> Any:
    if body is None:
        raise BadInput("Foto terlalu besar. Ambil foto dengan mutu lebih rendah.")
    return {"codes": qr.read(body)}


def _proof(office: Office, occasion: Occasion, request: Request, body: bytes | None) -> Any:
    if not body or not body.startswith(b"\xff\xd8\xff"):
        raise BadInput("Foto ini tidak dapat disimpan. Ambil foto lagi.")
    handover, code = (request.query_params.get(name, "") for name in ("penyerahan", "kode"))
    return {"handover": desk_day.photograph(office, occasion, handover, body, code)}
