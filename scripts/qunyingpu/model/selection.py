"""Turn a campaign's small query into the people it selects, members of groups singly.

``all``, ``none``, or a mapping whose entries must all hold: ``{outcome: sacrificed, year: 2020..2024}``; ``any``,
``all`` and ``not`` combine mappings. A group of which only some members match is selected with those members alone,
so that no living member is ever mourned.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import PydanticCustomError

from qunyingpu.errors import mistake
from qunyingpu.model.hero import Honour
from qunyingpu.model.published import PublishedHero, PublishedMember
from qunyingpu.model.record import read_flag
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
    def honours(self) -> tuple[Honour, ...]:
        """Return the person's honours, the group's own too unless they name others; of a group all in it."""
        told = self.hero.all_honours
        if self.member is None:
            return told
        return tuple(honour for honour in told if not honour.members or self.member.name in honour.members)

    @property
    def martyr(self) -> bool:
        """Tell whether this very person is a recognised 烈士."""
        return (self.member.martyr if self.member else self.hero.martyr) is not None


Test = Callable[[Person], bool]


Path = tuple[str | int, ...]
"""Where a value stands in a query: ``("any", 0, "outcome")``."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question put to every person of the roll; *words* is what the file says, *test* decides."""

    words: str
    test: Test
    personal: bool
    """Whether the answer can differ between the members of one group."""
    ceremonies: tuple[tuple[Path, str], ...] = ()
    """The ceremonies that are asked for, each with its place; whether they exist shows only beside all files."""


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
    """Read ``all``, ``none`` or a mapping of conditions.

    Raises ``select-unknown``, ``select-empty``, or a vocabulary's own mistake; the *within* of its context is the path
    of what is wrong, from the query's beginning.
    """
    if isinstance(value, Query):
        return value
    if value in ("all", "全部"):
        return Query("all", lambda person: True, personal=False)
    if value in ("none", "无"):
        return Query("none", lambda person: False, personal=False)
    return _query(value, ())


def _query(value: object, path: Path) -> Query:
    if not isinstance(value, Mapping):
        raise mistake("not-mapping", within=path)
    if not value:
        raise mistake("select-empty", key=path[-1] if path else "select", within=path)
    return _all_of([_condition(str(key), wanted, (*path, str(key))) for key, wanted in value.items()])


def _condition(key: str, wanted: Any, path: Path) -> Query:
    if key == "not":
        inner = _query(wanted, path)
        return Query(f"not({inner.words})", lambda person: not inner.test(person), inner.personal, inner.ceremonies)
    if key not in _CONDITIONS and key not in _JOINTS:
        raise mistake("select-unknown", key=key, suggestion=_likely_condition(key), within=path)
    if isinstance(wanted, list) and not wanted:
        raise mistake("select-empty", key=key, within=path)
    parts = [((*path, place), part) for place, part in enumerate(wanted)] if isinstance(wanted, list) else []
    if key in _JOINTS:
        return _JOINTS[key]([_query(part, place) for place, part in parts] or [_query(wanted, path)])
    return _plain(key, parts or [(path, wanted)])


def _plain(key: str, values: Sequence[tuple[Path, Any]]) -> Query:
    """Return the query for the people of whom one of *values* is true."""
    make, personal = _CONDITIONS[key]
    tests = [_tested(make, value, path) for path, value in values]
    test = tests[0] if len(tests) == 1 else lambda person: any(one(person) for one in tests)
    ceremonies = tuple(values) if key == "ceremony" else ()
    return Query(f"{key}: {[value for _, value in values]}", test, personal, ceremonies)


def _tested(make: Callable[[Any], Test], value: Any, path: Path) -> Test:
    if not isinstance(value, str):
        raise mistake("not-text", within=path)
    try:
        return make(value)
    except PydanticCustomError as error:
        raise mistake(**(error.context or {}), within=path) from None


def _likely_condition(key: str) -> str:
    near = difflib.get_close_matches(key, [*_CONDITIONS, *_JOINTS, "not"], 1, 0.6)
    return f"是不是想写“{near[0]}”？" if near else f"可以写：{'、'.join(_CONDITIONS)}。"


def _all_of(parts: list[Query]) -> Query:
    if len(parts) == 1:
        return parts[0]
    words = " & ".join(part.words for part in parts)
    return _joined(words, lambda person: all(part.test(person) for part in parts), parts)


def _any_of(parts: list[Query]) -> Query:
    words = " | ".join(part.words for part in parts)
    return _joined(words, lambda person: any(part.test(person) for part in parts), parts)


def _joined(words: str, test: Test, parts: list[Query]) -> Query:
    ceremonies = tuple(found for part in parts for found in part.ceremonies)
    return Query(words, test, any(part.personal for part in parts), ceremonies)


_JOINTS = {"any": _any_of, "all": _all_of}

CONDITION_TITLES = {
    "outcome": "结局",
    "traits": "身份",
    "gender": "性别",
    "martyr": "烈士评定",
    "kind": "类别",
    "type": "事迹类型",
    "region": "事发地",
    "year": "年份",
    "level": "级别",
    "ceremony": "表彰编号",
    "any": "任一",
    "all": "全部",
    "not": "不含",
}
"""The Chinese title of each key of a query; those of fields are the titles of the fields."""


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
    wanted = read_flag(value)
    return lambda person: person.martyr is wanted


def _kind(value: Any) -> Test:
    wanted = Kind.parse(value)
    return lambda person: person.hero.kind is wanted


def _type(value: Any) -> Test:
    wanted = DeedType.parse(value)
    return lambda person: person.hero.deed.type is wanted


def _region(value: Any) -> Test:
    wanted = resolve_code(value)
    return lambda person: any(place.code == wanted for place in region_table().lineage(person.hero.region.code))


def _year(value: Any) -> Test:
    match = re.fullmatch(r"(\d{4})(?:\.\.(\d{4}))?", value)
    if match is None:
        raise mistake("not-number", value=value, example="2024 或 2020..2024")
    low, high = int(match[1]), int(match[2] or match[1])
    if high < low:
        order = {"later_label": "后一年", "later": high, "earlier_label": "前一年", "earlier": low}
        raise mistake("date-order", **order)
    return lambda person: low <= person.hero.deed.date.year <= high


def _level(value: Any) -> Test:
    wanted = Level.parse(value)
    return lambda person: any(honour.level is wanted for honour in person.honours)


def _ceremony(value: Any) -> Test:
    return lambda person: any(honour.ceremony == value for honour in person.honours)


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
