"""History: every change, who and when. It cannot be changed or deleted."""

from itertools import groupby

import streamlit as st

from pages import frame
from pages.pieces.history_words import details, sentence
from services.domain import wording
from services.domain.occasion import WITA
from services.domain.schema import TABLES

PAGE = 50
SOURCES = {"panel": "Panel", "sheet": "Google Sheet", "import": "Impor", "desk": "Loket", "paper": "Kertas"}

frame.require("history")
frame.head("Riwayat", "Semua perubahan, siapa dan kapan. Tidak dapat diubah atau dihapus.")
columns = st.columns([2, 2, 2])
row = columns[0].text_input("ID baris", placeholder="Misalnya PRG-7K3QX9ZD4M").strip()
table = columns[1].selectbox("Tabel", list(TABLES), None, lambda name: TABLES[name].title, placeholder="Semua")
source = columns[2].selectbox("Asal", list(SOURCES), None, lambda name: SOURCES[name], placeholder="Semua asal")
wanted = {name: value for name, value in (("row", row), ("table", table), ("source", source)) if value}
page = st.session_state.get("history page", 1)
with frame.office().database.reading() as reader:
    entries = reader.history(limit=PAGE + 1, offset=(page - 1) * PAGE, **wanted)
if not entries:
    st.info("Tidak ada yang cocok. Hapus saringan.")
for day, of_day in groupby(entries[:PAGE], key=lambda entry: entry.at.astimezone(WITA).date()):
    st.header(wording.weekday_date(day), anchor=False)
    with st.container(gap="xsmall"):
        for entry in of_day:
            st.text(f"{wording.clock(entry.at)} · {SOURCES[entry.source]} · {sentence(entry)} · {entry.actor_name}")
            if more := details(entry):
                st.caption(frame.plain(more))
st.pagination(page if len(entries) <= PAGE else page + 1, key="history page")
