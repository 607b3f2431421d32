"""Turn the roll and the theme into the characters that are set in the bold serif, from which the web font is cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import printable

from qunyingpu.captions import leading_title, side_title
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.region import region_table
from qunyingpu.model.site import Site
from qunyingpu.model.theme import Theme
from qunyingpu.model.vocabulary import DeedType, Level
from qunyingpu.outputs.pages.facets import FACETS, values_of
from qunyingpu.outputs.pages.handbook_pages import handbook_headings
from qunyingpu.outputs.pages.places import place_of
from qunyingpu.outputs.pages.wording import honour_title
from qunyingpu.stele import upright

_FRAME = "群英谱见勇义为长者模式没有找到这一页关于名录"
"""What the frame around every page, which no template of ours holds, sets in the serif."""

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_MARKS = "，。、；：！？“”‘’（）《》〈〉·—…　年月日"
_DIGITS = "〇一二三四五六七八九十百"
_YEARS = "牺牲见义勇为零两周年"
"""What `band.js` sets beside the digits: 牺牲二十周年, 两周年."""


def serif_characters(book: PublishedBook, site: Site, theme: Theme, written: Iterable[str] = ()) -> str:
    """Return every character of names, titles, headings and templates once, in the order of their code points.

    *written* holds the headings of hand-written pages.
    """
    texts = {_FRAME, _MARKS, _DIGITS, _YEARS, printable, site.name, *written, *_labels(book)}
    texts.update(_COMMENT.sub("", template) for template in theme.templates.values())
    for hero in book.heroes:
        texts.update(_of_hero(hero))
    return "".join(sorted(set("".join(texts)) - set("\r\n\t\v\f")))


def _of_hero(hero: PublishedHero) -> Iterator[str]:
    yield from (hero.name, hero.note, upright(hero.name), leading_title(hero), side_title(hero))
    yield from (place_of(hero).short, upright(hero.deed.place or ""))
    for member in hero.members:
        yield member.name
    for honour in hero.all_honours:
        yield honour_title(honour)


def _labels(book: PublishedBook) -> Iterator[str]:
    yield from (f"{region.name}{region_table().short_name(region.code)}" for region in region_table().provinces())
    yield from (term.label for vocabulary in (DeedType, Level) for term in vocabulary)
    for records in (book.campaigns, book.ceremonies, book.activities, book.regulations):
        yield from (record.name for record in records)
    yield from handbook_headings()
    for facet in FACETS:
        for value in values_of(facet, book.heroes):
            yield from (value.label, value.title, *(group.label for group in value.groups))
