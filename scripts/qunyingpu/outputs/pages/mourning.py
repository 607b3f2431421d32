"""Turn what a campaign selects into persons, and tell which campaigns mourn: of a group only those who died."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from qunyingpu.model.book import PublishedBook
from qunyingpu.model.campaign import Campaign
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.selection import Selected
from qunyingpu.model.vocabulary import Outcome, Tone
from qunyingpu.outputs.pages.places import place_of
from qunyingpu.outputs.pages.wording import digits_in_words, number_in_words


@dataclass(frozen=True, slots=True)
class Mourned:
    """A person who died: the *name*, the profile that tells of them, and the *pinyin* by which walls are sorted."""

    name: str
    pinyin: str
    hero: PublishedHero

    @property
    def year_and_place(self) -> str:
        """Return 二〇二四　苏州."""
        return f"{digits_in_words(self.hero.deed.date.year)}　{place_of(self.hero).short}"


@dataclass(frozen=True, slots=True)
class Selections:
    """Whom each campaign of a book selects; many campaigns ask the same, and each question is put to the roll once."""

    book: PublishedBook
    _found: dict[tuple[str, tuple[str, ...], bool], tuple[Selected, ...]] = field(default_factory=dict)

    def of(self, campaign: Campaign) -> tuple[Selected, ...]:
        """Return whom *campaign* selects, as `PublishedBook.selected_by` orders them."""
        question = (campaign.select.words, campaign.featured, campaign.tone is Tone.SOLEMN)
        if question not in self._found:
            self._found[question] = self.book.selected_by(campaign)
        return self._found[question]

    def mourned_by(self, campaign: Campaign) -> tuple[Mourned, ...]:
        """Return those whom *campaign* mourns, by pinyin, then id; nobody unless it is solemn and all selected died.

        A solemn campaign that selects the living too, or profiles whatever their outcome, mourns no one by name.
        """
        if campaign.tone is not Tone.SOLEMN or not campaign.select.personal:
            return ()
        persons = list(_persons(self.of(campaign)))
        if not all(died for _, died in persons):
            return ()
        return tuple(sorted((person for person, _ in persons), key=lambda one: (one.pinyin, one.hero.id, one.name)))


def mourning_line(mourned: tuple[Mourned, ...]) -> str:
    """Return 追思在册的十七位牺牲者."""
    return f"追思在册的{number_in_words(len(mourned))}位牺牲者"


def _persons(selected: Iterable[Selected]) -> Iterator[tuple[Mourned, bool]]:
    for item in selected:
        hero = item.hero
        if not item.members:
            yield Mourned(hero.name, hero.pinyin, hero), hero.is_mourned
        for member in item.members:
            died = hero.is_mourned or member.outcome is Outcome.SACRIFICED
            yield Mourned(member.name, member.pinyin, hero), died
