"""Turn the text of a story, a small part of Markdown, into HTML that can do no harm.

Content is untrusted: raw HTML stays text, pictures and links that lead anywhere but to ``https://host`` are left out,
and what remains passes an allow-list once more. Braces and other languages' signs mean nothing here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LIMIT = 20_000
"""Characters; a longer text is shown without any markup, so that no text is dear to read."""


def story_html(text: str) -> str:
    """Return *text* as paragraphs, lists, quotes, headings of the third level, emphasis and links.

    A line break within a paragraph makes no space between Chinese characters. A line that begins with an ideographic
    space begins a paragraph, as writers of Chinese mean it.
    """
    plain = _paragraphs_apart(text)
    if not _is_marked(plain):
        return "\n".join(f"<p>{_escaped(part)}</p>" for part in _plain_paragraphs(plain))
    tokens = [_tamed(token) for token in _markdown().parse(plain)]
    return _clean(_markdown().renderer.render(tokens, _markdown().options, {})).strip()


def story_text(text: str) -> str:
    """Return the words of `story_html` alone: a line a paragraph, links without their addresses."""
    plain = _paragraphs_apart(text)
    if not _is_marked(plain):
        return "\n".join(_plain_paragraphs(plain))
    blocks = (_tamed(token).children or () for token in _markdown().parse(plain) if token.type == "inline")
    lines = ("".join("\n" if part.type == "hardbreak" else part.content for part in block) for block in blocks)
    return "\n".join(line for line in lines if line)


def story_mistakes(text: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield code and context of each picture and of each link in *text* that `story_html` leaves out."""
    if len(text) > LIMIT or not ("[" in text or "<" in text):
        return
    for token in _markdown().parse(_paragraphs_apart(text)):
        for part in token.children or ():
            if part.type == "image":
                yield "image-external", {}
            elif part.type == "link_open" and not _leads_out_safely(part):
                yield "link-scheme", {"value": str(part.attrGet("href"))}


_ALLOWED = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "br", "h3"}
_UNUSED = ("code", "fence", "hr", "lheading", "html_block", "html_inline", "backticks")
# These two are sought in texts that a line break was put before: a pattern that begins with one is found in no time.
_MARKUP = re.compile(r"[\\`*_\[\]<>&#\t]|  \n|\n *(?:[-+]|\d{1,9}[.)])")
_BLANK = re.compile(r"\n[^\S\n]+(?=\n|\Z)")
_INDENTED = re.compile("\n *(?=\u3000)")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+(?::\d{1,5})?", re.IGNORECASE)
_WIDE_MARKS = "“”‘’…—·"


@cache
def _markdown() -> MarkdownIt:
    # Most stories have no marks: whoever looks at one profile does not wait for this.
    from markdown_it import MarkdownIt  # noqa: PLC0415

    markdown = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).disable(list(_UNUSED))
    # Links to elsewhere must be found before they can be left out; markdown-it would leave them in the text.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown


def _is_marked(plain: str) -> bool:
    return len(plain) <= LIMIT and _MARKUP.search(f"\n{plain}") is not None


def _paragraphs_apart(text: str) -> str:
    lines = "\n" + text.replace("\r\n", "\n").replace("\r", "\n")
    return _INDENTED.sub("\n\n", _BLANK.sub("\n", lines)[1:])


def _plain_paragraphs(text: str) -> Iterator[str]:
    for paragraph in map(str.strip, text.split("\n\n")):
        if "\n" not in paragraph:
            if paragraph:
                yield paragraph
            continue
        lines = [line.strip(" ") for line in paragraph.split("\n")]
        joined = lines[0]
        for line in lines[1:]:
            joined += _break_between(joined[-1:], line[:1]) + line
        if joined:
            yield joined


def _break_between(before: str, after: str) -> str:
    """Return what a line break between two characters becomes: nothing beside a wide character."""
    return "" if _is_wide(before) or _is_wide(after) else "\n"


def _is_wide(character: str) -> bool:
    return bool(character) and (unicodedata.east_asian_width(character) in "WF" or character in _WIDE_MARKS)


def _tamed(token: Token) -> Token:
    """Return *token* with only what may be shown: headings of the third level, safe links, no pictures."""
    if token.type.startswith("heading"):
        return token.copy(tag="h3")
    if token.children:
        return token.copy(children=list(_tamed_inline(token.children)))
    return token


def _tamed_inline(parts: Sequence[Token]) -> Iterator[Token]:
    dropped: list[bool] = []
    for place, part in enumerate(parts):
        if part.type == "link_open":
            dropped.append(not _leads_out_safely(part))
            if dropped[-1]:
                continue
        elif part.type == "link_close" and dropped.pop():
            continue
        if part.type == "image":
            yield type(part)("text", "", 0, content=part.content)
        elif part.type == "softbreak":
            yield type(part)(
                "text", "", 0, content=_break_between(_last_before(parts, place), _first_after(parts, place))
            )
        else:
            yield part


def _last_before(parts: Sequence[Token], place: int) -> str:
    return next((part.content[-1] for part in reversed(parts[:place]) if part.content), "")


def _first_after(parts: Sequence[Token], place: int) -> str:
    return next((part.content[0] for part in parts[place + 1 :] if part.content), "")


def _leads_out_safely(link: Token) -> bool:
    try:
        parts = urlsplit(str(link.attrGet("href")))
    except ValueError:
        return False
    return parts.scheme == "https" and _HOST.fullmatch(parts.netloc) is not None


def _clean(html: str) -> str:
    import nh3  # noqa: PLC0415 - as above

    return nh3.clean(
        html,
        tags=_ALLOWED,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"https"},
        link_rel="noopener noreferrer",
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
