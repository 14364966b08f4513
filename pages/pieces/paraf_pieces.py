"""The paraf of letters on a page: asked for, noted one after the other, or the letters sent back with a reason."""

from collections.abc import Sequence

import streamlit as st

from pages import forms, frame
from pages.pieces import folded
from services import letter_data, paraf
from services.domain import wording
from services.domain.occasion import WITA
from services.domain.schema import OFFICIAL, PARAF
from services.storage.reader import Row

REASON = (PARAF.field("reason"),)


def asked_first() -> bool:
    """Whether somebody in office gives a paraf before a letter is signed."""
    with frame.office().database.reading() as reader:
        return bool(letter_data.initiallers(reader, frame.act("look").today))


def submit(letters: Sequence[Row]) -> None:
    """Choose who gives a paraf on drafts; above it why they came back, if they did."""
    key = f"submit {letters[0]['id']}"
    with frame.office().database.reading() as reader:
        day = frame.act("look").today
        names = {row["id"]: letter_data.signer(row).office for row in letter_data.may_initial(reader, day)}
        usual = [row["id"] for row in letter_data.initiallers(reader, day)]
        reasons = {why for letter in letters if (why := paraf.reason(reader, letter["id"]))}
    for why in sorted(reasons):
        st.warning(frame.plain(f"Dikembalikan: “{why}”"), icon=":material/undo:")
    with st.expander("Ajukan untuk paraf", icon=":material/edit_note:"):
        st.write("Cetak konsepnya, lalu mintakan paraf di lembar terakhir, dari pejabat yang paling bawah.")
        with st.form(key, border=False, enter_to_submit=False):
            chosen = st.multiselect("Pejabat yang memaraf", list(names), usual, names.__getitem__, placeholder="Pilih pejabat",
                                    max_selections=paraf.MOST)
            sent = frame.submit("Ajukan untuk paraf", f"send {key}")
    if sent:
        with frame.attempt():
            paraf.submit(frame.office(), frame.act(key), _ids(letters), chosen)
            frame.done(key, "Diajukan untuk paraf.")


def waiting(letters: Sequence[Row]) -> None:
    """Who has given a paraf and who comes next, letters at the same paraf together."""
    with frame.office().database.reading() as reader:
        asked = {letter["id"]: paraf.of_letter(reader, letter["id"]) for letter in letters}
        names = {row["id"]: letter_data.signer(row).office for row in reader.find(OFFICIAL)}
    groups: dict[tuple[int, str], list[Row]] = {}
    for letter in letters:
        if row := paraf.following(asked[letter["id"]]):
            groups.setdefault((row["number"], row["official"]), []).append(letter)
    for (number, official), group in sorted(groups.items()):
        for row in asked[group[0]["id"]]:
            st.text(f"Paraf {row['number']}, {names.get(row['official'], '–')}: {_when(row)}")
        with st.container(horizontal=True):
            _give(group, number, names.get(official, ""))
            send_back(group)


def _give(letters: Sequence[Row], number: int, name: str) -> None:
    key = f"paraf {letters[0]['id']} {number}"
    if frame.can("paraf") and frame.button(f"Catat paraf {frame.plain(name)}", key, icon=":material/check:"):
        with frame.attempt():
            paraf.give(frame.office(), frame.act(key), _ids(letters), number)
            frame.done(key, "Paraf dicatat.")


def _when(row: Row) -> str:
    if not row["at"]:
        return "menunggu"
    return f"sudah, {wording.long_date(row['at'].astimezone(WITA).date())}, dicatat {row['by']}"


def send_back(letters: Sequence[Row]) -> None:
    """The button that makes letters drafts again, with a reason."""
    key = f"back {letters[0]['id']}"
    if not frame.can("send_back"):
        return
    if panel := folded.popover("Kembalikan", key, icon=":material/undo:"):
        with panel:
            if values := forms.form(REASON, {}, key, "Kembalikan surat"):
                with frame.attempt():
                    paraf.send_back(frame.office(), frame.act(key), _ids(letters), values["reason"])
                    frame.done(key, "Dikembalikan sebagai konsep.")


def _ids(letters: Sequence[Row]) -> list[str]:
    return [letter["id"] for letter in letters]
