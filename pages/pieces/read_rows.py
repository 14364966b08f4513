"""Rows of a workbook that is not stored yet: what is wrong with each, and all of them as a table."""

from collections.abc import Sequence

import streamlit as st

from pages import frame
from services.domain.nik import mask
from services.domain.schema import RECIPIENT
from services.people.imports import Person

SHOWN = ("nik", "no_kk", "name", "sex", "birth_date", "address", "rt", "rw", "kelurahan", "decile")
WORDS = {"nik_ganda": "Ganda", "kk_ganda": "Ganda"}  # else by severity


def page(people: Sequence[Person], size: int, key: str) -> Sequence[Person]:
    """One page of rows, and the way to the others."""
    pages = max(1, -(-len(people) // size))
    shown = st.session_state.get(key, 1)
    if pages > 1:
        st.pagination(pages, key=key)
    return people[(shown - 1) * size:shown * size]


def fault(person: Person, severity: str) -> None:
    """What is wrong with a row: chip, name and cell, sentences, remedy."""
    entry, found = person
    grave = [finding for finding in found if finding.severity == severity]
    with st.container(border=True):
        sign, text, remedy = st.columns([1.1, 4, 3], vertical_alignment="center")
        with sign:
            frame.chip(WORDS.get(grave[0].code, "Rusak" if severity == "error" else "Periksa"))
        name = frame.plain(entry.values.get("name") or "(tanpa nama)")
        lines = [f"**{name}** · sel {frame.plain(grave[0].cell)}", *(frame.plain(one.sentence) for one in grave)]
        text.markdown("  \n".join(lines))
        remedy.caption("  \n".join(dict.fromkeys(frame.plain(one.remedy) for one in grave)))


def table(people: Sequence[Person]) -> None:
    """Rows as they were read, numbers masked."""
    rows = []
    for entry, found in people:
        known = {name: RECIPIENT.field(name).show(entry.values.get(name)) for name in SHOWN}
        known |= {name: mask(known[name]) for name in ("nik", "no_kk")}
        if born := entry.values.get("birth_date"):
            known["birth_date"] = f"{born:%d-%m-%Y}"
        row = {RECIPIENT.field(name).header: value for name, value in known.items()}
        rows.append({"Baris": entry.rows[0], **row, "Temuan": "; ".join(finding.sentence for finding in found)})
    st.dataframe(rows, hide_index=True, row_height=36, height="content")
