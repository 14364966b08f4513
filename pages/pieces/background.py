"""Long work on the screens: short work at once, long work in the background, and above every page how far it is."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from pages import frame
from pages.pieces.draft import JOB
from services import identity
from services import jobs as background
from services.domain.occasion import Occasion
from services.jobs import LONG, Task, Told
from services.people import drafts
from services.storage import jobs
from services.storage.jobs import JobState
from services.storage.reader import Row

DUE = "work that is due"  # of the page that is being drawn


def do(key: str, task: Task, work: Callable[[Occasion, Told], str], then: Callable[[], object] = st.rerun) -> None:
    """Do what `work` does and say what it said; so many rows that it takes long are left to the background."""
    occasion = frame.act(key)
    if task.total > LONG:
        background.begin(frame.office(), occasion, task, lambda told: work(occasion, told))
        frame.done(key, f"{task.title} berjalan di belakang layar.", then)
    with st.spinner(f"{task.title} …"):
        said = work(occasion, lambda _done, _of: None)
    frame.done(key, said, then)


def begin(task: Task, work: Callable[[Told], str]) -> None:
    """Long work that nobody pressed a button for: the screen has found that it is due, and shows what was found before.

    It begins once the screen is drawn, so that it does not slow it down; not while it runs, nor while whoever looks has
    not put away how it failed.
    """
    st.session_state.setdefault(DUE, {})[task.kind, task.programme] = task, work


def _begin(task: Task, work: Callable[[Told], str]) -> str | None:
    """The ID of the job that does it; None where it has failed."""
    last = jobs.latest(frame.office().database, task.kind, task.programme)
    occasion = replace(frame.act("look"), operation=identity.new_id("OP"))
    if last and last["state"] == JobState.RUNNING:
        return str(last["id"])
    if last and last["actor"] == occasion.actor.id and last["state"] != JobState.DONE:
        return None
    with frame.attempt():
        background.begin(frame.office(), occasion, task, work)
    return occasion.operation


def runs(kind: str, programme: str) -> bool:
    """Whether a job of that kind runs for a programme."""
    return background.runs(frame.office(), kind, programme)


def draw() -> None:
    """Above every page, once it is drawn: the work of who looks, and what runs for the programme in the address."""
    awaited = [_begin(*due) for due in st.session_state.pop(DUE, {}).values()]
    found = _jobs()
    for job in found:
        if job["state"] != JobState.RUNNING and job["id"] != st.query_params.get(JOB):
            _ended(job)
    running = [job["id"] for job in found if job["state"] == JobState.RUNNING]
    if known := dict.fromkeys([*running, *filter(None, awaited)]):  # the page does not show yet what one found at once
        _running([*known])


def _jobs() -> list[Row]:
    return jobs.to_show(frame.office().database, frame.actor().id, st.query_params.get("program", ""))


@st.fragment(run_every=1)
def _running(known: list[str]) -> None:
    """How far each of the known jobs is; when one ends, the page says so and is drawn anew."""
    found = {job["id"]: job for job in _jobs()}
    for one in known:
        job = found.get(one)
        if job is None or job["state"] != JobState.RUNNING:
            st.session_state["said"] = job["sentence"] if job else None
            st.rerun()
        _bar(job)


def _bar(job: Row) -> None:
    share = min(1.0, job["done"] / max(job["total"], 1))
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        ahead = "Dihentikan setelah bagian ini …" if job["stop"] else "Anda boleh menutup halaman ini."
        st.progress(share, frame.plain(f"{job['title']}: {share:.0%}") + f". {ahead}", width="stretch")
        if not job["stop"] and job["right"] and frame.can(job["right"]):
            st.button("Hentikan", key=f"stop {job['id']}", on_click=jobs.note, args=(frame.office().database, job["id"]),
                      kwargs={"stop": True})


def _ended(job: Row) -> None:
    """How it ended, and what it has made."""
    with st.container(horizontal=True, vertical_alignment="center"):
        tell = {JobState.DONE: st.success, JobState.STOPPED: st.info}.get(job["state"], st.error)
        tell(frame.plain(job["sentence"]), width="stretch")
        if job["state"] == JobState.DONE:
            _result(job)
        st.button("Tutup", key=f"away {job['id']}", on_click=background.put_away, args=(frame.office(), job["id"]))


def _result(job: Row) -> None:
    """The way to what a job has made."""
    if job["file"]:
        st.link_button("Buka berkas", frame.link(f"/cetakan/{job['id']}"), icon=":material/print:")
    elif job["kind"].startswith(drafts.KIND):
        st.page_link("stages/data_intake.py", label="Periksa hasilnya", icon=":material/fact_check:",
                     query_params={"program": job["programme"], JOB: job["id"]})
