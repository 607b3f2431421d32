"""The kiosk edition on a touch screen: a tour of it all, no way out, and all is forgotten when a visitor goes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from prove_kiosk.editions import Office, take_in
from prove_kiosk.screens import (
    PORTRAIT,
    SIZES,
    Watched,
    enter,
    is_flat,
    press,
    random_hands,
    serving_hall,
    slope,
    soak,
    standing_before,
    tour,
    wait_until,
)
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.withdrawals import hidden_here, hide


@pytest.fixture
def home(office: Office, tmp_path: Path) -> Path:
    """A hall that shows the shipped roll."""
    made = office.hall(tmp_path / "hall")
    take_in(office.project / "stick", made)
    return made


def _clean(watched: Watched) -> None:
    assert (watched.faults, watched.foreign) == ([], [])


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_visitor_reaches_everything(browser: Browser, home: Path, size: tuple[int, int]) -> None:
    """All six ways of finding lead to a person; nothing fails, nothing is asked for elsewhere."""
    with serving_hall(home) as address, standing_before(browser, address, size) as watched:
        reached = tour(watched.page)
        assert [reached.count(name) for name in ("find", "hero", "campaign", "loop")] == [6, 6, 1, 1]
        _clean(watched)


def test_a_double_click_is_enough(browser: Browser, office: Office) -> None:
    """The reading copy on the stick does the same without a service."""
    address = (office.project / "stick" / "reading" / "index.html").as_uri()
    with standing_before(browser, address) as watched:
        reached = tour(watched.page)
        assert [reached.count(name) for name in ("find", "hero", "campaign", "loop")] == [6, 6, 1, 1]
        _clean(watched)


@contextlib.contextmanager
def _timed(browser: Browser, base: str) -> Iterator[Watched]:
    """Stand before the kiosk with a clock that the test turns."""
    context = browser.new_context(viewport={"width": PORTRAIT[0], "height": PORTRAIT[1]}, has_touch=True)
    page = context.new_page()
    page.clock.install()
    page.goto(base)
    page.wait_for_selector(".slide", state="attached")
    page.evaluate("window.visitor = { painted: () => null }")  # the test turns the clock, so no frame comes by itself
    yield Watched(page, base)
    context.close()


def _screen(page: Page) -> str:
    return str(page.evaluate("document.documentElement.dataset.screen"))


def test_an_idle_visitor_is_asked_and_then_forgotten(browser: Browser, home: Path) -> None:
    """After a minute the question, after fifteen seconds the loop; large type and low position are gone."""
    with serving_hall(home) as base, _timed(browser, base) as watched:
        page = watched.page
        press(page, "[data-go=home]")
        page.wait_for_selector("html[data-screen=home]", state="attached")
        for selector in ("[data-bar] [data-elder]", "[data-bar] [data-low]"):
            press(page, selector)
        page.evaluate("delete document.documentElement.dataset.mode")
        page.clock.run_for(55_000)
        assert page.locator("[data-ask]").is_hidden()
        page.clock.run_for(6_000)
        assert page.locator("[data-ask]").is_visible()
        page.mouse.move(200, 200)
        page.clock.run_for(16_000)
        assert _screen(page) == "loop"
        marks = page.evaluate("[document.documentElement.dataset.mode, document.documentElement.dataset.low]")
        assert marks == [None, None]
        page.clock.run_for(120_000)
        assert page.locator("[data-ask]").is_hidden(), "nobody is asked in the loop"


def test_typing_and_an_answer_keep_a_visitor(browser: Browser, home: Path) -> None:
    """Keys of our own keyboard are activity; 继续看 leaves everything as it is."""
    with serving_hall(home) as base, _timed(browser, base) as watched:
        page = watched.page
        press(page, "[data-go=home]")
        press(page, "[data-page=home] [data-find=pinyin]")
        page.wait_for_selector("html[data-screen=find]", state="attached")
        for _ in range(3):
            page.clock.run_for(40_000)
            page.locator("[data-key=l]").dispatch_event("pointerdown")
            press(page, "[data-key=l]")
            assert page.locator("[data-ask]").is_hidden()
        page.clock.run_for(61_000)
        press(page, "[data-stay]")
        page.clock.run_for(30_000)
        assert (_screen(page), page.locator("[data-typed]").inner_text()[:3]) == ("find", "LLL")


def test_nobody_gets_out(browser: Browser, home: Path) -> None:
    """Hundreds of random touches and keys: the page stays, no window, no download, no exception."""
    with serving_hall(home) as base, standing_before(browser, base) as watched:
        assert random_hands(watched, 400, seed=7) == 0
        _clean(watched)


GUARDED = {
    "contextmenu": "new MouseEvent('contextmenu', how)",
    "selectstart": "new Event('selectstart', how)",
    "dragstart": "new Event('dragstart', how)",
    "pinch": "new WheelEvent('wheel', { ...how, ctrlKey: true })",
    "print": "new KeyboardEvent('keydown', { ...how, key: 'p', ctrlKey: true })",
    "back": "new KeyboardEvent('keydown', { ...how, key: 'ArrowLeft', altKey: true })",
    "reload": "new KeyboardEvent('keydown', { ...how, key: 'F5' })",
}


@pytest.mark.parametrize("name", GUARDED)
def test_what_a_browser_would_do_is_stopped(browser: Browser, home: Path, name: str) -> None:
    """Each way out is closed in the page itself, whatever the switches do."""
    with serving_hall(home) as base, standing_before(browser, base) as watched:
        stopped = watched.page.evaluate(
            f"() => {{ const how = {{ bubbles: true, cancelable: true }}; const event = {GUARDED[name]};"
            " document.body.dispatchEvent(event); return event.defaultPrevented; }"
        )
        assert stopped


def test_no_link_leads_away(browser: Browser, home: Path) -> None:
    """A link to anywhere else does nothing; one to a person opens that person here."""
    with serving_hall(home) as base, standing_before(browser, base) as watched:
        page = watched.page
        enter(page)
        page.evaluate(
            "document.querySelector('[data-bar]').insertAdjacentHTML('beforeend',"
            " '<a id=away href=\"https://example.org/\" target=_blank>x</a>')"
        )
        press(page, "#away")
        assert (_screen(page), page.url.startswith(base), len(page.context.pages)) == ("home", True, 1)
        _clean(watched)


def test_whoever_is_hidden_is_nowhere(browser: Browser, home: Path) -> None:
    """Hidden with the PIN alone: not in the loop, not in a list, not by name, and the file is not to be had."""
    with serving_hall(home) as base, standing_before(browser, base) as watched:
        enter(watched.page)
        press(watched.page, "[data-page=home] [data-find=type]")
        watched.page.wait_for_selector(".kchoice")
        press(watched.page, ".kchoice")
        watched.page.wait_for_selector(".khit")
        hero = str(watched.page.locator(".khit").first.get_attribute("data-hero"))
    hide(home, hero, Disk())
    with serving_hall(home) as base, standing_before(browser, base) as watched:
        page = watched.page
        rows = page.evaluate(
            "QYPKiosk.finding.ready().then(() => QYPSearch.run({ q: '' })).then((all) => "
            "QYPKiosk.finding.cardsOf(all.rows)).then((found) => found.map(({ card }) => card.id))"
        )
        assert rows
        assert hero not in rows
        page.evaluate("(id) => QYPKiosk.go('hero', { id: id })", hero)
        page.wait_for_selector("html[data-screen=hero]", state="attached")
        assert page.locator("[data-fill=hero]").inner_text() == "这份内容已经调整，不再展示。"
        assert (
            page.evaluate("(path) => fetch(path).then((answer) => answer.status)", f"/v/1/kiosk/heroes/{hero}.js")
            == 404
        )


_SMALL = """() => Array.from(document.querySelectorAll('button, a[href]'))
  .filter((one) => one.offsetParent && !one.matches('[data-corner]')).map((one) => one.getBoundingClientRect())
  .filter((box) => box.width < 60 || box.height < 60).length"""


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)], ids=["upright", "wide"])
def test_everything_that_is_touched_is_large(browser: Browser, home: Path, size: tuple[int, int]) -> None:
    """In large type no target is under 60 pixels (移动互联网应用适老化通用设计规范), in low position too."""
    with serving_hall(home) as base, standing_before(browser, base, size) as watched:
        page = watched.page
        enter(page)
        press(page, "[data-bar] [data-elder]")
        for low in (False, True):
            if low:
                press(page, "[data-bar] [data-low]")
            press(page, "[data-bar] [data-go=home]")
            assert page.evaluate(_SMALL) == 0, "home"
            for mode in ("pinyin", "surname", "place"):
                press(page, f"[data-page=home] [data-find={mode}]")
                page.wait_for_selector("html[data-screen=find]", state="attached")
                assert page.evaluate(_SMALL) == 0, mode
                press(page, "[data-bar] [data-go=home]")
        press(page, "[data-page=home] [data-find=pinyin]")
        page.wait_for_selector("html[data-screen=find]", state="attached")
        press(page, "[data-key=l]")
        page.wait_for_selector(".khit")
        press(page, ".khit")
        page.wait_for_selector("html[data-screen=hero]", state="attached")
        assert page.evaluate(_SMALL) == 0, "hero"


def _enter_care(page: Page) -> None:
    """Touch the corner and set a PIN, as whoever comes first does."""
    for _ in range(5):
        press(page, "[data-corner]")
    page.wait_for_selector("html[data-screen=care]", state="attached")
    for _ in range(2):
        wait_until(page, "document.querySelector('[data-pin-dots]').textContent === ''")
        for digit in ("2", "4", "6", "8", "enter"):
            press(page, f"[data-digit='{digit}']")
    page.wait_for_selector("[data-facts] dd")


def test_a_person_is_hidden_by_the_second_press(browser: Browser, home: Path) -> None:
    """The button names whom it hides, asks again, and says that it was done; the day is then written without them.

    On 11-30 one person alone is remembered, and the hall no longer gives the file of that day.
    """
    with serving_hall(home) as base, standing_before(browser, base, clock="2027-11-30T10:00:00+08:00") as watched:
        page = watched.page
        enter(page)
        link = page.locator("[data-today] .today__text a")
        hero = str(link.get_attribute("href")).rpartition("/")[2].removesuffix(".html")
        name = page.locator("[data-today] .today__name").inner_text()
        link.click()
        page.wait_for_selector("html[data-screen=hero]", state="attached")
        _enter_care(page)
        page.evaluate("QYPKiosk.times.bounce = 1e9")
        for _ in range(9):
            press(page, "[data-do=hide]")
        assert page.locator("[data-do=hide]").inner_text().startswith("再按一次")
        page.evaluate("QYPKiosk.times.bounce = 0")
        press(page, "[data-do=sound]")
        wait_until(page, "document.querySelector('[data-do=sound]').textContent === '关掉声音'")
        told = []
        for _ in range(2):
            told.append(page.locator("[data-do=hide]").inner_text())
            assert hidden_here(home) == set()
            press(page, "[data-do=hide]")
        wait_until(page, "document.querySelector('[data-do=hide]').disabled")
        told.append(page.locator("[data-do=hide]").inner_text())
        assert told == [words + f"{name}（{hero}）" for words in ("隐去 ", "再按一次，就隐去 ", "已隐去 ")]
        assert hidden_here(home) == {hero}
        _clean(watched)
    with serving_hall(home) as base, standing_before(browser, base, clock="2027-11-30T10:00:00+08:00") as watched:
        enter(watched.page)
        watched.page.locator("[data-today] .today[data-day='2027-11-30']").wait_for()
        today = watched.page.locator("[data-today]")
        assert "今天没有在册人物的纪念日。" in today.inner_text()
        assert name not in today.inner_text()
        assert today.locator(".today__next li").count() == 3
        missing = f"{base}v/1/assets/anniversaries/11-30.js"
        assert {fault.partition(": ")[2] for fault in watched.faults} == {missing}
        assert watched.foreign == []


def test_a_window_on_a_desk_may_fill_the_screen(browser: Browser, office: Office, home: Path) -> None:
    """F11 works in the reading copy, and nowhere in a hall."""
    press_f11 = "() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'F11', cancelable: true }))"
    with standing_before(browser, (office.project / "stick" / "reading" / "index.html").as_uri()) as watched:
        assert watched.page.evaluate(press_f11) is True
    with serving_hall(home) as base, standing_before(browser, base) as watched:
        assert watched.page.evaluate(press_f11) is False


def test_tributes_are_counted_where_they_are_paid(browser: Browser, home: Path) -> None:
    """A flower for one person is one in the hall's own ledger, and the maintenance page, behind its PIN, says so."""
    with serving_hall(home) as base, standing_before(browser, base) as watched:
        page = watched.page
        enter(page)
        press(page, "[data-page=home] [data-find=pinyin]")
        page.wait_for_selector("html[data-screen=find]", state="attached")
        press(page, "[data-key=l]")
        page.wait_for_selector(".khit")
        press(page, ".khit")
        page.wait_for_selector("html[data-screen=hero]", state="attached")
        press(page, "[data-pay=flower]")
        wait_until(page, "document.querySelector('[data-paid]').textContent.includes('已献花')")
        _enter_care(page)
        facts = page.locator("[data-facts]").inner_text()
        assert "献花 1" in facts
        assert page.locator("[data-code] path").count() == 1
        _clean(watched)


def test_a_short_day_leaves_nothing_behind(browser: Browser, home: Path) -> None:
    """Fifteen visitors with the loop between them: heap, nodes and listeners do not grow."""
    with serving_hall(home) as base, standing_before(browser, base) as watched:
        weights = soak(watched.page, 15, 4, every=3)
        assert slope(weights[1:]) <= 5
        assert is_flat(weights[1:])
        _clean(watched)
