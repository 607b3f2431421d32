"""The box on every page, in Chromium: what it costs, what it shows, and how it is used from the keyboard."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from small_search import HEROES, found_ids, hold, wait_ready


def _type(page: Page, text: str) -> None:
    page.locator(".md-search input").fill(text)


def _requested(page: Page) -> list[str]:
    """Return the list that fills with what *page* asks for in the folder of the search."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.split("/search/")[-1].split("?")[0]))
    return asked


def test_the_box_loads_nothing_before_it_is_used(page: Page, base: str) -> None:
    """A page that is only read costs one script; names come with the focus, cards with hits, all from this site."""
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    asked = _requested(page)
    page.goto(f"{base}index.html")
    page.wait_for_load_state("networkidle")
    assert [path for path in asked if "/" not in path] == ["box.js"]
    _type(page, "wang")
    page.locator(".suggest__hit[data-hero]").nth(5).wait_for()
    files = {path for path in asked if not path.startswith(("http", "file"))}
    assert files - {"cards/000.js", "cards/001.js", "cards/002.js"} == {
        "box.js",
        "engine.js",
        "names.js",
        "search.css",
        "suggest.js",
    }
    assert [address for address in addresses if not address.startswith(base)] == []


def test_few_names_bring_the_rest(page: Page, base: str) -> None:
    """Where names give fewer hits than the list has room for, places, texts and pages are searched as well."""
    page.goto(f"{base}index.html")
    _type(page, "昆山")
    page.locator(".suggest__hit[data-hero]").wait_for()
    assert page.locator(".suggest__hit b").all_inner_texts() == ["吕测"]
    _type(page, "缆绳抛给")
    group = page.get_by_role("group", name="正文提到")
    assert group.locator(".suggest__hit[data-hero='320500-2021-aaaaa'] mark").inner_text() == "缆绳抛给"
    assert group.get_by_role("option").count() == 1
    _type(page, "第一届测试大会")
    link = page.get_by_role("group", name="相关页面").get_by_role("option")
    assert link.inner_text().split("\n")[0] == "第一届测试大会"
    assert str(link.evaluate("link => link.href")).startswith(f"{base}ceremonies/")
    _type(page, "shancejie")
    expect(page.get_by_role("group", name="读音相近").get_by_role("option")).to_have_count(2)
    _type(page, "丙丁戊己")
    expect(page.locator(".suggest__none")).to_have_text("没有找到，换拼音或少写几个字试试")


def test_names_stand_before_their_cards(page: Page, served: str) -> None:
    """Until the card has come a hit leads to the results for its name, then to the hero; those found so are told."""
    held = hold(page, "**/cards/*.js*")
    page.goto(f"{served}index.html")
    with page.expect_request("**/cards/*.js*"):
        _type(page, "单测丙")
    hit = page.locator(".suggest__hit").first
    expect(hit.locator("b")).to_have_text("测试班组")
    assert str(hit.get_attribute("href")).startswith(f"{served}search.html#q=")
    expect(page.locator(".suggest__all")).to_have_text("查看全部 1 条")
    held[0].continue_()
    page.locator(".suggest__hit[data-hero='320500-2023-aaaaa']").wait_for()
    assert hit.locator(".suggest__quote").inner_text() == "成员　单测丙"
    assert hit.locator(".suggest__meta").inner_text() == "苏州市　2023年　水中救援　国家级"


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
    expect(options.first).to_have_attribute("data-hero", "320500-2024-aaaaa")
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    box.press("Enter")
    page.wait_for_url(f"{base}heroes/320500-2024-aaaaa.html")


def test_a_chosen_hit_stays_chosen_when_more_comes(page: Page, served: str) -> None:
    """The list is made anew as places and texts arrive: what the arrows have reached is still theirs."""
    held = hold(page, "**/facts.js*")
    page.goto(f"{served}index.html")
    box = page.get_by_role("combobox", name="检索")
    with page.expect_request("**/facts.js*"):
        box.fill("测甲")
    expect(page.get_by_role("option")).to_have_count(3)
    box.press("ArrowDown")
    box.press("ArrowDown")
    chosen = box.get_attribute("aria-activedescendant")
    held[0].continue_()
    page.wait_for_function("QYPSearch.has('facts')")
    page.locator(".suggest__hit[data-hero]").first.wait_for()
    assert box.get_attribute("aria-activedescendant") == chosen
    assert page.locator("[aria-selected=true]").get_attribute("id") == chosen


def test_what_was_chosen_for_other_letters_is_chosen_no_more(page: Page, served: str) -> None:
    """Enter never opens what was not marked among the hits that are seen; pages are told apart by what they are."""
    page.goto(f"{served}index.html")
    box = page.get_by_role("combobox", name="检索")
    box.fill("第一届测试大会")
    options = page.get_by_role("group", name="相关页面").get_by_role("option")
    expect(options).to_have_count(1)
    first = options.get_attribute("id")
    box.press("ArrowUp")
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == first
    box.fill("第二届测试大会")
    expect(options).to_contain_text("第二届测试大会")
    assert options.get_attribute("id") != first
    assert box.get_attribute("aria-activedescendant") is None
    for text in ("单测甲", "单测"):
        box.fill(text)
        expect(page.locator(".suggest__hit").first).to_contain_text("单测甲")
        assert page.locator("[aria-selected=true]").count() == 0
        box.press("ArrowDown")
        assert page.locator("[aria-selected=true]").count() == 1
    box.fill("单测甲 ")
    box.press("Enter")
    wait_ready(page, "单测甲")


def test_the_box_leads_to_all_results(page: Page, base: str) -> None:
    """Enter without a choice, from a page in a folder too, and on the page of results itself."""
    page.goto(f"{base}heroes/320500-2024-aaaaa.html")
    _type(page, "单测 甲")
    page.locator(".md-search input").press("Enter")
    wait_ready(page, "单测 甲")
    assert page.url.startswith(f"{base}search.html#")
    _type(page, "吕测")
    page.locator(".md-search input").press("Enter")
    wait_ready(page, "吕测")
    assert found_ids(page) == ["320500-2021-aaaaa"]


def test_the_box_waits_for_an_input_method(page: Page, served: str) -> None:
    """No hits while composing, and Enter that ends a composition does not leave the page."""
    page.goto(f"{served}index.html")
    box = page.locator(".md-search input")
    box.focus()
    page.wait_for_function("window.QYPSearch && QYPSearch.has('names') && document.querySelector('.suggest')")
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "shan", "selectionStart": 4, "selectionEnd": 4})
    assert page.locator(".suggest").is_hidden()
    box.evaluate("box => { box.form.requestSubmit(); }")
    enter = "{key: 'Enter', keyCode: 229, isComposing: true, bubbles: true}"
    box.evaluate(f"box => box.dispatchEvent(new KeyboardEvent('keydown', {enter}))")
    assert page.url == f"{served}index.html"
    keyboard.send("Input.insertText", {"text": "单测甲"})
    page.locator(".suggest__hit[data-hero]").first.wait_for()


def test_without_javascript_the_page_leads_to_the_lists(browser: Browser, served: str) -> None:
    """The box is a plain form; the page it leads to says what it needs and shows every list instead."""
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = plain.new_page()
    page.goto(f"{served}index.html")
    page.locator(".md-search input").fill("单测甲")
    page.locator(".md-search input").press("Enter")
    page.wait_for_url(f"{served}search.html?q=*")
    assert page.locator("main h1:visible").all_inner_texts() == ["检索"]
    lists = page.locator("main noscript a, main .search-ways a").evaluate_all("links => links.map(link => link.href)")
    assert {f"{served}roll/{name}.html" for name in ("initial", "index", "year", "type", "honour")} <= set(lists)
    assert not page.locator("[data-search-sheet]").is_visible()
    plain.close()
