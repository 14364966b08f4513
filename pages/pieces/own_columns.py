"""Where the reader was unsure of a column: a select for each heading, and the layout remembered for the sender."""

from collections.abc import Callable

import streamlit as st

from pages import frame
from services.domain.nik import mask
from services.domain.workbook import Seen
from services.domain.workbook.columns import LONG_NUMBER
from services.people import layouts
from services.people.intake import Checked
from services.people.layouts import Own
from services.storage.reader import Row

Then = Callable[[], object]  # where to go when the layout has changed


def recognised(agency: Row, own: Own, checked: Checked, then: Then) -> None:
    """Say that the layout is known from an earlier file, and offer to forget it."""
    if not layouts.used(own, checked.reading.headings):
        return
    key = f"forget {agency['id']}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(frame.plain(f"Susunan kolom {agency['name']} dikenali dari kiriman lalu."), width="content")
        if frame.button("Lupakan susunan ini", f"button {key}", type="tertiary"):
            with frame.attempt():
                layouts.forget(frame.office(), frame.act(key), agency["id"])
                frame.done(key, "Susunan kolom dilupakan.", then)


def choose(agency: Row, own: Own, checked: Checked, key: str, then: Then) -> None:
    """What each column means, by hand; open where the reader was unsure."""
    headings = checked.reading.headings
    if not headings:
        return
    unsure = bool(checked.refused) or any(seen.fields and not seen.sure for seen in headings)
    with st.expander("Petakan kolom sendiri", expanded=unsure), st.form(f"own {key}"):
        st.caption(frame.plain(f"Panel mengingat pilihan ini untuk kiriman {agency['name']} berikutnya."))
        with st.grid(columns=3, min_column_width=220):
            chosen = {seen.key: _select(seen, f"{key} {seen.key}") for seen in headings}
        sent = frame.submit("Baca lagi dengan susunan ini", f"send own {key}", icon=":material/table_view:")
    if sent:
        with frame.attempt():
            layouts.remember(frame.office(), frame.act(f"own {key}"), agency["id"], layouts.mapped(headings, chosen, own))
            frame.done(f"own {key}", "Susunan kolom diingat.", then)


def _select(seen: Seen, key: str) -> str:
    """What stands below a heading; the cells help to tell."""
    now = " ".join(seen.fields)
    choices = [*layouts.CHOICES, *([now] if now not in layouts.CHOICES else [])]
    label = frame.plain(seen.text[:60]) + (" (kurang yakin)" if seen.fields and not seen.sure else "")
    cells = ", ".join(mask(text) or "" if LONG_NUMBER.search(text) else text for text in seen.samples)
    with st.container(gap="xsmall"):
        chosen = st.selectbox(label, choices, choices.index(now), layouts.label, key=key)
        st.caption(frame.plain(f"misalnya {cells[:80]}" if cells else "kosong"))
    return chosen
