"""The browser of a hall is started anew when its page falls silent, and a version that keeps failing goes back."""

from __future__ import annotations

from itertools import pairwise

from qunyingpu.hall.watching import FIRST_SIGN, LONGEST_PAUSE, SILENCE, STEADY, TOO_OFTEN, WITHIN, Step, Watch


def test_a_page_that_lives_is_left_alone() -> None:
    """With a sign every five seconds nothing is done, and after a minute the version has come up, once."""
    watch = Watch(started=0)
    steps = []
    for second in range(0, 300, 5):
        watch.sign(second)
        steps.append(watch.look(second, runs=True))
    assert steps.count(Step.CONFIRM) == 1
    assert steps.index(Step.CONFIRM) * 5 == STEADY
    assert set(steps) == {Step.NOTHING, Step.CONFIRM}


def test_a_page_that_falls_silent_is_started_anew() -> None:
    """The process may still run: “Aw, Snap!” is a process that runs."""
    watch = Watch(started=0)
    watch.sign(10)
    assert watch.look(10 + SILENCE, runs=True) is Step.NOTHING
    assert watch.look(10 + SILENCE + 0.1, runs=True) is Step.RESTART


def test_a_browser_that_ended_is_started_at_once() -> None:
    """Nobody waits for a sign of what is not there."""
    watch = Watch(started=0)
    watch.sign(10)
    assert watch.look(11, runs=False) is Step.RESTART
    assert watch.failures == [11]


def test_a_browser_that_never_spoke_blames_nobody() -> None:
    """A screen that is not ready yet ends a browser at once: each start waits longer, and no version goes for it."""
    watch, starts = Watch(started=0), []
    for moment in range(600):
        step = watch.look(moment, runs=False)
        assert step in {Step.NOTHING, Step.RESTART}
        if step is Step.RESTART:
            starts.append(moment)
            watch.begin(moment)
    pauses = [later - earlier for earlier, later in pairwise(starts)]
    assert pauses[:6] == [2, 4, 8, 16, 32, LONGEST_PAUSE]
    assert set(pauses[6:]) == {LONGEST_PAUSE}
    assert watch.failures == []
    watch.sign(600)
    assert watch.look(601, runs=False) is Step.RESTART, "one that had come up is started at once again"


def test_a_cold_disk_has_more_time() -> None:
    """Before the first sign the browser may take longer; then it counts as dead too."""
    watch = Watch(started=100)
    assert watch.look(100 + FIRST_SIGN, runs=True) is Step.NOTHING
    assert watch.look(100 + FIRST_SIGN + 0.1, runs=True) is Step.RESTART


def test_after_a_restart_time_begins_anew() -> None:
    """A new browser is not blamed for the silence of the old one, and comes up on its own account."""
    watch = Watch(started=0)
    watch.sign(1)
    assert watch.look(100, runs=True) is Step.RESTART
    watch.begin(100)
    assert watch.look(100 + FIRST_SIGN, runs=True) is Step.NOTHING
    watch.sign(110)
    assert watch.look(110 + STEADY, runs=True) is Step.RESTART, "silent again"


def test_a_version_that_keeps_failing_is_to_blame() -> None:
    """The fourth failure within ten minutes blames the version; those that are long past do not count."""
    watch = Watch(started=0)
    steps = []
    for number in range(TOO_OFTEN + 1):
        watch.begin(number * 60)
        steps.append(watch.look(number * 60 + FIRST_SIGN + 1, runs=True))
    assert steps == [Step.RESTART] * TOO_OFTEN + [Step.BLAME]
    watch.forget_failures()
    assert watch.look(400, runs=True) is Step.RESTART
    late = Watch(started=0)
    assert {late.look(number * WITHIN, runs=True) for number in range(1, 20)} == {Step.RESTART}
