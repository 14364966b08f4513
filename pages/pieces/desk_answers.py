"""The answer of the desk for one person, with what may be done about it: hand over, wakil, another point, cancel."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from pages import forms, frame
from services.distribution import handovers
from services.domain import desk
from services.domain.desk import Answer, Word
from services.storage.reader import Row

# How a word looks: class of its band, and the sign beside it.
LOOKS = {Word.MAY: ("boleh", "✓"), Word.SERVED: ("sudah", "✕"), Word.ELSEWHERE: ("bukan", "→"), Word.UNKNOWN: ("", "?")}


@dataclass(frozen=True)
class Case:
    """A person at a desk: what the desk says, and the rows it is about."""

    answer: Answer
    person: Row
    point: Row
    programme: Row


def ask() -> None:
    """What was typed or scanned becomes the question; the box is empty for the next person."""
    forget()
    st.session_state["asked"] = st.session_state["loket"]
    st.session_state["loket"] = ""


def choose(person: str) -> None:
    """Of several people found, this one."""
    st.session_state["chosen"] = person


def forget() -> None:
    """Ready for the next person."""
    for key in ("asked", "chosen"):
        st.session_state.pop(key, None)


def band(answer: Answer) -> None:
    """The answer in colour, word and sign."""
    look, sign = LOOKS[answer.word]
    st.html(
        f'<section class="jawaban {look}" role="status" aria-live="polite">'
        f'<h2><span class="tanda" aria-hidden="true">{sign}</span>{answer.word}</h2>'
        f'<p class="nama">{escape(answer.name)}</p><p>{escape(answer.who)}</p>'
        f"<p><b>{escape(answer.lead)}</b>{escape(answer.rest)}</p></section>")


def nobody(answer: Answer) -> None:
    """Nobody was found."""
    band(answer)
    with st.container(key="serah"):
        st.button("Cari lagi", type="primary", width="stretch", on_click=forget)


def several(people: list[Row]) -> None:
    """Several people found: which one is it?"""
    st.markdown("**Beberapa orang cocok.** Pilih orangnya.")
    for person in people[:handovers.MOST]:
        shown = frame.plain(f"{person['name']} · {desk.who(person)}")
        st.button(shown, key=f"pilih {person['id']}", on_click=choose, args=(person["id"],), width="stretch")
    if len(people) > handovers.MOST:
        st.caption("Masih banyak lagi. Ketik nama yang lebih lengkap.")


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
