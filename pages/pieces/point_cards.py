"""A distribution point as the screens show it: in numbers, its papers, its plan, its closing."""

from functools import partial
from typing import Any

import streamlit as st

from pages import forms, frame
from pages.pieces import suitcases, take_away
from pages.pieces.take_away import Printout
from services.distribution import handovers, papers, points
from services.domain import wording
from services.domain.desk import Counters, Pace, at_hours
from services.domain.occasion import Occasion
from services.domain.schema import POINT
from services.domain.states import PointState
from services.office import Office
from services.prints import Make
from services.storage.reader import Row

FIELDS = POINT.editable()


def when(point: Row) -> str:
    """Kamis, 12 Maret 2026 pukul 08.00–12.00"""
    return f"{wording.weekday_date(point['date'])}{at_hours(point)}"


@st.fragment(run_every=5)
def counters(point: Row) -> None:
    """The point in large digits; looks again by itself."""
    point, now = _now(point)
    figures = {"direncanakan": now.planned, "diserahkan": now.handed, "belum datang": now.not_come,
               "paket tersisa": now.left}
    shown = [f"<span><b>{wording.number(value)}</b>{word}</span>" for word, value in figures.items() if value is not None]
    if pace := _pace(point, now):
        shown.append(f"<span>1 tiap {pace.each}</span>")
        shown.append(f"<span>Perkiraan selesai <b>{wording.clock(pace.end)}</b></span>")
    st.html(f'<p class="hitungan">{"".join(shown)}</p>')


def _now(point: Row) -> tuple[Row, Counters]:
    """The point as it is at this moment, in numbers."""
    with frame.office().database.reading() as reader:
        row = reader.get(POINT, point["id"])
        return row, handovers.counters(reader, row, frame.now())


def _pace(point: Row, now: Counters) -> Pace | None:
    return now.pace if now.not_come and point["state"] != PointState.CLOSED else None


@st.fragment(run_every=10)
def progress(point: Row) -> None:
    """How far a point is, in a bar and a line; looks again by itself."""
    point, now = _now(point)
    pace = _pace(point, now)
    end = f" · 1 tiap {pace.each}, selesai ± {wording.clock(pace.end)}" if pace else ""
    st.progress(min(1.0, now.handed / now.planned) if now.planned else 0.0, _in_numbers(now) + end)


def close(point: Row) -> None:
    """Close the point: every leftover package needs a decision."""
    key = f"close {point['id']}"
    left = _now(point)[1].left
    known = "" if left is None else f"Sisa {wording.number(left)} paket. "
    st.write(f"{known}Tentukan ke mana setiap paket yang tersisa; jumlahnya harus sama.")
    if typed := forms.form(points.DECISION, {}, key, "Tutup titik"):
        with frame.attempt(key):
            points.close(frame.office(), frame.act(key), point["id"], typed)
            frame.done(key, f"{point['name']} ditutup. Berita acaranya dibuat di tahap Penyaluran, Surat titik.")


def paper_buttons(point: Row) -> None:
    """The papers of a point."""
    with frame.attempt():
        papers.require_signer(frame.office(), frame.now())
        for kind, (title, _) in papers.PAPERS.items():
            _offer(point, kind, title, partial(_made, point["id"], kind))


def _made(point: str, kind: str, office: Office, occasion: Occasion) -> bytes:
    return papers.paper(office, point, kind, occasion.now)


def tick_list_button(point: Row) -> None:
    """The list for the paper way; what is printed is kept."""
    _offer(point, "daftar_pengambilan", "Daftar pengambilan",
           lambda office, occasion: papers.tick_list(office, occasion, point["id"]))


def _offer(point: Row, kind: str, title: str, make: Make) -> None:
    take_away.offer(f"{kind} {point['id']}", Printout(
        title, f"{kind} {point['name']}.pdf", make, _now(point)[1].planned, about=point["name"], programme=point["programme"]))


def to_paper(point: Row) -> None:
    """The way to typing in a tick list."""
    if st.button("Catat dari kertas", key=f"paper {point['id']}", icon=":material/keyboard:"):
        st.switch_page("paper_entry.py", query_params={"titik": point["id"]})


def card(point: Row) -> None:
    """A point on the page of stage 8."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(frame.plain(point["name"]), anchor=False, width="content")
            frame.chip(point["state"])
        officer = f" · petugas {point['officer']}" if point["officer"] else " · petugas belum ditunjuk"
        served = f" · {point['kelurahan_list']}" if point["kelurahan_list"] else ""
        st.caption(frame.plain(when(point) + officer + served))
        progress(point)
        if point["state"] == PointState.CLOSED:
            st.text(f"Sisa: {_decided(point)}.")
        with st.container(horizontal=True):
            with st.popover("Cetak", icon=":material/print:"):
                tick_list_button(point)
                paper_buttons(point)
            with st.popover("Pesan undangan", icon=":material/chat:"):
                st.caption("Untuk grup warga: tanpa data pribadi. Salin dengan tombol di sudut kanan atas pesan.")
                st.code(papers.message(frame.office(), point["id"]), language=None, wrap_lines=True)
            if frame.can("handover"):
                to_paper(point)
            if frame.can("points"):
                (_reopen if point["state"] == PointState.CLOSED else _change)(point)
            if frame.can("pack") and point["state"] != PointState.CLOSED:
                suitcases.pack(point)


def _in_numbers(now: Counters) -> str:
    brought = "paket belum diisi" if now.packages is None else f"{wording.number(now.packages)} paket dibawa"
    fits = " **:material/warning: kurang paket**" if now.packages is not None and now.packages < now.planned else ""
    return f"{now.handed} diserahkan dari {now.planned} orang · {brought}{fits}"


def _decided(point: Row) -> str:
    parts = [f"{point[name]} {POINT.field(name).header.lower()}" for name in points.LEFTOVER if point[name]]
    return wording.join(parts) or "tidak ada"


def _change(point: Row) -> None:
    with st.popover("Ubah", icon=":material/edit:"):
        edit(point["programme"], point)
        key = f"remove {point['id']}"
        if frame.button("Hapus titik", key, type="tertiary", icon=":material/delete:"):
            _do(key, points.remove, point, f"{point['name']} dihapus.")
    with st.popover("Tutup titik", icon=":material/inventory_2:"):
        close(point)


def _reopen(point: Row) -> None:
    key = f"reopen {point['id']}"
    if frame.button("Buka kembali", key):
        _do(key, points.reopen, point, f"{point['name']} dibuka kembali.")


def _do(key: str, verb: Any, point: Row, sentence: str) -> None:
    with frame.attempt():
        verb(frame.office(), frame.act(key), point["id"])
        frame.done(key, sentence)


def edit(programme: str, point: Row | None = None) -> None:
    """The form of a point: a new one, or a changed one."""
    key = f"point {point['id'] if point else programme}"
    if typed := forms.form(FIELDS, point or points.HOURS, key):
        with frame.attempt(key):
            points.save(frame.office(), frame.act(key), programme, typed, typed.seen if point else None)
            frame.done(key, "Titik tersimpan.")
