"""A distribution day as most tests want it: four people on the fixed list, wakil allowed, the proposed points."""

import pytest
from distribution_cast import distribution, planned


@pytest.fixture
def programme(office, act):
    return distribution(office, act, proxy_allowed=True)


@pytest.fixture
def plan(office, act, programme):
    """The points by kecamatan."""
    return planned(office, act, programme)


@pytest.fixture
def point(plan):
    """The ID of the point in Cempaka."""
    return plan["Cempaka"]["id"]
