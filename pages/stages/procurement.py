"""Stage 3: what a package holds, the request to UKPBJ, tender and contract, the goods received."""

import streamlit as st

from pages import forms, frame, stage_frame
from pages.pieces import letter_paper, letter_text, letter_way, package_pieces, sheet_watch
from services import correspondence, procurement
from services.domain.schema import CONTRACT
from services.domain.sop import Status
from services.storage.reader import Row

TERMS = tuple(field for field in CONTRACT.editable() if field.name != "received")

view = stage_frame.open_stage("procurement")
writes = view.step.open and frame.can("procurement")


def request(letter: Row | None) -> None:
    """The letter to UKPBJ: drafted, then on its way."""
    if letter is None:
        st.text("Belum dibuat. Isi paket di atas masuk ke surat sebagai tabel.")
        _draft()
        return
    left, right = st.columns([11, 9], gap="medium")
    with right:
        drawn = letter_paper.preview(letter)
    with left:
        letter_way.standing(letter)
        if view.step.open:
            _way(letter)
    if drawn:
        with view.actions:
            letter_paper.download("Unduh PDF", [letter], "permohonan UKPBJ")
            letter_paper.for_word(letter)


def _way(letter: Row) -> None:
    letter_text.heading(letter)
    letter_way.way([letter], lambda office, act, ids: procurement.send(office, act, ids[0]))
    letter_way.new_version([letter], st)


def _draft() -> None:
    key = f"request {view.id}"
    if writes and frame.button("Buat surat permohonan", key, view.actions, type="primary", icon=":material/edit_note:"):
        with frame.attempt():
            procurement.draft_request(frame.office(), frame.act(key), view.id)
            frame.done(key, "Surat permohonan dibuat sebagai konsep.")


def contract_form(contract: Row | None) -> None:
    """Tender, where there was one, and contract."""
    key = f"contract {view.id}"
    st.caption("Isi bagian lelang hanya bila ada lelang.")
    if contract:
        sheet_watch.note(CONTRACT, contract["id"])
    if values := forms.form(TERMS, contract or {}, key, "Simpan kontrak", border=True):
        with frame.attempt():
            procurement.record_contract(frame.office(), frame.act(key), view.id, contract, values)
            frame.done(key, "Kontrak tersimpan.")


if view.step.status is not Status.NOT_STARTED:
    with frame.office().database.reading() as reader:
        items = procurement.contents_of(reader, view.id)
        letter = correspondence.current(reader, view.id, "permohonan_ukpbj")
        contract = procurement.contract_of(reader, view.id)
    st.header("Isi paket", anchor=False)
    package_pieces.contents(view, items, writes)
    st.header("Surat permohonan kepada UKPBJ", anchor=False)
    request(letter)
    if frame.can("procurement"):
        st.header("Lelang dan kontrak", anchor=False)
        contract_form(contract)
    if contract:
        st.header("Barang diterima", anchor=False)
        package_pieces.goods(contract, items, view.programme["quota"])
stage_frame.close_stage(view)
