"""The sheet at the edge of every screen: how it stands, and what it brought since the screen was drawn."""

import time

import streamlit as st

from pages import forms, frame
from pages.pieces.phone_list import on_phone
from services import last_change, news
from services.domain import wording
from services.domain.cadence import SIGN
from services.domain.table import Table
from services.news import Drawn
from services.running import syncing
from services.sync import cases
from services.sync.cases import Standing

SIGNS = {"perlu perhatian": ":material/priority_high:", "dihentikan": ":material/pause_circle:"}  # states to do something about
LOST = "Yang sudah diketik di layar ini dan belum disimpan diganti dengan isian yang tersimpan."


def draw(live: bool) -> None:
    """Nothing where no sheet is connected. `live`: the screen draws itself anew, else it offers to.

    A phone folds its sidebar away: there it stands above the screen, and only where there is something to say.
    """
    if cases.standing(frame.office()) is not None:
        with st.container() if on_phone() else st.sidebar:
            st.fragment(_watch, run_every=min(SIGN, syncing().interval))(news.drawn(frame.office()), live)


def note(table: Table, row: str) -> None:
    """Says above a row's data that the sheet was the last to change it; of any other row nothing."""
    if said := last_change.in_sheet(frame.office(), table, row):
        st.caption(frame.plain(said))


def _watch(drawn: Drawn, live: bool) -> None:
    syncing().seen(time.monotonic())
    office = frame.office()
    brought = news.sheet_brought(office, drawn)
    if (live and (brought or news.sheet_asks(office, drawn))) or (brought and _wants_it()):
        frame.say_next(brought)
        st.rerun()
    if now := cases.standing(office):
        _state(now)


def _wants_it() -> bool:
    """A screen that somebody may be typing in waits until he says so."""
    return st.button("Muat perubahan dari Sheet", icon=":material/sync:", type="tertiary", on_click=forms.anew, help=LOST)


def _state(now: Standing) -> None:
    """tersambung, 12 detik lalu"""
    if now.word == "tersambung" and on_phone():
        return
    last = f", {wording.ago(now.last, frame.now())}" if now.last else ""
    said = {"tersambung": f"Google Sheet tersambung{last}", "perlu perhatian": "Google Sheet perlu perhatian",
            "menunggu": f"Menunggu Google Sheet ({wording.number(now.pending)} perubahan)",
            "dihentikan": "Pencocokan dihentikan"}
    if now.word in SIGNS and frame.can("sheet"):
        st.page_link("sheet.py", label=said[now.word], icon=SIGNS[now.word])
    else:
        st.caption(said[now.word])
