"""A press is carried out or spoken of, never lost.

Streamlit gives up a run at its next element when something else on the screen changes, and the run that follows knows
nothing of the button. So a press is noted by its callback, which always takes place, and stays until its act was
carried out or refused: a run that was given up hands it to the next one.
"""

import streamlit as st

NOTED, IN_HAND = "presses", "press in hand"


def note(key: str, label: str) -> None:
    """The callback of a button: it was pressed."""
    st.session_state[NOTED] = noted() | {key: label}


def noted() -> dict[str, str]:
    """The presses that wait: key → label."""
    return st.session_state.get(NOTED, {})


def due(key: str) -> bool:
    """Whether the act of that button is to be carried out now."""
    if key not in noted():
        return False
    st.session_state[IN_HAND] = key
    return True


def let_go() -> None:
    """The press in hand was carried out or refused."""
    _drop({st.session_state.pop(IN_HAND, "")})


def begin() -> set[str]:
    """At the start of a run: the presses that this run has to see to."""
    st.session_state.pop(IN_HAND, None)
    return set(noted())


def unseen(waiting: set[str]) -> list[str]:
    """At the end of a run: the labels of those that it did not come to, since their button is there no more."""
    let_go()
    left = {key: label for key, label in noted().items() if key in waiting}
    _drop(set(left))
    return list(left.values())


def _drop(keys: set[str]) -> None:
    st.session_state[NOTED] = {key: label for key, label in noted().items() if key not in keys}
