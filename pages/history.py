"""History: every change, who and when. It cannot be changed or deleted."""

from typing import Any, Literal

import streamlit as st

from pages import frame
from pages.pieces import history_list
from pages.pieces.phone_list import on_phone
from services import row_names
from services.domain.schema import PROGRAMME, TABLES, USER
from services.storage.belonging import of_programme, of_stage
from services.storage.called import about

ROWS = 50
PAGE = "history page"
FOLDED = ("stage", "actor", "table", "source")  # filters behind the button
MEANT = {"text": about, "programme": of_programme, "stage": of_stage}  # the others are columns of the history


def first_page() -> None:
    """Another question begins on its first page."""
    st.session_state.pop(PAGE, None)


def clear() -> None:
    """No filter any more."""
    for name in ("text", "programme", *FOLDED):
        st.session_state.pop(f"history {name}", None)
    first_page()


def places() -> list[Any]:
    """Where the search box and the filters stand: one row, most filters behind a button that says how many are set."""
    text, programme, more = (st.container() for _ in range(3)) if on_phone() else st.columns([4, 3, 1], vertical_alignment="bottom")
    set_ = sum(bool(st.session_state.get(f"history {name}")) for name in FOLDED)
    label = f"Saring ({set_})" if set_ else "Saring"
    width: Literal["content", "stretch"] = "content" if on_phone() else "stretch"
    folded = more.popover(label, icon=":material/filter_list:", key="history more", width=width)
    return [text, programme, *[folded] * len(FOLDED)]


def asked(choices: dict[str, tuple[str, dict[str, str]]]) -> dict[str, str]:
    """What is searched for, by name: the text, and the filters that are set."""
    text, *others = places()
    found = {"text": text.text_input(
        "Cari", key="history text", placeholder="Nama, NIK, atau ID baris", on_change=first_page, live=True).strip()}
    for place, (name, (label, options)) in zip(others, choices.items(), strict=True):
        found[name] = place.selectbox(
            label, list(options), None, options.__getitem__, key=f"history {name}", placeholder="Semua", on_change=first_page)
    return {name: value for name, value in found.items() if value}


frame.require("history")
office = frame.office()
frame.head("Riwayat", "Semua perubahan, siapa dan kapan. Tidak dapat diubah atau dihapus.")
with office.database.reading() as reader:
    programmes = {row["id"]: row["name"] for row in reader.find(PROGRAMME, order=("-year", "name"))}
    users = {row["id"]: row["name"] for row in reader.find(USER, order=("name",))}
wanted = asked({
    "programme": ("Program", programmes),
    "stage": ("Tahap", {stage.key: f"{stage.number}. {stage.title}" for stage in office.sop.stages}),
    "actor": ("Oleh", users),
    "table": ("Tabel", {name: table.title for name, table in TABLES.items()}),
    "source": ("Asal", {str(source): word for source, word in history_list.SOURCES.items()}),
})
conditions = [MEANT[name](value) for name, value in wanted.items() if name in MEANT]
columns = {name: value for name, value in wanted.items() if name not in MEANT}
page = st.session_state.get(PAGE, 1)
with office.database.reading() as reader:
    entries = reader.history(*conditions, limit=ROWS + 1, offset=(page - 1) * ROWS, **columns)
    called = row_names.called(reader, office.sop, entries[:ROWS])
for day, of_day in history_list.of_day(entries[:ROWS]):
    st.header(day, anchor=False)
    history_list.show(of_day, called, day)
if not entries:
    st.info("Tidak ada yang cocok. Periksa ejaan, atau hapus saringan.")
    st.button("Hapus saringan", on_click=clear)
elif page > 1 or len(entries) > ROWS:
    st.pagination(page + (len(entries) > ROWS), key=PAGE)
