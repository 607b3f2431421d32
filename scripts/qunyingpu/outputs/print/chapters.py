"""Turn the roll into the chapters of a book: those of a ceremony by its titles, any others by the year of the deed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from pydantic_core import PydanticCustomError

from qunyingpu.errors import UsageError
from qunyingpu.messages import MESSAGES
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.region import region_table, resolve_code
from qunyingpu.model.selection import parse_query, select
from qunyingpu.model.vocabulary import Level
from qunyingpu.outputs.print.numerals import digit_by_digit, in_numerals


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whom a book tells of: those honoured at a ceremony, of a year or years of the deed, of a region; empty: all."""

    ceremony: str = ""
    year: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Heroes under one *heading*."""

    heading: str
    heroes: tuple[PublishedHero, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a book holds: its *chapters* in order, the words for its *scope*, what they are ordered by."""

    chapters: tuple[Chapter, ...]
    scope: str
    order: str
    path: str
    """The page of the site that shows the same people."""

    @property
    def heroes(self) -> tuple[PublishedHero, ...]:
        """Return all heroes in the order of the book."""
        return tuple(hero for chapter in self.chapters for hero in chapter.heroes)


def contents_of(book: PublishedBook, wanted: Wanted) -> Contents:
    """Return the chapters of those of *book* who are *wanted*.

    Raises UsageError for a ceremony, a year or a region that there is not, and where nobody is left.
    """
    ceremony = _ceremony(book, wanted.ceremony) if wanted.ceremony else None
    found = _found(book.honoured_at(ceremony.id) if ceremony else book.heroes, wanted)
    if not found:
        raise UsageError("名录里没有符合这些条件、又可以印刷的英雄，没有生成文件。")
    return Contents(
        chapters=tuple(_by_title(found, ceremony) if ceremony else _by_year(found)),
        scope=_scope(ceremony, wanted),
        order="称号" if ceremony else "事发之年",
        path=f"ceremonies/{ceremony.id}.html" if ceremony else "roll/index.html",
    )


def _found(heroes: Sequence[PublishedHero], wanted: Wanted) -> tuple[PublishedHero, ...]:
    query = {key: value for key, value in (("year", wanted.year), ("region", wanted.region)) if value}
    try:
        return tuple(item.hero for item in select(heroes, parse_query(query))) if query else tuple(heroes)
    except PydanticCustomError as refusal:
        context = dict(refusal.context or {})
        message = MESSAGES[str(context.pop("code"))]
        raise UsageError(message.text.format(**context) + message.remedy.format(**context)) from None


def _ceremony(book: PublishedBook, ceremony_id: str) -> Ceremony:
    known = {ceremony.id: ceremony for ceremony in book.ceremonies}
    if ceremony_id not in known:
        choices = "、".join(key for key in sorted(known) if book.honoured_at(key))
        raise UsageError(f"没有“{ceremony_id}”这次表彰。名录里有人受表彰的是：{choices}。")
    return known[ceremony_id]


def _scope(ceremony: Ceremony | None, wanted: Wanted) -> str:
    """Return 第十五届……大会, 二〇二四年, 江苏省, or several of them; 全谱 for all."""
    region = region_table().full_name(resolve_code(wanted.region)) if wanted.region else ""
    year = in_numerals(f"{wanted.year.replace('..', '年至')}年") if wanted.year else ""
    parts = (in_numerals(ceremony.name) if ceremony else "", year, region)
    return "　".join(part for part in parts if part) or "全谱"


def _by_title(heroes: Iterable[PublishedHero], ceremony: Ceremony) -> Iterable[Chapter]:
    """Yield those of one title together, in the order in which the ceremony's own figures name the titles."""
    titles = [(_title_at(hero, ceremony.id), hero) for hero in heroes]
    order = sorted({title for title, _ in titles}, key=lambda title: (*_rank(title, ceremony), title))
    for title in order:
        yield Chapter(in_numerals(title), tuple(hero for own, hero in titles if own == title))


def _title_at(hero: PublishedHero, ceremony_id: str) -> str:
    levels = list(Level)
    honours = [honour for honour in hero.all_honours if honour.ceremony == ceremony_id]
    # The highest, and of equals the first of the file.
    return min(honours, key=lambda honour: levels.index(honour.level) if honour.level else len(levels)).title


def _rank(title: str, ceremony: Ceremony) -> tuple[int, int]:
    plain = title.replace("（", "").replace("）", "")
    labels = [figure.label for figure in ceremony.figures]
    named = [place for place, label in enumerate(labels) if plain == label]
    return (named[0] if named else len(labels), len(title))


def _by_year(heroes: Iterable[PublishedHero]) -> Iterable[Chapter]:
    in_order = sorted(heroes, key=lambda hero: hero.deed.date.sort_key)  # of one day in the order of the roll
    for year, group in groupby(in_order, key=lambda hero: hero.deed.date.year):
        yield Chapter(f"{digit_by_digit(str(year))}年", tuple(group))
