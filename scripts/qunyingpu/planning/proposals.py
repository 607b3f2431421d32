"""Turn a campaign and its days into the heroes whom staff might present, each with the reasons and what is lacking."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from qunyingpu.model.activity import Activity
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.campaign import Campaign
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.selection import Person, Selected, select
from qunyingpu.model.vocabulary import Channel, Kind, Outcome, Tone, Vocabulary
from qunyingpu.occasions import Window
from qunyingpu.planning.commemorations import Commemoration
from qunyingpu.remembrance import in_words, kept_on, stands_out

MOST_PROPOSED = 10
"""Heroes proposed for one campaign; the others are counted."""

REST_YEARS = 2
"""Whoever was presented in an activity of this many years comes after those who were not."""


class Missing(Enum):
    """What a profile may be without, the most pressing first."""

    CONSENT = "consent"
    PORTRAIT = "portrait"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is *missing*; of consent, the *channels* that it does not extend to."""

    missing: Missing
    channels: tuple[Channel, ...] = ()

    @property
    def label(self) -> str:
        """Return 照片, 出处, or 授权未含“社交媒体”."""
        if self.missing is Missing.CONSENT:
            return f"授权未含“{'、'.join(channel.label for channel in self.channels)}”"
        return "照片" if self.missing is Missing.PORTRAIT else "出处"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A hero for a campaign: of a group the *members* that are meant, *why*, what it *lacks*, and where it was last."""

    hero: PublishedHero
    members: tuple[str, ...]
    why: tuple[str, ...]
    lacks: tuple[Lack, ...]
    last_used: Activity | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposer:
    """What proposals are made from; *kept* holds the commemorations of all days that are asked about, by day."""

    book: PublishedBook
    today: datetime.date
    channels: tuple[Channel, ...]
    kept: Mapping[datetime.date, Sequence[Commemoration]]
    last_used: Mapping[str, Activity]
    _selected: dict[str, tuple[Selected, ...]] = field(default_factory=dict)

    def proposals(self, campaign: Campaign, window: Window) -> tuple[tuple[Proposal, ...], int]:
        """Return at most `MOST_PROPOSED` heroes for *campaign*, and how many could be proposed in all.

        Its featured heroes come first, as the campaign lists them. Then come those whom it selects, for a solemn
        campaign only who died, for a festive one the living before them: first whoever is remembered in the *window*,
        then whose great year it is, then who rested for `REST_YEARS`, then in the order of the roll.
        """
        featured, others = self._candidates(campaign)
        remembered = self._remembered_in(window)

        def rank(item: Selected) -> tuple[bool, ...]:
            is_out_of_tone = campaign.tone is Tone.FESTIVE and _fallen_of(item) is not None
            return (is_out_of_tone, *self._rank(item.hero, window, remembered))

        # The sort is stable: what is equal stays in the order of the roll.
        chosen = [*featured, *sorted(others, key=rank)][:MOST_PROPOSED]
        proposed = tuple(self._proposal(item, campaign, window, remembered) for item in chosen)
        return proposed, len(featured) + len(others)

    def _candidates(self, campaign: Campaign) -> tuple[list[Selected], list[Selected]]:
        question = campaign.select.words
        if question not in self._selected:
            self._selected[question] = select(self.book.heroes, campaign.select)
        found = {item.hero.id: item for item in self._selected[question]}
        named = [hero for hero_id in campaign.featured if (hero := self.book.find(hero_id))]
        # Whoever an editor has put forward stays, even if the query or the tone would leave them out.
        featured = [found.pop(hero.id, Selected(hero)) for hero in named]
        others = list(found.values())
        if campaign.tone is not Tone.SOLEMN:
            return featured, others
        fallen = [item for item in map(_fallen_of, others) if item]
        return [_fallen_of(item) or item for item in featured], fallen

    def _remembered_in(self, window: Window) -> dict[str, list[Commemoration]]:
        remembered: dict[str, list[Commemoration]] = {}
        for offset in range((window.end - window.start).days + 1):
            for one in self.kept.get(window.start + datetime.timedelta(days=offset), ()):
                if one.hero:
                    remembered.setdefault(one.hero.id, []).append(one)
        return remembered

    def _rank(
        self, hero: PublishedHero, window: Window, remembered: Mapping[str, Sequence[Commemoration]]
    ) -> tuple[bool, bool, bool]:
        used = self.last_used.get(hero.id)
        return (
            hero.id not in remembered,
            not stands_out(_years_of(hero, window)),
            used is not None and used.start >= kept_on(self.today, self.today.year - REST_YEARS),
        )

    def _proposal(
        self,
        item: Selected,
        campaign: Campaign,
        window: Window,
        remembered: Mapping[str, Sequence[Commemoration]],
    ) -> Proposal:
        hero = item.hero
        why = ["重点人物"] if hero.id in campaign.featured else []
        why += _years_in_words(hero, window, remembered.get(hero.id, ()))
        says_so = any(Outcome.SACRIFICED.label in reason for reason in why)
        why += (term for term in _answers(campaign, item) if not (says_so and term == Outcome.SACRIFICED.label))
        if campaign.tone is not Tone.SOLEMN and not says_so and _fallen_of(item):
            why.append("已牺牲" if hero.is_mourned else Outcome.MIXED.label)
        return Proposal(
            hero=hero,
            members=tuple(member.name for member in item.members),
            why=tuple(dict.fromkeys(why)),
            lacks=tuple(_lacks(hero, self.channels)),
            last_used=self.last_used.get(hero.id),
        )


def _fallen_of(item: Selected) -> Selected | None:
    """Return *item* with those alone who died, None where nobody is known to have died."""
    if item.hero.is_mourned:
        return item
    members = tuple(one for one in item.members or item.hero.members if one.outcome is Outcome.SACRIFICED)
    return Selected(item.hero, members) if members else None


def _years_of(hero: PublishedHero, window: Window) -> int:
    """Return how many years the *window*'s year is after the death, or else after the deed."""
    return window.day.year - ((hero.is_mourned and hero.deed.died) or hero.deed.date).year


def _years_in_words(hero: PublishedHero, window: Window, remembered: Sequence[Commemoration]) -> Iterator[str]:
    for one in remembered:
        yield f"{one.day.month}月{one.day.day}日{one.what.removeprefix(hero.name)}{in_words(one.years)}周年"
    years = _years_of(hero, window)
    if not remembered and stands_out(years):
        what = "牺牲" if hero.is_mourned and hero.deed.died else "见义勇为"
        yield f"{window.day.year}年是{what}{in_words(years)}周年"


_SPELLING = re.compile("'([^']*)'")
_EXCLUDED = re.compile(r"not\([^()]*\)")


def _answers(campaign: Campaign, item: Selected) -> Iterator[str]:
    """Yield which of the words that *campaign* asks for are true of *item*: 退役军人, 牺牲, 水中救援."""
    words, count = campaign.select.words, 1
    while count:
        words, count = _EXCLUDED.subn("", words)
    asked = set(_SPELLING.findall(words))
    for person in [Person(item.hero, member) for member in item.members] or [Person(item.hero, None)]:
        yield from (term.label for term in _terms_of(person) if asked & {term.id, term.label, *term.aliases})


def _terms_of(person: Person) -> Iterator[Vocabulary]:
    hero = person.hero
    yield from person.traits
    for term in (hero.deed.type, person.gender, person.outcome, hero.level, hero.kind):
        if term:
            yield term


def _lacks(hero: PublishedHero, channels: Sequence[Channel]) -> Iterator[Lack]:
    withheld = tuple(channel for channel in channels if channel not in hero.channels)
    if withheld:
        yield Lack(Missing.CONSENT, withheld)
    if hero.portrait is None and _may_show_a_face(hero):
        yield Lack(Missing.PORTRAIT)
    if not hero.sources:
        yield Lack(Missing.SOURCE)


def _may_show_a_face(hero: PublishedHero) -> bool:
    """Tell whether a photograph may be looked for: not of an alias, nor of 张某某, nor of someone unknown."""
    return not hero.note and not hero.name.endswith("某某") and hero.kind is not Kind.UNNAMED
