"""The pages of campaigns: their days, whom they select and why, what was done and what is coming, the regulations."""

from __future__ import annotations

import datetime
import html
import re
from pathlib import Path
from typing import Any

import pytest

from campaigns import a_campaign
from people import a_book, a_hero, a_regulation, an_activity
from qunyingpu.model.activity import Activity
from qunyingpu.model.campaign import Campaign
from qunyingpu.model.hero import Hero
from qunyingpu.model.regulation import Regulation
from qunyingpu.model.site import Site
from qunyingpu.model.theme import Theme
from qunyingpu.model.vocabulary import Channel
from qunyingpu.occasions import timetable
from qunyingpu.outputs.pages.campaign_pages import campaign_pages
from qunyingpu.outputs.pages.editions import serif_characters
from qunyingpu.outputs.pages.environment import page_environment
from qunyingpu.outputs.pages.mourning import Selections
from qunyingpu.outputs.pages.press import Press
from qunyingpu.outputs.pages.shells import Kind, Shell

THEME = Path(__file__).parents[2] / "theme"
PAGES, STYLE = THEME / "pages", THEME / "site" / "assets" / "site.css"
TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.html")}
SHELL = Shell.split("⟦title⟧⟦description⟧⟦canonical⟧⟦head⟧<main>⟦body⟧</main>")
AS_OF = datetime.date(2026, 11, 23)
DAY: dict[str, Any] = {
    "campaign_id": "day",
    "name": "测试 纪念日",
    "when": {"solar_term": "清明"},
    "before": "4",
    "after": "5",
}
INDEX, OWN = "campaigns/index.html", "campaigns/day.html"


def _pages(
    *heroes: Hero,
    campaigns: tuple[Campaign, ...] = (a_campaign(**DAY),),
    activities: tuple[Activity, ...] = (),
    regulations: tuple[Regulation, ...] = (),
    region: str = "000000",
) -> dict[str, str]:
    """Return the text of every page of a campaign by its path, without what stands around it."""
    site = Site(name="测试谱", url="https://roll.example/", description="测试", as_of=AS_OF, region=region)
    book = a_book(*heroes, campaigns=campaigns, activities=activities, regulations=regulations).published(Channel.WEB)
    press = Press(site, page_environment(TEMPLATES), dict.fromkeys(Kind, SHELL))
    made = campaign_pages(Selections(book), press, timetable(campaigns, AS_OF.year))
    return {page.path: page.content.decode().partition("<main>")[2] for page in made}


def _words(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]*>", "", markup))).strip()


def _part(page: str, start: str, end: str = "</section>") -> str:
    """Return what stands from *start* to *end*, empty when *start* is nowhere."""
    return page.partition(start)[2].partition(end)[0]


def _acts(part: str) -> list[str]:
    """Return the ids of the activities of *part* in their order."""
    return re.findall(r'<li class="act" id="activity-([^"]*)"', part)


PAST = an_activity(
    "past",
    campaign="day",
    date="2025-04-03",
    end="2025-04-05",
    region="320500",
    text="事前的测试说明。",
    done="**事后**的测试经过。",
    participants="320",
    heroes=["320500-2024-aaaaa"],
    coverage=[
        {"title": "虚构报道（测试用）", "publisher": "测试报", "date": "2025-04-06", "url": "https://example.org/a"},
        {"title": "虚构转载（测试用）"},
    ],
)


def test_past_years_tell_what_was_done() -> None:
    """Days with their year, place with its region, organiser, how many came, what was done, for whom, and reports."""
    page = _pages(a_hero(), activities=(PAST,))[OWN]
    past = _part(page, '<section id="past">', "</div>\n</section>")
    facts = re.sub('<span class="nb">([^<]*)</span>', r"\1", _part(past, '<p class="act__facts">', "</p>"))
    assert re.findall(">([^<]+)</(?:time|span)>", facts) == [
        *("2025年4月3日至5日", "江苏省苏州市测试公园", "测试基金会", "320 人参加")
    ]
    assert "<h3>2025年</h3>" in past
    assert "<strong>事后</strong>的测试经过。" in past
    assert "事前" not in past
    assert '<a href="../heroes/320500-2024-aaaaa.html" data-hero="320500-2024-aaaaa">测试甲</a>' in past
    assert 'href="https://example.org/a" rel="noopener noreferrer nofollow external"' in past
    assert "测试报 2025年4月6日" in _words(past)
    assert "虚构转载（测试用）" in past


def test_what_is_over_and_what_is_ahead() -> None:
    """An activity stays ahead until its last day is over; the nearest first, the years backwards, the latest first."""
    days = {
        "today": ("2026-11-20", "2026-11-23"),
        "over": ("2026-11-20", "2026-11-22"),
        "next": ("2027-04-03", "2027-04-03"),
        "later": ("2027-05-03", "2027-05-03"),
        "spring": ("2026-04-03", "2026-04-03"),
        "old": ("2024-04-03", "2024-04-03"),
    }
    activities = tuple(an_activity(name, campaign="day", date=date, end=end) for name, (date, end) in days.items())
    page = _pages(activities=activities)[OWN]
    assert _acts(_part(page, '<section id="activities">')) == ["today", "next", "later"]
    past = page.partition('<section id="past">')[2]
    assert re.findall("<h3>([^<]*)</h3>", past) == ["2026年", "2024年"]
    assert _acts(past) == ["over", "spring", "old"]


def test_what_is_ahead_tells_how_it_is_planned() -> None:
    """The arrangement before the event; afterwards it stands in for what nobody has written yet."""
    ahead = an_activity("ahead", campaign="day", date="2027-04-03", text="事前的测试说明。")
    over = an_activity("over", campaign="day", date="2026-04-03", text="没有下文的说明。")
    page = _pages(activities=(ahead, over))[OWN]
    assert "事前的测试说明。" in _part(page, '<section id="activities">')
    assert "没有下文的说明。" in page.partition('<section id="past">')[2]


def test_days_over_the_turn_of_the_year() -> None:
    """Both years are told where they differ."""
    activity = an_activity(campaign="day", date="2026-12-31", end="2027-01-03")
    assert "2026年12月31日至2027年1月3日" in _words(_pages(activities=(activity,))[OWN])


@pytest.mark.parametrize(
    ("place", "region", "expected"),
    [
        ("苏州市测试公园", "320500", "江苏省苏州市测试公园"),
        ("待定", None, "地点待定"),
        ("待定", "320500", "江苏省苏州市（地点待定）"),
        ("线上", None, "线上"),
        ("线上", "320500", "江苏省苏州市（线上）"),
    ],
)
def test_a_place_is_told_once_and_as_a_place(place: str, region: str | None, expected: str) -> None:
    """A region is not doubled, and what is no place is not set behind one as if it were."""
    page = _pages(activities=(an_activity(campaign="day", place=place, region=region),))[OWN]
    assert f"<span>{expected}</span>" in page


def test_of_those_who_take_part_the_dead_come_first() -> None:
    """Else the order is that of the file; nobody who is hidden is among them."""
    heroes = [
        a_hero(id=f"320500-2024-{letter * 5}", name=f"测试{letter}", deed={"outcome": outcome}, visibility=shown)
        for letter, outcome, shown in (
            *(("a", "safe", "named"), ("b", "sacrificed", "named")),
            *(("c", "injured", "named"), ("d", "safe", "masked")),
        )
    ]
    activity = an_activity(campaign="day", heroes=[f"320500-2024-{letter * 5}" for letter in "dcab"])
    people = _part(_pages(*heroes, activities=(activity,))[OWN], '<p class="act__people">', "</p>")
    assert re.findall('data-hero="320500-2024-(.)', people) == ["b", "c", "a"]


def test_activities_are_text() -> None:
    """Markup in whatever is written of an activity or a regulation stands as text."""
    evil = "<script>alert(1)</script>{{ 7*7 }}"
    activity = an_activity(
        campaign="day", name=evil, place=evil, organiser=evil, text=evil, done=evil, coverage=[{"title": evil}]
    )
    regulation = a_regulation(name=evil, text=evil, issued_by=evil, sources=[{"title": evil}])
    pages = _pages(activities=(activity,), regulations=(regulation,))
    assert _words(pages[OWN]).count(evil) >= 4
    for path, page in pages.items():
        assert "<script>alert" not in page, path


def test_the_index_has_what_is_ahead_and_what_belongs_to_no_campaign() -> None:
    """All that is ahead, of every campaign; of what is over only what has no campaign's page to stand on."""
    activities = (
        an_activity("ahead", campaign="day", date="2027-04-03"),
        an_activity("own", date="2027-03-03"),
        an_activity("past-own", date="2025-05-20"),
        PAST,
    )
    page = _pages(a_hero(), activities=activities)[INDEX]
    assert _acts(_part(page, 'id="activities"')) == ["own", "ahead"]
    assert _acts(page.partition("<h2>其他活动</h2>")[2]) == ["past-own"]
    assert '<a class="link" href="#activities">活动安排</a>' in page


def test_nothing_stands_over_an_empty_part() -> None:
    """Without activities and regulations no page has their headings, nor a link to them."""
    for page in _pages().values():
        assert not re.search("活动安排|历年活动|其他活动|法规|筹备清单", page)


@pytest.mark.parametrize(
    ("effective", "label", "great"),
    [
        ("1995", "1995年起施行", "2035年满四十周年"),
        ("1996-07-01", "1996年7月1日起施行", "2026年满三十周年"),
        ("2024-06", "2024年6月起施行", "2029年满五周年"),
    ],
)
def test_a_regulation_tells_its_next_great_year(effective: str, label: str, great: str) -> None:
    """Of this year or next after it, with its place, who made it, and its sources."""
    rule = a_regulation(
        scope="320000", effective=effective, issued_by="测试省人大常委会", url="https://example.org/rule"
    )
    part = _pages(regulations=(rule,))[INDEX].partition('<li id="regulation-test">')[2]
    facts = re.findall("<span>([^<]*)</span>", _part(part, '<p class="act__facts">', "</p>"))
    assert facts == ["江苏省", label, great, "测试省人大常委会"]
    assert 'href="https://example.org/rule" rel="noopener noreferrer nofollow external"' in part
    assert "《测试见义勇为条例》" in part
    assert "虚构资料（测试用）" in part


def test_a_place_in_the_name_is_not_said_again() -> None:
    """《江苏省……条例》 needs no 江苏省 beside it."""
    rule = a_regulation(name="江苏省测试条例", scope="320000")
    part = _pages(regulations=(rule,))[INDEX].partition('<li id="regulation-test">')[2]
    assert "<span>江苏省</span>" not in part


def test_a_site_tells_of_its_own_regulations() -> None:
    """Those of another province are not on it."""
    rules = (a_regulation("own", scope="350200"), a_regulation("other", scope="320000"), a_regulation("nation"))
    page = _pages(regulations=rules, region="350000")[INDEX]
    assert sorted(re.findall('id="regulation-([^"]*)"', page)) == ["nation", "own"]


def test_a_campaign_tells_its_days_of_this_year_and_the_next() -> None:
    """The day itself and the days around it, year by year, by the solar term, and a calendar to keep them."""
    page = _pages()[OWN]
    dates = re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", page)
    assert [(_words(day), _words(around)) for day, around in dates] == [
        ("2026年4月5日", "活动 4月1日至10日"),
        ("2027年4月5日", "活动 4月1日至10日"),
        ("2028年4月4日", "活动 3月31日至4月9日"),
    ]
    assert "以清明为准，逐年推算。" in page
    assert '<a class="more" href="day.ics" type="text/calendar">' in page
    assert '<p class="band__day">2027年4月1日至10日</p>' in page, "that of 2026 is over"


def test_the_calendar_never_dates_a_beginning_into_the_wrong_year() -> None:
    """A window that begins in the old year says so: 元旦 of 2027 begins on 31 December 2026."""
    new_year = a_campaign("new-year", when={"fixed": "01-01"}, before="1", after="2")
    row = _part(_pages(campaigns=(new_year,))[INDEX], 'href="new-year.html"', "</a>")
    assert re.findall("<span>((?:<i>[^<]*</i>)?[^<]*)</span>", _part(row, "row__dates", "zzz")) == [
        "2025年12月31日至1月3日",
        "2026年12月31日至1月3日",
    ]


def test_counts_and_reasons() -> None:
    """How many were found, people and groups apart, for each word that was asked for, and beside everyone why."""
    group = {"kind": "group", "members": [{"name": "测试丁", "traits": ["teacher"]}, {"name": "测试戊"}]}
    heroes = (
        a_hero(traits=["teacher"]),
        a_hero(id="320500-2024-bbbbb", name="测试乙", traits=["student", "teacher"]),
        a_hero(id="320500-2024-ccccc", name="测试丙"),
        a_hero(id="320500-2024-ggggg", name="测试群体", **group),
    )
    asked = a_campaign(**DAY | {"select": {"traits": ["teacher", "student"]}})
    page = _pages(*heroes, campaigns=(asked,))[OWN]
    assert re.findall("<span>([^<]*)</span>", _part(page, '<p class="reasons">', "</p>")) == ["教师 3 位", "学生 1 位"]
    assert '<span class="faint">2 位，1 个群体</span>' in page
    why = dict(re.findall(r'data-hero="320500-2024-(.)[^>]*>.*?<small class="row__why">([^<]*)</small>', page))
    assert why == {"a": "教师", "b": "教师、学生", "g": "测试丁　教师"}


def test_the_checklist_is_folded_and_for_staff() -> None:
    """Its points in the order of the file, behind a summary that says for whom it is."""
    page = _pages(campaigns=(a_campaign(**DAY, checklist=["联系测试公园", "备好<鲜花>"]),))[OWN]
    fold = _part(page, '<details class="fold">', "</details>")
    assert "<summary>筹备清单（工作人员用）</summary>" in fold
    assert [_words(point) for point in re.findall("<li>(.*?)</li>", fold)] == ["联系测试公园", "备好<鲜花>"]


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("测试 纪念日", ["", ""]),
        ("“测试”纪念日", ["hang"]),
        ("测试用的很长的全国纪念日", ["long"]),
        ("“测试”用的很长的纪念日", ["hang long"]),
        ("测试用的很长的纪念日期", [""]),
    ],
)
def test_a_title_is_set_by_its_length(name: str, marks: list[str]) -> None:
    """A line of twelve characters and more is set smaller on a phone; an opening quotation mark hangs out."""
    page = _pages(campaigns=(a_campaign(**DAY | {"name": name}),))[OWN]
    title = _part(page, '<h1 class="band__title"', "</h1>")
    assert [found or "" for found in re.findall(r'<span(?: class="([^"]*)")?>', title)] == marks


def test_the_band_of_a_campaign_wears_its_own_dress() -> None:
    """The style sheet dresses some campaigns by name, on their own pages too."""
    page = _pages(campaigns=(a_campaign("chongyang", tone="festive"),))["campaigns/chongyang.html"]
    assert '<section class="band" data-campaign="chongyang" data-tone="festive"' in page


def test_names_of_one_day_break_only_between_them() -> None:
    """Each name of those who died together stands in its own piece; a single one is set as everywhere."""
    group: dict[str, Any] = {
        "kind": "group",
        "deed": {"outcome": "sacrificed", "died": "2024-08-10"},
        "members": [{"name": "测试丁"}, {"name": "方招"}],
    }
    alone = a_hero(id="320500-2024-bbbbb", name="苗测", deed={"outcome": "sacrificed", "died": "2024-08-02"})
    page = _pages(a_hero(name="测试群体", **group), alone)[INDEX]
    days = page.partition('id="anniversaries"')[2]
    assert "<b><span>测试丁、</span><span>方招</span></b>" in days
    assert '<b><span><span class="name2">苗测</span></span></b>' in days


def test_the_font_has_what_activities_and_regulations_are_called() -> None:
    """Their names are set in the serif, whose file holds only the characters that are asked for."""
    site = Site(name="测试谱", url="https://roll.example/", description="测试", as_of=AS_OF)
    theme = Theme(templates=TEMPLATES, layouts={}, card_themes={}, fonts={})
    rules = (a_regulation(name="鑫淼见义勇为条例"),)
    book = a_book(activities=(an_activity(name="祭扫龘陵"),), regulations=rules).published(Channel.WEB)
    assert set("祭扫龘陵鑫淼《》〇一二两三四五六七八九十百零周年") <= set(serif_characters(book, site, theme, []))


DRESSED = ("activities.html", "campaign.html", "campaigns.html", "home.html")


def test_nothing_of_these_pages_is_left_undressed() -> None:
    """Each class of their templates, and each that `band.js` sets for 今日纪念, has a rule in the style sheet."""
    known = set(re.findall(r"\.([a-z][\w-]*)", STYLE.read_text(encoding="utf-8")))
    used = {"great", "great--died"}
    for name in DRESSED:
        plain = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", TEMPLATES[name])
        used |= {word for words in re.findall(r'class="([^"]*)"', plain) for word in words.split()}
    band = STYLE.with_name("band.js").read_text(encoding="utf-8")
    used |= set(re.findall(r"'(today__\w+|stele__\w+|band__\w+)'", band))
    assert used - known - {"wall--", "few", "many"} == set(), "the three are cut from wall--few and wall--many"
