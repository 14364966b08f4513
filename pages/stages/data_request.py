"""Stage 4: one letter to each agency in one go; who has answered, who is late, reminders."""

from datetime import date

import streamlit as st

from pages import frame, letter_pieces, stage_frame
from services import requests
from services.domain.schema import AGENCY, DATA_REQUEST
from services.domain.sop import Status
from services.office import calendar_of
from services.requests import Asked
from services.storage.reader import Row

DAYS_TO_ANSWER = 5  # working days; the SOP gives stage 5 as many

view = stage_frame.open_stage("data_request")
today = frame.act("look").today
writes = frame.can("requests") and view.programme["status"] == Status.RUNNING


def ask(agencies: list[Row], due: date) -> None:
    """Choose agencies; each gets its letter."""
    key = f"ask {view.id}"
    names = {row["id"]: row["name"] for row in agencies}
    with st.form(key, enter_to_submit=False):
        st.markdown("**Minta data kepada**")
        chosen = st.multiselect("Instansi", list(names), format_func=lambda row: names[row], placeholder="Pilih instansi")
        day = st.date_input("Batas jawaban", due, format="DD-MM-YYYY")
        sent = st.form_submit_button("Buat surat", type="primary", icon=":material/edit_note:")
    if sent:
        with frame.attempt():
            requests.ask(frame.office(), frame.act(key), view.id, chosen, day)
            frame.done(key, f"{len(chosen)} surat dibuat sebagai konsep.")


def add_agency() -> None:
    """An agency that is not in the list yet."""
    with st.expander("Tambah instansi", icon=":material/add:"):
        if values := frame.form(AGENCY.editable(), {}, "new agency", "Tambah instansi"):
            with frame.attempt():
                requests.add_agency(frame.office(), frame.act("new agency"), values)
                frame.done("new agency", "Instansi ditambahkan.")


def everyone_asked(everyone: list[Asked]) -> None:
    """Who was asked, who has answered, who is late."""
    there = sum(one.request["answered"] is not None for one in everyone)
    st.header(f"Sudah dijawab {there} dari {len(everyone)} instansi", anchor=False)
    for one in everyone:
        with st.container(border=True):
            _agency(one)


def _agency(one: Asked) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(width="content", gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center"):
                frame.chip(one.word)
                st.markdown(f"**{frame.plain(one.agency['name'])}**", width="content")
            st.caption(frame.plain(one.sentence))
        if writes:
            with st.popover("Catat jawaban", key=f"pop {one.request['id']}"):
                _note(one.request)
    for letter in filter(None, (one.letter, one.reminder)):
        with st.container(horizontal=True, vertical_alignment="center"):
            letter_pieces.standing(letter)
            letter_pieces.download("PDF", [letter], f"surat {one.agency['name']}")


def _note(request: Row) -> None:
    if values := frame.form(DATA_REQUEST.editable(), request, request["id"]):
        with frame.attempt():
            requests.note(frame.office(), frame.act(request["id"]), request, values)
            frame.done(request["id"], "Tersimpan.")


def letters(everyone: list[Asked]) -> None:
    """All letters together: one file, one signature round, numbers in order."""
    every = [letter for one in everyone for letter in (one.letter, one.reminder) if letter]
    with view.actions:
        letter_pieces.download("Unduh semua surat", every, "permintaan data")
    if writes:
        letter_pieces.way(every)
        _remind([one for one in everyone if one.late and not one.reminder])


def _remind(late: list[Asked]) -> None:
    key = f"remind {view.id}"
    label = f"Buat surat pengingat untuk {len(late)} instansi"
    if late and st.button(label, key=key, icon=":material/notification_important:"):
        with frame.attempt():
            requests.remind(frame.office(), frame.act(key), [one.request["id"] for one in late])
            frame.done(key, f"{len(late)} surat pengingat dibuat sebagai konsep.")


if view.step.status is not Status.NOT_STARTED:
    with frame.office().database.reading() as reader:
        everyone = requests.asked(reader, view.id, today)
        known = {one.agency["id"] for one in everyone}
        others = [row for row in reader.find(AGENCY, order=("kind", "name")) if row["id"] not in known]
        due = calendar_of(reader).add_workdays(today, DAYS_TO_ANSWER)
    if everyone:
        letters(everyone)
        everyone_asked(everyone)
    if writes:
        ask(others, due)
        add_agency()
stage_frame.close_stage(view)
