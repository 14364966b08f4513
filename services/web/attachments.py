"""GET /berkas/<id>: an attachment, as it was kept."""

from collections.abc import Callable
from datetime import datetime
from mimetypes import guess_type
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from services import accounts
from services.domain.access import require
from services.domain.schema import FILE
from services.errors import NotSignedIn, PanelError
from services.office import Office
from services.web.signin import COOKIE


def routes(office: Callable[[], Office], clock: Callable[[], datetime]) -> dict[str, Callable[[Request], Any]]:
    """Path → handler. A plain function: Starlette runs it in the thread pool."""

    def berkas(request: Request) -> Response:
        try:
            actor = accounts.signed_in(office().accounts, request.cookies.get(COOKIE), clock())
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

    return {"/berkas/{id}": berkas}
