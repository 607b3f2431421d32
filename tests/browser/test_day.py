"""The home page in Chromium, from files alone: the band and 今日纪念 follow the day, and words stay words."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from campaigns import a_campaign, a_year
from people import a_book, a_hero
from qunyingpu.model.site import Site
from qunyingpu.model.vocabulary import Channel
from qunyingpu.occasions import timetable
from qunyingpu.outputs.timetable import day_scripts

ASSETS = Path(__file__).parents[2] / "theme" / "site" / "assets"
HOME = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8">
<script src="assets/timetable.js"></script><script src="assets/day.js"></script>
<script src="assets/anniversaries.js" defer></script><script src="assets/band.js" defer></script></head>
<body>
<section data-band><div class="band__inner"><div><p class="band__day"></p><h1 class="band__title"><span>平日</span></h1>
<a class="more" href="#">查看活动</a></div><ul class="band__verse"><li>平日的话</li></ul></div></section>
<template data-band-verse><ul class="band__verse"><li>德者有得</li></ul></template>
<template data-band-names="qingming" data-text="追思一位"><ul class="band__names"><li>测试甲</li></ul></template>
<section data-today><h2>今日纪念</h2><div class="today"><p>纪念日历</p></div></section>
</body></html>"""
MARKUP = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Lay out a home page with the scripts of a fictional roll, and return its address."""
    folder = tmp_path_factory.mktemp("home")
    group = a_hero(
        id="320500-2024-ggggg",
        name="测试群体",
        kind="group",
        members=[
            {"name": "测试丁", "outcome": "sacrificed", "died": "2007-11-30"},
            {"name": "测试戊", "outcome": "sacrificed", "died": "2007-11-30"},
            {"name": "测试己"},
        ],
        deed={"outcome": "mixed", "date": "2007-11-30"},
    )
    living = a_hero(name="测甲", deed={"date": "2026-01-04", "summary": f"一句话，{MARKUP}就是这些字。"})
    others = [
        a_hero(id=f"320500-2020-{letter * 5}", name=f"测试{letter}", deed={"date": f"2020-12-{day:02}"})
        for day, letter in enumerate("stuv", start=5)
    ]
    sly = a_campaign("sly", name=f"测试{MARKUP}", slogan=MARKUP, when={"fixed": "06-18"}, priority="1")
    book = a_book(living, group, *others, campaigns=(*a_year(), sly)).published(Channel.WEB)
    site = Site(name="测试名录", url="https://roll.example/", description="测试", as_of=datetime.date(2026, 11, 23))
    for work in day_scripts(book, site, timetable(book.campaigns, 2026)):
        target = folder / work.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(work.content)
    for script in ("day.js", "band.js"):
        shutil.copyfile(ASSETS / script, folder / "assets" / script)
    (folder / "index.html").write_text(HOME, encoding="utf-8")
    return (folder / "index.html").as_uri()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh visitor, far from UTC+8, for whom no script fails."""
    visitor = browser.new_context(timezone_id="America/Los_Angeles")
    faults: list[str] = []
    visitor.on("weberror", lambda fault: faults.append(str(fault.error)))
    yield visitor
    visitor.close()
    assert faults == []


def _open(context: BrowserContext, address: str, moment: str) -> Page:
    context.clock.install(time=datetime.datetime.fromisoformat(moment))
    page = context.new_page()
    page.goto(address)
    return page


def _band(page: Page) -> list[list[str]]:
    """Return what can be seen of the band: day, title lines, text, link, and what stands beside them."""
    parts = (".band__day", ".band__title span", ".band__text", "a.more", ".band__inner > ul li")
    return [
        [words for item in page.locator(f"[data-band] {part}").all() if (words := item.inner_text())] for part in parts
    ]


def test_a_campaign_of_names(context: BrowserContext, home: str) -> None:
    """On 清明 the names stand where the value lines stand on other days."""
    page = _open(context, home, "2027-04-05T08:00:00+08:00")
    assert _band(page) == [
        ["2027年4月5日　清明"],
        ["清明追思", "寄语英雄"],
        ["追思英雄，寄语英雄"],
        ["进入追思"],
        ["测试甲"],
    ]
    assert page.locator("[data-band] a.more").get_attribute("href") == "campaigns/qingming.html"


def test_the_memorial_stands_alone(context: BrowserContext, home: str) -> None:
    """On 13 December neither names nor value lines stand beside the title."""
    page = _open(context, home, "2027-12-13T08:00:00+08:00")
    assert _band(page) == [["2027年12月13日　星期一"], ["南京大屠杀死难者国家公祭日"], [], ["查看活动"], []]


def test_a_page_left_open_turns_at_midnight(context: BrowserContext, home: str) -> None:
    """Within a minute after midnight in UTC+8, without a reload, band, tone and 今日纪念 are the new day's."""
    page = _open(context, home, "2027-09-30T23:59:30+08:00")
    root = page.locator("html")
    assert (root.get_attribute("data-campaign"), root.get_attribute("data-tone")) == ("martyrs-day", "solemn")
    page.clock.run_for(60_000)
    assert (root.get_attribute("data-campaign"), root.get_attribute("data-tone")) == ("national-day", "festive")
    assert _band(page) == [["2027年10月1日　星期五"], ["国庆节"], [], ["查看活动"], ["德者有得"]]
    page.locator("[data-today] [data-day='2027-10-01']").wait_for()


def test_what_comes_late_does_not_bring_back_the_day_before(context: BrowserContext, home: str) -> None:
    """Over a slow network the file of a day may arrive when that day is over; it is then not shown."""
    held: list[Route] = []
    page = context.new_page()
    page.route("**/11-30.js", lambda route: held.append(route))  # noqa: PLW0108 - it cannot take a bare append
    context.clock.install(time=datetime.datetime.fromisoformat("2026-11-30T23:59:30+08:00"))
    page.goto(home, wait_until="domcontentloaded")
    page.clock.run_for(60_000)
    today = page.locator("[data-today] [data-day]")
    today.wait_for()
    for route in held:
        route.continue_()
    page.wait_for_load_state("load")
    assert today.get_attribute("data-day") == "2026-12-01"


@pytest.mark.parametrize("missing", ["**/11-30.js", "**/12-05.js", "**/anniversaries.js"])
def test_a_file_that_is_missing_is_no_claim(context: BrowserContext, home: str, missing: str) -> None:
    """When not all is there to tell of the day, the page does not say that nobody is remembered, and nothing fails."""
    page = context.new_page()
    page.route(missing, lambda route: route.abort())
    context.clock.install(time=datetime.datetime.fromisoformat("2026-11-30T08:00:00+08:00"))
    page.goto(home)
    assert page.locator("[data-today] .today").inner_text() == "纪念日历"


def test_a_clock_that_turns_doubtful_takes_its_claims_back(context: BrowserContext, home: str) -> None:
    """When the clock of an open page jumps to where it cannot be, neither date nor 今日纪念 stay."""
    page = _open(context, home, "2026-11-30T08:00:00+08:00")
    page.locator("[data-today] [data-day]").wait_for()
    page.clock.set_system_time(datetime.datetime.fromisoformat("2015-11-30T08:00:00+08:00"))
    page.clock.run_for(60_000)
    assert _band(page)[0] == []
    assert not page.locator("[data-today]").is_visible()


def test_a_clock_that_cannot_be_right_claims_no_date(context: BrowserContext, home: str) -> None:
    """A kiosk whose battery died shows the year-round campaign, no date, and remembers nobody on a wrong day."""
    page = _open(context, home, "2015-11-30T08:00:00+08:00")
    assert page.locator("html").get_attribute("data-clock") == "doubtful"
    assert _band(page) == [[], ["精准帮扶", "倾情暖心"], [], ["查看活动"], ["德者有得"]]
    assert page.locator("[data-today] .today").inner_text() == "纪念日历"


def test_the_fallen_of_the_day(context: BrowserContext, home: str) -> None:
    """Members who died are named with the day, the place, the years and their group; what comes next is beside them."""
    page = _open(context, home, "2026-11-30T08:00:00+08:00")
    today = page.locator("[data-today] [data-day]")
    assert today.locator(".today__name").inner_text() == "测试丁、测试戊"
    assert today.locator(".today__when").inner_text().split("\n") == [
        "2007年11月30日牺牲",
        "江苏省苏州市　十九周年",
        "测试群体成员",
    ]
    assert today.locator("a.more").get_attribute("href") == "heroes/320500-2024-ggggg.html"
    assert today.locator(".stele--quiet b").all_inner_texts() == ["测试丁", "测试戊"]
    nearest = today.locator(".today__next li")
    assert nearest.all_inner_texts() == ["12月5日测试s", "12月6日测试t", "12月7日测试u"]


def test_the_living_of_the_day(context: BrowserContext, home: str) -> None:
    """A living person is never set as one who died; what the profile says is text, not HTML."""
    page = _open(context, home, "2027-01-04T08:00:00+08:00")
    today = page.locator("[data-today] [data-day]")
    today.wait_for()
    assert today.locator(".stele--quiet").count() == 0
    assert "2026年1月4日见义勇为" in today.locator(".today__when").inner_text()
    assert today.locator(".today__text p").inner_text() == f"一句话，{MARKUP}就是这些字。"
    assert page.locator("img").count() == 0


def test_a_day_without_anyone_says_so(context: BrowserContext, home: str) -> None:
    """No empty frame: the page says that today has nobody, and who comes next."""
    page = _open(context, home, "2027-03-01T08:00:00+08:00")
    today = page.locator("[data-today] [data-day]")
    assert today.locator(".quiet").inner_text() == "今天没有在册人物的纪念日。"
    assert today.locator(".today__on").all_inner_texts() == ["11月30日", "12月5日", "12月6日"]
    assert today.locator(".mark").all_inner_texts() == ["牺牲"]


def test_a_preview_is_marked(context: BrowserContext, home: str) -> None:
    """Staff see another day by its address, and see that it is a preview; campaign texts are text, not HTML."""
    page = _open(context, f"{home}?day=2027-06-18", "2027-03-01T08:00:00+08:00")
    assert page.locator("html").get_attribute("data-preview") == "2027-06-18"
    assert _band(page)[:3] == [["2027年6月18日　星期五（预览）"], f"测试{MARKUP}".split(), [MARKUP]]
    assert page.locator("img").count() == 0
