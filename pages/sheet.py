"""The shared Google Sheet: connect it once in three steps; afterwards how things stand, and a round at once."""

from typing import Any, Literal

import streamlit as st

from pages import frame
from services.domain import wording
from services.running import syncing
from services.sync import cases, connection
from services.sync.cases import Standing


def standing(now: Standing) -> None:
    """How panel and sheet stand to each other."""
    last = f"Dicocokkan terakhir {wording.ago(now.last, frame.now())}." if now.last else "Belum pernah dicocokkan."
    with st.container(border=True):
        if now.attention:
            st.markdown("**Perlu perhatian.**")
            st.text(now.attention)
        st.markdown(f"{last} {wording.number(now.pending)} perubahan menunggu dikirim; tidak ada yang hilang.")
        st.page_link("conflicts.py", label="Lihat isian yang berbeda", icon=":material/call_split:")


def connect(place: Any, kind: Literal["primary", "secondary"]) -> None:
    """Key, sharing, address; `place` of the button."""
    st.header("1. Kunci akun layanan", anchor=False)
    upload = st.file_uploader("Berkas kunci (JSON)", ["json"])
    st.caption("Kunci tersimpan di komputer ini. Isinya tidak pernah ditampilkan.")
    st.header("2. Bagikan Sheet ke alamat ini", anchor=False)
    key = upload.getvalue() if upload else b""
    if key:
        with frame.attempt():
            st.code(connection.account_of(key), language=None, wrap_lines=True)
    st.markdown("Di Google Sheet: **Bagikan** → tempel alamat di atas → pilih **Editor** → **Kirim**.")
    st.header("3. Alamat Sheet", anchor=False)
    address = st.text_input("Alamat dari bilah alamat peramban", placeholder="https://docs.google.com/spreadsheets/d/…")
    if place.button("Hubungkan", type=kind, icon=":material/link:", disabled=not (key and address)):
        with frame.attempt(), st.spinner("Menghubungi Google Sheet …"):
            made = connection.connect(frame.office(), frame.act("connect"), key, address)
            syncing().hurry()
            frame.done("connect", f"Tersambung: {len(made.made)} tab dibuat.")


frame.require("sheet")
now = cases.standing(frame.office())
actions = frame.head("Google Sheet", "Sekali saja, sekitar lima menit. Panel tetap berjalan tanpa Sheet."
                     if now is None else "Tim mengetik di lembar, panel mengikuti; tidak ada ketikan yang hilang.")
if now is None:
    connect(actions, "primary")
else:
    standing(now)
    if actions.button("Perbarui sekarang", type="primary", icon=":material/sync:"):
        syncing().hurry()
        frame.done("hurry", "Pencocokan dimulai.")
    with st.expander("Hubungkan ke lembar lain"):
        connect(st, "secondary")
