"""What the two memos of the SOP share on their pages: editor beside preview, and the way to the mayor and back."""

from collections.abc import Sequence

import streamlit as st

from pages import frame, letter_pieces
from pages.stage_frame import View
from services import correspondence, dispositions, identity
from services.domain import wording
from services.domain.schema import Answer, LetterState
from services.storage.reader import Row


def letters_of(view: View, *kinds: str) -> list[Row]:
    """The letters of a memo's stage, stored or as they would be drafted; the first is the memo itself."""
    with frame.office().database.reading() as reader:
        stored = [correspondence.current(reader, view.id, kind) for kind in kinds]
        return [
            letter or correspondence.drafted(reader, view.id, view.step.stage.key, kind)
            for letter, kind in zip(stored, kinds, strict=True)
        ]


def memo(view: View, letters: Sequence[Row]) -> None:
    """Left the sections (or, once signed, where the letters stand), right the page as it will be printed."""
    memo, stage = letters[0], view.step.stage.key
    _returned(view, letters)
    left, right = st.columns([11, 9], gap="medium")
    with left:
        if view.step.open and frame.can("letters") and memo["state"] == LetterState.DRAFT:
            memo = letter_pieces.sections(memo)
        if memo["id"]:
            _way(view, letters, changed=memo.get("changed", False))
    with right:
        drawn = letter_pieces.preview(memo)
    with view.actions:
        if view.step.open and frame.can("disposition"):
            _hand_in(view, stage)
        if drawn and memo["id"] and not memo.get("changed"):
            letter_pieces.download("Unduh PDF", letters, f"telaahan {view.programme['name']}")


def _way(view: View, letters: Sequence[Row], changed: bool) -> None:
    for letter in letters:
        letter_pieces.standing(letter)
    if not view.step.open:
        return
    if changed:
        st.info("Simpan dahulu perubahan Anda; sesudah itu surat dapat dicetak dan ditandai bertanda tangan.")
        return
    if letters[0]["state"] == LetterState.DRAFT:
        letter_pieces.heading(letters[0])
    letter_pieces.way(letters, send=None)


def _returned(view: View, letters: Sequence[Row]) -> None:
    """The mayor's note on a returned memo, and the way to a new version; also where a signed one has a mistake."""
    with frame.office().database.reading() as reader:
        last = dispositions.latest(reader, view.id, view.step.stage.key)
    if not view.step.open or letters[0]["state"] in (LetterState.DRAFT, LetterState.REPLACED):
        return
    if last and last["answer"] == Answer.RETURNED and last["letter"] == letters[0]["id"]:
        day = wording.long_date(last["answered"])
        note = last["instruction"] or "tanpa catatan"
        st.warning(frame.plain(f"Dikembalikan Wali Kota, {day}: “{note}”."), icon=":material/undo:")
        letter_pieces.new_version(letters)
    elif not last or last["answer"] is not None:
        letter_pieces.new_version(letters, "Ada yang keliru? Buat versi baru")


def _hand_in(view: View, stage: str) -> None:
    key = f"hand in {view.id} {stage}"
    with frame.office().database.reading() as reader:
        last = dispositions.latest(reader, view.id, stage)
    if last and last["answer"] is None:
        return
    if st.button("Ajukan ke Wali Kota", key=key, type="primary", icon=":material/send:"):
        with frame.attempt():
            dispositions.hand_in(frame.office(), frame.act(key), view.id, stage, identity.code(6))
            frame.done(key, "Diajukan. Cetak lembar disposisinya untuk dibawa ke Wali Kota.")
