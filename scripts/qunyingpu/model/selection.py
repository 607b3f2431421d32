"""Turn a campaign's small query into the people it selects, members of groups singly.

``all``, ``none``, or a mapping whose entries must all hold: ``{outcome: sacrificed, year: 2020..2024}``; ``any``,
``all`` and ``not`` combine mappings. A group of which only some members match is selected with those members alone,
so that no living member is ever mourned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qunyingpu.errors import mistake
from qunyingpu.model.published import PublishedHero, PublishedMember
from qunyingpu.model.region import region_table, resolve_code
from qunyingpu.model.vocabulary import DeedType, Gender, Kind, Level, Outcome, Trait


@dataclass(frozen=True, slots=True)
class Person:
    """One person under a query: an individual, or a member of the group *hero*."""

    hero: PublishedHero
    member: PublishedMember | None

    @property
    def outcome(self) -> Outcome | None:
        """Return what is known of this person's outcome; a mixed group says nothing of a silent member."""
        if self.member is None:
            return self.hero.deed.outcome
        shared = None if self.hero.deed.outcome is Outcome.MIXED else self.hero.deed.outcome
        return self.member.outcome or shared

    @property
    def gender(self) -> Gender | None:
        """Return the person's gender, or the group's."""
        return (self.member.gender if self.member else None) or self.hero.gender

    @property
    def traits(self) -> tuple[Trait, ...]:
        """Return the traits of the whole group, then the person's own."""
        return self.hero.traits + (self.member.traits if self.member else ())

    @property
    def martyr(self) -> bool:
        """Tell whether this very person is a recognised 烈士."""
        return (self.member.martyr if self.member else self.hero.martyr) is not None


Test = Callable[[Person], bool]


@dataclass(frozen=True, slots=True)
class Query:
    """A question put to every person of the roll; *words* is what the file says, *test* decides."""

    words: str
    test: Test
    personal: bool
    """Whether the answer can differ between the members of one group."""


@dataclass(frozen=True, slots=True)
class Selected:
    """A profile that a query finds; of a group, the *members* that match (empty: the group as a whole)."""

    hero: PublishedHero
    members: tuple[PublishedMember, ...] = ()


def select(heroes: Sequence[PublishedHero], query: Query) -> tuple[Selected, ...]:
    """Return those of *heroes* that *query* finds, in their order."""
    found = []
    for hero in heroes:
        if not hero.members or not query.personal:
            if query.test(Person(hero, None)):
                found.append(Selected(hero))
            continue
        members = tuple(member for member in hero.members if query.test(Person(hero, member)))
        if members:
            found.append(Selected(hero, members))
    return tuple(found)


def parse_query(value: object) -> Query:
    """Read ``all``, ``none`` or a mapping of conditions; raise ``select-unknown`` or a vocabulary's own mistake."""
    if isinstance(value, Query):
        return value
    if value in ("all", "全部"):
        return Query("all", lambda person: True, personal=False)
    if value in ("none", "无"):
        return Query("none", lambda person: False, personal=False)
    if not isinstance(value, Mapping):
        raise mistake("not-mapping")
    return _all_of([_condition(str(key), wanted) for key, wanted in value.items()])


def _condition(key: str, wanted: Any) -> Query:
    if key in {"any", "all"}:
        parts = [parse_query(part) for part in wanted] if isinstance(wanted, list) else [parse_query(wanted)]
        return _any_of(parts) if key == "any" else _all_of(parts)
    if key == "not":
        inner = parse_query(wanted)
        return Query(f"not({inner.words})", lambda person: not inner.test(person), inner.personal)
    if key not in _CONDITIONS:
        raise mistake("select-unknown", key=key, suggestion=f"可以写：{'、'.join(_CONDITIONS)}。")
    make, personal = _CONDITIONS[key]
    values = wanted if isinstance(wanted, list) else [wanted]
    tests = [make(value) for value in values]
    test = tests[0] if len(tests) == 1 else lambda person: any(one(person) for one in tests)
    return Query(f"{key}: {values}", test, personal)


def _all_of(parts: list[Query]) -> Query:
    if len(parts) == 1:
        return parts[0]
    words = " & ".join(part.words for part in parts)
    return Query(words, lambda person: all(part.test(person) for part in parts), any(p.personal for p in parts))


def _any_of(parts: list[Query]) -> Query:
    words = " | ".join(part.words for part in parts)
    return Query(words, lambda person: any(part.test(person) for part in parts), any(p.personal for p in parts))


def _outcome(value: Any) -> Test:
    wanted = Outcome.parse(value)
    return lambda person: person.outcome is wanted


def _trait(value: Any) -> Test:
    wanted = Trait.parse(value)
    return lambda person: wanted in person.traits


def _gender(value: Any) -> Test:
    wanted = Gender.parse(value)
    return lambda person: person.gender is wanted


def _martyr(value: Any) -> Test:
    wanted = str(value).casefold() in {"true", "yes", "是"}
    return lambda person: person.martyr is wanted


def _kind(value: Any) -> Test:
    wanted = Kind.parse(value)
    return lambda person: person.hero.kind is wanted


def _type(value: Any) -> Test:
    wanted = DeedType.parse(value)
    return lambda person: person.hero.deed.type is wanted


def _region(value: Any) -> Test:
    wanted = resolve_code(str(value))
    return lambda person: any(place.code == wanted for place in region_table().lineage(person.hero.region.code))


def _year(value: Any) -> Test:
    match = re.fullmatch(r"(\d{4})(?:\.\.(\d{4}))?", str(value))
    if match is None:
        raise mistake("not-number", value=value, example="2024 或 2020..2024")
    low, high = int(match[1]), int(match[2] or match[1])
    return lambda person: low <= person.hero.deed.date.year <= high


def _level(value: Any) -> Test:
    wanted = Level.parse(value)
    return lambda person: any(honour.level is wanted for honour in person.hero.honours)


def _ceremony(value: Any) -> Test:
    return lambda person: any(honour.ceremony == value for honour in person.hero.honours)


_CONDITIONS: dict[str, tuple[Callable[[Any], Test], bool]] = {
    "outcome": (_outcome, True),
    "traits": (_trait, True),
    "gender": (_gender, True),
    "martyr": (_martyr, True),
    "kind": (_kind, False),
    "type": (_type, False),
    "region": (_region, False),
    "year": (_year, False),
    "level": (_level, False),
    "ceremony": (_ceremony, False),
}
