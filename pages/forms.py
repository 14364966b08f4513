"""A form drawn from the schema: the widget that each field's kind names, and what was typed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import streamlit as st

from pages import frame
from services.domain.fields import Choice, Field

ROUND = "form round"  # grows whenever forms are to forget what is typed in them
APART = ("area", "flag")  # widgets that stand beside none of another kind


class Typed(dict[str, Any]):
    """What was typed in a form, by field name; `seen` is the row as the form showed it when it was first drawn.

    A run reads the row anew, also the run in which a form is sent: only `seen` tells what the person looked at.
    """

    def __init__(self, values: dict[str, Any], seen: dict[str, Any]):
        super().__init__(values)
        self.seen = seen


def form(
    fields: Sequence[Field], row: Mapping[str, Any], key: str, label: str = "Simpan",
    options: Mapping[str, dict[str, str]] | None = None, border: bool = False,
) -> Typed | None:
    """A form drawn from the schema: what was typed when it was sent, else None. `options`: choices of references.

    A border is for a form that stands alone on its page; a card, a dialog or what is unfolded has one already.
    """
    drawn = _drawn(key)
    seen = _seen(key, drawn, fields, row)
    with st.form(f"form {key}", enter_to_submit=False, border=border):
        values = widgets(fields, seen, drawn, options)
        sent = frame.submit(label, f"send {key}", type="primary")
    return Typed(values, seen) if sent else None


def anew() -> None:
    """The callback of a button: every form shows what is stored now and forgets what was typed."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def _drawn(key: str) -> str:
    """What the keys of a form's widgets begin with in this round: Streamlit keeps what was typed by key."""
    times = st.session_state.get(ROUND, 0)
    return f"{key} again {times}" if times else key


def _seen(key: str, drawn: str, fields: Sequence[Field], row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as this form first showed it; anew where the form was away (its widgets are forgotten then)."""
    name = f"seen {key}"
    if f"{drawn} {fields[0].name}" not in st.session_state or name not in st.session_state:
        st.session_state[name] = dict(row)
    return st.session_state[name]


def widgets(
    fields: Sequence[Field], row: Mapping[str, Any], key: str, options: Mapping[str, dict[str, str]] | None = None
) -> dict[str, Any]:
    """Fields two abreast, long texts alone; what is typed in them. A phone stacks each pair, so that none is out of order.

    Boxes to tick have no label above them, so they stand beside one another.
    """
    values = {}
    for pair in _abreast(fields):
        places = st.columns(2) if pair[0].widget != "area" else [st.container()]
        for place, field in zip(places, pair, strict=False):
            with place:
                values[field.name] = widget(field, row.get(field.name), f"{key} {field.name}", options or {})
    return values


def _abreast(fields: Sequence[Field]) -> Iterator[list[Field]]:
    for kind, run in groupby(fields, key=lambda field: field.widget if field.widget in APART else ""):
        alike, step = list(run), 1 if kind == "area" else 2
        yield from (alike[at:at + step] for at in range(0, len(alike), step))


def widget(field: Field, value: Any, key: str, options: Mapping[str, dict[str, str]]) -> Any:
    """The widget that a field's kind names; returns what is typed in it."""
    label = field.header + (" *" if field.required else "")
    return WIDGETS[field.widget](field, label, value, key, options.get(field.name, {}))


def _text(field: Field, label: str, value: Any, key: str, _options: dict[str, str]) -> Any:
    return st.text_input(label, field.show(value), key=key, help=field.help or None)


def _secret(field: Field, label: str, _value: Any, key: str, _options: dict[str, str]) -> Any:
    return st.text_input(label, type="password", key=key, help=field.help or None)


def _area(field: Field, label: str, value: Any, key: str, _options: dict[str, str]) -> Any:
    return st.text_area(label, field.show(value), key=key, help=field.help or None, height=120)


def _number(field: Field, label: str, value: Any, key: str, _options: dict[str, str]) -> Any:
    return st.number_input(label, value=value, step=1, key=key, help=field.help or None, placeholder="")


def _date(field: Field, label: str, value: Any, key: str, _options: dict[str, str]) -> Any:
    first, last = date(1900, 1, 1), date(2100, 12, 31)
    return st.date_input(label, value, first, last, key=key, help=field.help or None, format="DD-MM-YYYY")


def _choice(field: Field, label: str, value: Any, key: str, _options: dict[str, str]) -> Any:
    assert isinstance(field, Choice)
    return _select(label, list(field.choices), value, key, str)


def _reference(_field: Field, label: str, value: Any, key: str, options: dict[str, str]) -> Any:
    return _select(label, list(options), value, key, lambda row: options.get(row, row))


def _flag(field: Field, label: str, value: Any, key: str, _options: dict[str, str]) -> Any:
    return st.checkbox(label, bool(value), key=key, help=field.help or None)


def _select(label: str, choices: list[str], value: Any, key: str, shown: Callable[[str], str]) -> Any:
    index = choices.index(value) if value in choices else None
    return st.selectbox(label, choices, index, shown, key=key, placeholder="Pilih")


WIDGETS: dict[str, Callable[..., Any]] = {
    "text": _text, "area": _area, "number": _number, "money": _number, "date": _date,
    "choice": _choice, "reference": _reference, "flag": _flag, "secret": _secret,
}
