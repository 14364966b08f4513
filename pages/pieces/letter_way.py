"""The way of a letter from draft to sent: where it stands, and its next step for who may take it."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

import streamlit as st

from pages import frame, stage_frame
from pages.pieces import letter_numbering, letter_paper, letter_signing, paraf_pieces
from services import attachments, correspondence
from services.domain import wording
from services.domain.states import SIGNED, LetterState
from services.storage.reader import Row

Send = Callable[..., None]


def standing(letter: Row) -> None:
    """Where a letter stands on its way, and what proves it."""
    parts = [correspondence.NAMES[letter["kind"]], f"versi {letter['version']}", letter["number"] or "belum bernomor"]
    if letter["dated"]:
        parts.append(wording.long_date(letter["dated"]))
    st.markdown(f"{frame.badge(letter['state'])}  {frame.plain(' · '.join(parts))}")
    with frame.office().database.reading() as reader:
        files = attachments.files_of(reader, owner=letter["id"])
    stage_frame.show_files(files)


def way(letters: Sequence[Row], send: Send | None = correspondence.send) -> None:
    """The next step of letters for who may take it, those at the same state together; `send` is None where they do not go by post."""
    for state, (right, step) in WAY.items():
        group = [letter for letter in letters if letter["state"] == state]
        if group and frame.can(right):
            step(group)
    numbered = [letter for letter in letters if letter["state"] == LetterState.NUMBERED]
    if send and numbered and frame.can("letters"):
        _send(numbered, send)


def _begin(letters: Sequence[Row]) -> None:
    (paraf_pieces.submit if paraf_pieces.asked_first() else letter_signing.sign)(letters)


def _ready(letters: Sequence[Row]) -> None:
    paraf_pieces.send_back(letters)
    if frame.can("letters"):
        letter_signing.sign(letters)


WAY: dict[str, tuple[str, Callable[[Sequence[Row]], None]]] = {
    LetterState.DRAFT: ("letters", _begin), LetterState.INITIALLING: ("read", paraf_pieces.waiting),
    LetterState.READY: ("read", _ready), LetterState.SIGNED: ("letters", letter_numbering.number),
}


def _send(letters: Sequence[Row], send: Send) -> None:
    key = f"send {letters[0]['id']}"
    if frame.button("Tandai terkirim hari ini", key, icon=":material/send:"):
        with frame.attempt():
            send(frame.office(), frame.act(key), letter_paper.ids_of(letters))
            frame.done(key, "Surat terkirim.")


def new_version(letters: Sequence[Row], place: Any, kind: Literal["primary", "secondary"] = "secondary") -> None:
    """Replace signed letters by new drafts: the mayor sent them back, or there is a mistake in them."""
    key = f"version {letters[0]['id']}"
    if letters[0]["state"] in SIGNED and frame.can("letters") and frame.button("Buat versi baru", key, place, type=kind, icon=":material/undo:"):
        with frame.attempt():
            correspondence.new_version(frame.office(), frame.act(key), letter_paper.ids_of(letters))
            frame.done(key, "Versi baru siap diubah. Versi lama tetap tersimpan.")
