"""Choosing within the quota: the order of the rules, one package a family, what a person decides, the seal."""

from hypothesis import given
from hypothesis import strategies as st

from services.domain.choosing import SAME_KK, Candidate, Preference, choose, digest
from services.domain.shares import Share


def chosen(people, quota, one_per_kk=False):
    return [placed.id for placed in choose(people, quota, one_per_kk) if placed.chosen]


def order(people, quota, one_per_kk=False):
    return [placed.id for placed in choose(people, quota, one_per_kk)]


def test_who_was_never_helped_comes_before_a_lower_decile():
    assert order([Candidate("helped", decile=1, helped=True), Candidate("new", decile=4)], 1) == ["new", "helped"]


def test_the_lower_decile_comes_first_and_an_unknown_one_last():
    people = [Candidate("unknown"), Candidate("four", decile=4), Candidate("one", decile=1)]
    assert order(people, 1) == ["one", "four", "unknown"]


def test_among_equals_the_one_proposed_first_comes_first():
    assert order([Candidate("a", decile=2), Candidate("b", decile=2)], 1) == ["a", "b"]


def test_ranks_go_on_from_the_list_through_the_reserve():
    placed = choose([Candidate(str(number)) for number in range(3)], 2, False)
    assert [(one.rank, one.chosen) for one in placed] == [(1, True), (2, True), (3, False)]


def test_with_one_package_a_family_the_second_waits_behind_every_other_reserve():
    people = [Candidate("first", "KK1"), Candidate("second", "KK1"), Candidate("other", "KK2")]
    assert order(people, 1, one_per_kk=True) == ["first", "other", "second"]
    assert choose(people, 1, True)[-1].reason == SAME_KK
    assert chosen(people, 3, one_per_kk=True) == ["first", "other"]


def test_without_that_rule_a_family_may_have_several():
    assert chosen([Candidate("first", "KK1"), Candidate("second", "KK1")], 2) == ["first", "second"]


def test_people_without_a_kk_are_not_one_family():
    assert chosen([Candidate("first"), Candidate("second")], 2, one_per_kk=True) == ["first", "second"]


def test_a_decision_goes_before_the_rules_and_its_reason_is_kept():
    people = [Candidate("poor", decile=1), Candidate("urgent", decile=4, preference=Preference.FIRST, reason="kebakaran")]
    first = choose(people, 1, False)[0]
    assert (first.id, first.chosen, first.reason) == ("urgent", True, "kebakaran")


def test_who_is_put_into_the_reserve_is_not_chosen_even_where_there_is_room():
    assert chosen([Candidate("later", preference=Preference.RESERVE, reason="pindah")], 5) == []


def test_the_reason_of_the_rule_is_a_sentence():
    reasons = [placed.reason for placed in choose([Candidate("a", decile=2), Candidate("b", helped=True)], 1, False)]
    assert reasons == ["belum pernah dibantu, desil 2", "pernah dibantu, desil tidak diketahui"]


PEOPLE = st.lists(st.builds(
    Candidate, id=st.uuids().map(str), no_kk=st.sampled_from([None, "A", "B", "C"]),
    decile=st.sampled_from([None, 1, 2, 10]), helped=st.booleans(),
    preference=st.sampled_from([None, Preference.FIRST, Preference.RESERVE]), reason=st.just("alasan"),
    kecamatan=st.just("Cempaka"), kelurahan=st.sampled_from([None, "Palam", "Bangkal"]),
), unique_by=lambda person: person.id)


@given(PEOPLE, st.integers(0, 8), st.booleans(), st.sampled_from([None, *Share]))
def test_everybody_stands_once_and_never_more_are_chosen_than_there_are_packages(people, quota, one_per_kk, rule):
    placed = choose(people, quota, one_per_kk, rule)
    assert sorted(one.id for one in placed) == sorted(person.id for person in people)
    assert sum(one.chosen for one in placed) <= quota
    assert [one.rank for one in placed] == list(range(1, len(people) + 1))
    assert sorted(placed, key=lambda one: not one.chosen) == placed


@given(PEOPLE, st.integers(0, 8), st.sampled_from([None, *Share]))
def test_a_family_gets_one_package_unless_a_person_put_another_of_it_first(people, quota, rule):
    into = {one.id for one in choose(people, quota, True, rule) if one.chosen}
    families = [person.no_kk for person in people if person.id in into and person.preference != Preference.FIRST and person.no_kk]
    assert len(families) == len(set(families))


@given(PEOPLE, st.integers(0, 8), st.booleans(), st.sampled_from([None, *Share]))
def test_nobody_who_was_helped_goes_before_a_neighbour_who_never_was(people, quota, one_per_kk, rule):
    placed = choose(people, quota, one_per_kk, rule)
    into = {one.id for one in placed if one.chosen}
    served = {one.id for one in placed if one.reason == SAME_KK}
    left_to_the_rules = [person for person in people if person.preference is None and person.id not in served]
    for waiting in left_to_the_rules:
        if not waiting.helped and waiting.id not in into:
            assert not [one for one in left_to_the_rules if one.helped and one.id in into and one.home == waiting.home]


@given(PEOPLE.filter(len), st.integers(0, 8), st.booleans(), st.data())
def test_who_turns_out_poorer_or_never_helped_does_not_lose_the_package(people, quota, one_per_kk, data):
    at = data.draw(st.integers(0, len(people) - 1))
    needier = [*people[:at], people[at]._replace(helped=False, decile=1), *people[at + 1:]]
    if people[at].id in chosen(people, quota, one_per_kk):
        assert people[at].id in chosen(needier, quota, one_per_kk)


@given(PEOPLE, st.integers(0, 8), st.booleans(), st.sampled_from([None, *Share]), st.randoms())
def test_only_among_equals_does_it_matter_who_was_proposed_earlier(people, quota, one_per_kk, rule, chance):
    different = list({(one.decile, one.helped, one.preference): one for one in people}.values())
    shuffled = chance.sample(different, len(different))
    assert choose(shuffled, quota, one_per_kk, rule) == choose(different, quota, one_per_kk, rule)


def living(kelurahan, number, **more):
    return [Candidate(f"{kelurahan}{at}", kecamatan="Cempaka", kelurahan=kelurahan, decile=1, **more) for at in range(number)]


def test_a_shared_quota_gives_each_kelurahan_its_packages_in_the_same_order_within():
    people = [*living("Palam", 3), *living("Bangkal", 3, helped=True)]
    assert [one.id for one in choose(people, 4, False) if one.chosen] == ["Palam0", "Palam1", "Palam2", "Bangkal0"]
    placed = choose(people, 4, False, Share.KELURAHAN)
    assert [one.id for one in placed if one.chosen] == ["Palam0", "Palam1", "Bangkal0", "Bangkal1"]
    assert [one.id for one in placed if not one.chosen] == ["Palam2", "Bangkal2"]


def test_who_was_put_first_is_taken_before_the_rest_is_shared():
    people = [*living("Palam", 3), *living("Bangkal", 3, preference=Preference.FIRST, reason="kebakaran")]
    assert chosen_by(people, 5) == ["Bangkal0", "Bangkal1", "Bangkal2", "Palam0", "Palam1"]


def chosen_by(people, quota, one_per_kk=False):
    return [one.id for one in choose(people, quota, one_per_kk, Share.KELURAHAN) if one.chosen]


def test_packages_that_a_family_in_two_kelurahan_leaves_over_go_to_the_next_in_order():
    people = [
        Candidate("a", "KK1", 1, kecamatan="Cempaka", kelurahan="Palam"),
        Candidate("b", "KK1", 1, kecamatan="Cempaka", kelurahan="Bangkal"),
        *living("Bangkal", 3),
    ]
    assert chosen_by(people, 4, one_per_kk=True) == ["a", "Bangkal0", "Bangkal1", "Bangkal2"]


@given(PEOPLE, st.integers(0, 8), st.booleans(), st.sampled_from(Share))
def test_no_package_stays_over_that_the_whole_city_could_use(people, quota, one_per_kk, rule):
    used = [sum(one.chosen for one in choose(people, quota, one_per_kk, way)) for way in (None, rule)]
    assert used[0] == used[1]


def row(name="Aminah", nik="6372050101800001"):
    return {"id": "PEN-1", "nik": nik, "name": name}


def test_the_seal_of_a_list_breaks_with_a_name_a_nik_or_the_order():
    other = {"id": "PEN-2", "nik": None, "name": "Badriah"}
    sealed = digest([row(), other])
    assert sealed == digest([row(), other])
    assert len({sealed, digest([row(name="Amina"), other]), digest([row(nik="1"), other]), digest([other, row()])}) == 4
