"""The shared Google Sheet: connect it once in three steps; afterwards how things stand, and a round at once."""

from typing import Any

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
    waiting = f"{wording.number(now.pending)} perubahan menunggu dikirim; tidak ada yang hilang."
    with st.container(border=True):
        if now.word == "dihentikan":
            st.markdown("**Pencocokan dihentikan.** Yang sudah cocok tetap berlaku; sisanya menunggu sampai dilanjutkan.")
        elif now.attention:
            st.markdown("**Perlu perhatian.**" if now.word == "perlu perhatian" else "**Menunggu Google Sheet.**")
            st.text(now.attention)
        st.markdown(f"{last} {waiting}")
        with st.container(horizontal=True):
            st.page_link("conflicts.py", label="Lihat isian yang berbeda", icon=":material/call_split:")
            st.page_link("sheet_health.py", label="Periksa kesehatan lembar", icon=":material/health_and_safety:")


def doing(actions: Any, now: Standing) -> None:
    """What can be done; nothing while both sides are matched, which the bar above the page tells of."""
    if matching.runs(frame.office()):
        st.markdown("**Panel dan lembar sedang dicocokkan.** Sesudah selesai, hasilnya tertulis di atas setiap layar.")
        return
    standing(now)
    if (rows := matching.halted(frame.office())) is not None:
        sheet_matching.go_on(actions, rows)
    elif actions.button("Perbarui sekarang", type="primary", icon=":material/sync:"):
        syncing().hurry()
        frame.done("hurry", "Pencocokan dimulai.")
    with st.expander("Tutup tahun"):
        year_closing.draw()
    with st.expander("Hubungkan ke lembar lain"):
        sheet_connection.connect(st, "secondary")


frame.require("sheet")
now = cases.standing(frame.office())
actions = frame.head("Google Sheet", "Sekali saja, sekitar lima menit. Panel tetap berjalan tanpa Sheet."
                     if now is None else "Tim mengetik di lembar, panel mengikuti; tidak ada ketikan yang hilang.")
if frame.office().real:
    st.info("Latihan tidak terhubung dengan Google Sheet, supaya data latihan tidak sampai ke lembar kantor.")
elif now is None:
    sheet_connection.connect(actions, "primary")
else:
    doing(actions, now)
