"""Stage 6: doubles, decisions, the fixed list and its seal, reopening, replacing, the recapitulation."""

import pytest
from cast import KABID, KADIS, RINA, SITI
from distribution_cast import set_stage
from recipients_cast import PEOPLE, get, propose, recapitulating

from services import programmes
from services.domain.schema import HANDOVER, PROGRAMME, RECIPIENT
from services.domain.shares import Share
from services.errors import BadInput, NotAllowed, NotReady, Refused
from services.people import recipients, selection
from services.people.selection import Decision
from services.storage import people
from services.storage.database import create, update


@pytest.fixture
def programme(office, act):
    return recapitulating(office, act)


def proposed(office, programme):
    with office.database.reading() as reader:
        return [one.id for one in selection.proposal(reader, reader.get(PROGRAMME, programme))]


def states(office, programme):
    with office.database.reading() as reader:
        return {row["id"]: row["state"] for row in reader.find(RECIPIENT, programme=programme)}


def listed(office, programme):
    with office.database.reading() as reader:
        return [row["id"] for row in recipients.fixed_list(reader, reader.get(PROGRAMME, programme))]


def hand_over(office, act, programme, recipient):
    office.database.change(act(), "handover", [create(
        HANDOVER, f"SER-{recipient}", programme=programme, recipient=recipient, point="TTK-1", at=act().now,
        officer="Tono", taken_by="Sendiri")])


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
        selection.fix(office, act(), programme)


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


# --- fixing


def test_fixing_brings_everybody_to_the_list_or_the_reserve_in_order(office, act, programme):
    selection.fix(office, act(), programme)
    assert listed(office, programme) == ["PEN-2", "PEN-1"]
    reserve = [get(office, row) for row in ("PEN-3", "PEN-5", "PEN-4")]
    assert [(row["state"], row["rank"]) for row in reserve] == [("Cadangan", 3), ("Cadangan", 4), ("Cadangan", 5)]
    assert get(office, "PEN-2")["reason"] == "belum pernah dibantu, desil 1"
    assert get(office, programme, PROGRAMME)["fixed_at"] == act().now


def test_more_people_put_first_than_there_are_packages_are_refused(office, act, programme):
    selection.decide(office, act(), ["PEN-3", "PEN-4", "PEN-5"], Decision.FIRST, "kebakaran")
    with pytest.raises(NotReady, match="3 orang didahulukan untuk 2 paket"):
        selection.fix(office, act(), programme)


def test_nobody_is_fixed_before_there_are_candidates_or_before_the_stage(office, act):
    programme = recapitulating(office, act, people=())
    with pytest.raises(NotReady, match="calon penerima"):
        selection.fix(office, act(), programme)
    with office.database.reading() as reader:
        stage = programmes.stages(reader, programme)["recap"]["id"]
    set_stage(office, act, stage, "Belum mulai")
    with pytest.raises(Refused, match="belum berjalan"):
        selection.fix(office, act(), programme)


def test_a_list_is_fixed_once_and_a_double_click_does_nothing_more(office, act, programme):
    once = act(operation="OP-FIX")
    selection.fix(office, once, programme)
    selection.fix(office, once, programme)
    with pytest.raises(Refused, match="sudah ditetapkan"):
        selection.fix(office, act(), programme)


class Stopped(Exception):
    pass


def test_a_fixing_that_was_cut_off_is_no_fixed_list_and_can_be_taken_up_again(office, act, programme, monkeypatch):
    monkeypatch.setattr(selection, "CHUNK", 2)
    told, once = [], act(operation="OP-FIX")

    def cut_off(done, of):
        told.append((done, of))
        if done == 4:
            raise Stopped

    with pytest.raises(Stopped):
        selection.fix(office, once, programme, cut_off)
    assert told == [(0, 5), (2, 5), (4, 5)]
    assert get(office, programme, PROGRAMME)["fixed_at"] is None
    assert proposed(office, programme) == ["PEN-2", "PEN-1", "PEN-3", "PEN-5", "PEN-4"]
    selection.decide(office, act(), ["PEN-5"], Decision.FIRST, "kebakaran")
    selection.fix(office, once, programme)
    assert listed(office, programme) == ["PEN-5", "PEN-2"]


def test_a_list_that_changes_while_it_is_fixed_is_not_fixed(office, act, programme):
    def meanwhile(done, _of):
        if not done:
            propose(office, act, programme, ("Ganti", 60, 60, "Palam", "L", 1, False))

    with pytest.raises(Refused, match="berubah sementara"):
        selection.fix(office, act(), programme, meanwhile)
    assert get(office, programme, PROGRAMME)["fixed_at"] is None


def test_nothing_is_decided_about_a_fixed_list(office, act, programme, double):
    selection.keep_only(office, act(), "PEN-1", "nik")
    selection.fix(office, act(), programme)
    with pytest.raises(Refused, match="sudah ditetapkan"):
        selection.decide(office, act(), ["PEN-3"], Decision.FIRST, "alasan")
    with pytest.raises(Refused, match="sudah ditetapkan"):
        selection.keep_only(office, act(), double, "nik")


# --- reopening


def test_the_head_opens_a_list_again_and_everybody_is_a_candidate(office, act, programme):
    selection.decide(office, act(), ["PEN-3"], Decision.FIRST, "kebakaran")
    selection.fix(office, act(), programme)
    programmes.finish(office, act(), programme, "recap")
    selection.reopen(office, act(KADIS), programme, "ada sanggahan warga")
    row = get(office, programme, PROGRAMME)
    assert (row["fixed_at"], row["fixed_digest"]) == (None, None)
    assert row["note"] == "Daftar dibuka kembali 12 Maret 2026: ada sanggahan warga"
    assert set(states(office, programme).values()) == {"Calon"}
    assert get(office, "PEN-3")["reason"] == "kebakaran" and get(office, "PEN-1")["reason"] is None
    with office.database.reading() as reader:
        assert programmes.stages(reader, programme)["recap"]["status"] == "Berjalan"
    selection.fix(office, act(), programme)
    assert listed(office, programme) == ["PEN-3", "PEN-2"]


def test_only_the_head_opens_a_list_and_only_with_a_reason(office, act, programme):
    selection.fix(office, act(), programme)
    with pytest.raises(NotAllowed):
        selection.reopen(office, act(SITI), programme, "alasan")
    with pytest.raises(BadInput):
        selection.reopen(office, act(KADIS), programme, "")


def test_a_list_of_which_somebody_has_received_stays_closed(office, act, programme):
    selection.fix(office, act(), programme)
    hand_over(office, act, programme, "PEN-1")
    with pytest.raises(Refused, match="Sudah ada paket yang diserahkan"):
        selection.reopen(office, act(KADIS), programme, "alasan")


def test_a_list_that_is_not_fixed_is_not_opened(office, act, programme):
    with pytest.raises(Refused, match="belum ditetapkan"):
        selection.reopen(office, act(KADIS), programme, "alasan")


# --- replacing


def test_the_first_of_the_reserve_takes_the_place_and_the_chain_is_kept(office, act, programme):
    selection.fix(office, act(), programme)
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-2", point="TTK-1", slot="08.00–08.30")])
    selection.substitute(office, act(), "PEN-2", "meninggal dunia")
    assert listed(office, programme) == ["PEN-3", "PEN-1"]
    gone, new = get(office, "PEN-2"), get(office, "PEN-3")
    assert (gone["state"], gone["reason"]) == ("Diganti", "meninggal dunia")
    assert (new["replaces"], new["rank"], new["point"], new["slot"]) == ("PEN-2", 1, "TTK-1", "08.00–08.30")
    assert new["reason"] == "menggantikan: meninggal dunia"


def test_a_family_that_is_served_gets_no_second_package_by_a_replacement(office, act):
    programme = recapitulating(office, act, PEOPLE[:3] + PEOPLE[4:], one_per_kk=True, quota=3)
    selection.fix(office, act(), programme)
    with pytest.raises(Refused, match="Cadangan sudah habis"):
        selection.substitute(office, act(), "PEN-4", "pindah kota")
    selection.substitute(office, act(), "PEN-2", "pindah kota")  # the other of that family may take the place
    assert listed(office, programme) == ["PEN-1", "PEN-3", "PEN-4"]


def test_who_has_received_or_is_not_on_the_list_is_not_replaced(office, act, programme):
    with pytest.raises(Refused, match="tidak ada di daftar"):
        selection.substitute(office, act(), "PEN-2", "alasan")
    selection.fix(office, act(), programme)
    hand_over(office, act, programme, "PEN-2")
    with pytest.raises(Refused, match="sudah menerima"):
        selection.substitute(office, act(), "PEN-2", "alasan")
    with pytest.raises(BadInput):
        selection.substitute(office, act(), "PEN-1", "")


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
    selection.fix(office, act(), programme)
    assert listed(office, programme) == ["PEN-2", "PEN-3"]
    with pytest.raises(Refused, match="sudah ditetapkan"):
        selection.share(office, act(), programme, None, "kembali ke satu daftar")


def test_the_whole_city_as_one_list_again(office, act, programme):
    selection.share(office, act(), programme, Share.KELURAHAN, "setiap kelurahan terwakili")
    selection.share(office, act(), programme, None, "kuota kecil")
    assert proposed(office, programme)[:2] == ["PEN-2", "PEN-1"]


def test_with_a_shared_quota_who_replaces_comes_from_the_same_kelurahan(office, act, programme):
    selection.share(office, act(), programme, Share.KELURAHAN, "setiap kelurahan terwakili")
    selection.fix(office, act(), programme)
    selection.substitute(office, act(), "PEN-3", "pindah")
    assert listed(office, programme) == ["PEN-2", "PEN-4"]
