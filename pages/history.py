"""History: every change, who and when. It cannot be changed or deleted."""

from itertools import groupby

import streamlit as st

from pages import frame
from pages.pieces.history_words import details, sentence
from services import row_names
from services.domain import wording
from services.domain.occasion import WITA
from services.domain.schema import TABLES
from services.storage.called import about

ROWS = 50
PAGE = "history page"
SOURCES = {"panel": "Panel", "sheet": "Google Sheet", "import": "Impor", "desk": "Loket", "paper": "Kertas"}


def first_page() -> None:
    """Another question begins on its first page."""
    st.session_state.pop(PAGE, None)


frame.require("history")
frame.head("Riwayat", "Semua perubahan, siapa dan kapan. Tidak dapat diubah atau dihapus.")
columns = st.columns([2, 2, 2])
text = columns[0].text_input("Cari", placeholder="Nama, NIK, atau ID baris", on_change=first_page).strip()
table = columns[1].selectbox(
    "Tabel", list(TABLES), None, lambda name: TABLES[name].title, placeholder="Semua", on_change=first_page)
source = columns[2].selectbox(
    "Asal", list(SOURCES), None, lambda name: SOURCES[name], placeholder="Semua asal", on_change=first_page)
wanted = {name: value for name, value in (("table", table), ("source", source)) if value}
page = st.session_state.get(PAGE, 1)
with frame.office().database.reading() as reader:
    meant = [about(text)] if text else []
    entries = reader.history(*meant, limit=ROWS + 1, offset=(page - 1) * ROWS, **wanted)
    names = row_names.names(reader, entries[:ROWS])
if not entries:
    st.info("Tidak ada yang cocok. Hapus saringan.")
for day, of_day in groupby(entries[:ROWS], key=lambda entry: entry.at.astimezone(WITA).date()):
    st.header(wording.weekday_date(day), anchor=False)
    with st.container(gap="xsmall"):
        for entry in of_day:
            st.text(f"{wording.clock(entry.at)} · {SOURCES[entry.source]} · {sentence(entry, names)} · {entry.actor_name}")
            st.caption(frame.plain(" · ".join(filter(None, (entry.row, details(entry, names))))))
st.pagination(page if len(entries) <= ROWS else page + 1, key=PAGE)
