"""The search in Chromium, on a small site of invented people, over http and as files: box, results, filters, faults."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, StrictUndefined
from playwright.sync_api import Browser, BrowserContext, Page, expect

from people import a_hero
from qunyingpu.model.book import Book, PublishedBook
from qunyingpu.model.site import Site
from qunyingpu.model.vocabulary import Channel
from qunyingpu.outputs.search import search_index
from qunyingpu.readings import read_name
from sites import ROOT, serving

SITE = Site(name="测试名录", url="https://roll.example/", description="测试", as_of=datetime.date(2026, 11, 23))
HEROES = 140
"""More than two files of cards and more than two pages of results."""
SLY = "<img src=x onerror=window.harm=1>"

FRAME = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>测试名录</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="stylesheet" href="BASEassets/site.css"><script src="BASEassets/search/box.js" defer></script></head><body>
<header class="md-header"><form class="md-search" role="search" action="BASEsearch.html" data-search-box>
<input type="search" name="q" aria-label="检索"></form></header><main>BODY</main></body></html>"""


def _invented_roll() -> PublishedBook:
    """Two who share a name, a group with a member who died, an alias, and a crowd."""
    letters = "23456789abcdefghjkmnpqrstuvwxyz"
    crowd = [
        a_hero(
            id=f"330100-{2000 + number % 20}-aaa{letters[number // 31]}{letters[number % 31]}",
            name=f"王{'甲乙丙丁戊己庚'[number % 7]}{'子丑寅卯'[number % 4]}",
            deed={"date": f"{2000 + number % 20}", "region": "330106", "type": "fire_rescue"},
        )
        for number in range(HEROES - 6)
    ]
    group = {
        "name": "测试班组",
        "kind": "group",
        "members": [{"name": "单测丙", "outcome": "sacrificed"}, {"name": "测丁"}],
    }
    return Book(
        heroes=(
            *crowd,
            a_hero(id="320500-2024-aaaaa", name="单测甲", deed={"summary": "桥边听见呼救，<b>他</b>跳下河去救人。"}),
            a_hero(id="320500-2010-aaaaa", name="单测甲", deed={"date": "2010-01-02", "outcome": "sacrificed"}),
            a_hero(id="320500-2023-aaaaa", **group, deed={"date": "2023-05", "outcome": "mixed"}),
            a_hero(id="320500-2022-aaaaa", name="欧阳翀", visibility="alias", alias="李四", deed={"date": "2022"}),
            a_hero(id="320500-2021-aaaaa", name="吕测", deed={"date": "2021", "region": "320583"}),
            a_hero(id="330100-2001-aaaaa", name=SLY, employer=f"{SLY}公司", deed={"date": "2001", "region": "330106"}),
        ),
        read_name=read_name,
    ).published(Channel.WEB)


def _write_site(into: Path) -> Path:
    book = _invented_roll()
    shutil.copytree(ROOT / "theme/site/assets", into / "assets")
    for artifact in search_index(book, SITE):
        path = into / artifact.path
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(artifact.content)
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(
        (ROOT / "theme/pages/search.html").read_text(encoding="utf-8")
    )
    pages = {"search.html": template.render(book=book), "index.html": "<h1>首页</h1>"}
    pages |= {hero.path: f"<h1>{hero.name}</h1>" for hero in book.heroes} | {"roll/index.html": "<h1>名录</h1>"}
    for name, body in pages.items():
        path = into / name
        path.parent.mkdir(exist_ok=True)
        text = FRAME.replace("BODY", body).replace("BASE", "../" * name.count("/"))
        path.write_text(text, encoding="utf-8")
    return into


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site as files."""
    return _write_site(tmp_path_factory.mktemp("search"))


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    """The small site's address over http."""
    with serving(folder) as base:
        yield base


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, served: str, folder: Path) -> str:
    """The small site's address, over http and as files."""
    return served if request.param == "http" else f"{folder.as_uri()}/"


@pytest.fixture
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh visitor at a desk."""
    visitor = browser.new_context(viewport={"width": 1440, "height": 900})
    visitor.set_default_timeout(10_000)
    yield visitor
    visitor.close()


@pytest.fixture
def page(desk: BrowserContext) -> Iterator[Page]:
    """A page that no script may fail on."""
    opened = desk.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    assert faults == []


def _ready(page: Page, query: str) -> None:
    page.wait_for_function(
        "query => document.documentElement.dataset.search === 'ready'"
        " && document.querySelector('[data-results]').dataset.query === query",
        arg=query,
    )


def _open(page: Page, address: str, query: str = "") -> None:
    page.goto(address)
    _ready(page, query)


def _ids(page: Page) -> list[str]:
    return [str(hit.get_attribute("data-hero")) for hit in page.locator("[data-results] [data-hero]").all()]


def _type(page: Page, text: str) -> None:
    page.locator("#search-q").fill(text)
    _ready(page, text)


# ── the results ──


def test_what_is_typed_is_found_at_once(page: Page, base: str) -> None:
    """Name, given name, pinyin and initials; the address follows, and a reload of it gives the same."""
    _open(page, f"{base}search.html")
    for query in ("单测甲", "测甲", "shanceji", "scj"):
        _type(page, query)
        assert _ids(page)[:2] == ["320500-2024-aaaaa", "320500-2010-aaaaa"], query
    page.wait_for_function("location.hash === '#q=scj'")
    _open(page, page.url, "scj")
    assert page.locator("#search-q").input_value() == "scj"
    assert page.locator("[data-search-count]").inner_text() == "人物 2 位"


def test_a_result_says_who_where_when_and_leads_to_the_page(page: Page, base: str) -> None:
    """Name with its mark, outcome, place, year, deed, level, summary as text, the stele beside it."""
    _open(page, f"{base}search.html#q=scj", "scj")
    first, second = page.locator(".hit").all()
    assert first.locator(".hit__name mark").inner_text() == "单测甲"
    assert first.locator(".hit__meta").inner_text() == "苏州市　2024年　水中救援　国家级"
    assert first.locator(".hit__text").inner_text() == "桥边听见呼救，<b>他</b>跳下河去救人。"
    assert first.locator(".stele__name").inner_text().split() == ["单", "测", "甲"]
    assert (first.locator(".mark").count(), second.locator(".mark").inner_text()) == (0, "牺牲")
    first.click()
    page.wait_for_url(f"{base}heroes/320500-2024-aaaaa.html")
    assert page.locator("h1").inner_text() == "单测甲"


def test_members_aliases_and_groups_are_told(page: Page, base: str) -> None:
    """A group is found by its member, who is named; an alias says so; people and groups are counted apart."""
    _open(page, f"{base}search.html#q=单测丙", "单测丙")
    assert page.locator("[data-search-count]").inner_text() == "群体 1 个"
    assert page.locator(".hit__why").inner_text() == "成员　单测丙"
    assert page.locator(".hit .mark").inner_text() == "有成员牺牲"
    _type(page, "李四")
    assert page.locator(".hit__name").inner_text() == "李四（化名）"
    _type(page, "苏州")
    assert page.locator("[data-search-count]").inner_text() == "人物 4 位，群体 1 个"


def test_more_results_are_a_press_away(page: Page, base: str) -> None:
    """Fifty at first, in the order of the roll, then fifty more, until all stand; the address remembers."""
    _open(page, f"{base}search.html")
    seen = [len(_ids(page))]
    while page.locator("[data-search-more]").is_visible():
        page.locator("[data-search-more]").click()
        _ready(page, "")
        seen.append(len(_ids(page)))
    assert seen == [50, 100, HEROES]
    assert len(set(_ids(page))) == HEROES
    page.wait_for_function("location.hash === '#n=150'")


def test_composing_is_not_a_query(page: Page, served: str) -> None:
    """While an input method is at work nothing is searched and Enter does nothing; what it leaves is searched."""
    _open(page, f"{served}search.html")
    keyboard = page.context.new_cdp_session(page)
    page.locator("#search-q").focus()
    for text in ("s", "sh", "shan"):
        keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    assert page.locator("#search-q").input_value() == "shan"
    page.evaluate("document.querySelector('.find').requestSubmit()")
    assert page.locator("[data-results]").get_attribute("data-query") == ""
    assert page.evaluate("location.hash") == ""
    keyboard.send("Input.insertText", {"text": "单测甲"})
    _ready(page, "单测甲")
    assert len(_ids(page)) == 2


def test_a_name_that_looks_like_markup_is_text(page: Page, served: str) -> None:
    """In the list, in the marks, in the reason for a hit and under the box, what is written stands there as written."""
    _open(page, f"{served}search.html")
    for query in ("公司", "<img src", SLY):
        page.goto("about:blank")
        _open(page, f"{served}search.html#q={query}", query)
        assert page.locator(".hit__name").inner_text() == SLY
    page.locator(".md-search input").fill("<img")
    assert page.locator(".suggest__hit[data-hero] b").inner_text() == SLY
    assert page.locator("main img, .suggest img").count() == 0
    assert page.evaluate("window.harm") is None


ODD = ["<script>window.harm=1</script>", "__proto__", "[.*(", "😀", "%", "a" * 10000, "测 " * 3000, "\\", "'\""]


@pytest.mark.parametrize("query", ODD, ids=range(len(ODD)))
def test_odd_queries_do_no_harm(page: Page, served: str, query: str) -> None:
    """Nothing is run, nothing breaks, nobody is found; the page says what may be tried."""
    _open(page, f"{served}search.html")
    page.evaluate("text => { location.hash = 'q=' + encodeURIComponent(text); }", query)
    page.wait_for_function("document.querySelector('[data-search-count]').textContent === '没有找到'")
    assert page.locator("[data-search-empty] a[href='roll/index.html']").is_visible()
    assert page.evaluate("window.harm") is None


def test_a_half_character_in_the_address_does_no_harm(page: Page, served: str) -> None:
    """A lone surrogate and broken escapes are read as far as they can be."""
    _open(page, f"{served}search.html")
    page.evaluate("document.querySelector('#search-q').value = '单\\ud800测甲'")
    page.locator("#search-q").dispatch_event("input")
    page.wait_for_function("location.hash === '#q=' + encodeURIComponent('单测甲')")
    assert len(_ids(page)) == 2
    page.evaluate("location.hash = 'q=%E5%8D%95%E6&year=x&n=-1'")
    page.wait_for_function("document.querySelector('[data-search-count]').textContent === '没有找到'")


# ── the filters ──


def test_filters_narrow_and_the_back_button_undoes_them(page: Page, base: str) -> None:
    """A choice stands as a chip and in the address; its own counts stay; back and forward go through the choices."""
    _open(page, f"{base}search.html")
    page.get_by_role("checkbox", name="江苏").check()
    page.get_by_role("checkbox", name="苏州市").check()
    _ready(page, "")
    assert page.evaluate("location.hash") == "#region=320500"
    assert page.locator(".chip").all_inner_texts() == ["苏州市"]
    assert len(_ids(page)) == 5
    assert page.get_by_role("checkbox", name="江苏").evaluate("box => box.indeterminate")
    assert page.locator("label", has_text="浙江").locator("i").inner_text() == str(HEROES - 5)
    page.locator("[data-key='outcome=sacrificed']").check()
    assert len(_ids(page)) == 1
    page.go_back()
    page.wait_for_function("location.hash === '#region=320500'")
    expect(page.locator("[data-results] [data-hero]")).to_have_count(5)
    page.go_forward()
    expect(page.locator("[data-results] [data-hero]")).to_have_count(1)
    page.locator(".chip").first.click()
    assert page.evaluate("location.hash") == "#outcome=sacrificed"


def test_years_are_a_range(page: Page, served: str) -> None:
    """From, to, or both; turned round when given backwards; a chip takes them away."""
    _open(page, f"{served}search.html")
    for label, year in (("起始年份", "2024"), ("截止年份", "2021")):
        page.get_by_label(label).fill(year)
        page.get_by_label(label).press("Tab")
    assert page.evaluate("location.hash") == "#year=2021-2024"
    assert _ids(page) == [f"320500-{year}-aaaaa" for year in (2023, 2022, 2021, 2024)]
    page.get_by_role("button", name="去掉条件：2021至2024年").click()
    assert page.evaluate("location.hash") == ""


def test_nobody_found_is_never_the_end(page: Page, base: str) -> None:
    """Without the filters, by the sound, without one word: what finds someone is offered with its number."""
    offers = page.locator("[data-search-empty] li a")
    _open(page, f"{base}search.html#q=单测甲&type=fire_rescue", "单测甲")
    assert offers.all_inner_texts() == ["去掉筛选：2 条"]
    _type(page, "")
    page.goto(f"{base}search.html#q=单测甲 大海")
    _ready(page, "单测甲 大海")
    assert offers.all_inner_texts() == ["去掉“大海”：2 条"]
    offers.first.click()
    _ready(page, "单测甲")
    assert len(_ids(page)) == 2


def test_the_sheet_on_a_phone(browser: Browser, base: str) -> None:
    """It opens over the results, holds the focus, says how many there are, and closes by button, Esc or a touch."""
    phone = browser.new_context(viewport={"width": 390, "height": 844})
    page = phone.new_page()
    _open(page, f"{base}search.html#outcome=sacrificed")
    sheet, opener = page.locator("[data-search-sheet]"), page.locator("[data-search-open]")
    assert not sheet.is_visible()
    assert opener.inner_text() == "筛选（1）"
    opener.click()
    assert page.locator("[data-search-close]").evaluate("button => button === document.activeElement")
    page.keyboard.press("Shift+Tab")
    assert page.locator("[data-search-close-count]").evaluate("button => button === document.activeElement")
    assert page.locator("[data-search-close-count]").inner_text() == "查看 1 条"
    page.locator("[data-search-clear]").click()
    assert page.locator("[data-search-close-count]").inner_text() == f"查看 {HEROES} 条"
    page.keyboard.press("Escape")
    assert not sheet.is_visible()
    assert opener.evaluate("button => button === document.activeElement")
    opener.click()
    page.mouse.click(195, 20)
    assert not sheet.is_visible()
    phone.close()


# ── the box on every page ──


def test_the_box_loads_nothing_before_it_is_used(page: Page, base: str) -> None:
    """A page that is only read costs the small script; the engine and the index come with the focus, all from here."""
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{base}index.html")
    page.wait_for_load_state("networkidle")
    assert [url for url in requests if "search/" in url] == [f"{base}assets/search/box.js"]
    page.locator(".md-search input").fill("单测")
    page.locator(".suggest__hit[data-hero]").first.wait_for()
    assert {url.split("/")[-1].split("?")[0] for url in requests if "search/" in url} >= {"engine.js", "core.js"}
    assert [url for url in requests if not url.startswith(base)] == []


def test_the_box_shows_first_hits_for_the_keyboard(page: Page, base: str) -> None:
    """Arrows go round, Esc closes, Enter opens the chosen hero; the box tells assistive technology what it does."""
    page.goto(f"{base}index.html")
    box = page.get_by_role("combobox", name="检索")
    box.fill("wang")
    options = page.get_by_role("option")
    expect(options).to_have_count(7)
    assert options.last.inner_text() == f"查看全部 {HEROES - 6} 条"
    box.press("ArrowUp")
    assert options.last.get_attribute("aria-selected") == "true"
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("Escape")
    assert (options.count(), box.get_attribute("aria-expanded"), box.input_value()) == (0, "false", "wang")
    box.fill("单测甲")
    page.locator(".suggest__hit[data-hero]").first.wait_for()
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    box.press("Enter")
    page.wait_for_url(f"{base}heroes/320500-2024-aaaaa.html")


def test_the_box_leads_to_all_results(page: Page, base: str) -> None:
    """Enter without a choice, from a page in a folder too, and on the page of results itself."""
    page.goto(f"{base}heroes/320500-2024-aaaaa.html")
    page.locator(".md-search input").fill("单测 甲")
    page.locator(".md-search input").press("Enter")
    _ready(page, "单测 甲")
    assert page.url.startswith(f"{base}search.html#")
    page.locator(".md-search input").fill("吕测")
    page.locator(".md-search input").press("Enter")
    _ready(page, "吕测")
    assert _ids(page) == ["320500-2021-aaaaa"]


def test_the_box_waits_for_an_input_method(page: Page, served: str) -> None:
    """No hits while composing, and Enter that ends a composition does not leave the page."""
    page.goto(f"{served}index.html")
    box = page.locator(".md-search input")
    box.focus()
    page.wait_for_function("window.QYPSearch && QYPSearch.isReady() && window.QYPQuery")
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "shan", "selectionStart": 4, "selectionEnd": 4})
    assert page.locator(".suggest").is_hidden()
    box.evaluate("box => { box.form.requestSubmit(); }")
    enter = "{key: 'Enter', keyCode: 229, isComposing: true, bubbles: true}"
    box.evaluate(f"box => box.dispatchEvent(new KeyboardEvent('keydown', {enter}))")
    assert page.url == f"{served}index.html"
    keyboard.send("Input.insertText", {"text": "单测甲"})
    page.locator(".suggest__hit[data-hero]").first.wait_for()


# ── when something is missing ──


@pytest.mark.parametrize("sent", ["", 'QYPSearch.part("names",{"n":1'], ids=["missing", "cut short"])
def test_without_the_index_the_page_says_so(desk: BrowserContext, served: str, sent: str) -> None:
    """A core that is missing or cut short leaves a sentence and the way to the lists."""
    page = desk.new_page()
    page.route("**/core.js", lambda route: route.fulfill(status=200 if sent else 404, body=sent))
    page.goto(f"{served}search.html")
    page.wait_for_function("document.documentElement.dataset.search === 'failed'")
    assert page.locator("[data-search-failed] a[href='roll/index.html']").is_visible()
    assert not page.locator("[data-search-sheet]").is_visible()


def test_a_missing_card_leaves_the_rest(page: Page, served: str) -> None:
    """Rows whose card cannot be had keep name and place; the others are whole, and a sentence says so."""
    page.route("**/cards/001.js*", lambda route: route.fulfill(status=404, body=""))
    _open(page, f"{served}search.html#n=150")
    assert (page.locator(".hit").count(), len(_ids(page))) == (HEROES, HEROES - 64)
    assert page.locator("[data-search-stale]").is_visible()


def test_without_javascript_the_page_leads_to_the_lists(browser: Browser, served: str) -> None:
    """The box is a plain form; the page it leads to says what it needs and shows the other way."""
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = plain.new_page()
    page.goto(f"{served}index.html")
    page.locator(".md-search input").fill("单测甲")
    page.locator(".md-search input").press("Enter")
    page.wait_for_url(f"{served}search.html?q=*")
    assert page.locator("main h1:visible").all_inner_texts() == ["检索"]
    assert page.locator("main a[href='roll/index.html']").first.is_visible()
    assert not page.locator("[data-search-sheet]").is_visible()
    plain.close()


def test_a_plain_address_is_taken_too(page: Page, base: str) -> None:
    """A query string, as a form without script or another site writes it, is a search as well."""
    _open(page, f"{base}search.html?q=%E5%8D%95%E6%B5%8B+%E7%94%B2", "单测 甲")
    assert len(_ids(page)) == 2
