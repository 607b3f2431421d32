"""The finished site in Chromium: everyone is found, the right campaign stands on the right day, nothing leaves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from qunyingpu.readings import read_name

PAGE_KINDS = (
    "index.html",
    "about.html",
    "404.html",
    "search.html",
    "roll/index.html",
    "roll/initial.html",
    "campaigns/index.html",
    "campaigns/qingming.html",
    "ceremonies/index.html",
    "ceremonies/national-15.html",
)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh visitor on a phone."""
    visitor = browser.new_context(viewport={"width": 390, "height": 844})
    yield visitor
    visitor.close()


@pytest.fixture(scope="module")
def heroes(site: Path) -> list[dict[str, Any]]:
    """The published roll."""
    roll: dict[str, Any] = json.loads((site / "data/roll.json").read_text(encoding="utf-8"))
    return list(roll["heroes"])


def _hits(page: Page, query: str) -> list[str]:
    page.evaluate("query => { location.hash = 'q=' + encodeURIComponent(query); }", query)
    page.wait_for_function(
        "query => document.documentElement.dataset.search === 'ready'"
        " && document.querySelector('[data-results]').dataset.query === query",
        arg=query,
    )
    hits = page.locator("[data-results] [data-hero]")
    return [str(hit.get_attribute("data-hero")) for hit in hits.all()]


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_every_hero_is_found(
    context: BrowserContext, heroes: list[dict[str, Any]], site: Path, address: str, scheme: str
) -> None:
    """The full name finds its bearer first; given name, full pinyin and initials find him or her."""
    page = context.new_page()
    page.goto((address if scheme == "http" else site.as_uri() + "/") + "search.html")
    for hero in heroes:
        name, syllables = hero["name"], read_name(hero["name"]).split()
        assert _hits(page, name)[0] == hero["id"], name
        for query in (name[1:], "".join(syllables), "".join(part[0] for part in syllables)):
            assert hero["id"] in _hits(page, query), f"{name}: {query}"


DAYS = [
    ("2027-04-05", "qingming", "solemn", "清明追思"),
    ("2027-08-01", "army-day", "festive", "八一"),
    ("2027-09-30", "martyrs-day", "solemn", "烈士纪念日"),
]


@pytest.mark.parametrize(("day", "campaign", "tone", "words"), DAYS)
def test_the_day_turns_the_site(
    context: BrowserContext, address: str, day: str, campaign: str, tone: str, words: str
) -> None:
    """With the clock set, the band and the tone are the day's, on the web as the files lie."""
    context.clock.set_fixed_time(f"{day}T10:00:00+08:00")
    page = context.new_page()
    page.goto(address)
    root = page.locator("html")
    assert (root.get_attribute("data-campaign"), root.get_attribute("data-tone")) == (campaign, tone)
    assert words in page.locator("[data-band]").inner_text().replace("\n", "")


def test_the_memorial_day_shows_no_hero_campaign(context: BrowserContext, address: str) -> None:
    """On 13 December the band is the memorial's alone: no names, no festive colour."""
    context.clock.set_fixed_time("2027-12-13T10:00:00+08:00")
    page = context.new_page()
    page.goto(address)
    assert page.locator("html").get_attribute("data-tone") == "solemn"
    assert page.locator("[data-band] .band__names").count() == 0


def test_midnight_in_beijing_turns_the_day(context: BrowserContext, address: str) -> None:
    """The day changes at midnight in UTC+8, whatever zone the phone is in."""
    page = context.new_page()
    seen = []
    for moment in ("2027-09-30T15:59:00Z", "2027-09-30T16:01:00Z"):
        context.clock.set_fixed_time(moment)
        page.goto(address)
        seen.append(page.locator("html").get_attribute("data-campaign"))
    assert seen == ["martyrs-day", "national-day"]


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_no_request_leaves_the_site(
    context: BrowserContext, heroes: list[dict[str, Any]], site: Path, address: str, scheme: str
) -> None:
    """On every kind of page all requests go to the site itself and succeed, and no script fails."""
    base = address if scheme == "http" else site.as_uri() + "/"
    page = context.new_page()
    requests: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    # A navigation breaks off what the last page was still loading: that is no failure.
    page.on(
        "requestfailed",
        lambda request: faults.append(f"failed {request.url}") if request.failure != "net::ERR_ABORTED" else None,
    )
    page.on("response", lambda answer: faults.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    for path in (*PAGE_KINDS, f"heroes/{heroes[0]['id']}.html"):
        if scheme == "file" and path == "404.html":
            continue  # a server's page: its links start at the root of the site
        page.goto(base + path)
        page.wait_for_load_state("load")
    assert [url for url in requests if not url.startswith((base, "data:", "blob:"))] == []
    assert faults == []


def test_the_first_picture_is_the_square_card(
    context: BrowserContext, heroes: list[dict[str, Any]], address: str
) -> None:
    """WeChat takes the first image of a page: it is the 500x500 card, and it is loaded."""
    page = context.new_page()
    page.goto(f"{address}heroes/{heroes[0]['id']}.html")
    picture = page.locator("img").first
    assert str(picture.get_attribute("src")).endswith(f"{heroes[0]['id']}-square.jpg")
    assert picture.evaluate("img => [img.naturalWidth, img.naturalHeight]") == [500, 500]
    assert picture.evaluate("img => getComputedStyle(img).display") != "none"


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_no_page_scrolls_sideways(browser: Browser, heroes: list[dict[str, Any]], address: str, width: int) -> None:
    """Nothing is wider than the window, on the smallest phone and on a desk."""
    visitor = browser.new_context(viewport={"width": width, "height": 844})
    page = visitor.new_page()
    for path in (*PAGE_KINDS, *(f"heroes/{hero['id']}.html" for hero in heroes[:6])):
        page.goto(address + path)
        inner, outer = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert inner <= outer, path
    visitor.close()


def test_pages_stand_without_javascript(browser: Browser, heroes: list[dict[str, Any]], address: str) -> None:
    """Lists reach every hero, and the search page says where to go."""
    visitor = browser.new_context(java_script_enabled=False)
    page = visitor.new_page()
    page.goto(f"{address}roll/index.html")
    listed = {str(row.get_attribute("data-hero")) for row in page.locator("[data-hero]").all()}
    assert listed == {hero["id"] for hero in heroes}
    page.goto(f"{address}search.html")
    assert page.locator("main a[href^='roll/']").count() >= 1
    visitor.close()
