"""Sync under people, weather, kills and a second panel at random; the verdict from the server's own log."""

import os

import pytest
from sync_crowd import Verdict
from sync_trial import trial

pytest_plugins = ["sheets_server.fixture"]

SEEDS = range(int(os.environ.get("SYNC_SEEDS", "20")))


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_doubled_or_misplaced(tmp_path, sheets, seed):
    assert trial(tmp_path, sheets, seed) == Verdict()
