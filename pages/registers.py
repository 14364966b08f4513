"""Surat: the registers of outgoing and incoming letters."""

import streamlit as st

from pages import forms, frame, stage_frame
from pages.pieces import disposition_pieces, letter_paper, letter_signing, letter_way, number_book, register_book
from services import attachments, registers
from services.domain.schema import INCOMING, LETTER, OFFICIAL, PROGRAMME
from services.domain.table import Table
from services.storage.reader import Row

FIRST_YEAR = 2022  # the SOP's own
TABS = ("Surat keluar", "Surat masuk")

frame.require("read")
today = frame.act("look").today
frame.head("Surat", "Buku surat keluar dan surat masuk. Surat keluar dibuat di tahapan program.")
with frame.office().database.reading() as reader:
    programmes = {row["id"]: row["name"] for row in reader.find(PROGRAMME, order=("-year", "name"))}
    signers = {row["id"]: row["name"] for row in reader.find(OFFICIAL)}


def book(table: Table, rows: list[Row], key: str) -> Row | None:
    """A register; the row that was chosen."""
    if rows:
        return register_book.chosen(table, rows, key)
    st.info("Tidak ada yang cocok. Periksa ejaan, atau hapus kata pencarian." if text
            else f"Belum ada {table.title.lower()} di tahun {year}.")
    return None


def outgoing_letter(row: Row) -> None:
    """One outgoing letter: its PDF, its scans, where it belongs."""
    left, right = st.columns([11, 9], gap="medium")
    with left:
        letter_way.standing(row)
        st.text("\n".join(filter(None, (
            f"Hal: {row['about']}", f"Kepada: {row['addressee'] or '–'}",
            f"Program: {programmes.get(row['programme'], '–')}",
            f"Penanda tangan: {signers.get(row['signer'], '–')}"))))
        st.page_link(stage_frame.stage_page(row["stage"]), label="Buka tahapnya", icon=":material/conversion_path:",
                     query_params={"program": row["programme"]})
    with right:
        drawn = letter_paper.preview(row)
    if drawn:
        with left:
            letter_paper.download("Unduh PDF", [row], f"surat {row['number'] or row['id']}")


def incoming_letter(row: Row | None) -> None:
    """Enter an incoming letter, or change and attach to the one that was chosen."""
    key = row["id"] if row else f"new incoming {len(received)}"  # a new key empties the form
    with frame.office().database.reading() as reader:
        blank = {"agenda": registers.next_agenda(reader, year), "received": today}
        files = attachments.files_of(reader, owner=row["id"]) if row else []
    values = forms.form(INCOMING.editable(), row or blank, key, "Simpan surat masuk", {"programme": programmes}, border=True)
    if values:
        with frame.attempt():
            registers.record_incoming(frame.office(), frame.act(key), row, values)
            frame.done(key, "Surat masuk tersimpan.")
    stage_frame.show_files(files)
    if row and frame.can("files"):
        attach(row)


def attach(row: Row) -> None:
    """The scan of an incoming letter."""
    key = f"attach {row['id']}"
    with st.form(key, enter_to_submit=False):
        scan = letter_signing.proof()
        sent = frame.submit("Lampirkan", f"send {key}")
    if sent:
        with frame.attempt():
            attachments.attach(frame.office(), frame.act(key), row["id"], programme=row["programme"], **scan)
            frame.done(key, "Berkas dilampirkan.")


line = st.columns([3, 1, 2], vertical_alignment="bottom")
text = line[0].text_input("Cari", placeholder="Nomor, hal, tujuan, atau pengirim", key="cari", bind="query-params")
year = line[1].selectbox("Tahun", range(today.year + 1, FIRST_YEAR - 1, -1), 1, key="tahun", bind="query-params")
with line[2]:
    disposition_pieces.find_by_code()
with frame.office().database.reading() as reader:
    sent, received = registers.outgoing(reader, year, text), registers.incoming(reader, year, text)
    unused = registers.gaps(reader, year)
out, into = st.tabs(TABS, default=TABS[register_book.among(received)])
with out:
    if letter := book(LETTER, sent, "outgoing"):
        outgoing_letter(letter)
    number_book.to_print("buku surat keluar", registers.outgoing_pdf, year)
    number_book.gaps(unused)
with into:
    chosen = book(INCOMING, received, "incoming")
    number_book.to_print("buku surat masuk", registers.incoming_pdf, year)
    if frame.can("letters"):
        st.header("Ubah surat masuk" if chosen else "Catat surat masuk", anchor=False)
        incoming_letter(chosen)
