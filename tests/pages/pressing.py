"""What a person does on a screen, by the words that stand there."""

from collections.abc import Callable
from threading import Event
from typing import Any

from cast import Clock
from pytest import MonkeyPatch
from streamlit.testing.v1 import AppTest

from pages import frame
from services import jobs


def stop_the_clock(monkeypatch: MonkeyPatch, clock: Clock) -> None:
    """Let screens read the tests' clock."""
    monkeypatch.setattr(frame, "now", lambda: clock.now)


def busy() -> Callable[[], None]:
    """Let the workers of long work be busy with something else, until what is returned is called."""
    may_go_on = Event()
    for _ in range(jobs.WORKERS):
        jobs._put(lambda: bool(may_go_on.wait(20)))
    return may_go_on.set


def press(app: AppTest, label: str) -> AppTest:
    """Press the button of that label."""
    return button(app, label).click().run()


def button(app: AppTest, label: str) -> Any:
    return next(one for one in [*app.button, *app.form_submit_button] if one.label == label)


def buttons(app: AppTest) -> list[str]:
    return [one.label for one in [*app.button, *app.form_submit_button]]


def field(elements: Any, label: str) -> Any:
    """The input of that label, whatever its kind; the last one, as forms of a page stand below its checklist."""
    return [one for one in elements if one.label == label][-1]


def errors(app: AppTest) -> str:
    return " ".join(one.value for one in app.error).replace("\\", "")
