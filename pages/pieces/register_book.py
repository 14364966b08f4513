"""A register of letters: a list of links, the newest first; one letter of it is chosen, and the address keeps it."""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from pages.pieces import people_table, phone_list, sheet_watch
from pages.pieces.people_table import ROWS
from pages.pieces.phone_list import Item
from services.domain.schema import INCOMING
from services.domain.table import Table
from services.storage.reader import Row

CHOSEN = "surat"  # where the address names the letter that was chosen


def among(rows: Sequence[Row]) -> bool:
    """Whether the letter that was chosen is one of these."""
    return st.query_params.get(CHOSEN) in [row["id"] for row in rows]


def chosen(table: Table, rows: Sequence[Row], key: str) -> Row | None:
    """The register; once a letter is chosen only the way back, so that the letter itself stands below it at once."""
    if letter := next((row for row in rows if row["id"] == st.query_params.get(CHOSEN)), None):
        st.button("Semua surat", icon=":material/arrow_back:", key=f"all {key}", on_click=_leave)
        sheet_watch.note(table, letter["id"])
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
    number = f"agenda {row['agenda'] or '–'} · {row['number'] or '–'}" if table is INCOMING else row["number"]
    when = table.field("received" if table is INCOMING else "dated")
    below = " · ".join(filter(None, (number or "tanpa nomor", when.show(row[when.name]))))
    beside = "\n" if phone_list.on_phone() else " · "
    address = urlencode({**st.query_params, CHOSEN: row["id"]})  # with the year and the words that were searched
    return Item(row["about"] or table.title, f"{who or '–'}{beside}{below}", row.get("state") or "", f"/surat?{address}")
