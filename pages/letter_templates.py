"""Naskah surat: the texts of all letters, changed by the office itself, with a live preview in sample data."""

import streamlit as st

from pages import frame
from pages.pieces import phone_list, template_preview, typed
from pages.pieces.phone_list import Item
from services import letter_templates
from services.domain import wording
from services.domain.occasion import WITA
from services.letters import grammar, originals
from services.storage.originals import ROOT
from services.storage.reader import Row

TITLE = "Naskah surat"
STAYS = "surat yang sudah jadi tetap memakai versinya"


def choose() -> None:
    """All letters; each opens its editor."""
    frame.head(TITLE, "Pilih surat yang kata-katanya ingin diubah. Kop, urutan, dan tanda tangan mengikuti tata naskah.")
    with office.database.reading() as reader:
        newest = {name: letter_templates.versions(reader, name)[:1] for name in originals.names()}
    phone_list.show((
        Item(letter_templates.title(name), made(rows[0]) if rows else "Naskah asal", href=f"/naskah?naskah={name}")
        for name, rows in newest.items()), "Naskah")


def made(row: Row) -> str:
    """Who made a version, and when."""
    when = wording.long_date(row["at"].astimezone(WITA).date())
    return f"Versi {row['version']} · diubah {row['author']}, {when}"


def older() -> None:
    """The office's versions and the original: one is put into the editor, and is in force again once it is saved."""
    with actions.popover("Versi lama", icon=":material/history:"):
        st.write("Buka sebuah versi di kotak naskah. Ia berlaku lagi setelah Anda menyimpannya; semua versi tetap ada.")
        for row in rows:
            st.button(frame.plain(made(row)), key=f"take {row['version']}", type="tertiary", on_click=show,
                      args=(row["text"] or originals.text(name),))
        st.button("Kembali ke naskah asal", key="take 0", on_click=show, args=(originals.text(name),),
                  icon=":material/restart_alt:")


def show(text: str) -> None:
    """Put a text into the editor; nothing is saved by it."""
    st.session_state[box] = text


def known() -> None:
    """What a text may fill in, with the sample values that the preview shows."""
    offered = letter_templates.placeholders(name)
    with left.expander(f"Isian yang dapat dipakai ({len(offered)})"):
        st.dataframe(
            {"Isian": [f"{{{{ {path} }}}}" for path, _ in offered], "Contoh": [value for _, value in offered]},
            hide_index=True, width="stretch")
        st.text("Kata blok, masing-masing di baris sendiri: " + ", ".join(f"::: {word}" for word in grammar.WORDS))


frame.require("templates")
office, name = frame.office(), st.query_params.get("naskah", "")
if name not in originals.names():
    choose()
    st.stop()
with office.database.reading() as reader:
    rows, stored = letter_templates.versions(reader, name), letter_templates.text(reader, name)
key, now_stored = f"template {name}", (rows[0]["version"] if rows else 0, stored)
draft = typed.draft(key, now_stored)
box, (version, text_seen) = f"{key} {draft['round']}", draft["seen"]
who = made(rows[0]) if rows else "Naskah asal"
actions = frame.head(letter_templates.title(name), f"{who} · {STAYS}", frame.Crumb(TITLE, "letter_templates.py"))
left, right = st.columns([55, 45], gap="medium")
text = left.text_area("Naskah", draft["first"][1], key=box, height=420)
changed = text.strip() != text_seen.strip()
typed.follow(key, now_stored, changed)
st.html(ROOT / "assets" / "naskah.css")
with right:
    sound = template_preview.draw(name, text)
known()
typed.live()
idle = not (sound and changed)
if frame.button(f"Simpan versi {version + 1}", f"send {key}", actions, type="primary", icon=":material/save:", disabled=idle):
    with frame.attempt():
        letter_templates.save(office, frame.act(key), name, version, text)
        typed.show_again(key, (version + 1, text.strip()))
        frame.done(key, f"Versi {version + 1} tersimpan dan berlaku untuk surat berikutnya.")
older()
