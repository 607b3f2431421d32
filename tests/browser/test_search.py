"""The page of results in Chromium, on a small site of invented people, over http and as files: results and filters."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from small_search import CEREMONIES, HEROES, SLY, found_ids, hold, open_results, type_query, wait_ready

# ── the results ──


def test_what_is_typed_is_found_at_once(page: Page, base: str) -> None:
    """Name, given name, pinyin and initials; the address follows, and a reload of it gives the same."""
    open_results(page, f"{base}search.html")
    for query in ("单测甲", "测甲", "shanceji", "scj"):
        type_query(page, query)
        assert found_ids(page)[:2] == ["320500-2024-aaaaa", "320500-2010-aaaaa"], query
    page.wait_for_function("location.hash === '#q=scj'")
    open_results(page, page.url, "scj")
    assert page.locator("#search-q").input_value() == "scj"
    assert page.locator("[data-search-count]").inner_text() == "人物 2 位"


def test_a_result_says_who_where_when_and_leads_to_the_page(page: Page, base: str) -> None:
    """Name with its mark, outcome, place, year, deed, level, summary as text, the stele beside it."""
    open_results(page, f"{base}search.html#q=scj", "scj")
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
    open_results(page, f"{base}search.html#q=单测丙", "单测丙")
    assert page.locator("[data-search-count]").inner_text() == "群体 1 个"
    assert page.locator(".hit__why").inner_text() == "成员　单测丙"
    assert page.locator(".hit .mark").inner_text() == "有成员牺牲"
    type_query(page, "李四")
    assert page.locator(".hit__name").inner_text() == "李四（化名）"
    type_query(page, "苏州")
    assert page.locator("[data-search-count]").inner_text() == "人物 4 位，群体 1 个"


def test_what_only_a_text_holds_stands_below_under_its_heading(page: Page, base: str) -> None:
    """The sentence is quoted with its mark; a phrase whose words stand apart is no hit; both kinds are counted."""
    open_results(page, f"{base}search.html#q=缆绳抛给", "缆绳抛给")
    assert found_ids(page) == ["320500-2021-aaaaa"]
    assert page.locator("[data-results] h2").all_inner_texts() == ["正文提到"]
    assert page.locator(".hit__quote").inner_text() == "他把缆绳抛给落水的孩子，自己站在齐腰的水里。"
    assert page.locator(".hit__quote mark").all_inner_texts() == ["缆绳抛给"]
    assert page.locator("[data-search-count]").inner_text() == "正文提到 1 条"
    type_query(page, "孩子")
    assert sorted(found_ids(page)) == ["320500-2021-aaaaa", "320500-2022-aaaaa"]
    type_query(page, "苏州 缆绳")
    assert page.locator("[data-search-count]").inner_text() == "正文提到 2 条"
    type_query(page, "桥边")
    assert page.locator("[data-search-count]").inner_text() == f"正文提到 {HEROES} 条", (
        "a group among them is not counted twice"
    )
    type_query(page, "单测甲")
    assert page.locator("[data-results] h2").count() == 0


def test_a_slip_in_the_pinyin_finds_who_sounds_alike(page: Page, base: str) -> None:
    """Where nothing else is found, names that differ by one letter stand under a heading that says so."""
    open_results(page, f"{base}search.html#q=shancejie", "shancejie")
    assert sorted(found_ids(page)) == ["320500-2010-aaaaa", "320500-2024-aaaaa"]
    assert page.locator("[data-results] h2").all_inner_texts() == ["读音相近"]
    assert page.locator("[data-search-count]").inner_text() == "没有找到，读音相近的有 2 条"


def test_who_may_have_been_meant_is_told_below_those_who_are_found(page: Page, base: str) -> None:
    """Pinyin that is one person's and, but for a letter, another's: the other name is a way on, not a result."""
    open_results(page, f"{base}search.html#q=wangjizi", "wangjizi")
    assert set(page.locator(".hit__name").all_inner_texts()) == {"王己子"}
    near = page.locator("[data-search-near] a")
    near.first.wait_for()
    assert near.all_inner_texts() == ["王甲子", "王乙子"]
    near.first.click()
    wait_ready(page, "王甲子")
    assert set(page.locator(".hit__name").all_inner_texts()) == {"王甲子"}
    assert page.locator("[data-search-near]").is_hidden()


def test_pages_are_found_beside_people(page: Page, base: str) -> None:
    """Ceremonies stand in a list of their own, a few at first, none of them among the heroes."""
    open_results(page, f"{base}search.html#q=测试大会", "测试大会")
    pages = page.locator("[data-search-pages] li")
    assert pages.count() == 3
    page.locator("[data-search-pages] button").click()
    assert sorted(title for title in page.locator("[data-search-pages] a").all_inner_texts()) == sorted(CEREMONIES)
    assert page.locator("[data-search-pages] a").first.evaluate("link => link.href").startswith(f"{base}ceremonies/")
    assert page.locator("[data-results] [data-search-pages], [data-search-pages] [data-hero]").count() == 0


def test_more_results_are_a_press_away(page: Page, base: str) -> None:
    """Twenty at first, in the order of the roll, then twenty more, until all stand; the address remembers."""
    open_results(page, f"{base}search.html")
    seen = [len(found_ids(page))]
    while page.locator("[data-search-more]").is_visible():
        page.locator("[data-search-more]").click()
        wait_ready(page, "")
        seen.append(len(found_ids(page)))
        assert page.evaluate("document.activeElement.dataset.hero") == found_ids(page)[seen[-2]]
    assert seen == list(range(20, HEROES + 1, 20))
    assert len(set(found_ids(page))) == HEROES
    page.wait_for_function("location.hash === '#n=140'")


def test_texts_are_read_a_few_files_at_a_time(page: Page, served: str) -> None:
    """Of hits that only a text holds as many are shown as lie in eight files; a press brings the others."""
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    open_results(page, f"{served}search.html#q=巷口", "巷口")
    assert len([url for url in requests if "/stories/" in url]) == 8
    first = found_ids(page)
    page.locator("[data-search-more]").click()
    wait_ready(page, "巷口")
    more = found_ids(page)
    assert (more[: len(first)], len(more) > len(first)) == (first, True)


def test_composing_is_not_a_query(page: Page, served: str) -> None:
    """While an input method is at work nothing is searched and Enter does nothing; what it leaves is searched."""
    open_results(page, f"{served}search.html")
    keyboard = page.context.new_cdp_session(page)
    page.locator("#search-q").focus()
    for text in ("s", "sh", "shan"):
        keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    assert page.locator("#search-q").input_value() == "shan"
    page.evaluate("document.querySelector('.find').requestSubmit()")
    assert page.locator("[data-results]").get_attribute("data-query") == ""
    assert page.evaluate("location.hash") == ""
    keyboard.send("Input.insertText", {"text": "单测甲"})
    wait_ready(page, "单测甲")
    assert len(found_ids(page)) == 2


def test_a_late_word_of_the_address_undoes_nothing(page: Page, base: str) -> None:
    """The address is written at a pause and browsers tell so later: what has been typed meanwhile stays."""
    open_results(page, f"{base}search.html")
    type_query(page, "单测")
    page.wait_for_function("location.hash === '#q=' + encodeURIComponent('单测')")
    page.evaluate(
        """() => {
          const input = document.querySelector("#search-q");
          input.value = "王甲子";
          input.dispatchEvent(new Event("input", { bubbles: true }));
          window.dispatchEvent(new HashChangeEvent("hashchange"));
        }"""
    )
    wait_ready(page, "王甲子")
    assert page.locator("#search-q").input_value() == "王甲子"


def test_what_is_typed_before_the_index_has_come_is_searched(page: Page, served: str) -> None:
    """On a slow connection the box is there first: what stands in it then counts, not the address."""
    held = hold(page, "**/names.js")
    page.goto(f"{served}search.html#q=王甲子", wait_until="commit")
    page.wait_for_function("window.QYPResults")
    assert page.locator("#search-q").input_value() == "王甲子"
    page.locator("#search-q").fill("吕测")
    held[0].continue_()
    wait_ready(page, "吕测")
    assert found_ids(page) == ["320500-2021-aaaaa"]


def test_a_name_that_looks_like_markup_is_text(page: Page, served: str) -> None:
    """In the list, in the marks, in the reason for a hit and under the box, what is written stands there as written."""
    open_results(page, f"{served}search.html")
    for query in ("公司", "<img src", SLY):
        page.goto("about:blank")
        open_results(page, f"{served}search.html#q={query}", query)
        assert page.locator(".hit__name").inner_text() == SLY
    page.locator(".md-search input").fill("<img")
    assert page.locator(".suggest__hit[data-hero] b").inner_text() == SLY
    assert page.locator("main img, .suggest img").count() == 0
    assert page.evaluate("window.harm") is None


ODD = [
    "<script>window.harm=1</script>",
    "__proto__",
    "constructor",
    "[.*(",
    "^(a+)+$",
    "😀",
    "👩‍🚒 🕊️",
    "%",
    "a" * 10_000,
    "缆" * 10_000,
    "测 " * 3000,
    "\\",
    "'\"",
    "ＱＱＺＺ　１３５７",
    "\u0000",
    "\u202e倒",
]


@pytest.mark.parametrize("query", ODD, ids=range(len(ODD)))
def test_odd_queries_do_no_harm(page: Page, served: str, query: str) -> None:
    """From the address and from the box: nothing is run, nothing breaks, nobody is found; a way on is shown."""
    open_results(page, f"{served}search.html")
    page.evaluate("text => { location.hash = 'q=' + encodeURIComponent(text); }", query)
    page.wait_for_function("document.querySelector('[data-search-count]').textContent === '没有找到'")
    assert page.locator("[data-search-empty] a[href='roll/index.html']").is_visible()
    page.evaluate("document.querySelector('#search-q').value = ''")
    page.locator("#search-q").dispatch_event("input")
    wait_ready(page, "")
    page.locator("#search-q").evaluate("(box, text) => { box.value = text; }", query)
    page.locator("#search-q").dispatch_event("input")
    page.wait_for_function("document.querySelector('[data-search-count]').textContent === '没有找到'")
    assert (page.locator("main img, main script").count(), page.evaluate("window.harm")) == (0, None)


@pytest.mark.parametrize("query", ["", " ", "　\t ", "…", "·", "，，，"], ids=range(6))
def test_a_query_of_nothing_is_not_a_fault(page: Page, served: str, query: str) -> None:
    """Spaces alone are the whole roll; signs alone find nobody; both are answered."""
    open_results(page, f"{served}search.html")
    page.evaluate("text => { location.hash = 'q=' + encodeURIComponent(text); }", query)
    page.wait_for_function("document.documentElement.dataset.search === 'ready'")
    assert len(found_ids(page)) == (0 if query.strip() else 20)


@pytest.mark.parametrize("query", ["ＳＣＪ", "ｓｈａｎ　ｃｅ　ｊｉａ", "單測甲", "２０２４ 单测"])
def test_full_width_and_traditional_letters_are_read(page: Page, served: str, query: str) -> None:
    """Letters and digits of full width are those of half width, and traditional characters those of the roll."""
    open_results(page, f"{served}search.html#q={query}", query)
    assert "320500-2024-aaaaa" in found_ids(page)


def test_a_half_character_in_the_address_does_no_harm(page: Page, served: str) -> None:
    """A lone surrogate, broken escapes and nonsense for numbers are read as far as they can be."""
    open_results(page, f"{served}search.html")
    page.evaluate("document.querySelector('#search-q').value = '单\\ud800测甲'")
    page.locator("#search-q").dispatch_event("input")
    page.wait_for_function("location.hash === '#q=' + encodeURIComponent('单测甲')")
    page.wait_for_function("document.documentElement.dataset.search === 'ready'")
    assert len(found_ids(page)) == 2
    page.evaluate("location.hash = 'q=%E5%8D%95%E6&year=x&n=-1&type=__proto__&region=constructor'")
    page.wait_for_function("document.querySelector('[data-search-count]').textContent === '没有找到'")
    page.evaluate("location.hash = 'n=999999999'")
    wait_ready(page, "")
    assert len(found_ids(page)) == 20


# ── the filters ──


def test_filters_narrow_and_the_back_button_undoes_them(page: Page, base: str) -> None:
    """A choice stands as a chip and in the address; its own counts stay; back and forward go through the choices."""
    open_results(page, f"{base}search.html")
    page.get_by_role("checkbox", name="江苏").check()
    page.get_by_role("checkbox", name="苏州市").check()
    wait_ready(page, "")
    assert page.evaluate("location.hash") == "#region=320500"
    assert page.locator(".chip").all_inner_texts() == ["苏州市"]
    assert len(found_ids(page)) == 5
    assert page.get_by_role("checkbox", name="江苏").evaluate("box => box.indeterminate")
    assert page.locator("label", has_text="浙江").locator("i").inner_text() == str(HEROES - 5)
    page.locator("[data-key='outcome=sacrificed']").check()
    wait_ready(page, "")
    assert len(found_ids(page)) == 1
    page.go_back()
    page.wait_for_function("location.hash === '#region=320500'")
    expect(page.locator("[data-results] [data-hero]")).to_have_count(5)
    page.go_forward()
    expect(page.locator("[data-results] [data-hero]")).to_have_count(1)
    page.locator(".chip").first.click()
    assert page.evaluate("location.hash") == "#outcome=sacrificed"


def test_nobody_is_shown_before_the_filters_can_be_asked(page: Page, served: str) -> None:
    """While the facts are on their way, names alone would show those whom a filter of the address leaves out."""
    held = hold(page, "**/facts.js*")
    with page.expect_request("**/facts.js*"):
        page.goto(f"{served}search.html#q=scj&outcome=sacrificed", wait_until="commit")
    assert page.locator(".hit").count() == 0
    held[0].continue_()
    wait_ready(page, "scj")
    assert found_ids(page) == ["320500-2010-aaaaa"]


def test_ceremonies_are_a_filter_newest_first(page: Page, base: str) -> None:
    """Eight and the rest at a press; counts follow the other choices; the choice stands in the address."""
    open_results(page, f"{base}search.html")
    labels = page.locator("fieldset", has_text="历次表彰").locator("label")
    names = [text.split("\n")[0] for text in labels.all_inner_texts()]
    assert [name.rstrip("0123456789") for name in names] == list(reversed(CEREMONIES))[:8]
    page.locator("fieldset", has_text="历次表彰").get_by_role("button").click()
    assert labels.count() == len(CEREMONIES)
    page.locator("[data-key='ceremony=test-0']").check()
    wait_ready(page, "")
    assert page.evaluate("location.hash") == "#ceremony=test-0"
    assert page.locator(".chip").all_inner_texts() == [CEREMONIES[0]]
    chosen = len(found_ids(page))
    assert labels.nth(8).locator("i").inner_text() == str(chosen)
    assert page.locator("[data-key='region=320000']").count() == 0


def test_years_are_a_range(page: Page, served: str) -> None:
    """From, to, or both; turned round when given backwards; a chip takes them away."""
    open_results(page, f"{served}search.html")
    for label, year in (("起始年份", "2024"), ("截止年份", "2021")):
        page.get_by_label(label).fill(year)
        page.get_by_label(label).press("Tab")
    assert page.evaluate("location.hash") == "#year=2021-2024"
    wait_ready(page, "")
    assert found_ids(page) == [f"320500-{year}-aaaaa" for year in (2023, 2022, 2021, 2024)]
    page.get_by_role("button", name="去掉条件：2021至2024年").click()
    assert page.evaluate("location.hash") == ""


def test_nobody_found_is_never_the_end(page: Page, base: str) -> None:
    """Without the filters, by the sound, without one word, a name alike: what finds someone is offered."""
    offers = page.locator("[data-search-empty] li a")
    open_results(page, f"{base}search.html#q=单测甲&type=fire_rescue", "单测甲")
    assert offers.all_inner_texts() == ["去掉筛选：2 条"]
    for query, offer in (
        ("单测甲 大海", "去掉“大海”：2 条"),
        ("shancejie&type=fire_rescue", "读音相近　单测甲：2 条"),
    ):
        page.goto("about:blank")
        open_results(page, f"{base}search.html#q={query}", query.split("&")[0])
        assert offers.first.inner_text() == offer
        offers.first.click()
        wait_ready(page, "单测甲")
        assert len(found_ids(page)) == 2


def test_the_sheet_on_a_phone(browser: Browser, base: str) -> None:
    """It opens over the results, holds the focus, says how many there are, and closes by button, Esc or a touch."""
    phone = browser.new_context(viewport={"width": 390, "height": 844})
    page = phone.new_page()
    open_results(page, f"{base}search.html#outcome=sacrificed")
    sheet, opener = page.locator("[data-search-sheet]"), page.locator("[data-search-open]")
    assert not sheet.is_visible()
    assert opener.inner_text() == "筛选（1）"
    opener.click()
    assert page.locator("[data-search-close]").evaluate("button => button === document.activeElement")
    page.keyboard.press("Shift+Tab")
    assert page.locator("[data-search-close-count]").evaluate("button => button === document.activeElement")
    assert page.locator("[data-search-close-count]").inner_text() == "查看 1 位"
    assert page.get_by_role("checkbox", name="牺牲", exact=False).first.is_visible()
    page.locator("[data-search-clear]").click()
    wait_ready(page, "")
    assert page.locator("[data-search-close-count]").inner_text() == f"查看 {HEROES} 条"
    page.keyboard.press("Escape")
    assert not sheet.is_visible()
    assert opener.evaluate("button => button === document.activeElement")
    opener.click()
    page.mouse.click(195, 20)
    assert not sheet.is_visible()
    phone.close()


FOCUSED = "document.activeElement"


def test_a_tablet_that_is_turned_has_its_filters(browser: Browser, served: str) -> None:
    """Across the width at which the column takes the sheet's place: the filters stand in it, and no dialog is left."""
    upright, across = ViewportSize(width=800, height=1200), ViewportSize(width=1200, height=800)
    for is_opened in (False, True):
        tablet = browser.new_context(viewport=upright)
        page = tablet.new_page()
        open_results(page, f"{served}search.html")
        if is_opened:
            page.locator("[data-search-open]").click()
        page.set_viewport_size(across)
        expect(page.get_by_role("checkbox", name="江苏")).to_be_visible()
        assert page.locator("[data-search-sheet]").evaluate("sheet => [...sheet.attributes].map(({name}) => name)") == [
            "class",
            "aria-label",
            "data-search-sheet",
        ]
        assert page.evaluate("document.documentElement.dataset.sheet") is None
        tablet.close()


def test_filters_that_cannot_be_asked_yet_cannot_be_opened(page: Page, served: str) -> None:
    """On a phone, with filters in the address and the facts still to come, a touch does nothing and no script fails."""
    page.set_viewport_size({"width": 390, "height": 844})
    held = hold(page, "**/facts.js*")
    with page.expect_request("**/facts.js*"):
        page.goto(f"{served}search.html#q=scj&outcome=sacrificed", wait_until="commit")
    opener = page.locator("[data-search-open]")
    expect(opener).to_be_disabled()
    opener.evaluate("button => { button.disabled = false; button.click(); }")
    assert not page.locator("[data-search-sheet]").is_visible()
    held[0].continue_()
    wait_ready(page, "scj")
    opener.click()
    assert page.locator("[data-search-sheet]").is_visible()


def test_the_keyboard_goes_on_after_a_chip(page: Page, served: str) -> None:
    """From the one in its place, else from the headline, which says what is found now."""
    open_results(page, f"{served}search.html#region=320500&outcome=safe")
    chips = page.locator(".chip")
    expect(chips).to_have_count(2)
    chips.first.press("Enter")
    expect(chips).to_have_count(1)
    expect(page.get_by_role("button", name="去掉条件：平安")).to_be_focused()
    page.keyboard.press("Enter")
    expect(chips).to_have_count(0)
    expect(page.locator("[data-search-count]")).to_be_focused()


def test_the_keyboard_goes_on_in_what_is_unfolded(page: Page, served: str) -> None:
    """From the first option, or page, that was not there before."""
    open_results(page, f"{served}search.html#q=测试大会", "测试大会")
    page.get_by_role("button", name="全部 9 页").press("Enter")
    expect(page.locator("[data-search-pages] li").nth(3).locator("a")).to_be_focused()
    ceremonies = page.locator("fieldset", has_text="历次表彰")
    ceremonies.get_by_role("button").press("Enter")
    expect(ceremonies.locator("input").nth(8)).to_be_focused()


def test_the_keyboard_stays_where_an_option_goes(page: Page, served: str) -> None:
    """An option that finds nobody goes when it is left: another has the focus, and Tab comes back to an open sheet."""
    open_results(page, f"{served}search.html#q=单测甲&type=fire_rescue", "单测甲")
    page.locator("[data-key='type=fire_rescue']").press("Space")
    expect(page.locator("[data-key='type=fire_rescue']")).to_have_count(0)
    assert page.evaluate(f"{FOCUSED}.closest('[data-search-facets]') !== null")
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("[data-search-open]").click()
    for key, end in (("Tab", "close"), ("Shift+Tab", "close-count")):
        page.evaluate(f"{FOCUSED}.blur()")
        page.keyboard.press(key)
        expect(page.locator(f"[data-search-{end}]")).to_be_focused()


def test_a_plain_address_is_taken_too(page: Page, base: str) -> None:
    """A query string, as a form without script or another site writes it, is a search as well."""
    open_results(page, f"{base}search.html?q=%E5%8D%95%E6%B5%8B+%E7%94%B2", "单测 甲")
    assert len(found_ids(page)) == 2
