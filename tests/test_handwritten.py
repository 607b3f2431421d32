"""Hand-written pages: what a text needs stays, what could act is gone."""

from __future__ import annotations

import pytest

from qunyingpu.handwritten import handwritten_html, headings_of

HARMLESS = (
    '<h2 id="correction">更正与撤回</h2>',
    "<p>正文，<strong>要点</strong>，<em>强调</em>。</p>",
    '<p><a href="campaigns/index.html#x">活动</a></p>',
    '<p><a href="https://example.org/a">外部</a></p>',
    '<p><img src="images/a.jpg" alt="图"></p>',
    "<table><thead><tr><th>项</th></tr></thead><tbody><tr><td>值</td></tr></tbody></table>",
    '<div class="admonition note"><p class="admonition-title">注意</p></div>',
)

HARMFUL = (
    "<script>alert(1)</script>",
    '<img src="x" onerror="alert(1)">',
    "<svg onload=alert(1)></svg>",
    '<iframe src="https://example.org"></iframe>',
    "<style>*{display:none}</style>",
    '<base href="https://example.org/">',
    '<meta http-equiv="refresh" content="0;url=https://example.org">',
    '<form action="https://example.org"><input></form>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt&#58;alert(1)">x</a>',
    '<a href="data:text/html,x">x</a>',
    '<a href="//example.org/">x</a>',
    '<a href="/\\example.org/">x</a>',
    '<img src="https://example.org/beacon.png">',
    '<img src="//example.org/beacon.png">',
    '<img src="h&#9;ttps://example.org/beacon.png">',
    '<img src="/&#9;/example.org/beacon.png">',
    '<img src="&#1;//example.org/beacon.png">',
    '<a href="/&#9;/example.org">x</a>',
    '<p style="background:url(https://example.org/x)">x</p>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
)


ACTING = (
    *("script", "onerror=", "onload", "iframe", "<style", "style=", "<base", "<meta", "<form", "<input", "data:"),
    "example.org",
)


@pytest.mark.parametrize("html", HARMLESS)
def test_text_stays_as_it_is(html: str) -> None:
    """Headings with their anchors, emphasis, links, tables and notes pass unchanged."""
    assert handwritten_html(html) == html


@pytest.mark.parametrize("html", HARMFUL)
def test_nothing_that_acts_survives(html: str) -> None:
    """No script, handler, frame, form, refresh, style or fetch from elsewhere is left."""
    clean = handwritten_html(html).lower()
    for word in ACTING:
        assert word not in clean


def test_headings_are_known() -> None:
    """What is set in the headings' font can be cut into it, with emphasis and entities resolved."""
    html = '<h1 id="a">关于<em>名录</em></h1><p>正文</p><h2>甲 &amp; 乙</h2>'
    assert headings_of(html) == ("关于名录", "甲 & 乙")
