"""The quality of what agencies sent: scorecards, the letter and the marked workbook, and the corrected file coming back."""

import streamlit as st

from pages import frame
from pages.pieces import background, corrections, letter_paper, letter_text, letter_way, phone_list
from pages.pieces.phone_list import Item
from services.domain import wording
from services.domain.quality import WORDS
from services.domain.schema import PROGRAMME
from services.jobs import LONG, Task
from services.office import calendar_of
from services.people import drafts, quality, sent_lists
from services.people.imports import Arrival
from services.people.quality import Report

DAYS_TO_CORRECT = 5  # working days; the SOP gives stage 5 as many


def read(programme: str) -> list[Arrival]:
    """Count what nobody has counted yet, long lists in the background; the agencies whose lists that leaves open."""
    with office.database.reading() as reader:
        waiting = quality.unread(reader, programme)
    rows = sum(batch["rows"] for arrival in waiting for batch in arrival.imports)
    if rows > LONG:
        task = Task("quality", programme, "Membaca berkas instansi", rows * drafts.STEPS, "intake")
        with frame.attempt():
            background.begin(task, lambda _told: count(waiting))
        return waiting
    if waiting:
        with st.spinner("Membaca berkas instansi …"):
            count(waiting)
    return []


def count(waiting: list[Arrival]) -> str:
    """Read what agencies have sent."""
    for arrival in waiting:
        sent_lists.count(office, arrival)
    return f"Berkas {len(waiting)} instansi dibaca."


def row_of(report: Report) -> dict[str, object]:
    """A line of the table of scorecards."""
    card = report.scorecard
    return {
        "Instansi": report.agency["name"], "Dibaca": card.read, "Lengkap": f"{round(100 * card.complete / max(1, card.read))} %",
        "Sah": card.valid, "Harus diperbaiki": card.faulty, "Perlu dilihat": card.doubtful, "Ganda": card.doubles,
        "Diperbaiki": f"{report.corrected} dari {report.asked}" if report.asked else "–",
    }


def item(report: Report) -> Item:
    """The same on a phone, without what is nought."""
    name, *figures = row_of(report).items()
    said = (f"{header.lower()} {figure}" for header, figure in figures if figure not in (0, "–"))
    return Item(str(name[1]), " · ".join(said), "Periksa" if report.to_correct else "")


def card(report: Report) -> None:
    """One list of an agency that has something to correct: its faults by kind, and what goes back."""
    kinds = [f"{wording.number(count)} {WORDS[code]}" for code, count in report.scorecard.kinds.items()]
    with st.container(border=True):
        st.markdown(f"**{frame.plain(report.agency['name'])}** · {frame.plain(report.batch['name'])}")
        st.write(" · ".join(kinds))
        with st.container(horizontal=True, vertical_alignment="center"):
            corrections.workbook(report)
            corrections.ask(report, due)
            if not row["fixed_at"]:
                corrections.receive(report)
        if report.letter:
            letter_way.standing(report.letter)
            letter_paper.download("PDF surat", [report.letter], f"pengantar perbaikan {report.agency['name']}")
            letter_text.heading(report.letter)
            letter_way.way([report.letter])
            letter_way.new_version([report.letter], st)


frame.require("read")
office, programme = frame.office(), frame.query("program", PROGRAMME.title)
today = frame.act("look").today
with office.database.reading() as reader:
    row, due = reader.get(PROGRAMME, programme), calendar_of(reader).add_workdays(today, DAYS_TO_CORRECT)
unread = read(programme)
with office.database.reading() as reader:
    reports = quality.reports(reader, programme)
wrong = sum(report.to_correct for report in reports)
said = f"{len(reports)} berkas dibaca · {wording.number(wrong)} orang perlu diperbaiki atau dilihat" if reports else ""
frame.head("Mutu data", said, frame.of_programme(row))
if unread:
    st.caption(frame.plain(f"Berkas yang belum dibaca: {wording.join([one.agency['name'] for one in unread])}."))
if reports and phone_list.on_phone():
    phone_list.show(map(item, reports), "Instansi")
elif reports:
    st.dataframe([row_of(report) for report in reports], hide_index=True)
elif not unread:
    st.write("Belum ada berkas dari instansi. Mulai dari tahap Penerimaan data.")
for report in reports:
    if report.to_correct:
        card(report)
