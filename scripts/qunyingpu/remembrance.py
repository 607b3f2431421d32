"""Turn the published book into the days on which the roll remembers someone, year by year."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from qunyingpu.model.book import PublishedBook
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.vocabulary import Kind, Outcome


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
