"""Hostile profiles, built and opened in Chromium: what is written stands as text and nothing acts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sites import Shipped, build, serving

NAMES = (
    "</script><script>hacked=1</script>",
    "__proto__",
    "'\"><img src=x onerror=hacked=1>",
    "constructor",
    "{{ 7*7 }}`^",
)
STORY = (
    "<script>hacked=1</script><img src=x onerror=hacked=1><svg onload=hacked=1>"
    "<iframe src=javascript:parent.hacked=1></iframe><style>p{display:none}</style>"
    '<base href="https://example.org/"><meta http-equiv=refresh content=0><form><input></form>'
    '<noscript><p title="</noscript><img src=x onerror=hacked=1>"><!-- <textarea> </body> '
    '{{ 7*7 }} {% include "x" %} {# #} {{ config }} --8<-- "/etc/passwd" ⟦title⟧'
)
SUMMARY = "</script><b onclick=hacked=1>一句话</b>{{ 7*7 }}"


@pytest.fixture(scope="module")
def hostile(shipped: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the shipped roll with five profiles turned hostile, and return the site."""
    root = shipped.copied(tmp_path_factory.mktemp("hostile"))
    people = [p for p in sorted((root / "heroes").rglob("*.yaml")) if "kind: individual" in p.read_text("utf-8")]
    for profile, name in zip(people, NAMES, strict=False):
        _turn(profile, name)
    return build(root)


def _turn(profile: Path, name: str) -> None:
    text = profile.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^name: .*\n", f"name: {json.dumps(name)}\noccupation: {json.dumps(name)}\n", text, count=1)
    text = re.sub(r"(?m)^occupation: (?!\").*\n", "", text)
    text = re.sub(r"(?m)^  summary: .*\n", f"  summary: {json.dumps(SUMMARY, ensure_ascii=False)}\n", text)
    text = re.sub(
        r"(?ms)^  story: \|-\n.*?(?=^\w)", f"  story: {json.dumps(STORY, ensure_ascii=False)}\n", text, count=1
    )
    profile.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def hostile_address(hostile: Path) -> Iterator[str]:
    """Serve the hostile site."""
    with serving(hostile) as base:
        yield base


@pytest.fixture(scope="module")
def heroes(hostile: Path) -> list[dict[str, Any]]:
    """The profiles that were turned."""
    roll: dict[str, Any] = json.loads((hostile / "data/roll.json").read_text(encoding="utf-8"))
    return [hero for hero in roll["heroes"] if hero["name"] in NAMES]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that remembers every script error and every request."""
    visitor = browser.new_context()
    yield visitor.new_page()
    visitor.close()


def test_every_name_is_kept_as_written(heroes: list[dict[str, Any]]) -> None:
    """A strange name is a name: none is lost, cut or evaluated."""
    assert sorted(hero["name"] for hero in heroes) == sorted(NAMES)


def test_nothing_acts_on_any_page(page: Page, hostile_address: str, heroes: list[dict[str, Any]]) -> None:
    """No script of the content runs, no frame, form or foreign element appears, and the page keeps its frame."""
    faults: list[str] = []
    requests: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    pages = ["index.html", "roll/index.html", "roll/initial.html", "search.html", "ceremonies/national-15.html"]
    for path in [*pages, *(f"heroes/{hero['id']}.html" for hero in heroes)]:
        page.goto(hostile_address + path)
        assert page.evaluate("window.hacked === undefined"), path
        assert page.locator("iframe, form input:not([type=search]), [onerror], [onload], [onclick], base").count() == 0
        assert page.locator("footer.md-footer").count() == 1, path
    assert faults == []
    assert [url for url in requests if not url.startswith(hostile_address)] == []


def test_words_stand_as_they_were_written(page: Page, hostile_address: str, heroes: list[dict[str, Any]]) -> None:
    """Braces, markers and tags are shown literally, in the heading, the summary and the story."""
    for hero in heroes:
        page.goto(f"{hostile_address}heroes/{hero['id']}.html")
        text = str(page.locator("main").text_content())
        assert hero["name"] in str(page.locator("h1").text_content())
        for words in (SUMMARY, '{{ 7*7 }} {% include "x" %} {# #}', "{{ config }} --8<--", "⟦title⟧"):
            assert words in text


def test_linked_data_holds_the_name_and_nothing_more(
    page: Page, hostile_address: str, heroes: list[dict[str, Any]]
) -> None:
    """JSON-LD parses, names the hero, and does not end its script early."""
    for hero in heroes:
        page.goto(f"{hostile_address}heroes/{hero['id']}.html")
        told = json.loads(str(page.locator("script[type='application/ld+json']").text_content()))
        assert hero["name"] in json.dumps(told, ensure_ascii=False).replace('\\"', '"')


def test_search_finds_strange_names(page: Page, hostile_address: str, heroes: list[dict[str, Any]]) -> None:
    """__proto__ and a closing script tag are names like any other, typed and shown as text."""
    for hero in heroes:
        page.goto(f"{hostile_address}search.html")
        page.evaluate("query => { location.hash = 'q=' + encodeURIComponent(query); }", hero["name"])
        page.wait_for_function(
            "query => document.documentElement.dataset.search === 'ready'"
            " && document.querySelector('[data-results]').dataset.query === query",
            arg=hero["name"],
        )
        assert page.locator(f"[data-results] [data-hero='{hero['id']}']").count() == 1, hero["name"]
        assert page.evaluate("window.hacked === undefined")
