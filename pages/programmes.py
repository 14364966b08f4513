"""Programmes: where each stands, late ones first; start a new one, or one copied from an earlier year."""

import streamlit as st

from pages import components, frame
from services import programmes, reports
from services.domain.schema import PROGRAMME
from services.domain.sop import Status

FIELDS = tuple(field for field in PROGRAMME.editable() if field.name not in ("decree", "note"))


@st.dialog("Mulai program", width="large")
def start() -> None:
    """Ask for a new programme; from an earlier one, with the contents of its package."""
    with frame.office().database.reading() as reader:
        known = {row["id"]: row["name"] for row in reader.find(PROGRAMME, order=("-opened", "name"))}
        old = st.selectbox("Salin dari program lama", list(known), None, known.__getitem__, placeholder="Tidak, mulai kosong") if known else None
        fresh = {"year": day.year, "one_per_kk": True, "proxy_allowed": True}
        values, items = programmes.copied(reader, old, day.year) if old else (fresh, ())
    if typed := frame.form(FIELDS, values, f"new programme {old}", "Mulai program"):
        with frame.attempt():
            programme = programmes.start(frame.office(), frame.act("new programme"), typed, items)
            st.session_state.pop("operation new programme")
            components.goal_of(programme).open()


frame.require("read")
day = frame.act("look").today
views = reports.overviews(frame.office(), day)
running = [view for view in views if view.programme["status"] == Status.RUNNING]
ended = [view for view in views if view not in running]
late = sum(view.late for view in running)
said = f"{len(running)} program berjalan, {late or 'tidak ada yang'} terlambat" if running else "Tidak ada program yang berjalan"
actions = frame.head("Program", f"{said}. Pilih program untuk melihat delapan tahapnya.")
asked = st.query_params.pop("baru", None)
if frame.can("programme") and (actions.button("Mulai program", type="primary", icon=":material/add:") or asked):
    start()
if running:
    with st.container(border=True):
        components.programmes(running, "running")
elif not ended:
    st.info("Belum ada program. Mulai program pertama; tahap 1, Telaahan Staf, langsung berjalan.")
if ended:
    st.header("Sudah berakhir", anchor=False)
    with st.container(border=True):
        components.programmes(ended, "ended")
