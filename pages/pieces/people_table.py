"""A page of people as a table on a desk and as a list of links on a phone; numbers are masked."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages import frame
from pages.pieces import phone_list
from pages.pieces.phone_list import Item
from services.domain import wording
from services.domain.nik import mask
from services.domain.schema import RECIPIENT
from services.people.recipients import SERVED
from services.storage.reader import Row

ROWS = 15  # people a page
HEIGHT = 32  # pixels of a row: a page of people and the way to the next fit a screen of 768


def word(row: Row, served: Mapping[str, Row]) -> str:
    """The state of a person with its sign."""
    return phone_list.signed(_state(row, served))


def _state(row: Row, served: Mapping[str, Row]) -> str:
    return SERVED if row["id"] in served else row["state"]


def cells(row: Row, *names: str) -> dict[str, Any]:
    """Some fields of a person under their headers, numbers masked; what is empty shows nothing."""
    return {RECIPIENT.field(name).header: _cell(row, name) for name in names}


def _cell(row: Row, name: str) -> Any:
    value = row[name]
    if name in ("nik", "no_kk"):
        return mask(value)
    return value if name == "rank" and value else RECIPIENT.field(name).show(value)


def pick(shown: Sequence[Mapping[str, Any]], key: str) -> int | None:
    """A table of which one row can be chosen; the index of the chosen one."""
    event = st.dataframe(list(shown), key=key, hide_index=True, on_select="rerun", selection_mode="single-row",
                         row_height=HEIGHT, height="content",
                         column_config={"Kelurahan": st.column_config.Column(width=158)})
    rows = event.selection.rows
    return rows[0] if rows and rows[0] < len(shown) else None


def links(rows: Sequence[Row], served: Mapping[str, Row]) -> None:
    """People one below the other, each a link to the card."""
    phone_list.show((_item(row, served) for row in rows), "Penerima")


def _item(row: Row, served: Mapping[str, Row]) -> Item:
    where = f"{row['kelurahan'] or '–'} · {mask(row['nik'])}"
    return Item(row["name"] or "", where, _state(row, served), f"/orang?orang={row['id']}")


def page_count(count: int) -> int:
    """How many pages there are, at least one."""
    return max(1, -(-count // ROWS))


def _room(count: int) -> int:
    """Pixels for the numbers of all pages: of a few pages Streamlit would hide some behind "…"."""
    return 36 * min(count, 7) + 150


def pages(count: int, page: int, key: str, more: str = "") -> None:
    """Which rows are shown of how many, and the way to the others."""
    if not count:
        return
    first, last = (page - 1) * ROWS + 1, min(page * ROWS, count)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(frame.plain(f"Baris {first}–{last} dari {wording.number(count)}. {more}"), width="content")
        if page_count(count) > 1:
            st.pagination(page_count(count), width=_room(page_count(count)), key=key)
