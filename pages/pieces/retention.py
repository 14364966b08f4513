"""Personal data whose time is over: destroyed after a question, and the berita acara of what was."""

import streamlit as st

from pages import frame
from pages.pieces import background, take_away
from pages.pieces.ask import answer, ask
from pages.pieces.take_away import Printout
from services import retention
from services.domain import wording
from services.domain.occasion import Occasion
from services.domain.schema import PROGRAMME
from services.jobs import Task, Told
from services.retention import Due
from services.sync import year_end

SAID = (
    "Data pribadi hanya disimpan selama diperlukan (UU 27/2022). Sesudah masa simpannya habis, nama, NIK, dan isian pribadi "
    "lain dimusnahkan di panel, di riwayatnya, di Google Sheet, dan di berkas instansi; jumlah dan wilayah tetap ada."
)


def show() -> None:
    """What is due, and what was destroyed."""
    st.caption(SAID)
    with frame.office().database.reading() as reader:
        due, destroyed = retention.due(reader, frame.act("look").today), retention.destroyed(reader)
        names = {row["id"]: row["name"] for row in reader.find(PROGRAMME, id=list(destroyed))}
    if not due:
        st.info("Tidak ada program yang masa simpan datanya habis.")
    for one in due:
        _due(one)
    for programme, entry in destroyed.items():
        with st.container(border=True):
            st.markdown(f"**{frame.plain(names[programme])}** · dimusnahkan {wording.moment(entry.at)} oleh {frame.plain(entry.actor_name)}")
            take_away.offer(f"minutes {programme}", _minutes(programme))


def _minutes(programme: str) -> Printout:
    return Printout("Berita acara pemusnahan", "berita acara pemusnahan.pdf",
                    lambda office, occasion: retention.minutes(office, programme, occasion.now))


def _due(one: Due) -> None:
    """One programme whose time is over."""
    row, key = one.programme, f"destroy {one.programme['id']}"
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        number = wording.number(one.rows)
        st.markdown(f"**{frame.plain(row['name'])}** · disimpan sampai {one.until} · {number} baris data pribadi", width="stretch")
        if st.button("Musnahkan", key=f"ask {key}", icon=":material/delete_forever:"):
            ask(key, f"Musnahkan data pribadi {row['name']}?", _warning(row["id"]), "Musnahkan")
    if answer(key) is not None:
        _destroy(one, key)


def _warning(programme: str) -> str:
    """What the act means, and what the panel cannot reach."""
    closed = next((year for year in year_end.closed_years(frame.office()) if programme in year.programmes), None)
    archive = f" Baris program ini juga ada di Google Sheet arsip {closed.year}: hapus arsip itu." if closed else ""
    return f"Data ini tidak dapat dikembalikan. Berkas cadangan yang lama masih memuatnya: hapus juga cadangan itu.{archive}"


def _destroy(one: Due, key: str) -> None:
    programme = one.programme["id"]

    def work(occasion: Occasion, told: Told) -> str:
        return f"Dimusnahkan: {retention.destroy(office, occasion, programme, told)}."

    office = frame.office()
    with frame.attempt():
        background.do(key, Task("retention", programme, f"Memusnahkan data {one.programme['name']}", one.rows), work)
