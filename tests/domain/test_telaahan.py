"""The sections of a telaahan: one text and back, and two windows on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain import telaahan
from services.errors import Stale

EMPTY = dict.fromkeys(telaahan.TITLES, "")
LINES = st.one_of(st.sampled_from(list(telaahan.KEYS)), st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp"))))
TEXTS = st.lists(LINES, max_size=4).map("\n".join)


def words(sections):
    return {key: [line.strip() for line in text.strip().splitlines()] for key, text in sections.items()}


@given(st.fixed_dictionaries(dict.fromkeys(telaahan.TITLES, TEXTS)))
def test_what_was_written_is_read_again_even_where_a_line_looks_like_a_title(sections):
    assert words(telaahan.read(telaahan.write(sections))) == words(sections)


def test_an_empty_section_and_one_with_a_gap_are_unfinished():
    sections = dict.fromkeys(telaahan.TITLES, "ada") | {"fakta": "Anggaran ……", "saran": "  "}
    assert telaahan.unfinished(sections) == ["III. Fakta-Fakta yang mempengaruhi", "VI. Saran"]


def test_two_windows_on_different_sections_do_not_get_in_each_others_way():
    stored = EMPTY | {"persoalan": "dari jendela lain"}
    assert telaahan.merged(EMPTY, stored, EMPTY | {"saran": "baru"}) == stored | {"saran": "baru"}


def test_two_windows_on_the_same_section_are_told():
    with pytest.raises(Stale, match=r"VI\. Saran sudah diubah orang lain") as caught:
        telaahan.merged(EMPTY, EMPTY | {"saran": "lain"}, EMPTY | {"saran": "baru"})
    assert caught.value.theirs == {"saran": "lain"}


def test_the_same_change_in_two_windows_is_no_clash():
    both = EMPTY | {"saran": "sama"}
    assert telaahan.merged(EMPTY, both, both) == both
