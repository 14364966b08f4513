"""Rows on a phone, where a table would be cut off: one below the other, each a link if it leads somewhere."""

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

import streamlit as st

from pages import frame

# Icon of a chip → letter, of those that every device has a glyph for.
SIGNS = {
    "check": "✓", "draw": "✓", "tag": "✓", "close": "✕", "block": "✕", "more_horiz": "⋯", "hourglass_top": "…",
    "radio_button_unchecked": "○", "event": "○", "edit_note": "○", "play_arrow": "▶", "today": "●", "undo": "↩",
    "priority_high": "!", "visibility": "?", "call_split": "?",
}
STYLE = """<style>
.baris{border:1px solid #cdd7dc;border-radius:8px}.baris>*+*{border-top:1px solid #cdd7dc}
.baris>*{display:flex;justify-content:space-between;align-items:center;gap:10px;min-height:62px;padding:8px 12px;color:inherit;text-decoration:none}
.baris b,.baris small{display:block;overflow-wrap:anywhere}.baris small{color:#37505b;font-size:13px;white-space:pre-line}
.baris b{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}
.baris i{font-style:normal;font-size:12.5px;font-weight:500;white-space:nowrap;padding:2px 8px;border-radius:5px}
.baris i span{display:inline-block;width:1em;margin-right:5px;overflow:hidden;vertical-align:-3px;font:normal 15px/1 "Material Symbols Rounded"}
.baris .gray{background:#e9eef1;color:#465a64}.baris .green{background:#dff1e7;color:#0f5c3a}
.baris .blue{background:#e0edf9;color:#134f86}.baris .red{background:#fbe3e1;color:#8f1a14}
.baris .yellow{background:#fdf0cc;color:#6b4a00}.baris .orange{background:#fde6d3;color:#8a3b05}
.baris .violet{background:#ece6f7;color:#523586}
</style>"""


class Item(NamedTuple):
    """A row: what it is, lines of small print, the word of its chip and the address it leads to, "" where there is none."""

    title: str
    note: str
    word: str = ""
    href: str = ""


def on_phone() -> bool:
    """Whether the browser says it is a phone: Streamlit tells no width."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def signed(word: str) -> str:
    """The word of a chip with its sign."""
    return f"{SIGNS[frame.CHIPS[word][1]]} {word}"


def show(items: Iterable[Item], label: str) -> None:
    """The rows; `label` says to a screen reader what they are."""
    st.html(f'{STYLE}<nav class="baris" aria-label="{escape(label)}">{"".join(map(_drawn, items))}</nav>')


def _drawn(item: Item) -> str:
    tag, leads = ("a", f' href="{escape(item.href)}" target="_self"') if item.href else ("div", "")
    chip = _chip(item.word) if item.word else ""
    return f"<{tag}{leads}><span><b>{escape(item.title)}</b><small>{escape(item.note)}</small></span>{chip}</{tag}>"


def _chip(word: str) -> str:
    color, icon = frame.CHIPS[word]
    return f'<i class="{color}"><span aria-hidden="true" translate="no">{icon}</span>{escape(word)}</i>'
