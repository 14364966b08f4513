"""The papers of a distribution point to take away, and the way back from paper."""

from functools import partial

import streamlit as st

from pages import frame
from pages.pieces import point_numbers, take_away
from pages.pieces.take_away import Printout
from services.distribution import papers
from services.domain.occasion import Occasion
from services.office import Office
from services.prints import Make
from services.storage.reader import Row


def to_print(point: Row) -> None:
    """What is printed before the day, behind one button: the list for the paper way (what is printed is kept) first."""
    with st.popover("Cetak", icon=":material/print:"):
        _offer(point, "daftar_pengambilan", "Daftar pengambilan",
               lambda office, occasion: papers.tick_list(office, occasion, point["id"]))
        with frame.attempt():
            papers.require_signer(frame.office(), frame.now())
            for kind, (title, _) in papers.PAPERS.items():
                _offer(point, kind, title, partial(_made, point["id"], kind))


def _made(point: str, kind: str, office: Office, occasion: Occasion) -> bytes:
    return papers.paper(office, point, kind, occasion.now)


def _offer(point: Row, kind: str, title: str, make: Make) -> None:
    take_away.offer(f"{kind} {point['id']}", Printout(
        title, f"{kind} {point['name']}.pdf", make, point_numbers.now_of(point)[1].planned, about=point["name"], programme=point["programme"]))


def to_send(point: Row) -> None:
    """The invitation for a messenger."""
    with st.popover("Pesan undangan", icon=":material/chat:"):
        st.caption("Untuk grup warga: tanpa data pribadi. Salin dengan tombol di sudut kanan atas pesan.")
        st.code(papers.message(frame.office(), point["id"]), language=None, wrap_lines=True)


def from_paper(point: Row) -> None:
    """The way to typing in a tick list."""
    if st.button("Catat dari kertas", key=f"paper {point['id']}", icon=":material/keyboard:"):
        st.switch_page("paper_entry.py", query_params={"titik": point["id"]})
