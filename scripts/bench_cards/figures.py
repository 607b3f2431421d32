"""Hold what was measured against what must be reached, and print the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A *measure* with its *value*; where it has a *limit* it must be at most that, or at least it."""

    measure: str
    value: float
    limit: float | None = None
    is_floor: bool = False

    @property
    def is_met(self) -> bool:
        """Tell whether the bar is reached; a figure without one only informs."""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.is_floor else self.value <= self.limit

    @property
    def bar(self) -> str:
        """Return the bar as the table shows it."""
        if self.limit is None:
            return ""
        return f"{'≥' if self.is_floor else '≤'} {self.limit:g}{'' if self.is_met else '  MISSED'}"


def table(figures: Sequence[Figure]) -> str:
    """Return a line for each of *figures*: the measure, its value, and the bar where there is one."""
    cells = [(figure.measure, f"{figure.value:,.2f}".rstrip("0").rstrip("."), figure.bar) for figure in figures]
    widths = [max(len(row[column]) for row in cells) for column in (0, 1)]
    return "\n".join(f"{name:<{widths[0]}}  {value:>{widths[1]}}  {bar}".rstrip() for name, value, bar in cells)
