"""The promise as a state machine: whatever people do, in whatever order, between and within the panel's rounds.

Hypothesis chooses the deeds, who does them, the weather and where the panel dies, and shrinks what it finds; the crowd,
the panels and the verdict are those of the seeded runs.
"""

import random
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sheets_server.weather import ALL
from sync_crowd import Verdict, World
from sync_deeds import DEEDS
from sync_trial import panels

pytest_plugins = ["sheets_server.fixture"]

EXAMPLES, STEPS = 8, 25
deeds, who = st.sampled_from(sorted(set(DEEDS), key=DEEDS.index)), st.sampled_from(["siti", "owner"])


class Sheet(RuleBasedStateMachine):
    """One spreadsheet, its people, one panel or two."""

    sheets, observers = None, ()  # the stand-in, and what holds its exchanges against the discovery document

    @initialize(dice=st.integers(0, 2**32), rival=st.sampled_from([False, False, True]))
    def connects(self, dice, rival):
        self.stack, self.folder = ExitStack(), Path(tempfile.mkdtemp())
        self.sheets.clear()
        self.sheets.observers.extend(self.observers)
        found = self.stack.enter_context(panels(self.folder, self.sheets, rival))
        self.world = World(self.sheets, found, random.Random(dice))

    @rule(deed=deeds, name=who)
    def somebody_does(self, deed, name):
        self.world.crowd.does(deed, getattr(self.world.crowd, name))

    @rule(deed=deeds, name=who, request=st.integers(1, 5))
    def somebody_does_in_the_gap(self, deed, name, request):
        self.sheets.before_request(request, lambda: self.somebody_does(deed, name))

    @rule(name=who)
    def somebody_mends(self, name):
        self.world.crowd.mends(getattr(self.world.crowd, name))

    @rule(kinds=st.lists(st.sampled_from(ALL), max_size=4))
    def weather_comes(self, kinds):
        self.sheets.weather.script(kinds)

    @rule(at=st.integers(0, 1))
    def the_panel_is_used(self, at):
        self.world.changes(self.world.panels[at % len(self.world.panels)])

    @rule(at=st.integers(0, 1), dies_at=st.sampled_from([0, 0, 0, 1, 2, 3, 4]))
    def a_round_runs(self, at, dies_at):
        self.world.panels[at % len(self.world.panels)].sync(dies_at)

    def teardown(self):
        if hasattr(self, "world"):
            with self.stack:
                assert self.world.end() == Verdict()
            shutil.rmtree(self.folder)


def test_whatever_happens_nothing_is_lost_doubled_or_misplaced(sheets):
    Sheet.sheets, Sheet.observers = sheets, list(sheets.observers)
    run_state_machine_as_test(Sheet, settings=settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, derandomize=True,
        phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck)))
