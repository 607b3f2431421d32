"""The search in Chromium when files of the index are missing, cut short, of another edition, late, or never come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from small_search import HEROES, found_ids, open_results

TEXTLESS = "正文检索暂时用不了，姓名、地名等仍可检索。"
BEYOND_PATIENCE = 8_001

Fault = Callable[[Route, Path], None]


def _abort(route: Route, _: Path) -> None:
    route.abort()


def _missing(route: Route, _: Path) -> None:
    route.fulfill(status=404, body="")


def _cut(route: Route, file: Path) -> None:
    body = file.read_text(encoding="utf-8")
    route.fulfill(content_type="text/javascript", body=body[: len(body) // 2])


def _empty(route: Route, _: Path) -> None:
    route.fulfill(content_type="text/javascript", body="")


def _another_edition(route: Route, file: Path) -> None:
    edition = urlsplit(route.request.url).query
    body = file.read_text(encoding="utf-8").replace(edition, "otherone")
    route.fulfill(content_type="text/javascript", body=body)


def _never(_: Route, __: Path) -> None:
    """Leave the request open."""


FAULTS = [_abort, _missing, _cut, _empty, _another_edition, _never]


WATCH = """
window.awaited = new Set();
const watch = (nodes) => nodes.forEach((node) => { if (node.tagName === 'SCRIPT' && node.src) awaited.add(node.src); });
new MutationObserver((records) => records.forEach((record) => watch(record.addedNodes))).observe(
  document, { childList: true, subtree: true });
const settle = (event) => awaited.delete(event.target.src);
['load', 'error'].forEach((type) => document.addEventListener(type, settle, true));
"""
"""Keeps the addresses of the scripts that a page still waits for."""


class Visit:
    """A page on which scripts may fail, and whose clock is put forward once only files are awaited that never come."""

    def __init__(self, page: Page, base: str, folder: Path) -> None:
        """Watch the scripts of *page* at *base*, a site whose files are those of *folder*."""
        self.page, self._base, self._folder = page, base, folder
        self.held: list[Route] = []
        page.add_init_script(WATCH)
        page.clock.install(time=0)
        page.clock.pause_at(1_000)

    def spoil(self, pattern: str, fault: Fault) -> None:
        """Let *fault* meet the files of the search whose path matches *pattern*."""

        def meet(route: Route) -> None:
            if fault is _never:
                self.held.append(route)
            fault(route, self._folder / urlsplit(route.request.url).path.lstrip("/"))

        self.page.route(f"**/assets/search/{pattern}", meet)

    def open(self, path: str) -> None:
        """Open the page at *path*; what never comes keeps it from having loaded."""
        self.page.goto(self._base + path, wait_until="commit")

    def wait_for(self, condition: str) -> None:
        """Wait until *condition* holds on the page, and put the clock forward whenever nothing else is awaited."""
        for _ in range(4_000):
            holds, awaited = self.page.evaluate(f"[Boolean(document.body && ({condition})), [...window.awaited || []]]")
            if holds:
                return
            held = {route.request.url for route in self.held}
            # The names run after the engine, so they wait with it.
            held |= {url.replace("engine.js", "names.js") for url in held}
            if held.issuperset(awaited):
                self.page.clock.fast_forward(BEYOND_PATIENCE)
        pytest.fail(f"the page still waits: {condition}")

    def release(self) -> None:
        """Let the files come that were held."""
        held, self.held = self.held, []
        for route in held:
            route.continue_()

    def results(self, query: str) -> list[str]:
        """Return the ids of the heroes that the page of results shows for *query*, once it stands."""
        shown = "(document.querySelector('[data-results]') || document.body).dataset.query"
        self.wait_for(f"document.documentElement.dataset.search === 'ready' && {shown} === '{query}'")
        return found_ids(self.page)


@pytest.fixture
def visit(desk: BrowserContext, served: str, folder: Path) -> Iterator[Visit]:
    """A visit to the small site."""
    page = desk.new_page()
    yield Visit(page, served, folder)
    page.unroute_all(behavior="ignoreErrors")


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("files", ["grams", "stories"])
def test_without_the_texts_the_rest_stands(visit: Visit, files: str, fault: Fault) -> None:
    """Names and places are found; nothing is shown as told in a text that could not be read; a sentence says so."""
    visit.spoil(f"{files}/*.js*", fault)
    visit.open("search.html#q=缆绳抛给")
    assert visit.results("缆绳抛给") == []
    assert visit.page.locator("[data-search-textless]").inner_text() == TEXTLESS
    visit.page.evaluate("location.hash = 'q=' + encodeURIComponent('苏州')")
    assert len(visit.results("苏州")) == 5


@pytest.mark.parametrize("fault", FAULTS)
def test_a_lost_card_leaves_the_rest(visit: Visit, fault: Fault) -> None:
    """Rows whose card cannot be had keep their names; the others are whole, and a sentence says so."""
    visit.spoil("cards/001.js*", fault)
    visit.open("search.html#n=150")
    assert len(visit.results("")) == HEROES - 64
    assert visit.page.locator(".hit__name").count() == HEROES
    assert visit.page.locator("[data-search-stale]").is_visible()


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("part", ["facts", "words", "text"])
def test_a_lost_part_leaves_the_names(visit: Visit, part: str, fault: Fault) -> None:
    """Without one of the other parts people are still found by name, and a sentence says what is not to be had."""
    visit.spoil(f"{part}.js*", fault)
    visit.open("search.html#q=scj")
    assert sorted(visit.results("scj")) == ["320500-2010-aaaaa", "320500-2024-aaaaa"]
    assert visit.page.locator("[data-search-textless]").is_visible() == (part == "text")
    assert visit.page.locator("[data-search-factless]").is_visible() == (part != "text")


@pytest.mark.parametrize("fault", [_abort, _missing, _cut, _empty, _never])
@pytest.mark.parametrize("file", ["engine.js", "names.js"])
def test_without_the_names_the_page_says_so(visit: Visit, file: str, fault: Fault) -> None:
    """A sentence and the way to the lists, on the page of results and under a box."""
    visit.spoil(file, fault)
    visit.open("search.html")
    visit.wait_for("document.documentElement.dataset.search === 'failed'")
    assert visit.page.locator("[data-search-failed] a[href='roll/index.html']").is_visible()
    assert not visit.page.locator("[data-search-sheet]").is_visible()
    visit.page.locator(".md-search input").fill("单测甲")
    visit.wait_for("document.querySelector('[role=option]')")
    assert visit.page.get_by_role("option").inner_text() == "从名录里查找"
    assert str(visit.page.get_by_role("option").get_attribute("href")).endswith("/roll/index.html")


def test_the_box_shows_names_without_the_rest(visit: Visit) -> None:
    """Whoever has the name stands in the list at once, whatever else never comes; then the list says what it lacks."""
    for part in ("facts", "words", "text"):
        visit.spoil(f"{part}.js*", _never)
    visit.open("index.html")
    visit.page.locator(".md-search input").fill("scj")
    visit.wait_for("document.querySelectorAll('.suggest__hit[data-hero]').length === 2")
    visit.wait_for("document.querySelector('.suggest__none')")
    assert visit.page.locator(".suggest__none").inner_text() == "地名、年份、事迹、正文等检索暂时用不了"
    assert visit.page.locator(".suggest__hit").count() == 3


LOST = {
    ("text",): "没有找到，正文检索暂时用不了",
    ("grams/*",): "没有找到，正文检索暂时用不了",
    ("words",): "没有找到，地名、年份、事迹等检索暂时用不了",
    ("facts", "text"): "没有找到，地名、年份、事迹、正文等检索暂时用不了",
}


@pytest.mark.parametrize("parts", LOST, ids="+".join)
def test_the_box_does_not_say_that_nobody_is_there_who_could_not_be_sought(visit: Visit, parts: tuple[str]) -> None:
    """Where nothing is found and something is lost, the list says so in place of advice."""
    for part in parts:
        visit.spoil(f"{part}.js*", _missing)
    visit.open("index.html")
    visit.page.locator(".md-search input").fill("缆绳抛给孩子")
    visit.wait_for("/没有找到/.test((document.querySelector('.suggest__none') || document.body).textContent)")
    assert visit.page.locator(".suggest__none").inner_text() == LOST[parts]


def test_what_was_lost_is_asked_for_again(visit: Visit) -> None:
    """A file that failed once comes with the next step of the user, and the sentence goes."""
    failures: list[Fault] = [_abort]
    visit.spoil("text.js*", lambda route, file: failures.pop()(route, file) if failures else route.continue_())
    visit.open("search.html#q=缆绳抛给")
    assert visit.results("缆绳抛给") == []
    assert visit.page.locator("[data-search-textless]").is_visible()
    visit.page.locator("#search-q").press("Enter")
    visit.wait_for("document.querySelector('[data-results] [data-hero]')")
    assert not visit.page.locator("[data-search-textless]").is_visible()


@pytest.mark.parametrize("file", ["engine.js", "names.js", "facts.js*", "results.js", "cards/*.js*"])
def test_what_comes_late_is_shown_after_all(visit: Visit, file: str) -> None:
    """A file that takes longer than the page waits for is used when it is there, without a step of the user."""
    visit.spoil(file, _never)
    visit.open("search.html#q=scj")
    visit.wait_for("['ready', 'failed'].includes(document.documentElement.dataset.search)")
    visit.release()
    visit.wait_for("document.querySelectorAll('[data-results] [data-hero]').length === 2")
    visit.wait_for("document.documentElement.dataset.search === 'ready'")
    for fault in ("failed", "factless", "stale"):
        assert visit.page.locator(f"[data-search-{fault}]").is_hidden()


def test_a_late_list_hangs_under_its_box(visit: Visit) -> None:
    """The list of a box comes after all, too."""
    visit.spoil("suggest.js", _never)
    visit.open("index.html")
    visit.page.locator(".md-search input").fill("scj")
    visit.wait_for("window.QYPSearch && QYPSearch.has('names')")
    visit.page.clock.fast_forward(BEYOND_PATIENCE)
    visit.release()
    visit.wait_for("document.querySelectorAll('.suggest__hit[data-hero]').length === 2")


def test_files_that_are_deleted_are_missed_from_disk_too(desk: BrowserContext, folder: Path, tmp_path: Path) -> None:
    """From file:// as over http: structured results stay, and the sentence stands."""
    for path in folder.rglob("*"):
        if path.is_file() and "grams" not in path.parts:
            copy = tmp_path / path.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    page = desk.new_page()
    open_results(page, f"{tmp_path.as_uri()}/search.html#q=单测甲", "单测甲")
    assert len(found_ids(page)) == 2
    assert page.locator("[data-search-textless]").inner_text() == TEXTLESS
