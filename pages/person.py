"""A person's card: the programmes over the years, what was received, the data, and who changed what."""

import streamlit as st

from pages import forms, frame
from pages.pieces import history_list, sheet_watch
from pages.pieces.ask import answer, ask
from pages.pieces.people_table import word
from services import row_names
from services.domain import wording
from services.domain.schema import PROGRAMME, RECIPIENT
from services.people import recipients
from services.people.recipients import Card


def reveal(person: str, name: str) -> None:
    """NIK and No. KK in full, on this run only, for a reason."""
    key = f"reveal {person}"
    if st.button("Buka NIK", icon=":material/visibility:", key=f"open {key}"):
        ask(key, f"Buka NIK {name}?", "Alasan Anda dicatat di Riwayat.", "Buka NIK", reason=True)


def revealed(person: str) -> None:
    """The numbers, after a reason was given."""
    key = f"reveal {person}"
    if (reason := answer(key)) is not None:
        with frame.attempt():
            numbers = recipients.reveal(frame.office(), frame.act(key), person, reason)
            st.session_state.pop(f"operation {key}", None)
            st.info("  \n".join(f"{RECIPIENT.field(name).header} {number or '–'}" for name, number in numbers.items())
                    + "  \nTertutup lagi setelah Anda membuka hal lain.")


def over_the_years(card: Card) -> None:
    """Each programme in which this NIK stands, and the package that was handed over."""
    with st.container(border=True):
        st.header("Program", anchor=False)
        for row, programme in card.rows:
            handed = card.served.get(row["id"])
            received = f" · diterima {wording.moment(handed['at'])}, {handed['taken_by'].lower()}" if handed else ""
            line = f"**{frame.plain(programme)}** · {frame.plain(word(row, card.served))}{frame.plain(received)}"
            st.markdown(line + (f"  \n{frame.plain(row['reason'])}" if row["reason"] else ""))
            for photo in card.photos:
                if handed and photo["owner"] == handed["id"]:
                    st.link_button(frame.plain(photo["note"] or "Foto penerimaan"), frame.link(f"/berkas/{photo['id']}"),
                                   icon=":material/photo_camera:", type="tertiary")
            if row["replaces"]:
                st.page_link("person.py", label="Lihat orang yang digantikan", query_params={"orang": row["replaces"]})


def data(card: Card, agencies: dict[str, str]) -> None:
    """What is known of the person: a form for who may edit, else lines."""
    shown = recipients.shown_masked(card.person)
    fields = recipients.form_fields(frame.office().places, shown)
    with st.container(border=True):
        st.header("Data orang", anchor=False)
        sheet_watch.note(RECIPIENT, shown["id"])
        if not frame.can("recipients"):
            st.text("\n".join(f"{field.header}: {field.show(shown[field.name]) or '–'}" for field in fields
                              if field.name != "agency"))
            return
        st.caption("NIK dan No. KK yang disamarkan tidak berubah bila dibiarkan; ketik ulang seluruhnya untuk mengganti.")
        key = f"person {shown['id']}"
        if values := forms.form(fields, shown, key, options={"agency": agencies}):
            with frame.attempt(key):
                recipients.edit(frame.office(), frame.act(key), values.seen, values)
                frame.done(key, "Tersimpan.")


def changes(card: Card) -> None:
    """Who did what with this row."""
    with st.expander("Riwayat"), frame.office().database.reading() as reader:
        called = row_names.called(reader, frame.office().sop, card.history)
        history_list.show(card.history, called, "Riwayat", dated=True)


frame.require("read")
person = frame.query("orang", RECIPIENT.title)
card = None
with frame.attempt(), frame.office().database.reading() as reader:
    card = recipients.card(reader, person)
    programme, agencies = reader.get(PROGRAMME, card.person["programme"]), recipients.agencies(reader)
if card:
    shown = recipients.shown_masked(card.person)
    where = " · ".join(filter(None, (shown["kelurahan"], shown["nik"])))
    state = recipients.SERVED if person in card.served else card.person["state"]
    with frame.head(card.person["name"] or "(tanpa nama)", where, frame.of_programme(programme), state):
        if frame.can("reveal") and card.person["nik"]:
            reveal(person, card.person["name"])
    revealed(person)
    over_the_years(card)
    data(card, agencies)
    changes(card)
