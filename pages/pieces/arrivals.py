"""What has come from each agency: its imports with the way back, and its hardcopy."""

import streamlit as st

from pages import forms, frame
from pages.pieces import background
from pages.pieces.ask import answer, ask
from services.domain import wording
from services.domain.occasion import Occasion
from services.jobs import Task, Told
from services.people import imports
from services.people.imports import Arrival
from services.storage.reader import Row


def show(arrivals: list[Arrival]) -> None:
    """Which agencies have sent, and what can be done about each."""
    with st.container(border=True, gap="xsmall"):
        asked = [one for one in arrivals if one.request]
        there = sum(bool(one.imports) for one in asked)
        st.header(f"Sudah datang {there} dari {len(asked)} instansi", anchor=False)
        for one in arrivals:
            with st.container(horizontal=True, vertical_alignment="center"):
                frame.chip("Ada" if one.imports else "Belum")
                st.markdown(frame.plain(one.agency["name"]), width="content")
                hardcopy(one)
            for batch in one.imports:
                sent(batch)


def sent(batch: Row) -> None:
    """One import: the file, how many rows and when, and the way back."""
    with st.container(horizontal=True, vertical_alignment="center"):
        rows, when = wording.number(batch["stored"]), wording.moment(batch["at"])
        st.caption(frame.plain(f"{batch['name']} · {rows} baris, {when}"), width="content")
        if frame.can("intake") and st.button("Batalkan impor", key=f"undo {batch['id']}", type="tertiary"):
            ask(batch["id"], f"Batalkan impor {rows} baris?",
                "Baris yang belum diubah siapa pun dihapus. Baris yang sudah diubah tetap ada dan disebut namanya.",
                "Batalkan impor")
    if answer(batch["id"]) is not None:
        _take_back(batch)


def _take_back(batch: Row) -> None:
    office, stayed = frame.office(), list[Row]()

    def work(occasion: Occasion, told: Told) -> str:
        undone = imports.undo(office, occasion, batch["id"], told)
        stayed.extend(undone.kept)
        kept = f" {len(undone.kept)} baris sudah diubah orang lain dan tetap ada." if undone.kept else ""
        return f"{wording.number(undone.taken_back)} baris dihapus.{kept}"

    def then() -> None:
        st.session_state["kept"] = tuple(stayed)
        st.rerun()

    with frame.attempt():
        background.do(batch["id"], Task("undo", batch["programme"], f"Menghapus {batch['name']}", batch["stored"]), work, then)


def kept() -> None:
    """Who stayed when an import was taken back."""
    rows: tuple[Row, ...] = st.session_state.get("kept", ())
    if not rows:
        return
    with st.container(border=True):
        st.markdown(f"**{len(rows)} baris sudah diubah dan tetap ada:**")
        for row in rows[:50]:
            st.page_link("person.py", label=frame.plain(row["name"]), query_params={"orang": row["id"]})
        st.button("Sembunyikan", on_click=st.session_state.pop, args=("kept", None))


def hardcopy(one: Arrival) -> None:
    """When the hardcopy came, and where it lies."""
    request = one.request
    if request and request["hardcopy_place"]:
        st.caption(frame.plain(f"hardcopy: {request['hardcopy_place']}"), width="content")
    if request and frame.can("intake"):
        key = f"hardcopy {request['id']}"
        with st.popover("Hardcopy", key=f"pop {key}", type="tertiary"):
            if values := forms.form(imports.HARDCOPY, request, key):
                with frame.attempt(key):
                    imports.receive_hardcopy(frame.office(), frame.act(key), values.seen, values)
                    frame.done(key, "Hardcopy tercatat.")
