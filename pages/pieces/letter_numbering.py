"""A number for signed letters: the next ones of the office's own series, or one that another book gave."""

from collections.abc import Sequence

import streamlit as st

from pages import frame
from pages.pieces import letter_paper
from services import correspondence, numbering
from services.storage.reader import Row


def number(letters: Sequence[Row]) -> None:
    """Number letters together, or one of them by hand."""
    key = f"number {letters[0]['id']}"
    with st.expander("Beri nomor", icon=":material/tag:", expanded=True):
        if frame.button("Beri nomor berikutnya", key):
            with frame.attempt():
                numbering.number(frame.office(), frame.act(key), letter_paper.ids_of(letters))
                frame.done(key, "Surat bernomor.")
        _from_elsewhere(letters)


def _from_elsewhere(letters: Sequence[Row]) -> None:
    key = f"typed {letters[0]['id']}"
    names = [f"{correspondence.NAMES[letter['kind']]} kepada {letter['addressee']}" for letter in letters]
    with st.form(key, border=False, enter_to_submit=False):
        at = st.selectbox("Surat", range(len(names)), format_func=lambda n: names[n]) if len(names) > 1 else 0
        number = st.text_input("Atau nomor dari Srikandi atau buku sekretariat")
        sent = frame.submit("Pakai nomor ini", f"send {key}")
    if sent:
        letter = letters[at]
        with frame.attempt():
            numbering.number_from_elsewhere(frame.office(), frame.act(key), letter["id"], number)
            frame.done(key, "Surat bernomor.")
