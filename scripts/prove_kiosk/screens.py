"""Stand before the screen of a hall in Chromium: a tour, random hands, a day in short, and how long a touch takes."""

from __future__ import annotations

import datetime
import random
import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize

from qunyingpu.hall.disk import Disk
from qunyingpu.hall.running import Hall
from qunyingpu.hall.serving import Pages, hall_server

PORTRAIT = (1080, 1920)
SIZES = (PORTRAIT, (1920, 1080), (2160, 3840), (3840, 2160))
MODES = ("pinyin", "surname", "strokes", "place", "year", "type")
NOW = datetime.datetime(2027, 4, 5, 10, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
_VISITOR = (Path(__file__).parent / "visitor.js").read_text(encoding="utf-8")


@contextmanager
def serving_hall(home: Path) -> Iterator[str]:
    """Serve the hall at *home* and give its address; no browser is watched."""
    hall = Hall(home, Disk(), now=lambda: NOW)
    server = hall_server(Pages(home), hall.ask, 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Watched:
    """A page of the kiosk, and whatever must never happen on it."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def note(self, fault: str) -> None:
        """Keep *fault*."""
        self.faults.append(fault)

    @property
    def foreign(self) -> list[str]:
        """Return the requests that went elsewhere."""
        return [url for url in self.asked if not url.startswith((self.base, "data:"))]


@contextmanager
def standing_before(
    browser: Browser, address: str, size: tuple[int, int] = PORTRAIT, *, moves: bool = True, clock: str = ""
) -> Iterator[Watched]:
    """Open the kiosk at *address* on a touch screen of *size*, whose *clock* stands still where one is given.

    A screen that does not move costs a machine less.
    """
    viewport: ViewportSize = {"width": size[0], "height": size[1]}
    motion: Literal["no-preference", "reduce"] = "no-preference" if moves else "reduce"
    context = browser.new_context(viewport=viewport, has_touch=True, reduced_motion=motion)
    if clock:
        context.clock.set_fixed_time(clock)
    page = context.new_page()
    watched = Watched(page, address.removesuffix("kiosk/index.html").removesuffix("index.html"))
    page.on("pageerror", lambda error: watched.note(f"exception: {error}"))
    page.on("requestfailed", lambda request: watched.note(f"failed: {request.url}"))
    page.on("response", lambda answer: watched.note(f"{answer.status}: {answer.url}") if answer.status >= 400 else None)
    page.on("request", lambda request: watched.asked.append(request.url))
    page.on("popup", lambda _: watched.note("a window opened"))
    page.on("download", lambda _: watched.note("a download began"))
    page.on("dialog", lambda _: watched.note("a dialogue opened"))
    page.on("framenavigated", lambda frame: watched.asked.append(frame.url))
    page.goto(address)
    page.wait_for_selector(".slide", state="attached")
    page.evaluate(_VISITOR)
    yield watched
    context.close()


def wait_until(page: Page, condition: str) -> None:
    """Wait until *condition* is true in *page*, whose policy forbids the driver's own way of waiting."""
    page.evaluate(f"async () => {{ while (!({condition})) await new Promise((done) => setTimeout(done, 10)); }}")


def enter(page: Page) -> None:
    """Touch the loop."""
    page.touchscreen.tap(300, 300)
    page.wait_for_selector("html[data-screen=home]", state="attached")


def press(page: Page, selector: str) -> None:
    """Touch the first that *selector* finds, and wait until the screen has settled."""
    page.locator(selector).first.dispatch_event("click")
    page.evaluate("visitor.painted()")


def tour(page: Page) -> list[str]:
    """Walk through every screen as a visitor would; return the names of those that were reached."""
    reached = []

    def see(name: str) -> None:
        page.wait_for_selector(f"html[data-screen={name}]", state="attached")
        reached.append(name)

    enter(page)
    see("home")
    for mode in MODES:
        press(page, f"[data-page=home] [data-find={mode}]")
        see("find")
        if mode == "pinyin":
            press(page, "[data-key=l]")
        for _ in range(4):
            if page.locator(".khit").count() == 0 and page.locator(".kchoice").count():
                press(page, ".kchoice")
                wait_until(page, "document.querySelector('.khit, .kchoice')")
        page.wait_for_selector(".khit")
        press(page, ".khit")
        see("hero")
        press(page, "[data-neighbour='1']")
        press(page, "[data-pay=flower]")
        press(page, "[data-bar] [data-go=home]")
        see("home")
    press(page, "[data-page=home] .band a")
    see("campaign")
    press(page, "[data-bar] [data-elder]")
    press(page, "[data-bar] [data-low]")
    press(page, "[data-bar] [data-back]")
    see("home")
    press(page, "[data-bar] [data-back]")
    see("loop")
    return reached


def random_hands(watched: Watched, times: int, seed: int) -> int:
    """Touch and type *times* times anywhere; return how often the page was somewhere else afterwards."""
    page, chance = watched.page, random.Random(seed)  # noqa: S311 - the same hands each time
    session = page.context.new_cdp_session(page)
    width, height = page.viewport_size["width"], page.viewport_size["height"]  # type: ignore[index]
    start, escapes = page.url, 0
    for number in range(times):
        _do_something(session, chance, width, height)
        if number % 500 == 499 and page.url != start:
            escapes += 1
            page.goto(start)
    return escapes + (page.url != start)


_KEYS = (
    "Tab", "Enter", "Escape", "ArrowDown", "ArrowUp", "Backspace", "F1", "F5", "F11", "F12", "Home", "End", "PageDown",
    "a", "l", "z", " ", "1", "/", "ContextMenu", "PrintScreen",
)  # fmt: skip
_MODIFIERS = (0, 0, 0, 0, 1, 2, 4, 8, 10)
"""None most of the time, else alt, control, meta, shift, and control with shift."""


def _do_something(session: CDPSession, chance: random.Random, width: int, height: int) -> None:
    kind = chance.random()
    across, down = chance.randrange(width), chance.randrange(height)
    if kind < 0.6:
        points = [{"x": across, "y": down, "id": 0}]
        if chance.random() < 0.1:
            points.append({"x": chance.randrange(width), "y": chance.randrange(height), "id": 1})
        session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points})
        if chance.random() < 0.2:
            moved = [{**point, "x": chance.randrange(width), "y": chance.randrange(height)} for point in points]
            session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": moved})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    elif kind < 0.75:
        button = chance.choice(("left", "right", "middle"))
        for what in ("mousePressed", "mouseReleased"):
            session.send(
                "Input.dispatchMouseEvent", {"type": what, "x": across, "y": down, "button": button, "clickCount": 1}
            )
    else:
        key = chance.choice(_KEYS)
        event = {"key": key, "modifiers": chance.choice(_MODIFIERS)}
        session.send("Input.dispatchKeyEvent", {"type": "keyDown", **event, **({"text": key} if len(key) == 1 else {})})
        session.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})


@dataclass(frozen=True, slots=True)
class Weight:
    """What a page holds after a collection."""

    transitions: int
    megabytes: float
    nodes: int
    listeners: int


def weigh(page: Page) -> Weight:
    """Collect what is no longer needed and weigh the rest."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    for _ in range(2):
        session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    figures = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    return Weight(
        page.evaluate("QYPKiosk.transitions"),
        figures["JSHeapUsedSize"] / 1e6,
        int(figures["Nodes"]),
        int(figures["JSEventListeners"]),
    )


def soak(page: Page, visitors: int, slides: int, every: int = 40) -> list[Weight]:
    """Let the loop turn *slides* times between *visitors*, each of whom looks at people; weigh after *every* visitor.

    Time is short: a slide stands for a hundredth of a second. Everybody takes another way, so that all is met.
    """
    page.evaluate("QYPKiosk.times.slide = 10")
    weights = []
    for number in range(visitors):
        page.evaluate("(count) => visitor.watch(count)", slides)
        page.evaluate("(number) => visitor.visit(number)", number)
        if number % every == every - 1:
            weights.append(weigh(page))
    return weights


def slope(weights: list[Weight]) -> float:
    """Return by how many MB the heap grows in a thousand transitions: the line of least squares."""
    across = [weight.transitions / 1000 for weight in weights]
    return statistics.linear_regression(across, [weight.megabytes for weight in weights]).slope


def is_flat(weights: list[Weight]) -> bool:
    """Tell whether nodes and listeners have not grown: what stands on a screen varies, but no more than before."""
    half = len(weights) // 2
    first, second = weights[:half], weights[half:]
    return all(
        max(getattr(one, name) for one in second) <= 1.25 * max(getattr(one, name) for one in first)
        for name in ("nodes", "listeners")
    )


def touches(page: Page, times: int, seed: int) -> list[float]:
    """Return the milliseconds from a touch on somebody in a list to that person's page, painted."""
    chance, spent = random.Random(seed), list[float]()  # noqa: S311 - the same hands each time
    enter(page)
    count = page.evaluate("visitor.people()")
    for _ in range(times):
        spent.append(page.evaluate("(row) => visitor.touch(row)", chance.randrange(count)))
    return spent


def first_picture(browser: Browser, address: str, times: int) -> float:
    """Return the median milliseconds from the start of a page to its first slide, painted."""
    spent: list[float] = []
    for _ in range(times):
        with standing_before(browser, address) as watched:
            wait_until(watched.page, "performance.getEntriesByName('first picture').length")
            spent.append(watched.page.evaluate("performance.getEntriesByName('first picture')[0].startTime"))
    return statistics.median(spent)
