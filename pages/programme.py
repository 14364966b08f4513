"""One programme: its eight stages as a track, the stage at work with its papers, the days counted one by one."""

import streamlit as st

from pages import forms, frame
from pages.pieces import components, folded, sheet_watch, take_away
from pages.pieces.take_away import Printout
from pages.stage_frame import day_sentence
from services import archive, programmes
from services.dashboard import Overview
from services.domain import wording
from services.domain.schema import PROGRAMME
from services.domain.sop import Paper, Status
from services.programmes import Step

FIELDS = PROGRAMME.editable()


def papers(step: Step, missing: tuple[Paper, ...]) -> None:
    """What the current stage needs, and what of it is there."""
    st.header(frame.plain(f"Tahap {step.stage.number}: {step.stage.title}"), anchor=False)
    st.caption(frame.plain(f"Keluaran: {step.stage.output}."))
    lacking = {paper.key for paper in missing}
    goal = components.goal_of(row["id"], step.stage.key)
    components.checks([("Belum" if paper.key in lacking else "Ada", paper.name, goal) for paper in step.stage.papers], "papers")


def days(step: Step) -> None:
    """The days counted so far; those beyond the limit are marked."""
    st.header("Hari yang dihitung", anchor=False)
    for number, counted in enumerate(step.days, start=1):
        over = step.due and counted > step.due
        st.markdown(f"{number}. {wording.weekday_date(counted)}" + (f"  {frame.badge('Lewat')}" if over else ""))
    if not step.days:
        st.write(f"Belum ada: mulai {wording.weekday_date(step.row['started'])}, hari pertama ialah hari kerja berikutnya.")
    st.caption("Hari mulai tidak dihitung. Sabtu, Minggu dan hari libur tidak dihitung, kecuali Pengaturan berkata lain.")


def turn(label: str, question: str, act: str) -> None:
    """End or reopen the programme, with a reason."""
    if panel := folded.popover(label, act):
        with panel:
            reason = st.text_input("Alasan", key=f"reason {act}", help=question)
            if frame.button(label, act):
                with frame.attempt():
                    TURN[act](office, frame.act(act), row["id"], reason)
                    frame.done(act, f"{label}: tercatat.")


TURN = {"cancel": programmes.cancel, "reopen": programmes.reopen}

frame.require("read")
office, day = frame.office(), frame.act("look").today
with office.database.reading() as reader:
    row = reader.get(PROGRAMME, frame.query("program", PROGRAMME.title))
    view = Overview(row, programmes.track(reader, office.sop, row["id"], day))
    step = view.current if row["status"] == Status.RUNNING else None
    missing = programmes.missing(reader, office.sop, row["id"], step.stage.key) if step else ()

opened = wording.long_date(row["opened"]) if row["opened"] else "–"
responsible = f" · penanggung jawab {row['responsible']}" if row["responsible"] else ""
actions = frame.head(
    row["name"], f"Dibuka {opened} · kuota {wording.number(row['quota'])} paket{responsible}",
    frame.Crumb("Program", "programmes.py"), view.word)
if step and frame.can("stage") and actions.button(step.stage.action, type="primary", icon=":material/edit_note:"):
    components.goal_of(row["id"], step.stage.key).open()
with st.container(border=True):
    st.markdown(day_sentence(step) if step else frame.plain(view.sentence + "."))
    components.track(row["id"], view.steps)
    sheet_watch.note(PROGRAMME, row["id"])
if step:
    left, right = st.columns([3, 2])
    with left.container(border=True, height="stretch"):
        papers(step, missing)
    with right.container(border=True, height="stretch"):
        days(step)
if row["note"]:
    st.header("Catatan", anchor=False)
    st.text(row["note"])
with st.container(horizontal=True):
    take_away.offer("cover", Printout(
        "Cetak sampul arsip", f"sampul arsip {row['name']}.pdf",
        lambda office, occasion: archive.cover(office, row["id"], occasion.now)), icon=":material/inventory_2:")
    if row["status"] == Status.RUNNING and frame.can("programme"):
        turn("Batalkan program", "Program berhenti; dapat dibuka kembali.", "cancel")
    if row["status"] in (Status.REJECTED, Status.CANCELLED) and frame.can("reopen"):
        turn("Buka kembali program", "Tahap yang berhenti berjalan lagi.", "reopen")
if frame.can("programme"):
    with st.expander("Ubah data program"):
        key = f"edit {row['id']}"
        if typed := forms.form(FIELDS, row, key):
            with frame.attempt(key):
                programmes.edit(office, frame.act(key), typed.seen, typed)
                frame.done(key, "Tersimpan.")
