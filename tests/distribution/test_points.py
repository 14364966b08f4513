"""Points: proposed by kecamatan, people sent to them, closed with a decision about every leftover package."""

import pytest
from cast import SITI, TONO
from distribution_cast import distribution, planned

from services.distribution import handovers, placing, points
from services.domain.schema import POINT
from services.errors import BadInput, Refused, Stale

VALUES = {"name": "Titik Bangkal", "kelurahan_list": "Bangkal", "starts": "8:00", "ends": "11.30", "packages": 5}


@pytest.fixture
def programme(office, act):
    return distribution(office, act)


def found(office, table, row):
    with office.database.reading() as reader:
        return reader.get(table, row)


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
        lambda: placing.move(office, act(), ["PEN-3"], seen["id"]),
    ):
        with pytest.raises(Refused, match="sudah ditutup"):
            change()
    points.reopen(office, act(SITI), seen["id"])
    row = found(office, POINT, seen["id"])
    assert (row["state"], row["to_reserve"]) == ("Dibuka", None)
