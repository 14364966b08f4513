"""GET /healthz and GET /berkas/<id>: what machines and browsers fetch directly."""

from collections.abc import Callable
from datetime import UTC, datetime
from mimetypes import guess_type
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from services import accounts
from services.domain.access import require
from services.domain.schema import FILE
from services.errors import NotSignedIn, PanelError, Trouble
from services.office import Office
from services.storage import state
from services.version import VERSION
from services.web.signin import COOKIE


def routes(office: Callable[[], Office]) -> dict[str, Callable[[Request], Any]]:
    """Path → handler. Plain functions: Starlette runs them in the thread pool."""

    def healthz(_request: Request) -> Response:
        try:
            database = office().database
            with database.reading() as reader:
                pending = reader.pending()
            last = state.note(database, "last_sync")
        except Trouble:
            return JSONResponse({"version": VERSION, "database": False, "last_sync": None, "pending": 0}, 503)
        return JSONResponse({"version": VERSION, "database": True, "last_sync": last, "pending": pending})

    def berkas(request: Request) -> Response:
        try:
            actor = accounts.signed_in(office().database, request.cookies.get(COOKIE), datetime.now(UTC))
            require(actor, "read")
            with office().database.reading() as reader:
                row = reader.get(FILE, request.path_params["id"])
            content = office().files.read(row["sha256"] or "")
        except NotSignedIn as error:
            return PlainTextResponse(str(error), 401)
        except PanelError as error:
            return PlainTextResponse(str(error), 404)
        headers = {"Content-Disposition": "inline", "Cache-Control": "private, no-store"}
        return Response(content, media_type=guess_type(f"berkas.{row['kind']}")[0], headers=headers)

    return {"/healthz": healthz, "/berkas/{id}": berkas}
