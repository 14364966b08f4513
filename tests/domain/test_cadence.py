"""When the panel looks into the sheet: its pace, and the tabs that a round must read."""

import pytest

from services.domain.cadence import Glance, due, pace


@pytest.mark.parametrize(("last_seen", "seconds"), [(100.0, 10.0), (71.0, 10.0), (70.0, 60.0), (float("-inf"), 60.0)])
def test_the_pace_is_slower_when_no_page_was_seen_for_half_a_minute(last_seen, seconds):
    assert pace(last_seen, 100.0, interval=10.0) == seconds


def test_a_pace_that_is_slower_than_that_holds_without_a_page_too():
    assert [pace(last_seen, 100.0, interval=120.0) for last_seen in (100.0, 0.0)] == [120.0, 120.0]


LARGE = Glance(1, 5_001, 7, 100.0)


@pytest.mark.parametrize(("glance", "version", "now", "read"), [
    (LARGE, 7, 399.0, False),
    (LARGE, 8, 101.0, True),
    (LARGE, 7, 400.0, True),
    (LARGE, None, 399.0, False),
    (LARGE, None, 400.0, True),
    (Glance(1, 5_001, None, 100.0), 7, 101.0, True),
    (Glance(1, 5_000, 7, 100.0), 7, 101.0, True),
])
def test_a_large_tab_is_read_when_drive_counts_a_change_or_after_five_minutes(glance, version, now, read):
    assert bool(due(["recipient"], {"recipient": glance}, version, now, ())) is read


def test_what_waits_to_be_written_or_was_never_in_order_is_read_anyway():
    glances = {"recipient": LARGE, "handover": LARGE}
    assert due(["agency", "recipient", "handover"], glances, 7, 101.0, {"recipient"}) == ["agency", "recipient"]
