"""Laptops come home: nothing is lost, nothing is done twice, nobody's hand-over is overwritten."""

from hypothesis import given
from hypothesis import strategies as st

from services.domain import suitcase


def row(name, recipient, at=0, cancelled=None):
    return {"id": name, "recipient": recipient, "at": at, "cancelled_at": cancelled}


@st.composite
def laptops(draw):
    """What a laptop brings: each person has at most one hand-over that is valid."""
    number, rows = draw(st.integers(0, 9)), []
    for person in draw(st.sets(st.integers(0, 5))):
        for turn in range(draw(st.integers(1, 3))):
            rows.append(row(f"{number}-{person}-{turn}", person, draw(st.integers(0, 99)), 100))
        if draw(st.booleans()):
            rows[-1]["cancelled_at"] = None
    return rows


def come_home(known, brought):
    """The office after a merge, and who was served again."""
    valid = [one["recipient"] for one in known.values() if one["cancelled_at"] is None]
    found = suitcase.merge(brought, known, valid)
    changed = {one["id"]: one for one in (*found.new, *found.cancelled)}
    return known | changed, found


@given(st.lists(laptops(), max_size=4))
def test_nobody_is_valid_twice_nothing_is_lost_and_merging_again_changes_nothing(files):
    office, again = {}, set()
    for brought in files:
        office, found = come_home(office, brought)
        again |= {one["id"] for one in found.again}
    valid = [one["recipient"] for one in office.values() if one["cancelled_at"] is None]
    assert len(valid) == len(set(valid))
    for brought in files:
        assert {one["id"] for one in brought} <= office.keys() | again


@given(laptops(), laptops())
def test_the_same_file_twice_is_the_same_as_once(first, second):
    office, _ = come_home(*[come_home({}, first)[0], second])
    same, found = come_home(office, second)
    assert same == office and not found.new and not found.cancelled


def test_who_is_served_stays_served_by_the_first_and_the_second_is_told():
    known = {"SER-1": row("SER-1", "PEN-1")}
    _, found = come_home(known, [row("SER-2", "PEN-1", 5)])
    assert found == suitcase.Homecoming((), (), (row("SER-2", "PEN-1", 5),))


def test_taken_back_on_the_laptop_and_served_anew_is_one_valid_hand_over():
    known, _ = come_home({}, [row("SER-1", "PEN-1")])
    known, found = come_home(known, [row("SER-1", "PEN-1", cancelled=8), row("SER-2", "PEN-1", 9)])
    assert [one["id"] for one in found.cancelled] == ["SER-1"] and known["SER-2"]["cancelled_at"] is None


def test_what_the_office_cancelled_meanwhile_stays_cancelled():
    known = {"SER-1": row("SER-1", "PEN-1", cancelled=7)}
    assert come_home(known, [row("SER-1", "PEN-1")])[0] == known


def test_a_nik_travels_with_the_digits_that_a_desk_shows():
    assert suitcase.hidden("6372051201800002") == "6372050000000002"
    assert suitcase.hidden("12345") == "00000" and suitcase.hidden(None) is None
