"""The search for doubles off the page: short at once, long in the background, while the screen shows what was found last."""

import streamlit as st

from pages import frame
from pages.pieces import background
from services.jobs import LONG, Task, Told
from services.people import doubles, recipients
from services.people.doubles import Looked

KIND = "doubles"


def latest(programme: str) -> Looked | None:
    """What the last search found, None before the first; a new one begins by itself as soon as recipients have changed."""
    known, people = _known(programme)
    if known and known.fresh:
        return known
    if people <= LONG:
        with st.spinner("Mencari data ganda …"):
            doubles.look(frame.office(), programme, frame.now())
        return _known(programme)[0]
    _in_background(programme, people)
    return known


def _known(programme: str) -> tuple[Looked | None, int]:
    with frame.office().database.reading() as reader:
        return doubles.looked(reader, programme), sum(recipients.number_by_programme(reader).values())


def _in_background(programme: str, people: int) -> None:
    """A new search, unless one runs or has failed."""
    office, now = frame.office(), frame.now()

    def work(told: Told) -> str:
        told(0, people)
        doubles.look(office, programme, now)
        return ""

    with frame.attempt():
        background.begin(Task(KIND, programme, "Mencari data ganda", people, "list"), work)
