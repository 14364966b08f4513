"""What the sixteen digits say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.nik import Nik, is_nik, mask

TODAY = date(2026, 3, 12)


def test_region_date_sex_and_serial_of_a_man():
    nik = Nik("6372010503840003")
    assert (nik.region, nik.birth_date(TODAY), nik.sex, nik.serial) == ("637201", date(1984, 3, 5), "L", "0003")


def test_a_woman_has_forty_added_to_the_day():
    nik = Nik("6372014503840003")
    assert (nik.birth_date(TODAY), nik.sex) == (date(1984, 3, 5), "P")


def test_a_child_of_2015_is_not_born_in_1915():
    assert Nik("6372010503150003").birth_date(TODAY) == date(2015, 3, 5)


def test_nobody_is_born_in_the_future():
    assert Nik("6372011303260003").birth_date(TODAY) == date(1926, 3, 13)


@pytest.mark.parametrize("date_part", ["310299", "001355", "110084", "711199", "290201"])
def test_an_impossible_date_is_none(date_part):
    assert Nik(f"637201{date_part}0003").birth_date(TODAY) is None


def test_29_february_is_possible_in_2000_only():
    assert Nik("6372012902000001").birth_date(TODAY) == date(2000, 2, 29)
    assert Nik("6372012902000001").birth_date(date(1999, 1, 1)) is None


def test_a_very_old_person_agrees_with_the_birth_date_of_the_column():
    assert Nik("6372010503200003").agrees_with(date(1920, 3, 5))
    assert not Nik("6372010503200003").agrees_with(date(1921, 3, 5))


@given(st.dates(date(1900, 1, 1), TODAY), st.booleans(), st.integers(1, 9999))
def test_a_nik_made_from_a_birth_date_agrees_with_it(born: date, woman: bool, serial: int):
    nik = Nik(f"637201{born.day + 40 * woman:02}{born:%m%y}{serial:04}")
    assert nik.agrees_with(born)
    assert not nik.agrees_with(born + timedelta(days=1))
    assert nik.sex == ("P" if woman else "L")
    assert nik.birth_date(TODAY) in (born, born.replace(year=born.year + 100) if born.year < 1927 else born)


@pytest.mark.parametrize("text", ["", "637201050384000", "63720105038400033", "637201050384000O", "٦٣٧٢٠١٠٥٠٣٨٤٠٠٠٣"])
def test_anything_but_sixteen_digits_is_no_nik(text):
    assert not is_nik(text)
    with pytest.raises(ValueError, match="sixteen"):
        Nik(text)


def test_the_mask_keeps_the_region_and_the_serial():
    assert mask("6372010503840003") == "637201******0003"


def test_a_short_or_absent_number_shows_nothing():
    assert mask("12345") == "*****"
    assert mask(None) == ""
