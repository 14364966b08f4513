"""What every screen shares: who asks, one act, an error as a sentence, a form drawn from the schema.

Text from people is never Markdown: it goes through `plain` wherever Streamlit would read Markdown.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple

import streamlit as st

from pages import presses
from services import accounts, identity
from services.domain.access import may
from services.domain.access import require as require_right
from services.domain.occasion import Actor, Occasion
from services.errors import BadInput, NotFound, PanelError, Stale
from services.office import Office
from services.practice import ADDRESS
from services.running import office as running_office
from services.running import practice_office
from services.storage.reader import Row
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
    "Dikembalikan": ("orange", "undo"), "Terlambat": ("red", "priority_high"), "Lewat": ("red", "priority_high"), "Ditolak": ("red", "close"),
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
    say_next(sentence)
    then()


def say_next(sentence: str) -> None:
    """Say this on the next run."""
    st.session_state["said"] = sentence


def say_what_was_done() -> None:
    """The sentence that `say_next` left, once."""
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


def badge(word: str) -> str:
    """A state as colour, word and sign, in Markdown: to stand in a line with other words."""
    color, icon = CHIPS.get(word, ("gray", "circle"))
    return f":{color}-badge[:material/{icon}: {plain(word)}]"


def chip(word: str) -> None:
    """A state as colour, word and sign."""
    st.markdown(badge(word), width="content")


class Crumb(NamedTuple):
    """Where a screen belongs: what stands above its title, and the page that it leads back to."""

    words: str
    page: str
    query: Mapping[str, str] = {}


def of_programme(programme: Row, more: str = "") -> Crumb:
    """The crumb of what belongs to a programme; it leads to the eight stages."""
    return Crumb(programme["name"] + more, "programme.py", {"program": programme["id"]})


def head(title: str, sentence: str = "", crumb: Crumb | None = None, word: str = "") -> Any:
    """The head of a screen: crumb, title with chip and help, one grey sentence. Returns the place of the actions."""
    line = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center")
    with line:
        with st.container(width="content", gap="xsmall"):
            if crumb:
                with st.container(key="remah"):
                    st.page_link(crumb.page, label=plain(crumb.words), query_params=dict(crumb.query))
            with st.container(horizontal=True, vertical_alignment="center", width="content"):
                st.title(plain(title), anchor=False, width="content", help=st.session_state.get("help"))
                if word:
                    chip(word)
            if sentence:
                st.caption(plain(sentence))
        actions = st.container(horizontal=True, width="content")
    say_what_was_done()
    return actions


def query(name: str, what: str) -> str:
    """A part of the address, such as the programme's ID. Without it: a sentence, and nothing further is drawn."""
    value = st.query_params.get(name)
    if not value:
        say_error(NotFound(what))
        st.stop()
    return value
