"""A question before an act: a dialog whose answer the page finds on its next run, where errors and progress have room."""

import streamlit as st

from pages import frame


def ask(key: str, title: str, sentence: str, label: str, reason: bool = False) -> None:
    """Open the dialog: a question, what the act means (both plain text), the button, and where needed a reason."""

    @st.dialog(frame.plain(title))
    def question() -> None:
        st.text(sentence)
        if reason:
            st.text_input("Alasan", key=f"reason {key}")
        with st.container(horizontal=True, horizontal_alignment="right"):
            if st.button("Batal", key=f"no {key}"):
                st.rerun()
            st.button(label, key=f"yes {key}", type="primary", on_click=_yes, args=(key,))
        if f"answer {key}" in st.session_state:
            st.rerun()

    question()


def _yes(key: str) -> None:
    st.session_state[f"answer {key}"] = st.session_state.get(f"reason {key}", "")


def answer(key: str) -> str | None:
    """The reason that was given with a yes ("" where none was asked); None while nobody has said yes. Once."""
    return st.session_state.pop(f"answer {key}", None)
