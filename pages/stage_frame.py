"""The frame of a stage, the same on all eight pages: what the SOP says, where it stands, its papers, its history.

    view = stage_frame.open_stage("memo")     # draws head and checklist
    ...                                       # what is special to the stage
    stage_frame.close_stage(view)             # finish, override, history of this stage
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages import frame
from pages.pieces import folded, history_list
from pages.pieces.phone_list import on_phone
from services import attachments, programmes, row_names
from services.domain import wording
from services.domain.occasion import Actor
from services.domain.schema import PROGRAMME
from services.domain.sop import Paper, Status
from services.programmes import Step
from services.storage.reader import Row


@dataclass(frozen=True)
class View:
    """What a stage page works with; `actions` is the place of its primary action."""

    person: Actor
    programme: Row
    step: Step
    lacking: tuple[Paper, ...]
    actions: Any

    @property
    def id(self) -> str:
        """ID of the programme."""
        return self.programme["id"]


def stage_page(key: str) -> str:
    """The page of a stage, for links."""
    return f"stages/{key}.py"


def open_stage(key: str) -> View:
    """Who asks, which programme; draw the head and the checklist of papers."""
    person = frame.require("read")
    office, programme = frame.office(), frame.query("program", PROGRAMME.title)
    with office.database.reading() as reader:
        row = reader.get(PROGRAMME, programme)
        steps = programmes.track(reader, office.sop, programme, frame.act("look").today)
        lacking = programmes.missing(reader, office.sop, programme, key)
        there = attachments.files_of(reader, programme=programme, stage=key)
    step = next(step for step in steps if step.stage.key == key)
    actions = _head(row, step, len(steps))
    view = View(person, row, step, lacking, actions)
    _standing(view)
    if step.status is not Status.NOT_STARTED:
        _checklist(view, there)
    return view


def _head(row: Row, step: Step, count: int) -> Any:
    stage = step.stage
    first = next((executor.party for executor in stage.executors), stage.desk)
    party = frame.office().sop.party(first)
    said = f"SOP: {party.modern or party.name} · waktu {stage.waktu.lower()} · keluaran {stage.output}"
    return frame.head(stage.title, said, frame.of_programme(row, f" · tahap {stage.number} dari {count}"), step.word)


def _standing(view: View) -> None:
    """One sentence: where the stage stands, and at whose desk."""
    step = view.step
    if step.status is Status.NOT_STARTED:
        before = [view_title(key) for key in step.stage.predecessors]
        st.info(f"Tahap ini belum mulai. Ia mulai sendiri setelah {wording.join(before)} selesai.")
    elif step.open:
        st.markdown(day_sentence(step))
    else:
        finished = step.row["finished"]
        st.markdown(f"{step.status} pada {wording.weekday_date(finished)}." if finished else f"{step.status}.")
    if step.row["override"]:
        st.caption(frame.plain(f"Syarat dilewati Administrator: {step.row['override']}"))


def view_title(key: str) -> str:
    """The title of a stage."""
    return frame.office().sop.stage(key).title


def day_sentence(step: Step) -> str:
    """Where an open stage stands, with the days counted: "Di meja Wali Kota sejak …, hari ke-4 dari 2."."""
    since = wording.weekday_date(step.row["started"])
    limit = f"{'Lewat batas' if step.late else 'Batas'} SOP {wording.weekday_date(step.due)}." if step.due else ""
    return f"Di meja **{step.desk}** sejak {since}, {step.counted}. " + (f"**{limit}**" if step.late else limit)


def _checklist(view: View, there: list[Row]) -> None:
    papers, lacking = view.step.stage.papers, {paper.key for paper in view.lacking}
    have = len(papers) - len(lacking)
    with st.container(border=True):
        st.markdown(f"**Kelengkapan {have} dari {len(papers)}.**" + (" Masih kurang:" if lacking else ""))
        for paper in papers:
            _paper(view, paper, paper.key in lacking, [row for row in there if row["paper"] == paper.key])


def _paper(view: View, paper: Paper, lacks: bool, files: list[Row]) -> None:
    chip = frame.badge("Belum" if lacks else "Ada")
    with st.container(horizontal=True, vertical_alignment="center"):
        if not on_phone():
            st.markdown(chip, width=76)
        with st.container(gap="xsmall"):
            st.markdown(f"{chip}  {frame.plain(paper.name)}" if on_phone() else frame.plain(paper.name))
            show_files(files)
        attaches = frame.can("files") and view.step.open
        if attaches and (panel := folded.popover("Lampirkan" if lacks else "Tambah", paper.key)):
            with panel:
                attach_form(view, paper.key, view.step.row["id"])


def show_files(rows: list[Row]) -> None:
    """Attachments: a link that opens each, and below where the hardcopies lie, each place once."""
    for row in rows:
        if row["sha256"]:
            st.link_button(frame.plain(row["name"]), frame.link(f"/berkas/{row['id']}"), icon=":material/attach_file:", type="tertiary")
    places = Counter(row["hardcopy_place"] for row in rows if row["hardcopy_place"])
    if places:
        said = (place if count == 1 else f"{place} ({count} lembar)" for place, count in places.items())
        st.caption(frame.plain(f"Hardcopy: {'; '.join(said)}"))


def attach_form(view: View, paper: str, owner: str) -> None:
    """Upload a scan that proves a paper, or note where its hardcopy lies."""
    key = f"attach {view.id} {view.step.stage.key} {paper} {owner}"
    with st.form(key, border=False):
        upload = st.file_uploader("Berkas (PDF, JPG, PNG; paling besar 10 MB)", ["pdf", "jpg", "jpeg", "png"])
        hardcopy = st.text_input("Tempat hardcopy", placeholder="Misalnya: lemari 2, map Telaahan 2026")
        sent = frame.submit("Lampirkan", f"send {key}", type="primary")
    if sent:
        with frame.attempt():
            attachments.attach(
                frame.office(), frame.act(key), owner, content=upload.getvalue() if upload else b"",
                name=upload.name if upload else "", hardcopy_place=hardcopy,
                programme=view.id, stage=view.step.stage.key, paper=paper,
            )
            frame.done(key, "Berkas dilampirkan.")


def close_stage(view: View) -> None:
    """Finish the stage, or say what is missing; an administrator may go past the gate; history below."""
    if view.step.open:
        _finish(view)
    if view.step.status is not Status.NOT_STARTED:
        _history(view)


def _finish(view: View) -> None:
    """With all papers there, finishing is the primary action; else an administrator may go past the gate."""
    key, stage = f"finish {view.step.row['id']}", view.step.stage
    if view.lacking:
        st.caption("Tahap ini dapat ditandai selesai setelah kelengkapannya ada.")
    elif frame.can("stage") and frame.button(
        "Tandai selesai", key, view.actions, icon=":material/check:", type="primary"
    ):
        with frame.attempt():
            programmes.finish(frame.office(), frame.act(key), view.id, stage.key)
            frame.done(key, f"Tahap {stage.title} selesai.")
    if frame.can("override") and view.lacking:
        _override(view, f"override {view.step.row['id']}")


def _override(view: View, key: str) -> None:
    stage = view.step.stage
    if panel := folded.popover("Lewati syarat", key):
        with panel:
            reason = st.text_input("Alasan", key=f"reason {key}")
            if frame.button("Selesaikan tanpa kelengkapan", key):
                with frame.attempt():
                    programmes.override(frame.office(), frame.act(key), view.id, stage.key, reason)
                    frame.done(key, f"Tahap {stage.title} selesai, syarat dilewati.")


def _history(view: View) -> None:
    with st.expander("Riwayat tahap ini"), frame.office().database.reading() as reader:
        rows = [view.step.row["id"], *(row["id"] for row in attachments.files_of(
            reader, programme=view.id, stage=view.step.stage.key))]
        entries = reader.history(row=rows, limit=30)
        history_list.show(entries, row_names.called(reader, frame.office().sop, entries), "Riwayat tahap ini", dated=True)
