"""What `site.js` adds for readers: the elder mode, 转发, and the number that a correction needs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh visitor on a phone."""
    visitor = browser.new_context(viewport={"width": 390, "height": 844})
    yield visitor
    visitor.close()


@pytest.fixture(scope="module")
def hero(site: Path) -> str:
    """The id of someone on the roll."""
    return str(json.loads((site / "data/roll.json").read_text(encoding="utf-8"))["heroes"][0]["id"])


def _mode(page: Page) -> object:
    return page.evaluate("[document.documentElement.dataset.mode, document.documentElement.dataset.scale]")


def test_the_elder_mode_is_kept_from_page_to_page(phone: BrowserContext, address: str, hero: str) -> None:
    """Turned on in the footer it holds on the next page before anything is painted, and is turned off again."""
    page = phone.new_page()
    page.goto(address)
    page.locator(".md-footer [data-elder]").click()
    page.route("**/site.js", lambda route: route.abort())
    page.goto(f"{address}heroes/{hero}.html")
    assert _mode(page) == ["elder", None]
    page.unroute("**/site.js")
    page.reload()
    page.locator("[data-elder-scale]").click()
    page.reload()
    assert _mode(page) == ["elder", "large"]
    page.locator(".elderbar [data-elder]").click()
    page.reload()
    assert _mode(page) == [None, None]


def test_the_elder_mode_works_without_storage(phone: BrowserContext, address: str) -> None:
    """Where storing is forbidden the mode lasts for the page, and no script fails."""
    page = phone.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } });")
    page.goto(f"{address}about.html")
    page.locator(".md-footer [data-elder]").click()
    assert (_mode(page), faults) == (["elder", None], [])


def test_forwarding_is_one_touch(phone: BrowserContext, address: str, hero: str) -> None:
    """Where the system can share, it is handed title, sentence and address; elsewhere the poster to save is shown."""
    page = phone.new_page()
    page.goto(f"{address}heroes/{hero}.html")
    page.locator("[data-share]").click()
    poster = page.locator("[data-share-panel] img")
    poster.wait_for()
    assert str(poster.get_attribute("src")).endswith(f"cards/{hero}-poster.jpg")
    assert poster.evaluate("image => image.decode().then(() => image.naturalHeight)") == 1920
    page.add_init_script("navigator.share = data => { window.shared = data; return Promise.resolve(); };")
    page.reload()
    page.locator("[data-share]").click()
    shared = page.evaluate("window.shared")
    assert shared["url"] == page.url
    assert shared["title"] == page.locator("h1").inner_text().strip()
    assert page.locator("[data-share-panel]").is_hidden()


def test_a_correction_names_its_profile(phone: BrowserContext, address: str, hero: str) -> None:
    """The page for corrections repeats the number and address of the profile that one comes from."""
    page = phone.new_page()
    page.goto(f"{address}heroes/{hero}.html")
    page.get_by_text("更正或补充").click()
    page.locator(".correction").wait_for()
    assert hero in page.locator(".correction").inner_text()


def test_a_made_up_number_is_not_repeated(phone: BrowserContext, address: str) -> None:
    """Only what has the form of a number is taken from the address, so that no page says a stranger's words."""
    page = phone.new_page()
    page.goto(f"{address}about.html?hero=<b>x</b>#correction")
    page.wait_for_load_state("load")
    assert page.locator(".correction").count() == 0
