"""The way of a letter from draft to sent: where it stands, and its next step for who may take it."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

import streamlit as st

from pages import frame, stage_frame
from pages.pieces import letter_paper, paraf_pieces
from services import attachments, correspondence, numbering
from services.domain import wording
from services.domain.states import SIGNED, LetterState
from services.storage.reader import Row

SCANS = ["pdf", "jpg", "jpeg", "png"]
Send = Callable[..., None]


def standing(letter: Row) -> None:
    """Where a letter stands on its way, and what proves it."""
    parts = [correspondence.NAMES[letter["kind"]], f"versi {letter['version']}", letter["number"] or "belum bernomor"]
    if letter["dated"]:
        parts.append(wording.long_date(letter["dated"]))
    with st.container(horizontal=True, vertical_alignment="center"):
        frame.chip(letter["state"])
        st.markdown(frame.plain(" · ".join(parts)))
    with frame.office().database.reading() as reader:
        files = attachments.files_of(reader, owner=letter["id"])
    stage_frame.show_files(files)


def way(letters: Sequence[Row], send: Send | None = correspondence.send) -> None:
    """The next step of letters for who may take it, those at the same state together; `send` is None where they do not go by post."""
    for state, (right, step) in WAY.items():
        group = [letter for letter in letters if letter["state"] == state]
        if group and frame.can(right):
            step(group, send)


def _begin(letters: Sequence[Row], send: Send | None) -> None:
    (_submit if paraf_pieces.asked_first() else _sign)(letters, send)


def _submit(letters: Sequence[Row], _send: Send | None) -> None:
    paraf_pieces.submit(letters)


def _initial(letters: Sequence[Row], _send: Send | None) -> None:
    paraf_pieces.waiting(letters)


def _ready(letters: Sequence[Row], send: Send | None) -> None:
    paraf_pieces.send_back(letters)
    if frame.can("letters"):
        _sign(letters, send)


def _sign(letters: Sequence[Row], _send: Send | None) -> None:
    key = f"sign {letters[0]['id']}"
    if letter_paper.printable(letters):
        letter_paper.print_to_sign(letters)
    with st.expander("Tandai sudah bertanda tangan", icon=":material/draw:"):
        st.write("Sesudah ditandatangani di kertas, unggah pindaiannya atau tulis di mana hardcopy-nya.")
        with st.form(key, border=False, enter_to_submit=False):
            day = st.date_input("Tanggal tanda tangan", frame.act("look").today, format="DD-MM-YYYY")
            scan = proof()
            sent = frame.submit("Tandai bertanda tangan", f"send {key}")
        if sent:
            with frame.attempt():
                correspondence.sign(frame.office(), frame.act(key), letter_paper.ids_of(letters), day, **scan)
                frame.done(key, "Surat ditandai bertanda tangan. Langkah berikutnya: beri nomor.")


def proof() -> dict[str, Any]:
    """The scan of a paper and the place of its hardcopy, as the use cases take them."""
    upload = st.file_uploader("Pindaian (PDF, JPG, PNG; paling besar 10 MB)", SCANS)
    place = st.text_input("Tempat hardcopy", placeholder="Misalnya: lemari 2, map Telaahan 2026")
    content, name = (upload.getvalue(), upload.name) if upload else (b"", "")
    return {"content": content, "name": name, "hardcopy_place": place}


def _number(letters: Sequence[Row], _send: Send | None) -> None:
    key = f"number {letters[0]['id']}"
    with st.expander("Beri nomor", icon=":material/tag:", expanded=True):
        if frame.button("Beri nomor berikutnya", key):
            with frame.attempt():
                numbering.number(frame.office(), frame.act(key), letter_paper.ids_of(letters))
                frame.done(key, "Surat bernomor.")
        _number_from_elsewhere(letters)


def _number_from_elsewhere(letters: Sequence[Row]) -> None:
    key = f"typed {letters[0]['id']}"
    names = [f"{correspondence.NAMES[letter['kind']]} kepada {letter['addressee']}" for letter in letters]
    with st.form(key, border=False, enter_to_submit=False):
        at = st.selectbox("Surat", range(len(names)), format_func=lambda n: names[n]) if len(names) > 1 else 0
        number = st.text_input("Atau nomor dari Srikandi atau buku sekretariat")
        sent = frame.submit("Pakai nomor ini", f"send {key}")
    if sent:
        letter = letters[at]
        with frame.attempt():
            numbering.number_from_elsewhere(frame.office(), frame.act(key), letter["id"], number)
            frame.done(key, "Surat bernomor.")


def _send(letters: Sequence[Row], send: Send | None) -> None:
    key = f"send {letters[0]['id']}"
    if send and frame.button("Tandai terkirim hari ini", key, icon=":material/send:"):
        with frame.attempt():
            send(frame.office(), frame.act(key), letter_paper.ids_of(letters))
            frame.done(key, "Surat terkirim.")


WAY: dict[str, tuple[str, Callable[[Sequence[Row], Send | None], None]]] = {
    LetterState.DRAFT: ("letters", _begin), LetterState.INITIALLING: ("read", _initial), LetterState.READY: ("read", _ready),
    LetterState.SIGNED: ("letters", _number), LetterState.NUMBERED: ("letters", _send),
}


def new_version(letters: Sequence[Row], place: Any, kind: Literal["primary", "secondary"] = "secondary") -> None:
    """Replace signed letters by new drafts: the mayor sent them back, or there is a mistake in them."""
    key = f"version {letters[0]['id']}"
    if letters[0]["state"] in SIGNED and frame.can("letters") and frame.button("Buat versi baru", key, place, type=kind, icon=":material/undo:"):
        with frame.attempt():
            correspondence.new_version(frame.office(), frame.act(key), letter_paper.ids_of(letters))
            frame.done(key, "Versi baru siap diubah. Versi lama tetap tersimpan.")
