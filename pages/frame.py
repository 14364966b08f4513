"""What every screen shares: who asks, one act, an error as a sentence, a form drawn from the schema.

Text from people is never Markdown: it goes through `plain` wherever Streamlit would read Markdown.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import streamlit as st

from pages import presses
from services import accounts, identity
from services.domain.access import may
from services.domain.access import require as require_right
from services.domain.fields import Choice, Field
from services.domain.occasion import Actor, Occasion
from services.errors import BadInput, NotFound, PanelError, Stale
from services.office import Office
from services.practice import ADDRESS
from services.running import office as running_office
from services.running import practice_office
from services.web.signin import COOKIE, PRACTISING

MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&\"'=^@/])")

LINKS = re.compile(r"(?<=http)(?=s?\\:)|(?<=www)(?=\\\.)|(?=\\@)", re.IGNORECASE)

CHIPS: dict[str, tuple[str, str]] = {
    "Belum mulai": ("gray", "radio_button_unchecked"), "Belum": ("gray", "radio_button_unchecked"),
    "Dibatalkan": ("gray", "block"), "Berjalan": ("blue", "play_arrow"),
    "Menunggu disposisi": ("yellow", "hourglass_top"), "Menunggu kontrak": ("yellow", "hourglass_top"),
    "Menunggu data": ("yellow", "hourglass_top"), "Selesai": ("green", "check"), "Ada": ("green", "check"),
    "Sudah menerima": ("green", "check"), "Direncanakan": ("gray", "event"), "Dibuka": ("blue", "play_arrow"),
    "Ditutup": ("green", "check"), "Konsep": ("gray", "edit_note"), "Menunggu paraf": ("yellow", "hourglass_top"),
    "Menunggu tanda tangan": ("yellow", "hourglass_top"), "Ditandatangani": ("blue", "draw"),
    "Bernomor": ("blue", "tag"), "Terkirim": ("green", "check"), "Diganti": ("gray", "block"),
    "Calon": ("gray", "radio_button_unchecked"), "Ditetapkan": ("blue", "check"), "Cadangan": ("gray", "more_horiz"),
    "Gugur": ("red", "close"), "Hari ini": ("orange", "today"), "Periksa": ("orange", "visibility"),
    "Dikembalikan": ("orange", "undo"), "Terlambat": ("red", "priority_high"), "Ditolak": ("red", "close"),
    "Rusak": ("red", "close"), "Ganda": ("red", "close"), "Perlu keputusan": ("violet", "call_split"),
}


def office() -> Office:
    """The office this tab works in: the real one, or practice if it went there before the page was loaded.

    What another tab does to the cookie meanwhile changes nothing here: a tab never slips from one into the other.
    """
    practising = st.session_state.setdefault("practising", cookie(PRACTISING) is not None)
    return practice_office() if practising else running_office()


def link(path: str) -> str:
    """The address of a route outside Streamlit (/loket, /berkas), in the office of this tab."""
    return ADDRESS + path if office().real else path


def cookie(name: str) -> str | None:
    """A cookie of the browser, as it was when the page was loaded."""
    return st.context.cookies.get(name)


def clock() -> datetime:
    """The moment, in UTC: screens are where the clock is read."""
    return datetime.now(UTC)


def now() -> datetime:
    """The moment for the office of this tab, in UTC: in practice the clock may have been moved ahead."""
    return office().time(clock())


def actor() -> Actor:
    """Who is signed in, looked up on every run. Raises NotSignedIn."""
    return accounts.signed_in(office().accounts, cookie(COOKIE), clock())


def require(right: str) -> Actor:
    """The first line of a page: who asks, and may they? Else a sentence, and nothing further is drawn."""
    try:
        person = actor()
        require_right(person, right)
    except PanelError as error:
        say_error(error)
        st.stop()
    return person


def can(right: str) -> bool:
    """Whether the person who looks holds a right: to draw a button or not. The service asks again."""
    return may(actor().role, right)


def act(key: str) -> Occasion:
    """One act of the person. The same key keeps its operation until `done(key)`: a double click repeats nothing."""
    operation = st.session_state.setdefault(f"operation {key}", identity.new_id("OP"))
    return Occasion(actor(), now(), operation, identity.new_id)


def done(key: str, sentence: str, then: Callable[[], object] = st.rerun) -> None:
    """The act of that key has taken place: say so on the next run, or where `then` leads; the next act is a new one."""
    for what in ("operation", "seen"):
        st.session_state.pop(f"{what} {key}", None)
    presses.let_go()
    st.session_state["said"] = sentence
    then()


def say_what_was_done() -> None:
    """The sentence that `done` left, once."""
    if sentence := st.session_state.pop("said", None):
        st.toast(plain(sentence), icon=":material/check:")


def plain(text: Any) -> str:
    """Text from people for a place that reads Markdown: every mark is escaped, line breaks become spaces.

    Streamlit makes links of bare addresses after it has taken escapes away; an invisible joiner breaks them.
    """
    return LINKS.sub("\u2060", MARKS.sub(r"\\\1", re.sub(r"\s+", " ", str(text))))


def say_error(error: PanelError) -> None:
    """An error as its sentence; every problem of a form on a line of its own."""
    if isinstance(error, BadInput):
        st.error("  \n".join(plain(problem.sentence) for problem in error.problems))
    else:
        st.error(plain(error))


@contextmanager
def attempt(key: str = "") -> Iterator[None]:
    """Do something that may be refused: the refusal is shown where the button is, and the screen goes on.

    `key` names the form: where somebody else changed the same field, what stands there now is shown, and sending
    the form again is a deliberate choice.
    """
    try:
        yield
    except Stale as error:
        presses.let_go()
        say_error(error)
        st.caption("Yang tersimpan sekarang: " + plain("; ".join(str(value) for value in error.theirs.values())))
        st.session_state.get(f"seen {key}", {}).update(error.theirs)
    except PanelError as error:
        presses.let_go()
        say_error(error)


def button(label: str, key: str, place: Any = st, **look: Any) -> bool:
    """A button that leads to an act; True until the act was carried out (`done`) or refused (`attempt`)."""
    place.button(label, key=key, on_click=presses.note, args=(key, label), **look)
    return presses.due(key)


def submit(label: str, key: str, place: Any = st, **look: Any) -> bool:
    """The button of a form, as `button`."""
    place.form_submit_button(label, key=key, on_click=presses.note, args=(key, label), **look)
    return presses.due(key)


def say_unseen(labels: Sequence[str]) -> None:
    """Speak of presses that a run did not come to."""
    for label in labels:
        st.toast(f"“{label}” mungkin belum tersimpan, karena layar berganti. Periksa dahulu, lalu tekan lagi bila perlu.",
                 icon=":material/warning:", duration="long")


def chip(word: str) -> None:
    """A state as colour, word and sign."""
    color, icon = CHIPS.get(word, ("gray", "circle"))
    st.badge(plain(word), icon=f":material/{icon}:", color=color)  # type: ignore[arg-type]


def head(title: str, sentence: str = "", crumb: str = "", word: str = "") -> Any:
    """The head of a screen: crumb, title with chip and help, one grey sentence. Returns the place of the actions."""
    line = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center")
    with line:
        with st.container(width="content", gap="xsmall"):
            if crumb:
                st.caption(plain(crumb))
            with st.container(horizontal=True, vertical_alignment="center", width="content"):
                st.title(plain(title), anchor=False, width="content", help=st.session_state.get("help"))
                if word:
                    chip(word)
            if sentence:
                st.caption(plain(sentence))
        actions = st.container(horizontal=True, width="content")
    say_what_was_done()
    return actions


class Typed(dict[str, Any]):
    """What was typed in a form, by field name; `seen` is the row as the form showed it when it was first drawn.

    A run reads the row anew, also the run in which a form is sent: only `seen` tells what the person looked at.
    """

    def __init__(self, values: dict[str, Any], seen: dict[str, Any]):
        super().__init__(values)
        self.seen = seen


def form(
    fields: Sequence[Field], row: Mapping[str, Any], key: str, label: str = "Simpan",
    options: Mapping[str, dict[str, str]] | None = None,
) -> Typed | None:
    """A form drawn from the schema: what was typed when it was sent, else None. `options`: choices of references."""
    seen = _seen(key, fields, row)
    with st.form(f"form {key}", enter_to_submit=False):
        columns = st.columns(2)
        values = {}
        for number, field in enumerate(fields):
            place = st.container() if field.widget == "area" else columns[number % 2]
            with place:
                values[field.name] = widget(field, seen.get(field.name), f"{key} {field.name}", options or {})
        sent = submit(label, f"send {key}", type="primary")
    return Typed(values, seen) if sent else None


def _seen(key: str, fields: Sequence[Field], row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as this form first showed it; anew where the form was away (its widgets are forgotten then)."""
    name = f"seen {key}"
    if f"{key} {fields[0].name}" not in st.session_state or name not in st.session_state:
        st.session_state[name] = dict(row)
    return st.session_state[name]


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


def query(name: str, what: str) -> str:
    """A part of the address, such as the programme's ID. Without it: a sentence, and nothing further is drawn."""
    value = st.query_params.get(name)
    if not value:
        say_error(NotFound(what))
        st.stop()
    return value
