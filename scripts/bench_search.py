"""Compare our search with Pagefind and MiniSearch: one fictional roll, one Chromium, one run, one table.

    python scripts/bench_search.py --heroes 10000
    python scripts/bench_search.py --heroes 100000     # ours alone: the rivals take too long to build
    python scripts/bench_search.py --recording         # the shipped roll: home, 李, 李学生, the page, on a slow line

Queries of every class are drawn by chance; what they should find is found by trying every row (`bench_search/answers`).
The rivals come from npm in pinned versions, into a folder that is thrown away. Ends with status 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

# The parts lie in the folder of the same name, as a package's do.
__path__ = [str(Path(__file__).with_suffix(""))]

from playwright.sync_api import Browser

from bench_search.answers import Truth
from bench_search.building import SHARD, build_site, read_roll, seconds_of_index, weight_of_ours
from bench_search.chromium import Contender, chromium
from bench_search.figures import Bar, complaints, table
from bench_search.measuring import (
    COLD,
    HEAP,
    KEY,
    LONGEST,
    Measured,
    answers_from_files,
    cold_names,
    measure,
    odd_input,
    shown_otherwise,
)
from bench_search.queries import Kind, QueryMaker
from bench_search.recording import record
from bench_search.rivals import MINISEARCH, PAGEFIND, fetch, indexed_by_minisearch, indexed_by_pagefind
from bench_search.rows import rows_of
from bench_search.serving import Served, serving

OURS = "ours"
EACH = 25
SMALL = 20_000
"""Heroes up to which the bars for a roll of 10,000 hold; above they are those for 100,000."""
ODD, FILES, PAGE, BUILD, OF_PAGEFIND = (
    "odd input, slowest, ms",
    "same answers from file://, %",
    "page shows the engine's answer, %",
    "index build, of parsing the profiles",
    f"{COLD}of Pagefind's",
)


def main() -> None:
    """Measure what the command line asks for, print it, and end with status 1 when a bar is missed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--heroes", type=int, default=10_000)
    options.add_argument("--words", type=int, default=60, help="random words in each story (default: 60)")
    options.add_argument("--rounds", type=int, default=5, help="first searches on a slow line (default: 5)")
    options.add_argument("--seed", type=int, default=1, help="another seed, other queries (default: 1)")
    options.add_argument("--rivals", action=argparse.BooleanOptionalAction, help="the default up to 20,000 heroes")
    options.add_argument("--recording", action="store_true", help="only the recording on the shipped roll")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if chosen.recording:
            print("\n".join(record(Path(folder))))
        else:
            has_rivals = chosen.heroes <= SMALL if chosen.rivals is None else chosen.rivals
            sys.exit(Comparison(Path(folder), chosen, has_rivals=has_rivals).run())


class Comparison:
    """One run: what is compared, on which roll, with which queries, and what came of it."""

    def __init__(self, folder: Path, chosen: argparse.Namespace, *, has_rivals: bool) -> None:
        self._folder, self._chosen = folder, chosen
        # First, since without a network nothing else need be done.
        self._modules = fetch(folder / "rivals") if has_rivals else None
        self._roll = folder / "roll"
        self._site = build_site(self._roll, chosen.heroes, chosen.words)
        self._book = read_roll(self._roll)
        _say("making queries")
        self._truth = Truth(rows_of(self._book))
        self._queries = QueryMaker(self._truth, chosen.seed).queries(EACH)
        self._columns: dict[str, dict[str, float]] = {}
        self._notes: list[str] = []

    def run(self) -> int:
        """Measure everything, print the table and what is wrong with our answers, and return the exit status."""
        contenders = [self._ours(), *self._rivals()]
        with ExitStack() as stack:
            browser = stack.enter_context(chromium())
            places = [(contender, stack.enter_context(serving(contender.site))) for contender in contenders]
            measured = {}
            for contender, served in places:
                _say(f"asking {contender.title}")
                measured[contender.title] = measure(browser, contender, served, self._queries, self._truth)
                self._columns[contender.title] |= measured[contender.title].figures
            _say("first searches on a slow line")
            self._measure_cold(browser, places)
            _say("answers from files, odd input")
            self._measure_files(browser, contenders, measured)
            self._measure_ours(browser, *places[0], measured[OURS])
        return self._tell(measured[OURS])

    # ── contenders ──

    def _ours(self) -> Contender:
        built, parsed = seconds_of_index(self._roll, self._book)
        weight = weight_of_ours(self._site)
        self._columns[OURS] = weight | {"build, s of CPU": built, BUILD: built / parsed}
        return Contender(OURS, self._site, "search.html", "index.html", "ours.js")

    def _rivals(self) -> Iterator[Contender]:
        if self._modules is None:
            return
        for title, index, page in (
            (PAGEFIND, indexed_by_pagefind, "pagefind.html"),
            (MINISEARCH, indexed_by_minisearch, "minisearch.html"),
        ):
            _say(f"indexing with {title}")
            site = self._folder / page.removesuffix(".html")
            self._columns[title] = index(self._truth.rows, self._modules, site)
            yield Contender(title, site, page, page)

    # ── measures ──

    def _measure_cold(self, browser: Browser, places: list[tuple[Contender, Served]]) -> None:
        shown = {row.name for row in self._truth.rows}
        names = [query.text for query in self._queries if query.kind is Kind.NAME and query.text in shown]
        rounds = names[: self._chosen.rounds]
        # MiniSearch loads its whole index for any name: a minute each time, so once is enough.
        for some, asked in ((places[:2], rounds), (places[2:], rounds[:1])):
            for title, figures in cold_names(browser, some, asked).items():
                self._columns[title] |= figures
        if PAGEFIND in self._columns:
            seconds = f"{COLD}s"
            self._columns[OURS][OF_PAGEFIND] = self._columns[OURS][seconds] / self._columns[PAGEFIND][seconds]

    def _measure_files(self, browser: Browser, contenders: list[Contender], measured: Mapping[str, Measured]) -> None:
        for contender in contenders:
            answers = answers_from_files(browser, contender, self._queries)
            if isinstance(answers, str):
                self._notes.append(f"{contender.title} from file://: {answers}")
                answers = []
            same = sum(mine == theirs for mine, theirs in zip(measured[contender.title].found, answers, strict=False))
            self._columns[contender.title][FILES] = 100 * same / len(self._queries)

    def _measure_ours(self, browser: Browser, contender: Contender, served: Served, measured: Measured) -> None:
        spent = odd_input(browser, contender, served)
        self._columns[OURS][ODD] = max(spent.values())
        self._notes += [f"odd input: {name}: {milliseconds:.1f} ms" for name, milliseconds in spent.items()]
        strange = shown_otherwise(browser, contender, served, measured, self._truth)
        self._columns[OURS][PAGE] = 100 * (1 - len(strange) / len(self._queries))
        self._notes += [f"the page shows others than the engine found: {text!r}" for text in strange]

    # ── the end ──

    def _tell(self, ours: Measured) -> int:
        bars = tuple(bars_for(self._chosen.heroes, has_rivals=self._modules is not None))
        print(f"{len(self._truth.rows):,} heroes, {len(self._queries)} queries, cold medians of {self._chosen.rounds}")
        print(table(self._columns, bars))
        print("\n".join([*self._notes, *ours.slow, *complaints(ours.verdicts, self._truth)]))
        missed = [bar for bar in bars if not bar.is_met(self._columns[OURS])]
        for bar in missed:
            print(f"bar missed: {bar.measure}: {self._columns[OURS].get(bar.measure, float('nan')):.3f}, not {bar}")
        return 1 if missed else 0


def _say(what: str) -> None:
    """Tell on the side what is being done: a run takes minutes."""
    print(f"… {what}", file=sys.stderr, flush=True)


def bars_for(heroes: int, *, has_rivals: bool) -> Iterator[Bar]:
    """Yield what must hold of ours on a roll of *heroes*."""
    is_small = heroes <= SMALL
    for measure_of_all in ("exact full name first, %", "ties on top, %", "nonsense finds nothing, %", "recall, %"):
        yield Bar(measure_of_all, 100, is_floor=True)
    yield Bar("precision at 10, %", 98, is_floor=True)
    yield Bar(f"precision: {Kind.PHRASE}, %", 99, is_floor=True)
    yield Bar(f"{KEY}p95, ms", 10 if is_small else 40)
    yield Bar(LONGEST, 50)
    yield Bar(f"{COLD}kB", 150 if is_small else 600)
    yield Bar(SHARD, 25)
    # 100,000 heroes may take 11 times as long as the parsing of 10,000: 1.1 times their own.
    yield Bar(BUILD, 1.0 if is_small else 1.1)
    yield Bar(ODD, 50)
    yield Bar(FILES, 100, is_floor=True)
    yield Bar(PAGE, 100, is_floor=True)
    if is_small:
        yield Bar(HEAP, 60)
        yield Bar(f"{COLD}s", 1.0)
    if is_small and has_rivals:
        yield Bar(OF_PAGEFIND, 0.6)


if __name__ == "__main__":
    main()
