"""A register of letters: a table on a desk, a list of links on a phone; one row of it is chosen."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from pages.pieces import people_table, phone_list
from pages.pieces.people_table import ROWS
from pages.pieces.phone_list import Item
from services.domain.schema import INCOMING, LETTER
from services.domain.table import Table
from services.storage.reader import Row

COLUMNS = {
    LETTER.name: ("serial", "number", "dated", "state", "addressee", "about"),
    INCOMING.name: ("agenda", "received", "number", "dated", "sender", "about", "disposition"),
}
CHOSEN = "surat"  # where the address names the letter that was chosen on a phone


def among(rows: Sequence[Row]) -> bool:
    """Whether the letter that was chosen on a phone is one of these."""
    return st.query_params.get(CHOSEN) in [row["id"] for row in rows]


def chosen(table: Table, rows: Sequence[Row], key: str) -> Row | None:
    """The register; the row that was chosen."""
    return (_on_phone if phone_list.on_phone() else _on_desk)(table, rows, key)


def _on_desk(table: Table, rows: Sequence[Row], key: str) -> Row | None:
    fields = [table.field(name) for name in COLUMNS[table.name]]
    shown: list[dict[str, Any]] = [{field.header: field.show(row[field.name]) for field in fields} for row in rows]
    event = st.dataframe(shown, key=key, on_select="rerun", selection_mode="single-row", hide_index=True, width="stretch")
    at = event["selection"]["rows"]
    return rows[at[0]] if at and at[0] < len(rows) else None


def _on_phone(table: Table, rows: Sequence[Row], key: str) -> Row | None:
    """A page of links; once a letter is chosen only the way back, so that the letter itself stands below it at once."""
    if letter := next((row for row in rows if row["id"] == st.query_params.get(CHOSEN)), None):
        st.button("Semua surat", icon=":material/arrow_back:", key=f"all {key}", on_click=_leave)
        return letter
    page = min(st.session_state.get(f"page {key}", 1), people_table.page_count(len(rows)))
    shown = rows[(page - 1) * ROWS:page * ROWS]
    phone_list.show((_item(table, row) for row in shown), table.title)
    people_table.pages(len(rows), page, f"page {key}")
    return None


def _leave() -> None:
    del st.query_params[CHOSEN]


def _item(table: Table, row: Row) -> Item:
    who = row["sender"] if table is INCOMING else row["addressee"]
    address = urlencode({**st.query_params, CHOSEN: row["id"]})  # with the year and the words that were searched
    return Item(row["about"] or table.title, f"{who or '–'}\n{row['number'] or 'tanpa nomor'}", row.get("state") or "",
                f"/surat?{address}")
