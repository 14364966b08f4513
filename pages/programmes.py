"""Programmes: where each stands, late ones first; start a new one, or one copied from an earlier year (`?baru=1`)."""

import streamlit as st

from pages import forms, frame
from pages.pieces import components
from services import dashboard, programmes
from services.domain.schema import PROGRAMME
from services.domain.sop import Status

FIELDS = tuple(field for field in PROGRAMME.editable() if field.name not in ("decree", "note"))


def start() -> None:
    """Ask for a new programme; one copied takes over the contents of the package too."""
    actions = frame.head("Mulai program", "Setelah disimpan, tahap 1 langsung berjalan. Yang ditandai * wajib diisi.", frame.Crumb("Program", "programmes.py"))
    actions.button("Batal", on_click=st.query_params.clear)
    with frame.office().database.reading() as reader:
        known = {row["id"]: row["name"] for row in reader.find(PROGRAMME, order=("-opened", "name"))}
        old = None
        if known:
            old = st.selectbox("Salin dari program lama", list(known), None, known.__getitem__, placeholder="Tidak menyalin")
        fresh = {"year": day.year, "one_per_kk": True, "proxy_allowed": True}
        values, items = programmes.copied(reader, old, day.year) if old else (fresh, ())
    key = f"start {old}"
    if typed := forms.form(FIELDS, values, key, "Mulai program", border=True):
        with frame.attempt(key):
            programme = programmes.start(frame.office(), frame.act(key), typed, items)
            frame.done(key, "Program dimulai.", components.goal_of(programme).open)


def overview() -> None:
    """The programmes that run, and those that have ended."""
    views = dashboard.overviews(frame.office(), day)
    running = [view for view in views if view.programme["status"] == Status.RUNNING]
    ended = [view for view in views if view not in running]
    late = sum(view.late for view in running) or "tidak ada yang"
    said = f"{len(running)} program berjalan, {late} terlambat" if running else "Tidak ada program yang berjalan"
    what_next = " Pilih program untuk melihat delapan tahapnya." if views else ""
    actions = frame.head("Program", f"{said}.{what_next}")
    if frame.can("programme"):
        actions.button("Mulai program", type="primary", icon=":material/add:",
                       on_click=lambda: st.query_params.update({"baru": "1"}))
    if running:
        with st.container(border=True):
            components.programmes(running, "running")
    elif not ended:
        st.info("Belum ada program. Mulai program pertama; tahap 1, Telaahan Staf, langsung berjalan.")
    if ended:
        st.header("Sudah berakhir", anchor=False)
        with st.container(border=True):
            components.programmes(ended, "ended")


frame.require("read")
day = frame.act("look").today
if "baru" in st.query_params and frame.can("programme"):
    start()
else:
    overview()
