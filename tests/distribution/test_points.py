"""Points: proposed by kecamatan, people sent to them, closed with a decision about every leftover package."""

import pytest
from cast import RINA, SITI, TONO
from distribution_cast import codes, distribution, planned

from services.distribution import handovers, points
from services.domain.schema import POINT, RECIPIENT
from services.errors import BadInput, NotAllowed, Refused, Stale
from services.storage.database import update

VALUES = {"name": "Titik Bangkal", "kelurahan_list": "Bangkal", "starts": "8:00", "ends": "11.30", "packages": 5}


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
        points.propose(office, act(), programme, act().today, codes())


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
    points.assign(office, act(), programme, codes())
    with office.database.reading() as reader:
        counts = [reader.count(RECIPIENT, point=row["id"]) for row in points.of_programme(reader, programme)]
    assert counts == [10, 10]


def test_who_was_placed_by_hand_stays_until_all_are_sorted_anew(office, act, programme):
    plan = planned(office, act, programme)
    points.move(office, act(), ["PEN-0"], plan["Banjarbaru Selatan"]["id"])
    points.assign(office, act(), programme, codes())
    assert found(office, RECIPIENT, "PEN-0")["point"] == plan["Banjarbaru Selatan"]["id"]
    points.assign(office, act(), programme, codes(), again=True)
    assert found(office, RECIPIENT, "PEN-0")["point"] == plan["Cempaka"]["id"]


def test_who_has_received_is_not_moved(office, act, programme):
    plan = planned(office, act, programme)
    handovers.hand_over(office, act(TONO), "PEN-0", plan["Cempaka"]["id"])
    with pytest.raises(Refused, match="sudah menerima"):
        points.move(office, act(), ["PEN-0", "PEN-1"], plan["Banjarbaru Selatan"]["id"])


def test_a_point_is_added_with_its_times_written_one_way(office, act, programme):
    row = found(office, POINT, points.save(office, act(), programme, VALUES | {"date": act().today}))
    assert (row["starts"], row["ends"], row["state"]) == ("08.00", "11.30", "Direncanakan")


def test_every_fault_of_a_point_is_told_at_once(office, act, programme):
    with pytest.raises(BadInput) as caught:
        points.save(office, act(), programme, VALUES | {"starts": "pagi", "kelurahan_list": "Palam, Entah"})
    assert [problem.field for problem in caught.value.problems] == ["starts", "kelurahan_list"]


def test_a_point_does_not_end_before_it_starts(office, act, programme):
    with pytest.raises(BadInput, match="sesudah"):
        points.save(office, act(), programme, VALUES | {"starts": "12.00"})


def test_two_people_who_change_the_same_of_a_point_are_told(office, act, programme):
    seen = planned(office, act, programme)["Cempaka"]
    points.save(office, act(), programme, {"officer": "Hendra"}, seen)
    with pytest.raises(Stale):
        points.save(office, act(), programme, {"officer": "Tono"}, seen)


def test_a_point_that_is_taken_away_leaves_its_people_without_one(office, act, programme):
    plan = planned(office, act, programme)
    points.remove(office, act(), plan["Cempaka"]["id"])
    with office.database.reading() as reader:
        assert len(points.without_point(reader, programme)) == 3


def test_a_point_where_packages_were_handed_over_stays(office, act, programme):
    plan = planned(office, act, programme)
    handovers.hand_over(office, act(TONO), "PEN-0", plan["Cempaka"]["id"])
    with pytest.raises(Refused, match="tidak dapat dihapus"):
        points.remove(office, act(), plan["Cempaka"]["id"])


@pytest.mark.parametrize("person", [TONO, RINA])
def test_planning_is_not_for_the_field_nor_for_the_auditor(office, act, programme, person):
    with pytest.raises(NotAllowed):
        points.propose(office, act(person), programme, act().today, codes())


def test_a_point_closes_only_when_every_leftover_package_is_decided_on(office, act, programme):
    point = planned(office, act, programme)["Cempaka"]["id"]
    handovers.hand_over(office, act(TONO), "PEN-0", point)
    with pytest.raises(BadInput, match="Sisa 2 paket, yang diputuskan 1"):
        points.close(office, act(TONO), point, {"to_warehouse": 1})
    points.close(office, act(TONO), point, {"to_warehouse": 1, "to_later": 1, "close_note": "satu orang sakit"})
    row = found(office, POINT, point)
    assert (row["state"], row["to_warehouse"], row["to_later"], row["to_reserve"]) == ("Ditutup", 1, 1, None)


def test_a_negative_number_cannot_make_the_leftover_fit(office, act, programme):
    point = planned(office, act, programme)["Cempaka"]["id"]
    with pytest.raises(BadInput, match="antara"):
        points.close(office, act(), point, {"to_warehouse": 4, "to_later": -1})


@pytest.mark.parametrize(("packages", "sentence"), [(None, "belum diisi"), (0, "padahal dibawa 0")])
def test_packages_that_cannot_be_right_are_mended_before_closing(office, act, programme, packages, sentence):
    seen = planned(office, act, programme)["Cempaka"]
    handovers.hand_over(office, act(TONO), "PEN-0", seen["id"])
    points.save(office, act(), programme, {"packages": packages}, seen)
    with pytest.raises(Refused, match=sentence):
        points.close(office, act(), seen["id"], {})


def test_a_closed_point_is_left_alone_until_it_is_reopened(office, act, programme):
    plan = planned(office, act, programme)
    seen = plan["Cempaka"]
    points.close(office, act(), seen["id"], {"to_reserve": 3})
    for change in (
        lambda: points.close(office, act(), seen["id"], {"to_reserve": 3}),
        lambda: points.save(office, act(), programme, {"packages": 9}, seen),
        lambda: points.move(office, act(), ["PEN-3"], seen["id"]),
    ):
        with pytest.raises(Refused, match="sudah ditutup"):
            change()
    points.reopen(office, act(SITI), seen["id"])
    row = found(office, POINT, seen["id"])
    assert (row["state"], row["to_reserve"]) == ("Dibuka", None)
