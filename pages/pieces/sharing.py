"""Stage 6: two ways of sharing the quota over the kelurahan side by side, and one of them chosen with a reason."""

from itertools import groupby
from typing import Any

import streamlit as st

from pages import frame
from pages.pieces.ask import answer, ask
from pages.stage_frame import View
from services.domain.schema import PROGRAMME
from services.domain.shares import Home, Share
from services.people import selection
from services.people.recapitulation import UNKNOWN

WHOLE_CITY = "Seluruh kota satu daftar"
Pair = tuple[Share | None, Share | None]
Compared = dict[Home, tuple[int, tuple[int, int]]]


def name(rule: Share | None) -> str:
    """A way of sharing in words."""
    return rule or WHOLE_CITY


@st.cache_data(scope="session", max_entries=8, show_spinner="Membandingkan …")
def _compared(programme: str, version: int, one: Share | None, other: Share | None) -> Compared:
    with frame.office().database.reading() as reader:
        return selection.compare(reader, reader.get(PROGRAMME, programme), one, other)


def show(view: View, version: int) -> None:
    """The way that holds, and behind a fold the comparison."""
    now = Share(view.programme["share_rule"]) if view.programme["share_rule"] else None
    why = f" Alasan: {view.programme['share_reason']}" if view.programme["share_reason"] else ""
    st.caption(frame.plain(f"Pembagian kuota: {name(now)}.{why}"))
    with st.expander("Bandingkan dua cara membagi kuota", key=f"sharing {view.id}", on_change="rerun") as fold:
        if fold.open:
            _compare(view, version, now)


def _compare(view: View, version: int, now: Share | None) -> None:
    ways: list[Share | None] = [None, *Share]
    other = Share.CANDIDATES if now is None else None
    places = st.columns(2)
    rules = (places[0].selectbox("Cara pertama", ways, ways.index(now), name, key=f"first way {view.id}"),
             places[1].selectbox("Cara kedua", ways, ways.index(other), name, key=f"second way {view.id}"))
    _table(_compared(view.id, version, *rules), rules)
    if view.step.open and frame.can("list"):
        for place, rule in zip(places, dict.fromkeys(rules), strict=False):
            with place:
                _choose(view, rule, now)


def _table(compared: Compared, rules: Pair) -> None:
    """Each kecamatan with its kelurahan and their sum, and what they get either way."""
    places = {Home(place.kecamatan, place.name): at for at, place in enumerate(frame.office().places.kelurahan)}
    homes = sorted(compared, key=lambda home: (places.get(home, len(places)), str(home)))
    lines: list[tuple[str, str, int, int, int]] = []
    for kecamatan, members in groupby(homes, lambda home: home.kecamatan or UNKNOWN):
        own = [(kecamatan, home.kelurahan or UNKNOWN, compared[home][0], *compared[home][1]) for home in members]
        lines += [*own, (kecamatan, "Jumlah", *(sum(column) for column in list(zip(*own, strict=True))[2:]))]
    st.dataframe([_cells(line, rules) for line in lines], hide_index=True, row_height=36, height="content",
                 column_config={"Selisih": st.column_config.NumberColumn(format="%+d")})


def _cells(line: tuple[str, str, int, int, int], rules: Pair) -> dict[str, Any]:
    kecamatan, kelurahan, number, one, two = line
    return {"Kecamatan": kecamatan, "Kelurahan": kelurahan, "Calon": number, f"1. {name(rules[0])}": one,
            f"2. {name(rules[1])}": two, "Selisih": two - one}


def _choose(view: View, rule: Share | None, now: Share | None) -> None:
    key = f"share {rule} {view.id}"
    if rule != now and st.button(f"Pakai: {name(rule)}", key=f"button {key}"):
        ask(key, f"Bagi kuota: {name(rule)}?", "Usulan disusun ulang dengan cara ini. Putusan Anda atas orang tetap.",
            "Pakai cara ini", reason=True)
    if (reason := answer(key)) is not None:
        with frame.attempt():
            selection.share(frame.office(), frame.act(key), view.id, rule, reason)
            frame.done(key, "Cara membagi kuota dipakai; usulan disusun ulang.")
