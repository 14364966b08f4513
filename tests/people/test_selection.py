"""Stage 6: doubles, decisions, and the quota shared over the kelurahan."""

import pytest
from cast import KABID, RINA
from recipients_cast import PEOPLE, get, hand_over, listed, propose, proposed, recapitulating, states

from services.domain.schema import HANDOVER, PROGRAMME
from services.domain.shares import Share
from services.errors import BadInput, NotAllowed, NotReady, Refused
from services.people import fixing, selection
from services.people.selection import Decision
from services.storage import people
from services.storage.database import update


@pytest.fixture
def programme(office, act):
    return recapitulating(office, act)


# --- doubles


@pytest.fixture
def double(office, act, programme):
    """Aminah was sent by a second agency too."""
    propose(office, act, programme, ("Aminnah", 1, 9, "Palam", "P", 2, False), agency="INS-PKH")
    return "PEN-6"


def doubles(office, programme, field):
    with office.database.reading() as reader:
        return [[row["id"] for row in group] for group in people.doubles(reader, programme, field, 20)]


def test_the_same_nik_and_the_same_kk_are_found_across_agencies(office, programme, double):
    assert doubles(office, programme, "nik") == [["PEN-1", double]]
    assert doubles(office, programme, "no_kk") == [["PEN-1", "PEN-2"]]


def test_keeping_one_of_two_drops_the_other_with_the_reason(office, act, programme, double):
    selection.keep_only(office, act(), "PEN-1", "nik")
    dropped = get(office, double)
    assert (dropped["state"], dropped["reason"]) == ("Gugur", "NIK ganda; dipakai baris dari Kelurahan Palam")
    assert doubles(office, programme, "nik") == [] and get(office, "PEN-1")["state"] == "Calon"


def test_of_many_doubles_who_came_first_stays_in_one_act(office, act, programme, double):
    propose(office, act, programme, ("Contoh", 3, 3, "Palam", "L", 1, False), ("Contoh", 3, 3, "Palam", "L", 1, False))
    selection.keep_first(office, act(), programme, "nik")
    out = [row for row, state in states(office, programme).items() if state == "Gugur"]
    assert out == [double, "PEN-7", "PEN-8"] and doubles(office, programme, "nik") == []


def test_the_same_person_of_another_programme_is_no_double(office, act, programme):
    recapitulating(office, act, PEOPLE, name="Lain")
    assert doubles(office, programme, "nik") == []


def test_a_list_with_an_open_double_is_not_fixed(office, act, programme, double):
    with pytest.raises(NotReady, match="putusan atas 1 NIK ganda"):
        fixing.fix(office, act(), programme)


# --- decisions


def test_the_rules_propose_never_helped_first_then_decile_then_order(office, programme):
    assert proposed(office, programme) == ["PEN-2", "PEN-1", "PEN-3", "PEN-5", "PEN-4"]


def test_who_received_in_an_earlier_programme_comes_later_unless_it_was_cancelled(office, act, programme):
    before = recapitulating(office, act, PEOPLE[1:2], name="Paket 2025")
    hand_over(office, act, before, "PEN-6")
    assert proposed(office, programme)[-2:] == ["PEN-2", "PEN-4"]
    office.database.change(act(), "handover", [update(HANDOVER, "SER-PEN-6", cancelled_at=act().now)])
    assert proposed(office, programme)[0] == "PEN-2"


def test_one_package_a_family_is_a_matter_of_the_programme(office, act):
    programme = recapitulating(office, act, one_per_kk=True)
    assert proposed(office, programme) == ["PEN-2", "PEN-3", "PEN-5", "PEN-4", "PEN-1"]


@pytest.mark.parametrize(("decision", "at"), [(Decision.FIRST, 0), (Decision.RESERVE, 4), (Decision.DROP, None)])
def test_a_person_decides_before_the_rules_and_may_take_it_back(office, act, programme, decision, at):
    before = proposed(office, programme)
    selection.decide(office, act(KABID), ["PEN-3"], decision, "hasil verifikasi lapangan")
    now = proposed(office, programme)
    assert (now.index("PEN-3") if at is not None else None) == at
    assert ("PEN-3" in now) == (at is not None) and get(office, "PEN-3")["reason"] == "hasil verifikasi lapangan"
    selection.decide(office, act(), ["PEN-3"], Decision.RULES)
    assert proposed(office, programme) == before and get(office, "PEN-3")["reason"] is None


def test_a_decision_without_a_reason_is_refused(office, act, programme):
    with pytest.raises(BadInput, match="Tulis alasannya"):
        selection.decide(office, act(), ["PEN-3"], Decision.FIRST, " ")


def test_an_auditor_decides_nothing(office, act, programme):
    with pytest.raises(NotAllowed):
        selection.decide(office, act(RINA), ["PEN-3"], Decision.FIRST, "alasan")


def test_nothing_is_decided_about_a_fixed_list(office, act, programme, double):
    selection.keep_only(office, act(), "PEN-1", "nik")
    fixing.fix(office, act(), programme)
    with pytest.raises(Refused, match="sudah ditetapkan"):
        selection.decide(office, act(), ["PEN-3"], Decision.FIRST, "alasan")
    with pytest.raises(Refused, match="sudah ditetapkan"):
        selection.keep_only(office, act(), double, "nik")


# --- the quota shared over the kelurahan


def test_two_ways_of_sharing_are_compared_place_by_place(office, programme):
    with office.database.reading() as reader:
        found = selection.compare(reader, reader.get(PROGRAMME, programme), None, Share.KELURAHAN)
    assert {home.kelurahan: numbers for home, numbers in found.items()} == {
        "Palam": (2, (2, 1)), "Kemuning": (2, (0, 1)), None: (1, (0, 0))}


def test_the_proposal_and_the_list_obey_the_chosen_way_and_its_reason_is_kept(office, act, programme):
    with pytest.raises(BadInput, match="Tulis alasannya"):
        selection.share(office, act(), programme, Share.KELURAHAN, " ")
    selection.share(office, act(), programme, Share.KELURAHAN, "setiap kelurahan terwakili")
    assert get(office, programme, PROGRAMME)["share_reason"] == "setiap kelurahan terwakili"
    assert proposed(office, programme)[:2] == ["PEN-2", "PEN-3"]
    fixing.fix(office, act(), programme)
    assert listed(office, programme) == ["PEN-2", "PEN-3"]
    with pytest.raises(Refused, match="sudah ditetapkan"):
        selection.share(office, act(), programme, None, "kembali ke satu daftar")


def test_the_whole_city_as_one_list_again(office, act, programme):
    selection.share(office, act(), programme, Share.KELURAHAN, "setiap kelurahan terwakili")
    selection.share(office, act(), programme, None, "kuota kecil")
    assert proposed(office, programme)[:2] == ["PEN-2", "PEN-1"]
