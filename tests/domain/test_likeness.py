"""Which pairs a person is asked about: made-up pairs whose truth is known, and what holds for any two people."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain import pairing
from services.domain.likeness import LIKELY, Person, compare, differing
from services.domain.pairing import pairs

HOME = Person("a", "Samsudin", "6372010503849001", "6372010101089001", date(1984, 3, 5), "Jalan Contoh No. 5", "Palam", "P")
MOVED = {"no_kk": "6372050101159002", "address": "Gang Umpama 77 Blok C", "kelurahan": "Kemuning"}


def other(**changes) -> Person:
    return replace(HOME, id="b", **changes)


ONE_PERSON = {
    "spelt otherwise": other(name="H. Syamsuddin"),
    "spelt otherwise and moved, with a second NIK": other(name="Sjamsoeddin", nik="6372050503849007", **MOVED),
    "one digit of the NIK and of the birth date wrong": other(nik="6372010503849011", birth_date=date(1984, 3, 6)),
    "day and month exchanged": other(birth_date=date(1984, 5, 3), nik="6372010305849001"),
    "no birth date and no KK": other(birth_date=None, no_kk=None, name="Samsuddin"),
    "the father named behind": other(name="Samsudin bin H. Jamhari", nik="6372050503849007"),
    "two letters exchanged": other(name="Syasmudin", nik="6372050503849007"),
    "one name left out": other(name="Muhammad Samsudin Rahmat", nik="6372010503849002"),
}
TWO_PEOPLE = {
    "wife": other(name="Rusmini", nik="6372014809869001", birth_date=date(1986, 9, 8)),
    "son": other(name="Rahmat Samsudin", nik="6372011207109001", birth_date=date(2010, 7, 12)),
    "twin": other(name="Hasan", nik="6372010503849002"),
    "same name elsewhere": other(nik="6301011112709001", birth_date=date(1970, 12, 11), **MOVED),
    "born the same day": other(name="Galuh Rekaan", nik="6372050503849007", **MOVED),
}


@pytest.mark.parametrize("double", ONE_PERSON.values(), ids=ONE_PERSON.keys())
def test_a_person_entered_twice_is_asked_about(double):
    assert compare(HOME, double).score >= LIKELY
    assert len(pairs([HOME, double], "P")) == (HOME.nik != double.nik)


@pytest.mark.parametrize("stranger", TWO_PEOPLE.values(), ids=TWO_PEOPLE.keys())
def test_family_and_namesakes_are_not_asked_about(stranger):
    assert compare(HOME, stranger).score < LIKELY


MEANT = {  # a name of one list and of another, written for one person and for two
    True: [("Muhammad Rizky Ramadhan", "M. Riski Romadhon"), ("Siti Nor Halimah", "S. Nurhalimah"), ("A. Wahid", "Abdul Wahid"),
           ("Akhmad Zaini", "A. Jaini"), ("Hj. Rabiatul Adawiyah", "Robiatul Adawiah"), ("Ardiansyah", "Ardian Sjah"),
           ("Rahmat Hidayat", "Hidayat Rahmad"), ("Ernawati", "Irnawati"), ("Muhammad Arif Rahman", "M. Arief R."),
           ("Dzulkifli", "Julkipli"), ("Yuliana", "Juliana"), ("Sarbini", "Sarbini bin Anang"), ("Zainal Abidin", "Jainal Abidn")],
    False: [("Muhammad Hasan", "Muhammad Husin"), ("Ahmad Fauzi", "Ahmad Fauzan"), ("Rina", "Rini"), ("Siti Aminah", "Siti Aisyah"),
            ("Nurhayati", "Nurjanah"), ("Muhammad Yani", "Ahmad Yani"), ("Rizky Aditya", "Rizky Pratama"),
            ("Abdul Wahid", "Abdul Wahab"), ("A. Wahid", "A. Rahman"), ("Siti", "Siti Aminah"), ("Gusti Noor", "Gusti Ali")],
}  # fmt: skip


@pytest.mark.parametrize(("one", "another"), MEANT[True])
def test_one_name_written_in_two_ways_is_asked_about_where_the_birth_date_and_the_kelurahan_agree(one, another):
    first = replace(HOME, name=one, no_kk=None)
    assert compare(first, other(name=another, no_kk=None, nik="6371020503840077", address="Jl Contoh 5")).score >= LIKELY


@pytest.mark.parametrize(("one", "another"), MEANT[False])
def test_twins_are_not_asked_about_although_all_but_their_names_agrees(one, another):
    assert compare(replace(HOME, name=one), other(name=another, nik="6372010503849002")).score < LIKELY


def test_a_score_says_its_reasons_in_words():
    said = [str(reason) for reason in compare(HOME, other(name="Syamsuddin", nik="6372010503849011", kelurahan=None)).reasons]
    assert said == ["nama mirip: Samsudin / Syamsuddin", "tanggal lahir sama", "No. KK sama", "NIK beda 1 angka", "alamat sama"]


people = st.builds(
    Person, id=st.uuids().map(str),
    name=st.sampled_from(["Samsudin", "Syamsuddin", "Siti Aminah", "Aminah", "M. Nur", "Muhammad Noor", "H.", "?"]),
    nik=st.none() | st.sampled_from(["6372010503849001", "6372010503849011", "6372054503849001", "6372019999999999"]),
    no_kk=st.none() | st.sampled_from(["6372010101089001", "6372010101089002"]),
    birth_date=st.none() | st.dates(date(1984, 1, 1), date(1984, 3, 1)),
    address=st.none() | st.sampled_from(["Jalan Contoh 5", "Jl. Contoh No. 5"]),
    kelurahan=st.none() | st.sampled_from(["Palam", "Kemuning"]), programme=st.sampled_from(["P", "Q"]),
)


@given(people, people)
def test_likeness_is_symmetric_and_between_nothing_and_one(one, two):
    assert compare(one, two).score == pytest.approx(compare(two, one).score)
    assert 0 <= compare(one, two).score <= 1


@given(people)
def test_a_person_is_wholly_like_himself(person):
    assert compare(person, replace(person, id="again")).score == 1


@given(st.lists(people, max_size=12))
def test_blocks_lose_no_likely_pair_that_shares_a_birth_date_or_family(crowd):
    found = {frozenset((pair.one.id, pair.other.id)) for pair in pairs(crowd, "P")}
    for one, two in combinations(crowd, 2):
        near = (one.born and one.born == two.born) or (one.no_kk and one.no_kk == two.no_kk)
        asked = "P" in (one.programme, two.programme) and (one.nik is None or one.nik != two.nik)
        if near and asked and compare(one, two).score >= LIKELY:
            assert frozenset((one.id, two.id)) in found


def test_pairs_within_other_programmes_are_not_asked_about():
    assert pairs([HOME, ONE_PERSON["one name left out"]], "another") == []


@given(st.text(max_size=20), st.text(max_size=20))
def test_marked_pieces_give_the_texts_back_and_what_is_not_marked_is_common(one, two):
    left, right = differing(one, two)
    assert ("".join(piece for piece, _ in left), "".join(piece for piece, _ in right)) == (one, two)
    common = ["".join(piece for piece, differs in side if not differs).casefold() for side in (left, right)]
    assert common[0] == common[1]


def test_equal_texts_have_no_marks():
    assert differing("Samsudin", "SAMSUDIN") == ((("Samsudin", False),), (("SAMSUDIN", False),))


def test_few_comparisons_are_made_in_a_large_crowd(monkeypatch):
    crowd = [
        replace(HOME, id=f"{n:05}", name=f"Warga{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}", no_kk=f"{n:016}",
                nik=None, birth_date=date(1950, 1, 1) + timedelta(days=n * 13), kelurahan=f"K{n % 20}")
        for n in range(2_000)
    ]
    compared = []
    monkeypatch.setattr(pairing, "name_likeness", lambda one, two: compared.append(1) or 0)
    pairs(crowd, "P")
    assert len(compared) < len(crowd) * 4  # each with each would be two million


def test_a_block_of_thousands_is_compared_among_neighbours_by_name():
    crowd = [Person(f"P{at}", f"Orang {at:05}", no_kk="0" * 16, programme="P") for at in range(2_000)]
    assert sum(1 for _ in pairing._to_compare(crowd, "P")) <= len(crowd) * pairing.LARGEST / 2
