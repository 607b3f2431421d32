"""Turn the names that must not be shown into 张某某, an alias, or nothing, in every text of the roll.

The rule for masks follows the practice of court and police notices: the surname with 某某, compound surnames whole.
In a hidden person's own profile a given name of two characters or more is masked too where it stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import unquote

from pydantic import BaseModel

from qunyingpu.model.hero import Hero, Member, Profile
from qunyingpu.model.vocabulary import Kind, Visibility

_COMPOUND = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶"
    "太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良"
    "漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里呼延东郭南门羊舌微生梁丘左丘东门西门第五"
    "单于完颜纳兰叶赫那拉淳于相里"
)
COMPOUND_SURNAMES = frozenset(_COMPOUND[place : place + 2] for place in range(0, len(_COMPOUND), 2))
"""Surnames of two characters (百家姓 and those still borne today)."""

Model = TypeVar("Model", bound=BaseModel)


_BETWEEN = "[\\s\u3000\u00a0*_~\\\\]*"
"""What may stand between two characters of a name in Markdown and still read as the name."""

_NOT_PROSE = frozenset({"id", "when", "select", "scope", "region", "ceremony", "campaign", "heroes", "file", "pinyin"})
"""Fields whose text is a rule, a code or an address of ours: no name stands in them."""


@dataclass(frozen=True)
class Disguise:
    """What stands in place of each hidden name, without its spaces; empty when nothing is hidden."""

    replacements: dict[str, str] = field(default_factory=dict)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Find every hidden name, the longest first, spaced, broken over lines or emphasised as it may be."""
        names = sorted(self.replacements, key=lambda name: (-len(name), name))
        return re.compile("|".join(_BETWEEN.join(map(re.escape, name)) for name in names))

    def over(self, text: str) -> str:
        """Return *text* with every hidden name replaced."""
        if not self.replacements:
            return text
        return self._pattern.sub(lambda match: self.replacements[_bare(match[0])], text)

    def over_url(self, url: str) -> str | None:
        """Return *url*, or None when it spells a hidden name."""
        return url if self.over(unquote(url)) == unquote(url) else None


def surname_length(name: str) -> int:
    """Return how many characters of *name* are its surname: 2 for 欧阳 and the like, else 1."""
    return 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1


def masked_name(name: str) -> str:
    """Return 张某某 for *name*, 欧阳某某 for compound surnames, 阿某某 for a name with ``·``."""
    if "·" in name:
        return f"{name[:1]}某某"
    return f"{name[: surname_length(name)]}某某"


def disguise_of(shown: Sequence[Hero], hidden: Sequence[Hero]) -> Disguise:
    """Return what replaces the names of those who are masked, aliased, or not shown at all, in everybody's texts.

    Only whole names are replaced there: a given name alone may be an ordinary word, as 国庆 is. A name that someone
    else bears openly stays in the texts of others: it says nothing of the hidden one.
    """
    open_names = {hero.name for hero in shown if hero.visibility is Visibility.NAMED and hero.kind is not Kind.GROUP}
    open_names |= {m.name for hero in shown for m in hero.members if m.visibility is Visibility.NAMED}
    replacements: dict[str, str] = {}
    for hero in shown:
        for person in _hidden_in(hero):
            replacements |= _whole_names(person, _shown_as(person))
    for hero in hidden:
        for person in _people_of(hero):
            replacements |= _whole_names(person, masked_name(person.name))
    return Disguise(replacements | _kept(open_names, replacements))


def masked_profile(hero: Hero, disguise: Disguise) -> Profile:
    """Return *hero* as it may be shown, the names of its own hidden people and all others' put under *disguise*.

    A hidden person's portrait, birth year, employer, former names, links and reports are left out: each of them names.
    """
    people = _hidden_in(hero)
    if not people:
        return redacted(hero, disguise)
    members = tuple(_masked_member(m) for m in hero.members if m.visibility is not Visibility.WITHHELD)
    profile = hero.model_copy(update={"members": members})
    if hero.visibility is not Visibility.NAMED:
        sources = tuple(source.model_copy(update={"url": None}) for source in hero.sources)
        profile = profile.model_copy(update={"name": _shown_as(hero), "sources": sources} | _TELLING)
    return redacted(profile, _own_disguise(hero, people, disguise))


_TELLING: dict[str, Any] = {"former_names": (), "birth_year": None, "employer": None, "portrait": None, "media": ()}
"""What a hidden person's profile is left without."""


def redacted(record: Model, disguise: Disguise) -> Model:
    """Return *record* with every text in it under *disguise*; the very same value when nothing is hidden."""
    if not disguise.replacements:
        return record
    return _redact(record, disguise)  # type: ignore[no-any-return]


def _redact(value: Any, disguise: Disguise) -> Any:
    if isinstance(value, str):
        return disguise.over(value)
    if isinstance(value, tuple):
        return tuple(_redact(part, disguise) for part in value)
    if isinstance(value, BaseModel):
        return value.model_copy(update=dict(_changes(value, disguise)))
    return value


def _changes(record: BaseModel, disguise: Disguise) -> Iterator[tuple[str, Any]]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name == "url" and value is not None:
            yield name, disguise.over_url(value)
        elif name not in _NOT_PROSE:
            yield name, _redact(value, disguise)


def _hidden_in(hero: Hero) -> tuple[Hero | Member, ...]:
    return tuple(person for person in _people_of(hero) if person.visibility is not Visibility.NAMED)


def _people_of(hero: Hero) -> list[Hero | Member]:
    return [hero, *hero.members]


def _own_disguise(hero: Hero, people: Sequence[Hero | Member], disguise: Disguise) -> Disguise:
    """Return *disguise* with the given names of *people* too: in their own profile nothing else is meant by them."""
    replacements = dict(disguise.replacements)
    for person in people:
        for name in (person.name, *_former_names(person)):
            replacements |= dict.fromkeys(_given_names(name), "某某")
    for person in people:
        replacements |= _whole_names(person, _shown_as(person))
    open_names = {member.name for member in hero.members if member.visibility is Visibility.NAMED}
    return Disguise(replacements | _kept(open_names, replacements))


def _whole_names(person: Hero | Member, shown: str) -> dict[str, str]:
    return dict.fromkeys(map(_bare, (*_former_names(person), person.name)), shown)


def _former_names(person: Hero | Member) -> tuple[str, ...]:
    return person.former_names if isinstance(person, Hero) else ()


def _given_names(name: str) -> Iterator[str]:
    parts = name.split("·") if "·" in name else [_bare(name)[surname_length(name) :]]
    yield from (part for part in map(_bare, parts) if len(part) >= 2)


def _kept(open_names: Iterable[str], hidden: Iterable[str]) -> dict[str, str]:
    """Return the open names that contain a hidden one, as 李建国 contains 建国: they match first and stay."""
    names = tuple(hidden)
    return {_bare(name): name for name in sorted(open_names) if any(other in _bare(name) for other in names)}


def _bare(text: str) -> str:
    """Return *text* without what may stand between the characters of a name."""
    return re.sub(_BETWEEN, "", text)


def _masked_member(member: Member) -> Member:
    if member.visibility is Visibility.NAMED:
        return member
    return member.model_copy(update={"name": _shown_as(member), "alias": None})


def _shown_as(person: Hero | Member) -> str:
    if person.visibility is Visibility.ALIAS and person.alias:
        return person.alias
    return masked_name(person.name)
