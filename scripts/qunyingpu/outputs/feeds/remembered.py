"""Turn the days of remembrance into a calendar of their own, in which every year is told: 二十周年."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from qunyingpu.captions import place_of
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.site import Site
from qunyingpu.outputs.feeds.calendars import YEARS_TOLD, DayEvent, calendar_file
from qunyingpu.outputs.feeds.identities import event_uid, page_address
from qunyingpu.outputs.feeds.wording import day_label
from qunyingpu.remembrance import (
    Anniversary,
    Remembrance,
    anniversaries,
    in_words,
    kept_on,
    regulations_told,
    stands_out,
)
from qunyingpu.writing import Artifact

MOST_A_YEAR = 366
"""Events of one year past which a calendar is no help any more."""

_LONGEST_SUMMARY = 24
"""Characters of names; those of a larger group stand in the description."""


@dataclass(frozen=True, slots=True)
class _Return:
    """The *day* on which *item* is remembered once more, after whole *years*; *name* is what tells the item apart."""

    item: Anniversary
    name: str
    day: datetime.date
    years: int

    @property
    def mourns(self) -> bool:
        return self.item.kind is Remembrance.DIED


_MEASURES: tuple[Callable[[_Return], bool], ...] = (
    lambda one: True,
    lambda one: one.mourns,
    lambda one: one.mourns and stands_out(one.years),
    lambda one: one.mourns and one.years % 10 == 0,
)
"""What a calendar tells of, from the fullest on: the first that leaves at most `MOST_A_YEAR` a year, else the last.

A measure takes in all or none of a kind, since a mere limit would leave out somebody by chance.
"""


def anniversary_calendar(book: PublishedBook, site: Site) -> Artifact:
    """Return ``anniversaries.ics``: who is remembered on which day, and how many years it then is.

    The fallen on the day of death; the living on that of the deed, and never in words of mourning. A long roll tells
    of the fallen only, a still longer one only of their years that stand out. The regulations of the site's region
    are always told of.
    """
    years = range(site.as_of.year, site.as_of.year + YEARS_TOLD)
    returns = tuple(_returns(anniversaries(book), years))
    people = (_event(one, site) for one in _measured(returns))
    return calendar_file(
        "anniversaries.ics", f"{site.name}：周年纪念", (*people, *_law_events(book, site, years)), site
    )


def _measured(returns: Sequence[_Return]) -> Sequence[_Return]:
    kept = returns
    for measure in _MEASURES:
        kept = [one for one in returns if measure(one)]
        if len(kept) <= MOST_A_YEAR * YEARS_TOLD:
            break
    return kept


def _returns(items: Iterable[Anniversary], years: Sequence[int]) -> Iterator[_Return]:
    for name, item in _named(items):
        for year in years:
            if year > item.date.year:
                yield _Return(item, name, kept_on(item.date, year), year - item.date.year)


def _named(items: Iterable[Anniversary]) -> Iterator[tuple[str, Anniversary]]:
    """Yield each of *items* with a name that stays when its date is corrected: ``<id of the hero>-died``.

    Of a group whose members died on several days the second, in the order of the members, ends in ``-2`` and so on.
    """
    places: Counter[str] = Counter()
    for item in sorted(items, key=lambda item: (item.hero.id, item.kind.value, _first_member(item), item.date)):
        name = f"{item.hero.id}-{item.kind.value}"
        places[name] += 1
        yield (name if places[name] == 1 else f"{name}-{places[name]}"), item


def _first_member(item: Anniversary) -> int:
    names = [member.name for member in item.hero.members]
    return next((place for place, name in enumerate(names) if item.name.startswith(name)), len(names))


def _event(one: _Return, site: Site) -> DayEvent:
    hero, verb = one.item.hero, "牺牲" if one.mourns else "见义勇为"
    is_group = one.item.name != hero.name
    short = f"{hero.name}成员" if is_group and len(one.item.name) > _LONGEST_SUMMARY else _shown(one.item)
    lines = (
        f"{hero.name}成员：{one.item.name}。" if is_group else "",
        f"{day_label(one.item.date)}{verb}，{place_of(hero)}。",
        hero.deed.summary,
    )
    return DayEvent(
        uid=event_uid(site, f"{one.name}-{one.day.year}"),
        summary=f"{short}{verb}{in_words(one.years)}周年",
        start=one.day,
        end=one.day,
        description="\n".join(line for line in lines if line),
        url=page_address(site, hero.path),
        category=f"{verb}周年",
    )


def _shown(item: Anniversary) -> str:
    note = item.hero.note if item.name == item.hero.name else ""
    return f"{item.name}（{note}）" if note else item.name


def _law_events(book: PublishedBook, site: Site, years: Sequence[int]) -> Iterator[DayEvent]:
    for law in regulations_told(book, site.region):
        since = law.effective.whole
        for year in years if since else ():
            if since and year > since.year:
                issued = f"，{law.issued_by}制定" if law.issued_by else ""
                yield DayEvent(
                    uid=event_uid(site, f"regulation-{law.id}-{year}"),
                    summary=f"{law.title}施行{in_words(year - since.year)}周年",
                    start=kept_on(since, year),
                    end=kept_on(since, year),
                    description=f"{day_label(since)}起施行{issued}。",
                    url=page_address(site, "campaigns/index.html") + f"#regulation-{quote(law.id)}",
                    category="法规周年",
                )
