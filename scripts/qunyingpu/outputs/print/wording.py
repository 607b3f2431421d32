"""Turn values into the words that print sets: names, counts, honours, what became of whom."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qunyingpu.model.hero import Honour
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.vocabulary import Kind, Outcome

_TWO_HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]{2}")
_POSTHUMOUS = ("追授", "追记", "追认")


def set_name(hero: PublishedHero) -> str:
    """Return the name as it is set: 张　三, and 李四（化名）."""
    if hero.note:
        return f"{hero.name}（{hero.note}）"
    return spaced_name(hero.name) if hero.kind is not Kind.GROUP else hero.name


def spaced_name(name: str) -> str:
    """Return *name* with a space in it where it has two characters."""
    return "\u3000".join(name) if _TWO_HAN.fullmatch(name) else name


def honour_title(honour: Honour) -> str:
    """Return the title in the words of its source, with （追授） where these do not say so."""
    is_said = not honour.posthumous or any(word in honour.title for word in _POSTHUMOUS)
    return honour.title if is_said else f"{honour.title}（追授）"


def is_posthumous(honour: Honour) -> bool:
    """Tell whether *honour* was awarded after death, by its record or its own words."""
    return honour.posthumous or any(word in honour.title for word in _POSTHUMOUS)


def stands_in_ink(hero: PublishedHero) -> bool:
    """Tell whether the person, or anyone of the group, died: such a sheet is set in ink."""
    is_mixed = hero.deed.outcome is Outcome.MIXED
    return hero.is_mourned or bool(hero.fallen) or (is_mixed and not any(member.outcome for member in hero.members))


def fate_of(hero: PublishedHero) -> str:
    """Return 2024年6月26日牺牲, 当日牺牲, 牺牲, 有成员牺牲 or 负伤; empty for those who came to no harm."""
    deed = hero.deed
    if hero.is_mourned:
        day = "" if deed.died is None else "当日" if deed.died == deed.date and deed.date.day else deed.died.label
        return f"{day}{Outcome.SACRIFICED.label}"
    if stands_in_ink(hero):
        return Outcome.MIXED.label
    return Outcome.INJURED.label if deed.outcome is Outcome.INJURED else ""


def people_and_groups(heroes: Iterable[PublishedHero]) -> tuple[int, int]:
    """Return how many people and how many groups *heroes* are: they are counted apart."""
    kinds = [hero.kind for hero in heroes]
    groups = kinds.count(Kind.GROUP)
    return len(kinds) - groups, groups
