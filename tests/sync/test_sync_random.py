"""Sync under people, weather, kills and a second panel at random; the verdict from the server's own log."""

import os
import sys
from pathlib import Path

import pytest
from sync_trial import trials

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
import naive_engines

pytest_plugins = ["sheets_server.fixture"]

SEEDS = range(int(os.environ.get("SYNC_SEEDS", "100")))


def test_nothing_is_lost_doubled_or_misplaced():
    assert {seed: verdict for seed, verdict in trials(SEEDS) if not verdict.clean} == {}


@pytest.mark.parametrize("name", naive_engines.Naive.ENGINES)
def test_the_same_crowd_finds_the_faults_of_engines_that_are_naive(sheets, name):
    assert any(not naive_engines.trial(sheets, name, seed).clean for seed in range(5))
