"""Who goes where and when: points by kelurahan, slots that are kept, a code for everybody."""

import pytest
from cast import RINA, TONO
from distribution_cast import codes, distribution, planned

from services.distribution import handovers, placing, points
from services.domain.schema import RECIPIENT
from services.errors import NotAllowed, Refused
from services.storage.database import update


@pytest.fixture
def programme(office, act):
    return distribution(office, act)


def people(office, programme):
    with office.database.reading() as reader:
        return {row["id"]: row for row in points.chosen(reader, programme)}


def found(office, table, row):
    with office.database.reading() as reader:
        return reader.get(table, row)


def test_a_point_is_proposed_for_each_kecamatan_with_its_people_and_packages(office, act, programme):
    plan = planned(office, act, programme)
    cempaka, selatan = plan["Cempaka"], plan["Banjarbaru Selatan"]
    assert (cempaka["kelurahan_list"], cempaka["packages"], selatan["packages"]) == ("Palam, Bangkal", 3, 1)
    now = people(office, programme)
    assert [now[f"PEN-{n}"]["point"] for n in range(4)] == [*[cempaka["id"]] * 3, selatan["id"]]


def test_everybody_gets_a_code_of_the_own(office, act, programme):
    planned(office, act, programme)
    given = [row["code"] for row in people(office, programme).values()]
    assert sorted(given) == ["K0DE00", "K0DE01", "K0DE02", "K0DE03"]


def test_a_code_that_somebody_has_is_drawn_again(office, act, programme):
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-0", code="K0DE01")])
    planned(office, act, programme)
    assert len({row["code"] for row in people(office, programme).values()}) == 4


def test_proposing_again_says_that_nothing_is_left_to_propose(office, act, programme):
    planned(office, act, programme)
    with pytest.raises(Refused, match="sudah punya titik"):
        placing.propose(office, act(), programme, act().today, codes())


def test_who_is_not_on_the_fixed_list_goes_nowhere(office, act, programme):
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-0", state="Cadangan")])
    planned(office, act, programme)
    assert found(office, RECIPIENT, "PEN-0")["point"] is None


def test_who_lives_where_no_point_serves_is_listed(office, act, programme):
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-0", kelurahan="Antah Berantah")])
    planned(office, act, programme)
    with office.database.reading() as reader:
        assert [row["id"] for row in points.without_point(reader, programme)] == ["PEN-0"]


def test_a_kelurahan_is_understood_however_it_is_written(office, act, programme):
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-0", kelurahan="KEL. PALAM", kecamatan=None)])
    assert planned(office, act, programme)["Cempaka"]["packages"] == 3


def test_of_two_points_for_one_kelurahan_the_emptier_one_gets_the_next(office, act):
    programme = distribution(office, act, people=40)
    for name in ("Pagi", "Siang"):
        points.save(office, act(), programme, {"name": name, "kelurahan_list": "Palam", "date": act().today})
    placing.assign(office, act(), programme, codes())
    with office.database.reading() as reader:
        counts = [reader.count(RECIPIENT, point=row["id"]) for row in points.of_programme(reader, programme)]
    assert counts == [10, 10]


def test_who_was_placed_by_hand_stays_until_all_are_sorted_anew(office, act, programme):
    plan = planned(office, act, programme)
    placing.move(office, act(), ["PEN-0"], plan["Banjarbaru Selatan"]["id"])
    placing.assign(office, act(), programme, codes())
    assert found(office, RECIPIENT, "PEN-0")["point"] == plan["Banjarbaru Selatan"]["id"]
    placing.assign(office, act(), programme, codes(), again=True)
    assert found(office, RECIPIENT, "PEN-0")["point"] == plan["Cempaka"]["id"]


def test_who_has_received_is_not_moved(office, act, programme):
    plan = planned(office, act, programme)
    handovers.hand_over(office, act(TONO), "PEN-0", plan["Cempaka"]["id"])
    with pytest.raises(Refused, match="sudah menerima"):
        placing.move(office, act(), ["PEN-0", "PEN-1"], plan["Banjarbaru Selatan"]["id"])


@pytest.mark.parametrize("person", [TONO, RINA])
def test_planning_is_not_for_the_field_nor_for_the_auditor(office, act, programme, person):
    with pytest.raises(NotAllowed):
        placing.propose(office, act(person), programme, act().today, codes())


def slots(office, programme):
    return {row: person["slot"] for row, person in people(office, programme).items()}


def test_everybody_knows_the_slot_to_come_in_before_anything_is_printed(office, act, programme):
    planned(office, act, programme)
    assert slots(office, programme) == {
        "PEN-2": "08.00–08.30", "PEN-0": "09.00–09.30", "PEN-1": "10.30–11.00", "PEN-3": "08.00–08.30"}


def test_who_comes_late_to_a_point_gets_the_next_free_slot_and_the_others_keep_theirs(office, act):
    programme = distribution(office, act, people=40)
    plan = planned(office, act, programme)
    before = slots(office, programme)
    placing.move(office, act(), ["PEN-3", "PEN-7"], plan["Cempaka"]["id"])
    after = slots(office, programme)
    assert {row: slot for row, slot in after.items() if row not in ("PEN-3", "PEN-7")}.items() <= before.items()
    assert [after["PEN-3"], after["PEN-7"]] == ["09.30–10.00", "11.30–12.00"]
    placing.assign(office, act(), programme, codes())
    assert slots(office, programme) == after


def test_other_hours_of_a_point_are_other_slots_for_those_outside_them_only(office, act, programme):
    seen = planned(office, act, programme)["Cempaka"]
    points.save(office, act(), programme, {"starts": "09.00"}, seen)
    assert slots(office, programme) == {
        "PEN-2": "10.00–10.30", "PEN-0": "09.00–09.30", "PEN-1": "10.30–11.00", "PEN-3": "08.00–08.30"}
    points.remove(office, act(), seen["id"])
    assert slots(office, programme)["PEN-1"] is None
