"""Turn activities into what pages tell of them: those to come by day, those that are over year by year."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from qunyingpu.model.activity import Activity
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.region import region_table
from qunyingpu.outputs.pages.wording import day_label, has_fallen, span_label
from qunyingpu.story import story_html

_NO_PLACES = {"待定": "地点待定", "线上": "线上"}
"""What `Activity.place` may say instead of a place, in the words of a page."""


@dataclass(frozen=True, slots=True)
class Told:
    """An *activity* in words: its *days* with the year, its *place*, its *heroes*, texts as HTML.

    *campaign* is the name of its campaign, empty where it has none.
    """

    activity: Activity
    days: str
    place: str
    heroes: tuple[PublishedHero, ...]
    text: Markup
    done: Markup
    campaign: str


@dataclass(frozen=True, slots=True)
class Programme:
    """Activities as of one day: *ahead*, that day's and those to come; *years*, the latest first, of those over.

    A page that stands untouched for years stays true, since each of them is told with its date.
    """

    ahead: tuple[Told, ...]
    years: tuple[tuple[int, tuple[Told, ...]], ...]


def programme(activities: Iterable[Activity], book: PublishedBook, as_of: datetime.date) -> Programme:
    """Return *activities* as pages tell of them on *as_of*; ties go by id.

    Of the heroes of one activity those who died come first, then the order of its file.
    """
    ordered = sorted(activities, key=lambda activity: (activity.start, activity.end, activity.id))
    over = [activity for activity in ordered if activity.end < as_of]
    years = sorted({activity.start.year for activity in over}, reverse=True)
    return Programme(
        ahead=tuple(_told(activity, book) for activity in ordered if activity.end >= as_of),
        years=tuple(
            (year, tuple(_told(activity, book) for activity in reversed(over) if activity.start.year == year))
            for year in years
        ),
    )


def _told(activity: Activity, book: PublishedBook) -> Told:
    names = {campaign.id: campaign.name for campaign in book.campaigns}
    return Told(
        activity=activity,
        days=_days(activity),
        place=_place(activity),
        heroes=_fallen_first([hero for hero in map(book.find, activity.heroes) if hero]),
        text=Markup(story_html(activity.text)),  # noqa: S704 - safe by its module's promise
        done=Markup(story_html(activity.done)),  # noqa: S704 - safe by its module's promise
        campaign=names.get(activity.campaign or "", ""),
    )


def _fallen_first(heroes: Sequence[PublishedHero]) -> tuple[PublishedHero, ...]:
    return tuple(sorted(heroes, key=lambda hero: not has_fallen(hero)))


def _days(activity: Activity) -> str:
    """Return ``2026年4月3日至5日``, or ``2026年12月31日至2027年1月3日``."""
    start, end = activity.start, activity.end
    if start.year != end.year:
        return f"{day_label(start)}至{day_label(end)}"
    return f"{start.year}年{span_label(start, end)}"


def _place(activity: Activity) -> str:
    """Return the place with the names of its region before it that it does not hold itself.

    What is no place, 待定 and 线上, stands in brackets behind the region.
    """
    above = region_table().lineage(activity.region, activity.start.year) if activity.region else ()
    region = "".join(region.name for region in above if region.name not in activity.place)
    place = _NO_PLACES.get(activity.place)
    if place is None:
        return region + activity.place
    return f"{region}（{place}）" if region else place
