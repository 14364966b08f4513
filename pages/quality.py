"""The quality of what agencies sent: scorecards, the letter and the marked workbook, and the corrected file coming back."""

from dataclasses import replace

import streamlit as st

from pages import frame, letter_pieces
from pages.people_table import WORKBOOK
from services import identity, intake, quality
from services.domain import wording
from services.domain.quality import WORDS
from services.domain.schema import PROGRAMME
from services.office import calendar_of
from services.quality import Report

DAYS_TO_CORRECT = 5  # working days; the SOP gives stage 5 as many
KINDS = ["xlsx", "xls", "ods", "csv"]


def row_of(report: Report) -> dict[str, object]:
    """A line of the table of scorecards."""
    card = report.scorecard
    return {
        "Instansi": report.agency["name"], "Dibaca": card.read, "Lengkap": f"{round(100 * card.complete / max(1, card.read))} %",
        "Sah": card.valid, "Harus diperbaiki": card.faulty, "Perlu dilihat": card.doubtful, "Ganda": card.doubles,
        "Diperbaiki": f"{report.corrected} dari {report.asked}" if report.asked else "–",
    }


def card(report: Report) -> None:
    """One list of an agency that has something to correct: its faults by kind, and what goes back."""
    kinds = [f"{wording.number(count)} {WORDS[code]}" for code, count in report.scorecard.kinds.items()]
    with st.container(border=True):
        st.markdown(f"**{frame.plain(report.agency['name'])}** · {frame.plain(report.batch['name'])}")
        st.write(" · ".join(kinds))
        with st.container(horizontal=True):
            workbook(report)
            ask(report)
            corrected(report)
        if report.letter:
            letter_pieces.standing(report.letter)
            letter_pieces.download("PDF surat", [report.letter], f"pengantar perbaikan {report.agency['name']}")
            letter_pieces.way([report.letter])


def workbook(report: Report) -> None:
    """The agency's own workbook with red cells, where the role may take it out."""
    if frame.can("export"):
        occasion = replace(frame.act("export"), operation=identity.new_id("OP"))
        name = f"perbaikan {report.batch['name'].rsplit('.', 1)[0]}.xlsx"
        st.download_button(
            "Unduh berkas bertanda", lambda: quality.marked_workbook(frame.office(), occasion, report.batch["id"]),
            name, WORKBOOK, key=f"marked {report.batch['id']}", icon=":material/download:",
            help="Berkas instansi dengan sel merah, penjelasan di tiap sel, dan kolom “Perbaikan”. Memuat NIK lengkap.")


def ask(report: Report) -> None:
    """Draft the surat pengantar perbaikan with the day until which an answer is wanted."""
    if report.letter or not frame.can("requests"):
        return
    key = f"ask {report.batch['id']}"
    with st.popover("Buat surat pengantar", icon=":material/edit_note:", key=f"pop {key}"):
        with st.form(key, border=False, enter_to_submit=False):
            day = st.date_input("Batas perbaikan", due, format="DD-MM-YYYY")
            sent = st.form_submit_button("Buat surat", type="primary")
        if sent:
            with frame.attempt():
                quality.ask(office, frame.act(key), report.batch["id"], day)
                frame.done(key, "Surat pengantar dibuat sebagai konsep.")


def corrected(report: Report) -> None:
    """The corrected file: what it brings, then taken in."""
    if not frame.can("intake") or row["fixed_at"]:
        return
    agency = report.agency["id"]
    key = f"corrected {report.batch['id']}"
    with st.popover("Terima berkas perbaikan", icon=":material/upload_file:", key=f"pop {key}"):
        upload = st.file_uploader("Berkas yang sudah diperbaiki (XLSX, XLS, ODS, CSV; paling besar 10 MB)", KINDS, key=key)
        if not upload:
            return
        with frame.attempt():
            content = upload.getvalue()
            checked = intake.check(content, upload.name, today, office.places)
            back = quality.against_before(office, programme, agency, checked, today)
            if checked.refused or back is None:
                st.error(frame.plain(checked.refused or "Berkas ini bukan perbaikan dari berkas di atas. Unggah di Penerimaan data."))
                return
            st.write(f"Dicocokkan baris demi baris: {quality.sentence(back)}. **Belum ada yang tersimpan.**")
            if st.button("Simpan perbaikan", key=f"take {key}", type="primary"):
                quality.take_in(office, frame.act(key), programme, agency, upload.name, content, checked)
                frame.done(key, "Perbaikan tersimpan.")


frame.require("read")
office, programme = frame.office(), frame.query("program", PROGRAMME.title)
today = frame.act("look").today
with office.database.reading() as reader:
    row, due = reader.get(PROGRAMME, programme), calendar_of(reader).add_workdays(today, DAYS_TO_CORRECT)
reports = quality.reports(office, programme, today)
wrong = sum(report.to_correct for report in reports)
said = f"{len(reports)} berkas dibaca · {wording.number(wrong)} orang perlu diperbaiki atau dilihat" if reports else ""
frame.head("Mutu data", said, row["name"])
if reports:
    st.dataframe([row_of(report) for report in reports], hide_index=True)
else:
    st.write("Belum ada berkas dari instansi. Mulai dari tahap Penerimaan data.")
for report in reports:
    if report.to_correct:
        card(report)
