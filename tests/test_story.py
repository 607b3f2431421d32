"""Stories become the HTML that their writers meant, and never anything that acts."""

from __future__ import annotations

import html.parser
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunyingpu import story
from qunyingpu.story import story_html, story_mistakes, story_text

ALLOWED = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "br", "h3"}


class _Elements(html.parser.HTMLParser):
    """Collect elements and attributes as a browser would see them, and what is left open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)


def _is_harmless(text: str) -> bool:
    found = _Elements(text)
    safe = all(
        (tag, name) == ("a", "href") and re.match(r"https://[a-zA-Z0-9.-]+(?::\d+)?(?:[/?#]|$)", value)
        for tag, name, value in found.attributes
        if (tag, name) not in {("a", "rel"), ("ol", "start")}
    )
    return found.tags <= ALLOWED and safe and not found.open


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("一段。", "<p>一段。</p>"),
        ("一段。\n\n二段。", "<p>一段。</p>\n<p>二段。</p>"),
        ("一行，\n接着。", "<p>一行，接着。</p>"),
        ("说 OK\n然后", "<p>说 OK然后</p>"),
        ("one\ntwo", "<p>one\ntwo</p>"),
        ("“引\n”号", "<p>“引”号</p>"),
        ("　　一段。\n　　二段。", "<p>一段。</p>\n<p>二段。</p>"),
        ("一段。\n　\n二段。", "<p>一段。</p>\n<p>二段。</p>"),
        ("一段。\r\n\r\n二段。", "<p>一段。</p>\n<p>二段。</p>"),
        ("**重**和*轻*", "<p><strong>重</strong>和<em>轻</em></p>"),
        ("**重\n重**", "<p><strong>重重</strong></p>"),
        ("- 甲\n- 乙", "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"),
        ("3. 甲\n4. 乙", '<ol start="3">\n<li>甲</li>\n<li>乙</li>\n</ol>'),
        ("> 引", "<blockquote>\n<p>引</p>\n</blockquote>"),
        ("# 题\n\n文", "<h3>题</h3>\n<p>文</p>"),
        ("甲  \n乙", "<p>甲<br>\n乙</p>"),
        ("1998 年 - 2024", "<p>1998 年 - 2024</p>"),
        ("2024.6.24 那天", "<p>2024.6.24 那天</p>"),
        ("A&B < C > D", "<p>A&amp;B &lt; C &gt; D</p>"),
        ("`码` ~~删~~ | 表 |\n---", "<p>`码` ~~删~~ | 表 |\n---</p>"),
        ("    四个空格", "<p>四个空格</p>"),
    ],
)
def test_writers_get_what_they_mean(text: str, expected: str) -> None:
    """Paragraphs, lists, quotes, headings and emphasis; no space where a Chinese line breaks; no code, no rules."""
    assert story_html(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("一段。\n\n二段。", "一段。\n二段。"),
        ("一行，\n接着。", "一行，接着。"),
        ("**重**和*轻*，[甲](https://a.example)，[乙](javascript:x)", "重和轻，甲，乙"),
        ("![图](x.png)<https://b.example>", "图https://b.example"),
        ("# 题\n\n- 甲\n- 乙\n\n> 引", "题\n甲\n乙\n引"),
        ("甲  \n乙\\*丙", "甲\n乙*丙"),
        ("A&amp;B &lt;b>", "A&B <b>"),
        ("　　一段。\n　　二段。\n\n\n三段。", "一段。\n二段。\n三段。"),
    ],
)
def test_the_words_alone_are_the_words_of_the_page(text: str, words: str) -> None:
    """A line a paragraph, without marks and addresses, for search."""
    assert story_text(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7*7 }} {% include 'x' %} {{ config }} {# 注 #}",
        '--8<-- "/etc/passwd"',
        "---\ntemplate: x.html\n---",
        "${7*7} <%= 7 %> #{7}",
        "[TOC] [[wiki]] :smile: ==x== ^^y^^",
    ],
)
def test_other_languages_stay_literal(text: str) -> None:
    """Signs of templates, snippets and front matter are shown as they were written."""
    shown = story_html(text).removeprefix("<p>").removesuffix("</p>")
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("\n", "") == text.replace("\n", "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[甲](javascript:alert(1))", "<p>甲</p>"),
        ("[甲](JaVaScRiPt:alert(1))", "<p>甲</p>"),
        ("[甲](&#106;avascript:alert(1))", "<p>甲</p>"),
        ("[甲](javascript&colon;alert(1))", "<p>甲</p>"),
        ("[甲](data:text/html,x)", "<p>甲</p>"),
        ("[甲](vbscript:x)", "<p>甲</p>"),
        ("[甲](file:///etc/passwd)", "<p>甲</p>"),
        ("[甲](//evil.example)", "<p>甲</p>"),
        ("[甲](/local)", "<p>甲</p>"),
        ("[甲](http://plain.example)", "<p>甲</p>"),
        ("[甲](https:evil.example)", "<p>甲</p>"),
        ("[甲](https://good.example@evil.example)", "<p>甲</p>"),
        ("[甲](https://localhost/)", "<p>甲</p>"),
        ("[甲](https://[::1]/)", "<p>甲</p>"),
        ("[甲](https://[/)", "<p>甲</p>"),
        ("<javascript:alert(1)>", "<p>javascript:alert(1)</p>"),
        ("<mailto:a@b.example>", "<p>mailto:a@b.example</p>"),
        ("[甲][1]\n\n[1]: javascript:alert(1)", "<p>甲</p>"),
        ("[*甲* 乙](javascript:x)", "<p><em>甲</em> 乙</p>"),
    ],
)
def test_links_lead_to_https_only(text: str, shown: str) -> None:
    """Any other link is left out, its words stay, and the mistake is told."""
    assert story_html(text) == shown
    assert [code for code, _ in story_mistakes(text)] == ["link-scheme"]


def test_a_right_link_is_a_link() -> None:
    """It tells the page it leads to nothing of ours, and is no mistake."""
    text = "[甲](https://a.example/b?c=1&d=2) <https://b.example>"
    assert story_html(text) == (
        '<p><a href="https://a.example/b?c=1&amp;d=2" rel="noopener noreferrer">甲</a> '
        '<a href="https://b.example" rel="noopener noreferrer">https://b.example</a></p>'
    )
    assert list(story_mistakes(text)) == []


@pytest.mark.parametrize(
    "text", ["![图](http://tracker.example/x.png)", "![图](x.png)", "![图][1]\n\n[1]: https://a.example/x.png"]
)
def test_pictures_are_left_out(text: str) -> None:
    """Its words stay, nothing is fetched, and the mistake is told."""
    assert story_html(text) == "<p>图</p>"
    assert [code for code, _ in story_mistakes(text)] == ["image-external"]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        '<iframe src="//evil.example"></iframe>',
        "<style>*{}</style>",
        '<base href="//evil.example">',
        '<meta http-equiv="refresh" content="0">',
        '<form action="//evil.example">',
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        "<!-- 未完",
        "<![CDATA[",
        "<?php",
        "<textarea>",
        "</p></div></body></html>",
        "**<b>重</b>**",
        '<a href="javascript:alert(1)">x</a>',
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "\\<script>",
        '[x](https://a.example/"onmouseover=alert(1)//)',
        '[x](https://a.example/ "t" onmouseover=alert(1))',
    ],
)
def test_html_stays_text(text: str) -> None:
    """No tag of a writer's becomes an element, and nothing is left open that would swallow the page."""
    assert _is_harmless(story_html(text))
    assert story_html(f"{text}\n\n末段").endswith("末段</p>")


@pytest.mark.parametrize(
    "sign", ["*", "_", "[", "]", ">", "`", "<", "![", "](", "[a](", "- ", "> ", "**a", "*a_", "\\", "&", "#", "1. "]
)
@pytest.mark.parametrize("count", [19_000, 100_000])
def test_signs_without_end_are_harmless(sign: str, count: int) -> None:
    """Tens of thousands of signs end in time; beyond the limit of a story they are shown as they are."""
    text = sign * (count // len(sign))
    assert _is_harmless(story_html(text))
    assert len(list(story_mistakes(text))) <= len(text)


def test_what_is_too_long_has_no_markup() -> None:
    """Beyond the limit of a story nothing is parsed: the signs are shown as they are."""
    assert story_html("**重**" + "字" * story.LIMIT).startswith("<p>**重**字")


_MARKUP = st.text(st.sampled_from("*_[]()<>!#`-=+>&;:/\\\"' \n　.1aA中，“"), max_size=80)


@given(_MARKUP | st.text(max_size=60))
def test_nothing_acts(text: str) -> None:
    """Whatever the text, only allowed elements come out, closed, with https links."""
    assert _is_harmless(story_html(text))


@given(_MARKUP)
def test_the_words_alone_are_all_that_the_page_says(text: str) -> None:
    """Whatever the markup, the text of the HTML and the words differ at most in white space."""
    shown = _Elements(story_html(text))
    assert "".join(story_text(text).split()) == "".join("".join(shown.texts).split())


@given(
    st.lists(
        st.sampled_from(["字", "，", "“", "a", "B1", " ", "\n", "\n\n", "　", "(", ")", "、", "."]), max_size=30
    ).map("".join)
)
def test_the_short_way_is_the_long_way(text: str) -> None:
    """Text without markup, which is not parsed, becomes what the parser would have made of it."""
    parser, plain = story._markdown(), story._paragraphs_apart(text)
    tokens = [story._tamed(token) for token in parser.parse(plain)]
    assert story_html(text) == story._clean(parser.renderer.render(tokens, parser.options, {})).strip()
