"""Stage 6 before the list is fixed: whom the rules propose, row by row, and the way to fix the list."""

from collections.abc import Sequence

import streamlit as st

from pages import frame
from pages.pieces import background, decisions, fixing, people_table, renewed, sharing
from pages.pieces.people_table import ROWS, cells
from pages.pieces.renewed import Search
from pages.stage_frame import View
from services.domain import wording
from services.domain.choosing import Placed
from services.domain.schema import RECIPIENT
from services.domain.states import RecipientState
from services.people import selection
from services.people.selection import Proposal
from services.storage import people
from services.storage.kept import Last

COLUMNS = ("rank", "name", "nik", "kelurahan", "decile", "reason")


SEARCH: Search[Last[Proposal]] = Search(
    "proposal", "Menyusun usulan", selection.last, selection.look, people.number_in_all)


def show(view: View) -> None:
    """The whole of stage 6 while the list is open."""
    made = renewed.latest(SEARCH, view.id)
    with frame.office().database.reading() as reader:
        version, lacking = selection.version(reader), selection.obstacles(reader, view.programme)
        dropped = people.number(reader, view.id, RecipientState.DROPPED)
    if made is None:
        st.write("Usulan sedang disusun; muncul di sini sendiri.")
        return
    chosen, reserve = made.found.chosen, made.found.reserve
    candidates = len(chosen) + len(reserve)
    _figures(candidates, view.programme["quota"], len(chosen))
    if lacking:
        st.warning(frame.plain(f"Daftar belum dapat ditetapkan. Masih kurang: {wording.join(lacking)}."))
    elif not background.runs("fix", view.id) and view.step.open and frame.can("list"):
        fixing.show(view, len(chosen), candidates, made.since is None)
    decisions.doubles(view)
    st.header("Usulan panel", anchor=False)
    st.markdown("Yang belum pernah dibantu didahulukan, lalu desil terkecil, lalu urutan usulan."
                + (" Satu paket untuk satu KK." if view.programme["one_per_kk"] else "")
                + f" Pilih baris untuk memutuskan lain.{renewed.aged(made)}")
    sharing.show(view, version)
    counts = {"Diusulkan": len(chosen), "Cadangan": len(reserve), "Gugur": dropped}
    tab = st.segmented_control(
        "Bagian", list(counts), default="Diusulkan", required=True, key=f"tab {view.id}", label_visibility="collapsed",
        format_func=lambda name: f"{name} ({wording.number(counts[name])})")
    part = {"Diusulkan": chosen, "Cadangan": reserve, "Gugur": None}[tab]
    _table(view, part, counts[tab], f"{tab} {view.id}", version)


def _figures(people: int, packages: int, chosen: int) -> None:
    figures = {"Calon": people, "Paket": packages, "Diusulkan": chosen, "Cadangan": people - chosen}
    with st.grid(columns=4, min_column_width=150):
        for label, number in figures.items():
            st.metric(label, wording.number(number), border=True)


def _table(view: View, placed: Sequence[Placed] | None, count: int, key: str, version: int) -> None:
    """A page of people; `placed` is None for those who are out. A chosen row can be decided on."""
    page = min(st.session_state.get(f"page {key}", 1), people_table.page_count(count))
    start = (page - 1) * ROWS
    with frame.office().database.reading() as reader:
        if placed is None:
            out = RecipientState.DROPPED
            rows = reader.find(RECIPIENT, programme=view.id, state=out, order=("name",), limit=ROWS, offset=start)
        else:
            rows = selection.people_of(reader, placed[start:start + ROWS])
    if not rows:
        st.write("Tidak ada orang di bagian ini.")
        return
    chosen = people_table.pick([cells(row, *COLUMNS) for row in rows], f"{key} {page} {version}")
    people_table.pages(count, page, f"page {key}")
    if chosen is not None and frame.can("list"):
        decisions.of_person(rows[chosen])
