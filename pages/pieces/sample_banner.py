"""The thin yellow line above every screen of a sample office, and below the menu the way to take it all away."""

import streamlit as st

from pages import frame
from services.sample import scenario


def is_sample() -> bool:
    """Whether the office itself is made up; practice has a bar of its own."""
    return not frame.office().real and scenario.is_sample(frame.office())


def draw() -> None:
    """Say that nothing here is real."""
    if is_sample():
        st.html(f'<div class="data-contoh">{scenario.BANNER}</div>')


def offer_to_clear() -> None:
    """Who may, can end it at any time."""
    if is_sample() and frame.can("sample") and st.button("Hapus data contoh", type="tertiary"):
        _ask()


@st.dialog("Hapus semua data contoh?")
def _ask() -> None:
    st.write("Semua program, orang, surat dan pengguna contoh hilang. Panel lalu mulai dari awal: Anda mengisi kantor sendiri.")
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Batal"):
            st.rerun()
        if st.button("Hapus data contoh", type="primary", on_click=_clear, key="clear sample"):
            st.rerun()  # the whole screen: a dialog alone would only draw itself anew


def _clear() -> None:
    if frame.can("sample"):
        scenario.clear(frame.office())
