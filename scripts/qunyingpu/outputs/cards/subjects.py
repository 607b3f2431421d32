"""Turn a hero into what a card can tell of one: words, honours, the stele, the address of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from qunyingpu.captions import day_of, highest_honours, leading_title, place_of, side_place, side_title
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.site import Site
from qunyingpu.model.vocabulary import Kind, Level
from qunyingpu.stele import Stele, stele_of

_SEPARATOR = "\u3000"


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

    def told(self, template: str) -> str:
        """Return *template* with its words, without those parts, set apart by ideographic spaces, that lack one."""
        parts = []
        for part in template.split(_SEPARATOR):
            wanted = [self.words[name] for _, name, _, _ in Formatter().parse(part) if name]
            if all(wanted):
                parts.append(part.format_map(self.words))
        return _SEPARATOR.join(parts)


def subject_of(hero: PublishedHero, site: Site) -> Subject:
    """Return what cards of *site* tell of *hero*."""
    return Subject(
        words={
            "name": _spoken_name(hero),
            "rank": leading_title(hero),
            "who": hero.occupation or "",
            "where": place_of(hero),
            "when": day_of(hero),
            "summary": hero.deed.summary,
            "site": site.name,
            "sample": "样张" if site.is_sample else "",
        },
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
