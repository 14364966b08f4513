"""The complaints that desks noted, on the page of stage 8: what was said, and what the office did about it."""

import streamlit as st

from pages import forms, frame
from services.distribution import complaints
from services.domain import wording
from services.storage.reader import Row


def draw(rows: list[Row]) -> None:
    """All of them, those without an answer first."""
    if not rows:
        return
    open_ones = sum(row["answer"] is None for row in rows)
    st.header(f"Pengaduan ({open_ones} belum ditindaklanjuti)" if open_ones else "Pengaduan", anchor=False)
    for row in rows:
        _card(row)


def _card(row: Row) -> None:
    with st.container(border=True):
        who = " · ".join(filter(None, (row["name"], row["phone"])))
        st.markdown(f"**{frame.plain(who)}**")
        st.text(row["reason"])
        st.caption(frame.plain(f"Dicatat {row['officer']}, {wording.moment(row['at'])}"))
        if not frame.can("answer"):
            st.text(f"Tindak lanjut: {row['answer'] or 'belum ada'}")
        elif typed := forms.form((complaints.ANSWER,), row, f"complaint {row['id']}", "Simpan tindak lanjut"):
            key = f"complaint {row['id']}"
            with frame.attempt(key):
                complaints.answer(frame.office(), frame.act(key), row["id"], typed.seen, typed)
                frame.done(key, "Tindak lanjut tersimpan.")
