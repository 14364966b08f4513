"""What a person has typed and not stored yet, in an editor whose rows others may change meanwhile.

`first` is what the fields showed at the beginning, `seen` what the person knows to be stored; a new round gives the
fields new keys, so that they forget what was typed.
"""

from typing import Any

import streamlit as st

from services.storage.originals import original

LIVE = st.components.v2.component("ikut", js=original("assets/ikut-ketik.js"))


def live() -> None:
    """From here on text boxes outside forms tell what is typed in every pause: for a page with a preview."""
    LIVE(key="live")


def draft(key: str, stored: Any) -> dict[str, Any]:
    """The state of an editor, begun with what is stored."""
    return st.session_state.setdefault(key, {"first": stored, "seen": stored, "round": 0})


def show_again(key: str, stored: Any) -> None:
    """Show what is stored now and forget what was typed."""
    st.session_state[key] = {"first": stored, "seen": stored, "round": st.session_state[key]["round"] + 1}


def follow(key: str, stored: Any, changed: bool) -> None:
    """Show what others stored meanwhile, unless something typed would be lost."""
    if not changed and stored != st.session_state[key]["seen"]:
        show_again(key, stored)
        st.rerun()
