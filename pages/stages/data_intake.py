"""Stage 5: what each agency sends is read and checked, shown, and only then stored; an import can be taken back."""

import streamlit as st

from pages import frame, stage_frame
from pages.pieces import arrivals, draft, dry_run
from services.domain.schema import PROGRAMME
from services.domain.sop import Status
from services.people import imports
from services.people.imports import Arrival
from services.people.recipients import agencies

KINDS = ["xlsx", "xls", "ods", "csv"]


def receive(programme: str, came: list[Arrival], senders: dict[str, str]) -> None:
    """Step 1: who sends, and the file."""
    asked = {one.agency["id"]: one.agency["name"] for one in came if one.request}
    names = asked | senders
    if not names:
        st.info("Belum ada instansi. Tambahkan di tahap Permintaan data.")
        return
    sender = st.query_params.get("instansi")
    first = list(names).index(sender) if sender in names else None
    agency = st.selectbox("Instansi pengirim", list(names), first, lambda row: names[row], placeholder="Pilih instansi")
    upload = st.file_uploader(
        "Berkas dari instansi (XLSX, XLS, ODS, CSV; paling besar 10 MB). "
        "Panel membaca dan memeriksa dahulu, belum menyimpan.", KINDS, key=f"upload {draft.uploads()}")
    if upload and agency:
        draft.take(programme, agency, upload.name, upload.getvalue())
    elif upload:
        st.info("Pilih instansi pengirim, lalu panel membaca berkasnya.")


frame.require("read")
programme = frame.query("program", PROGRAMME.title)
read = draft.at_hand(programme) if frame.can("intake") else None
if read:
    with frame.office().database.reading() as reader:
        row = reader.get(PROGRAMME, programme)
    dry_run.show(row, read)
else:
    view = stage_frame.open_stage("data_intake")
    if view.step.status is not Status.NOT_STARTED:
        with frame.office().database.reading() as reader:
            came, senders = imports.arrivals(reader, view.id), agencies(reader)
        if frame.can("intake") and not view.programme["fixed_at"]:
            receive(view.id, came, senders)
        arrivals.kept()
        arrivals.show(came)
    stage_frame.close_stage(view)
