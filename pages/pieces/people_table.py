"""A page of people as a table on a desk and as a list of links on a phone; numbers are masked."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from pages import frame
from services.domain import wording
from services.domain.nik import mask
from services.domain.schema import RECIPIENT
from services.people.recipients import SERVED
from services.storage.reader import Row

ROWS = 15  # people a page
HEIGHT = 32  # pixels of a row: a page of people and the way to the next fit a screen of 768
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"  # as what tables are downloaded
SIGNS = {"check": "✓", "close": "✕", "block": "✕", "more_horiz": "⋯"}  # icon of a chip → letter for the cell of a table
STYLE = """<style>
.orang{border:1px solid #cdd7dc;border-radius:8px}.orang a+a{border-top:1px solid #cdd7dc}
.orang a{display:flex;justify-content:space-between;align-items:center;gap:10px;min-height:62px;padding:8px 12px;color:inherit;text-decoration:none}
.orang b,.orang small{display:block;overflow-wrap:anywhere}.orang small{color:#37505b;font-size:13px}
.orang i{font-style:normal;font-size:12.5px;font-weight:500;white-space:nowrap;padding:3px 8px;border-radius:5px}
.orang .gray{background:#e9eef1;color:#465a64}.orang .green{background:#dff1e7;color:#0f5c3a}
.orang .blue{background:#e0edf9;color:#134f86}.orang .red{background:#fbe3e1;color:#8f1a14}
</style>"""


def on_phone() -> bool:
    """Whether the browser says it is a phone: Streamlit tells no width."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def word(row: Row, served: Mapping[str, Row]) -> str:
    """The state of a person with its sign."""
    word = _state(row, served)
    return f"{SIGNS.get(frame.CHIPS[word][1], '○')} {word}"


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
    items = "".join(_link(row, frame.CHIPS[_state(row, served)][0], word(row, served)) for row in rows)
    st.html(f'{STYLE}<nav class="orang" aria-label="Penerima">{items}</nav>')


def _link(row: Row, color: str, shown: str) -> str:
    where = escape(f"{row['kelurahan'] or '–'} · {mask(row['nik'])}")
    return (f'<a href="/orang?orang={escape(row["id"])}" target="_self"><span><b>{escape(row["name"] or "")}</b>'
            f'<small>{where}</small></span><i class="{color}">{escape(shown)}</i></a>')


def page_count(count: int) -> int:
    """How many pages there are, at least one."""
    return max(1, -(-count // ROWS))


def pages(count: int, page: int, key: str, more: str = "") -> None:
    """Which rows are shown of how many, and the way to the others."""
    if not count:
        return
    first, last = (page - 1) * ROWS + 1, min(page * ROWS, count)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(frame.plain(f"Baris {first}–{last} dari {wording.number(count)}. {more}"), width="content")
        if page_count(count) > 1:
            st.pagination(page_count(count), key=key)
