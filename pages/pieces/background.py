"""Long work on a screen: short work at once with a bar, long work in the background, and how it ended."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from pages import frame
from services import identity
from services import jobs as background
from services.domain import wording
from services.domain.occasion import Occasion
from services.jobs import LONG, Told
from services.storage import jobs
from services.storage.jobs import JobState
from services.storage.reader import Row

DOING = {"import": "Menyimpan", "fix": "Menetapkan", "reopen": "Membuka kembali", "doubles": "Mencari ganda di",
         "undo": "Menghapus"}  # kind of job → what it does
MAY_STOP = {"import": "intake", "fix": "list", "reopen": "list", "doubles": "list"}  # kind of job → the right to stop it


def do(
    key: str, kind: str, programme: str, total: int, work: Callable[[Occasion, Told], str],
    then: Callable[[], object] = st.rerun,
) -> None:
    """Do what `work` does and say what it said; so many rows that it takes long are left to the background."""
    occasion = frame.act(key)
    if total > LONG:
        background.begin(frame.office(), occasion, kind, programme, total, lambda told: work(occasion, told))
        frame.done(key, f"{DOING[kind]} {wording.number(total)} baris di belakang layar.", then)
    with st.spinner(f"{DOING[kind]} …"):
        said = work(occasion, lambda _done, _of: None)
    frame.done(key, said, then)


def begin(kind: str, programme: str, total: int, work: Callable[[Told], str]) -> None:
    """Long work that nobody pressed a button for: the screen has found that it is due."""
    occasion = replace(frame.act("look"), operation=identity.new_id("OP"))
    background.begin(frame.office(), occasion, kind, programme, total, work)


def show(kind: str, programme: str) -> bool:
    """The last job of that kind: how far it is, or how it ended; whether it still runs."""
    job = jobs.latest(frame.office().database, kind, programme)
    if job and job["state"] == JobState.RUNNING:
        _running(kind, programme)
    elif job:
        _ended(job)
    return bool(job and job["state"] == JobState.RUNNING)


@st.fragment(run_every=1)
def _running(kind: str, programme: str) -> None:
    job = jobs.latest(frame.office().database, kind, programme)
    if not job or job["state"] != JobState.RUNNING:
        st.rerun()
    done, total = job["done"], job["total"]
    said = f"{DOING[kind]} baris {wording.number(done)} dari {wording.number(total)}. Anda boleh menutup halaman ini."
    with st.container(border=True):
        st.progress(done / max(total, done, 1), said)
        if job["stop"]:
            st.caption("Dihentikan setelah bagian ini …")
        elif kind in MAY_STOP and frame.can(MAY_STOP[kind]):
            st.button("Hentikan", key=f"stop {job['id']}", on_click=jobs.note, args=(frame.office().database, job["id"]),
                      kwargs={"stop": True})


def _ended(job: Row) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        tell = {JobState.DONE: st.success, JobState.STOPPED: st.info}.get(job["state"], st.error)
        tell(frame.plain(job["sentence"]), width="stretch")
        st.button("Tutup", key=f"away {job['id']}", on_click=jobs.put_away, args=(frame.office().database, job["id"]))
