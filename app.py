"""The server: Streamlit's screens, the routes beside them, and what starts and stops with the process. No rules."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from services import identity
from services.running import office
from services.storage.originals import ROOT
from services.web import desk, health, signin, verification
from services.web.headers import Headers

log = logging.getLogger("panel.app")


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Open the office before the first request, close it after the last."""
    office()
    yield {}
    office().close()


def explain(error: Exception) -> bool:
    """What a person sees of an error that no page caught: a code. Its text may hold personal data: not shown."""
    code = identity.code(6)
    log.error("unexpected error %s", code, exc_info=error)
    st.error(f"Terjadi kesalahan. Isian yang sudah disimpan aman. Sebutkan kode {code} kepada Administrator.")
    return True


app = st.App(
    "pages/navigation.py",
    lifespan=lifespan,
    routes=[
        *(
            Route(path, handler, methods=["GET", "POST"])
            for found in (signin, health, desk, verification)
            for path, handler in found.routes(office).items()
        ),
        Mount("/aset", StaticFiles(directory=ROOT / "assets")),
    ],
    middleware=[Middleware(signin.Guard, office=office), Middleware(Headers)],
    on_script_error=explain,
)
