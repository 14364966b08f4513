"""Every run begins here: who is signed in, and the menu of that role."""

from typing import Any

import streamlit as st

from pages import frame
from services import accounts
from services.domain.access import may
from services.domain.occasion import Actor
from services.errors import NotSignedIn
from services.storage.originals import ROOT

ASSETS = ROOT / "assets"

# title, file, address, icon, right, in the menu
PAGES = (
    ("Beranda", "home.py", "beranda", "home", "read", True),
    ("Dasbor", "dashboard.py", "dasbor", "monitoring", "dashboard", True),
    ("Program", "programmes.py", "program", "conversion_path", "read", True),
    ("Penerima", "recipients.py", "penerima", "groups", "read", True),
    ("Penyaluran", "distribution_day.py", "penyaluran", "local_shipping", "desk", True),
    ("Surat", "registers.py", "surat", "mail", "read", True),
    ("SOP", "sop.py", "sop", "account_tree", "read", True),
    ("Riwayat", "history.py", "riwayat", "history", "history", True),
    ("Pengaturan", "settings.py", "pengaturan", "settings", "office", True),
    ("Pengguna", "users.py", "pengguna", "manage_accounts", "users", True),
    ("Bantuan", "help.py", "bantuan", "help", "desk", True),
    ("Akun saya", "account.py", "akun", "person", "own_password", False),
    ("Tahapan program", "programme.py", "tahapan", "conversion_path", "read", False),
    ("Kartu orang", "person.py", "orang", "person", "read", False),
    ("Telaahan Staf", "stages/memo.py", "telaahan", "edit_note", "read", False),
    ("Disposisi Wali Kota", "stages/disposition.py", "disposisi", "approval", "read", False),
    ("Koordinasi UKPBJ", "stages/procurement.py", "ukpbj", "contract", "read", False),
    ("Permintaan data", "stages/data_request.py", "permintaan-data", "outgoing_mail", "read", False),
    ("Penerimaan data", "stages/data_intake.py", "penerimaan-data", "upload_file", "read", False),
    ("Rekapitulasi", "stages/recap.py", "rekapitulasi", "summarize", "read", False),
    ("Telaahan & BNBA", "stages/bnba_memo.py", "bnba", "description", "read", False),
    ("Rencana penyaluran", "stages/distribution.py", "tahap-penyaluran", "local_shipping", "read", False),
)


def menu(person: Actor) -> list[Any]:
    """The pages that the role may open; the first one is its start page."""
    allowed = [page for page in PAGES if may(person.role, page[4])]
    return [
        st.Page(
            file, title=title, icon=f":material/{icon}:", url_path=address, default=number == 0,
            visibility="visible" if shown else "hidden",
        )
        for number, (title, file, address, icon, _right, shown) in enumerate(allowed)
    ]


def sidebar(person: Actor) -> None:
    """Below the menu: who is signed in, and the way out."""
    with st.sidebar:
        st.divider()
        st.caption(frame.plain(f"{person.name}, {person.role}"))
        with st.container(horizontal=True):
            st.html('<a href="/akun" target="_self">Akun saya</a> · <a href="/keluar" target="_self">Keluar</a>')


def run() -> None:
    """Draw the page that was asked for, or the welcome, or the way to sign in."""
    st.set_page_config("Panel Bansos", ASSETS / "ikon.svg", layout="wide", initial_sidebar_state=248)
    st.logo(ASSETS / "logo-terang.svg", size="large", icon_image=ASSETS / "logo-gelap.svg")
    st.html(ASSETS / "gaya.css")
    if not accounts.has_users(frame.office().database):
        st.navigation([st.Page("welcome.py", title="Selamat datang", default=True)], position="hidden").run()
        return
    try:
        person = frame.actor()
    except NotSignedIn as error:
        st.navigation([st.Page(lambda: None, title="Masuk", default=True)], position="hidden").run()
        frame.say_error(error)
        st.html('<a href="/masuk" target="_self">Masuk</a>')
        return
    page = st.navigation(menu(person))
    sidebar(person)
    page.run()


run()
