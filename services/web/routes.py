"""Every page and answer outside Streamlit, by its path; what shows an office's data is there once more for practice."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from starlette.requests import Request

from services.office import Office
from services.practice import ADDRESS
from services.web import attachments, desk, health, practice, signin, verification

Handlers = dict[str, Callable[[Request], Any]]
Clock = Callable[[], datetime]


def routes(office: Callable[[], Office], practising: Callable[[], Office], clock: Clock) -> Handlers:
    """Path → handler. The path alone says which office is meant: a desk of the one never sends to the other."""
    again = {ADDRESS + path: handler for path, handler in _of(practising, clock).items()}
    return signin.routes(office, clock) | health.routes(office) | practice.routes() | _of(office, clock) | again


def _of(office: Callable[[], Office], clock: Clock) -> Handlers:
    return attachments.routes(office, clock) | desk.routes(office, clock) | verification.routes(office, clock)
