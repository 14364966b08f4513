"""Stage 8, Penyaluran: points, who goes where, papers, progress at each point, leftover, the way to the desk."""

import streamlit as st

from pages import frame, stage_frame
from pages.pieces import closing_letters, complaint_cards, folded, point_cards, point_papers, point_plan, suitcases
from services import identity
from services.distribution import complaints, placing, points, seconds
from services.domain import wording
from services.domain.nik import mask


def propose() -> None:
    """One click: a point for each kecamatan, on the next working day."""
    occasion = frame.act("propose")
    with frame.attempt():
        day = office.calendar().add_workdays(occasion.today, 1)
        placing.propose(office, occasion, view.id, day, identity.paper_code)
        frame.done("propose", "Titik diusulkan, satu tiap kecamatan. Periksa tanggal dan petugasnya.")


def assign(label: str, key: str, sentence: str, again: bool = False) -> None:
    """Send people to points by kelurahan."""
    if frame.button(label, key):
        with frame.attempt():
            placing.assign(office, frame.act(key), view.id, identity.paper_code, again)
            frame.done(key, sentence)


def homeless() -> None:
    """The people who do not know where to go, and a place for them."""
    st.header(f"Belum punya titik ({len(without)})", anchor=False)
    st.caption("Tidak ada titik yang melayani kelurahannya. Pilih barisnya, lalu titiknya.")
    shown = [{"Nama": row["name"], "NIK": mask(row["nik"]), "Kelurahan": row["kelurahan"]} for row in without]
    picked = st.dataframe(shown, key="homeless", on_select="rerun", selection_mode="multi-row", hide_index=True)
    chosen = [without[at]["id"] for at in picked["selection"]["rows"] if at < len(without)]
    names = {row["id"]: row["name"] for row in cards}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        point = st.selectbox("Titik", list(names), format_func=names.__getitem__, key="point of homeless")
        if frame.button(f"Tempatkan {len(chosen)} orang", "move", disabled=not chosen or point is None):
            with frame.attempt():
                placing.move(office, frame.act("move"), chosen, point)
                frame.done("move", f"{len(chosen)} orang ditempatkan.")


def twice() -> None:
    """The people who were served at two points while a desk had no line: nobody may overlook them."""
    st.header(f"Dilayani di dua titik ({len(again)})", anchor=False)
    st.caption("Satu titik melayani tanpa sambungan. Periksa kedua tanda terimanya, lalu tarik satu paket.")
    names = {row["id"]: row["name"] for row in cards}
    for person, handover, said, _ in again:
        st.page_link("person.py", label=frame.plain(person["name"]), query_params={"orang": person["id"]})
        st.text(f"{names.get(handover['point'], 'titik lain')}, "
                f"{wording.moment(handover['at'])}, diserahkan {handover['officer']}; lalu {said}.")


def plan() -> None:
    """The actions of who plans."""
    with st.container(horizontal=True):
        if panel := folded.popover("Tambah titik", f"new {view.id}", icon=":material/add_location:"):
            with panel:
                point_plan.edit(view.id)
        if without:
            assign("Bagikan yang belum punya titik", "assign", "Penerima dibagikan ke titik menurut kelurahan.")
        if panel := folded.popover("Bagikan ulang", f"again {view.id}"):
            with panel:
                st.write("Semua yang belum menerima dibagi dari awal, juga yang Anda tempatkan sendiri.")
                assign("Bagikan ulang semua", "again", "Semua yang belum menerima dibagikan ulang.", again=True)
        suitcases.merge(view.id)


view, office = stage_frame.open_stage("distribution"), frame.office()
with office.database.reading() as reader:
    people = points.number_chosen(reader, view.id)
    without = points.without_point(reader, view.id)
    cards = points.of_programme(reader, view.id)
    again = seconds.of_programme(reader, view.id)
    noted = complaints.of_programme(reader, view.id)

if cards and view.step.open and view.actions.button("Buka meja penyaluran", type="primary", icon=":material/storefront:"):
    st.switch_page("distribution_day.py")
if people and not cards and frame.can("points") and frame.button("Usulkan titik", "propose", view.actions, type="primary"):
    propose()
if again:
    twice()
brought = sum(row["packages"] or 0 for row in cards)
st.header("Titik salur", anchor=False)
st.caption(f"{wording.number(people)} penerima · {len(cards)} titik · {wording.number(brought)} paket dibawa"
           if people else "Belum ada penerima yang ditetapkan. Tetapkan dahulu di tahap Rekapitulasi.")
for row in cards:
    point_cards.card(row)
if len(cards) > 1:
    point_papers.to_print_all(view.id, cards)
if people and frame.can("points"):
    plan()
if without and cards:
    homeless()
if cards:
    closing_letters.of_points(view, cards)
    closing_letters.show(view)
complaint_cards.draw(noted)
stage_frame.close_stage(view)
