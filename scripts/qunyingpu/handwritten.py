"""Turn the HTML of a hand-written page into HTML that can do no harm.

Markdown lets raw HTML through, and a page may come by pull request like a profile: no script, style, form or frame
survives, no picture is fetched from elsewhere, and a link leads to http, https, or a place of this site.
"""

from __future__ import annotations

import re
from html import unescape

import nh3

_TAGS = nh3.ALLOWED_TAGS | {"section", "article", "figure", "figcaption", "details", "summary", "nav"}
_ATTRIBUTES = nh3.ALLOWED_ATTRIBUTES | {
    "*": {"id", "class", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "details": {"open"},
}
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
_HEADING = re.compile(r"<h[1-6](?: [^>]*)?>(.*?)</h[1-6]>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_PROTOCOL_RELATIVE = re.compile(r"[/\\]{2}")
_UNSEEN = re.compile("[\x00-\x20]")
"""Characters that browsers take out of an address before they read it (WHATWG URL, 4.4)."""


def handwritten_html(html: str) -> str:
    """Return *html* with only what a page of text needs."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes={"http", "https"},
        link_rel=None,
    )


def headings_of(html: str) -> tuple[str, ...]:
    """Return the text of every heading of *html*, which `handwritten_html` made."""
    return tuple(unescape(_TAG.sub("", heading)) for heading in _HEADING.findall(html))


def _kept(tag: str, attribute: str, value: str) -> str | None:
    address = _UNSEEN.sub("", value)
    if tag == "img" and attribute == "src" and _ELSEWHERE.match(address):
        return None
    if attribute == "href" and _PROTOCOL_RELATIVE.match(address):
        return None
    return value
