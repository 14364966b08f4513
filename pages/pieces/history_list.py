"""Entries of the history as a list: when, what, old → new, and who. A row with a page of its own is a link there."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

import streamlit as st

from pages import frame
from services.domain import wording
from services.domain.history_words import Called, changes, deed
from services.domain.occasion import WITA, Source
from services.domain.schema import TABLES
from services.storage.history import Entry
from services.storage.originals import ROOT

SOURCES = {Source.PANEL: "Panel", Source.SHEET: "Google Sheet", Source.IMPORT: "Impor", Source.DESK: "Loket", Source.PAPER: "Kertas"}
PLACES = {"recipient": "/orang?orang=", "programme": "/tahapan?program=", "letter": "/surat?surat="}
MANY = 4  # rows made or removed in one act from which the list names only the first few
# Where a new row can be taken away again as a whole, and the right to do so; "{…}" is a field of the row.
BACK = {"import": ("intake", "Batalkan di Penerimaan data", "/penerimaan-data?program={programme}")}


def show(entries: Sequence[Entry], called: Called, label: str, dated: bool = False) -> None:
    """The entries, `called` being what rows and keys are called; `dated`: each says its day too."""
    items = []
    for (*_, kind), run in groupby(entries, key=lambda entry: (entry.operation, entry.table, entry.kind)):
        group = list(run)
        if len(group) >= MANY and kind in ("create", "delete"):
            items.append(_together(group, called, dated))
        else:
            items += [_item(entry, called, dated) for entry in group]
    st.html(ROOT / "assets" / "riwayat.css")
    look = "riwayat berhari" if dated else "riwayat"
    st.html(f'<ul class="{look}" aria-label="{escape(label)}">{"".join(items)}</ul>')


def told(entry: Entry, called: Called) -> list[str]:
    """Old → new of its fields; of personal ones and of a new row's not the values."""
    table = TABLES[entry.table]
    hidden = [name for name in entry.fields if name in table.personal or name == "extra"]
    public = {name: pair for name, pair in entry.fields.items() if name not in hidden}
    return [] if entry.kind == "create" else list(changes(table, entry.kind, public, hidden, called))


def _deed(entry: Entry) -> str:
    return deed(entry.kind, entry.fields, entry.source == Source.SHEET)


def _item(entry: Entry, called: Called, dated: bool) -> str:
    colon = ":" if entry.kind in ("event", "redact") else ""  # the others are verbs
    what = f"{TABLES[entry.table].title} {_named(entry, called)}{colon} {escape(_deed(entry))}"
    return _line(entry, what, "; ".join(told(entry, called)), dated, _way_back(entry))


def _together(group: Sequence[Entry], called: Called, dated: bool) -> str:
    """Many rows of one act on this page."""
    named = [called.get(entry.row, entry.row) for entry in group[:MANY]]
    more = [f"{len(group) - MANY} lain"] if len(group) > MANY else []
    what = f"{TABLES[group[0].table].title} <b>{len(group)} baris</b> {escape(_deed(group[0]))}"
    return _line(group[0], what, wording.join([*named, *more]), dated)


def _named(entry: Entry, called: Called) -> str:
    name = f"<b>{escape(called.get(entry.row, entry.row))}</b>"
    place = PLACES.get(entry.table)
    return f'<a href="{place}{escape(entry.row)}" target="_self">{name}</a>' if place else name


def _way_back(entry: Entry) -> str:
    right, label, address = BACK.get(entry.table, ("", "", ""))
    if not right or entry.kind != "create" or not frame.can(right):
        return ""
    new = {name: escape(str(pair[1])) for name, pair in entry.fields.items()}
    return f' <a href="{address.format_map(new)}" target="_self">{label}</a>'


def _line(entry: Entry, what: str, small: str, dated: bool, more: str = "") -> str:
    when = wording.moment(entry.at) if dated else wording.clock(entry.at)
    who = [entry.actor_name] if entry.source == Source.PANEL else [entry.actor_name, SOURCES[Source(entry.source)]]
    below = f"<small>{escape(small)}{more}</small>" if small or more else ""
    return f"<li><time>{when}</time><span>{what}{below}</span><i>{escape(' · '.join(who))}</i></li>"


def of_day(entries: Iterable[Entry]) -> Iterable[tuple[str, list[Entry]]]:
    """The entries under the day on which they were made."""
    for day, group in groupby(entries, key=lambda entry: entry.at.astimezone(WITA).date()):
        yield wording.weekday_date(day), list(group)
