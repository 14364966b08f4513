"""The package of a programme on a page: its contents as a table to fill in, and the goods received against it."""

from dataclasses import replace
from typing import Any

import streamlit as st

from pages import forms, frame
from pages.pieces import typed
from pages.stage_frame import View
from services import procurement
from services.domain import wording
from services.domain.schema import CONTRACT, PACKAGE_ITEM
from services.storage.reader import Row

# No column is `required`: Streamlit would drop an unfinished row in silence, while the service says what it lacks.
COLUMNS = {
    "id": None,
    "item": st.column_config.TextColumn("Barang", width="medium"),
    "quantity": st.column_config.NumberColumn("Banyaknya", min_value=1, step=1, width="small"),
    "unit": st.column_config.TextColumn("Satuan", width="small"),
    "price": st.column_config.NumberColumn("Harga satuan (Rp)", min_value=0, step=1, format="localized"),
}


def contents(view: View, items: list[Row], writes: bool) -> None:
    """What a package holds and what it costs."""
    key = f"contents {view.id}"
    draft = typed.draft(key, items)
    rows = [{name: item[name] for name in COLUMNS} for item in draft["first"]] or [dict.fromkeys(COLUMNS)]
    edited: Any = st.data_editor(
        rows, key=f"{key} {draft['round']}", num_rows="dynamic", column_config=COLUMNS, width="stretch",
        disabled=not writes, placeholder="–")
    filled = [row for row in edited if any(value not in (None, "") for value in row.values())]
    st.text(_cost(procurement.price_of(filled), view.programme))
    changed = edited != rows
    typed.follow(key, items, changed)
    if writes and changed:
        _save(key, view, draft["seen"], filled)


def _save(key: str, view: View, seen: list[Row], filled: list[dict[str, Any]]) -> None:
    line = st.container(horizontal=True)
    if frame.button("Simpan isi paket", f"send {key}", line, icon=":material/save:"):
        with frame.attempt():
            procurement.change_contents(frame.office(), frame.act(key), view.id, seen, filled)
            _stored_again(key, view)
            frame.done(key, "Isi paket tersimpan.")
    line.button("Buang isian saya", on_click=_stored_again, args=(key, view))


def _stored_again(key: str, view: View) -> None:
    with frame.office().database.reading() as reader:
        typed.show_again(key, procurement.contents_of(reader, view.id))


def _cost(one: int, programme: Row) -> str:
    quota, budget = programme["quota"], programme["budget"]
    said = f"{wording.rupiah(one)} setiap paket, {wording.rupiah(one * quota)} untuk {wording.number(quota)} paket."
    if not budget:
        return f"{said} Anggaran: belum diisi."
    over = max(0, one * quota - budget)
    return f"{said} Anggaran: {wording.rupiah(budget)}" + (f", lewat {wording.rupiah(over)}." if over else ".")


def goods(contract: Row, items: list[Row], quota: int) -> None:
    """Goods received against ordered, in words, and the form of the count."""
    for item in items:
        st.text(procurement.difference(item, quota))
    if frame.can("procurement"):
        _count(contract, items)


def _count(contract: Row, items: list[Row]) -> None:
    key, received = f"goods {contract['id']}", PACKAGE_ITEM.field("received")
    with st.form(key, enter_to_submit=False):
        day = forms.widget(CONTRACT.field("received"), contract["received"], f"{key} day", {})
        counted = {
            item["id"]: forms.widget(
                replace(received, header=f"{frame.plain(item['item'])}, hasil hitung ({frame.plain(item['unit'])})", help=""),
                item["received"], f"{key} {item['id']}", {})
            for item in items
        }
        sent = frame.submit("Simpan penerimaan barang", f"send {key}")
    if sent:
        with frame.attempt():
            procurement.receive(frame.office(), frame.act(key), contract, items, day, counted)
            frame.done(key, "Penerimaan barang tersimpan.")
