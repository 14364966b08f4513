"""The health of the sheet: what is wrong, what a click mends, what was mended and can be taken back."""

import time
from datetime import datetime, timedelta
from typing import NamedTuple

import streamlit as st

from pages import frame
from services.domain import wording
from services.domain.sheet_health import Finding, Snapshot
from services.running import syncing
from services.sync import health
from services.sync.health import Mended
from services.sync.link import Link, open_link

SEEN = "sheet health"  # the last look
LASTS = timedelta(minutes=1)  # how long a look holds: it takes three requests


class Look(NamedTuple):
    """The sheet as it was at a moment, and what was wrong with it."""

    at: datetime
    snapshot: Snapshot
    findings: list[Finding]


def line() -> Link:
    """The line to the sheet, for as long as this run; without a sheet a sentence."""
    found = open_link(frame.office(), lambda seconds: None, time.monotonic)
    if found is None:
        frame.head("Kesehatan lembar", "Belum ada Google Sheet yang terhubung.", frame.Crumb("Google Sheet", "sheet.py"))
        st.page_link("sheet.py", label="Hubungkan Google Sheet", icon=":material/link:")
        st.stop()
    return found


def looked() -> Look | None:
    """The last look; a new one where it is old."""
    last: Look | None = st.session_state.get(SEEN)
    if last is None or frame.now() - last.at >= LASTS:
        with frame.attempt(), st.spinner("Memeriksa lembar …"):
            st.session_state[SEEN] = last = Look(frame.now(), *health.look(frame.office(), frame.act("look"), link))
    return last


def card(finding: Finding, number: int) -> None:
    """One finding, and the click that mends it."""
    key = f"mend {finding.kind} {number}"
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        where = f"**{frame.plain(finding.tab)}** · " if finding.tab else ""
        st.markdown(where + frame.plain(finding.sentence), width="stretch")
        pressed = bool(finding.mend) and frame.button(frame.plain(finding.mend), key)
    if pressed:
        with frame.attempt():
            health.mend(frame.office(), frame.act(key), link, finding)
            again(key, "Diperbaiki. Dapat diurungkan di bawah.")


def done(one: Mended) -> None:
    """One mending, and the way back."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(frame.plain(f"{one.sentence} {one.by}, {wording.moment(one.moment)}."), width="stretch")
        pressed = frame.button("Urungkan", f"undo {one.id}", icon=":material/undo:")
    if pressed:
        with frame.attempt():
            health.undo(frame.office(), frame.act(f"undo {one.id}"), link, one.id)
            again(f"undo {one.id}", "Perbaikan diurungkan.")


def again(key: str, said: str) -> None:
    """Look anew, and let the next round of sync do what it has to."""
    st.session_state.pop(SEEN, None)
    syncing().hurry()
    frame.done(key, said)


frame.require("sheet")
link = line()
found = looked()
count = len(found.findings) if found else 0
sentence = f"{count} hal perlu dilihat." if count else "Lembar dalam keadaan baik." if found else "Belum dapat diperiksa."
actions = frame.head("Kesehatan lembar", sentence, frame.Crumb("Google Sheet", "sheet.py"))
if actions.button("Periksa ulang", type="primary", icon=":material/refresh:"):
    again("look", "Diperiksa ulang.")
for number, finding in enumerate(found.findings if found else ()):
    card(finding, number)
if found:
    st.caption(f"Terpakai {found.snapshot.share:.1%} dari 10 juta sel yang diizinkan Google.".replace(".", ",", 1))
if earlier := health.mended(frame.office()):
    st.header("Baru diperbaiki", anchor=False)
    for one in earlier:
        done(one)
