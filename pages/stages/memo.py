"""Stage 1: the telaahan staf that asks the mayor for approval."""

import streamlit as st

from pages import frame, stage_frame
from pages.pieces import memo_pieces
from services.domain.sop import Status

view = stage_frame.open_stage("memo")
with frame.attempt():
    memo_pieces.memo(view, memo_pieces.letters_of(view, "telaahan_1"))
if view.step.status is Status.DONE:
    st.page_link(stage_frame.stage_page("disposition"), label="Buka Disposisi Wali Kota", icon=":material/approval:",
                 query_params={"program": view.id})
stage_frame.close_stage(view)
