"""Steps of long work are heard by who waits for it, and by nobody else."""

import pytest

from services.domain import pace


def test_steps_are_heard_within_and_not_outside():
    heard: list[int] = []
    pace.step()
    with pace.listening(heard.append):
        pace.step()
        pace.step(3)
    pace.step()
    assert heard == [1, 3]


def test_who_listens_within_another_is_the_one_who_hears():
    outer: list[int] = []
    inner: list[int] = []
    with pace.listening(outer.append):
        with pace.listening(inner.append):
            pace.step()
        pace.step(2)
    assert (outer, inner) == ([2], [1])


def test_who_learns_how_much_there_is_tells_who_waits():
    ahead: list[int] = []
    pace.expect(1)
    with pace.listening(lambda _steps: None, ahead.append):
        pace.expect(40)
    assert ahead == [40]


def test_who_listens_may_stop_the_work():
    def enough(_steps):
        raise StopAsyncIteration

    with pytest.raises(StopAsyncIteration), pace.listening(enough):
        pace.step()
    pace.step()
