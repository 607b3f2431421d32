"""Measure one contender after the other: answers, keys, memory, the first search on a slow line, odd input, files."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from playwright.sync_api import Browser, Error

from bench_search.answers import Truth
from bench_search.chromium import Cold, Contender, How, answers, cold_search, heap_megabytes, long_tasks, opened, times
from bench_search.figures import TOP, Verdict, judged, percentile, quality
from bench_search.queries import Kind, Query
from bench_search.serving import Served

HEAP_QUERIES = 200
TYPED_OF_A_KIND, WARM_ROUNDS, FEW = 8, 3, 5
CALL, KEY, COLD = "call to answer, warm, ", "key to result in the page, warm, ", "cold name, "
NAMES = {How.CALL: CALL, How.KEY: KEY}
LOADING, LONGEST = "longest task while loading, ms", "longest task while typing, ms"
HEAP = f"JS heap and buffers after {HEAP_QUERIES} queries, MB"


@dataclass(frozen=True, slots=True)
class Measured:
    """What one contender did: figures for the table, verdicts on the answers, these themselves, and what was slow."""

    figures: dict[str, float]
    verdicts: tuple[Verdict, ...]
    found: tuple[list[int], ...]
    slow: tuple[str, ...]


def measure(browser: Browser, contender: Contender, served: Served, queries: Sequence[Query], truth: Truth) -> Measured:
    """Ask *contender* all of *queries*, type a part of them, and weigh its memory after two hundred."""
    with opened(browser, contender, served.base) as page:
        found = answers(page, [query.text for query in queries])
    verdicts = tuple(judged(query, rows, truth) for query, rows in zip(queries, found, strict=True))
    figures = quality(verdicts)
    spent, slow = _typing(browser, contender, served, queries)
    with opened(browser, contender, served.base) as page:
        # In turn from every class, so that two hundred are of all kinds.
        times(page, [query.text for query in _mixed(queries)[:HEAP_QUERIES]], contender.how)
        spent[HEAP] = heap_megabytes(page)
    return Measured(figures | spent, verdicts, tuple(found), slow)


def _typing(
    browser: Browser, contender: Contender, served: Served, queries: Sequence[Query]
) -> tuple[dict[str, float], tuple[str, ...]]:
    """Type a part of *queries* key by key; return figures, and lines about what took longest."""
    typed, slow = keystrokes(queries), []
    with opened(browser, contender, served.base) as page:
        figures = {LOADING: _longest(long_tasks(page))}
        # The first time everything is fetched; later, when it is all there, what else the machine does is evened out.
        times(page, typed, contender.how)
        tasks = long_tasks(page)
        slow += [f"long task on first typing: {text!r}: {spent:.0f} ms" for spent, text in tasks[:FEW]]
        for how in dict.fromkeys((How.CALL, contender.how)):
            rounds = [times(page, typed, how) for _ in range(WARM_ROUNDS)]
            warm = [statistics.median(spent) for spent in zip(*rounds, strict=True)]
            figures |= {f"{NAMES[how]}p50, ms": percentile(warm, 0.5), f"{NAMES[how]}p95, ms": percentile(warm, 0.95)}
        slowest = sorted(zip(warm, typed, strict=True), reverse=True)[:FEW]
        slow += [f"slow key, warm: {text!r}: {spent:.1f} ms" for spent, text in slowest]
        figures[LONGEST] = _longest([*tasks, *long_tasks(page)])
    return figures, tuple(slow)


def _longest(tasks: Sequence[tuple[float, str]]) -> float:
    return max((spent for spent, _ in tasks), default=0)


def keystrokes(queries: Sequence[Query]) -> list[str]:
    """Return what stands in the box after each key while a few queries of each class are typed."""
    typed: list[str] = []
    for kind in Kind:
        for query in [query for query in queries if query.kind is kind][:TYPED_OF_A_KIND]:
            typed += [query.text[:end] for end in range(1, len(query.text) + 1)]
    # A key that changes nothing is no key.
    return [text for before, text in pairwise(["", *typed]) if text != before]


def _mixed(queries: Sequence[Query]) -> list[Query]:
    """Return *queries* so that those of one class are spread over all."""
    places = dict.fromkeys(Kind, 0)
    order: list[tuple[int, int, Query]] = []
    for number, query in enumerate(queries):
        order.append((places[query.kind], number, query))
        places[query.kind] += 1
    return [query for _, _, query in sorted(order, key=lambda item: item[:2])]


def cold_names(
    browser: Browser, contenders: Sequence[tuple[Contender, Served]], names: Sequence[str]
) -> Mapping[str, dict[str, float]]:
    """Search each of *names* with every contender in turn, each time as a new visitor; return medians by title."""
    rounds: dict[str, list[Cold]] = {contender.title: [] for contender, _ in contenders}
    for name in names:
        for contender, served in contenders:
            rounds[contender.title].append(cold_search(browser, contender, served, name))
    return {title: _medians(colds) for title, colds in rounds.items()}


def _medians(colds: Sequence[Cold]) -> dict[str, float]:
    return {
        f"{COLD}s": statistics.median(cold.seconds for cold in colds),
        f"{COLD}requests": statistics.median(cold.requests for cold in colds),
        f"{COLD}kB": statistics.median(cold.bytes for cold in colds) / 1000,
    }


def odd_input(browser: Browser, contender: Contender, served: Served) -> dict[str, float]:
    """Return the milliseconds until *contender* has answered what nobody means, by the name of what it was."""
    faults: list[str] = []
    with opened(browser, contender, served.base) as page:
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.evaluate("typing.oddities()")
        rounds = [dict(page.evaluate("typing.oddities()")) for _ in range(WARM_ROUNDS)]
    if faults:
        raise SystemExit(f"Odd input made {contender.title} fail: {faults[0]}")
    return {name: statistics.median(spent[name] for spent in rounds) for name in rounds[0]}


def answers_from_files(browser: Browser, contender: Contender, queries: Sequence[Query]) -> list[list[int]] | str:
    """Return the answers of *contender* when its pages are opened as files, or in a word why there are none."""
    try:
        with opened(browser, contender, f"{contender.site.as_uri()}/") as page:
            return answers(page, [query.text for query in queries])
    except Error as error:
        return error.message.splitlines()[0]


def shown_otherwise(
    browser: Browser, contender: Contender, served: Served, measured: Measured, truth: Truth
) -> list[str]:
    """Return the queries for which the page of results begins with other rows than the engine's answer does."""
    strange = []
    with opened(browser, contender, served.base) as page:
        for verdict, found in zip(measured.verdicts, measured.found, strict=True):
            times(page, [verdict.query.text], How.KEY)
            shown = page.evaluate("bench.shown()")[:TOP]
            # Of those that only a text holds a page shows fewer at once.
            if bool(shown) != bool(found) or shown != [truth.rows[number].id for number in found[: len(shown)]]:
                strange.append(verdict.query.text)
    return strange
