"""The server: Streamlit's screens, the routes beside them, and what starts and stops with the process. No rules."""

import logging
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from services import identity, jobs
from services.distribution import suitcase
from services.domain.occasion import Actor, Occasion, Role
from services.office import Office
from services.running import office, offices, practice_office, syncing
from services.storage.originals import ROOT
from services.web import desk, signin
from services.web.headers import Headers
from services.web.routes import routes

PANEL = Actor("panel", "Panel", Role.ADMINISTRATOR)

log = logging.getLogger("panel.app")


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Open the office and start its sync before the first request; stop and close after the last."""
    sys.setswitchinterval(desk.SWITCH)
    for each in offices():
        jobs.tidy(each, _round())
        suitcase.tidy(each, _round())
    syncing().start(_round, time.monotonic)
    yield {}
    syncing().stop()
    for each in offices():
        each.close()


def _round() -> Occasion:
    """What the sync does now."""
    return Occasion(PANEL, _clock(), identity.new_id("SYN"), identity.new_id)


def _clock() -> datetime:
    return datetime.now(UTC)


def _office_of_a_desk() -> Office:
    """The office, for a desk that asks: to the sync it is an open page."""
    syncing().seen(time.monotonic())
    return office()


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
            for path, handler in (routes(office, practice_office, _clock) | desk.routes(_office_of_a_desk, _clock)).items()
        ),
        Mount("/aset", StaticFiles(directory=ROOT / "assets")),
    ],
    middleware=[Middleware(signin.Guard, office=office, clock=_clock), Middleware(Headers)],
    on_script_error=explain,
)
