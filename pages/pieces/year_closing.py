"""Tutup tahun: a finished year moves to a spreadsheet of its own; closed years, and the way back."""

import time

import streamlit as st

from pages import frame
from services.domain import wording
from services.running import syncing
from services.storage import keys
from services.sync import year_end
from services.sync.link import open_link
from services.sync.year_end import Closed

SAID = (
    "Baris program yang sudah selesai pindah ke Google Sheet tersendiri, sehingga lembar ini tetap ringan. Panel menyimpan "
    "semuanya. Buat Google Sheet baru yang kosong, bagikan sebagai Editor kepada alamat panel, lalu tempel alamatnya di sini."
)


def draw() -> None:
    """The years that may be closed, and those that are."""
    with frame.office().database.reading() as reader:
        years = year_end.years_to_close(reader)
    closed = year_end.closed_years(frame.office())
    st.write(SAID)
    if tie := keys.kept(frame.office().data):
        st.code(str(tie.key["client_email"]), language=None, wrap_lines=True)
    if years:
        _close(years)
    else:
        st.caption(f"{'Tidak ada tahun lain' if closed else 'Belum ada tahun'} yang semua programnya selesai.")
    for one in closed:
        _closed(one)


def _close(years: list[int]) -> None:
    year = st.selectbox("Tahun", years)
    address = st.text_input("Alamat Google Sheet arsip", placeholder="https://docs.google.com/spreadsheets/d/…")
    if frame.button(f"Pindahkan tahun {year}", "close year", icon=":material/inventory_2:"):
        with frame.attempt(), st.spinner("Memindahkan dan memeriksa arsip …"), syncing().held():
            link = open_link(frame.office(), lambda seconds: None, time.monotonic)
            assert link is not None  # this part of the page is only drawn where a sheet is connected
            done = year_end.close_year(frame.office(), frame.act("close year"), link, year, address)
            frame.done("close year", f"{wording.number(done.rows)} baris tahun {done.year} pindah ke arsip.")


def _closed(one: Closed) -> None:
    with st.container(border=True):
        st.markdown(f"**{one.year}** · {wording.number(one.rows)} baris di arsip")
        st.link_button("Buka arsip", one.address, icon=":material/open_in_new:", type="tertiary")
        if frame.button("Kembalikan ke lembar", f"reopen {one.year}", icon=":material/undo:"):
            with frame.attempt(), st.spinner("Mengembalikan …"), syncing().held():
                year_end.reopen_year(frame.office(), frame.act(f"reopen {one.year}"), one.year)
                syncing().hurry()
                frame.done(f"reopen {one.year}", f"Tahun {one.year} dikembalikan ke lembar.")
