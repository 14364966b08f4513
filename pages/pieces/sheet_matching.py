"""The matching of both sides as long work: begun here, told above every page, stopped there, continued here."""

import time
from dataclasses import replace
from typing import Any

from pages import frame
from services import identity
from services.domain.occasion import Occasion
from services.running import syncing
from services.sync import matching


def begin(key: str, rows: int) -> None:
    """Make rounds in the background until nothing waits, over so many rows. Raises Refused."""
    pressed = frame.act(key)

    def act() -> Occasion:
        return replace(pressed, now=frame.clock(), operation=identity.new_id("SYN"))

    matching.begin(frame.office(), pressed, rows, lambda: syncing().match(act, time.monotonic))


def go_on(place: Any, rows: int) -> None:
    """The button that goes on with what somebody stopped, of that many rows."""
    if frame.button("Lanjutkan pencocokan", "go on", place, type="primary", icon=":material/play_arrow:"):
        with frame.attempt():
            begin("go on", rows)
            frame.done("go on", "Pencocokan dilanjutkan.")
