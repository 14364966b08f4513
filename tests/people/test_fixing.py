"""Stage 6: the list fixed and sealed, opened again, and somebody of it replaced."""

import pytest
from cast import KADIS, SITI
from distribution_cast import set_stage
from recipients_cast import PEOPLE, get, hand_over, listed, propose, proposed, recapitulating, states

from services import programmes
from services.domain.schema import PROGRAMME, RECIPIENT
from services.domain.shares import Share
from services.errors import BadInput, NotAllowed, NotReady, Refused
from services.people import fixing, selection
from services.people.selection import Decision
from services.storage.database import update


@pytest.fixture
def programme(office, act):
    return recapitulating(office, act)


def test_fixing_brings_everybody_to_the_list_or_the_reserve_in_order(office, act, programme):
    fixing.fix(office, act(), programme)
    assert listed(office, programme) == ["PEN-2", "PEN-1"]
    reserve = [get(office, row) for row in ("PEN-3", "PEN-5", "PEN-4")]
    assert [(row["state"], row["rank"]) for row in reserve] == [("Cadangan", 3), ("Cadangan", 4), ("Cadangan", 5)]
    assert get(office, "PEN-2")["reason"] == "belum pernah dibantu, desil 1"
    assert get(office, programme, PROGRAMME)["fixed_at"] == act().now


def test_more_people_put_first_than_there_are_packages_are_refused(office, act, programme):
    selection.decide(office, act(), ["PEN-3", "PEN-4", "PEN-5"], Decision.FIRST, "kebakaran")
    with pytest.raises(NotReady, match="3 orang didahulukan untuk 2 paket"):
        fixing.fix(office, act(), programme)


def test_nobody_is_fixed_before_there_are_candidates_or_before_the_stage(office, act):
    programme = recapitulating(office, act, people=())
    with pytest.raises(NotReady, match="calon penerima"):
        fixing.fix(office, act(), programme)
    with office.database.reading() as reader:
        stage = programmes.stages(reader, programme)["recap"]["id"]
    set_stage(office, act, stage, "Belum mulai")
    with pytest.raises(Refused, match="belum berjalan"):
        fixing.fix(office, act(), programme)


def test_a_list_is_fixed_once_and_a_double_click_does_nothing_more(office, act, programme):
    once = act(operation="OP-FIX")
    fixing.fix(office, once, programme)
    fixing.fix(office, once, programme)
    with pytest.raises(Refused, match="sudah ditetapkan"):
        fixing.fix(office, act(), programme)


class Stopped(Exception):
    pass


def test_a_fixing_that_was_cut_off_is_no_fixed_list_and_can_be_taken_up_again(office, act, programme, monkeypatch):
    monkeypatch.setattr(fixing, "CHUNK", 2)
    told, once = [], act(operation="OP-FIX")

    def cut_off(done, of):
        told.append((done, of))
        if done == 4:
            raise Stopped

    with pytest.raises(Stopped):
        fixing.fix(office, once, programme, cut_off)
    assert told == [(0, 5), (2, 5), (4, 5)]
    assert get(office, programme, PROGRAMME)["fixed_at"] is None
    assert proposed(office, programme) == ["PEN-2", "PEN-1", "PEN-3", "PEN-5", "PEN-4"]
    selection.decide(office, act(), ["PEN-5"], Decision.FIRST, "kebakaran")
    fixing.fix(office, once, programme)
    assert listed(office, programme) == ["PEN-5", "PEN-2"]


def test_a_list_that_changes_while_it_is_fixed_is_not_fixed(office, act, programme):
    def meanwhile(done, _of):
        if not done:
            propose(office, act, programme, ("Ganti", 60, 60, "Palam", "L", 1, False))

    with pytest.raises(Refused, match="berubah sementara"):
        fixing.fix(office, act(), programme, meanwhile)
    assert get(office, programme, PROGRAMME)["fixed_at"] is None


# --- reopening


def test_the_head_opens_a_list_again_and_everybody_is_a_candidate(office, act, programme):
    selection.decide(office, act(), ["PEN-3"], Decision.FIRST, "kebakaran")
    fixing.fix(office, act(), programme)
    programmes.finish(office, act(), programme, "recap")
    fixing.reopen(office, act(KADIS), programme, "ada sanggahan warga")
    row = get(office, programme, PROGRAMME)
    assert (row["fixed_at"], row["fixed_digest"]) == (None, None)
    assert row["note"] == "Daftar dibuka kembali 12 Maret 2026: ada sanggahan warga"
    assert set(states(office, programme).values()) == {"Calon"}
    assert get(office, "PEN-3")["reason"] == "kebakaran" and get(office, "PEN-1")["reason"] is None
    with office.database.reading() as reader:
        assert programmes.stages(reader, programme)["recap"]["status"] == "Berjalan"
    fixing.fix(office, act(), programme)
    assert listed(office, programme) == ["PEN-3", "PEN-2"]


def test_only_the_head_opens_a_list_and_only_with_a_reason(office, act, programme):
    fixing.fix(office, act(), programme)
    with pytest.raises(NotAllowed):
        fixing.reopen(office, act(SITI), programme, "alasan")
    with pytest.raises(BadInput):
        fixing.reopen(office, act(KADIS), programme, "")


def test_a_list_of_which_somebody_has_received_stays_closed(office, act, programme):
    fixing.fix(office, act(), programme)
    hand_over(office, act, programme, "PEN-1")
    with pytest.raises(Refused, match="Sudah ada paket yang diserahkan"):
        fixing.reopen(office, act(KADIS), programme, "alasan")


def test_a_list_that_is_not_fixed_is_not_opened(office, act, programme):
    with pytest.raises(Refused, match="belum ditetapkan"):
        fixing.reopen(office, act(KADIS), programme, "alasan")


# --- replacing


def test_the_first_of_the_reserve_takes_the_place_and_the_chain_is_kept(office, act, programme):
    fixing.fix(office, act(), programme)
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-2", point="TTK-1", slot="08.00–08.30")])
    fixing.substitute(office, act(), "PEN-2", "meninggal dunia")
    assert listed(office, programme) == ["PEN-3", "PEN-1"]
    gone, new = get(office, "PEN-2"), get(office, "PEN-3")
    assert (gone["state"], gone["reason"]) == ("Diganti", "meninggal dunia")
    assert (new["replaces"], new["rank"], new["point"], new["slot"]) == ("PEN-2", 1, "TTK-1", "08.00–08.30")
    assert new["reason"] == "menggantikan: meninggal dunia"


def test_a_family_that_is_served_gets_no_second_package_by_a_replacement(office, act):
    programme = recapitulating(office, act, PEOPLE[:3] + PEOPLE[4:], one_per_kk=True, quota=3)
    fixing.fix(office, act(), programme)
    with pytest.raises(Refused, match="Cadangan sudah habis"):
        fixing.substitute(office, act(), "PEN-4", "pindah kota")
    fixing.substitute(office, act(), "PEN-2", "pindah kota")  # the other of that family may take the place
    assert listed(office, programme) == ["PEN-1", "PEN-3", "PEN-4"]


def test_who_has_received_or_is_not_on_the_list_is_not_replaced(office, act, programme):
    with pytest.raises(Refused, match="tidak ada di daftar"):
        fixing.substitute(office, act(), "PEN-2", "alasan")
    fixing.fix(office, act(), programme)
    hand_over(office, act, programme, "PEN-2")
    with pytest.raises(Refused, match="sudah menerima"):
        fixing.substitute(office, act(), "PEN-2", "alasan")
    with pytest.raises(BadInput):
        fixing.substitute(office, act(), "PEN-1", "")


def test_with_a_shared_quota_who_replaces_comes_from_the_same_kelurahan(office, act, programme):
    selection.share(office, act(), programme, Share.KELURAHAN, "setiap kelurahan terwakili")
    fixing.fix(office, act(), programme)
    fixing.substitute(office, act(), "PEN-3", "pindah")
    assert listed(office, programme) == ["PEN-2", "PEN-4"]


def test_who_replaced_somebody_may_be_replaced_and_the_chain_goes_back_to_the_first(office, act, programme):
    fixing.fix(office, act(), programme)
    fixing.substitute(office, act(), "PEN-2", "meninggal dunia")
    fixing.substitute(office, act(), "PEN-3", "pindah kota")
    assert listed(office, programme) == ["PEN-5", "PEN-1"]
    assert [get(office, row)["replaces"] for row in ("PEN-5", "PEN-3", "PEN-2")] == ["PEN-3", "PEN-2", None]
