"""Stage 4: one letter to each agency in one go; who has answered, who is late, reminders."""

from datetime import date

import streamlit as st

from pages import forms, frame, stage_frame
from pages.pieces import letter_paper, letter_way, request_pieces
from services import requests
from services.domain.schema import AGENCY
from services.domain.sop import Status
from services.office import calendar_of
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
        sent = frame.submit("Buat surat", f"send {key}", type="primary", icon=":material/edit_note:")
    if sent:
        with frame.attempt():
            requests.ask(frame.office(), frame.act(key), view.id, chosen, day)
            frame.done(key, f"{len(chosen)} surat dibuat sebagai konsep.")


def add_agency(key: str) -> None:
    """An agency that is not in the list yet; a new `key` empties the form."""
    with st.expander("Tambah instansi", icon=":material/add:"):
        if values := forms.form(AGENCY.editable(), {}, key, "Tambah instansi"):
            with frame.attempt():
                requests.add_agency(frame.office(), frame.act(key), values)
                frame.done(key, "Instansi ditambahkan.")


def letters(every: list[Row], printable: bool) -> None:
    """All letters together: one file, one round of signatures, numbers in order."""
    if printable:
        with view.actions:
            letter_paper.download("Unduh semua surat", every, "permintaan data")
    if view.programme["status"] == Status.RUNNING:
        letter_way.way(every)


if view.step.status is not Status.NOT_STARTED:
    with frame.office().database.reading() as reader:
        everyone = requests.asked(reader, view.id, today)
        known = {one.agency["id"] for one in everyone}
        others = [row for row in reader.find(AGENCY, order=("kind", "name")) if row["id"] not in known]
        due = calendar_of(reader).add_workdays(today, DAYS_TO_ANSWER)
    if everyone:
        every = [letter for one in everyone for letter in one.letters]
        printable = letter_paper.printable(every)
        letters(every, printable)
        request_pieces.everyone_asked(everyone, writes, printable)
    if writes:
        request_pieces.remind([one for one in everyone if one.late and not one.reminder], f"remind {view.id}")
        ask(others, due)
        add_agency(f"new agency {len(known) + len(others)}")
stage_frame.close_stage(view)
