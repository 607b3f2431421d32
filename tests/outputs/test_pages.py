"""The generated pages: whole, linked, safe, and never in doubt about who died."""

from __future__ import annotations

import dataclasses
import datetime
import html.parser
import json
import posixpath
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from people import a_book, a_hero
from qunyingpu.model.book import AddressStatus, Permalink
from qunyingpu.model.campaign import Campaign
from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.hero import Hero
from qunyingpu.model.site import Site
from qunyingpu.model.theme import Theme
from qunyingpu.model.vocabulary import Channel
from qunyingpu.occasions import timetable
from qunyingpu.outputs.feeds import feeds
from qunyingpu.outputs.pages.editions import redirect_pages, serif_characters, site_pages
from qunyingpu.outputs.pages.shells import Kind, Shell

PAGES = Path(__file__).parents[2] / "theme" / "pages"
TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.html")}
THEME = Theme(templates=TEMPLATES, layouts={}, card_themes={}, fonts={})
SITE = Site(name="测试谱", url="https://roll.example/", description="测试用的名录", as_of=datetime.date(2026, 11, 23))
SHELL = Shell.split(
    '<title>⟦title⟧</title><meta name="description" content="⟦description⟧"><link rel="canonical" href="⟦canonical⟧">'
    "⟦head⟧<main>⟦body⟧</main>"
)
ELSEWHERE = {"about.html", "handbook/index.html"}
"""Pages that are written by hand."""

CEREMONY = Ceremony.model_validate(
    {
        "id": "test-1",
        "kind": "conference",
        "name": "测试表彰大会",
        "date": "2025-07-21",
        "figures": [{"label": "受表彰个人", "value": "46", "unit": "名"}],
        "sources": [{"title": "虚构报道（测试用）"}],
    }
)
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def _campaign(**values: Any) -> Campaign:
    return Campaign.model_validate({"id": "test-day", "name": "测试日", "when": {"fixed": "04-05"}} | values)


def _pages(
    *heroes: Hero,
    campaigns: Sequence[Campaign] = (),
    permalinks: Sequence[Permalink] = (),
    site: Site = SITE,
) -> dict[str, str]:
    book = a_book(*heroes, campaigns=tuple(campaigns), ceremonies=(CEREMONY,), permalinks=tuple(permalinks))
    days = timetable(book.campaigns, first_year=2026)
    made = site_pages(book.published(Channel.WEB), site, THEME, dict.fromkeys(Kind, SHELL), days)
    return {page.path: page.content.decode() for page in made}


def _hero(number: int, **changes: Any) -> Hero:
    code = "".join(LETTERS[number // 31**place % 31] for place in range(5))
    return a_hero(**({"id": f"320500-2024-{code}", "name": f"测试{chr(0x4E00 + number)}"} | changes))


def _group(**changes: Any) -> Hero:
    members = [
        {"name": "测试甲", "outcome": "sacrificed"},
        {"name": "测试乙", "outcome": "safe"},
        {"name": "测试丙"},
    ]
    values = {
        "id": "320500-2024-ggggg",
        "name": "测试河边见义勇为救人英雄群体",
        "kind": "group",
        "member_count": "9",
        "members": members,
        "deed": {"outcome": "mixed"},
    }
    return a_hero(**(values | changes))


class _Elements(html.parser.HTMLParser):
    """Collect links, pictures, headings and marked names of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def values(self, tag: str, attribute: str) -> list[str]:
        return [attributes[attribute] for name, attributes in self.found if name == tag and attribute in attributes]


SOLEMN = _campaign(tone="solemn", select={"outcome": "sacrificed"})
A_SITE = (
    _group(),
    _hero(1, deed={"outcome": "sacrificed", "died": "2024-06-26", "region": "110107"}),
    _hero(2, portrait={"file": "a.jpg", "credit": "测试馆提供"}),
    _hero(3, deed={"region": "990000", "place": "测试山南坡"}, honours=[]),
    _hero(4, honours=[{"title": "测试称号", "level": "national", "ceremony": "test-1", "date": "2025-07-21"}]),
)


def _of_the_site(pages: Mapping[str, str]) -> Mapping[str, str]:
    """Return *pages* without the kiosk, which is one page of many screens, whose links open in it."""
    return {path: page for path, page in pages.items() if not path.startswith("kiosk/")}


def test_every_link_leads_to_a_page() -> None:
    """A relative link of any generated page is that of another, of a calendar, a card, or a page written by hand."""
    campaigns = (SOLEMN, _campaign(id="all-year", when={"standing": "true"}))
    pages = _pages(*A_SITE, campaigns=campaigns)
    book = a_book(*A_SITE, campaigns=campaigns).published(Channel.WEB)
    calendars = (feed.path for feed in feeds(book, SITE, timetable(campaigns, 2026)))
    known = {*pages, *calendars, *ELSEWHERE}
    for path, page in _of_the_site(pages).items():
        for url in _Elements(page).values("a", "href"):
            parts = urlsplit(url)
            if not parts.scheme and parts.path:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), parts.path))
                assert target in known or target.startswith("cards/"), f"{path} -> {url}"


def test_every_page_has_one_heading_of_the_first_level() -> None:
    """One h1 a page, besides the search page, whose messages each have their own and of which one is shown."""
    for path, page in _of_the_site(_pages(*A_SITE, campaigns=[SOLEMN])).items():
        if path != "search.html":
            assert page.count("<h1") == 1, path


def test_only_the_dead_are_marked() -> None:
    """Of a group in which one died, that member alone is marked; the group's stele is in ink and says so in lists."""
    pages = _pages(_group(), _hero(1, deed={"outcome": "injured"}))
    group = pages["heroes/320500-2024-ggggg.html"]
    marked = re.findall(r'<li><b>([^<]*)</b>(<span class="mark">牺牲</span>)?</li>', group)
    assert [(name, bool(mark)) for name, mark in marked] == [("测试甲", True), ("测试乙", False), ("测试丙", False)]
    plaque = group.split('<div class="hero__plaque">')[1]
    assert plaque.startswith('<span class="stele stele--quiet"')
    living = pages[f"heroes/{_hero(1).id}.html"]
    assert living.split('<div class="hero__plaque">')[1].startswith('<span class="stele"')
    assert re.findall(r'<span class="mark">([^<]*)</span>', pages["roll/index.html"]) == ["有成员牺牲"]


def test_a_group_of_survivors_is_not_mourned() -> None:
    """Members who fared differently without a death are no “有成员牺牲”."""
    members = [{"name": "测试甲", "outcome": "injured"}, {"name": "测试乙", "outcome": "safe"}]
    pages = _pages(_group(members=members))
    assert "牺牲" not in pages["roll/index.html"].replace("牺牲者纪念日", "")
    assert "有成员负伤" in pages["heroes/320500-2024-ggggg.html"]


def test_the_first_picture_is_the_square_card() -> None:
    """WeChat takes the first image of a page; the portrait comes after it."""
    pages = _pages(*A_SITE)
    pictures = _Elements(pages[f"heroes/{_hero(2).id}.html"]).values("img", "src")
    assert pictures[:2] == [f"../cards/{_hero(2).id}-square.jpg", f"../cards/{_hero(2).id}-tile.webp"]


def test_only_who_consents_is_passed_on() -> None:
    """Without `social` in the consent a page offers no poster and names no share card: previews show the seal."""
    page = _pages(_hero(1))[f"heroes/{_hero(1).id}.html"]
    assert f"cards/{_hero(1).id}-poster.jpg" in page
    assert f'<meta property="og:image" content="https://roll.example/cards/{_hero(1).id}-share.jpg">' in page
    kept = _hero(1, consent={"basis": "consent", "scope": ["web"]})
    page = _pages(kept)[f"heroes/{kept.id}.html"]
    assert not re.search(r"-poster|-share|data-share|转发", page)
    assert '<meta property="og:image" content="https://roll.example/assets/seal.png">' in page
    assert f"cards/{kept.id}-square.jpg" in page


def test_honours_stand_in_the_order_of_time() -> None:
    """Oldest first, undated last, each with its level in words; a ceremony is linked, a posthumous title says so."""
    honours = [
        {"title": "测试后称号", "level": "national", "date": "2025-07-21", "ceremony": "test-1"},
        {"title": "测试无日期", "level": "county"},
        {"title": "测试先称号", "level": "municipal", "date": "2024-07", "posthumous": "true"},
    ]
    page = _pages(_hero(1, honours=honours))[f"heroes/{_hero(1).id}.html"]
    line = page.split('<ol class="line">')[1].split("</ol>")[0]
    assert re.findall("<b>([^<]*)</b>", line) == ["测试先称号（追授）", "测试后称号", "测试无日期"]
    assert re.findall("<em>([^<]*)</em>", line) == ["市级", "国家级", "县级"]
    assert '<a href="../ceremonies/test-1.html">测试表彰大会</a>' in line


def test_sources_are_linked_only_where_they_were_seen() -> None:
    """A source without an address is cited and not linked; a link carries no trust and no trace."""
    sources = [{"title": "虚构甲（测试用）", "url": "https://press.example/a"}, {"title": "虚构乙（测试用）"}]
    page = _pages(_hero(1, sources=sources))[f"heroes/{_hero(1).id}.html"]
    outside = [attributes for tag, attributes in _Elements(page).found if attributes.get("href", "").startswith("http")]
    assert [link["href"] for link in outside if "rel" in link and "noopener" in link["rel"]] == [
        "https://press.example/a"
    ]
    assert "虚构乙（测试用）" in page


def test_content_is_never_a_template_or_markup() -> None:
    """Braces, tags and the end of a script come out as the text that they are."""
    evil = "测试</script><script>alert(1)</script>{{ 7919*7919 }}{% raw %}"
    pages = _pages(_hero(1, deed={"summary": evil}), campaigns=[_campaign(slogan=evil)])
    for path, page in pages.items():
        assert "<script>alert" not in page, path
        assert "62710561" not in page, path
    hero = pages[f"heroes/{_hero(1).id}.html"]
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', hero)
    assert "<" not in data
    assert json.loads(data)["description"] == evil


def test_linked_data_tells_what_is_published() -> None:
    """A person with the deed as event, a group with members; only those who died have a day of death."""
    pages = _pages(_group(), _hero(1, deed={"outcome": "sacrificed", "died": "2024-06-26"}))
    found = {}
    for hero_id in ("320500-2024-ggggg", _hero(1).id):
        (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', pages[f"heroes/{hero_id}.html"])
        found[hero_id] = json.loads(data)
    person, group = found[_hero(1).id], found["320500-2024-ggggg"]
    assert (person["@type"], person["deathDate"]) == ("Person", "2024-06-26")
    assert person["performerIn"]["startDate"] == "2024-06-24"
    assert person["award"] == ["测试称号（2025年7月21日）"]
    assert (group["@type"], [member["name"] for member in group["member"]]) == (
        "Organization",
        ["测试甲", "测试乙", "测试丙"],
    )
    assert "deathDate" not in json.dumps(group)


def test_an_alias_says_that_it_is_one() -> None:
    """李四（化名） in the heading and the title, and nothing of the name behind it."""
    pages = _pages(_hero(1, name="测试丙丁", visibility="alias", alias="李四"))
    page = pages[f"heroes/{_hero(1).id}.html"]
    assert "<title>李四（化名）</title>" in page
    assert "（化名）" in page.split("<h1")[1].split("</h1>")[0]
    assert not [path for path, other in pages.items() if "丙丁" in other]


@pytest.mark.parametrize("address", ["https://roll.example/", "https://roll.test/"])
def test_a_sample_says_so_beside_its_code(address: str) -> None:
    """While the address is a placeholder the QR code is called a 样张."""
    site = dataclasses.replace(SITE, url=address)
    page = _pages(_hero(1), site=site)[f"heroes/{_hero(1).id}.html"]
    assert ("样张" in page) is site.is_sample


def test_lists_are_paged_at_a_hundred() -> None:
    """205 people in one city make three pages that name their neighbours, and everybody stands in every facet once."""
    heroes = [_hero(number) for number in range(205)]
    pages = _pages(*heroes)
    ids = sorted(hero.id for hero in heroes)
    for facet in ("region-320000", "region-320505", "year-2024", "type-water_rescue", "honour-national"):
        sheets = [path for path in pages if re.fullmatch(rf"roll/{facet}(-\d)?\.html", path)]
        rows = [re.findall(r'<a class="row" [^>]*data-hero="([^"]*)"', pages[path]) for path in sorted(sheets)]
        assert [len(row) for row in rows if row] in ([100, 5, 100], [100, 100, 5]), facet
        assert sorted(hero_id for row in rows for hero_id in row) == ids, facet
    second = pages["roll/year-2024-2.html"]
    assert '<link rel="prev" href="year-2024.html">' in second
    assert '<link rel="next" href="year-2024-3.html">' in second
    assert "收录 205 位" in second


def test_a_long_roll_keeps_its_index_small() -> None:
    """Over a hundred rows the facets' own pages show values with their counts instead of rows."""
    pages = _pages(*(_hero(number) for number in range(101)))
    for path in ("roll/index.html", "roll/year.html", "roll/initial.html", "roll/type.html", "roll/honour.html"):
        assert 'class="row"' not in pages[path], path
    assert '<a href="year-2024.html"><b>2024年</b><i>101</i></a>' in pages["roll/year.html"]
    assert '<a href="region-320000.html">江苏<i>101</i></a>' in pages["roll/index.html"]


def test_people_and_groups_are_counted_apart() -> None:
    """Two people and a group are “2 位，1 个群体”, never three."""
    pages = _pages(_group(), _hero(1), _hero(2))
    assert "收录人物 2 位，群体 1 个。" in pages["roll/index.html"]
    assert "2 位，1 个群体" in pages["roll/region-320000.html"]


def test_kin_are_others_and_say_why() -> None:
    """Nobody is kin to themselves or named twice, and the nearest tie is told."""
    heroes = [_hero(number) for number in range(3)] + [_hero(3, deed={"region": "330106", "type": "fire_rescue"})]
    pages = _pages(*heroes)
    for hero in heroes:
        kin = pages[f"heroes/{hero.id}.html"].split('<div class="kin">')[1]
        ids = re.findall('data-hero="([^"]*)"', kin)
        assert hero.id not in ids
        assert len(ids) == len(set(ids)) == 3
    assert "<small>同在虎丘区</small>" in pages[f"heroes/{_hero(0).id}.html"]


def test_a_small_plaque_never_shows_a_tiny_name() -> None:
    """A group's long name becomes 群体 on the small plaques; a person's name stays."""
    pages = _pages(_group(), _hero(1))
    kin = pages[f"heroes/{_hero(1).id}.html"].split('<div class="kin">')[1]
    assert "<b><span>群</span><span>体</span></b>" in kin


def test_a_solemn_campaign_names_only_the_dead() -> None:
    """The wall and the band hold the fallen member and no living one; the living are told of nowhere on it."""
    pages = _pages(_group(), _hero(1), campaigns=[SOLEMN])
    wall = pages["campaigns/test-day.html"].split('<ul class="wall')[1].split("</ul>")[0]
    assert re.findall(r'data-hero="[^"]*">([^<]*)', wall) == ["测试甲"]
    assert "追思在册的一位牺牲者" in pages["campaigns/test-day.html"]
    band = pages["index.html"].split('<template data-band-names="test-day"')[1].split("</template>")[0]
    assert "测试甲" in band
    assert "测试乙" not in band


MAY_SELECT_THE_LIVING = ("all", {"type": "water_rescue"}, {"any": [{"outcome": "sacrificed"}, {"gender": "male"}]})


@pytest.mark.parametrize("select", MAY_SELECT_THE_LIVING)
def test_a_campaign_that_may_select_the_living_mourns_nobody(select: Any) -> None:
    """A wall of the fallen stands only where every person selected died."""
    heroes = _group(), _hero(1, gender="male"), _hero(2, deed={"outcome": "sacrificed"})
    pages = _pages(*heroes, campaigns=[_campaign(tone="solemn", select=select)])
    assert '<ul class="wall' not in pages["campaigns/test-day.html"]
    assert "data-band-names" not in pages["index.html"]


def test_a_campaign_that_asks_for_no_fate_mourns_nobody() -> None:
    """A solemn day that takes the whole roll has no wall, though everyone on it may have died."""
    pages = _pages(_hero(1, deed={"outcome": "sacrificed"}), campaigns=[_campaign(tone="solemn", select="all")])
    assert '<ul class="wall' not in pages["campaigns/test-day.html"]


def test_a_campaign_that_selects_none_shows_no_hero() -> None:
    """A day without heroes has its dates and its basis, and nobody's name."""
    page = _pages(_hero(1), campaigns=[_campaign(select="none", basis="《测试办法》")])["campaigns/test-day.html"]
    assert "data-hero" not in page
    assert "《测试办法》" in page
    assert "2026年4月5日" in re.sub("<[^>]*>", "", page)


def test_a_campaign_tells_why_someone_is_there() -> None:
    """The trait that was asked for stands beside the name, of a group with the member who has it."""
    members = [{"name": "测试甲", "traits": ["veteran"]}, {"name": "测试乙"}]
    army = _campaign(select={"traits": ["veteran", "soldier"]})
    page = _pages(_group(members=members, deed={"outcome": "safe"}), campaigns=[army])["campaigns/test-day.html"]
    assert '<small class="row__why">测试甲　退役军人</small>' in page


def test_the_calendar_tells_two_years_and_marks_the_local() -> None:
    """Each campaign stands in its month with this year's and next year's days; local ones name their place."""
    monday = {"weekday": {"nth": "1", "day": "mon", "month": "6"}}
    local = _campaign(id="local", name="测试宣传日", when=monday, scope="320000")
    page = _pages(campaigns=[SOLEMN, local, _campaign(id="year", when={"standing": "true"})])["campaigns/index.html"]
    assert re.findall("<h2>([^<]*)</h2>", page) == ["4月", "6月", "全年"]
    assert "<i>2026年</i>6月1日" in page
    assert "<i>2027年</i>6月7日" in page
    assert '<span class="row__place">江苏省</span>' in page


def test_a_ceremony_tells_reported_figures_and_its_own_roll() -> None:
    """What was reported is called so and has its sources; who of the roll was honoured is counted apart from it."""
    page = _pages(*A_SITE)["ceremonies/test-1.html"]
    assert "<h2>据报道</h2>" in page
    assert "46<small>名</small>" in page
    assert re.findall(r'<a class="row" [^>]*data-hero="([^"]*)"', page) == [_hero(4).id]
    assert "虚构报道（测试用）" in page


def test_the_home_page_shows_the_chosen_and_fills_up_with_the_newest() -> None:
    """Ids of the settings come first, unknown ones are passed over, the latest honours fill the four places."""
    heroes = [_hero(number, honours=[{"title": "测试称号", "date": f"20{10 + number}"}]) for number in range(6)]
    site = dataclasses.replace(SITE, featured=("000000-0000-aaaaa", heroes[0].id))
    page = _pages(*heroes, site=site)["index.html"]
    shown = re.findall('class="card" [^>]*data-hero="([^"]*)"', page)
    assert shown == [heroes[number].id for number in (0, 5, 4, 3)]


def test_withdrawn_addresses_keep_one_constant_page() -> None:
    """The notices differ in nothing but their own address."""
    paths = [f"heroes/{_hero(number).id}.html" for number in (1, 2)]
    pages = _pages(_hero(1), _hero(2), permalinks=[Permalink(path, AddressStatus.WITHDRAWN) for path in paths])
    first, second = (pages[path].replace(path, "") for path in paths)
    assert first == second
    assert "该内容已按规定调整" in first
    assert not [path for path, page in pages.items() if "测试一" in page or "测试丁" in page]


def test_a_moved_address_leads_on() -> None:
    """The old page names the new one for readers, browsers and robots."""
    moved = Permalink("heroes/old.html", AddressStatus.MOVED, "campaigns/test-day.html")
    book = a_book(permalinks=(moved,)).published(Channel.WEB)
    (page,) = redirect_pages(book, SITE, THEME)
    assert page.path == "heroes/old.html"
    assert b'content="0; url=../campaigns/test-day.html"' in page.content
    assert b'href="https://roll.example/campaigns/test-day.html"' in page.content


def test_the_font_has_every_character_that_is_set_in_it() -> None:
    """Names, titles of honours, headings and steles of all pages are within the characters of the font."""
    book = a_book(*A_SITE, campaigns=(SOLEMN,), ceremonies=(CEREMONY,)).published(Channel.WEB)
    font = set(serif_characters(book, SITE, THEME, ["关于测试"]))
    assert set("关于测试") <= font
    serif = r"<(h[1-3]|b)\b[^>]*>(.*?)</\1>|class=\"(?:card__name|stele__side[^\"]*|hero__rank)\">(.*?)</"
    for path, page in _pages(*A_SITE, campaigns=[SOLEMN]).items():
        for found in re.finditer(serif, page):
            text = re.sub("<[^>]*>", "", found[2] or found[3] or "")
            assert set(text) <= font, f"{path}: {text}"


def test_the_same_roll_gives_the_same_bytes() -> None:
    """Neither the order of files nor the run decides what a page says."""
    assert _pages(*A_SITE, campaigns=[SOLEMN]) == _pages(*reversed(A_SITE), campaigns=[SOLEMN])
