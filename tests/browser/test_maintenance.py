"""The maintenance page: what staff are told of clock, calendar and switches, on the web and from files."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from sites import Shipped, build

SETTINGS = """extra:
  mourning:
    - {from: 2027-05-19, to: 2027-05-21, reason: "测试公告<img src=x onerror=alert(1)>"}
  campaign_overrides:
    - {campaign: chongyang, from: 2027-05-20, to: 2027-05-24}
"""


@pytest.fixture
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """A desk in another zone that has never seen the site, for which no script fails."""
    context = browser.new_context(timezone_id="America/St_Johns")
    faults: list[str] = []
    context.on("weberror", lambda fault: faults.append(str(fault.error)))
    yield context
    context.close()
    assert faults == []


def _set_clock(context: BrowserContext, moment: str) -> None:
    context.clock.set_fixed_time(datetime.datetime.fromisoformat(f"{moment}+08:00"))


def _open(context: BrowserContext, base: str, moment: str) -> Page:
    _set_clock(context, moment)
    page = context.new_page()
    page.goto(f"{base}maintenance.html")
    return page


def _part(page: Page, name: str) -> str:
    return page.locator(f"[data-care-{name}]").inner_text()


def _verdicts(page: Page) -> list[str | None]:
    return [one.get_attribute("data-care-clock") for one in page.locator("[data-care-clock]:visible").all()]


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, site: Path, address: str) -> str:
    """The shipped site's address, over http and as files."""
    return address if request.param == "http" else f"{site.as_uri()}/"


def test_a_sound_clock(desk: BrowserContext, base: str) -> None:
    """Clock in UTC+8 whatever the zone, the zone itself, the day's campaign and why, and a link to its page."""
    page = _open(desk, base, "2027-04-04T00:30:05")
    assert _verdicts(page) == ["sound"]
    assert _part(page, "now") == "2027年4月4日　星期日　00:30:05"
    assert _part(page, "zone") == "UTC-2:30（America/St_Johns）。日期仍按北京时间，活动不受影响"
    assert _part(page, "seen") == "2027年4月4日"
    assert _part(page, "today") == "清明追思 寄语英雄"
    assert _part(page, "why") == "活动期，本日4月5日；活动期2027年4月1日至4月10日。格调：肃穆。"
    assert page.locator("[data-care-today]").get_attribute("href") == "campaigns/qingming.html"
    assert not page.locator("[data-care-also]").is_visible()
    assert _part(page, "grey") == "今天不置灰。"


def test_the_next_seven_days(desk: BrowserContext, address: str) -> None:
    """Each with its campaign, its own day marked, and a link to its preview; what else falls on today is named."""
    page = _open(desk, address, "2030-09-09T10:00:00")
    rows = page.locator("[data-care-days] li")
    assert [row.replace("\n", "") for row in rows.all_inner_texts()] == [
        "9月10日　星期二情系教师节 慰问暖人心当天",
        "9月11日　星期三情系教师节 慰问暖人心",
        "9月12日　星期四中秋节当天",
        "9月13日　星期五中秋节",
        "9月14日　星期六世界急救日当天",
        "9月15日　星期日世界急救日",
        "9月16日　星期一一房安家 大爱永续",
    ]
    assert _part(page, "also") == "同一天还有“久久公益节（99公益日）”、“中秋节”，排在后面。"
    rows.nth(2).locator("a").click()
    page.wait_for_url("**/index.html?day=2030-09-12")
    assert page.locator("html").get_attribute("data-campaign") == "mid-autumn"


@pytest.mark.parametrize(
    ("day", "verdict"), [("2015-04-05", "before"), ("2026-11-22", "before"), ("2038-01-01", "after")]
)
def test_a_clock_out_of_bounds(desk: BrowserContext, base: str, day: str, verdict: str) -> None:
    """One verdict with what to do, what the public sees meanwhile, and no day that would be counted from it."""
    page = _open(desk, base, f"{day}T10:00:00")
    assert _verdicts(page) == [verdict]
    assert page.locator("[data-care-doubtful]").is_visible()
    assert (_part(page, "seen"), _part(page, "today")) == ("没有记录", "精准帮扶 倾情暖心")
    assert page.locator("[data-care-days] li").count() == 0
    assert page.locator("[data-care-days-none]").is_visible()


def test_a_clock_set_back_can_be_set_right(desk: BrowserContext, address: str) -> None:
    """More than two days back is told; clearing the latest day seen believes the clock again."""
    _open(desk, address, "2027-05-10T10:00:00").close()
    page = _open(desk, address, "2027-05-07T10:00:00")
    assert _verdicts(page) == ["back"]
    assert _part(page, "seen") == "2027年5月10日"
    page.locator("[data-care-forget]").click()
    page.locator("[data-care-clock='sound']").wait_for()
    assert _part(page, "seen") == "2027年5月7日"


def test_any_day_can_be_previewed(desk: BrowserContext, base: str) -> None:
    """The date field leads to that day's home page."""
    page = _open(desk, base, "2027-05-07T10:00:00")
    page.get_by_label("预览某一天").fill("2027-12-13")
    page.get_by_role("button", name="预览首页").click()
    page.wait_for_url("**/index.html?day=2027-12-13")
    assert page.locator(".preview").is_visible()


def test_a_page_left_open_keeps_up(desk: BrowserContext, address: str) -> None:
    """The clock runs, and after midnight in UTC+8 the page speaks of the new day."""
    desk.clock.install(time=datetime.datetime.fromisoformat("2027-09-30T23:59:30+08:00"))
    page = desk.new_page()
    page.goto(f"{address}maintenance.html")
    assert _part(page, "today") == "烈士纪念日"
    page.clock.run_for(60_000)
    # The clock also runs by itself: on a busy machine some seconds more have passed.
    assert _part(page, "now").startswith("2027年10月1日　星期五　00:00:")
    assert _part(page, "today") == "国庆节"


def test_the_switches_in_force(desk: BrowserContext, shipped: Shipped, tmp_path: Path) -> None:
    """Periods stand with their words, as words, and those that hold today are marked."""
    root = shipped.copied(tmp_path)
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("extra:\n", SETTINGS, 1), encoding="utf-8")
    page = _open(desk, f"{build(root).as_uri()}/", "2027-05-19T10:00:00")
    periods = page.locator("[data-care-period]")
    assert periods.locator("> span:last-of-type").all_inner_texts() == [
        "测试公告<img src=x onerror=alert(1)>",
        "金秋送暖 情满重阳",
    ]
    assert [one.is_visible() for one in periods.locator("em").all()] == [True, False]
    assert _part(page, "grey") == "今天置灰。"
    _set_clock(desk, "2027-05-22T10:00:00")
    page.reload()
    assert [one.is_visible() for one in periods.locator("em").all()] == [False, True]
    assert _part(page, "why").startswith("临时指定。")
    assert page.locator("[data-care-days] li").first.inner_text().replace("\n", "").endswith("临时指定")
