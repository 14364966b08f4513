"""Pieces of a letter that stage pages share: its sections, its page as a picture, and its way from draft to sent."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

import streamlit as st

from pages import forms, frame, stage_frame
from pages.pieces import paraf_pieces, typed
from services import attachments, correspondence, identity, printing
from services.domain import telaahan, wording
from services.domain.schema import LETTER
from services.domain.states import SIGNED, LetterState
from services.errors import Stale
from services.letters.preview import count_pages, picture
from services.storage.reader import Row

HEADING = tuple(LETTER.field(name) for name in ("about", "addressee", "place", "attachment", "copies"))
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SCANS = ["pdf", "jpg", "jpeg", "png"]
Send = Callable[..., None]


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
    with st.popover(f"Ubah kepala: {correspondence.NAMES[letter['kind']]}", icon=":material/edit:", key=f"pop {key}"):
        if values := forms.form(HEADING, letter, key):
            with frame.attempt():
                correspondence.edit(frame.office(), frame.act(key), letter, values)
                frame.done(key, "Tersimpan.")


def preview(letter: Row) -> bool:
    """Page 1 of the real PDF, as it is typed now. Says what is missing instead where it cannot be made."""
    with frame.attempt():
        pdf = printing.preview(frame.office(), letter, frame.now())
        st.image(picture(pdf), width="stretch", alt=f"Halaman 1 {correspondence.NAMES[letter['kind']]}")
        follows = ", ikut berubah saat Anda mengetik" if "changed" in letter else ""
        st.caption(f"Halaman 1 dari {count_pages(pdf)}{follows}")
        return True
    return False


def printable(letters: Sequence[Row]) -> bool:
    """Whether letters can be printed now; else the sentence about what is missing."""
    with frame.attempt():
        printing.check(frame.office(), _ids(letters), frame.now())
        return True
    return False


def download(label: str, letters: Sequence[Row], name: str) -> None:
    """A button that makes the PDF of letters when it is pressed."""
    ids = _ids(letters)
    st.download_button(
        label, lambda: printing.pdf(frame.office(), ids, frame.now()), f"{name}.pdf", "application/pdf",
        key=f"{label} {ids}", on_click="ignore", icon=":material/download:")


def for_word(letter: Row) -> None:
    """A button that makes the DOCX of a draft when it is pressed."""
    if letter["state"] == LetterState.DRAFT:
        title = f"Konsep Word: {correspondence.NAMES[letter['kind']]}"
        st.download_button(
            title, lambda: printing.word(frame.office(), letter["id"], frame.now()), f"{title}.docx".replace(":", ""), WORD,
            key=f"word {letter['id']}", on_click="ignore", icon=":material/edit_document:",
            help="Untuk dikoreksi di Word. Yang ditandatangani tetap cetakan PDF.")


def _print_to_sign(letters: Sequence[Row]) -> None:
    """The button that prints letters without KONSEP; each gets its verification code as it is pressed."""
    ids = _ids(letters)
    key = f"release {ids}"
    occasion = frame.act(key)

    def made() -> bytes:
        correspondence.release(frame.office(), occasion, {letter: identity.paper_code() for letter in ids})
        return printing.pdf(frame.office(), ids, frame.now(), clean=True)

    st.download_button("Cetak untuk tanda tangan", made, "untuk-tanda-tangan.pdf", "application/pdf",
                       key=key, on_click="ignore", icon=":material/print:")


def standing(letter: Row) -> None:
    """Where a letter stands on its way, and what proves it."""
    parts = [correspondence.NAMES[letter["kind"]], f"versi {letter['version']}", letter["number"] or "belum bernomor"]
    if letter["dated"]:
        parts.append(wording.long_date(letter["dated"]))
    with st.container(horizontal=True, vertical_alignment="center"):
        frame.chip(letter["state"])
        st.markdown(frame.plain(" · ".join(parts)))
    with frame.office().database.reading() as reader:
        files = attachments.files_of(reader, owner=letter["id"])
    stage_frame.show_files(files)


def way(letters: Sequence[Row], send: Send | None = correspondence.send) -> None:
    """The next step of letters for who may take it, those at the same state together; `send` is None where they do not go by post."""
    for state, (right, step) in WAY.items():
        group = [letter for letter in letters if letter["state"] == state]
        if group and frame.can(right):
            step(group, send)


def _begin(letters: Sequence[Row], send: Send | None) -> None:
    (_submit if paraf_pieces.asked_first() else _sign)(letters, send)


def _submit(letters: Sequence[Row], _send: Send | None) -> None:
    paraf_pieces.submit(letters)


def _initial(letters: Sequence[Row], _send: Send | None) -> None:
    paraf_pieces.waiting(letters)


def _ready(letters: Sequence[Row], send: Send | None) -> None:
    paraf_pieces.send_back(letters)
    if frame.can("letters"):
        _sign(letters, send)


def _sign(letters: Sequence[Row], _send: Send | None) -> None:
    key = f"sign {letters[0]['id']}"
    if printable(letters):
        _print_to_sign(letters)
    with st.expander("Tandai sudah bertanda tangan", icon=":material/draw:"):
        st.write("Sesudah ditandatangani di kertas, unggah pindaiannya atau tulis di mana hardcopy-nya.")
        with st.form(key, border=False, enter_to_submit=False):
            day = st.date_input("Tanggal tanda tangan", frame.act("look").today, format="DD-MM-YYYY")
            scan = proof()
            sent = frame.submit("Tandai bertanda tangan", f"send {key}")
        if sent:
            with frame.attempt():
                correspondence.sign(frame.office(), frame.act(key), _ids(letters), day, **scan)
                frame.done(key, "Surat ditandai bertanda tangan. Langkah berikutnya: beri nomor.")


def proof() -> dict[str, Any]:
    """The scan of a paper and the place of its hardcopy, as the use cases take them."""
    upload = st.file_uploader("Pindaian (PDF, JPG, PNG; paling besar 10 MB)", SCANS)
    place = st.text_input("Tempat hardcopy", placeholder="Misalnya: lemari 2, map Telaahan 2026")
    content, name = (upload.getvalue(), upload.name) if upload else (b"", "")
    return {"content": content, "name": name, "hardcopy_place": place}


def _number(letters: Sequence[Row], _send: Send | None) -> None:
    key = f"number {letters[0]['id']}"
    with st.expander("Beri nomor", icon=":material/tag:", expanded=True):
        if frame.button("Beri nomor berikutnya", key):
            with frame.attempt():
                correspondence.number(frame.office(), frame.act(key), _ids(letters))
                frame.done(key, "Surat bernomor.")
        _number_from_elsewhere(letters)


def _number_from_elsewhere(letters: Sequence[Row]) -> None:
    key = f"typed {letters[0]['id']}"
    names = [f"{correspondence.NAMES[letter['kind']]} kepada {letter['addressee']}" for letter in letters]
    with st.form(key, border=False, enter_to_submit=False):
        at = st.selectbox("Surat", range(len(names)), format_func=lambda n: names[n]) if len(names) > 1 else 0
        number = st.text_input("Atau nomor dari Srikandi atau buku sekretariat")
        sent = frame.submit("Pakai nomor ini", f"send {key}")
    if sent:
        letter = letters[at]
        with frame.attempt():
            correspondence.number_from_elsewhere(frame.office(), frame.act(key), letter["id"], number)
            frame.done(key, "Surat bernomor.")


def _send(letters: Sequence[Row], send: Send | None) -> None:
    key = f"send {letters[0]['id']}"
    if send and frame.button("Tandai terkirim hari ini", key, icon=":material/send:"):
        with frame.attempt():
            send(frame.office(), frame.act(key), _ids(letters))
            frame.done(key, "Surat terkirim.")


WAY: dict[str, tuple[str, Callable[[Sequence[Row], Send | None], None]]] = {
    LetterState.DRAFT: ("letters", _begin), LetterState.INITIALLING: ("read", _initial), LetterState.READY: ("read", _ready),
    LetterState.SIGNED: ("letters", _number), LetterState.NUMBERED: ("letters", _send),
}


def new_version(letters: Sequence[Row], place: Any, kind: Literal["primary", "secondary"] = "secondary") -> None:
    """Replace signed letters by new drafts: the mayor sent them back, or there is a mistake in them."""
    key = f"version {letters[0]['id']}"
    if letters[0]["state"] in SIGNED and frame.can("letters") and frame.button("Buat versi baru", key, place, type=kind, icon=":material/undo:"):
        with frame.attempt():
            correspondence.new_version(frame.office(), frame.act(key), _ids(letters))
            frame.done(key, "Versi baru siap diubah. Versi lama tetap tersimpan.")


def _ids(letters: Sequence[Row]) -> list[str]:
    return [letter["id"] for letter in letters]
