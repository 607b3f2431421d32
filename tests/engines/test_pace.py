"""Work that tells nothing of itself still moves a bar, and its outcome comes through."""

from __future__ import annotations

import threading

import pytest

from qunyingpu.engines.pace import halved, second_half, steadily


def test_the_outcome_comes_through() -> None:
    """What the work returns is returned, what it raises is raised."""
    assert steadily(lambda: 7, lambda done, total: None, steps=3, seconds=1) == 7
    with pytest.raises(ZeroDivisionError):
        steadily(lambda: 1 / 0, lambda done, total: None, steps=3, seconds=1)


def test_the_last_step_is_never_told() -> None:
    """However long the work takes, the bar does not claim that it is done."""
    heard: list[tuple[int, int]] = []
    is_heard = threading.Event()

    def watch(done: int, total: int) -> None:
        heard.append((done, total))
        if len(heard) == 3:
            is_heard.set()

    assert steadily(is_heard.wait, watch, steps=5, seconds=0)
    assert heard[:3] == [(4, 5)] * 3


def test_two_halves_make_a_whole() -> None:
    """The first half is told as such, and the second goes on where it ends."""
    heard: list[tuple[int, int]] = []
    halved(lambda done, total: heard.append((done, total)))(5, 5)
    second_half(lambda done, total: heard.append((done, total)))(1, 5)
    assert heard == [(5, 10), (6, 10)]
