"""The emblem in the letterhead: what is printed now, another picture, none."""

import streamlit as st

from pages import frame
from services import letterhead

KEY = "emblem"


def show() -> None:
    """The emblem of the office, to be uploaded by who may change its settings."""
    st.subheader("Lambang daerah", anchor=False)
    office = frame.office()
    with office.database.reading() as reader:
        printed = letterhead.emblem(office, reader)
    if printed:
        st.image(printed, width=96, alt="Lambang daerah")
        if frame.button("Hapus lambang", f"remove {KEY}", type="tertiary", icon=":material/delete:"):
            with frame.attempt():
                letterhead.remove_emblem(office, frame.act(f"remove {KEY}"))
                frame.done(f"remove {KEY}", "Lambang dihapus. Kop memakai kotak kosong.")
    else:
        st.caption("Belum ada. Kop surat dicetak dengan kotak kosong bertulisan LAMBANG DAERAH.")
    with st.form(KEY, border=False, clear_on_submit=True):
        upload = st.file_uploader("Gambar lambang (PNG atau JPG), dicetak 20 × 24 mm", ["png", "jpg", "jpeg"])
        sent = frame.submit("Pakai gambar ini", f"send {KEY}")
    if sent:
        with frame.attempt():
            letterhead.keep_emblem(office, frame.act(KEY), upload.getvalue() if upload else b"")
            frame.done(KEY, "Lambang tersimpan dan berdiri di kop semua surat.")
