"""Sync under people, weather, kills and a second panel at random; the verdict from the server's own log."""

import os

from sync_trial import trials

SEEDS = range(int(os.environ.get("SYNC_SEEDS", "100")))


def test_nothing_is_lost_doubled_or_misplaced():
    assert {seed: verdict for seed, verdict in trials(SEEDS) if not verdict.clean} == {}
