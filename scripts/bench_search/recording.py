"""Record a visit to the shipped roll on a slow line: home, 李, 李学生, the page; what each step asks for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Page

from bench_search.building import build_shipped_site
from bench_search.chromium import MEGABITS, ROUND_TRIP, chromium, throttle, visiting
from bench_search.serving import Served, serving

NAME = "李学生"


def record(folder: Path) -> list[str]:
    """Build the shipped site in *folder*, make the visit, and return a line for each step and one for all."""
    site = build_shipped_site(folder / "shipped")
    with chromium() as browser, serving(site) as served, visiting(browser) as page:
        throttle(page)
        return [f"{MEGABITS} Mbit/s, {ROUND_TRIP} ms, nothing cached", *_visit(page, served)]


def _visit(page: Page, served: Served) -> Iterator[str]:
    box = page.locator(".md-search input")
    option = page.locator("[role=option][data-hero]", has_text=NAME).first

    def type_first() -> None:
        box.press_sequentially(NAME[0])
        page.locator("[role=option]").first.wait_for()

    def type_rest() -> None:
        box.press_sequentially(NAME[1:])
        option.wait_for()

    def open_page() -> None:
        option.click()
        page.wait_for_url("**/heroes/*.html")

    steps: dict[str, Callable[[], object]] = {
        "home": lambda: page.goto(served.base),
        NAME[0]: type_first,
        NAME: type_rest,
        "the page": open_page,
    }
    for title, step in steps.items():
        before, start = len(served.asked), time.perf_counter()
        step()
        seconds = time.perf_counter() - start
        # What a step has begun to load is its own, though nobody waits for it.
        page.wait_for_load_state("networkidle")
        yield _line(title, served.asked[before:], seconds)
    yield _line("in all", served.asked, None)


def _line(title: str, asked: list[tuple[str, int]], seconds: float | None) -> str:
    kilobytes = sum(size for _, size in asked) / 1000
    took = "" if seconds is None else f"{seconds:6.2f} s"
    return f"{title:<10} {len(asked):4} requests {kilobytes:8.1f} kB {took}".rstrip()
