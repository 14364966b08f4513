"""The yellow bar above every screen of practice: that nothing is real, its clock, a new start, and the way back."""

from datetime import datetime, timedelta

import streamlit as st

from pages import frame
from services import identity, practice
from services.domain import wording
from services.web.practice import ENTER, LEAVE

ANEW = "practise_anew"  # in the session: fill the practice office anew on the next run


def ready() -> None:
    """Fill the practice office when the first one enters it, or anew."""
    if frame.office().real:
        fill = practice.restart if st.session_state.pop(ANEW, False) else practice.prepare
        with st.spinner("Menyiapkan latihan, beberapa detik …"):
            fill(frame.office(), frame.clock(), identity.new_id)


def draw() -> None:
    """Nothing in the real office."""
    if not frame.office().real:
        return
    now = frame.now()
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="latihan"):
        st.markdown("**LATIHAN** – tidak ada yang sungguhan di sini.", width="content")
        with st.popover(wording.moment(now), icon=":material/schedule:", width="content"):
            _clock(now)
        st.html(f'<a href="{LEAVE}" target="_self">Keluar latihan</a>', width="content")


def _clock(now: datetime) -> None:
    st.caption("Hari dalam latihan. Semua yang berlatih memakai jam yang sama; jam hanya dapat maju.")
    later = {"Maju 1 jam": now + timedelta(hours=1), "Hari berikutnya, 08.00": practice.next_morning(now)}
    for label, to in later.items():
        if st.button(label, width="stretch"):
            with frame.attempt():
                practice.move(frame.office(), frame.clock(), to)
                st.rerun()
    if st.button("Mulai ulang", icon=":material/restart_alt:", type="tertiary", width="stretch"):
        _ask()


@st.dialog("Mulai latihan dari awal?")
def _ask() -> None:
    st.write("Semua yang dicatat dalam latihan hilang, juga milik orang lain yang sedang berlatih. Jamnya kembali ke sekarang.")
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Batal"):
            st.rerun()
        if st.button("Mulai dari awal", type="primary", on_click=st.session_state.update, kwargs={ANEW: True}):
            st.rerun()  # the whole screen: a dialog alone would only draw itself anew


def offer() -> None:
    """Below the menu of the real office: the way into practice."""
    if not frame.office().real:
        st.html(f'<a href="{ENTER}" target="_self">Masuk ke Latihan</a>')
