"""A letter on paper: its first page as a picture, its PDF, a draft for Word, the print to be signed."""

from collections.abc import Sequence

import streamlit as st

from pages import frame
from pages.pieces import take_away
from pages.pieces.take_away import Printout
from services import correspondence, identity, printing
from services.domain.occasion import Occasion
from services.domain.states import LetterState
from services.letters.preview import count_pages, picture
from services.office import Office
from services.storage.reader import Row


def preview(letter: Row) -> bool:
    """Page 1 of the real PDF, as it is typed now. Says what is missing instead where it cannot be made."""
    with frame.attempt():
        pdf = printing.preview(frame.office(), letter, frame.now())
        st.image(picture(pdf), width="stretch", alt=f"Halaman 1 {correspondence.NAMES[letter['kind']]}")
        follows = ", ikut berubah saat Anda mengetik" if "changed" in letter else ""
        st.caption(f"Halaman 1 dari {count_pages(pdf)}{follows}")
        return True
    return False


def printable(letters: Sequence[Row]) -> bool:
    """Whether letters can be printed now; else the sentence about what is missing."""
    with frame.attempt():
        printing.check(frame.office(), ids_of(letters), frame.now())
        return True
    return False


def download(label: str, letters: Sequence[Row], name: str) -> None:
    """A button that makes the PDF of letters when it is pressed."""
    ids = ids_of(letters)
    take_away.offer(f"{label} {ids}", Printout(
        label, f"{name}.pdf", lambda office, occasion: printing.pdf(office, ids, occasion.now),
        printing.rows(frame.office(), letters), about=name, programme=letters[0]["programme"]))


def for_word(letter: Row) -> None:
    """A button that makes the DOCX of a draft when it is pressed."""
    if letter["state"] == LetterState.DRAFT:
        title = f"Konsep Word: {correspondence.NAMES[letter['kind']]}"
        take_away.offer(f"word {letter['id']}", Printout(
            title, f"{title}.docx".replace(":", ""),
            lambda office, occasion: printing.word(office, letter["id"], occasion.now)),
            icon=":material/edit_document:", help="Untuk dikoreksi di Word. Yang ditandatangani tetap cetakan PDF.")


def print_to_sign(letters: Sequence[Row]) -> None:
    """The button that prints letters without KONSEP; each gets its verification code as it is pressed."""
    ids = ids_of(letters)

    def made(office: Office, occasion: Occasion) -> bytes:
        correspondence.release(office, occasion, {letter: identity.paper_code() for letter in ids})
        return printing.pdf(office, ids, occasion.now, clean=True)

    take_away.offer(f"release {ids}", Printout(
        "Cetak untuk tanda tangan", "untuk-tanda-tangan.pdf", made, printing.rows(frame.office(), letters),
        programme=letters[0]["programme"]), icon=":material/print:")


def ids_of(letters: Sequence[Row]) -> list[str]:
    """The IDs of letters, as the use cases take them."""
    return [letter["id"] for letter in letters]
