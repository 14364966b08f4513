"""Second packages: told at once, counted at their point, and accounted for when it closes."""

import pytest
from cast import SITI, TONO

from services import evidence
from services.distribution import desk_day, handovers, points, seconds
from services.domain.schema import POINT
from services.errors import BadInput, Refused


@pytest.fixture
def second(office, act, point):
    """Aminah was served; a desk of the same point that had no line served her too."""
    handovers.hand_over(office, act(SITI), "PEN-0", point)
    late = {"code": "0" * 10, "ago": 60, "late": True, "recipient": "PEN-0", "point": point}
    with pytest.raises(Refused):
        desk_day.hand_over(office, act(TONO), desk_day.deed(late))


def numbers(office, act, point):
    with office.database.reading() as reader:
        return handovers.counters(reader, reader.get(POINT, point), act().now)


def test_a_second_package_is_no_longer_at_the_point(office, act, point, second):
    now = numbers(office, act, point)
    assert (now.packages, now.handed, now.second, now.left) == (3, 1, 1, 1)


def test_it_is_counted_at_the_point_where_it_went_out(office, act, plan, second):
    with office.database.reading() as reader:
        other = reader.get(POINT, plan["Banjarbaru Selatan"]["id"])
        assert seconds.at_point(reader, other) == 0


@pytest.mark.parametrize("back", [1, 2])
def test_the_point_closes_whether_the_second_package_came_back_or_not(office, act, point, second, back):
    for wrong in (0, 3):
        with pytest.raises(BadInput, match="diserahkan dua kali"):
            points.close(office, act(TONO), point, {"to_warehouse": wrong})
    points.close(office, act(TONO), point, {"to_warehouse": back})


@pytest.mark.parametrize(("decision", "done"), [("to_warehouse", True), ("to_reserve", False), ("to_later", False)])
def test_only_what_went_back_to_the_warehouse_needs_no_receipt_any_more(office, act, programme, plan, decision, done):
    for place, people in (("Cempaka", (0, 1)), ("Banjarbaru Selatan", (3,))):
        for person in people:
            handovers.hand_over(office, act(TONO), f"PEN-{person}", plan[place]["id"])
    points.close(office, act(TONO), plan["Cempaka"]["id"], {decision: 1})
    with office.database.reading() as reader:
        assert ("handovers" in evidence.records(reader, programme, ["handovers"])) is done
