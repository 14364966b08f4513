"""What takes seconds to find among many people: short at once; long in the background, while the screen shows what was
found last and says that it is old."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

import streamlit as st

from pages import frame
from pages.pieces import background
from services.domain import wording
from services.jobs import LONG, Task, Told
from services.office import Office
from services.storage.kept import Last
from services.storage.reader import Reader

L = TypeVar("L", bound=Last)


@dataclass(frozen=True)
class Search(Generic[L]):
    """Something to find for a programme: what was found last, how to look anew, and among how many people."""

    kind: str  # of the job
    title: str
    last: Callable[[Reader, str], L | None]
    look: Callable[[Office, str, datetime], object]
    people: Callable[[Reader, str], int]


def latest(search: Search[L], programme: str) -> L | None:
    """What was found last, None before the first time; it is found anew by itself as soon as it may not hold any more."""
    last, people = _known(search, programme)
    if last and last.since is None:
        return last
    if people <= LONG:
        with st.spinner(f"{search.title} …"):
            search.look(frame.office(), programme, frame.now())
        return _known(search, programme)[0]
    _in_background(search, programme, people)
    return last


def aged(last: Last) -> str:
    """How old it is, to stand behind a sentence; "" while it holds."""
    return f" Ada perubahan {wording.ago(last.since, frame.now())}; sedang dihitung ulang." if last.since else ""


def _known(search: Search[L], programme: str) -> tuple[L | None, int]:
    with frame.office().database.reading() as reader:
        return search.last(reader, programme), search.people(reader, programme)


def _in_background(search: Search[L], programme: str, people: int) -> None:
    """A new search, unless one runs or has failed; it has nothing to say in the end but what the screen then shows."""
    office, now = frame.office(), frame.now()

    def work(told: Told) -> str:
        told(0, people)
        search.look(office, programme, now)
        return ""

    background.begin(Task(search.kind, programme, search.title, people, "list"), work)
