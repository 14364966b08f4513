"""The papers of a distribution to take away, those of a point or of all at once, and the way back from paper."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

import streamlit as st

from pages import frame
from pages.pieces import folded, take_away
from pages.pieces.take_away import Printout
from services.distribution import papers, points
from services.domain.occasion import Occasion
from services.office import Office
from services.storage.reader import Row


class Kind(NamedTuple):
    """A kind of paper: its key, its title and how that of a point is made."""

    key: str
    title: str
    make: papers.MakeOne


TICK_LIST = Kind("daftar_pengambilan", "Daftar pengambilan", papers.tick_list)  # what is printed is kept


def to_print(point: Row) -> None:
    """What is printed before the day, behind one button: the list for the paper way first."""
    if panel := folded.popover("Cetak", f"print {point['id']}", icon=":material/print:"):
        with panel:
            _of_point(point)


def _of_point(point: Row) -> None:
    planned = _planned([point])
    for kind in _kinds():
        take_away.offer(f"{kind.key} {point['id']}", Printout(
            kind.title, f"{kind.key} {point['name']}.pdf", partial(_made, kind, point["id"]), planned,
            about=point["name"], programme=point["programme"]))


def to_print_all(programme: str, rows: Sequence[Row]) -> None:
    """Each kind of paper for all these points of a programme, one after the other in one file."""
    if panel := folded.popover("Cetak untuk semua titik", f"print {programme}", icon=":material/print:"):
        with panel:
            _of_all(programme, rows)


def _of_all(programme: str, rows: Sequence[Row]) -> None:
    planned, ids = _planned(rows), [row["id"] for row in rows]
    for kind in _kinds():
        take_away.offer(f"{kind.key} {programme}", Printout(
            kind.title, f"{kind.key} semua titik.pdf", partial(papers.of_all, ids, kind.make), planned,
            about="semua titik", programme=programme))


def to_send(point: Row) -> None:
    """The invitation for a messenger."""
    if panel := folded.popover("Pesan undangan", f"message {point['id']}", icon=":material/chat:"):
        panel.caption("Untuk grup warga: tanpa data pribadi. Salin dengan tombol di sudut kanan atas pesan.")
        panel.code(papers.message(frame.office(), point["id"]), language=None, wrap_lines=True)


def from_paper(point: Row) -> None:
    """The way to typing in a tick list."""
    if st.button("Catat dari kertas", key=f"paper {point['id']}", icon=":material/keyboard:"):
        st.switch_page("paper_entry.py", query_params={"titik": point["id"]})


def _kinds() -> Iterator[Kind]:
    """Those that can be made: all but the tick list need somebody who signs for the office."""
    yield TICK_LIST
    with frame.attempt():
        papers.require_signer(frame.office(), frame.now())
        for key, (title, _) in papers.PAPERS.items():
            yield Kind(key, title, papers.maker(key))


def _made(kind: Kind, point: str, office: Office, occasion: Occasion) -> bytes:
    return kind.make(office, occasion, point)


def _planned(rows: Sequence[Row]) -> int:
    with frame.office().database.reading() as reader:
        return sum(points.number_at(reader, row) for row in rows)
