"""The recapitulation of stage 6: what it is counted by, each number the way to its people, PDF and workbook."""

import streamlit as st

from pages import frame
from pages.pieces import take_away
from pages.pieces.take_away import Printout
from pages.stage_frame import View
from services.domain import wording
from services.letter_data import head_of_office
from services.people import recapitulation
from services.people.recapitulation import GROUPINGS, Group

SEXES = ("L", "P")  # columns that count one sex; every other column stands for all of the group


def show(view: View) -> None:
    """People in groups, to read, to open, to sign and to calculate with."""
    st.header("Rekapitulasi", anchor=False)
    if not view.programme["fixed_at"]:
        st.caption("Menghitung semua calon. Setelah daftar ditetapkan, hanya yang ditetapkan.")
    grouping = st.segmented_control(
        "Menurut", list(GROUPINGS), default="kelurahan", required=True, key=f"recap {view.id}",
        format_func=lambda name: GROUPINGS[name])
    today = frame.act("look").today
    with frame.office().database.reading() as reader:
        groups = recapitulation.recap(reader, frame.office().places, view.programme, grouping, today)
    _table(view, grouping, groups)
    men, women, people = (sum(numbers) for numbers in zip(
        *((one.men, one.women, one.number) for one in groups), strict=True)) if groups else (0, 0, 0)
    st.markdown(f"**Jumlah {wording.number(people)} orang**, {wording.number(men)} laki-laki, "
                f"{wording.number(women)} perempuan. Pilih sebuah angka untuk melihat orangnya.")
    _downloads(view, grouping)


def _table(view: View, grouping: str, groups: list[Group]) -> None:
    places = ("Kecamatan",) if grouping == "kelurahan" else ()
    shown = [
        {**dict.fromkeys(places, one.kecamatan), GROUPINGS[grouping]: one.label, "Jumlah": one.number, "L": one.men,
         "P": one.women, "Keterangan": one.note}
        for one in groups
    ]
    event = st.dataframe(shown, key=f"recap {view.id} {grouping}", hide_index=True, row_height=36, height="content",
                         on_select="rerun", selection_mode="single-cell")
    for at, column in event.selection.cells[:1]:
        _open(view, grouping, groups[at], str(column))


def _open(view: View, grouping: str, group: Group, column: str) -> None:
    """Go to the people behind a number."""
    values = ["" if value is None else str(value) for value in group.values]
    where = {"program": view.id, "kelompok": grouping, "nilai": values} | ({"jk": column} if column in SEXES else {})
    st.switch_page("recipients.py", query_params=where)


def _downloads(view: View, grouping: str) -> None:
    """The recapitulation as PDF (where there is somebody to sign it) and as a workbook."""
    name = f"rekapitulasi {GROUPINGS[grouping].lower()} {view.programme['name']}"
    with st.container(horizontal=True):
        with frame.attempt(), frame.office().database.reading() as reader:
            head_of_office(reader, frame.act("look").today)
            take_away.offer("recap pdf", Printout(
                "Unduh rekap PDF", f"{name}.pdf",
                lambda office, occasion: recapitulation.recap_pdf(office, view.id, grouping, occasion.now)))
        take_away.offer("recap xlsx", Printout(
            "Unduh rekap XLSX", f"{name}.xlsx",
            lambda office, occasion: recapitulation.recap_xlsx(office, view.id, grouping, occasion.today)))
