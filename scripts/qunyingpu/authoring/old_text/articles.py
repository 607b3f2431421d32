"""Split the paragraphs of a page into articles: a title, its lines, what stands below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qunyingpu.authoring.old_text.newsprint import Paragraph

_TURNED = re.compile(r"[（(]?(?:上接|下转)第?[一二三四五六七八九十\d]+版")
_FIRST = re.compile(r"一、")
_BYLINE = re.compile(r"(?:本报|本刊|通讯员|记者|来源：|作者：|编辑：).{0,30}")


@dataclass(frozen=True, slots=True)
class Article:
    """A *title*, empty where the page shows none, and the paragraphs of its *body*."""

    title: str
    title_line: int
    body: tuple[Paragraph, ...]

    @property
    def first(self) -> int:
        """Return its first line."""
        return min(self.title_line or self.body[0].first, self.body[0].first)

    @property
    def last(self) -> int:
        """Return its last line."""
        return self.body[-1].last


def articles(paragraphs: Sequence[Paragraph]) -> list[Article]:
    """Return the articles of *paragraphs*, in their order.

    A new one begins at a rule, at a title below a paragraph that was brought to an end, and where a page says that it
    goes on from another (上接第一版); and where sections are counted from 一、 again, with the paragraph before that.
    """
    made: list[Article] = []
    titles: list[Paragraph] = []
    body: list[Paragraph] = []

    def close() -> None:
        if body:
            head = next((one for one in titles if not _BYLINE.fullmatch(one.text)), None)
            made.append(Article(head.text if head else "", head.first if head else 0, tuple(body)))
        titles.clear()
        body.clear()

    for paragraph in paragraphs:
        if paragraph.is_rule:
            close()
        elif paragraph.is_heading and not _is_section(paragraph):
            if body:
                close()
            titles.append(paragraph)
        else:
            if body and _TURNED.match(paragraph.text):
                close()
            if _FIRST.match(paragraph.text) and any(_FIRST.match(one.text) for one in body):
                opening = body.pop()
                close()
                body.append(opening)
            body.append(paragraph)
    close()
    return made


def _is_section(paragraph: Paragraph) -> bool:
    """Tell whether a heading parts an article rather than opening one: 一、……, or a name that opens an entry."""
    return (
        re.match(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]+）|\d{1,3}[.．、]", paragraph.text)
        is not None
    )
