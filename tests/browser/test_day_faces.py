"""The face of the days on the finished site: tones, flowers, the mourning switch, the override."""

from __future__ import annotations

import colorsys
import datetime
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from sites import Shipped, build, serving
from trial_projects import ROOT

SETTINGS = """extra:
  mourning:
    - {from: 2027-05-19, to: 2027-05-21, reason: 测试用的公告}
  campaign_overrides:
    - {campaign: chongyang, from: 2027-06-01, to: 2027-06-02}
"""
LIVING = "120000-2015-rm3g8"
MOURNED, OVERRIDDEN = "2027-05-20", "2027-06-01"

WORDS = ".band__day, .band__title, .band__text, .band a.more, .band__names, .band__verse"
FIXED = ".preview, .sheet[data-open], .sheet[data-open] .sheet__panel"


@pytest.fixture(scope="module")
def switched(shipped: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the shipped roll with three days of mourning and two days of another campaign."""
    root = shipped.copied(tmp_path_factory.mktemp("switched"))
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("extra:\n", SETTINGS, 1)
    settings.write_text(text.replace("featured:\n", f"featured:\n    - {LIVING}\n", 1), encoding="utf-8")
    with serving(build(root)) as base:
        yield base


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that has never seen the site."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context
    context.close()


def _open(context: BrowserContext, base: str, day: str, path: str = "index.html") -> Page:
    context.clock.set_fixed_time(datetime.datetime.fromisoformat(f"{day}T10:00:00+08:00"))
    page = context.new_page()
    page.goto(base + path)
    return page


def _saturation(picture: bytes) -> float:
    """Return the highest saturation, 0 to 1, of what can be seen of colour in *picture*."""
    with Image.open(io.BytesIO(picture)) as image:
        pixels = set(zip(*(channel.tobytes() for channel in image.convert("RGB").split()), strict=True))
    return max(colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)[2] for red, green, blue in pixels)


def _band_colour(page: Page) -> tuple[int, ...]:
    colour = page.locator(".band").evaluate("band => getComputedStyle(band).backgroundColor")
    return tuple(int(part) for part in re.findall(r"\d+", colour))


def _flowers(page: Page) -> set[str]:
    """Return which of the drawings at the foot of the band can be seen."""
    return {name for name in ("mums", "candle", "plum") if page.locator(f".band__{name}").is_visible()}


FLOWERS = [
    ("2027-04-05", {"mums", "candle"}),
    ("2027-09-30", {"mums"}),
    ("2027-09-03", {"mums"}),
    ("2027-12-13", set()),
    ("2027-10-08", {"mums"}),
    ("2027-02-06", {"plum"}),
    ("2027-12-04", set()),
    ("2027-11-24", set()),
]


def test_flowers_stand_where_they_belong(phone: BrowserContext, address: str) -> None:
    """A candle where the dead are mourned, plum on days of joy; neither on the memorial, plain and ordinary days."""
    page = phone.new_page()
    seen = []
    for day, _ in FLOWERS:
        page.goto(f"{address}?day={day}")
        seen.append((day, _flowers(page)))
    assert seen == FLOWERS


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
@pytest.mark.parametrize("mode", ["", "elder"])
def test_flowers_cover_no_word(browser: Browser, address: str, width: int, mode: str) -> None:
    """The drawings keep to the strip that is left for them, with many names, in the elder mode, at every width."""
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    page.add_init_script(f"localStorage.setItem('qunyingpu.elder', '{2 if mode else 0}')")
    for day in ("2027-04-05", "2027-09-03", "2027-02-06", "2030-09-10"):
        page.goto(f"{address}?day={day}")
        top = page.locator(".band__foot").evaluate("foot => foot.getBoundingClientRect().top")
        boxes = [box for words in page.locator(WORDS).all() if (box := words.bounding_box())]
        assert max(box["y"] + box["height"] for box in boxes) <= top, (day, width)
    context.close()


def test_days_of_honour_keep_their_colour(phone: BrowserContext, address: str) -> None:
    """30 September is red though solemn; 清明 has hardly a colour; the band of 13 December has none."""
    seen = {}
    for day in ("2027-09-30", "2027-04-05", "2027-12-13"):
        page = phone.new_page()
        page.goto(f"{address}?day={day}")
        red, green, blue = _band_colour(page)
        seen[day] = colorsys.rgb_to_hsv(red / 255, green / 255, blue / 255)[1]
        assert page.locator("html").get_attribute("data-tone") == "solemn"
        assert (red > 2 * green) == (day == "2027-09-30")
    assert seen["2027-09-30"] > 0.7
    assert 0.01 < seen["2027-04-05"] < 0.1
    assert seen["2027-12-13"] < 0.01


@pytest.mark.parametrize("width", [390, 1440])
def test_on_solemn_days_the_fallen_come_first(browser: Browser, switched: str, width: int) -> None:
    """Whoever the settings put first, at 清明 nobody living stands before the dead; on other days the settings hold."""
    context = browser.new_context(viewport={"width": width, "height": 844})
    seen = {}
    for day in ("2027-04-05", "2027-11-24"):
        cards = _open(context, switched, day).locator(".gallery > li").all()
        places = [(box["y"], box["x"]) for card in cards if (box := card.bounding_box())]
        ids = [card.locator("[data-hero]").get_attribute("data-hero") for card in cards]
        seen[day] = [hero for _, hero in sorted(zip(places, ids, strict=True))]
    context.close()
    assert seen["2027-11-24"][0] == LIVING
    assert seen["2027-04-05"] == [*seen["2027-11-24"][1:], LIVING]


def test_the_memorial_has_neither_names_nor_motion(phone: BrowserContext, address: str) -> None:
    """On 13 December no hero stands in the band, and nothing in it moves."""
    page = phone.new_page()
    page.goto(f"{address}?day=2027-12-13")
    assert page.locator(".band [data-hero]").count() == 0
    assert page.evaluate("document.querySelector('.band').getAnimations({ subtree: true }).length") == 0


def test_the_candle_flickers_briefly_and_only_where_it_may(browser: Browser, address: str) -> None:
    """Less than five seconds (WCAG 2.2.2), on a screen, for whoever has not asked for less motion."""
    context = browser.new_context(reduced_motion="no-preference")
    page = context.new_page()
    page.goto(f"{address}?day=2027-04-05")
    moving = "document.getAnimations().map(one => one.effect.getComputedTiming().activeDuration)"
    assert [length < 5000 for length in page.evaluate(moving)] == [True]
    for asked in ({"reduced_motion": "reduce"}, {"reduced_motion": "no-preference", "media": "print"}):
        page.emulate_media(**asked)  # type: ignore[arg-type]  # the keys are those of emulate_media
        page.goto(f"{address}?day=2027-04-05")
        assert page.evaluate(moving) == []
    context.close()


def test_mourning_has_its_days(phone: BrowserContext, switched: str) -> None:
    """The switch holds from its first to its last day, both included, and the campaign of the day stays."""
    seen = []
    for day in ("2027-05-18", "2027-05-19", "2027-05-21", "2027-05-22"):
        root = _open(phone, switched, day).locator("html")
        seen.append(root.get_attribute("data-mourning") is not None)
    assert seen == [False, True, True, False]


@pytest.mark.parametrize("path", ["index.html", "campaigns/chongyang.html"])
def test_mourning_leaves_no_colour(phone: BrowserContext, switched: str, path: str) -> None:
    """Every pixel of the page is grey; on the day after, and on paper, the colours are there."""
    assert _saturation(_open(phone, switched, MOURNED, path).screenshot(full_page=True)) == 0
    page = _open(phone, switched, "2027-05-22", path)
    assert _saturation(page.screenshot()) > 0.5
    page = _open(phone, switched, MOURNED, path)
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).filter") == "none"


def _places(page: Page) -> list[dict[str, float]]:
    page.evaluate("window.scrollTo(0, 300)")
    places: list[dict[str, float]] = page.evaluate(
        "selector => [...document.querySelectorAll(selector)].map(one => one.getBoundingClientRect().toJSON())", FIXED
    )
    return places


@pytest.mark.parametrize("path", ["index.html?day={day}", "search.html?day={day}"])
def test_mourning_moves_nothing(phone: BrowserContext, switched: str, path: str) -> None:
    """While scrolled, the bar of a preview and the open sheet of filters are where they are on any other day."""
    seen = []
    for day in (MOURNED, "2027-05-23"):
        page = phone.new_page()
        page.goto(switched + path.format(day=day))
        if "search" in path:  # else the filters might come while the sheet is measured
            page.wait_for_selector("[data-search-open]:not([disabled])", state="attached")
        page.evaluate(
            "document.body.style.minHeight = '3000px';"
            "for (const body of document.querySelectorAll('[data-search-body]')) body.hidden = false;"
            "for (const sheet of document.querySelectorAll('.sheet')) sheet.dataset.open = '';"
        )
        seen.append(_places(page))
        assert page.evaluate("window.scrollY") == 300
    assert seen[0] == seen[1]
    assert len(seen[0]) == (3 if "search" in path else 1)
    assert seen[0][0]["bottom"] == 844


def test_an_override_has_its_days(phone: BrowserContext, switched: str) -> None:
    """On the days that the office has chosen its campaign stands, in its own tone, also before 儿童节's own day."""
    seen = []
    for day in ("2027-05-31", OVERRIDDEN, "2027-06-02", "2027-06-03"):
        root = _open(phone, switched, day).locator("html")
        seen.append((root.get_attribute("data-campaign"), root.get_attribute("data-tone")))
    assert seen[1:3] == [("chongyang", "festive")] * 2
    assert seen[0] == ("childrens-day", "festive")
    assert seen[3][1] == "honour"


def test_the_days_with_a_dress_of_their_own_exist() -> None:
    """The style sheet names a few campaigns; whoever renames one is told here."""
    style = (ROOT / "theme/site/assets/site.css").read_text(encoding="utf-8")
    named = set(re.findall(r'\[data-campaign="([^"]+)"\]', style))
    known = {path.stem for path in Path(ROOT / "content/campaigns").glob("*.yaml")}
    assert named
    assert named <= known
