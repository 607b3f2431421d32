"""Turn a hero into the few words that stand beside the name: the title, the place, the day."""

from __future__ import annotations

import re

from qunyingpu.model.hero import Honour
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.region import region_table
from qunyingpu.model.vocabulary import Level
from qunyingpu.stele import upright

ABROAD = "990000"

_LEVELS = list(Level)
_SIDE_LENGTH, _SIDE_PLACE_LENGTH = 19, 8


def highest_honours(hero: PublishedHero) -> tuple[Honour, ...]:
    """Return the honours of the profile, of the highest level first, of these 见义勇为, then the latest, then as filed.

    What was awarded to some members only is never the whole group's, so it is not among them.
    """
    own = [honour for honour in hero.honours if not honour.members]
    return tuple(sorted(own, key=_weight, reverse=True))


def leading_title(hero: PublishedHero) -> str:
    """Return the title that is named first, in the words of its source; empty when there is none."""
    return next((honour.title for honour in highest_honours(hero)), "")


def place_of(hero: PublishedHero) -> str:
    """Return province and city as they were then: 江苏省苏州市, 北京市石景山区; abroad, the words of the profile."""
    deed = hero.deed
    if deed.region == ABROAD:
        return deed.place or "境外"
    return "".join(region.name for region in region_table().lineage(deed.region, deed.date.year)[:2])


def day_of(hero: PublishedHero) -> str:
    """Return the day of the deed, or the day of death where it is known: never both, so that none is mistaken."""
    if hero.is_mourned and hero.deed.died:
        return f"{hero.deed.died.label}牺牲"
    return hero.deed.date.label


def side_title(hero: PublishedHero) -> str:
    """Return the leading title for the right side of a stele, in a column; empty when it is too long for one.

    What a title says in brackets of the year or the list is left to the text; its other words stay.
    """
    title = upright(re.sub(r"（[^（）]*\d[^（）]*）$", "", leading_title(hero)))
    return title if len(title) <= _SIDE_LENGTH else ""


def side_place(hero: PublishedHero) -> str:
    """Return year and place for the left side of a stele, in a column: 二〇二四年　苏州; at most 17 characters."""
    deed = hero.deed
    if deed.region == ABROAD:
        place = deed.place if deed.place and len(deed.place) <= _SIDE_PLACE_LENGTH else "境外"
    else:
        table = region_table()
        place = table.short_name(table.city_of(deed.region, deed.date.year).code, deed.date.year)
    words = (hero.note, f"{deed.date.year}年", place)
    return upright("　".join(word for word in words if word))


def _weight(honour: Honour) -> tuple[int, bool, tuple[int, int, int]]:
    level = _LEVELS.index(honour.level) if honour.level else len(_LEVELS)
    return (-level, "见义勇为" in honour.title, honour.date.sort_key if honour.date else (0, 0, 0))
