"""What a person decides in stage 6: which of two doubles stays, who comes first, who is out."""

import streamlit as st

from pages import frame
from pages.pieces.ask import answer, ask
from pages.stage_frame import View
from services.domain import wording
from services.domain.nik import mask
from services.domain.states import RecipientState
from services.people import selection
from services.people.selection import Decision
from services.storage.reader import Row

SHOWN = 5  # doubles at a time; the next come up by themselves
BESIDE = (  # pages that help to decide
    ("doubles.py", "Lihat semua data ganda dan mirip", "group"),
    ("audit.py", "Pemeriksaan sebelum penetapan", "policy"),
)
MEANS = {
    Decision.FIRST: "Orang ini masuk daftar sebelum yang lain, apa pun aturannya.",
    Decision.RESERVE: "Orang ini masuk cadangan, apa pun aturannya.",
    Decision.DROP: "Orang ini keluar dari program ini. Anda dapat mengembalikannya sebelum daftar ditetapkan.",
}


def doubles(view: View) -> None:
    """The same NIK from several agencies: which row stays? The same No. KK: how many, and where to look."""
    with frame.office().database.reading() as reader:
        found = selection.doubles(reader, view.id, "nik", SHOWN)
        families = selection.doubles(reader, view.id, "no_kk", 0).number
    if found.number:
        st.header(f"{wording.number(found.number)} NIK ganda", anchor=False)
        st.caption("NIK yang sama dikirim lebih dari sekali. Pilih baris yang dipakai; yang lain gugur dengan alasan.")
        _first_of_all(view, found.number)
    for group in found.groups:
        with st.container(border=True):
            for row, sender in group:
                _double(row, sender)
    if families:
        alike = f"{wording.number(families)} No. KK tercatat pada lebih dari satu orang."
        st.caption(alike + (" Orang kedua menunggu di akhir cadangan." if view.programme["one_per_kk"] else ""))
    with st.container(horizontal=True):
        for file, label, icon in BESIDE:
            st.page_link(file, label=label, icon=f":material/{icon}:", query_params={"program": view.id})


def _first_of_all(view: View, number: int) -> None:
    """Many doubles in one act: who came first stays."""
    key = f"first {view.id}"
    if number > 1 and frame.can("list") and frame.button("Pakai yang datang lebih dahulu, untuk semua", key):
        with frame.attempt():
            selection.keep_first(frame.office(), frame.act(key), view.id, "nik")
            frame.done(key, "Yang datang kemudian gugur; masih dapat dikembalikan di bagian Gugur.")


def _double(row: Row, sender: str) -> None:
    text, button = st.columns([5, 1], vertical_alignment="center")
    facts = (mask(row["nik"]), row["kelurahan"], row["address"], sender)
    text.markdown(f"**{frame.plain(row['name'])}** · {frame.plain(' · '.join(filter(None, facts)))}")
    key = f"keep {row['id']}"
    if frame.can("list") and frame.button("Pakai yang ini", key, button):
        with frame.attempt():
            selection.keep_only(frame.office(), frame.act(key), row["id"], "nik")
            frame.done(key, "Baris yang lain gugur; masih dapat dikembalikan di bagian Gugur.")


def of_person(row: Row) -> None:
    """What may be decided about a person, with the reason that stands now."""
    dropped = row["state"] == RecipientState.DROPPED
    with st.container(border=True):
        st.markdown(f"**{frame.plain(row['name'])}** · {frame.plain(row['reason'] or '')}")
        with st.container(horizontal=True, vertical_alignment="center"):
            for decision, means in MEANS.items():
                if not (dropped and decision is Decision.DROP) and st.button(decision, key=f"{decision} {row['id']}"):
                    ask(_question(decision, row), f"{decision} {row['name']}?", means, decision, reason=True)
            back = "Kembalikan" if dropped else Decision.RULES
            if (dropped or row["preference"]) and st.button(back, key=f"rules {row['id']}"):
                _decide(row, Decision.RULES, "")
            st.page_link("person.py", label="Kartu orang", query_params={"orang": row["id"]})
    for decision in MEANS:
        if (reason := answer(_question(decision, row))) is not None:
            _decide(row, decision, reason)


def _question(decision: Decision, row: Row) -> str:
    return f"decide {decision} {row['id']}"


def _decide(row: Row, decision: Decision, reason: str) -> None:
    key = _question(decision, row)
    with frame.attempt():
        selection.decide(frame.office(), frame.act(key), [row["id"]], decision, reason)
        frame.done(key, "Putusan tercatat.")
