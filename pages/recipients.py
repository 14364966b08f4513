"""Recipients: search, filter, open a person's card, add by hand, take out a masked list."""

import streamlit as st

from pages import forms, frame
from pages.pieces import people_table, phone_list, take_away
from pages.pieces.people_filters import PAGE, filters, first_page, nothing, part
from pages.pieces.people_table import ROWS, cells, word
from pages.pieces.take_away import Printout
from services.domain import wording
from services.domain.schema import PROGRAMME
from services.domain.sop import Status
from services.people import recapitulation, recipients
from services.storage.reader import Row


@st.dialog("Tambah penerima", width="large")
def add(open_: dict[str, str]) -> None:
    """Somebody who is in no list: the programme, then the form."""
    with frame.office().database.reading() as reader:
        agencies = recipients.agencies(reader)
    programme = st.selectbox("Program *", list(open_), 0, lambda row: open_[row])
    fields = recipients.form_fields(frame.office().places, {})
    if values := forms.form(fields, dict.fromkeys(field.name for field in fields), "add", "Tambah", {"agency": agencies}):
        with frame.attempt("add"):
            recipients.add(frame.office(), frame.act("add"), programme, values)
            frame.done("add", "Penerima ditambahkan.")


def table(rows: list[Row], served: dict[str, Row], programmes: dict[str, str], page: int) -> None:
    """One page of people; a chosen row opens its card."""
    if phone_list.on_phone():
        people_table.links(rows, served)
        return
    shown = [
        {**cells(row, "name", "nik", "kelurahan"), "RT/RW": "/".join(filter(None, (row["rt"], row["rw"]))),
         "Program": programmes.get(row["programme"], ""), "Keadaan": word(row, served)}
        for row in rows
    ]
    at = people_table.pick(shown, f"people {page} {rows[0]['id']}")
    if at is not None:
        st.switch_page("person.py", query_params={"orang": rows[at]["id"]})


frame.require("read")
with frame.office().database.reading() as reader:
    all_programmes = reader.find(PROGRAMME, order=("-year", "name"))
    numbers = recipients.number_by_programme(reader)
programmes = {row["id"]: row["name"] for row in all_programmes}
whole = sum(numbers.values())
actions = frame.head("Penerima", f"{wording.number(whole)} orang di {len(numbers)} program · NIK disamarkan" if whole else "")
text, chosen = filters(programmes)
if group := part(frame.act("look").today):
    fixed = {row["id"] for row in all_programmes if row["fixed_at"]}
    chosen = {"state": recapitulation.states(chosen.get("programme") in fixed)} | chosen
with frame.office().database.reading() as reader:
    page = st.session_state.get(PAGE, 1)
    rows, count = recipients.search(reader, text, part=group, limit=ROWS, offset=(page - 1) * ROWS, **chosen)
    served = recipients.served(reader, rows)
if count and not rows:  # fewer people than before: that page is no more
    first_page()
    st.rerun()
with actions:
    open_ = {row["id"]: row["name"] for row in all_programmes if row["status"] == Status.RUNNING and not row["fixed_at"]}
    if open_ and frame.can("recipients") and st.button("Tambah penerima", type="primary", icon=":material/person_add:"):
        add(open_)
    if count and frame.can("export"):
        take_away.offer("export", Printout(
            "Unduh", "penerima.xlsx",
            lambda office, occasion: recipients.export(office, occasion, text, group, **chosen), count, "export",
            f"{wording.number(count)} penerima"))
if rows:
    table(rows, served, programmes, page)
    people_table.pages(count, page, PAGE, "Pilih baris untuk membuka kartu orang.")
else:
    nothing(text, bool(chosen))
