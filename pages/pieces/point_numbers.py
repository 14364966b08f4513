"""A distribution point in numbers, live: large digits at the desk, a bar and a line on its card."""

import streamlit as st

from pages import frame
from services.distribution import handovers
from services.domain import wording
from services.domain.desk import Counters, Pace
from services.domain.schema import POINT
from services.domain.states import PointState
from services.storage.reader import Row


@st.fragment(run_every=5)
def counters(point: Row) -> None:
    """The point in large digits; looks again by itself."""
    point, now = now_of(point)
    figures = {"direncanakan": now.planned, "diserahkan": now.handed, "belum datang": now.not_come,
               "paket tersisa": now.left}
    shown = [f"<span><b>{wording.number(value)}</b>{word}</span>" for word, value in figures.items() if value is not None]
    if pace := _pace(point, now):
        shown.append(f"<span>1 tiap {pace.each}</span>")
        shown.append(f"<span>Perkiraan selesai <b>{wording.clock(pace.end)}</b></span>")
    st.html(f'<p class="hitungan">{"".join(shown)}</p>')


@st.fragment(run_every=10)
def progress(point: Row) -> None:
    """How far a point is, in a bar and a line; looks again by itself."""
    point, now = now_of(point)
    pace = _pace(point, now)
    end = f" · 1 tiap {pace.each}, selesai ± {wording.clock(pace.end)}" if pace else ""
    st.progress(min(1.0, now.handed / now.planned) if now.planned else 0.0, _in_numbers(now) + end)


def _in_numbers(now: Counters) -> str:
    brought = "paket belum diisi" if now.packages is None else f"{wording.number(now.packages)} paket dibawa"
    fits = " **:material/warning: kurang paket**" if now.packages is not None and now.packages < now.planned else ""
    return f"{now.handed} diserahkan dari {now.planned} orang · {brought}{fits}"


def _pace(point: Row, now: Counters) -> Pace | None:
    return now.pace if now.not_come and point["state"] != PointState.CLOSED else None


def now_of(point: Row) -> tuple[Row, Counters]:
    """The point as it is at this moment, in numbers."""
    with frame.office().database.reading() as reader:
        row = reader.get(POINT, point["id"])
        return row, handovers.counters(reader, row, frame.now())
