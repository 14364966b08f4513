"""Files behind a right: GET /berkas/<id>, an attachment as it was kept; GET /cetakan/<id>, what a job has made."""

from collections.abc import Callable
from datetime import datetime
from mimetypes import guess_type
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from services import accounts, prints
from services.domain.access import require
from services.domain.occasion import Actor
from services.domain.schema import FILE
from services.errors import NotSignedIn, PanelError
from services.office import Office
from services.web.signin import COOKIE

PRIVATE = {"Cache-Control": "private, no-store"}
Find = Callable[[Office, Actor, str], Response]


def routes(office: Callable[[], Office], clock: Callable[[], datetime]) -> dict[str, Callable[[Request], Any]]:
    """Path → handler. A plain function: Starlette runs it in the thread pool."""

    def behind(find: Find) -> Callable[[Request], Response]:
        return lambda request: _answer(office(), find, request, clock())

    return {"/berkas/{id}": behind(_attachment), "/cetakan/{id}": behind(_print)}


def _answer(office: Office, find: Find, request: Request, now: datetime) -> Response:
    """The file, for who is signed in and may have it; else why not."""
    try:
        actor = accounts.signed_in(office.accounts, request.cookies.get(COOKIE), now)
        return find(office, actor, request.path_params["id"])
    except NotSignedIn as error:
        return PlainTextResponse(str(error), 401)
    except PanelError as error:
        return PlainTextResponse(str(error), 404)


def _attachment(office: Office, actor: Actor, file: str) -> Response:
    require(actor, "read")
    with office.database.reading() as reader:
        row = reader.get(FILE, file)
    content, kind = office.files.read(row["sha256"] or ""), guess_type(f"berkas.{row['kind']}")[0]
    return Response(content, media_type=kind, headers=PRIVATE | {"Content-Disposition": "inline"})


def _print(office: Office, actor: Actor, job: str) -> Response:
    made = prints.printed(office, actor, job)
    kind = guess_type(made.name)[0]
    return FileResponse(made.path, media_type=kind, filename=made.name, content_disposition_type="inline", headers=PRIVATE)
