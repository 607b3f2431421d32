"""Turn the book and a day into a plan: the campaigns ahead, what each needs, and what was done in earlier years."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qunyingpu.model.activity import Activity
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.campaign import Campaign
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.site import Mourning, Override, Period, Site
from qunyingpu.model.vocabulary import Channel
from qunyingpu.occasions import Timetable, Window, timetable
from qunyingpu.planning.commemorations import Commemoration, GreatYear, commemorations, great_years
from qunyingpu.planning.proposals import Lack, Missing, Proposal, Proposer

MOST_DAYS = 400
"""How far ahead a plan may look."""

HALF_A_YEAR = 183
"""Days: an activity belongs to that year's run of a campaign whose own day is nearer than this."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done before a campaign begins, for *heroes* where it concerns some."""

    words: str
    heroes: tuple[PublishedHero, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One run of a *campaign*, seen from the day *today*.

    *candidates* counts all who could be proposed. *arranged* are the activities of this run that are not over,
    earliest first; *earlier* those of the campaign that are, newest first.
    """

    campaign: Campaign
    window: Window
    today: datetime.date
    proposals: tuple[Proposal, ...]
    candidates: int
    tasks: tuple[Task, ...]
    arranged: tuple[Activity, ...]
    earlier: tuple[Activity, ...]

    @property
    def until_start(self) -> int:
        """Return the days until it begins, negative when it has begun."""
        return (self.window.start - self.today).days

    @property
    def until_day(self) -> int:
        """Return the days until its own day, negative when that is past."""
        return (self.window.day - self.today).days

    @property
    def until_end(self) -> int:
        """Return the days until its last one."""
        return (self.window.end - self.today).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What comes from *start* to *end*, both included; consent was looked up for *channels*.

    *standing* run all year, *others* are activities of these days that belong to no run of *campaigns*. *great_years*
    are those of which only the year is known. *mourning* and *overrides* are what the settings say of these days, the
    latter with the campaign that is shown.
    """

    start: datetime.date
    end: datetime.date
    channels: tuple[Channel, ...]
    campaigns: tuple[Planned, ...]
    standing: tuple[Campaign, ...]
    others: tuple[Activity, ...]
    remembered: tuple[Commemoration, ...]
    great_years: tuple[GreatYear, ...]
    mourning: tuple[Mourning, ...]
    overrides: tuple[tuple[Override, Campaign], ...]


def a_plan(
    book: PublishedBook,
    site: Site,
    *,
    start: datetime.date,
    days: int,
    channels: tuple[Channel, ...] = tuple(Channel),
) -> Plan:
    """Plan the *days* after *start*, and that day itself, for *site*.

    Campaigns come by their first day, then the last, then their own, then the id; anniversaries as `commemorations`
    has them. Raises ValueError for a number of days below 0 or above `MOST_DAYS`.
    """
    if not 0 <= days <= MOST_DAYS:
        raise ValueError(f"{days} days")
    end = start + datetime.timedelta(days=days)
    days_asked = Period(start=start, end=end)
    table = timetable(book.campaigns, start.year, years=end.year - start.year + 1)
    windows = _windows_ahead(table, site.region, days_asked)
    first, last = min([start, *(one.start for one in windows)]), max([end, *(one.end for one in windows)])
    kept = commemorations(book, site.region, first, last)
    proposer = _proposer(book, start, channels, kept)
    campaigns = {campaign.id: campaign for campaign in book.campaigns}
    runs = tuple(_planned(campaigns[window.campaign_id], window, proposer) for window in windows)
    fixed = (one for one in site.overrides if _meet(one, days_asked) and one.campaign_id in campaigns)
    return Plan(
        start=start,
        end=end,
        channels=channels,
        campaigns=runs,
        standing=tuple(campaigns[campaign_id] for campaign_id in table.year_round(site.region)),
        others=tuple(_others(book, runs, days_asked)),
        remembered=tuple(one for one in kept if days_asked.covers(one.day)),
        great_years=great_years(book, site.region, start.year, end.year),
        mourning=tuple(one for one in site.mourning if _meet(one, days_asked)),
        overrides=tuple((one, campaigns[one.campaign_id]) for one in fixed),
    )


def _windows_ahead(table: Timetable, region: str, days: Period) -> list[Window]:
    return [one for one in table.windows if _meet(one, days) and table.claims[one.campaign_id].reaches(region)]


def _meet(one: Window | Period | Activity, other: Period) -> bool:
    return one.start <= other.end and one.end >= other.start


def _others(book: PublishedBook, runs: Sequence[Planned], days: Period) -> Iterator[Activity]:
    arranged = {activity.id for run in runs for activity in run.arranged}
    for activity in _by_day(book.activities):
        if activity.id not in arranged and _meet(activity, days):
            yield activity


def _proposer(
    book: PublishedBook, today: datetime.date, channels: tuple[Channel, ...], kept: Sequence[Commemoration]
) -> Proposer:
    by_day: dict[datetime.date, list[Commemoration]] = {}
    for one in kept:
        by_day.setdefault(one.day, []).append(one)
    last_used = {
        hero_id: activity
        for activity in _by_day(book.activities)
        if activity.start < today
        for hero_id in activity.heroes
    }
    return Proposer(book=book, today=today, channels=channels, kept=by_day, last_used=last_used)


def _planned(campaign: Campaign, window: Window, proposer: Proposer) -> Planned:
    proposals, candidates = proposer.proposals(campaign, window)
    today = proposer.today
    own = [activity for activity in _by_day(proposer.book.activities) if activity.campaign == campaign.id]
    return Planned(
        campaign=campaign,
        window=window,
        today=today,
        proposals=proposals,
        candidates=candidates,
        tasks=tuple(_tasks(campaign, proposals)),
        arranged=tuple(
            activity
            for activity in own
            if activity.end >= today and abs((activity.start - window.day).days) <= HALF_A_YEAR
        ),
        earlier=tuple(reversed([activity for activity in own if activity.end < today])),
    )


def _tasks(campaign: Campaign, proposals: Sequence[Proposal]) -> Iterator[Task]:
    """Yield the checklist of *campaign*, then one task for each thing that some of its heroes lack."""
    yield from map(Task, campaign.checklist)
    lacking: dict[Lack, list[PublishedHero]] = {}
    for proposal in proposals:
        for lack in proposal.lacks:
            lacking.setdefault(lack, []).append(proposal.hero)
    places = {missing: place for place, missing in enumerate(Missing)}
    # Ties keep the order of the heroes.
    for lack in sorted(lacking, key=lambda lack: places[lack.missing]):
        yield Task(_remedy(lack), tuple(lacking[lack]))


def _remedy(lack: Lack) -> str:
    if lack.missing is Missing.CONSENT:
        channels = "、".join(channel.label for channel in lack.channels)
        return f"征得授权，可用于“{channels}”；没有征得的，不在那里用"
    return "征集照片，并取得使用许可" if lack.missing is Missing.PORTRAIT else "补上事迹的出处"


def _by_day(activities: Sequence[Activity]) -> list[Activity]:
    return sorted(activities, key=lambda activity: (activity.start, activity.id))
