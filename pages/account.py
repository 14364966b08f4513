"""My account: a new password."""

import streamlit as st

from pages import forms, frame
from services import accounts

person = frame.require("own_password")
frame.head("Akun saya", f"{person.name} · {person.role}")
if frame.office().real:
    st.info("Kata sandi tidak diganti dalam latihan: Anda masuk dengan kata sandi yang sungguhan. Keluar dari latihan dulu.")
elif typed := forms.form([accounts.NEW_PASSWORD], {}, "own password", "Ganti kata sandi", border=True):
    with frame.attempt():
        accounts.set_password(frame.office().database, frame.act("own password"), person.id, typed["password"])
        st.success("Kata sandi diganti. Masuk kembali dengan kata sandi baru.")
        st.html('<a href="/masuk" target="_self">Masuk</a>')
