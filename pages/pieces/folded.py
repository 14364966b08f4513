"""What is drawn only while it is unfolded: a closed popover costs the server nothing, a list of points holds twenty."""

from typing import Any

import streamlit as st


def popover(label: str, key: str, **look: Any) -> Any:
    """Where to draw what a popover holds; None while it is closed."""
    panel = st.popover(label, key=f"pop {key}", on_change="rerun", **look)
    return panel if is_open(panel) else None


def is_open(panel: Any) -> bool:
    """Whether somebody has opened it."""
    return bool(panel.open)
