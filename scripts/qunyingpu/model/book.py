"""Hold everything that was read, and give each channel the one view of it that may be published.

Outputs accept only a `PublishedBook`, so that none of them can leak what another hides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from hashlib import blake2b

from qunyingpu.model.activity import Activity
from qunyingpu.model.campaign import Campaign
from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.hero import Hero, Member, Profile
from qunyingpu.model.masking import Disguise, disguise_of, masked_profile, redacted
from qunyingpu.model.published import PublishedHero, PublishedMember
from qunyingpu.model.region import ABROAD
from qunyingpu.model.regulation import Regulation
from qunyingpu.model.selection import Selected, select
from qunyingpu.model.vocabulary import Channel, Kind, Outcome, Tone, Visibility

DIGEST_SIZE = 16
"""Bytes of the digest of a published hero."""

ReadName = Callable[[str], str]
"""Turn a name into its pinyin, syllables separated by spaces: ``张三`` -> ``zhang san``."""


class AddressStatus(Enum):
    """What became of an address that was published once; the strongest wins when lists are merged."""

    LIVE = "live"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Permalink:
    """A line of ``heroes/permalinks.txt``: a *path* inside the site, and where it moved *to*."""

    path: str
    status: AddressStatus = AddressStatus.LIVE
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All that was read, whole and valid: heroes and all other records by id, addresses by path.

    *digests* are those of profiles by id: equal ones were read from equal bytes in the same way. A hero may lack one.
    """

    heroes: tuple[Hero, ...]
    campaigns: tuple[Campaign, ...] = ()
    ceremonies: tuple[Ceremony, ...] = ()
    activities: tuple[Activity, ...] = ()
    regulations: tuple[Regulation, ...] = ()
    permalinks: tuple[Permalink, ...] = ()
    read_name: ReadName = field(repr=False)
    digests: Mapping[str, str] = field(default_factory=dict, repr=False)

    def published(self, channel: Channel) -> PublishedBook:
        """Return what *channel* may show: visibility, consent, drafts and withdrawal applied once, for all outputs.

        Heroes come in the order of the roll: pinyin of the shown name, then date of the deed, then id.
        """
        shown = self._shown(channel)
        kept = {hero.id for hero in shown}
        disguise = disguise_of(shown, [hero for hero in self.heroes if hero.id not in kept])
        named = self.named_on(channel)
        heroes = [self._published_hero(hero, disguise) for hero in shown]
        return PublishedBook(
            heroes=tuple(sorted(heroes, key=lambda hero: (hero.pinyin, hero.deed.date.sort_key, hero.id))),
            campaigns=tuple(redacted(campaign, disguise) for campaign in self.campaigns),
            ceremonies=tuple(redacted(ceremony, disguise) for ceremony in self.ceremonies),
            activities=tuple(redacted(_without_hidden(activity, named), disguise) for activity in self.activities),
            regulations=tuple(redacted(regulation, disguise) for regulation in self.regulations),
            permalinks=self.permalinks,
            read_name=self.read_name,
            disguised=disguise.over,
            digests=dict(self._published_digests(shown, disguise)),
        )

    def _published_digests(self, shown: Iterable[Hero], disguise: Disguise) -> Iterator[tuple[str, bytes]]:
        """Yield id and digest of all that a published hero is made of: the profile, and the masks over its texts."""
        masks = repr(sorted(disguise.replacements.items()))
        for hero in shown:
            if own := self.digests.get(hero.id):
                yield hero.id, blake2b(f"{own} {hero.id} {masks}".encode(), digest_size=DIGEST_SIZE).digest()

    def named_on(self, channel: Channel) -> frozenset[str]:
        """Return the ids of those whom *channel* shows, and by their own names."""
        return frozenset(hero.id for hero in self._shown(channel) if hero.visibility is Visibility.NAMED)

    def _shown(self, channel: Channel) -> list[Hero]:
        withdrawn = {link.path for link in self.permalinks if link.status is AddressStatus.WITHDRAWN}
        return [hero for hero in self.heroes if _may_show(hero, channel, withdrawn)]

    def _published_hero(self, hero: Hero, disguise: Disguise) -> PublishedHero:
        profile = masked_profile(hero, disguise)
        own_reading = hero.pinyin if hero.visibility is Visibility.NAMED else None
        members = tuple(
            PublishedMember.model_construct(
                **{name: getattr(member, name) for name in Member.model_fields}, pinyin=self.read_name(member.name)
            )
            for member in profile.members
        )
        values = {name: getattr(profile, name) for name in Profile.model_fields} | {"members": members}
        return PublishedHero.model_construct(
            **values,
            pinyin=own_reading or self.read_name(profile.name),
            note="化名" if hero.visibility is Visibility.ALIAS else "",
            channels=hero.consent.scope,
        )


@dataclass(frozen=True, kw_only=True)
class PublishedBook:
    """What one channel shows; heroes in the order of the roll."""

    heroes: tuple[PublishedHero, ...]
    campaigns: tuple[Campaign, ...] = ()
    ceremonies: tuple[Ceremony, ...] = ()
    activities: tuple[Activity, ...] = ()
    regulations: tuple[Regulation, ...] = ()
    permalinks: tuple[Permalink, ...] = ()
    read_name: ReadName = field(repr=False)
    disguised: Callable[[str], str] = field(default=str, repr=False)
    """Put a text that is not of the book, such as a hand-written page, under the same masks."""
    digests: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """By id: a hero that has the same one in another run of the same program is the same to the last letter."""

    @cached_property
    def _by_id(self) -> Mapping[str, PublishedHero]:
        return {hero.id: hero for hero in self.heroes}

    def find(self, hero_id: str) -> PublishedHero | None:
        """Return the hero with *hero_id*, None when it is not shown."""
        return self._by_id.get(hero_id)

    def selected_by(self, campaign: Campaign) -> tuple[Selected, ...]:
        """Return whom *campaign* selects: its featured heroes first, then in the order of the roll.

        Before all these a solemn campaign has those who died, and groups in which someone died.
        """
        found = select(self.heroes, campaign.select)
        rank = {hero_id: place for place, hero_id in enumerate(campaign.featured)}
        solemn = campaign.tone is Tone.SOLEMN
        return tuple(
            sorted(found, key=lambda item: (solemn and not _has_fallen(item), rank.get(item.hero.id, len(rank))))
        )

    def activities_of(self, campaign_id: str) -> tuple[Activity, ...]:
        """Return the activities of one campaign by their first day, then the last, then the id."""
        found = (activity for activity in self.activities if activity.campaign == campaign_id)
        return tuple(sorted(found, key=lambda activity: (activity.start, activity.end, activity.id)))

    def honoured_at(self, ceremony_id: str) -> tuple[PublishedHero, ...]:
        """Return those whose honours name *ceremony_id*, in the order of the roll."""
        return self._by_ceremony.get(ceremony_id, ())

    @cached_property
    def _by_ceremony(self) -> Mapping[str, tuple[PublishedHero, ...]]:
        rolls: dict[str, list[PublishedHero]] = {}
        for hero in self.heroes:
            for ceremony_id in sorted({honour.ceremony for honour in hero.all_honours if honour.ceremony}):
                rolls.setdefault(ceremony_id, []).append(hero)
        return {ceremony_id: tuple(roll) for ceremony_id, roll in rolls.items()}

    @cached_property
    def totals(self) -> Totals:
        """Return the figures of the roll, computed from its records."""
        return Totals.of(self.heroes)

    @cached_property
    def withdrawn_paths(self) -> tuple[str, ...]:
        """Return the addresses at which one constant page says that the content was adjusted."""
        return tuple(link.path for link in self.permalinks if link.status is AddressStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Totals:
    """Figures computed from records; people and groups are counted apart."""

    people: int
    groups: int
    fallen: int
    provinces: int

    @classmethod
    def of(cls, heroes: Iterable[PublishedHero]) -> Totals:
        """Count *heroes*; the fallen include single members of groups, 境外 is no province."""
        people = groups = fallen = 0
        provinces = set()
        for hero in heroes:
            if hero.kind is Kind.GROUP:
                groups += 1
                fallen += len(hero.fallen)
            else:
                people += 1
                fallen += hero.is_mourned
            provinces.add(hero.province)
        return cls(people, groups, fallen, len(provinces - {ABROAD}))


def _has_fallen(item: Selected) -> bool:
    members = item.members or item.hero.members
    return item.hero.is_mourned or any(member.outcome is Outcome.SACRIFICED for member in members)


def _without_hidden(activity: Activity, named: Collection[str]) -> Activity:
    """Return *activity* without the heroes that are not *named*: day and place would tell more than a mask hides."""
    heroes = tuple(hero_id for hero_id in activity.heroes if hero_id in named)
    return activity if heroes == activity.heroes else activity.model_copy(update={"heroes": heroes})


def _may_show(hero: Hero, channel: Channel, withdrawn: set[str]) -> bool:
    return (
        not hero.draft
        and hero.visibility is not Visibility.WITHHELD
        and channel in hero.consent.scope
        and f"heroes/{hero.id}.html" not in withdrawn
    )
