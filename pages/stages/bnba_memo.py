"""Stage 7: the second telaahan with the BNBA of the fixed list, and the request for the symbolic handing-over."""

import streamlit as st

from pages import frame, stage_frame
from pages.pieces import disposition_pieces, memo_pieces
from services import dispositions
from services.domain import wording
from services.domain.sop import Status
from services.people import recipients

KINDS = ("telaahan_2", "permohonan_simbolis")

view = stage_frame.open_stage("bnba_memo")


def listed() -> list[str]:
    """The people of the fixed list, each with the kelurahan."""
    with frame.office().database.reading() as reader:
        rows = recipients.fixed_list(reader, view.programme)
    return [f"{row['name']} ({row['kelurahan'] or 'tanpa kelurahan'})" for row in rows]


def answer(people: list[str]) -> None:
    """The disposition on this memo, awaited or answered."""
    with frame.office().database.reading() as reader:
        row = dispositions.latest(reader, view.id, "bnba_memo")
    if row and row["answer"] is None:
        disposition_pieces.awaited(view, row, people)
    elif row:
        disposition_pieces.answered(view, row, people)


if view.step.status is not Status.NOT_STARTED:
    with frame.attempt():
        people = listed()
        st.caption(f"BNBA memuat {wording.number(len(people))} penerima dari daftar yang ditetapkan, "
                   "dan dicetak bersama telaahan ini dalam satu PDF.")
        answer(people)
        memo_pieces.memo(view, memo_pieces.letters_of(view, *KINDS))
stage_frame.close_stage(view)
