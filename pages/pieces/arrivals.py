"""What has come from each agency: its imports with the way back, and its hardcopy."""

import streamlit as st

from pages import forms, frame
from pages.pieces import background, folded
from pages.pieces.ask import answer, ask
from services.domain import wording
from services.domain.occasion import Occasion
from services.jobs import Task, Told
from services.people import imports, undo
from services.people.imports import Arrival
from services.people.undo import Kept
from services.storage.reader import Row

SHOWN = 50  # people named who stayed


def show(arrivals: list[Arrival]) -> None:
    """Which agencies have sent, and what can be done about each."""
    with st.container(border=True, gap="xsmall"):
        asked = [one for one in arrivals if one.request]
        there = sum(bool(one.imports) for one in asked)
        st.header(f"Sudah datang {there} dari {len(asked)} instansi", anchor=False)
        for one in arrivals:
            with st.container(horizontal=True, vertical_alignment="center"):
                with st.container(gap="xsmall"):
                    st.markdown(f"{frame.badge('Ada' if one.imports else 'Belum')}  {frame.plain(one.agency['name'])}")
                    for batch in one.imports:
                        sent(batch)
                hardcopy(one)


def sent(batch: Row) -> None:
    """One import: the file, how many rows and when, and the way back."""
    with st.container(horizontal=True, vertical_alignment="center"):
        rows, when = wording.number(batch["stored"]), wording.moment(batch["at"])
        st.caption(frame.plain(f"{batch['name']} · {rows} baris, {when}"), width="content")
        if frame.can("intake") and st.button("Batalkan impor", key=f"undo {batch['id']}", type="tertiary"):
            ask(batch["id"], f"Batalkan impor {rows} baris?",
                "Baris yang belum disentuh siapa pun dihapus. Baris yang sudah diubah tetap ada dan disebut alasannya.",
                "Batalkan impor")
    if answer(batch["id"]) is not None:
        _take_back(batch)


def _take_back(batch: Row) -> None:
    office, stayed = frame.office(), list[Kept]()

    def work(occasion: Occasion, told: Told) -> str:
        undone = undo.undo(office, occasion, batch["id"], told)
        stayed.extend(undone.kept)
        back = f" {wording.number(undone.put_back)} baris lain kembali ke isian sebelumnya." if undone.put_back else ""
        kept = f" {wording.number(len(undone.kept))} baris sudah disentuh dan tetap ada." if undone.kept else ""
        return f"{wording.number(undone.taken_back)} baris dihapus.{back}{kept}"

    def then() -> None:
        st.session_state["kept"] = tuple(stayed)
        st.rerun()

    with frame.attempt():
        background.do(batch["id"], Task("undo", batch["programme"], f"Menghapus {batch['name']}", batch["stored"]), work, then)


def kept() -> None:
    """Who stayed when an import was taken back, and why."""
    stayed: tuple[Kept, ...] = st.session_state.get("kept", ())
    if not stayed:
        return
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{wording.number(len(stayed))} baris sudah disentuh sejak impor, jadi tetap ada:**")
        for one in stayed[:SHOWN]:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.page_link("person.py", label=frame.plain(one.person["name"]), query_params={"orang": one.person["id"]})
                st.caption(frame.plain(one.why), width="content")
        if len(stayed) > SHOWN:
            st.caption(f"dan {wording.number(len(stayed) - SHOWN)} baris lain")
        st.button("Sembunyikan", on_click=st.session_state.pop, args=("kept", None))


def hardcopy(one: Arrival) -> None:
    """When the hardcopy came, and where it lies."""
    request = one.request
    if not request:
        return
    if request["hardcopy_place"]:
        st.caption(frame.plain(f"hardcopy: {request['hardcopy_place']}"), width="content")
    if frame.can("intake"):
        key = f"hardcopy {request['id']}"
        if panel := folded.popover("Hardcopy", key, type="tertiary"):
            with panel:
                if values := forms.form(imports.HARDCOPY, request, key):
                    with frame.attempt(key):
                        imports.receive_hardcopy(frame.office(), frame.act(key), values.seen, values)
                        frame.done(key, "Hardcopy tercatat.")
