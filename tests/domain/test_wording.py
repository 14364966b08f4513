"""Indonesian dates, numbers and words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain import wording

THURSDAY = date(2026, 3, 5)
NOW = datetime(2026, 3, 5, 1, 14, tzinfo=UTC)


def read_words(words: str) -> int:
    """The number that words say: the inverse of `in_words`, written the other way round."""
    if words.startswith("minus "):
        return -read_words(words.removeprefix("minus "))
    units = {word: value for value, word in enumerate(wording.ONES)}
    small, total, last = 0, 0, 0
    for word in words.replace("seribu", "satu ribu").split():
        if word in units:
            last = units[word]
        elif word in ("sebelas", "belas"):
            last = 10 + (1 if word == "sebelas" else last)
        elif word in ("puluh", "sepuluh", "ratus", "seratus"):
            small += (1 if word.startswith("se") else last) * (100 if word.endswith("ratus") else 10)
            last = 0
        else:
            total += (small + last) * {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}[word]
            small = last = 0
    return total + small + last


def test_a_date_has_no_leading_zero():
    assert wording.long_date(THURSDAY) == "5 Maret 2026"
    assert wording.weekday_date(THURSDAY) == "Kamis, 5 Maret 2026"


def test_friday_is_jumat():
    assert wording.weekday_date(date(2026, 8, 7)) == "Jumat, 7 Agustus 2026"


def test_a_berita_acara_begins_with_the_date_in_words():
    words = "Kamis, tanggal lima, bulan Maret, tahun dua ribu dua puluh enam"
    assert wording.date_in_words(THURSDAY) == words


def test_a_moment_is_told_in_wita():
    assert wording.clock(NOW) == "09.14"
    assert wording.moment(datetime(2026, 3, 4, 16, 30, tzinfo=UTC)) == "5 Maret 2026, 00.30"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "baru saja"),
        (59, "baru saja"),
        (60, "1 menit lalu"),
        (179, "2 menit lalu"),
        (3_600, "1 jam lalu"),
        (90_000, "1 hari lalu"),
        (-30, "baru saja"),
    ],
)
def test_how_long_ago_is_told_in_the_largest_unit(seconds, words):
    assert wording.ago(NOW - timedelta(seconds=seconds), NOW) == words


def test_thousands_are_marked_with_a_point():
    assert wording.number(1940) == "1.940"
    assert wording.number(999) == "999"


def test_rupiah_has_neither_space_nor_cents():
    assert wording.rupiah(1_500_000) == "Rp1.500.000"
    assert wording.rupiah(0) == "Rp0"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1_000, "seribu"),
        (1_100, "seribu seratus"),
        (2_026, "dua ribu dua puluh enam"),
        (11_000, "sebelas ribu"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (1_000_000_000, "satu miliar"),
        (1_500_000_000_000, "satu triliun lima ratus miliar"),
        (-5, "minus lima"),
    ],
)
def test_a_number_in_words(value, words):
    assert wording.in_words(value) == words


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_words_say_the_number_they_were_made_of(value):
    assert read_words(wording.in_words(value)) == value


@given(st.integers(1, 10**15 - 1))
def test_one_thousand_is_never_called_satu_ribu(value):
    words = f" {wording.in_words(value)} "
    assert " satu ribu " not in words.replace("puluh satu ribu", "").replace("ratus satu ribu", "")
    assert "satu ratus" not in words
    assert "satu puluh" not in words
    assert "satu belas" not in words


def test_a_number_beyond_all_words_is_refused():
    with pytest.raises(ValueError, match="999 triliun"):
        wording.in_words(10**15)


@pytest.mark.parametrize(("value", "letters"), [(1, "I"), (4, "IV"), (9, "IX"), (12, "XII"), (2026, "MMXXVI")])
def test_a_month_in_a_letter_number_is_roman(value, letters):
    assert wording.roman(value) == letters


@pytest.mark.parametrize("value", [0, -1, 4000])
def test_what_romans_could_not_write_is_refused(value):
    with pytest.raises(ValueError, match="1 to 3999"):
        wording.roman(value)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a dan b"), (["a", "b", "c"], "a, b dan c")],
)
def test_a_list_ends_with_dan(words, sentence):
    assert wording.join(words) == sentence


def test_a_code_is_printed_in_fours():
    assert wording.in_fours("K7PQ3XWAT5M2A") == "K7PQ-3XWA-T5M2-A"
    assert wording.in_fours(None) == ""
