"""The letters that end a programme, on the page of stage 8: the BAST of all packages and the report, on their way."""

import streamlit as st

from pages import forms, frame
from pages.pieces import letter_paper, letter_way
from pages.stage_frame import View
from services import correspondence
from services.distribution import closing
from services.domain.schema import LETTER
from services.domain.states import LetterState
from services.storage.reader import Row

TROUBLE = (LETTER.field("body"),)


def show(view: View) -> None:
    """Each of them drafted with a button, then printed, signed and numbered like any other letter."""
    st.header("Berita acara dan laporan", anchor=False)
    for kind in closing.LETTERS:
        with frame.office().database.reading() as reader:
            letter = correspondence.current(reader, view.id, kind)
        with st.container(border=True):
            if letter:
                _letter(letter)
            else:
                _draft(view, kind)


def _draft(view: View, kind: str) -> None:
    key, name = f"draft {view.id} {kind}", correspondence.NAMES[kind]
    st.text(f"{name}: belum dibuat.")
    if frame.can("letters") and frame.button(f"Buat {name.lower()}", key, icon=":material/edit_note:"):
        with frame.attempt():
            correspondence.draft(frame.office(), frame.act(key), view.id, view.step.stage.key, kind)
            frame.done(key, f"{name} dibuat sebagai konsep.")


def _letter(letter: Row) -> None:
    letter_way.standing(letter)
    with st.container(horizontal=True):
        if letter_paper.printable([letter]):
            letter_paper.download("Unduh PDF", [letter], correspondence.NAMES[letter["kind"]])
            letter_paper.for_word(letter)
        if letter["kind"] == "laporan_pelaksanaan":
            _trouble(letter)
        letter_way.new_version([letter], st)
    letter_way.way([letter])


def _trouble(letter: Row) -> None:
    """What went wrong and what was done about it: the only part of the report that nobody has entered before."""
    key = f"trouble {letter['id']}"
    if letter["state"] != LetterState.DRAFT or not frame.can("letters"):
        return
    with st.popover("Kendala dan tindak lanjut", icon=":material/edit:"):
        if values := forms.form(TROUBLE, letter, key):
            with frame.attempt(key):
                correspondence.edit(frame.office(), frame.act(key), letter | values.seen, values)
                frame.done(key, "Tersimpan.")
