"""Write a small site of invented people for the tests of the search, and ask its page of results."""

from __future__ import annotations

import shutil
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from playwright.sync_api import Page, Route

from people import a_hero
from qunyingpu.model.book import Book, PublishedBook
from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.hero import Hero
from qunyingpu.model.vocabulary import Channel
from qunyingpu.outputs.search import search_index
from qunyingpu.readings import read_name
from qunyingpu.writing import Shelf
from trial_projects import ROOT

HEROES = 140
"""More than two files of cards and more than two pages of results."""
SLY = "<img src=x onerror=window.harm=1>"
CEREMONIES = tuple(f"第{number}届测试大会" for number in "一二三四五六七八九")

FRAME = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>测试名录</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="stylesheet" href="BASEassets/site.css"><script src="BASEassets/search/box.js" defer></script></head><body>
<header class="md-header"><form class="md-search" role="search" action="BASEsearch.html" data-search-box>
<input type="search" name="q" aria-label="检索"></form></header><main>BODY</main></body></html>"""


def write_search_site(into: Path) -> Path:
    """Write the assets, the index, search.html and a page for each hero into *into*, and return it."""
    book = _invented_roll()
    shutil.copytree(ROOT / "theme/site/assets", into / "assets")
    for artifact in search_index(book, {"about.html": ("关于测试名录",)}, Shelf(into.with_suffix(".shelf"))):
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


def wait_ready(page: Page, query: str) -> None:
    """Wait until all that the page of results shows for *query* stands."""
    page.wait_for_function(
        "query => document.documentElement.dataset.search === 'ready'"
        " && document.querySelector('[data-results]').dataset.query === query",
        arg=query,
    )
    # Results that were not painted yet (content-visibility) have no inner text.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def open_results(page: Page, address: str, query: str = "") -> None:
    """Open the page of results at *address*, which asks for *query*, and wait until it stands."""
    page.goto(address)
    wait_ready(page, query)


def type_query(page: Page, text: str) -> None:
    """Type *text* into the page of results and wait until its answer stands."""
    page.locator("#search-q").fill(text)
    wait_ready(page, text)


def found_ids(page: Page) -> list[str]:
    """Return the ids of the heroes on the page of results, in their order."""
    return [str(hit.get_attribute("data-hero")) for hit in page.locator("[data-results] [data-hero]").all()]


def hold(page: Page, pattern: str) -> list[Route]:
    """Keep back what *page* asks for that matches *pattern*, and return the list that fills with it."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(pattern, keep)
    return held


def _invented_roll() -> PublishedBook:
    """Two who share a name, a group with a member who died, an alias, two whose texts tell of a rope, and a crowd."""
    ceremonies = tuple(
        Ceremony.model_validate(
            {"id": f"test-{number}", "kind": "conference", "name": name, "date": f"{2010 + number}-01-01"}
        )
        for number, name in enumerate(CEREMONIES)
    )
    return Book(heroes=(*_crowd(), *_people()), ceremonies=ceremonies, read_name=read_name).published(Channel.WEB)


def _crowd() -> tuple[Hero, ...]:
    letters = "23456789abcdefghjkmnpqrstuvwxyz"
    return tuple(
        a_hero(
            id=f"330100-{2000 + number % 20}-aaa{letters[number // 31]}{letters[number % 31]}",
            name=f"王{'甲乙丙丁戊己庚'[number % 7]}{'子丑寅卯'[number % 4]}",
            deed={"date": f"{2000 + number % 20}", "region": "330106", "type": "fire_rescue", "story": "巷口冒烟。"},
            honours=[{"title": "测试称号", "level": "national", "date": "2025", "ceremony": f"test-{number % 9}"}],
        )
        for number in range(HEROES - 6)
    )


def _people() -> tuple[Hero, ...]:
    members = [{"name": "单测丙", "outcome": "sacrificed"}, {"name": "测丁"}]
    rope = "渡口风大。他把缆绳抛给落水的孩子，自己站在齐腰的水里。"
    slack = "缆绳断了，他抛给孩子一只救生圈。"
    return (
        a_hero(id="320500-2024-aaaaa", name="单测甲", deed={"summary": "桥边听见呼救，<b>他</b>跳下河去救人。"}),
        a_hero(id="320500-2010-aaaaa", name="单测甲", deed={"date": "2010-01-02", "outcome": "sacrificed"}),
        a_hero(
            id="320500-2023-aaaaa",
            name="测试班组",
            kind="group",
            members=members,
            deed={"date": "2023-05", "outcome": "mixed"},
        ),
        a_hero(
            id="320500-2022-aaaaa",
            name="欧阳翀",
            visibility="alias",
            alias="李四",
            deed={"date": "2022", "story": slack},
        ),
        a_hero(id="320500-2021-aaaaa", name="吕测", deed={"date": "2021", "region": "320583", "story": rope}),
        a_hero(id="330100-2001-aaaaa", name=SLY, employer=f"{SLY}公司", deed={"date": "2001", "region": "330106"}),
    )
