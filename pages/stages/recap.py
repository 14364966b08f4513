"""Stage 6: doubles decided, people chosen within the quota, the list fixed, and the recapitulation."""

from typing import Any

import streamlit as st

from pages import fixed_list, frame, proposal, stage_frame
from pages.people_table import WORKBOOK
from pages.stage_frame import View
from services import selection
from services.domain import wording
from services.domain.sop import Status
from services.letter_data import head_of_office


def recapitulation(view: View) -> None:
    """People by kelurahan, to read, to sign and to calculate with."""
    office = frame.office()
    with office.database.reading() as reader:
        rows = selection.recap(reader, office.places, view.programme)
    st.header("Rekapitulasi", anchor=False)
    if not view.programme["fixed_at"]:
        st.caption("Menghitung semua calon. Setelah daftar ditetapkan, hanya yang ditetapkan.")
    shown: list[dict[str, Any]] = [
        {"Kecamatan": row.kecamatan, "Kelurahan": row.kelurahan, "Jumlah": row.recipients, "L": row.men, "P": row.women,
         "Keterangan": row.note}
        for row in rows
    ]
    st.dataframe(shown, hide_index=True, row_height=36, height="content")
    men, women, people = (sum(row.counts[at] for row in rows) for at in (1, 2, 0))
    st.markdown(f"**Jumlah {wording.number(people)} orang**, {wording.number(men)} laki-laki, "
                f"{wording.number(women)} perempuan.")
    downloads(view)


def downloads(view: View) -> None:
    """The recapitulation as PDF (where there is somebody to sign it) and as a workbook."""
    office, name = frame.office(), f"rekapitulasi {view.programme['name']}"
    with st.container(horizontal=True):
        with frame.attempt(), office.database.reading() as reader:
            head_of_office(reader, frame.act("look").today)
            st.download_button("Unduh rekap PDF", lambda: selection.recap_pdf(office, view.id, frame.now()),
                               f"{name}.pdf", "application/pdf", icon=":material/download:", on_click="ignore")
        st.download_button("Unduh rekap XLSX", lambda: selection.recap_xlsx(office, view.id), f"{name}.xlsx", WORKBOOK,
                           icon=":material/download:", on_click="ignore")


view = stage_frame.open_stage("recap")
if view.step.status is not Status.NOT_STARTED:
    if view.programme["fixed_at"]:
        fixed_list.show(view)
    else:
        proposal.show(view)
    recapitulation(view)
stage_frame.close_stage(view)
