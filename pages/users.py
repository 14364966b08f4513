"""Users: who may enter, and as what."""

import streamlit as st

from pages import forms, frame
from services import accounts
from services.domain.schema import USER

frame.require("users")
database = frame.office().database
with database.reading() as reader:
    users = {row["id"]: row for row in reader.find(USER, order=("name",))}

actions = frame.head("Pengguna", f"{len(users)} orang punya akun. Peran menentukan apa yang boleh dilakukan.")
NEW = [*(USER.field(name) for name in ("username", "name", "role")), accounts.PASSWORD]


@st.dialog("Tambah pengguna")
def add() -> None:
    """Ask for a new user."""
    values = forms.form(NEW, {}, "new user", "Buat pengguna")
    if values:
        with frame.attempt():
            accounts.add_user(database, frame.act("new user"), values)
            frame.done("new user", f"Pengguna {values['username']} dibuat.")


if actions.button("Tambah pengguna", type="primary", icon=":material/person_add:"):
    add()

for row in users.values():
    state = "" if row["active"] else " · tidak aktif"
    with st.expander(frame.plain(f"{row['name']} · {row['role']} · {row['username']}{state}")):
        fields = [USER.field(name) for name in ("name", "role", "active")]
        if values := forms.form(fields, row, row["id"], border=True):
            with frame.attempt(row["id"]):
                accounts.change_user(database, frame.act(row["id"]), row["id"], values.seen, values)
                frame.done(row["id"], "Pengguna diubah. Ia perlu masuk kembali.")
        if typed := forms.form([accounts.NEW_PASSWORD], {}, f"password {row['id']}", "Ganti kata sandi", border=True):
            with frame.attempt():
                occasion = frame.act(f"password {row['id']}")
                accounts.set_password(database, occasion, row["id"], typed["password"])
                frame.done(f"password {row['id']}", "Kata sandi diganti. Sampaikan langsung kepada orangnya.")
