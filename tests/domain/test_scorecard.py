"""Scorecards, and a corrected list matched to the one before it, row by row."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.domain import findings, quality
from services.domain.quality import Outcome
from services.domain.workbook import Entry, Fault

TODAY = date(2026, 3, 12)


def person(row, name="Rusmini", nik="6372014809869001", born=date(1986, 9, 8), faults=None, **values):
    given_ = {"name": name, "nik": nik, "birth_date": born, **values}
    return Entry("Usulan", (row,), given_, faults or {}, {"nik": 1, "name": 2}, False)


def checked(*entries):
    return list(zip(entries, findings.check(entries, TODAY), strict=True))


DAMAGED = {"nik": Fault("rusak", "6,37201E+15")}
FULL = {"no_kk": "6372010101089001", "address": "Jalan Contoh 1", "kelurahan": "Palam"}


def outcomes(before, now):
    return [match.outcome for match in quality.returned(before, now).matches]


def test_a_scorecard_counts_people_and_kinds_of_faults():
    card = quality.score(checked(
        person(7, **FULL), person(8, nik=None, faults=DAMAGED), person(9), person(10, nik="6301014809869001")))
    assert (card.read, card.complete, card.faulty, card.valid, card.doubtful, card.doubles) == (4, 1, 2, 2, 1, 1)
    assert card.kinds == {"nik_rusak": 1, "nik_ganda": 1, "nik_prefix_luar": 1}


def test_an_empty_list_has_an_empty_scorecard():
    assert quality.score([]) == quality.Scorecard()


def test_a_damaged_nik_that_came_back_right_is_found_by_its_row_and_name():
    assert outcomes(checked(person(7, nik=None, faults=DAMAGED)), checked(person(7))) == [Outcome.CORRECTED]


def test_a_row_that_moved_is_found_by_name_and_birth_date():
    before = checked(person(7, nik=None, faults=DAMAGED), person(8, "Hamdani", "6372010503849001", date(1984, 3, 5)))
    now = checked(person(5, "Hamdani", "6372010503849001", date(1984, 3, 5)), person(6))
    assert outcomes(before, now) == [Outcome.SAME, Outcome.CORRECTED]


def test_another_person_in_the_same_row_is_not_taken_for_the_one_before():
    now = checked(person(7, "Hamdani", "6372010503849001", date(1984, 3, 5)))
    result = quality.returned(checked(person(7)), now)
    assert [match.outcome for match in result.matches] == [Outcome.NEW] and len(result.gone) == 1
    assert not result.same_list


def test_what_changed_is_told_and_what_is_gone_changes_nothing():
    result = quality.returned(checked(person(7, **FULL)), checked(person(7, "RUSMINI H.", **FULL | {"address": None})))
    (match,) = result.matches
    assert (match.outcome, match.changes) == (Outcome.CHANGED, {"name": "RUSMINI H."})


def test_still_wrong_is_still_wrong():
    before = checked(person(7, nik=None, faults=DAMAGED))
    assert outcomes(before, before) == [Outcome.STILL]


people = st.builds(
    person, st.integers(1, 9), st.sampled_from(["Rusmini", "Hamdani", "Galuh"]),
    st.sampled_from(["6372014809869001", "6372010503849001"]), st.sampled_from([None, date(1986, 9, 8)]))


@given(st.lists(people, max_size=6), st.lists(people, max_size=6))
def test_everybody_is_matched_once_or_gone_or_new(before, now):
    before, now = checked(*before), checked(*now)
    result = quality.returned(before, now)
    used = [id(match.before) for match in result.matches if match.before]
    assert len(used) == len(set(used)) and len(used) + len(result.gone) == len(before)
    assert [match.now for match in result.matches] == now


@given(st.lists(people, max_size=6, unique_by=lambda entry: entry.rows))
def test_the_same_list_again_leaves_nobody_out(entries):
    result = quality.returned(checked(*entries), checked(*entries))
    assert not result.gone and all(match.before is not None and not match.changes for match in result.matches)


def test_every_kind_of_fault_has_a_name_on_the_scorecard():
    assert set(quality.WORDS) == {rule.code for rule in findings.RULES if rule.severity != "hint"}
