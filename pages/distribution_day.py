"""Distribution day at a desk: one box, one answer, one button, and the counters of the point."""

import streamlit as st

from pages import frame
from pages.pieces import (
    closing_letters,
    components,
    desk_answers,
    desk_deeds,
    point_cards,
    point_numbers,
    point_papers,
    point_plan,
    suitcases,
)
from pages.pieces.components import Goal, Way
from pages.pieces.desk_deeds import Case
from services.distribution import handovers, suitcase
from services.domain import desk
from services.domain.schema import PROGRAMME, RECIPIENT
from services.domain.states import PointState
from services.storage.originals import ROOT
from services.storage.reader import Row

BOX = "Pindai QR, atau ketik kode, 4 angka akhir NIK, atau nama"
READY = "**Siap.** Pindai undangan orang berikutnya.  \nTidak ada QR? Ketik 4 huruf awal kode, 4 angka akhir NIK, atau sebagian nama."


def pick_point(desks: list[Row], programmes: dict[str, Row]) -> None:
    """At which point is this desk? The choice stands in the address and survives a reload."""
    frame.head("Penyaluran", "Pilih titik tempat Anda bertugas." if desks else "")
    if not desks:
        st.info("Tidak ada titik yang menyalurkan sekarang. Titik tampil di sini selama tahap Penyaluran berjalan.")
    components.ways([
        Way(row["state"], "", row["name"], f" · {point_cards.when(row)} · {programmes[row['programme']]['name']}", "Buka",
            Goal("distribution_day.py", {"titik": row["id"]}))
        for row in desks
    ], "points")


def another_point() -> None:
    """Back to the choice."""
    desk_answers.forget()
    st.query_params.clear()


def look_up(point: Row, programme: Row, asked: str, chosen: str | None) -> tuple[list[Row], Case | None]:
    """The people that were asked for; where it is one person, the case."""
    with frame.office().database.reading() as reader:
        people = [reader.get(RECIPIENT, chosen)] if chosen else handovers.find(reader, programme["id"], asked)
        if len(people) != 1:
            return people, None
        said = handovers.answer(reader, people[0], point, frame.act("look").today)
        return people, Case(said, people[0], point, programme)


def answer(point: Row, programme: Row) -> None:
    """What the desk says to what was asked."""
    asked = st.session_state.get("asked")
    if not asked:
        st.markdown(READY)
        return
    people, case = look_up(point, programme, asked, st.session_state.get("chosen"))
    if case:
        desk_answers.band(case.answer)
        desk_deeds.actions(case)
    elif people:
        desk_answers.several(people)
    else:
        desk_answers.nobody(desk.unknown(asked, programme))


def at_the_desk(point: Row, programme: Row) -> None:
    """A point that hands over, or has."""
    actions = frame.head(point["name"], f"{programme['name']} · {point_cards.when(point)}", word=point["state"])
    actions.link_button("Buka loket", frame.link(f"/loket?titik={point['id']}"), icon=":material/qr_code_scanner:",
                        help="Halaman ringan untuk pemindai dan ponsel; tetap berjalan tanpa sambungan")
    st.html(ROOT / "assets" / "loket.css")
    if point["state"] == PointState.CLOSED:
        st.info("Titik ini sudah ditutup. Serahkan tanda terima dan sisa paket dengan berita acaranya.")
        closing_letters.to_print(point)
    else:
        st.text_input(BOX, key="loket", on_change=desk_answers.ask)
        with st.container(border=True):
            answer(point, programme)
    point_numbers.counters(point)
    if point["state"] != PointState.CLOSED and frame.can("handover"):
        with st.expander("Tutup titik"):
            point_plan.close(point)
        point_papers.from_paper(point)
        suitcases.carried()
    st.button("Ganti titik", type="tertiary", icon=":material/swap_horiz:", on_click=another_point)


frame.require("desk")
with frame.office().database.reading() as reader:
    desks = {row["id"]: row for row in suitcase.desks(frame.office(), reader)}
    programmes = {row["id"]: row for row in reader.find(PROGRAMME, id=handovers.distributing(reader))}
here = desks.get(st.query_params.get("titik", ""))
if here:
    at_the_desk(here, programmes[here["programme"]])
else:
    pick_point(list(desks.values()), programmes)
