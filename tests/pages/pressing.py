"""What a person does on a screen, by the words that stand there."""

from typing import Any

from cast import Clock
from pytest import MonkeyPatch
from streamlit.testing.v1 import AppTest

from pages import frame


def stop_the_clock(monkeypatch: MonkeyPatch, clock: Clock) -> None:
    """Let screens read the tests' clock."""
    monkeypatch.setattr(frame, "now", lambda: clock.now)


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
