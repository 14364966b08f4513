"""GET /healthz: what a machine that watches over the panel fetches."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from services.errors import Trouble
from services.office import Office
from services.storage import state
from services.version import VERSION


def routes(office: Callable[[], Office]) -> dict[str, Callable[[Request], Any]]:
    """Path → handler. A plain function: Starlette runs it in the thread pool."""

    def healthz(_request: Request) -> Response:
        try:
            database = office().database
            with database.reading() as reader:
                pending = reader.pending()
            last = state.note(database, "last_sync")
        except Trouble:
            return JSONResponse({"version": VERSION, "database": False, "last_sync": None, "pending": 0}, 503)
        return JSONResponse({"version": VERSION, "database": True, "last_sync": last, "pending": pending})

    return {"/healthz": healthz}
