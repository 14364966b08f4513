"""The plan of a distribution point: its form, its closing with a decision about every leftover package, its reopening."""

from typing import Any

import streamlit as st

from pages import forms, frame
from pages.pieces import folded, point_numbers
from services.distribution import points
from services.domain import wording
from services.domain.schema import POINT
from services.storage.reader import Row

FIELDS = POINT.editable()


def edit(programme: str, point: Row | None = None) -> None:
    """The form of a point: a new one, or a changed one."""
    key = f"point {point['id'] if point else programme}"
    if typed := forms.form(FIELDS, point or points.HOURS, key):
        with frame.attempt(key):
            points.save(frame.office(), frame.act(key), programme, typed, typed.seen if point else None)
            frame.done(key, "Titik tersimpan.")


def change(point: Row) -> None:
    """What may be done with the plan of a point that is not closed."""
    if panel := folded.popover("Ubah", f"edit {point['id']}", icon=":material/edit:"):
        with panel:
            edit(point["programme"], point)
            key = f"remove {point['id']}"
            if frame.button("Hapus titik", key, type="tertiary", icon=":material/delete:"):
                _do(key, points.remove, point, f"{point['name']} dihapus.")
    if panel := folded.popover("Tutup titik", f"close {point['id']}", icon=":material/inventory_2:"):
        with panel:
            close(point)


def close(point: Row) -> None:
    """Close the point: every leftover package needs a decision."""
    key = f"close {point['id']}"
    now = point_numbers.now_of(point)[1]
    known = "" if now.left is None else f"Sisa {wording.number(now.left)} paket. "
    out = f" {now.second} paket diserahkan dua kali; tambahkan yang sudah ditarik." if now.second else ""
    st.write(f"{known}Tentukan ke mana setiap paket yang tersisa; jumlahnya harus sama.{out}")
    if typed := forms.form(points.DECISION, {}, key, "Tutup titik"):
        with frame.attempt(key):
            points.close(frame.office(), frame.act(key), point["id"], typed)
            frame.done(key, f"{point['name']} ditutup. Berita acaranya dibuat di tahap Penyaluran, Surat titik.")


def reopen(point: Row) -> None:
    """The way back from a closing."""
    key = f"reopen {point['id']}"
    if frame.button("Buka kembali", key):
        _do(key, points.reopen, point, f"{point['name']} dibuka kembali.")


def _do(key: str, verb: Any, point: Row, sentence: str) -> None:
    with frame.attempt():
        verb(frame.office(), frame.act(key), point["id"])
        frame.done(key, sentence)


def decided(point: Row) -> str:
    """Where the leftover of a closed point went, in words."""
    parts = [f"{point[name]} {POINT.field(name).header.lower()}" for name in points.LEFTOVER if point[name]]
    return wording.join(parts) or "tidak ada"
