"""What a letter says: the sections of a memo as they are typed, and what stands above the text."""

import streamlit as st

from pages import forms, frame
from pages.pieces import folded, typed
from services import correspondence
from services.domain import telaahan
from services.domain.schema import LETTER
from services.domain.states import LetterState
from services.errors import Stale
from services.storage.reader import Row

HEADING = tuple(LETTER.field(name) for name in ("about", "addressee", "place", "attachment", "copies"))


def sections(letter: Row) -> Row:
    """The editor of a memo's six sections; the letter with what is typed in them now."""
    key = f"sections {letter['programme']} {letter['kind']} {letter['version']}"
    stored = telaahan.read(letter["body"])
    draft = typed.draft(key, stored)
    texts = {
        name: st.text_area(title, draft["first"][name], key=f"{key} {draft['round']} {name}", height="content",
                           placeholder="Belum diisi.")
        for name, title in telaahan.TITLES.items()
    }
    typed.live()
    changed = any(texts[name].strip() != draft["seen"][name] for name in texts)
    typed.follow(key, stored, changed)
    if changed:
        st.caption("Ada perubahan yang belum disimpan.")
    if st.button("Simpan konsep", key=f"save {key}", icon=":material/save:", disabled=bool(letter["id"]) and not changed):
        _save(key, letter, texts)
    return letter | {"body": telaahan.write(texts), "changed": changed}


def _save(key: str, letter: Row, texts: telaahan.Sections) -> None:
    """Store the sections; after a clash what is typed stays, and saving once more goes over what was just shown."""
    seen = st.session_state[key]["seen"]
    with frame.attempt():
        try:
            correspondence.write(frame.office(), frame.act(key), letter, seen, texts)
        except Stale as clash:
            st.session_state[key]["seen"] = {**seen, **clash.theirs}
            raise
        with frame.office().database.reading() as reader:
            now = correspondence.current(reader, letter["programme"], letter["kind"]) or letter
        typed.show_again(key, telaahan.read(now["body"]))
        frame.done(key, "Konsep tersimpan.")


def heading(letter: Row) -> None:
    """What stands above the text of a draft, and its tembusan: a button that opens the form."""
    key = f"heading {letter['id']}"
    if letter["state"] != LetterState.DRAFT or not frame.can("letters"):
        return
    if panel := folded.popover(f"Ubah kepala: {correspondence.NAMES[letter['kind']]}", key, icon=":material/edit:"):
        with panel:
            if values := forms.form(HEADING, letter, key):
                with frame.attempt():
                    correspondence.edit(frame.office(), frame.act(key), letter, values)
                    frame.done(key, "Tersimpan.")
