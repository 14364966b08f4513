"""The sheet at the edge of every screen: how it stands, and what it brought since the screen was drawn."""

import time

import streamlit as st

from pages import frame
from services import news
from services.domain import wording
from services.domain.cadence import INTERVAL
from services.running import syncing
from services.sync import cases
from services.sync.cases import Standing

SIGNS = {"perlu perhatian": ":material/priority_high:", "dihentikan": ":material/pause_circle:"}  # states to do something about


def draw(live: bool) -> None:
    """Nothing where no sheet is connected. `live`: the screen draws itself anew, else it offers to."""
    if cases.standing(frame.office()) is not None:
        _watch(news.change_count(frame.office()), live)


@st.fragment(run_every=INTERVAL)
def _watch(drawn: int, live: bool) -> None:
    syncing().seen(time.monotonic())
    office = frame.office()
    if news.sheet_brought(office, drawn):
        if live:
            st.rerun()
        if st.button("Muat perubahan dari Sheet", icon=":material/sync:", type="tertiary"):
            st.rerun()
    if now := cases.standing(office):
        _state(now)


def _state(now: Standing) -> None:
    """tersambung, 12 detik lalu"""
    last = f", {wording.ago(now.last, frame.now())}" if now.last else ""
    said = {"tersambung": f"Google Sheet tersambung{last}", "perlu perhatian": "Google Sheet perlu perhatian",
            "menunggu": f"Menunggu Google Sheet ({wording.number(now.pending)} perubahan)",
            "dihentikan": "Pencocokan dengan Google Sheet dihentikan"}
    if now.word in SIGNS and frame.can("sheet"):
        st.page_link("sheet.py", label=said[now.word], icon=SIGNS[now.word])
    else:
        st.caption(said[now.word])
