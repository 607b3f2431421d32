"""Turn the published book into the days on which the roll remembers someone, and count the years that it then is.

The first year's own day is no anniversary: years are counted from one. `band.js` counts as this module does, and
tests hold the two together.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from qunyingpu.model.book import PublishedBook
from qunyingpu.model.campaign import NATIONAL
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.region import region_table
from qunyingpu.model.regulation import Regulation
from qunyingpu.model.vocabulary import Kind, Outcome

_DIGITS = "〇一二三四五六七八九"


class Remembrance(Enum):
    """Why a day is remembered."""

    DIED = "died"
    DEED = "deed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anniversary:
    """A whole *date* on which *name* is remembered year by year; *name* may be one or more members of *hero*."""

    date: datetime.date
    kind: Remembrance
    name: str
    hero: PublishedHero


def anniversaries(book: PublishedBook) -> tuple[Anniversary, ...]:
    """Return the days on which the roll remembers someone, through the year from January.

    Those who died are remembered on that day and on no other, never on a guess; the living on the day of the deed.
    Of a group in which someone died only these are, those of one day together; without a day known to the day, no
    one. On one day the dead come first, then the older date, then the order of the roll.
    """
    found = [anniversary for hero in book.heroes for anniversary in _anniversaries_of(hero)]
    # The sort is stable: what is equal stays in the order of the roll.
    return tuple(
        sorted(
            found,
            key=lambda item: ((item.date.month, item.date.day), item.kind is Remembrance.DEED, item.date),
        )
    )


def regulations_told(book: PublishedBook, region: str = NATIONAL) -> tuple[Regulation, ...]:
    """Return the regulations that a site of *region* tells of: those that hold there, or in a place within it.

    By the date of taking effect, then the id. Only one that is known to the day (`PartialDate.whole`) has an
    anniversary; of any other nothing is known but the year.
    """
    told = (regulation for regulation in book.regulations if _concerns(regulation.scope, region))
    return tuple(sorted(told, key=lambda regulation: (regulation.effective.sort_key, regulation.id)))


def kept_on(date: datetime.date, year: int) -> datetime.date:
    """Return the day of *year* on which *date* is kept: 29 February on the 28th where it lacks (民法典 art. 202)."""
    try:
        return date.replace(year=year)
    except ValueError:
        return date.replace(year=year, day=28)


def stands_out(years: int) -> bool:
    """Tell whether an anniversary is one of the great ones: the fifth, the tenth, and every tenth after it."""
    return years == 5 or (years > 0 and years % 10 == 0)


def next_great_year(first: int, year: int) -> tuple[int, int]:
    """Return when, in *year* or next after it, the years since the year *first* stand out: that year, and how many."""
    start = max(year - first, 1)
    years = next(years for years in range(start, start + 10) if stands_out(years))
    return first + years, years


def in_words(number: int) -> str:
    """Return *number*, 1 to 999, as anniversaries are counted: 两, 十, 十二, 二十, 一百零五."""
    if number == 2:
        return "两"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    ten = (_DIGITS[tens] if tens > 1 or hundreds else "") + "十" if tens else "零" if hundreds and ones else ""
    return (f"{_DIGITS[hundreds]}百" if hundreds else "") + ten + (_DIGITS[ones] if ones else "")


def _concerns(scope: str, region: str) -> bool:
    if NATIONAL in (scope, region):
        return True
    return scope in _line_of(region) or region in _line_of(scope)


def _line_of(code: str) -> tuple[str, ...]:
    return tuple(place.code for place in region_table().lineage(code))


def _anniversaries_of(hero: PublishedHero) -> Iterator[Anniversary]:
    fallen = _fallen_of(hero)
    if fallen:
        for date, names in fallen.items():
            yield Anniversary(date=date, kind=Remembrance.DIED, name="、".join(names), hero=hero)
    elif hero.deed.outcome in {Outcome.SAFE, Outcome.INJURED} and (day := hero.deed.date.whole):
        yield Anniversary(date=day, kind=Remembrance.DEED, name=hero.name, hero=hero)


def _fallen_of(hero: PublishedHero) -> dict[datetime.date, list[str]]:
    """Return whole date -> names of those who died on it; a group's own date stands for all only when all died."""
    shared = hero.deed.died if hero.is_mourned else None
    if hero.kind is not Kind.GROUP or not hero.members:
        people = [(hero.name, shared)]
    else:
        mourned = hero.members if hero.is_mourned else hero.fallen
        people = [(member.name, member.died or shared) for member in mourned]
    days: dict[datetime.date, list[str]] = {}
    for name, died in people:
        if died and (day := died.whole):
            days.setdefault(day, []).append(name)
    return days
