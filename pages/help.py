"""Help: first steps that tick themselves off, and a user's guide that can be searched."""

import re

import streamlit as st

from pages import frame
from pages.pieces import first_steps
from services import welcome
from services.storage.originals import ROOT, original

SCREENS = ROOT.parent / "docs" / "screens"  # made by tests/browser/screens.py
PICTURE = re.compile(r"^!\[(.+)\]\((.+)\)$", re.MULTILINE)


def sections() -> list[tuple[str, str]]:
    """(title, text) of the guide's parts."""
    parts = re.split(r"^## ", original("bantuan.md"), flags=re.MULTILINE)[1:]
    return [(title, text.strip()) for title, _, text in (part.partition("\n") for part in parts)]


def speaks_of(section: tuple[str, str], words: list[str]) -> bool:
    """Whether every word stands in the title or the text."""
    whole = " ".join(section).casefold()
    return all(word in whole for word in words)


def read(text: str) -> None:
    """A part of the guide with its pictures, each a screen from docs/screens by its name."""
    words, *pictures = PICTURE.split(text)
    st.markdown(words)
    for said, name, more in zip(pictures[::3], pictures[1::3], pictures[2::3], strict=True):
        st.image(SCREENS / f"{name}.png", frame.plain(said), width=260 if name.endswith("-hp") else 700)
        st.markdown(more)


frame.require("desk")
frame.head("Bantuan", "Tulis satu atau dua kata, misalnya “disposisi kembali”, atau baca dari atas.")
typed = st.text_input("Cari di bantuan", placeholder="Misalnya: surat pengingat", live=True)
found = [section for section in sections() if speaks_of(section, typed.casefold().split())]
if not typed and frame.can("programme"):
    steps = welcome.first_steps(frame.office())
    done = sum(step.done for step in steps)
    with st.expander(f"Langkah pertama: {done} dari {len(steps)} selesai", expanded=not steps[-1].done):
        first_steps.show(steps)
if not found:
    st.info(frame.plain(f"Tidak ada yang cocok dengan “{typed}”. Coba satu kata saja, misalnya “data” atau “nomor”."))
for title, text in found:
    with st.expander(title, expanded=bool(typed) and len(found) <= 4):
        read(text)
