"""What goes back to an agency and comes back from it: the marked workbook, the letter, the way for the corrected file."""

from datetime import date

import streamlit as st

from pages import frame
from pages.pieces import folded, take_away
from pages.pieces.take_away import Printout
from services.people import quality
from services.people.quality import Report


def workbook(report: Report) -> None:
    """The agency's own workbook with red cells, where the role may take it out."""
    if frame.can("export"):
        batch, name = report.batch, report.batch["name"].rsplit(".", 1)[0]
        take_away.offer(f"marked {batch['id']}", Printout(
            "Unduh berkas bertanda", f"perbaikan {name}.xlsx",
            lambda office, occasion: quality.marked_workbook(office, occasion, batch["id"]),
            batch["rows"], "export", batch["name"], batch["programme"]),
            help="Berkas instansi dengan sel merah, penjelasan di tiap sel, dan kolom “Perbaikan”. Memuat NIK lengkap.")


def ask(report: Report, due: date) -> None:
    """Draft the surat pengantar perbaikan; `due` is the day proposed for the answer."""
    if report.letter or not frame.can("requests"):
        return
    key = f"ask {report.batch['id']}"
    if panel := folded.popover("Buat surat pengantar", key, icon=":material/edit_note:"):
        with panel:
            with st.form(key, border=False, enter_to_submit=False):
                day = st.date_input("Batas perbaikan", due, format="DD-MM-YYYY")
                sent = frame.submit("Buat surat", f"send {key}", type="primary")
            if sent:
                with frame.attempt():
                    quality.ask(frame.office(), frame.act(key), report.batch["id"], day)
                    frame.done(key, "Surat pengantar dibuat sebagai konsep.")


def receive(report: Report) -> None:
    """The way to where the corrected file is taken in."""
    if frame.can("intake"):
        st.page_link("stages/data_intake.py", label="Terima berkas perbaikan", icon=":material/upload_file:",
                     query_params={"program": report.batch["programme"], "instansi": report.agency["id"]})
