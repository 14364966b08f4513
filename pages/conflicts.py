"""What differs between the panel and the sheet: both values, who, when and where; one click decides, one takes it back."""

import streamlit as st

from pages import frame
from pages.pieces import case_cards
from services.storage.originals import ROOT
from services.sync import cases
from services.sync.cases import Kind

TABS: dict[str, tuple[str, tuple[Kind, ...], str]] = {
    "conflict": ("Konflik", ("conflict",),
                 "Diubah di panel dan di Google Sheet sejak pencocokan terakhir. Isian lembar yang berlaku sekarang; "
                 "isian panel menunggu di sini. Tidak ada yang hilang: pilih yang benar."),
    "proposal": ("Usulan dari lembar", ("proposal",),
                 "Seseorang mengetik di kolom yang hanya ditulis panel. Isian panel sudah dikembalikan; "
                 "usulannya menunggu di sini."),
    "unreadable": ("Perlu diperbaiki", cases.FAULTY,
                   "Isian ini tidak dapat dipakai panel. Perbaiki di lembarnya, maka hilang sendiri dari sini; "
                   "atau putuskan di sini."),
    "settled": ("Sudah diputuskan", (), "Yang diputuskan terakhir. Yang diurungkan menunggu putusan lagi."),
}

frame.require("read")
st.html(ROOT / "assets" / "berdampingan.css")
office = frame.office()
with office.database.reading() as reader:
    number = cases.counts(reader)
    waiting = number["conflict"] + number["proposal"] + number["unreadable"]
    frame.head("Isian yang berbeda", f"{waiting} isian menunggu putusan." if waiting else
               "Tidak ada isian yang berbeda. Panel dan Google Sheet cocok." if cases.standing(office)
               else "Belum ada Google Sheet yang terhubung, jadi tidak ada isian yang dapat berbeda.")
    st.session_state.setdefault("case kind", next((kind for kind in number if number[kind]), "conflict"))
    chosen = st.segmented_control(
        "Jenis", list(TABS), required=True, label_visibility="collapsed", key="case kind",
        format_func=lambda kind: TABS[kind][0] + (f" ({number[kind]})" if kind in number else ""))
    title, kinds, said = TABS[chosen or "conflict"]
    questions, done = cases.questions(reader, *kinds), cases.settled(reader) if chosen == "settled" else []
st.caption(said)
for question in questions:
    case_cards.card(question)
for one in done:
    case_cards.decided(one)
