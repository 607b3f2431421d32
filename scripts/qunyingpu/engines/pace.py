"""Let a progress bar go on during work that tells nothing of itself, at the pace that is expected of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

from qunyingpu.writing import Watch

T = TypeVar("T")

_LOOK = 0.2


class Stopwatch:
    """The seconds since it was made."""

    def __init__(self) -> None:
        """Start."""
        self._start = time.monotonic()

    @property
    def seconds(self) -> float:
        """Return how many have gone by."""
        return time.monotonic() - self._start


def steadily(work: Callable[[], T], watch: Watch, *, steps: int, seconds: float) -> T:
    """Return what *work*, done in a thread, returns; meanwhile tell *watch* of *steps* as if they took *seconds*.

    The last step is never told: nobody knows when it comes. Ctrl-C is answered at once, and the thread goes with the
    process.
    """
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:  # noqa: BLE001 - it is raised where the result is asked for
            outcome.set_exception(error)

    clock = Stopwatch()
    threading.Thread(target=run, daemon=True).start()
    while wait([outcome], timeout=_LOOK).not_done:
        watch(min(steps - 1, int(steps * clock.seconds / max(seconds, _LOOK))), steps)
    return outcome.result()


def halved(watch: Watch) -> Watch:
    """Return what is told of the first half of the work that *watch* is told of."""
    return lambda done, total: watch(done, 2 * total)


def second_half(watch: Watch) -> Watch:
    """Return what is told of the second half of the work that *watch* is told of."""
    return lambda done, total: watch(total + done, 2 * total)
