"""What the two memos of the SOP share on their pages: editor beside preview, and the way to the mayor and back."""

from collections.abc import Sequence

import streamlit as st

from pages import frame
from pages.pieces import letter_paper, letter_text, letter_way
from pages.stage_frame import View
from services import correspondence, dispositions, identity
from services.domain import wording
from services.domain.states import Answer, LetterState
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
    memo, notice, last = letters[0], st.container(), _last(view)
    if not memo["id"] and not view.step.open:
        st.caption("Telaahan ini tidak dibuat di panel. Berkasnya ada di Kelengkapan.")
        return
    asked = last is not None and last["letter"] == memo["id"]
    if view.step.open and last and last["answer"] == Answer.RETURNED:
        _returned(last)
    left, right = st.columns([11, 9], gap="medium")
    with left:
        if view.step.open and frame.can("letters") and memo["state"] == LetterState.DRAFT:
            memo = letter_text.sections(memo)
        if memo["id"]:
            _way(letters, view.step.open, asked, memo.get("changed", False))
    with right:
        drawn = letter_paper.preview(memo)
    if view.step.open and frame.can("disposition"):
        with notice:
            _forward(view, letters, last if asked else None)
    if drawn and memo["id"] and not memo.get("changed"):
        with view.actions:
            letter_paper.download("Unduh PDF", letters, f"telaahan {view.programme['name']}")
            for letter in letters:
                letter_paper.for_word(letter)


def _last(view: View) -> Row | None:
    with frame.office().database.reading() as reader:
        return dispositions.latest(reader, view.id, view.step.stage.key)


def _returned(last: Row) -> None:
    """The mayor's note on a memo that came back."""
    note = last["instruction"] or "tanpa catatan"
    said = f"Dikembalikan Wali Kota, {wording.long_date(last['answered'])}: “{note}”. Kali ke-{last['turn']}."
    st.warning(frame.plain(said), icon=":material/undo:")


def _way(letters: Sequence[Row], open_: bool, asked: bool, changed: bool) -> None:
    """Where the letters stand, and their next step."""
    for letter in letters:
        letter_way.standing(letter)
    if changed:
        st.info("Simpan dahulu perubahan Anda; sesudah itu surat dapat dicetak dan ditandai bertanda tangan.")
    elif open_:
        for letter in letters:
            letter_text.heading(letter)
        letter_way.way(letters, send=None)
        if not asked:
            letter_way.new_version(letters, st)


def _forward(view: View, letters: Sequence[Row], asked: Row | None) -> None:
    """The primary action: hand the memo in, or make a new version of what came back; none while the mayor has it."""
    if asked is None or not letters[0]["id"]:
        _hand_in(view, view.step.stage.key)
    elif asked["answer"] == Answer.RETURNED:
        letter_way.new_version(letters, view.actions, "primary")


def _hand_in(view: View, stage: str) -> None:
    key = f"hand in {view.id} {stage}"
    if frame.button("Ajukan ke Wali Kota", key, view.actions, type="primary", icon=":material/send:"):
        with frame.attempt():
            dispositions.hand_in(frame.office(), frame.act(key), view.id, stage, identity.paper_code())
            frame.done(key, "Diajukan. Cetak lembar disposisinya untuk dibawa ke Wali Kota.")
