"""The agencies that were asked for data, on a page: where each stands, its letters, its answer."""

from collections.abc import Sequence

import streamlit as st

from pages import forms, frame
from pages.pieces import folded, letter_paper, letter_text, letter_way
from services import requests
from services.domain.schema import DATA_REQUEST
from services.requests import Asked
from services.storage.reader import Row


def everyone_asked(everyone: Sequence[Asked], writes: bool, printable: bool) -> None:
    """Who was asked, who has answered, who is late."""
    there = sum(one.request["answered"] is not None for one in everyone)
    st.header(f"Sudah dijawab {there} dari {len(everyone)} instansi", anchor=False)
    for one in everyone:
        with st.container(border=True):
            _agency(one, writes, printable)


def _agency(one: Asked, writes: bool, printable: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(width="content", gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center"):
                frame.chip(one.word)
                st.markdown(f"**{frame.plain(one.agency['name'])}**", width="content")
            st.caption(frame.plain(one.sentence))
        if writes and (panel := folded.popover("Catat jawaban", one.request["id"])):
            with panel:
                _note(one.request)
    for letter in one.letters:
        letter_way.standing(letter)
        with st.container(horizontal=True):
            if printable:
                letter_paper.download("PDF", [letter], f"surat {one.agency['name']}")
                letter_paper.for_word(letter)
            if writes:
                letter_text.heading(letter)
                letter_way.new_version([letter], st)


def _note(request: Row) -> None:
    if values := forms.form(DATA_REQUEST.editable(), request, request["id"]):
        with frame.attempt():
            requests.note(frame.office(), frame.act(request["id"]), request, values)
            frame.done(request["id"], "Tersimpan.")


def remind(late: Sequence[Asked], key: str) -> None:
    """One reminder to each agency that is late and was not reminded yet."""
    label = f"Buat surat pengingat untuk {len(late)} instansi"
    if late and frame.button(label, key, icon=":material/notification_important:"):
        with frame.attempt():
            requests.remind(frame.office(), frame.act(key), [one.request["id"] for one in late])
            frame.done(key, f"{len(late)} surat pengingat dibuat sebagai konsep.")
