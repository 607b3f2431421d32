"""Decide when the browser of a hall is started anew, and when the version that it shows is to blame.

A browser that shows “Aw, Snap!” still runs, so what counts is the page's own sign of life, never the process alone. A
browser that ends before its page could say anything speaks for a screen that is not ready, or a browser that is being
updated: no version is blamed for that, and the next start waits a little longer each time.

Times are seconds of a monotonic clock, given by the caller: nothing here waits, so that every rung can be tested.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

SILENCE = 30.0
"""Seconds without a sign of life after which a page counts as dead."""
FIRST_SIGN = 40.0
"""Seconds that a browser has for its first page: a cold disk is slow."""
STEADY = 60.0
"""Seconds of life after which a version has come up."""
TOO_OFTEN, WITHIN = 3, 600.0
"""Failures within so many seconds, after which the version is to blame."""
LONGEST_PAUSE = 60.0
"""Seconds between two starts of a browser that ends at once, at most."""


class Step(Enum):
    """What is to be done next."""

    NOTHING = "nothing"
    RESTART = "restart"
    BLAME = "blame"
    CONFIRM = "confirm"


@dataclass(slots=True)
class Watch:
    """One browser under watch: when it started, when its page gave signs, and how often it failed lately."""

    started: float
    last_sign: float | None = None
    first_sign: float | None = None
    is_confirmed: bool = False
    early_ends: int = 0
    failures: list[float] = field(default_factory=list)

    def sign(self, now: float) -> None:
        """Note a sign of life."""
        self.last_sign = now
        self.early_ends = 0
        if self.first_sign is None:
            self.first_sign = now

    def look(self, now: float, *, runs: bool) -> Step:
        """Return what is to be done at *now*; *runs* tells whether the process of the browser is there."""
        if not runs and self.first_sign is None:
            return self._start_again(now)
        if not runs or now > self._deadline:
            return self._failed(now)
        if not self.is_confirmed and self.first_sign is not None and now - self.first_sign >= STEADY:
            self.is_confirmed = True
            return Step.CONFIRM
        return Step.NOTHING

    def begin(self, now: float) -> None:
        """Note that a browser was started at *now*."""
        self.started, self.last_sign, self.first_sign, self.is_confirmed = now, None, None, False

    def forget_failures(self) -> None:
        """Begin to count anew: something else is shown."""
        self.failures.clear()

    @property
    def _deadline(self) -> float:
        return self.started + FIRST_SIGN if self.last_sign is None else self.last_sign + SILENCE

    def _start_again(self, now: float) -> Step:
        pause = min(LONGEST_PAUSE, 2.0**self.early_ends) if self.early_ends else 0.0
        if now - self.started < pause:
            return Step.NOTHING
        self.early_ends = min(self.early_ends + 1, 16)
        return Step.RESTART

    def _failed(self, now: float) -> Step:
        self.failures = [moment for moment in self.failures if now - moment < WITHIN] + [now]
        return Step.BLAME if len(self.failures) > TOO_OFTEN else Step.RESTART
