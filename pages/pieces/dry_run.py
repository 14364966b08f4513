"""Step 2 of stage 5: what the panel read in a workbook, what it will store, and what is wrong with which row."""

import streamlit as st

from pages import frame
from pages.pieces import background, own_columns, read_rows
from pages.pieces.ask import answer, ask
from pages.pieces.draft import away, take
from services.domain import wording
from services.domain.occasion import Occasion
from services.jobs import Task, Told
from services.people import imports, quality
from services.people.drafts import Draft
from services.people.imports import Sifted
from services.storage.reader import Row

PAGE = 10  # rows a page of faults
ROWS = 15  # rows a page of the table
TABS = {"faulty": "Harus diperbaiki", "doubtful": "Perlu dilihat", "all": "Semua baris"}
SEVERITY = {"faulty": "error", "doubtful": "warning"}


def show(programme: Row, draft: Draft) -> None:
    """The whole screen."""
    ready = len(draft.sifted.ready)
    said = f"Langkah 2 dari 3, periksa · {draft.name}, {imports.where(draft.checked)}"
    actions = frame.head("Penerimaan data", said, frame.of_programme(programme, f" · {draft.sender}"))
    save = "Simpan perbaikan" if draft.corrects else f"Simpan {wording.number(ready)} baris"
    with actions:
        if ready and st.button(save, type="primary", icon=":material/save:", key=f"save {draft.key}"):
            ask(draft.key, f"{save}?", _left_out(draft), save)
        st.button("Ganti berkas", icon=":material/upload_file:", on_click=away, args=(programme["id"],))
    if answer(draft.key) is not None:
        _store(programme, draft)
    if draft.corrects:
        st.info(frame.plain("Berkas ini perbaikan dari kiriman lalu. Dicocokkan baris demi baris, supaya tidak seorang "
                            f"pun tercatat dua kali: {draft.corrects}."))
    _columns(programme, draft)
    if not draft.checked.refused:
        _figures(len(draft.checked.people), draft.sifted)
        faulty, doubtful = len(draft.sifted.faulty), len(draft.sifted.doubtful)
        st.markdown(f"**Belum ada yang tersimpan.** {faulty} baris yang harus diperbaiki tidak ikut disimpan; "
                    f"{doubtful} baris dengan peringatan ikut. Impor ini dapat dibatalkan nanti.")
        _tabs(draft)


def _columns(programme: Row, draft: Draft) -> None:
    """How the columns were understood, and the way to say otherwise."""

    def again() -> None:
        away(programme["id"])
        take(programme["id"], draft.agency["id"], draft.name, draft.content)

    if draft.checked.refused:  # as the columns are mapped now
        st.error(frame.plain(draft.checked.refused))
    own_columns.recognised(draft.agency, draft.own, draft.checked, again)
    own_columns.choose(draft.agency, draft.own, draft.checked, draft.key, again)


def _left_out(draft: Draft) -> str:
    faulty = len(draft.sifted.faulty)
    left = f"{wording.number(faulty)} baris yang harus diperbaiki tidak ikut disimpan. " if faulty else ""
    return f"{left}Data dari {draft.sender} langsung terlihat di Penerima. Impor ini dapat dibatalkan."


def _store(programme: Row, draft: Draft) -> None:
    office, ready = frame.office(), len(draft.sifted.ready)
    file = (programme["id"], draft.agency["id"], draft.name, draft.content, draft.checked)

    def store(occasion: Occasion, told: Told) -> str:
        number = imports.store(office, occasion, *file, told)
        return f"{wording.number(number)} baris dari {draft.sender} tersimpan. Batalkan impor ada di daftar kiriman."

    def correct(occasion: Occasion, _told: Told) -> str:
        return f"Perbaikan dari {draft.sender} tersimpan: {quality.sentence(quality.take_in(office, occasion, *file))}."

    title = f"Menyimpan {wording.number(ready)} baris dari {draft.sender}"
    with frame.attempt():
        background.do(draft.key, Task("import", programme["id"], title, ready, "intake"),
                      correct if draft.corrects else store, lambda: _leave(programme["id"]))


def _leave(programme: str) -> None:
    away(programme)
    st.rerun()


def _figures(rows: int, sifted: Sifted) -> None:
    figures = {"Baris dibaca": rows, "Siap disimpan": len(sifted.ready), "Harus diperbaiki": len(sifted.faulty),
               "Perlu dilihat": len(sifted.doubtful)}
    with st.grid(columns=4, min_column_width=150):
        for label, number in figures.items():
            st.metric(label, wording.number(number), border=True)


def _tabs(draft: Draft) -> None:
    people = {"faulty": draft.sifted.faulty, "doubtful": draft.sifted.doubtful, "all": draft.checked.people}
    first = next((tab for tab in TABS if people[tab]), "all")
    tab = st.segmented_control(
        "Baris", list(TABS), default=first, required=True, key=f"tab {draft.key}", label_visibility="collapsed",
        format_func=lambda tab: f"{TABS[tab]} ({wording.number(len(people[tab]))})")
    shown = read_rows.page(people[tab], ROWS if tab == "all" else PAGE, f"page {draft.key} {tab}")
    if tab == "all":
        read_rows.table(shown)
    for person in shown if tab != "all" else ():
        read_rows.fault(person, SEVERITY[tab])
