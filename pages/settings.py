"""Settings of the office: letterhead, officials, holidays, agencies, and personal data whose time is over."""

import streamlit as st

from pages import forms, frame
from pages.pieces import emblem, retention, sheet_watch
from services.domain import office_settings
from services.domain.schema import AGENCY, HOLIDAY, OFFICIAL
from services.domain.table import Table
from services.storage.database import create, delete, update

frame.require("office")
office = frame.office()
frame.head("Pengaturan", "Kantor, pejabat, hari libur, instansi, dan data pribadi. Yang ditandai * wajib diisi.")


def rows_of(table: Table, right: str, order: tuple[str, ...], title: str) -> None:
    """One table as a list of forms: change, remove, add."""
    with office.database.reading() as reader:
        rows = reader.find(table, order=order)
    if not rows:
        st.caption(f"Belum ada {table.title.lower()}.")
    for row in rows:
        with st.expander(frame.plain(" · ".join(filter(None, (field.show(row[field.name]) for field in table.fields[:2]))))):
            sheet_watch.note(table, row["id"])
            if values := forms.form(table.editable(), row, row["id"]):
                with frame.attempt(row["id"]):
                    changed = update(table, row["id"], values.seen, **values)
                    office.database.change(frame.act(row["id"]), right, [changed])
                    frame.done(row["id"], "Tersimpan.")
            if frame.button("Hapus", f"delete {row['id']}"):
                with frame.attempt():
                    office.database.change(frame.act(f"delete {row['id']}"), right, [delete(table, row["id"])])
                    frame.done(f"delete {row['id']}", "Dihapus. Riwayat tetap menyimpannya.")
    with st.expander(title, icon=":material/add:"):
        key = f"new {table.name}"
        if values := forms.form(table.editable(), {}, key, title):
            with frame.attempt():
                occasion = frame.act(key)
                made = create(table, occasion.new_id(table.prefix), **values)
                office.database.change(occasion, right, [made])
                frame.done(key, "Tersimpan.")


kantor, pejabat, libur, instansi, pribadi = st.tabs(["Kantor", "Pejabat", "Hari Libur", "Instansi", "Data pribadi"])
with kantor:
    if values := forms.form(office_settings.FIELDS, office.settings(), "office", border=True):
        with frame.attempt():
            office.change_settings(frame.act("office"), values)
            frame.done("office", "Pengaturan tersimpan.")
    emblem.show()
with pejabat:
    st.caption("Surat ditandatangani oleh pejabat yang bertugas pada tanggal surat itu.")
    rows_of(OFFICIAL, "office", ("duty", "-since"), "Tambah pejabat")
with libur:
    st.caption("Libur nasional dan cuti bersama sudah dikenal. Tambahkan libur daerah, atau hari libur yang tetap masuk.")
    rows_of(HOLIDAY, "office", ("date",), "Tambah hari")
with instansi:
    rows_of(AGENCY, "agencies", ("kind", "name"), "Tambah instansi")
with pribadi:
    retention.show()
