"""Which days the office works, and how a limit is counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.workdays import Calendar, OwnDay, national

PLAIN = Calendar()
FRIDAY = date(2026, 3, 6)

days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
own_days = st.lists(
    st.builds(OwnDay, st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.sampled_from(["libur", "masuk"])),
    max_size=20,
    unique_by=lambda day: day.date,
)
calendars = st.builds(Calendar, own_days.map(tuple))


def test_the_day_after_the_start_is_the_first():
    monday = date(2026, 3, 9)
    assert PLAIN.count(FRIDAY, date(2026, 3, 12)) == [monday + timedelta(n) for n in range(4)]


def test_nothing_is_counted_on_the_day_of_the_start_or_before_it():
    assert PLAIN.count(FRIDAY, FRIDAY) == []
    assert PLAIN.count(FRIDAY, FRIDAY - timedelta(3)) == []


def test_two_working_days_from_friday_end_on_tuesday():
    assert PLAIN.add_workdays(FRIDAY, 2) == date(2026, 3, 10)


def test_cuti_bersama_is_not_counted():
    # Wednesday 18 to Tuesday 24 March 2026: Nyepi, Idul Fitri and the cuti bersama around them
    assert PLAIN.add_workdays(date(2026, 3, 17), 1) == date(2026, 3, 25)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 3, 7), "Sabtu"),
        (date(2026, 3, 8), "Minggu"),
        (date(2026, 3, 21), "Hari Raya Idul Fitri"),
        (date(2026, 3, 23), "Cuti Bersama Hari Raya Idul Fitri"),
        (date(2026, 3, 9), None),
    ],
)
def test_a_day_that_is_not_counted_says_why(day, reason):
    assert PLAIN.reason(day) == reason
    assert PLAIN.is_workday(day) == (reason is None)


def test_2026_has_its_holidays_and_its_cuti_bersama():
    names = national(2026).values()
    assert sum(name.startswith("Cuti Bersama") for name in names) == 8
    assert len(names) == 25


def test_a_feast_that_is_not_decreed_yet_says_so():
    assert PLAIN.reason(date(2027, 3, 10)) == "Hari Raya Idul Fitri (perkiraan)"


def test_the_office_can_close_on_a_working_day():
    anniversary = OwnDay(date(2026, 4, 20), "libur", "Hari Jadi Kota Banjarbaru")
    assert Calendar((anniversary,)).reason(anniversary.date) == "Hari Jadi Kota Banjarbaru"
    assert Calendar((OwnDay(anniversary.date, "libur"),)).reason(anniversary.date) == "Hari libur kantor"


@pytest.mark.parametrize("day", [date(2026, 3, 7), date(2026, 3, 23)])
def test_the_office_can_work_on_a_saturday_or_a_cuti_bersama(day):
    assert Calendar((OwnDay(day, "masuk", "Lembur"),)).is_workday(day)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 3, 10), date(2026, 4, 10)),
        (date(2026, 4, 14), date(2026, 5, 18)),  # 14 May is a holiday, 15 cuti bersama, then a weekend
        (date(2026, 1, 31), date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2026, 12, 11), date(2027, 1, 11)),
    ],
)
def test_a_month_is_a_calendar_month_moved_to_the_next_working_day(start, end):
    assert PLAIN.add_months(start) == end


def test_several_months_run_over_the_end_of_the_year():
    assert PLAIN.add_months(date(2025, 11, 30), 3) == date(2026, 3, 2)


@given(calendars, days, st.integers(0, 30))
def test_a_limit_of_n_days_counts_n_days(calendar, start, amount):
    end = calendar.add_workdays(start, amount)
    counted = calendar.count(start, end)
    assert len(counted) == amount
    assert counted[-1:] == ([end] if amount else [])


@given(calendars, days, st.integers(0, 60))
def test_counting_agrees_with_looking_at_each_day(calendar, first, length):
    each = [first + timedelta(n) for n in range(length + 1)]
    assert calendar.count(first, each[-1]) == [day for day in each[1:] if calendar.reason(day) is None]


@given(calendars, days, st.integers(0, 20), st.integers(0, 20))
def test_more_days_never_end_earlier(calendar, start, fewer, more):
    assert calendar.add_workdays(start, fewer) <= calendar.add_workdays(start, fewer + more)


@given(calendars, days)
def test_a_month_ends_on_the_first_working_day_after_it(calendar, start):
    end = calendar.add_months(start)
    assert calendar.is_workday(end)
    assert end - start >= timedelta(28)
    assert calendar.count(start + timedelta(31), end) in ([], [end])
