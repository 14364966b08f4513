"""Every run begins here: who is signed in, and the menu of that role."""

from typing import Any

import streamlit as st

from pages import frame, presses
from pages.help_sentences import HELP
from pages.navigation_table import PAGES
from pages.pieces import background, practice_bar, sample_banner, sheet_watch
from services import accounts
from services.domain.access import may
from services.domain.occasion import Actor
from services.errors import NotSignedIn
from services.storage.originals import ROOT

ASSETS = ROOT / "assets"


def menu(person: Actor) -> list[Any]:
    """Every page; the menu shows those that the role may open, the others say themselves that it may not.

    Without an address: the first page of the role. It is not the default page itself, for that has no address of its own.
    """
    allowed = [page for page in PAGES if may(person.role, page.right)]
    pages = [
        st.Page(
            page.file, title=page.title, icon=f":material/{page.icon}:", url_path=page.address,
            visibility="visible" if page.shown and page in allowed else "hidden",
        )
        for page in PAGES
    ]

    def start() -> None:
        st.switch_page(allowed[0].file)

    return [st.Page(start, title="Panel Bansos", default=True, visibility="hidden"), *pages]


def sidebar(person: Actor) -> None:
    """Below the menu: who is signed in, and the way out."""
    with st.sidebar:
        st.caption(frame.plain(f"{person.name}, {person.role}"))
        st.html('<a href="/akun" target="_self">Akun saya</a> · <a href="/keluar" target="_self">Keluar</a>')
        practice_bar.offer()
        sample_banner.offer_to_clear()


def stranger() -> None:
    """What somebody sees who is not signed in, or no longer: one sentence and the way to sign in."""
    frame.head("Masuk", st.session_state.pop("said", None) or str(NotSignedIn()))
    st.html('<a class="tombol" href="/masuk" target="_self">Masuk</a>')


def run() -> None:
    """Draw the page that was asked for, or the welcome, or the way to sign in."""
    st.set_page_config("Panel Bansos", ASSETS / "ikon.svg", layout="wide", initial_sidebar_state=248)
    st.logo(ASSETS / "logo-terang.svg", size="large", icon_image=ASSETS / "logo-gelap.svg")
    st.html(ASSETS / "gaya.css")
    if not accounts.has_users(frame.office().accounts):
        st.navigation([st.Page("welcome.py", title="Selamat datang", default=True)], position="hidden").run()
        return
    try:
        person = frame.actor()
    except NotSignedIn:
        st.navigation([st.Page(stranger, title="Masuk", default=True)], position="hidden").run()
        return
    practice_bar.ready()
    page = st.navigation(menu(person), expanded=True)
    sheet_watch.draw(any(one.live for one in PAGES if one.address == page.url_path))
    sidebar(person)
    st.session_state["help"] = HELP.get(page.url_path)
    practice_bar.draw()
    sample_banner.draw()
    work, waiting = st.container(), presses.begin()
    page.run()
    with work:
        background.draw()
    frame.say_unseen(presses.unseen(waiting))


run()
