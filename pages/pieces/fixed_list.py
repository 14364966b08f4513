"""Stage 6 with a fixed list: who is on it, the reserve, somebody replaced, the list opened again."""

import streamlit as st

from pages import frame
from pages.pieces import background, people_table
from pages.pieces.ask import answer, ask
from pages.pieces.people_table import ROWS, cells
from pages.stage_frame import View
from services.domain import wording
from services.domain.occasion import Occasion
from services.domain.schema import RECIPIENT
from services.domain.states import RecipientState
from services.jobs import Task, Told
from services.people import fixing, recipients, selection
from services.storage import people
from services.storage.reader import Row

COLUMNS = ("rank", "name", "nik", "kelurahan", "decile", "reason")
TABS = {RecipientState.CHOSEN: "Ditetapkan", RecipientState.RESERVE: "Cadangan", RecipientState.REPLACED: "Diganti",
        RecipientState.DROPPED: "Gugur"}


def show(view: View) -> None:
    """The fixed list with what may still be done about it."""
    with frame.attempt(), frame.office().database.reading() as reader:
        number = len(recipients.fixed_list(reader, view.programme))
        when = wording.moment(view.programme["fixed_at"])
        st.markdown(f"Daftar **{wording.number(number)} penerima** ditetapkan {when} dan tersegel.")
    with frame.office().database.reading() as reader:
        tally = people.tally(reader, view.id)
    tab = st.segmented_control(
        "Bagian", list(TABS), default=RecipientState.CHOSEN, required=True, key=f"fixed {view.id}",
        label_visibility="collapsed",
        format_func=lambda state: f"{TABS[state]} ({wording.number(tally.get(state, 0))})")
    _table(view, tab, tally.get(tab, 0))
    _reopen(view, sum(tally.values()))


def _table(view: View, state: RecipientState, count: int) -> None:
    key = f"page {state} {view.id}"
    page = min(st.session_state.get(key, 1), people_table.page_count(count))
    with frame.office().database.reading() as reader:
        rows = reader.find(RECIPIENT, programme=view.id, state=state, order=("rank",), limit=ROWS, offset=(page - 1) * ROWS)
        version = selection.version(reader)
    if not rows:
        st.write("Tidak ada orang di bagian ini.")
        return
    chosen = people_table.pick([cells(row, *COLUMNS) for row in rows], f"{key} {page} {version}")
    more = "Pilih baris untuk mengganti orangnya." if state == RecipientState.CHOSEN else ""
    people_table.pages(count, page, key, more)
    if chosen is not None:
        _person(rows[chosen])


def _person(row: Row) -> None:
    """The chosen person: to the card, and for those on the list the way to the first of the reserve."""
    key = f"replace {row['id']}"
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{frame.plain(row['name'])}**", width="content")
        if row["state"] == RecipientState.CHOSEN and frame.can("list") and st.button("Ganti dengan cadangan", key=f"ask {key}"):
            ask(key, f"Ganti {row['name']}?", "Orang pertama di cadangan mengambil tempat dan titik salurnya.", "Ganti",
                reason=True)
        st.page_link("person.py", label="Kartu orang", query_params={"orang": row["id"]})
    if (reason := answer(key)) is not None:
        with frame.attempt():
            fixing.substitute(frame.office(), frame.act(key), row["id"], reason)
            frame.done(key, "Orangnya diganti; urutan cadangan maju.")


def _reopen(view: View, listed: int) -> None:
    key = f"reopen {view.id}"
    if frame.can("reopen") and st.button("Buka kembali daftar", icon=":material/lock_open:", key=f"ask {key}"):
        ask(key, "Buka kembali daftar?", "Semua orang di daftar dan cadangan menjadi calon lagi. Putusan Anda tetap.",
            "Buka kembali", reason=True)
    if (reason := answer(key)) is not None:
        office = frame.office()

        def work(occasion: Occasion, told: Told) -> str:
            fixing.reopen(office, occasion, view.id, reason, told)
            return "Daftar dibuka kembali."

        with frame.attempt():
            background.do(key, Task("reopen", view.id, "Membuka kembali daftar", listed, "list"), work)
