"""A paper or a workbook to take away: a short one is made as its button is pressed, a long one in the background."""

from dataclasses import dataclass, replace
from mimetypes import guess_type
from typing import Any

import streamlit as st

from pages import frame
from services import identity, prints
from services.jobs import Task
from services.prints import Make

SHORT = 100  # rows


@dataclass(frozen=True)
class Printout:
    """What can be taken away: the words on its button, its file, and how it is made of so many rows.

    `right`: who may open what was made in the background; `about`: what tells it from its like in the words of a job.
    """

    label: str
    file: str
    make: Make
    rows: int = 0
    right: str = "read"
    about: str = ""
    programme: str = ""


def offer(key: str, paper: Printout, **look: Any) -> None:
    """The button of a paper."""
    look = {"icon": ":material/download:"} | look
    if paper.rows <= SHORT:
        _at_once(key, paper, look)
    elif frame.button(paper.label, key, **look):
        title = " · ".join(filter(None, (paper.label, paper.about)))
        task = Task(f"print {key}", paper.programme, title, paper.rows * prints.STEPS, paper.right, paper.file)
        with frame.attempt():
            prints.begin(frame.office(), frame.act(key), task, paper.make)
            frame.done(key, f"{title} dibuat di belakang layar.")


def _at_once(key: str, paper: Printout, look: dict[str, Any]) -> None:
    """It is made outside the run, without the session: who asks is known now, each press is an act of its own."""
    office, occasion = frame.office(), frame.act(key)

    def made() -> bytes:
        return paper.make(office, replace(occasion, now=office.time(frame.clock()), operation=identity.new_id("OP")))

    st.download_button(paper.label, made, paper.file, guess_type(paper.file)[0], key=key, on_click="ignore", **look)
