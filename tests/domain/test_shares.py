"""The quota shared out over the kelurahan: whole numbers that sum up, within what each place can take."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.shares import Home, Person, Share, allocate, shares

PALAM, KEMUNING, CEMPAKA = Home("Cempaka", "Palam"), Home("Banjarbaru Selatan", "Kemuning"), Home("Cempaka", "Cempaka")
NOWHERE = Home(None, None)


def people(home, number, decile=1, helped=False):
    return [Person(home, decile, helped)] * number


TOWN = [*people(PALAM, 10, 2), *people(KEMUNING, 20, 6, True), *people(CEMPAKA, 70, 4, True), *people(NOWHERE, 5, None)]


@pytest.mark.parametrize(("rule", "quota", "expected"), [
    (Share.KELURAHAN, 30, {PALAM: 10, KEMUNING: 10, CEMPAKA: 10, NOWHERE: 0}),
    (Share.KELURAHAN, 31, {PALAM: 10, KEMUNING: 11, CEMPAKA: 10, NOWHERE: 0}),
    (Share.KECAMATAN, 20, {PALAM: 5, KEMUNING: 10, CEMPAKA: 5, NOWHERE: 0}),
    (Share.CANDIDATES, 21, {PALAM: 2, KEMUNING: 4, CEMPAKA: 14, NOWHERE: 1}),
    (Share.DECILE, 40, {PALAM: 5, KEMUNING: 0, CEMPAKA: 35, NOWHERE: 0}),
    (Share.NEVER_HELPED, 12, {PALAM: 8, KEMUNING: 0, CEMPAKA: 0, NOWHERE: 4}),
])
def test_each_rule_weighs_the_places_its_own_way(rule, quota, expected):
    assert shares(rule, quota, TOWN) == expected


def test_what_a_small_place_cannot_take_goes_to_the_others():
    assert shares(Share.KELURAHAN, 60, TOWN) == {PALAM: 10, KEMUNING: 20, CEMPAKA: 30, NOWHERE: 0}


def test_places_without_any_due_come_when_the_others_are_full():
    assert shares(Share.NEVER_HELPED, 24, TOWN) == {PALAM: 10, KEMUNING: 2, CEMPAKA: 7, NOWHERE: 5}


def test_with_more_packages_than_people_everybody_gets_one():
    assert sum(shares(Share.DECILE, 1_000, TOWN).values()) == len(TOWN)


HOMES = st.sampled_from([Home(kecamatan, kelurahan) for kecamatan in "AB" for kelurahan in "123"] + [NOWHERE])
PEOPLE = st.lists(st.builds(Person, HOMES, st.sampled_from([None, 1, 4, 5, 10]), st.booleans()), max_size=60)


@given(st.sampled_from(Share), st.integers(0, 80), PEOPLE)
def test_the_shares_sum_to_the_quota_and_none_exceeds_its_people(rule, quota, town):
    got = shares(rule, quota, town)
    assert sum(got.values()) == min(quota, len(town))
    assert all(0 <= number <= sum(person.home == home for person in town) for home, number in got.items())


ROOMS = st.dictionaries(HOMES, st.tuples(st.integers(1, 20), st.integers(0, 30)), min_size=1)


@given(st.integers(0, 120), ROOMS)
def test_who_weighs_more_and_has_room_gets_no_less(quota, town):
    weights = {home: Fraction(weight) for home, (weight, _) in town.items()}
    room = {home: people for home, (_, people) in town.items()}
    got = allocate(quota, weights, room)
    for one in town:
        for other in town:
            if weights[one] > weights[other] and room[one] >= room[other]:
                assert got[one] >= got[other]


@given(st.integers(0, 60), ROOMS)
def test_where_nobody_is_full_each_place_is_within_one_of_its_due(quota, town):
    weights = {home: Fraction(weight) for home, (weight, _) in town.items()}
    got = allocate(quota, weights, dict.fromkeys(town, quota + 1))
    for home in town:
        assert abs(got[home] - quota * weights[home] / sum(weights.values())) < 1


@given(st.integers(0, 60), ROOMS)
def test_one_package_more_takes_from_a_place_at_most_one(quota, town):
    weights = {home: Fraction(weight) for home, (weight, _) in town.items()}
    room = {home: people for home, (_, people) in town.items()}
    now, more = allocate(quota, weights, room), allocate(quota + 1, weights, room)
    assert all(more[home] >= now[home] - 1 for home in town)
