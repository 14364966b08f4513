"""The office of this process: opened once, shared by the routes, the screens and the background threads."""

import os
from functools import lru_cache

from services import settings
from services.office import Office, open_office


@lru_cache(maxsize=1)
def office() -> Office:
    """The office of the data folder that PANEL_DATA names (set by the command line)."""
    return open_office(settings.read({}, os.environ).data)
