"""Stage 6: the list is fixed after a question; what the check found and nobody excepted needs a reason."""

import streamlit as st

from pages import frame
from pages.pieces import background
from pages.pieces.ask import answer, ask
from pages.stage_frame import View
from services.domain import wording
from services.domain.occasion import Occasion
from services.jobs import LONG, Task, Told
from services.people import audit
from services.people.audit import Result

CHECKED = ("Daftar diperiksa dahulu. Bila masih ada temuan terbuka, daftar belum ditetapkan; tekan tombol ini lagi untuk "
           "melihat temuannya dan menulis alasannya.")


def show(view: View, chosen: int, people: int, fresh: bool) -> None:
    """The button, the question with what the check left open, and the act. `fresh`: the proposal on the screen holds."""
    key, label = f"fix {view.id}", f"Tetapkan {wording.number(chosen)} penerima"
    if view.actions.button(label, type="primary", icon=":material/lock:", key=f"button {key}", disabled=not fresh):
        result = _check(view, people)
        seen = st.session_state[f"left {key}"] = audit.open_keys(result) if result else frozenset()
        ask(key, f"{label}?", f"{wording.number(people - chosen)} orang lain menjadi cadangan. Setelah ditetapkan, nama "
            "dan NIK di daftar tidak dapat diubah; hanya Kepala Dinas dapat membukanya kembali."
            f"\n\n{_left_open(result) if result else CHECKED}".rstrip(), label, bool(seen))
    if (reason := answer(key)) is not None:
        office, seen = frame.office(), st.session_state.pop(f"left {key}", frozenset())

        def work(occasion: Occasion, told: Told) -> str:
            audit.fix(office, occasion, view.id, reason, seen, told)
            return f"Daftar {wording.number(chosen)} penerima ditetapkan."

        with frame.attempt():
            background.do(key, Task("fix", view.id, f"Menetapkan {wording.number(chosen)} penerima", people, "list"), work)


def _check(view: View, people: int) -> Result | None:
    """The check of the list as it stands now; None where it takes long and nobody has made it: the act makes it then."""
    today = frame.act("look").today
    with frame.office().database.reading() as reader:
        last = audit.last(reader, view.id, today)
        if last and last.since is None:
            return last.found
        return audit.examine(reader, view.id, today) if people <= LONG else None


def _left_open(result: Result) -> str:
    """What the check found and nobody excepted, as the question says it; "" if there is nothing."""
    if not result.open:
        return ""
    titles = dict.fromkeys(one.check.title for one in result.findings if one.exception is None)
    return (f"{wording.number(result.open)} temuan pemeriksaan masih terbuka: {wording.join(list(titles))}. Perbaiki "
            "dahulu di Pemeriksaan sebelum penetapan, atau tulis alasannya; alasan dan nama Anda tercetak di lampiran telaahan.")
