"""Stage 6: the list is fixed after a question; what the check found and nobody excepted needs a reason."""

import streamlit as st

from pages import frame
from pages.pieces import background
from pages.pieces.ask import answer, ask
from pages.stage_frame import View
from services.domain import wording
from services.domain.occasion import Occasion
from services.jobs import Task, Told
from services.people import audit


def show(view: View, chosen: int, people: int) -> None:
    """The button, the question with what the check left open, and the act."""
    key, label = f"fix {view.id}", f"Tetapkan {wording.number(chosen)} penerima"
    if view.actions.button(label, type="primary", icon=":material/lock:", key=f"button {key}"):
        left = _left_open(view)
        ask(key, f"{label}?", f"{wording.number(people - chosen)} orang lain menjadi cadangan. Setelah ditetapkan, nama "
            f"dan NIK di daftar tidak dapat diubah; hanya Kepala Dinas dapat membukanya kembali.{left}", label, bool(left))
    if (reason := answer(key)) is not None:
        office = frame.office()

        def work(occasion: Occasion, told: Told) -> str:
            audit.fix(office, occasion, view.id, reason, told)
            return f"Daftar {wording.number(chosen)} penerima ditetapkan."

        with frame.attempt():
            background.do(key, Task("fix", view.id, f"Menetapkan {wording.number(chosen)} penerima", people, "list"), work)


def _left_open(view: View) -> str:
    """What the check found and nobody excepted, as the question says it; "" if there is nothing."""
    with st.spinner("Memeriksa daftar …"), frame.office().database.reading() as reader:
        result = audit.examine(reader, view.id, frame.act("look").today)
    if not result.open:
        return ""
    titles = dict.fromkeys(one.check.title for one in result.findings if one.exception is None)
    return (f"\n\n{wording.number(result.open)} temuan pemeriksaan masih terbuka: {wording.join(list(titles))}. Perbaiki "
            "dahulu di Pemeriksaan sebelum penetapan, atau tulis alasannya; alasan dan nama Anda tercetak di lampiran telaahan.")
