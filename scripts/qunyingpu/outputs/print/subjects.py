"""Turn a hero into what a sheet can tell of one: words, honours, members, story, sources."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

from qunyingpu.captions import highest_honours, leading_title, place_of
from qunyingpu.errors import UsageError
from qunyingpu.model.hero import Honour
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.site import Site
from qunyingpu.model.vocabulary import Kind, Outcome
from qunyingpu.outputs.print.wording import fate_of, is_posthumous, set_name, spaced_name
from qunyingpu.story import story_text

SAMPLE = "样张"
_SEPARATOR = "\u3000"
_LONGEST_STORY = 3000
_AWARDED, _AWARDED_POSTHUMOUSLY = "授予", "追授"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is told of one hero on one kind of sheet; *words* are those that layouts ask for in braces."""

    hero: PublishedHero
    words: Mapping[str, str]

    @property
    def is_sample(self) -> bool:
        """Tell whether the sheet is no document but shows what one looks like."""
        return bool(self.words["sample"])

    def told(self, template: str) -> str:
        """Return *template* with its words, without those parts, set apart by ideographic spaces, that lack one."""
        parts = []
        for part in template.split(_SEPARATOR):
            wanted = [self.words[name] for _, name, _, _ in Formatter().parse(part) if name]
            if all(wanted):
                parts.append(part.format_map(self.words))
        return _SEPARATOR.join(parts)


def subject_of(hero: PublishedHero, site: Site) -> Subject:
    """Return what boards, handouts and table cards of *site* tell of *hero*."""
    return Subject(hero=hero, words=_words(hero, site) | {"sample": SAMPLE if site.is_sample else ""})


def certified_subject_of(hero: PublishedHero, site: Site) -> Subject:
    """Return what a certificate tells of *hero*: the highest honour that the body of *site* awarded, else a sample.

    Raises UsageError for a hero without an honour of their own: there is nothing to certify.
    """
    honours = [honour for honour in highest_honours(hero) if honour.awarded_by]
    own = [honour for honour in honours if site.honouring_body and honour.awarded_by == site.honouring_body]
    honour = next(iter((*own, *honours, *highest_honours(hero))), None)
    if honour is None:
        raise UsageError(f"“{hero.name}”的档案里没有表彰，做不了这种版式。")
    words = _words(hero, site) | _award(honour) | {"sample": "" if own and not site.is_sample else SAMPLE}
    return Subject(hero=hero, words=words)


def honour_lines(hero: PublishedHero) -> list[tuple[Honour, str]]:
    """Return the honours, the highest first, then those of single members, each with who awarded it to whom, when."""
    own = list(highest_honours(hero))
    others = [honour for honour in reversed(hero.timeline) if honour not in own]
    return [(honour, _detail(honour)) for honour in (*own, *others)]


@dataclass(frozen=True, slots=True)
class Named:
    """A member as listed: the *mark* 牺牲 for who died, nothing for anyone else; the lowest *rank* is kept longest."""

    name: str
    mark: str
    rank: int


def named_members(hero: PublishedHero) -> tuple[Named, ...]:
    """Return the members in their order; where not all have room, the dead are kept, then the first.

    Where all died the sheet says so of the whole group, and none is marked.
    """
    fallen = [member.outcome is Outcome.SACRIFICED for member in hero.members]
    order = sorted(range(len(fallen)), key=lambda place: (not fallen[place], place))
    ranks = {place: rank for rank, place in enumerate(order)}
    return tuple(
        Named(member.name, Outcome.SACRIFICED.label if died and not hero.is_mourned else "", ranks[place])
        for place, (member, died) in enumerate(zip(hero.members, fallen, strict=True))
    )


def how_many(hero: PublishedHero) -> int:
    """Return how many the group are, named or not."""
    return max(hero.member_count or 0, len(hero.members))


def story_of(hero: PublishedHero) -> list[list[str]]:
    """Return the story in paragraphs of sentences, no more of it than any sheet has room for."""
    told = story_text(hero.deed.story)
    short = told if len(told) <= _LONGEST_STORY else f"{told[:_LONGEST_STORY]}……"
    return [_SENTENCE.findall(paragraph.strip()) for paragraph in short.split("\n") if paragraph.strip()]


_SENTENCE = re.compile(r".+?(?:[。！？]+[”’》）」』]*|$)")


def _words(hero: PublishedHero, site: Site) -> dict[str, str]:
    portrait = hero.portrait
    credit = [portrait.credit, portrait.licence] if portrait else []
    return {
        "name": set_name(hero),
        "rank": leading_title(hero),
        "work": "，".join(part for part in (hero.occupation, hero.employer) if part),
        "person": _person(hero),
        "where": place_of(hero),
        "day": hero.deed.date.label,
        "fate": fate_of(hero),
        "count": _count(hero),
        "summary": hero.deed.summary,
        "credit": "，".join(part for part in credit if part),
        "title": "",
        "verb": "",
        "giver": "",
        "given": "",
        "site": site.name,
        "as_of": f"{site.as_of.year}年{site.as_of.month}月{site.as_of.day}日",
    }


def _award(honour: Honour) -> dict[str, str]:
    return {
        # The verb says so already.
        "title": re.sub(r"（追[授记认]）$", "", honour.title),
        "verb": _AWARDED_POSTHUMOUSLY if is_posthumous(honour) else _AWARDED,
        "giver": honour.awarded_by or "",
        "given": honour.date.label if honour.date else "",
    }


def _person(hero: PublishedHero) -> str:
    if hero.kind is Kind.GROUP:
        return ""
    born = f"{hero.birth_year}年生" if hero.birth_year else ""
    gender = hero.gender.label if hero.gender else ""
    return "，".join(part for part in (gender, hero.ethnicity, born) if part)


def _count(hero: PublishedHero) -> str:
    if hero.kind is not Kind.GROUP:
        return ""
    everyone = f"共{hero.member_count}人" if hero.member_count else ""
    named = f"列名{len(hero.members)}人" if hero.members else ""
    return "，".join(part for part in (everyone, named) if part)


def _detail(honour: Honour) -> str:
    bearers = f"{'、'.join(map(spaced_name, honour.members))}" if honour.members else ""
    parts: Sequence[str | None] = (bearers, honour.awarded_by, honour.date.label if honour.date else "")
    return _SEPARATOR.join(part for part in parts if part)
