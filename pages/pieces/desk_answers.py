"""The answer of the desk for what was asked: one person, several, nobody. What may be done then is in `desk_deeds`."""

from html import escape

import streamlit as st

from pages import frame
from services.distribution import handovers
from services.domain import desk
from services.domain.desk import Answer, Word
from services.storage.reader import Row

# How a word looks: class of its band, and the sign beside it.
LOOKS = {Word.MAY: ("boleh", "✓"), Word.SERVED: ("sudah", "✕"), Word.ELSEWHERE: ("bukan", "→"), Word.UNKNOWN: ("", "?")}


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
