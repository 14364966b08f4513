"""Signed on paper: the print for the signature, and the note that it was signed with what proves it."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from pages import frame
from pages.pieces import letter_paper
from services import correspondence
from services.storage.reader import Row

SCANS = ["pdf", "jpg", "jpeg", "png"]


def sign(letters: Sequence[Row]) -> None:
    """Print letters for the signature, and note together that they were signed."""
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
