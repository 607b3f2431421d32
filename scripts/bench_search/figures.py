"""Turn answers and times into figures, hold them against the bars, and print the table."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench_search.answers import Truth
from bench_search.queries import Kind, Query

Figures = Mapping[str, float]
"""The name of a measure -> what was measured."""
TOP = 10


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a *query* was answered: the rows of its class that were *missed*, the wrong ones of the first ten.

    *recall* and *precision* are shares of 1; precision is None where nothing was found and something should have been.
    """

    query: Query
    recall: float
    precision: float | None
    missed: tuple[int, ...]
    wrong: tuple[int, ...]
    is_first: bool
    are_on_top: bool

    @property
    def is_right(self) -> bool:
        """Tell whether nothing at all is to be said against the answer."""
        return not self.missed and not self.wrong and self.is_first and self.are_on_top


def judged(query: Query, found: Sequence[int], truth: Truth) -> Verdict:
    """Return what is to be said of the rows *found* for *query*, best first."""
    missed = tuple(sorted(query.own.difference(found)))
    top = tuple(found[:TOP])
    wrong = tuple(number for number in top if not query.is_right(truth, number))
    is_name = query.kind is Kind.NAME
    precision = 1 - len(wrong) / len(top) if top else None if query.own else 1.0
    return Verdict(
        query=query,
        recall=1 - len(missed) / len(query.own) if query.own else 1.0,
        precision=precision,
        missed=missed,
        wrong=wrong,
        is_first=not is_name or (bool(found) and found[0] in query.own),
        are_on_top=not is_name or set(found[: len(query.own)]) == query.own,
    )


def quality(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """Return what *verdicts* say of each class of queries and of all, in per cent; nonsense is counted apart."""
    sensible = [verdict for verdict in verdicts if verdict.query.kind is not Kind.NONSENSE]
    names = [verdict for verdict in verdicts if verdict.query.kind is Kind.NAME]
    nothing = [verdict for verdict in verdicts if verdict.query.kind is Kind.NONSENSE]
    figures = {
        "exact full name first, %": _percent([verdict.is_first for verdict in names]),
        "ties on top, %": _percent([verdict.are_on_top for verdict in names]),
        "nonsense finds nothing, %": _percent([not verdict.wrong for verdict in nothing]),
        "recall, %": _percent([verdict.recall for verdict in sensible]),
        "precision at 10, %": _percent(_precisions(sensible)),
    }
    for kind in Kind:
        of_kind = [verdict for verdict in sensible if verdict.query.kind is kind]
        if of_kind:
            figures[f"recall: {kind}, %"] = _percent([verdict.recall for verdict in of_kind])
            figures[f"precision: {kind}, %"] = _percent(_precisions(of_kind))
    return figures


def _precisions(verdicts: Sequence[Verdict]) -> list[float]:
    return [verdict.precision for verdict in verdicts if verdict.precision is not None]


def _percent(shares: Sequence[float]) -> float:
    return 100 * statistics.fmean(shares) if shares else math.nan


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that *share* of *values* do not exceed: the nearest rank, never a value in between."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)] if values else math.nan


# ── bars ──


@dataclass(frozen=True, slots=True)
class Bar:
    """What a *measure* of ours must reach: at most *limit*, or at least it."""

    measure: str
    limit: float
    is_floor: bool = False

    def is_met(self, figures: Figures) -> bool:
        """Tell whether *figures* have the measure and reach the bar."""
        value = figures.get(self.measure, math.nan)
        return value >= self.limit if self.is_floor else value <= self.limit

    def __str__(self) -> str:
        """Return the bar as the table shows it."""
        return f"{'≥' if self.is_floor else '≤'} {self.limit:g}"


# ── the table ──


def table(columns: Mapping[str, Figures], bars: Sequence[Bar]) -> str:
    """Return a line for each measure, a column for each contender, and the bar where ours must reach one."""
    by_measure = {bar.measure: bar for bar in bars}
    measures = list(dict.fromkeys(measure for figures in columns.values() for measure in figures))
    ours = next(iter(columns.values()))
    lines = [["", *columns, "bar"]]
    for measure in measures:
        bar = by_measure.get(measure)
        told = "" if bar is None else f"{bar}{'' if bar.is_met(ours) else '  MISSED'}"
        lines.append([measure, *(_number(figures.get(measure)) for figures in columns.values()), told])
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(_line(cells, widths) for cells in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *middle, last = (
        cell.ljust(width) if place == 0 else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join((first, *middle, last.strip())).rstrip()


def _number(value: float | None) -> str:
    """Return *value* cut, not rounded, so that 99.96 per cent never stands as 100."""
    if value is None or math.isnan(value):
        return "-"
    tenths = math.floor(value * 10 + 1e-9) / 10
    return f"{tenths:,.1f}" if abs(value) >= 1 or not value else f"{value:.2f}"


def complaints(verdicts: Sequence[Verdict], truth: Truth) -> list[str]:
    """Return a line for each query that was not answered rightly: what is missed, and what is wrong."""
    return [_complaint(verdict, truth) for verdict in verdicts if not verdict.is_right]


def _complaint(verdict: Verdict, truth: Truth) -> str:
    def told(numbers: Sequence[int]) -> str:
        return ", ".join(f"{truth.rows[number].id} {truth.rows[number].name}" for number in numbers[:3])

    parts = [f"{verdict.query.kind}: {verdict.query.text!r}"]
    if verdict.missed:
        parts.append(f"misses {len(verdict.missed)} of {len(verdict.query.own)}: {told(verdict.missed)}")
    if verdict.wrong:
        parts.append(f"{len(verdict.wrong)} wrong: {told(verdict.wrong)}")
    if not (verdict.is_first and verdict.are_on_top):
        parts.append("whose name it is does not stand on top")
    return "; ".join(parts)
