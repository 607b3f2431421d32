"""Turn a hero into what a card can tell of one: words, honours, the stele, the address of the page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from string import Formatter

from qunyingpu.captions import day_of, highest_honours, leading_title, place_of, side_place, side_title
from qunyingpu.model.card_layout import WORDS
from qunyingpu.model.layout import CardTheme, Plate
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.site import Site
from qunyingpu.model.vocabulary import Kind, Level
from qunyingpu.stele import Stele, stele_of
from qunyingpu.story import story_text

_SEPARATOR = "\u3000"


_LONGEST_STORY = 600
"""Characters of a story that a card may show; where it ends in the middle, setting ends it at a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What cards tell of one hero; *words* are those that layouts ask for in braces."""

    words: Mapping[str, str]
    honours: tuple[tuple[str, Level | None], ...]
    stele: Stele
    side_title: str
    side_place: str
    address: str
    focus: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Copy:
    """What is to be set on one card: the *words* in braces, the *honours*, and which *plate* stands beside them."""

    words: Mapping[str, str]
    honours: tuple[tuple[str, Level | None], ...] = ()
    plate: Plate | None = None

    def told(self, template: str) -> str:
        """Return *template* with its words, without those parts, set apart by ideographic spaces, that lack one."""
        parts = []
        for part in template.split(_SEPARATOR):
            wanted = [self.words[name] for _, name, _, _ in Formatter().parse(part) if name]
            if all(wanted):
                parts.append(part.format_map(self.words))
        return _SEPARATOR.join(parts)


def house_words(site: Site, theme: CardTheme) -> Mapping[str, str]:
    """Return the words that are the same on every card of *site* in *theme*."""
    return {"site": site.name, "sample": "样张" if site.is_sample else "", "band": theme.band_text}


def subject_of(hero: PublishedHero, site: Site, wanted: Collection[str] = WORDS) -> Subject:
    """Return what cards of *site* tell of *hero*, of the words only those *wanted*."""
    return Subject(
        words={name: tell(hero) for name, tell in _WORDS.items() if name in wanted},
        honours=tuple((honour.title, honour.level) for honour in highest_honours(hero)),
        stele=stele_of(hero.name),
        side_title=side_title(hero),
        side_place=side_place(hero),
        address=site.address(hero.path),
        focus=hero.portrait.focus if hero.portrait else (0.5, 0.5),
    )


def _spoken_name(hero: PublishedHero) -> str:
    """Return the name as it is set: 张　三, and 李四（化名）."""
    if hero.note:
        return f"{hero.name}（{hero.note}）"
    if hero.kind is not Kind.GROUP and len(hero.name) == 2:
        return _SEPARATOR.join(hero.name)
    return hero.name


def story_of(hero: PublishedHero) -> str:
    """Return as much of the story as a card may show, in one paragraph."""
    return story_text(hero.deed.story).replace("\n", "")[:_LONGEST_STORY]


_WORDS: Mapping[str, Callable[[PublishedHero], str]] = {
    "name": _spoken_name,
    "note": lambda hero: hero.note,
    "rank": leading_title,
    "who": lambda hero: hero.occupation or "",
    "where": place_of,
    "when": day_of,
    "summary": lambda hero: hero.deed.summary,
    "story": story_of,
}
