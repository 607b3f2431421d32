"""Turn a published roll into rows as a reader may ask for them: names, places, other fields, text, all folded.

Written from the format's description, not from the engine or its builder, so that one mistake cannot hide in both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qunyingpu.model.book import PublishedBook
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.region import region_table

_LEFT_OUT = re.compile(r"[^\S\n]|[·•‧・.,、'\"`´‘’“”()《》〈〉【】〔〕\-‐-―_\u200b]")
_MARTYR = "烈士"


@dataclass(frozen=True, slots=True)
class Row:
    """What is published of one hero; all but *name*, *deed* and *told* is folded and bare.

    *names* are the shown name, former names and members; *places* are the regions from the province down, the words
    beside them last; *fields* are these and all other words; *text* is *told*: the summary, a line feed, the story.
    """

    id: str
    name: str
    names: tuple[str, ...]
    pinyin: str
    year: int
    deed: str
    places: tuple[str, ...]
    fields: tuple[str, ...]
    told: str
    text: str


def fold(text: str) -> str:
    """Return *text* half width, in lower case, without marks, ü as v."""
    parts = re.sub("[uU]\u0308", "v", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFKC", re.sub("[\u0300-\u036f]", "", parts)).lower()


def squash(text: str) -> str:
    """Return *text* folded and without what people leave out or write in several ways; line feeds stay."""
    return _LEFT_OUT.sub("", fold(text))


def rows_of(book: PublishedBook) -> tuple[Row, ...]:
    """Return the rows of *book* in the order of the roll: the number of a row is its place."""
    ceremonies = {ceremony.id: ceremony.name for ceremony in book.ceremonies}
    return tuple(_row(hero, ceremonies) for hero in book.heroes)


def _row(hero: PublishedHero, ceremonies: Mapping[str, str]) -> Row:
    places = tuple(dict.fromkeys(_places(hero)))
    told = f"{hero.deed.summary}\n{hero.deed.story}"
    names = (hero.name, *hero.former_names, *(member.name for member in hero.members))
    return Row(
        id=hero.id,
        name=hero.name,
        names=tuple(map(squash, names)),
        pinyin=squash(hero.pinyin),
        year=hero.deed.date.year,
        deed=hero.deed.type.label,
        places=tuple(map(squash, places)),
        fields=tuple(sorted({squash(field) for field in (*places, *_words(hero, ceremonies))})),
        told=told,
        text=squash(told),
    )


def _places(hero: PublishedHero) -> Iterator[str]:
    """Yield the places of the deed as they are called today and as they were called then, and the words beside them."""
    table, year = region_table(), hero.deed.date.year
    for code, when in ((hero.region.code, None), (hero.deed.region, year)):
        yield from (region.name for region in table.lineage(code, when))
        yield table.full_name(code, when)
    if hero.deed.place:
        yield hero.deed.place


def _words(hero: PublishedHero, ceremonies: Mapping[str, str]) -> Iterator[str]:
    deed = hero.deed
    traits = (*hero.traits, *(trait for member in hero.members for trait in member.traits))
    for term in (deed.type, deed.outcome, hero.kind, hero.level, *traits):
        yield from (term.label, *term.aliases) if term else ()
    yield from filter(None, (hero.occupation, hero.employer, hero.ethnicity, f"{deed.date.year}年"))
    if hero.martyr or any(member.martyr for member in hero.members):
        yield _MARTYR
    for honour in hero.all_honours:
        yield honour.title
        if honour.ceremony and honour.ceremony in ceremonies:
            yield ceremonies[honour.ceremony]
