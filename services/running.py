"""The office of this process: opened once, shared by the routes, the screens and the background threads."""

import os
from functools import lru_cache

from services import practice, settings
from services.office import Office, open_office
from services.sync.thread import SyncThread


@lru_cache(maxsize=1)
def office() -> Office:
    """The office of the data folder that PANEL_DATA names (set by the command line), under PANEL_PUBLIC_URL."""
    chosen = settings.read({}, os.environ)
    return open_office(chosen.data, chosen.public_url or "")


@lru_cache(maxsize=1)
def practice_office() -> Office:
    """The practice office beside it, made where there is none."""
    return practice.open_practice(office())


def offices() -> list[Office]:
    """The offices that there are."""
    return [office(), *([practice_office()] if practice.was_opened(office()) else [])]


@lru_cache(maxsize=1)
def syncing() -> SyncThread:
    """The thread of this process that keeps the office and its sheet the same; app.py starts and stops it."""
    return SyncThread(office)
