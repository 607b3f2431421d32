"""The commemorative year on the finished site, with a set clock: the right campaign on its days, everywhere at once."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

YEAR_ROUND = ("precise-help", "housing")
"""By priority, 95 before 96: they take weekly turns, counted from Monday 1970-01-05."""

DAYS = [
    # 清明 2027 is 04-05, its window 04-01 to 04-10; 学生安全教育日 is the last Monday of March, 03-29, one day before
    # to three days after it, and has the higher number.
    ("2027-03-31", "school-safety-day", "plain"),
    ("2027-04-01", "qingming", "solemn"),
    ("2027-04-04", "qingming", "solemn"),
    ("2027-04-05", "qingming", "solemn"),
    ("2027-04-06", "qingming", "solemn"),
    ("2027-04-10", "qingming", "solemn"),
    ("2027-04-11", None, "honour"),
    # 春节 2027 is 02-06 (new moon at 23:56), its window 02-05 to 02-13 with 30; 新春走基层, 45, ends on 02-05.
    ("2027-02-04", "spring-visits", "festive"),
    ("2027-02-05", "spring-festival", "festive"),
    ("2027-02-06", "spring-festival", "festive"),
    ("2027-02-07", "spring-festival", "festive"),
    ("2027-02-14", None, "honour"),
    # 重阳 2027 is 10-08, its window 10-04 to 10-11 with 32; 国庆, 30, lasts until 10-07.
    ("2027-10-07", "national-day", "festive"),
    ("2027-10-08", "chongyang", "festive"),
    ("2027-10-09", "chongyang", "festive"),
    ("2027-10-12", None, "honour"),
    # 八一: 07-27 to 08-06, alone.
    ("2027-07-26", None, "honour"),
    ("2027-07-31", "army-day", "festive"),
    ("2027-08-01", "army-day", "festive"),
    ("2027-08-02", "army-day", "festive"),
    # 烈士纪念日, 5, from 09-28; on 10-01 国庆 has begun. 常州's week is another city's.
    ("2027-09-27", None, "honour"),
    ("2027-09-29", "martyrs-day", "solemn"),
    ("2027-09-30", "martyrs-day", "solemn"),
    ("2027-10-01", "national-day", "festive"),
    # 公祭日: its own day only.
    ("2027-12-12", None, "honour"),
    ("2027-12-13", "nanjing-memorial", "solemn"),
    ("2027-12-14", None, "honour"),
    # 中秋 2030 is 09-12: 09-09 to 09-13 with 35, on its day 10. 教师节: 09-08 to 09-12 with 30, on its day 5.
    # 久久公益节: 09-01 to 09-10 with 55, on 09-09 30 as 教师节, whose window is narrower. 急救日 is Saturday 09-14.
    ("2030-09-07", "99-charity", "plain"),
    ("2030-09-08", "teachers-day", "festive"),
    ("2030-09-09", "teachers-day", "festive"),
    ("2030-09-10", "teachers-day", "festive"),
    ("2030-09-11", "teachers-day", "festive"),
    ("2030-09-12", "mid-autumn", "festive"),
    ("2030-09-13", "mid-autumn", "festive"),
    ("2030-09-14", "first-aid-day", "plain"),
    # 中秋 2033 is 09-08, before 教师节: 09-05 to 09-09. 慈善日, 45, has 20 on its own day.
    ("2033-09-05", "charity-day", "plain"),
    ("2033-09-07", "mid-autumn", "festive"),
    ("2033-09-08", "mid-autumn", "festive"),
    ("2033-09-09", "teachers-day", "festive"),
    ("2033-09-10", "teachers-day", "festive"),
]
"""Computed by hand from content/campaigns and the order of choosing in DESIGN section 3; None: the year-round one."""

ZONES = ("Pacific/Kiritimati", "Asia/Shanghai", "Asia/Kathmandu", "America/St_Johns", "Pacific/Pago_Pago")
"""From UTC+14 to UTC-11."""

WATCH = """() => {
  window.stayed = true;
  window.seen = { campaigns: [document.documentElement.dataset.campaign], titles: [] };
  new MutationObserver(() => window.seen.campaigns.push(document.documentElement.dataset.campaign))
    .observe(document.documentElement, { attributes: true, attributeFilter: ['data-campaign'] });
  const band = document.querySelector('[data-band]');
  const look = () => window.seen.titles.push(band.querySelector('.band__title').textContent);
  look();
  new MutationObserver(look).observe(band.parentNode, { childList: true, subtree: true, characterData: true });
}"""
"""Note what stands on the page whenever a script has changed it: observers run before the next frame is painted."""


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that has never seen the site, for which no script fails."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    faults: list[str] = []
    context.on("weberror", lambda fault: faults.append(str(fault.error)))
    yield context
    context.close()
    assert faults == []


def _at(day: str, time: str = "10:00:00") -> datetime.datetime:
    return datetime.datetime.fromisoformat(f"{day}T{time}+08:00")


def _marks(page: Page) -> tuple[str | None, str | None]:
    root = page.locator("html")
    return root.get_attribute("data-campaign"), root.get_attribute("data-tone")


def _year_round(day: str) -> str:
    weeks = (datetime.date.fromisoformat(day) - datetime.date(1970, 1, 5)).days // 7
    return YEAR_ROUND[weeks % 2]


def test_every_day_has_its_campaign(visitor: BrowserContext, address: str) -> None:
    """On the eve, the day and the day after, and where windows meet, the campaign and the tone are the right ones."""
    page = visitor.new_page()
    shown = []
    for day, _, _ in sorted(DAYS):
        visitor.clock.set_fixed_time(_at(day))
        page.goto(address, wait_until="domcontentloaded")
        shown.append((day, *_marks(page)))
    assert shown == [(day, campaign or _year_round(day), tone) for day, campaign, tone in sorted(DAYS)]


def test_the_band_says_what_the_mark_says(visitor: BrowserContext, address: str) -> None:
    """The words of the band are the campaign's of that day, with its date and the name of the day."""
    page = visitor.new_page()
    seen = []
    for day in ("2027-02-06", "2027-04-05", "2030-09-12"):
        visitor.clock.set_fixed_time(_at(day))
        page.goto(address)
        seen.append([page.locator(f"[data-band] .band__{part}").inner_text() for part in ("day", "title")])
    assert seen == [
        ["2027年2月6日　农历正月初一", "春节"],
        ["2027年4月5日　清明", "清明追思\n寄语英雄"],
        ["2030年9月12日　农历八月十五", "中秋节"],
    ]


@pytest.mark.parametrize(
    ("last", "before", "after"),
    [("2027-09-30", "烈士纪念日", "国庆节"), ("2030-09-11", "情系教师节慰问暖人心", "中秋节")],
)
def test_a_page_left_open_turns_without_a_flicker(
    visitor: BrowserContext, address: str, last: str, before: str, after: str
) -> None:
    """A day's last second is still its own; within 60 s the page is the next day's, in one step and not reloaded."""
    visitor.clock.install(time=_at(last, "23:58:40"))
    page = visitor.new_page()
    page.goto(address)
    old = _marks(page)
    page.evaluate(WATCH)
    page.clock.run_for(79_000)
    assert _marks(page) == old
    page.clock.run_for(61_000)
    assert page.evaluate("window.stayed")
    seen = page.evaluate("window.seen")
    assert seen["campaigns"] == [old[0], _marks(page)[0]]
    assert list(dict.fromkeys(seen["titles"])) == [before, after]


def test_five_zones_see_one_day(browser: Browser, address: str) -> None:
    """At one instant, a second before and at midnight in UTC+8, devices in five zones show the same campaign."""
    seen = {}
    for zone in ZONES:
        context = browser.new_context(timezone_id=zone)
        page = context.new_page()
        for instant in ("2027-09-30T15:59:59Z", "2027-09-30T16:00:00Z"):
            context.clock.set_fixed_time(instant)
            page.goto(address)
            seen[zone, instant] = (*_marks(page), page.locator("[data-band] .band__day").inner_text())
        context.close()
    assert {(instant, *found) for (_, instant), found in seen.items()} == {
        ("2027-09-30T15:59:59Z", "martyrs-day", "solemn", "2027年9月30日　星期四"),
        ("2027-09-30T16:00:00Z", "national-day", "festive", "2027年10月1日　星期五"),
    }


@pytest.mark.parametrize("day", ["1970-01-01", "2015-04-05", "2026-11-22", "2038-01-01", "2099-04-05"])
def test_a_clock_that_cannot_be_right_claims_nothing(visitor: BrowserContext, address: str, day: str) -> None:
    """Before the data's day and past the table the year-round campaign stands; the public sees no date and no alarm."""
    visitor.clock.set_fixed_time(_at(day))
    page = visitor.new_page()
    page.goto(address)
    assert page.locator("html").get_attribute("data-clock") == "doubtful"
    assert _marks(page) == (YEAR_ROUND[0], "honour")
    assert page.locator("[data-band] .band__day").inner_text() == ""
    assert "时钟" not in page.locator("body").inner_text()
    assert not re.search(r"\d+年|\d+月", "".join(page.locator("[data-band], [data-today]").all_inner_texts()))


def test_a_clock_set_back_is_not_believed(visitor: BrowserContext, address: str) -> None:
    """Two days back may be a correction and is believed; three are not, until the clock is ahead again."""
    page = visitor.new_page()
    seen = []
    for day in ("2027-04-07", "2027-04-05", "2027-04-04", "2027-04-08"):
        visitor.clock.set_fixed_time(_at(day))
        page.goto(address)
        seen.append((_marks(page)[0], page.locator("html").get_attribute("data-clock")))
    assert seen == [("qingming", None), ("qingming", None), (YEAR_ROUND[0], "doubtful"), ("qingming", None)]


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_preview_says_so_and_leads_back(visitor: BrowserContext, site: object, address: str, scheme: str) -> None:
    """The bar names the day, is read first, stays in sight and off paper, covers nothing; its link drops the query."""
    base = address + "index.html" if scheme == "http" else f"file://{site}/index.html"
    visitor.clock.set_fixed_time(_at("2026-11-24"))
    page = visitor.new_page()
    page.goto(f"{base}?day=2027-04-05")
    bar = page.get_by_role("complementary", name="预览")
    assert bar.locator("p").inner_text() == "预览：2027年4月5日的首页，不是今天"
    assert page.evaluate("document.body.firstElementChild.className") == "preview"
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    box = bar.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] == 844
    last = page.locator("footer button, footer a").last.bounding_box()
    assert last is not None
    assert last["y"] + last["height"] <= box["y"]
    page.emulate_media(media="print")
    assert not bar.is_visible()
    page.emulate_media(media="screen")
    bar.get_by_role("link", name="回到今天").click()
    page.wait_for_load_state()
    assert page.url == base
    assert page.locator(".preview").count() == 0
    assert _marks(page)[0] == _year_round("2026-11-24")


def test_a_preview_past_the_table_says_what_it_shows(visitor: BrowserContext, address: str) -> None:
    """A day that the table does not know is not passed off as one that it does."""
    page = visitor.new_page()
    page.goto(f"{address}?day=2099-04-05")
    assert page.locator(".preview p").inner_text() == "预览：2099年4月5日不在活动表里，这里显示常设的活动"


@pytest.mark.parametrize("width", [320, 390, 768, 960, 1199, 1200, 1440])
def test_the_year_has_room_for_names_and_dates(browser: Browser, address: str, width: int) -> None:
    """In the list of the year no name takes more than two lines, no date more than one, at any width."""
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(f"{address}campaigns/index.html")
    lines = """part => [...document.querySelectorAll('.row--campaign ' + part)].map(one => {
      const range = document.createRange();
      range.selectNodeContents(one);
      return new Set([...range.getClientRects()].map(box => Math.round(box.bottom))).size;
    })"""
    names, dates = page.evaluate(lines, ".row__name"), page.evaluate(lines, ".row__dates > span")
    page.close()
    assert (len(names), max(names) <= 2) == (44, True)
    assert set(dates) - {0} == {1}
