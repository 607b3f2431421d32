"""Ask contenders in Chromium: open their pages, type, throttle the line, and count the memory of page and workers."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

import go
from bench_search.serving import Served

PARTS = Path(__file__).parent
MEGABITS, ROUND_TRIP = 1.6, 150
"""The slow line: Mbit/s both ways, and milliseconds that each request waits."""
_AT_ONCE, _TICK = 25, 50
_PATIENCE = 600_000


class How(StrEnum):
    """Ways to ask, as the harness calls them."""

    KEY = "key"
    CALL = "ask"


@dataclass(frozen=True, slots=True)
class Contender:
    """A search on a *site*: the *page* that is asked, and the page that is *open* before anybody thinks of searching.

    Pages of rivals carry their own harness and are called; *harness* is put into our pages, into which one types.
    """

    title: str
    site: Path
    page: str
    open: str
    harness: str = ""

    @property
    def how(self) -> How:
        """Return how people ask it."""
        return How.KEY if self.harness else How.CALL


@dataclass(frozen=True, slots=True)
class Cold:
    """A first search on an open page: seconds to the result, and what was asked for by then."""

    seconds: float
    requests: int
    bytes: int


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium, as the tests do; end with a sentence where there is none."""
    found = go.find_browser(go.CHROMIUM)
    if found is None:
        raise SystemExit(go.CHROMIUM.missing)
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(found), args=[*quiet, *sandbox])
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, contender: Contender, base: str) -> Iterator[Page]:
    """Open the page of *contender* below *base* for a new visitor and wait until it can be asked."""
    with visiting(browser) as page:
        page.goto(f"{base}{contender.page}")
        _equip(page, contender)
        page.evaluate("bench.ready()")
        yield page


@contextmanager
def visiting(browser: Browser) -> Iterator[Page]:
    """Give a new visitor, with nothing in the cache, an empty page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(_PATIENCE)
    yield context.new_page()
    context.close()


def _equip(page: Page, contender: Contender) -> None:
    if contender.harness:
        page.evaluate((PARTS / contender.harness).read_text(encoding="utf-8"))
    page.evaluate((PARTS / "typing.js").read_text(encoding="utf-8"))


def answers(page: Page, texts: Sequence[str]) -> list[list[int]]:
    """Return the rows that *page* finds for each of *texts*, best first."""
    found: list[list[int]] = []
    for start in range(0, len(texts), _AT_ONCE):
        found += page.evaluate("texts => typing.answers(texts)", list(texts[start : start + _AT_ONCE]))
    return found


def times(page: Page, texts: Sequence[str], how: How) -> list[float]:
    """Return the milliseconds from asking *how* to the result for each of *texts*, in turn."""
    spent: list[float] = []
    for start in range(0, len(texts), _AT_ONCE):
        some = list(texts[start : start + _AT_ONCE])
        spent += page.evaluate("([texts, how]) => typing.times(texts, how)", [some, how])
    return spent


def long_tasks(page: Page) -> list[tuple[float, str]]:
    """Return the tasks of 50 ms and more since this was last asked, longest first: milliseconds, and what was typed."""
    return [(float(spent), str(text)) for spent, text in page.evaluate("typing.longTasks()")]


def throttle(page: Page) -> None:
    """Slow the line of *page* and of its workers down."""
    rate = MEGABITS * 1e6 / 8
    conditions = {"offline": False, "latency": ROUND_TRIP, "downloadThroughput": rate, "uploadThroughput": rate}
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", conditions)


def cold_search(browser: Browser, contender: Contender, served: Served, name: str) -> Cold:
    """Measure the first search of a new visitor, for *name*, on the open page of *contender*."""
    with visiting(browser) as page:
        page.goto(f"{served.base}{contender.open}")
        page.wait_for_load_state("networkidle")
        _equip(page, contender)
        throttle(page)
        before = len(served.asked)
        milliseconds = page.evaluate("name => bench.cold(name)", name)
        asked = served.asked[before:]
    return Cold(milliseconds / 1000, len(asked), sum(size for _, size in asked))


def heap_megabytes(page: Page) -> float:
    """Return the megabytes of JavaScript's heaps and buffers, of *page* and its workers, after a collection."""
    line = page.context.new_cdp_session(page)
    usages = [_Worker(page, line, target).usage() for target in _workers_of(page, line)]
    line.send("HeapProfiler.collectGarbage")
    usages.append(line.send("Runtime.getHeapUsage"))
    held: int = sum(usage["usedSize"] + usage.get("backingStorageSize", 0) for usage in usages)
    return held / 1e6


def _workers_of(page: Page, line: CDPSession) -> list[str]:
    """Return the sessions of the workers that *page* has; each is told of as soon as somebody asks."""
    found: list[str] = []
    line.on("Target.attachedToTarget", lambda event: found.append(event["sessionId"]))
    # Playwright gives no access to sessions of its own flat kind, so this is the older kind, message in message.
    line.send("Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False})
    while len(found) < len(page.workers):
        page.wait_for_timeout(_TICK)
    return found


class _Worker:
    """A worker of a page, spoken to through the page's *line*."""

    def __init__(self, page: Page, line: CDPSession, session: str) -> None:
        self._page, self._line, self._session = page, line, session
        self._replies: dict[int, dict[str, Any]] = {}
        line.on("Target.receivedMessageFromTarget", self._take)

    def usage(self) -> dict[str, Any]:
        self._ask(1, "HeapProfiler.collectGarbage")
        return self._ask(2, "Runtime.getHeapUsage")

    def _take(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if event["sessionId"] == self._session and "id" in message:
            self._replies[message["id"]] = message

    def _ask(self, number: int, method: str) -> dict[str, Any]:
        message = json.dumps({"id": number, "method": method})
        self._line.send("Target.sendMessageToTarget", {"sessionId": self._session, "message": message})
        while number not in self._replies:
            self._page.wait_for_timeout(_TICK)
        return dict(self._replies.pop(number)["result"])
