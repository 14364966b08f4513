"""What a letter template gives: page 1 in sample data, or its lines with every mistake at its own."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from pages import frame
from services import letter_templates
from services.errors import BadInput, Problem
from services.letters.preview import count_pages, picture

AROUND = 2  # lines shown above and below a mistake


def draw(name: str, text: str) -> bool:
    """Page 1 in sample data. While there is a mistake, its line stands above the last sound page; is all well?"""
    last, note = f"sound {name}", ""
    try:
        st.session_state[last] = letter_templates.preview(name, text, frame.now())
    except BadInput as error:
        st.html(marked(text, error.problems))
        lines = [problem.field for problem in error.problems if problem.field]
        note = f" · berhenti{f' di baris {lines[0]}' if lines else ''} sampai diperbaiki"
    if pdf := st.session_state.get(last):
        st.image(picture(pdf), width="stretch", alt="Pratinjau halaman 1")
        st.caption("Pratinjau dengan data contoh" + (note or f" · halaman 1 dari {count_pages(pdf)}"))
    return not note


def marked(text: str, problems: Iterable[Problem]) -> str:
    """The lines around each mistake with their numbers, the sentence below its line; a table as HTML."""
    at: dict[int, list[str]] = {}
    for problem in problems:
        at.setdefault(int(problem.field or 0), []).append(problem.sentence)
    lines = text.split("\n")
    near = {line + step for line in at if line for step in range(-AROUND, AROUND + 1)}
    rows = [_sentences(at.get(0, ()))]
    for number in sorted(near & set(range(1, len(lines) + 1))):
        wrong = ' class="salah"' if number in at else ""
        rows.append(f"<tr{wrong}><th>{number}</th><td><code>{escape(lines[number - 1])}</code></td></tr>")
        rows.append(_sentences(at.get(number, ())))
    return f'<table class="baris" role="alert">{"".join(rows)}</table>'


def _sentences(sentences: Iterable[str]) -> str:
    return "".join(f'<tr class="sebab"><th></th><td>{escape(sentence)}</td></tr>' for sentence in sentences)
