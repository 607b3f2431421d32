"""Turn the names that must not be shown into 张某某, an alias, or nothing, in every text of the roll.

The rule for masks follows the practice of court and police notices: the surname with 某某, compound surnames whole.
A given name of two characters or more is masked too where it stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

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


@dataclass(frozen=True)
class Disguise:
    """What stands in place of each hidden name, longest name first; empty when nothing is hidden."""

    replacements: dict[str, str] = field(default_factory=dict)

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """Return the expression that finds every hidden name, spaced or not."""
        if not self.replacements:
            return None
        names = sorted(self.replacements, key=lambda name: (-len(name), name))
        return re.compile("|".join("[ \u3000]*".join(map(re.escape, name)) for name in names))

    def over(self, text: str) -> str:
        """Return *text* with every hidden name replaced."""
        pattern = self.pattern
        if pattern is None:
            return text
        return pattern.sub(lambda match: self.replacements[re.sub("[ \u3000]+", "", match[0])], text)


def surname_length(name: str) -> int:
    """Return how many characters of *name* are its surname: 2 for 欧阳 and the like, else 1."""
    return 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1


def masked_name(name: str) -> str:
    """Return 张某某 for *name*, 欧阳某某 for compound surnames, 阿某某 for a name with ``·``."""
    if "·" in name:
        return f"{name[:1]}某某"
    return f"{name[: surname_length(name)]}某某"


def disguise_of(shown: Sequence[Hero], hidden: Sequence[Hero]) -> Disguise:
    """Return what replaces the names of those who are masked, aliased, or not shown at all.

    A name that someone else bears openly stays in the texts of others: it says nothing of the hidden one.
    """
    open_names = {hero.name for hero in shown if hero.visibility is Visibility.NAMED and hero.kind is not Kind.GROUP}
    open_names |= {m.name for hero in shown for m in hero.members if m.visibility is Visibility.NAMED}
    replacements: dict[str, str] = {}
    for hero in shown:
        if hero.visibility is not Visibility.NAMED:
            replacements |= _hiding(hero.name, _shown_as(hero), hero.former_names)
        for member in hero.members:
            if member.visibility is not Visibility.NAMED:
                replacements |= _hiding(member.name, _shown_as(member), ())
    for hero in hidden:
        replacements |= _hiding(hero.name, masked_name(hero.name), hero.former_names)
        for member in hero.members:
            replacements |= _hiding(member.name, masked_name(member.name), ())
    # An open name that contains a hidden one, as 李建国 contains 建国, is matched first and left as it is.
    kept = {name: name for name in sorted(open_names) if any(hidden_name in name for hidden_name in replacements)}
    return Disguise(replacements | kept)


def masked_profile(hero: Hero, disguise: Disguise) -> Profile:
    """Return *hero* as it may be shown, its own name and all others' put under *disguise*.

    A hidden person's portrait, birth year, employer, former names, links and reports are left out: each of them names.
    """
    profile: Profile = hero
    members = tuple(_masked_member(m) for m in hero.members if m.visibility is not Visibility.WITHHELD)
    if members != hero.members:
        profile = profile.model_copy(update={"members": members})
    own = disguise
    if hero.visibility is not Visibility.NAMED:
        own = Disguise(disguise.replacements | _hiding(hero.name, _shown_as(hero), hero.former_names))
        sources = tuple(source.model_copy(update={"url": None}) for source in hero.sources)
        profile = profile.model_copy(
            update={
                "name": _shown_as(hero),
                "former_names": (),
                "birth_year": None,
                "employer": None,
                "portrait": None,
                "media": (),
                "sources": sources,
            }
        )
    return redacted(profile, own)


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
        changed = {
            name: new
            for name in type(value).model_fields
            if name not in {"id", "url"} and (new := _redact(old := getattr(value, name), disguise)) is not old
        }
        return value.model_copy(update=changed) if changed else value
    return value


def _masked_member(member: Member) -> Member:
    if member.visibility is Visibility.NAMED:
        return member
    return member.model_copy(update={"name": _shown_as(member), "alias": None})


def _shown_as(person: Hero | Member) -> str:
    if person.visibility is Visibility.ALIAS and person.alias:
        return person.alias
    return masked_name(person.name)


def _hiding(name: str, shown: str, others: Iterable[str]) -> dict[str, str]:
    parts = name.split("·") if "·" in name else [name[surname_length(name) :]]
    alone = {part: "某某" for part in parts if len(part) >= 2}
    return alone | dict.fromkeys(others, shown) | {name: shown}
