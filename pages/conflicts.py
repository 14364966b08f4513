"""What differs between the panel and the sheet: both values, where and when; one click decides."""

from html import escape

import streamlit as st

from pages import frame
from services.domain import wording
from services.domain.likeness import Marked
from services.running import syncing
from services.sync import cases
from services.sync.cases import Choice, Kind, Question

TABS: dict[Kind, str] = {"conflict": "Konflik", "proposal": "Usulan dari lembar", "unreadable": "Perlu diperbaiki"}
SAID: dict[Kind, str] = {
    "conflict": "Diubah di panel dan di Google Sheet sejak pencocokan terakhir. Isian lembar yang berlaku sekarang; "
                "isian panel menunggu di sini. Tidak ada yang hilang: pilih yang benar.",
    "proposal": "Seseorang mengetik di kolom yang hanya ditulis panel. Isian panel sudah dikembalikan; "
                "usulannya menunggu di sini.",
    "unreadable": "Isian ini tidak dapat dibaca. Perbaiki di lembarnya; sesudah itu hilang sendiri dari sini.",
}

CHOICES: dict[Choice, str] = {"panel": "Pakai isian panel", "sheet": "Pakai isian lembar"}


def values(question: Question) -> None:
    """Both values side by side, the differing letters marked."""
    sides = "".join(
        f"<tr><th>{title}</th><td>{_marked(pieces)}</td></tr>"
        for title, pieces in (("Panel", question.panel), ("Google Sheet", question.sheet))
    )
    st.html(f'<table class="berdampingan"><tbody>{sides}</tbody></table>')


def _marked(pieces: Marked) -> str:
    shown = "".join(f"<mark>{escape(piece)}</mark>" if differs else escape(piece) for piece, differs in pieces)
    return shown or "<i>kosong</i>"


def decide(question: Question) -> None:
    """Panel, sheet, or another value."""
    with st.container(horizontal=True, vertical_alignment="center"):
        for choice, label in CHOICES.items():
            if st.button(label, key=f"{choice} {question.id}"):
                settle(question, choice)
        if question.field:
            with st.popover("Isi lain", key=f"other {question.id}"):
                if typed := frame.form([question.field], {}, f"form {question.id}"):
                    settle(question, "other", typed[question.field.name])


def settle(question: Question, choice: Choice, other: object = None) -> None:
    key = f"settle {question.id}"
    with frame.attempt():
        cases.settle(frame.office(), frame.act(key), question.id, choice, other)
        syncing().hurry()
        frame.done(key, "Diputuskan. Riwayat menyimpan kedua isian.")


def card(question: Question, kind: Kind) -> None:
    """One cell."""
    with st.container(border=True):
        where = f" · baris {question.line}" if question.line else ""
        st.markdown(f"**{frame.plain(question.header)}** · {frame.plain(question.title + where)}")
        st.caption(frame.plain(f"Terlihat {wording.moment(question.at)}. {question.sentence}"))
        values(question)
        if kind != "unreadable" and frame.can("cases"):
            decide(question)


frame.require("read")
with frame.office().database.reading() as reader:
    number = cases.counts(reader)
    waiting = number.get("conflict", 0) + number.get("proposal", 0)
    frame.head("Isian yang berbeda", f"{waiting} isian menunggu putusan." if waiting else
               "Tidak ada isian yang berbeda. Panel dan Google Sheet cocok.")
    kind: Kind = st.segmented_control(
        "Jenis", list(TABS), default="conflict", required=True, label_visibility="collapsed",
        format_func=lambda kind: f"{TABS[kind]} ({number.get(kind, 0)})")
    shown = cases.questions(reader, kind)
st.caption(SAID[kind])
for question in shown:
    card(question, kind)
