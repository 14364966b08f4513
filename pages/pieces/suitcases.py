"""Siapkan titik on the screens: the office packs and merges, the laptop seals what was done and forgets its people."""

from typing import Any

import streamlit as st

from pages import forms, frame
from pages.pieces import folded
from services import identity, welcome
from services.distribution import homecoming, suitcase
from services.domain.occasion import Occasion
from services.domain.schema import POINT
from services.storage.reader import Row

KIND = ["titik"]  # the ending of a sealed file
LARGEST = 300  # MB: the photos of a thousand hand-overs


def pack(point: Row) -> None:
    """The file for the laptop of a point: sealed when asked for, then there to be downloaded."""
    key = f"pack {point['id']}"
    panel = folded.popover("Siapkan titik", key, icon=":material/luggage:")
    if panel is None:
        return
    with panel:
        st.write("Untuk titik tanpa jaringan: satu berkas terkunci bagi laptop yang menjalankan panel ini. Isinya "
                 "orang titik ini; orang titik lain hanya disamarkan. Sampaikan kata sandinya lisan, jangan bersama berkasnya.")
        if typed := forms.form((suitcase.PASSPHRASE,), {}, key, "Siapkan berkas"):
            with frame.attempt():
                file = suitcase.pack(frame.office(), frame.act(key), point["id"], typed["passphrase"])
                st.session_state[f"{key} file"] = file
                frame.done(key, "Berkas titik siap diunduh.")
        _download(f"{key} file", f"{point['name']}.titik")


def _download(key: str, name: str) -> None:
    if file := st.session_state.get(key):
        st.download_button(f"Unduh {frame.plain(name)}", file, name, key=f"{key} download", icon=":material/download:")


def _sealed_file(key: str, label: str) -> tuple[bytes, str] | None:
    """A sealed file and its passphrase, when both were sent."""
    with st.form(key, enter_to_submit=False):
        file: Any = st.file_uploader("Berkas titik", type=KIND, key=f"{key} file", max_upload_size=LARGEST)
        words = forms.widget(suitcase.PASSPHRASE, None, f"{key} words", {})
        if st.form_submit_button(label) and file:
            return file.getvalue(), words or ""
    return None


def merge(programme: str) -> None:
    """Bring home what a laptop did; who was served twice stands first."""
    key = f"merge {programme}"
    if panel := folded.popover("Gabungkan dari laptop", key, icon=":material/merge:"):
        with panel:
            if sent := _sealed_file(key, "Gabungkan"):
                with frame.attempt():
                    merged = homecoming.merge(frame.office(), frame.act(key), programme, *sent)
                    twice = f" Dilayani di dua titik: {len(merged.again)} orang, lihat di atas." if merged.again else ""
                    frame.done(key, merged.sentence + twice)


def open_point() -> None:
    """On a laptop whose panel is empty: become the point of a sealed file."""
    with st.expander("Laptop untuk titik tanpa jaringan? Buka berkas titik", icon=":material/luggage:"):
        if sent := _sealed_file("unpack", "Buka titik"):
            occasion = Occasion(welcome.PANEL, frame.now(), identity.new_id("OP"), identity.new_id)
            with frame.attempt():
                username = suitcase.unpack(frame.office(), occasion, *sent)
                frame.done("unpack", f"Titik siap. Masuk sebagai “{username}” dengan kata sandi berkas tadi.")


def carried() -> None:
    """On the laptop: what goes home, and the end of the people's data here."""
    known = suitcase.carried(frame.office())
    if known is None:
        return
    with frame.office().database.reading() as reader:
        point = reader.get(POINT, known["point"])
    with st.container(border=True):
        if "wiped" in known:
            st.write("**Data orang di laptop ini sudah dihapus.** Titik ini selesai.")
            return
        st.write("**Titik tanpa jaringan.** Sesudah melayani, buat berkas kembali dan bawa ke kantor.")
        if typed := forms.form((suitcase.PASSPHRASE,), {}, "home", "Buat berkas kembali"):
            with frame.attempt():
                st.session_state["home file"] = suitcase.homeward(frame.office(), frame.act("home"), typed["passphrase"])
                frame.done("home", "Berkas kembali siap diunduh.")
        _download("home file", f"{point['name']} kembali.titik")
        if "home" in known and frame.button("Hapus data orang dari laptop ini", "wipe", icon=":material/delete:"):
            with frame.attempt():
                suitcase.wipe(frame.office(), frame.act("wipe"))
                frame.done("wipe", "Data orang di laptop ini dihapus.")
