"""The mayor's answer on a page: the sheet to print, the form of the answer, and what was answered."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from pages import forms, frame, stage_frame
from pages.pieces import letter_signing, take_away
from pages.pieces.take_away import Printout
from pages.stage_frame import View
from services import attachments, dispositions
from services.domain import wording
from services.domain.schema import DISPOSITION
from services.errors import PanelError
from services.storage.reader import Row

ANSWER = tuple(DISPOSITION.field(name) for name in ("answer", "answered", "instruction", "forwarded_to"))
SYMBOLIC = tuple(DISPOSITION.field(name) for name in ("symbolic_by", "symbolic_date", "symbolic_place"))
RECIPIENTS = "symbolic_recipients"
NOTED = ("instruction", "forwarded_to", *(field.name for field in SYMBOLIC), RECIPIENTS)


def awaited(view: View, row: Row, people: Sequence[str] | None = None) -> None:
    """A disposition that is awaited: its code, the sheet, and the form of the answer.

    `people` of the fixed list may be chosen for the symbolic handing-over; None where it is not asked for.
    """
    day = wording.weekday_date(row["sent"])
    st.markdown(frame.plain(f"Diajukan {day}. Kode lembar disposisi: ") + f"**{wording.in_fours(row['code'])}**")
    with view.actions:
        sheet(row)
    if view.step.open and frame.can("disposition"):
        _answer(row, people)


def sheet(row: Row) -> None:
    """The button that prints the sheet."""
    take_away.offer(f"sheet {row['id']}", Printout(
        "Cetak lembar disposisi", f"lembar disposisi {row['code']}.pdf",
        lambda office, occasion: dispositions.sheet(office, row["id"], occasion.now)), icon=":material/print:")


def _answer(row: Row, people: Sequence[str] | None) -> None:
    key = f"answer {row['id']}"
    st.header("Catat jawaban Wali Kota", anchor=False)
    with st.form(key, enter_to_submit=False):
        values = forms.widgets(ANSWER, {"answered": frame.act("look").today}, key)
        if people is not None:
            values |= _symbolic({}, people, key)
        scan = letter_signing.proof()
        sent = frame.submit("Simpan jawaban", f"send {key}", type="primary", icon=":material/check:")
    if sent:
        with frame.attempt():
            dispositions.answer(frame.office(), frame.act(key), row, values, **scan)
            frame.done(key, f"Jawaban dicatat: {values['answer']}.")


def _symbolic(row: Row, people: Sequence[str], key: str) -> dict[str, Any]:
    """Who hands over, when, where, and to which recipients of the fixed list; names stay one a line."""
    st.markdown("**Penyerahan simbolis**, bila Wali Kota berkenan")
    values = forms.widgets(SYMBOLIC, row, key)
    before = [name for name in (row.get(RECIPIENTS) or "").splitlines() if name in people]
    chosen = st.multiselect("Penerima Simbolis", people, before, key=f"{key} people", placeholder="Pilih dari daftar")
    return values | {RECIPIENTS: "\n".join(chosen)}


def answered(view: View, row: Row, people: Sequence[str] | None = None) -> None:
    """An answer that is there; what people write of it may still be completed."""
    with st.container(border=True):
        st.markdown(frame.plain(f"Jawaban Wali Kota, {wording.long_date(row['answered'])}:") + " **"
                    + frame.plain(row["answer"]) + "**")
        fields = [DISPOSITION.field(name) for name in NOTED if row[name]]
        if fields:
            st.text("\n".join(f"{field.header}: {', '.join(field.show(row[field.name]).splitlines())}" for field in fields))
        with frame.office().database.reading() as reader:
            files = attachments.files_of(reader, owner=row["id"])
        stage_frame.show_files(files)
    if frame.can("disposition"):
        _complete(row, people)


def _complete(row: Row, people: Sequence[str] | None) -> None:
    key = f"complete {row['id']}"
    with st.expander("Lengkapi catatan"):
        with st.form(key, border=False, enter_to_submit=False):
            values = forms.widgets(ANSWER[2:], row, key)
            if people is not None:
                values |= _symbolic(row, people, key)
            sent = frame.submit("Simpan catatan", f"send {key}")
        if sent:
            with frame.attempt():
                dispositions.complete(frame.office(), frame.act(key), row, values)
                frame.done(key, "Tersimpan.")


def find_by_code() -> None:
    """A field for the short code of a sheet; it opens the page on which that sheet is answered."""
    with st.form("code", border=False, enter_to_submit=True):
        field, button = st.columns([2, 1], vertical_alignment="bottom")
        typed = field.text_input("Kode lembar disposisi", placeholder="Misalnya 7K3Q-X9ZD-4M0A")
        sent = button.form_submit_button("Buka", icon=":material/search:", width="stretch")
    if sent:
        try:
            with frame.office().database.reading() as reader:
                row = dispositions.by_code(reader, typed)
        except PanelError as error:
            frame.say_error(error)
            return
        page = stage_frame.stage_page(dispositions.COURSES[row["stage"]].answered)
        st.switch_page(page, query_params={"program": row["programme"]})
