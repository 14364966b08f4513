"""What may be done after an answer of the desk: hand over, to a wakil, at another point, take back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages import forms, frame
from pages.pieces.desk_answers import forget
from services.distribution import handovers
from services.domain.desk import Answer, Word
from services.storage.reader import Row


@dataclass(frozen=True)
class Case:
    """A person at a desk: what the desk says, and the rows it is about."""

    answer: Answer
    person: Row
    point: Row
    programme: Row


def actions(case: Case) -> None:
    """What may be done after this answer; who only reads sees the answer alone."""
    with st.container(key="serah"):
        if case.answer.word is not Word.MAY or not frame.can("handover"):
            st.button("Orang berikutnya", type="primary", width="stretch", on_click=forget)
        elif frame.button("Serahkan 1 paket", f"hand over to {case.person['id']}", type="primary", width="stretch", icon=":material/check:"):
            _hand_over(case)
    if frame.can("handover"):
        with st.container(horizontal=True):
            for further in FURTHER[case.answer.word]:
                further(case)


def _popover(label: str, case: Case) -> Any:
    """A popover of this answer alone: without a key the next person's would stand open where this one did."""
    return st.popover(label, key=f"{label} {case.person['id']} {case.answer.word}")


def _elsewhere(case: Case) -> None:
    with _popover("Serahkan di sini dengan alasan", case):
        if typed := forms.form((handovers.ELSEWHERE,), {}, f"elsewhere {case.person['id']}", "Serahkan 1 paket"):
            _hand_over(case, elsewhere_reason=typed["elsewhere_reason"])


def _proxy(case: Case) -> None:
    """The form of the wakil, where the programme allows one."""
    if not case.programme["proxy_allowed"]:
        st.caption("Program ini tidak boleh diwakilkan.")
        return
    more = (handovers.ELSEWHERE,) if case.answer.word is Word.ELSEWHERE else ()
    with _popover("Diwakilkan", case):
        if typed := forms.form((*handovers.PROXY, *more), {}, f"proxy {case.person['id']}", "Serahkan kepada wakil"):
            _hand_over(case, typed, typed.get("elsewhere_reason") or "")


def _hand_over(case: Case, proxy: Any = None, elsewhere_reason: str = "") -> None:
    person, point = case.person["id"], case.point["id"]
    key = f"hand over {person} {point}"
    with frame.attempt(key):
        handovers.hand_over(frame.office(), frame.act(key), person, point, proxy, elsewhere_reason)
        forget()
        frame.done(key, f"Diserahkan: {case.person['name']}.")


def _cancel(case: Case) -> None:
    key = f"cancel {case.answer.handover}"
    with _popover("Batalkan penyerahan ini", case):
        st.caption("Kedua catatan tetap tersimpan.")
        if typed := forms.form((handovers.CANCEL,), {}, key, "Batalkan penyerahan"):
            with frame.attempt(key):
                handovers.cancel(frame.office(), frame.act(key), case.answer.handover or "", typed["cancel_reason"])
                frame.done(key, "Penyerahan dibatalkan.")


def _never_mind(_case: Case) -> None:
    st.button("Batal", on_click=forget)


FURTHER: dict[Word, tuple[Callable[[Case], None], ...]] = {
    Word.MAY: (_proxy, _never_mind), Word.ELSEWHERE: (_elsewhere, _proxy), Word.SERVED: (_cancel,), Word.UNKNOWN: (),
}
