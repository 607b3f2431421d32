"""Turn anniversaries, which return each year, into the days on which they fall in a stretch of time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from qunyingpu.model.book import PublishedBook
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.regulation import Regulation
from qunyingpu.remembrance import Anniversary, Remembrance, anniversaries, kept_on, regulations_told, stands_out

CALENDAR = "campaigns/index.html"
"""The page that tells of regulations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commemoration:
    """The *day* on which *years*, one or more, have passed since *what*, ready to be read: 测试甲牺牲.

    *path* is the page that tells of it; *hero* is None for a regulation.
    """

    day: datetime.date
    years: int
    what: str
    path: str
    hero: PublishedHero | None = None

    @property
    def is_great(self) -> bool:
        """Tell whether the years stand out."""
        return stands_out(self.years)


@dataclass(frozen=True, slots=True, kw_only=True)
class GreatYear:
    """A *year* in which the *years* since *what* stand out, while nothing is known of the day."""

    year: int
    years: int
    what: str


def commemorations(
    book: PublishedBook, region: str, first: datetime.date, last: datetime.date
) -> tuple[Commemoration, ...]:
    """Return what a site of *region* remembers from *first* to *last*, both included.

    By day, then people as `anniversaries` has them before regulations as `regulations_told` has them.
    """
    found = [
        Commemoration(day=day, years=day.year - item.date.year, what=_words(item), path=item.hero.path, hero=item.hero)
        for item in anniversaries(book)
        for day in _days_kept(item.date, first, last)
    ]
    found += [
        Commemoration(day=day, years=day.year - since.year, what=_in_force(regulation), path=CALENDAR)
        for regulation in regulations_told(book, region)
        if (since := regulation.effective.whole)
        for day in _days_kept(since, first, last)
    ]
    # The sort is stable.
    return tuple(sorted(found, key=lambda one: one.day))


def great_years(book: PublishedBook, region: str, first: int, last: int) -> tuple[GreatYear, ...]:
    """Return what stands out in the years *first* to *last* of regulations of which the day is not known."""
    return tuple(
        GreatYear(year=year, years=years, what=_in_force(regulation))
        for year in range(first, last + 1)
        for regulation in regulations_told(book, region)
        if not regulation.effective.whole and stands_out(years := year - regulation.effective.year)
    )


def _days_kept(since: datetime.date, first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    for year in range(max(first.year, since.year + 1), last.year + 1):
        day = kept_on(since, year)
        if first <= day <= last:
            yield day


def _words(item: Anniversary) -> str:
    return f"{item.name}{'牺牲' if item.kind is Remembrance.DIED else '见义勇为'}"


def _in_force(regulation: Regulation) -> str:
    return f"《{regulation.name}》施行"
