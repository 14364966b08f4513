"""Stage 5: what each agency sends is read and checked, shown, and only then stored; an import can be taken back."""

import streamlit as st

from pages import frame, stage_frame
from pages.pieces import arrivals, draft, dry_run, own_columns
from services.domain.schema import PROGRAMME
from services.domain.sop import Status
from services.people import imports
from services.people.imports import Arrival
from services.people.recipients import agencies

KINDS = ["xlsx", "xls", "ods", "csv"]


def receive(came: list[Arrival], senders: dict[str, str], name: str) -> None:
    """Step 1: who sends, and the file. What was read is kept in the session under that name."""
    asked = {one.agency["id"]: one.agency["name"] for one in came if one.request}
    names = asked | senders
    if not names:
        st.info("Belum ada instansi. Tambahkan di tahap Permintaan data.")
        return
    agency = st.selectbox("Instansi pengirim", list(names), None, lambda row: names[row], placeholder="Pilih instansi")
    upload = st.file_uploader(
        "Berkas dari instansi (XLSX, XLS, ODS, CSV; paling besar 10 MB). "
        "Panel membaca dan memeriksa dahulu, belum menyimpan.", KINDS)
    if not upload or not agency:
        if upload:
            st.info("Pilih instansi pengirim, lalu panel membaca berkasnya.")
        return
    with frame.attempt(), st.spinner("Membaca dan memeriksa berkas …"):
        read = draft.read(agency, upload.name, upload.getvalue(), view.id)
        if read.checked.refused:
            st.error(frame.plain(read.checked.refused))
            own_columns.choose(read.agency, read.own, read.checked, upload.file_id, st.rerun)
            return
        st.session_state[name] = read
        st.rerun()


frame.require("read")
programme = frame.query("program", PROGRAMME.title)
kept = f"intake {programme}"
if kept in st.session_state and frame.can("intake"):
    with frame.office().database.reading() as reader:
        row = reader.get(PROGRAMME, programme)
    dry_run.show(row, st.session_state[kept], kept)
else:
    view = stage_frame.open_stage("data_intake")
    if view.step.status is not Status.NOT_STARTED:
        with frame.office().database.reading() as reader:
            came, senders = imports.arrivals(reader, view.id), agencies(reader)
        if frame.can("intake") and not view.programme["fixed_at"]:
            receive(came, senders, kept)
        arrivals.kept()
        arrivals.show(came)
    stage_frame.close_stage(view)
