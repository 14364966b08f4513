"""Stage 2: the mayor's disposition on the telaahan."""

import streamlit as st

from pages import frame, stage_frame
from pages.pieces import disposition_pieces
from services import dispositions, identity
from services.domain.sop import Status
from services.domain.states import Answer
from services.storage.reader import Row


def nothing_asked() -> None:
    """The stage runs, but no disposition was asked for: an administrator went past the memo's papers."""
    key = f"sheet {view.id}"
    st.info("Belum ada lembar disposisi untuk telaahan ini.")
    if view.step.open and frame.can("disposition") and frame.button("Buat lembar disposisi", key, view.actions, type="primary"):
        with frame.attempt():
            dispositions.hand_in(frame.office(), frame.act(key), view.id, "memo", identity.paper_code())
            frame.done(key, "Lembar disposisi dibuat.")


def newest() -> Row | None:
    with frame.office().database.reading() as reader:
        return dispositions.latest(reader, view.id, "memo")


view = stage_frame.open_stage("disposition")
if view.step.status is not Status.NOT_STARTED:
    row = newest()
    if row is None:
        nothing_asked()
    elif row["answer"] is None:
        disposition_pieces.awaited(view, row)
    else:
        disposition_pieces.answered(view, row)
        if row["answer"] == Answer.RETURNED:
            st.page_link(stage_frame.stage_page("memo"), label="Buka Telaahan Staf", icon=":material/edit_note:",
                         query_params={"program": view.id})
disposition_pieces.find_by_code()
stage_frame.close_stage(view)
