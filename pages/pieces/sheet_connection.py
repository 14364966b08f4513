"""Connecting a spreadsheet in three steps: key, sharing, address; then what would happen, and only then it happens."""

from typing import Any, Literal

import streamlit as st

from pages import frame
from pages.pieces import phone_list, sheet_matching
from pages.pieces.phone_list import Item
from services.domain import wording
from services.running import syncing
from services.sync import connection
from services.sync.preview import Preview, preview

Kind = Literal["primary", "secondary"]
FOUND = "sheet preview"  # what was found, for (key, address), until it is connected


def connect(place: Any, kind: Kind) -> None:
    """The three steps; `place` of the button. What was found stands near to it: above them if it is the primary one."""
    above = st.container()
    key, address = _asked()
    found: Preview | None = st.session_state.get(FOUND, {}).get((key, address))
    if found is None:
        if place.button("Periksa sambungan", type=kind, icon=":material/link:", disabled=not (key and address)):
            with frame.attempt(), st.spinner("Menghubungi Google Sheet …"):
                looked = preview(frame.office(), frame.act("look"), key, address)
                st.session_state[FOUND] = {(key, address): looked}
                st.rerun()
        return
    with above if kind == "primary" else st.container():
        take_over = _shown(found)
    ready = take_over or not found.foreign
    if frame.button("Mulai mencocokkan", "connect", place, type=kind, icon=":material/sync:", disabled=not ready):
        with frame.attempt(), st.spinner("Menyiapkan tab …"), syncing().held():
            made = connection.connect(frame.office(), frame.act("connect"), key, address, take_over=take_over)
            sheet_matching.begin("connect", found.rows)
            st.session_state.pop(FOUND)
            frame.done("connect", made.sentence)


def _asked() -> tuple[bytes, str]:
    """The key and the address, as far as they are given."""
    st.header("1. Kunci akun layanan", anchor=False)
    upload = st.file_uploader("Berkas kunci (JSON)", ["json"])
    st.caption("Kunci tersimpan di komputer ini. Isinya tidak pernah ditampilkan.")
    st.header("2. Bagikan Sheet ke alamat ini", anchor=False)
    key = upload.getvalue() if upload else b""
    if key:
        with frame.attempt():
            st.code(connection.account_of(key), language=None, wrap_lines=True)
    else:
        st.caption("Alamatnya muncul di sini sesudah kunci diunggah.")
    st.markdown("Di Google Sheet: **Bagikan** → tempel alamat itu → pilih **Editor** → **Kirim**.")
    st.header("3. Alamat Sheet", anchor=False)
    return key, st.text_input("Alamat dari bilah alamat peramban", placeholder="https://docs.google.com/spreadsheets/d/…")


def _shown(found: Preview) -> bool:
    """What was found, and whether to take the spreadsheet over from another panel."""
    with st.container(border=True):
        st.header(frame.plain(f"Google Sheet “{found.title}”"), anchor=False)
        if found.protects:
            st.success(found.trial, icon=":material/check:")
        else:
            st.warning(found.trial, icon=":material/warning:")
        st.markdown(frame.plain(found.sentence))
        if found.found:
            st.caption(frame.plain(f"Tab yang sudah ada dan akan dipakai: {wording.join(found.found)}. Tab lain dibiarkan."))
        if found.both_filled:
            _meetings(found)
        if not found.foreign:
            return False
        return st.checkbox("Lembar ini dipakai panel lain. Ambil alih: panel lain itu tidak dipakai lagi.")


def _meetings(found: Preview) -> None:
    """How many rows are where, table by table."""
    filled = [one for one in found.meetings if one.rows]
    if phone_list.on_phone():
        phone_list.show((Item(one.table, one.counts) for one in filled), "Baris di panel dan di lembar")
        return
    rows = [{"Tab": one.table, "Hanya di panel": one.panel, "Hanya di lembar": one.sheet, "Sama": one.equal,
             "Berbeda": one.differing} for one in filled]
    number = st.column_config.NumberColumn(format="localized")
    st.dataframe(rows, hide_index=True, column_config=dict.fromkeys([*rows[0]][1:], number))
