"""The letters of a distribution, on the page of stage 8: those of each point, the BAST of all packages, the report."""

from collections.abc import Sequence

import streamlit as st

from pages import forms, frame
from pages.pieces import folded, letter_paper, letter_way
from pages.stage_frame import View
from services import correspondence
from services.distribution import closing, point_letters
from services.domain.schema import LETTER
from services.domain.states import LetterState
from services.storage.reader import Row

TROUBLE = (LETTER.field("body"),)


def show(view: View) -> None:
    """Each of them drafted with a button, then printed, signed and numbered like any other letter."""
    st.header("Berita acara dan laporan", anchor=False)
    for kind in closing.LETTERS:
        _one(view, kind)


def of_points(view: View, points: Sequence[Row]) -> None:
    """The letters of one of the points."""
    st.header("Surat titik", anchor=False)
    by_id = {row["id"]: row for row in points}
    key = f"draft points {view.id}"
    if len(points) > 1 and frame.can("letters") and frame.button("Buat surat semua titik", key, icon=":material/edit_note:"):
        with frame.attempt():
            correspondence.draft(
                frame.office(), frame.act(key), view.id, view.step.stage.key, *point_letters.BEFORE, points=list(by_id))
            frame.done(key, "Surat pengantar dan berita acara setiap titik siap sebagai konsep.")
    point = st.selectbox("Titik", list(by_id), format_func=lambda row: by_id[row]["name"], key=f"letters of {view.id}")
    for kind in point_letters.offered(by_id[point]):
        _one(view, kind, point)


def to_print(point: Row) -> None:
    """The BAST of a closed point for its officer, once the office has drafted it."""
    with frame.office().database.reading() as reader:
        made = [correspondence.current(reader, point["programme"], kind, point["id"]) for kind in point_letters.AFTER]
    for letter in filter(None, made):
        letter_paper.download(f"Unduh {correspondence.NAMES[letter['kind']].lower()}", [letter], letter["kind"])
    if not any(made):
        st.caption("Berita acara titik ini belum dibuat kantor.")


def _one(view: View, kind: str, point: str | None = None) -> None:
    with frame.office().database.reading() as reader:
        letter = correspondence.current(reader, view.id, kind, point)
    with st.container(border=True):
        if letter:
            _letter(letter)
        else:
            _draft(view, kind, point)


def _draft(view: View, kind: str, point: str | None) -> None:
    key, name = f"draft {point or view.id} {kind}", correspondence.NAMES[kind]
    st.text(f"{name}: belum dibuat.")
    if frame.can("letters") and frame.button(f"Buat {name.lower()}", key, icon=":material/edit_note:"):
        with frame.attempt():
            correspondence.draft(frame.office(), frame.act(key), view.id, view.step.stage.key, kind, points=(point,))
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
    if panel := folded.popover("Kendala dan tindak lanjut", key, icon=":material/edit:"):
        with panel:
            if values := forms.form(TROUBLE, letter, key):
                with frame.attempt(key):
                    correspondence.edit(frame.office(), frame.act(key), letter | values.seen, values)
                    frame.done(key, "Tersimpan.")
