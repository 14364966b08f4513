"""The shared Google Sheet: connect it once in three steps; afterwards how things stand, and a round at once."""

import streamlit as st

from pages import frame
from pages.pieces import sheet_connection, sheet_matching, year_closing
from services.domain import wording
from services.running import syncing
from services.sync import cases, matching
from services.sync.cases import Standing


def standing(now: Standing) -> None:
    """How panel and sheet stand to each other."""
    last = f"Dicocokkan terakhir {wording.ago(now.last, frame.now())}." if now.last else "Belum pernah dicocokkan."
    with st.container(border=True):
        if now.attention:
            st.markdown("**Dihentikan.**" if now.word == "dihentikan" else "**Perlu perhatian.**")
            st.text(now.attention)
        st.markdown(f"{last} {wording.number(now.pending)} perubahan menunggu dikirim; tidak ada yang hilang.")
        with st.container(horizontal=True):
            st.page_link("conflicts.py", label="Lihat isian yang berbeda", icon=":material/call_split:")
            st.page_link("sheet_health.py", label="Periksa kesehatan lembar", icon=":material/health_and_safety:")


frame.require("sheet")
now = cases.standing(frame.office())
actions = frame.head("Google Sheet", "Sekali saja, sekitar lima menit. Panel tetap berjalan tanpa Sheet."
                     if now is None else "Tim mengetik di lembar, panel mengikuti; tidak ada ketikan yang hilang.")
if frame.office().real:
    st.info("Latihan tidak terhubung dengan Google Sheet, supaya data latihan tidak sampai ke lembar kantor.")
elif now is None:
    sheet_connection.connect(actions, "primary")
else:
    standing(now)
    running, halted = matching.runs(frame.office()), matching.halted(frame.office())
    if halted is not None:
        sheet_matching.go_on(actions, halted)
    elif actions.button("Perbarui sekarang", type="primary", icon=":material/sync:", disabled=running):
        syncing().hurry()
        frame.done("hurry", "Pencocokan dimulai.")
    with st.expander("Tutup tahun"):
        year_closing.draw()
    with st.expander("Hubungkan ke lembar lain"):
        sheet_connection.connect(st, "secondary")
