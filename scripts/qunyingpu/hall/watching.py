"""Decide when the browser of a hall is started anew, when the last version comes back, and when only a notice is shown.

A browser that shows “Aw, Snap!” still runs, so what counts is the page's own sign of life, never the process alone.
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
"""Restarts within so many seconds, after which the version is to blame."""


class Step(Enum):
    """What is to be done next."""

    NOTHING = "nothing"
    RESTART = "restart"
    ROLL_BACK = "roll back"
    CONFIRM = "confirm"


@dataclass(slots=True)
class Watch:
    """One browser under watch: when it started, when it last gave a sign, and the restarts that count."""

    started: float
    last_sign: float | None = None
    first_sign: float | None = None
    is_confirmed: bool = False
    restarts: list[float] = field(default_factory=list)

    def sign(self, now: float) -> None:
        """Note a sign of life."""
        self.last_sign = now
        if self.first_sign is None:
            self.first_sign = now

    def look(self, now: float, *, runs: bool) -> Step:
        """Return what is to be done at *now*; *runs* tells whether the process of the browser is there."""
        if not runs or now > self._deadline:
            return self._restart(now)
        if not self.is_confirmed and self.first_sign is not None and now - self.first_sign >= STEADY:
            self.is_confirmed = True
            return Step.CONFIRM
        return Step.NOTHING

    def begin(self, now: float) -> None:
        """Note that a browser was started at *now*."""
        self.started, self.last_sign, self.first_sign, self.is_confirmed = now, None, None, False

    def forget_restarts(self) -> None:
        """Begin to count anew: another version is shown."""
        self.restarts.clear()

    @property
    def _deadline(self) -> float:
        return self.started + FIRST_SIGN if self.last_sign is None else self.last_sign + SILENCE

    def _restart(self, now: float) -> Step:
        self.restarts = [moment for moment in self.restarts if now - moment < WITHIN] + [now]
        return Step.ROLL_BACK if len(self.restarts) > TOO_OFTEN else Step.RESTART
