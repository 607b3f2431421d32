"""Tell the characters that would be printed and that no font has: no empty square is ever printed."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator

from qunyingpu.errors import Problem
from qunyingpu.fonts import missing_characters
from qunyingpu.model.hero import Honour
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.theme import Theme
from qunyingpu.stele import upright
from qunyingpu.story import story_text

FALLBACKS = ("serif", "serif-bold", "full")
"""The fonts that stand in for one that lacks a character, first come first served, as on cards."""

Told = tuple[str, str, str]
"""A file, a field of it, and the text that stands there."""


def glyph_problems(heroes: Iterable[PublishedHero], house: Iterable[Told], theme: Theme) -> Iterator[Problem]:
    """Yield ``glyph-missing`` for each character of *heroes*, and of the *house*'s own words, that no font has."""
    fonts = [theme.fonts[name] for name in FALLBACKS if name in theme.fonts]
    texts = [*house, *(told for hero in heroes for told in _texts_of(hero))]
    everything = "".join(text for _, _, text in texts)
    unknown = set(missing_characters(everything + upright(everything), fonts)).difference(string.whitespace)
    for file, field, text in texts if unknown else ():
        for character in sorted(unknown.intersection(text + upright(text))):
            codepoint = f"U+{ord(character):04X}"
            yield Problem.told("glyph-missing", file=file, field=field, character=character, codepoint=codepoint)


def _texts_of(hero: PublishedHero) -> Iterator[Told]:
    file = f"heroes/{hero.id[:2]}/{hero.id}.yaml"
    for field, text in _fields_of(hero):
        if text:
            yield file, field, text


def _fields_of(hero: PublishedHero) -> Iterator[tuple[str, str | None]]:
    for name in ("name", "ethnicity", "occupation", "employer"):
        yield name, getattr(hero, name)
    for number, former in enumerate(hero.former_names):
        yield f"former_names.{number}", former
    yield "deed.place", hero.deed.place
    yield "deed.summary", hero.deed.summary
    yield "deed.story", story_text(hero.deed.story)
    yield from _honour_fields("honours", hero.honours)
    for number, member in enumerate(hero.members):
        yield f"members.{number}.name", member.name
        yield from _honour_fields(f"members.{number}.honours", member.honours)
    for number, source in enumerate(hero.sources):
        yield f"sources.{number}.title", source.title
        yield f"sources.{number}.publisher", source.publisher
    for place, martyr in (
        ("martyr", hero.martyr),
        *((f"members.{n}.martyr", m.martyr) for n, m in enumerate(hero.members)),
    ):
        if martyr:
            yield f"{place}.document", martyr.document
            yield f"{place}.awarded_by", martyr.awarded_by
    if hero.portrait:
        yield "portrait.credit", hero.portrait.credit
        yield "portrait.licence", hero.portrait.licence


def _honour_fields(place: str, honours: Iterable[Honour]) -> Iterator[tuple[str, str | None]]:
    for number, honour in enumerate(honours):
        yield f"{place}.{number}.title", honour.title
        yield f"{place}.{number}.awarded_by", honour.awarded_by
