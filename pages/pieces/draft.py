"""The workbook that is looked at between reading and storing: a short one in the session, a long one behind its job."""

import zlib

import streamlit as st

from pages import frame
from services import identity, jobs
from services.people import drafts
from services.people.drafts import Draft

JOB = "baca"  # in the address: the job that has read it


def at_hand(programme: str) -> Draft | None:
    """What was read for a programme, and neither stored nor given up."""
    kept: Draft | None = st.session_state.get(_name(programme))
    job = st.query_params.get(JOB)
    if job and (kept is None or kept.key != job):
        with frame.attempt():
            kept = st.session_state[_name(programme)] = drafts.of_job(frame.office(), frame.actor(), programme, job)
    return kept


def take(programme: str, agency: str, name: str, content: bytes) -> None:
    """Read a workbook and show it; a long one is left to the background."""
    key = f"read {agency} {zlib.crc32(content)}"
    with frame.attempt():
        occasion, office = frame.act(key), frame.office()
        with office.database.reading() as reader:
            long = drafts.takes_long(reader, programme, agency, content)
        if long:
            drafts.begin(office, occasion, programme, agency, name, content)
            st.session_state["uploads"] = uploads() + 1
            frame.done(key, f"{name} dibaca di belakang layar.")
        with st.spinner("Membaca dan memeriksa berkas …"):
            st.session_state[_name(programme)] = drafts.read(
                office, occasion.today, identity.new_id("UNG"), programme, agency, name, content)
        st.rerun()


def uploads() -> int:
    """How many uploads were left to the background: the field for the next one is another, and empty."""
    return int(st.session_state.get("uploads", 0))


def away(programme: str) -> None:
    """It was stored or given up."""
    st.query_params.pop(JOB, None)
    draft: Draft | None = st.session_state.pop(_name(programme), None)
    if draft:
        jobs.put_away(frame.office(), draft.key)


def _name(programme: str) -> str:
    return f"draft {programme}"
