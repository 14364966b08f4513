"""Doubles of a programme: two people side by side with the differing letters marked, one click to decide."""

from html import escape

import streamlit as st

from pages import frame
from pages.pieces import renewed
from pages.pieces.renewed import Search
from services.domain import wording
from services.domain.likeness import Marked
from services.domain.schema import PROGRAMME
from services.domain.states import Verdict
from services.people import doubles, recipients
from services.people.doubles import Compared, Found, Looked, Pair
from services.storage.originals import ROOT

PAGE = 10  # pairs a page
SEARCHING = "Pencarian pertama sedang berjalan; hasilnya muncul di sini sendiri"
SEARCH: Search[Looked] = Search(
    "doubles", "Mencari data ganda", doubles.looked, doubles.look,
    lambda reader, _programme: sum(recipients.number_by_programme(reader).values()))
TABS = {"nik": "NIK sama", "alike": "Mirip", "no_kk": "No. KK sama", "decided": "Sudah diputuskan"}


def side_by_side(shown: Compared) -> None:
    """Both people, line by line."""
    head = "".join(f"<th>{escape(title)}</th>" for title in shown.titles)
    body = "".join(
        f"<tr><th>{escape(line.header)}</th><td>{marked(line.left)}</td><td>{marked(line.right)}</td></tr>"
        for line in shown.lines
    )
    st.html(f'<table class="berdampingan"><thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table>')


def marked(pieces: Marked) -> str:
    """A text whose differing pieces are marked."""
    return "".join(f"<mark>{escape(piece)}</mark>" if differs else escape(piece) for piece, differs in pieces)


def card(shown: Compared) -> None:
    """One pair: why it is asked about, both sides, and the decision."""
    key = " ".join(shown.pair[:2])
    with st.container(border=True):
        st.markdown(f"**{frame.plain(shown.headline)}** · {frame.plain(shown.reasons)}")
        side_by_side(shown)
        if shown.decision:
            decided(shown, key)
        elif frame.can("doubles"):
            with st.container(horizontal=True):
                for verdict in Verdict:
                    decide(shown.pair, verdict, f"{verdict} {key}")


def decide(pair: Pair, verdict: Verdict, key: str) -> None:
    """The button of one verdict."""
    if frame.button(verdict, key, icon=":material/person:" if verdict is Verdict.SAME else ":material/group:"):
        with frame.attempt():
            doubles.decide(frame.office(), frame.act(key), pair, verdict)
            frame.done(key, f"Diputuskan: {verdict.lower()}. Putusan dapat dibatalkan di “Sudah diputuskan”.")


def decided(shown: Compared, key: str) -> None:
    """The decision of a pair, and the way back."""
    assert shown.decision
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{frame.plain(shown.decision['verdict'])}**", width="content")
        if frame.can("doubles") and frame.button("Batalkan putusan", f"back {key}", icon=":material/undo:"):
            with frame.attempt():
                doubles.take_back(frame.office(), frame.act(f"back {key}"), shown.decision["id"])
                frame.done(f"back {key}", "Putusan dibatalkan; pasangan ini ditanyakan lagi.")


frame.require("read")
office, programme = frame.office(), frame.query("program", PROGRAMME.title)
top = st.container()
looked = renewed.latest(SEARCH, programme)
with office.database.reading() as reader:
    row = reader.get(PROGRAMME, programme)
    left = looked.found.without(doubles.verdicts(reader)) if looked else Found()
    groups = {**vars(left), "decided": doubles.decided_pairs(reader, programme)}
waiting = sum(len(pairs) for pairs in vars(left).values())
sentence = f"{wording.number(waiting)} pasangan menunggu putusan" if waiting else "Tidak ada pasangan yang menunggu putusan"
said = f"{sentence}, dicari di semua instansi, program, dan tahun {wording.ago(looked.at, frame.now())}" if looked else SEARCHING
with top:
    frame.head("Data ganda", f"{said}. NIK disamarkan.{renewed.aged(looked) if looked else ''}", frame.of_programme(row))
first = next((name for name in TABS if groups[name]), "nik")
st.html(ROOT / "assets" / "berdampingan.css")
tab = st.segmented_control(
    "Alasan", list(TABS), default=first, required=True, key="tab", label_visibility="collapsed",
    format_func=lambda name: f"{TABS[name]} ({wording.number(len(groups[name]))})")
pairs = groups[tab]
pages = max(1, -(-len(pairs) // PAGE))
page = min(pages, st.session_state.get(f"page {tab}", 1))
with office.database.reading() as reader:
    shown = doubles.compared(reader, pairs[(page - 1) * PAGE:page * PAGE])
for one in shown:
    card(one)
if not pairs:
    st.write("Tidak ada pasangan di sini.")
if pages > 1:
    st.pagination(pages, key=f"page {tab}")
