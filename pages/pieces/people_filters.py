"""What is searched for among the recipients: a text and filters; the address may set the filters first."""

from datetime import date
from typing import Any

import streamlit as st

from pages import frame
from pages.pieces.phone_list import on_phone
from services.domain.states import RecipientState
from services.people import recapitulation
from services.people.recapitulation import GROUPINGS
from services.people.recipients import SERVED, Part

PAGE = "recipients page"


def part(today: date) -> Part | None:
    """The group of a recapitulation that the address names, said with the way to all."""
    asked = st.query_params
    if asked.get("kelompok") not in GROUPINGS:
        return None
    group = Part(asked["kelompok"], tuple(asked.get_all("nilai")), today, asked.get("jk", ""))
    names = [recapitulation.said(group.grouping, group.values[-1] if group.values else "")]
    names += [recapitulation.said("sex", group.sex)] if group.sex else []
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(frame.plain(f"Dari rekapitulasi menurut {GROUPINGS[group.grouping].lower()}: {', '.join(names)}"),
                   width="content")
        st.button("Hapus saringan", key="no part", type="tertiary", on_click=clear)
    return group


def filters(programmes: dict[str, str]) -> tuple[str, dict[str, Any]]:
    """What is searched for: the text, and the filters that are set. The address may set them first."""
    asked = st.query_params
    text, *places = _places()
    typed = text.text_input("Cari", key="text", placeholder="Nama, NIK, atau No. KK", label_visibility="collapsed",
                            icon=":material/search:", on_change=first_page, live=True)
    kelurahan = sorted(place.name for place in frame.office().places.kelurahan)
    choices: tuple[tuple[str, list[str], str, str | None], ...] = (
        ("programme", list(programmes), "Semua program", asked.get("program")),
        ("kelurahan", kelurahan, "Semua kelurahan", asked.get("kelurahan")),
        ("state", [*map(str, RecipientState), SERVED], "Semua keadaan", asked.get("keadaan")),
    )
    chosen: dict[str, Any] = {}
    for place, (name, options, nothing, first) in zip(places, choices, strict=True):
        index = options.index(first) if first in options else None
        chosen[name] = place.selectbox(
            nothing, options, index, lambda value: programmes.get(value, value), key=f"filter {name}",
            placeholder=nothing, label_visibility="collapsed", on_change=first_page)
    return typed, {name: value for name, value in chosen.items() if value}


def _places() -> list[Any]:
    """Where the search box and the three filters stand: in a row, or on a phone two of them behind a button."""
    if not on_phone():
        return list(st.columns([3, 2, 2, 2]))
    text, programme, more = st.container(), st.container(), st.popover("Saring", icon=":material/filter_list:")
    return [text, programme, more, more]


def first_page() -> None:
    """Another question begins on its first page."""
    st.session_state.pop(PAGE, None)


def clear() -> None:
    """No filter any more."""
    st.query_params.clear()
    for name in ("text", "filter programme", "filter kelurahan", "filter state", PAGE):
        st.session_state.pop(name, None)


def nothing(text: str, filtered: bool) -> None:
    """Nobody is there, or nobody fits."""
    if not text and not filtered:
        st.info("Belum ada penerima. Daftar dari instansi diterima di tahap 5, Penerimaan data, dari sebuah program.")
        st.page_link("programmes.py", label="Buka Program", icon=":material/conversion_path:")
        return
    st.info(f"Tidak ada yang cocok dengan “{frame.plain(text)}”. Periksa ejaan, atau hapus saringan." if text
            else "Tidak ada yang cocok. Hapus saringan.")
    st.button("Hapus saringan", on_click=clear)
