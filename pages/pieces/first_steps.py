"""What a new office does first: ticked off by itself, each step a link for who may take it."""

from collections.abc import Sequence

from pages import frame
from pages.pieces import components
from pages.pieces.components import Goal
from services.welcome import FirstStep

# Where a step is taken, and the right that opens that place.
PLACES: dict[str, tuple[str, Goal]] = {
    "office": ("office", Goal("settings.py")), "users": ("users", Goal("users.py")),
    "agencies": ("office", Goal("settings.py")), "sheet": ("sheet", Goal("sheet.py")),
    "programme": ("programme", Goal("programmes.py", {"baru": "1"})),
}


def show(steps: Sequence[FirstStep]) -> None:
    """The steps; what is done leads nowhere any more."""
    components.checks([("Selesai" if step.done else "Belum", step.sentence, _goal(step)) for step in steps], "first steps")


def _goal(step: FirstStep) -> Goal | None:
    right, goal = PLACES[step.what]
    return goal if frame.can(right) and not step.done else None
