"""Doubles across agencies, programmes and years, and decisions that are remembered."""

from datetime import date

import pytest
from cast import RINA, SITI

from services import programmes
from services.domain.schema import DECISION, RECIPIENT
from services.domain.states import Verdict
from services.errors import NotAllowed, Refused
from services.people import doubles
from services.storage import state
from services.storage.database import create, delete, update

VALUES = {"name": "Bansos 2026", "year": 2026, "quota": 10}
SAMSUDIN = {
    "name": "Samsudin", "nik": "6372010503849001", "no_kk": "6372010101089001", "birth_date": date(1984, 3, 5),
    "address": "Jalan Contoh No. 5", "kelurahan": "Palam", "state": "Calon",
}
DOUBLE = SAMSUDIN | {"name": "H. Syamsuddin", "nik": "6372050503849007", "no_kk": "6372050101159002"}
WIFE = SAMSUDIN | {"name": "Rusmini", "nik": "6372014809869001", "birth_date": date(1986, 9, 8)}


@pytest.fixture
def programme(office, act):
    return programmes.start(office, act(), VALUES)


@pytest.fixture
def earlier(office, act):
    return programmes.start(office, act(), VALUES | {"name": "Bansos 2025", "year": 2025})


def add(office, act, programme, **people):
    rows = [create(RECIPIENT, row, programme=programme, **values) for row, values in people.items()]
    office.database.change(act(SITI), "recipients", rows)


def ids(pairs):
    return [pair[:2] for pair in pairs]


def open_pairs(office, programme):
    with office.database.reading() as reader:
        return doubles.search(office, programme).without(doubles.verdicts(reader))


def test_likeness_is_found_across_programmes_and_years(office, act, programme, earlier):
    add(office, act, earlier, OLD=SAMSUDIN)
    add(office, act, programme, NEW=DOUBLE)
    assert ids(doubles.search(office, programme).alike) == [("NEW", "OLD")]


def test_the_same_nik_and_the_same_family_are_told_apart(office, act, programme):
    add(office, act, programme, A=SAMSUDIN, B=SAMSUDIN, C=WIFE)
    found = doubles.search(office, programme)
    assert (ids(found.nik), ids(found.no_kk), found.alike) == ([("A", "B")], [("A", "C")], ())


def test_the_same_nik_in_another_year_is_only_asked_about_under_another_name(office, act, programme, earlier):
    add(office, act, earlier, OLD=SAMSUDIN, OTHER=WIFE)
    add(office, act, programme, NEW=SAMSUDIN, WRONG=WIFE | {"name": "Hamdani"})
    assert ids(doubles.search(office, programme).nik) == [("WRONG", "OTHER")]


def test_who_was_dropped_is_no_double(office, act, programme):
    add(office, act, programme, A=SAMSUDIN, B=DOUBLE)
    office.database.change(act(SITI), "recipients", [update(RECIPIENT, "B", state="Gugur")])
    assert doubles.search(office, programme) == doubles.Found()


def test_a_decided_pair_is_not_asked_again_not_even_for_new_rows_of_the_same_people(office, act, programme, earlier):
    add(office, act, earlier, A=SAMSUDIN, B=DOUBLE)
    (pair,) = open_pairs(office, earlier).alike
    doubles.decide(office, act(), pair, Verdict.DIFFERENT)
    assert open_pairs(office, earlier) == doubles.Found()
    office.database.change(act(SITI), "recipients", [delete(RECIPIENT, "A"), delete(RECIPIENT, "B")])
    add(office, act, programme, C=SAMSUDIN, D=DOUBLE)
    assert doubles.search(office, programme).alike and open_pairs(office, programme) == doubles.Found()


def test_a_decision_about_one_nik_on_two_rows_holds_for_these_rows_alone(office, act, programme):
    add(office, act, programme, A=SAMSUDIN, B=SAMSUDIN, C=SAMSUDIN)
    first, second = open_pairs(office, programme).nik
    doubles.decide(office, act(), first, Verdict.SAME)
    assert open_pairs(office, programme).nik == (second,)


def test_a_decision_keeps_its_reasons_without_personal_data_and_can_be_taken_back(office, act, programme):
    add(office, act, programme, A=SAMSUDIN, B=DOUBLE)
    (pair,) = open_pairs(office, programme).alike
    doubles.decide(office, act(), pair, Verdict.SAME)
    with office.database.reading() as reader:
        (row,) = reader.find(DECISION)
        assert doubles.decided_pairs(reader, programme) == [pair]
        assert doubles.compared(reader, [pair])[0].decision["id"] == row["id"]
    assert row["reason"].startswith("nama mirip, tanggal lahir sama") and "Samsudin" not in row["reason"]
    doubles.take_back(office, act(), row["id"])
    assert open_pairs(office, programme).alike == (pair,)
    doubles.decide(office, act(), pair, Verdict.DIFFERENT)


def test_two_people_deciding_at_once_are_not_overheard(office, act, programme):
    add(office, act, programme, A=SAMSUDIN, B=DOUBLE)
    (pair,) = open_pairs(office, programme).alike
    doubles.decide(office, act(), pair, Verdict.SAME)
    with pytest.raises(Refused):
        doubles.decide(office, act(), pair, Verdict.DIFFERENT)


def test_a_reader_decides_nothing(office, act, programme):
    add(office, act, programme, A=SAMSUDIN, B=DOUBLE)
    (pair,) = open_pairs(office, programme).alike
    with pytest.raises(NotAllowed):
        doubles.decide(office, act(RINA), pair, Verdict.SAME)


def test_side_by_side_marks_what_differs_and_hides_the_digits(office, act, programme):
    add(office, act, programme, A=SAMSUDIN, B=SAMSUDIN | {"name": "Syamsudin", "nik": "6372010603849001"})
    with office.database.reading() as reader:
        (shown,) = doubles.compared(reader, doubles.search(office, programme).alike)
    lines = {line.header: line for line in shown.lines}
    assert [piece for piece, differs in lines["Nama"].right if differs] == ["y"]
    assert "".join(piece for piece, _ in lines["NIK"].left) == "637201******9001"
    assert [piece for piece, differs in lines["NIK"].left if differs] == ["*"]
    assert "Jenis Kelamin" not in lines  # nobody's is known


def known(office, programme):
    with office.database.reading() as reader:
        return doubles.looked(reader, programme)


def test_what_was_found_is_known_until_recipients_change_and_decisions_do_not_count(office, act, clock, programme):
    add(office, act, programme, A=SAMSUDIN, B=DOUBLE)
    assert known(office, programme) is None
    doubles.look(office, programme, clock.now)
    assert (known(office, programme).at, known(office, programme).since) == (clock.now, None)
    assert known(office, programme).found == doubles.search(office, programme)
    doubles.decide(office, act(SITI), doubles.search(office, programme).alike[0], Verdict.SAME)
    assert known(office, programme).since is None
    add(office, act, programme, C=WIFE)
    assert known(office, programme).since == clock.now


def test_who_is_out_since_the_search_is_not_asked_about(office, act, clock, programme):
    add(office, act, programme, A=SAMSUDIN, B=DOUBLE)
    doubles.look(office, programme, clock.now)
    office.database.change(act(SITI), "recipients", [delete(RECIPIENT, "B")])
    assert known(office, programme).found.alike == ()


def test_no_nik_is_kept_with_what_was_found(office, act, clock, programme):
    add(office, act, programme, A=SAMSUDIN, B=DOUBLE)
    doubles.look(office, programme, clock.now)
    assert SAMSUDIN["nik"] not in str(state.note(office.database, f"doubles {programme}"))



def test_a_pair_says_how_alike_it_is_or_else_which_number_both_have(office, act, programme, earlier):
    add(office, act, programme, A=SAMSUDIN, B=SAMSUDIN | {"name": "Galuh"}, C=WIFE)
    add(office, act, earlier, D=DOUBLE)
    found = doubles.search(office, programme)
    with office.database.reading() as reader:
        said = [one.headline for one in doubles.compared(reader, [*found.nik, *found.no_kk, *found.alike])]
    assert said[0] == "NIK sama" and set(said[1:-1]) == {"No. KK sama"} and said[-1].endswith("% mirip")
