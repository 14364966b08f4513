"""The numbers of a year that no letter bears, each with its reason; and the registers to print."""

from collections.abc import Callable, Sequence
from datetime import datetime

import streamlit as st

from pages import forms, frame
from pages.pieces import take_away
from pages.pieces.take_away import Printout
from services import registers
from services.domain.schema import NUMBER_GAP
from services.office import Office
from services.storage.reader import Row

REASON = (NUMBER_GAP.field("reason"),)


def gaps(unused: Sequence[Row]) -> None:
    """What is not used, and the form of the reason."""
    if not unused:
        return
    st.header("Nomor yang tidak dipakai", anchor=False)
    st.caption("Nomor tidak pernah dipakai dua kali. Setiap nomor yang terlewat memerlukan alasan.")
    st.dataframe(
        [{"No. Urut": gap["serial"], "Alasan": gap["reason"] or "Belum ada alasan"} for gap in unused],
        hide_index=True, width="stretch")
    if frame.can("letters"):
        _explain({gap["serial"]: gap for gap in sorted(unused, key=lambda gap: bool(gap["reason"]))})


def _explain(unused: dict[int, Row]) -> None:
    gap = unused[st.selectbox("Nomor urut", unused)]
    key = f"gap {gap['year']} {gap['serial']}"
    if values := forms.form(REASON, gap, key, "Simpan alasan"):
        with frame.attempt(key):
            registers.explain(frame.office(), frame.act(key), gap | values.seen, values["reason"])
            frame.done(key, f"Alasan nomor {gap['serial']} tersimpan.")


def to_print(label: str, made: Callable[[Office, int, datetime], bytes], year: int) -> None:
    """The button that prints a register of a year."""
    take_away.offer(f"print {label}", Printout(
        f"Cetak {label} {year}", f"{label} {year}.pdf", lambda office, occasion: made(office, year, occasion.now)),
        icon=":material/print:")
