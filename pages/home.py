"""Beranda, today: what waits for me, what is late and at whose desk, what comes next. Sentences, not tables."""

import streamlit as st

from pages import frame
from pages.pieces import components, first_steps
from services import waiting, welcome
from services.domain import wording

MOST = 7
EMPTY = (
    "Panel ini menuntun satu program bantuan dari telaahan sampai tanda terima, delapan tahap menurut SOP. "
    "Mulai program pertama; panel mengingatkan apa yang menunggu, apa yang terlambat, dan di meja siapa."
)


def first_day() -> None:
    """What an office without a programme does first."""
    with st.container(border=True):
        st.header("Belum ada program", anchor=False)
        st.write(EMPTY)
        first_steps.show(welcome.first_steps(frame.office()))
        st.page_link("help.py", label="Baca langkah pertama", icon=":material/help:")


def pressing() -> None:
    """The sentences, the most pressing first; the rest behind a button."""
    everything = st.session_state.get("home all", False)
    components.sentences(today.lines if everything else today.lines[:MOST], "home lines")
    if len(today.lines) > MOST and not everything:
        st.button(f"Lihat {len(today.lines) - MOST} hal lain", type="tertiary",
                  on_click=lambda: st.session_state.update({"home all": True}))


def beside() -> None:
    """What comes next, and what lies with others."""
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        st.header("Berikutnya", anchor=False)
        for when, event in today.coming:
            st.markdown(f"**{wording.weekday_date(when)}** – {frame.plain(event)}.")
        if not today.coming:
            st.caption("Belum ada tanggal yang menunggu.")
    with right.container(border=True, height="stretch"):
        st.header("Di meja pihak lain", anchor=False)
        for desk, what in today.elsewhere:
            st.markdown(f"**{frame.plain(desk)}** – {frame.plain(what)}.")
        if not today.elsewhere:
            st.caption("Tidak ada yang sedang ditunggu dari pihak lain.")


person = frame.require("read")
day = frame.act("look").today
today = waiting.today_of(frame.office(), person.role, day)
actions = frame.head("Hari ini", " · ".join(filter(None, [wording.weekday_date(day), today.sentence])))
if not today.begun:
    if frame.can("programme") and actions.button("Mulai program pertama", type="primary", icon=":material/add:"):
        st.switch_page("programmes.py", query_params={"baru": "1"})
    first_day()
    st.stop()
if today.lines:
    first = today.lines[0]
    if actions.button(frame.plain(f"{first.link} {first.name}"), type="primary", icon=":material/edit_note:"):
        components.goal_of_line(first).open()
    pressing()
else:
    upcoming = f" Berikutnya: {today.coming[0][1]}, {wording.weekday_date(today.coming[0][0])}." if today.coming else ""
    st.info(frame.plain(f"Tidak ada yang menunggu Anda.{upcoming}"))
beside()
