"""The browser of a hall is started anew when its page falls silent, and a version that keeps failing goes back."""

from __future__ import annotations

from qunyingpu.hall.watching import FIRST_SIGN, SILENCE, STEADY, TOO_OFTEN, WITHIN, Step, Watch


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


def test_a_version_that_keeps_failing_goes_back() -> None:
    """The fourth restart within ten minutes blames the version; those that are long past do not count."""
    watch = Watch(started=0)
    steps = []
    for number in range(TOO_OFTEN + 1):
        watch.begin(number * 60)
        steps.append(watch.look(number * 60 + 1, runs=False))
    assert steps == [Step.RESTART] * TOO_OFTEN + [Step.ROLL_BACK]
    watch.forget_restarts()
    assert watch.look(300, runs=False) is Step.RESTART
    late = Watch(started=0)
    assert {late.look(number * WITHIN, runs=False) for number in range(20)} == {Step.RESTART}
