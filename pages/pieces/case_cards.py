"""Cards of what differs between the panel and the sheet: an open case to decide, a settled one to take back."""

from html import escape

import streamlit as st

from pages import forms, frame
from pages.pieces import folded
from services.domain import wording
from services.domain.likeness import Marked
from services.running import syncing
from services.sync import settling
from services.sync.cases import Kind, Question, Settled
from services.sync.settling import Choice

PANEL, SHEET, LOOKED = "Pakai isian panel", "Pakai isian lembar", "Sudah saya periksa"
CHOICES: dict[Kind, dict[Choice, str]] = {
    "conflict": {"panel": PANEL, "sheet": SHEET}, "proposal": {"panel": PANEL, "sheet": SHEET},
    "formula": {"sheet": "Pakai hasil rumus", "panel": "Rumus sudah dihapus"}, "unreadable": {"panel": PANEL},
    "stray": {"panel": LOOKED}, "covered": {"panel": LOOKED},
}


def values(question: Question, hidden: bool) -> None:
    """Both values side by side, the differing letters marked; who wrote them."""
    seen = f"diubah di Google Sheet, terbaca {wording.moment(question.at)}"
    if question.typists and frame.can("cases"):
        seen += f"; yang dapat mengetik di lembar: {wording.join(question.typists)}"
    sides = "".join(
        f"<tr><th>{title}</th><td>{'<i>disamarkan</i>' if hidden else _marked(pieces)}</td><td>{escape(by)}</td></tr>"
        for title, pieces, by in (("Panel", question.panel, question.by), ("Google Sheet", question.sheet, seen))
    )
    st.html(f'<table class="berdampingan"><tbody>{sides}</tbody></table>')


def _marked(pieces: Marked) -> str:
    shown = "".join(f"<mark>{escape(piece)}</mark>" if differs else escape(piece) for piece, differs in pieces)
    return shown or "<i>kosong</i>"


def decide(question: Question) -> None:
    """Panel, sheet, or another value."""
    pressed: tuple[Choice, object] | None = None
    with st.container(horizontal=True, vertical_alignment="center"):
        for choice, label in CHOICES[question.kind].items():
            if not (question.by_step and choice == "sheet") and frame.button(label, f"{choice} {question.id}"):
                pressed = choice, None
        typable = question.kind not in ("formula", "stray", "covered") and not question.by_step
        if question.field and typable and (panel := folded.popover("Isi lain", f"other {question.id}")):
            with panel:
                if typed := forms.form([question.field], {}, f"form {question.id}"):
                    pressed = "other", typed[question.field.name]
    if pressed:
        settle(question, *pressed)


def settle(question: Question, choice: Choice, other: object = None) -> None:
    key = f"settle {question.id}"
    with frame.attempt():
        settling.settle(frame.office(), frame.act(key), question.id, choice, other)
        syncing().hurry()
        frame.done(key, "Diputuskan. Dapat diurungkan di “Sudah diputuskan”.")


def card(question: Question) -> None:
    """One cell."""
    with st.container(border=True):
        where = f" · baris {question.line} di lembar" if question.line else ""
        st.markdown(f"**{frame.plain(question.header)}** · {frame.plain(question.title + where)}")
        if question.sentence:
            st.caption(frame.plain(question.sentence))
        values(question, hidden=bool(question.field and question.field.personal) and not frame.can("cases"))
        if question.known and frame.can("cases"):
            decide(question)


def decided(one: Settled) -> None:
    """One settled case, and the way back."""
    with st.container(border=True):
        shown = "isian baru (disamarkan)" if one.personal and not frame.can("cases") else f"“{one.decided}”"
        st.markdown(f"**{frame.plain(one.header)}** · {frame.plain(one.title)}")
        st.caption(frame.plain(f"Berlaku {shown}. Diputuskan oleh {one.by}, {wording.moment(one.at)}."))
        if frame.can("cases") and frame.button("Urungkan", f"undo {one.id}", icon=":material/undo:"):
            key = f"undone {one.id}"
            with frame.attempt():
                settling.undo(frame.office(), frame.act(key), one.id)
                syncing().hurry()
                frame.done(key, "Putusan diurungkan.")
