"""Turn campaigns into the windows of some calendar years, and a day of them into the campaign that it shows."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qunyingpu.model.campaign import NATIONAL, Campaign
from qunyingpu.model.site import Override, Period
from qunyingpu.model.vocabulary import Tone
from qunyingpu.model.when import LONGEST_WINDOW
from qunyingpu.occasions.rules import days_in, last_day

EXACT_DAY_BONUS = 25
"""How much lower, that is better, a campaign's priority counts on its very day."""

FIRST_WEEK = datetime.date(1970, 1, 5)
"""The Monday from which the weeks are counted in which standing campaigns take turns."""

_LONGEST_REACH = 3
"""Years: `before`, `after` and the rule's own days are at most 366, so a day so far off may touch a table's edge."""

_LONGEST = datetime.timedelta(days=3 * LONGEST_WINDOW)
"""No window is longer than the days before, the rule's own and the days after can make it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Period):
    """The days *start* to *end*, both included, around a campaign's own *day*, of which it may lie outside."""

    campaign_id: str
    day: datetime.date


@dataclass(frozen=True, slots=True)
class Claim:
    """What decides between campaigns that meet on one day."""

    priority: int
    tone: Tone
    scope: str

    def reaches(self, region: str) -> bool:
        """Tell whether the scope contains *region*, as `reaches` does."""
        return reaches(self.scope, region)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a day shows: a campaign, its window (None: it has none that day), and whom it outdid, best first.

    *override* is what the office set by hand for that day, None where the calendar decides.
    """

    campaign_id: str | None
    window: Window | None
    also: tuple[str, ...]
    override: Override | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """The campaigns of some calendar years, resolved to days; windows may begin before and end after them."""

    first_day: datetime.date
    last_day: datetime.date
    windows: tuple[Window, ...]
    """By start, end, day and id."""
    standing: tuple[str, ...]
    """Ids of the year-round campaigns by priority, then id."""
    claims: Mapping[str, Claim]
    """For every campaign, standing or dated."""
    overrides: tuple[Override, ...] = ()
    """By start; their campaigns are ones that the site may show."""

    def on(self, day: datetime.date, region: str = NATIONAL) -> Choice:
        """Choose the campaign that a site of *region* shows on *day*.

        First what the office set by hand; then a solemn campaign on its exact day; dated before standing; the lowest
        priority, 25 less on the exact day; the narrower window; the id. Raises ValueError for a day outside the table.
        """
        if not self.first_day <= day <= self.last_day:
            raise ValueError(f"{day} is outside the table, {self.first_day} to {self.last_day}")
        override = next((override for override in self.overrides if override.covers(day)), None)
        forced = override.campaign_id if override else None
        found = (window for window in self._near(day) if window.covers(day))
        ranked: dict[str, Window] = {}
        for window in sorted(found, key=lambda window: self._rank(window, day)):
            if self._may_show(window.campaign_id, region):
                ranked.setdefault(window.campaign_id, window)
        chosen = forced or next(iter(ranked), None) or self._standing_on(day, region)
        also = tuple(campaign_id for campaign_id in ranked if campaign_id != chosen)
        return Choice(chosen, ranked.get(chosen or ""), also, override)

    def year_round(self, region: str = NATIONAL) -> tuple[str, ...]:
        """Return the ids of the standing campaigns that a site of *region* may show; the first is its default."""
        return tuple(campaign_id for campaign_id in self.standing if self._may_show(campaign_id, region))

    def windows_of(self, campaign_id: str) -> tuple[Window, ...]:
        """Return the windows of one campaign, earliest first; none for a standing one."""
        return tuple(window for window in self.windows if window.campaign_id == campaign_id)

    def _near(self, day: datetime.date) -> tuple[Window, ...]:
        """Return the windows of which one may cover *day*: a kiosk's table has thousands."""
        first = bisect_left(self.windows, day - _LONGEST, key=lambda window: window.start)
        return self.windows[first : bisect_right(self.windows, day, key=lambda window: window.start)]

    def _may_show(self, campaign_id: str, region: str) -> bool:
        return self.claims[campaign_id].reaches(region)

    def _standing_on(self, day: datetime.date, region: str) -> str | None:
        turns = self.year_round(region)
        return turns[(day - FIRST_WEEK).days // 7 % len(turns)] if turns else None

    def _rank(self, window: Window, day: datetime.date) -> tuple[bool, int, int, str, datetime.date]:
        claim, exact = self.claims[window.campaign_id], window.day == day
        return (
            not (exact and claim.tone is Tone.SOLEMN),
            claim.priority - (EXACT_DAY_BONUS if exact else 0),
            (window.end - window.start).days,
            window.campaign_id,
            window.start,
        )


def timetable(
    campaigns: Iterable[Campaign], first_year: int, *, years: int = 12, overrides: Iterable[Override] = ()
) -> Timetable:
    """Resolve *campaigns* for the calendar years from *first_year*, so that each of their days can be asked.

    Raises KeyError for an override of a campaign that is not among them.
    """
    kept = sorted(campaigns, key=lambda campaign: (campaign.priority, campaign.id))
    first_day, last_day = datetime.date(first_year, 1, 1), datetime.date(first_year + years - 1, 12, 31)
    windows = [
        window
        for campaign in kept
        for year in range(first_year - _LONGEST_REACH, first_year + years + _LONGEST_REACH)
        for window in windows_in(campaign, year)
        if window.start <= last_day and window.end >= first_day
    ]
    claims = {campaign.id: Claim(campaign.priority, campaign.tone, campaign.scope) for campaign in kept}
    forced = sorted(overrides, key=lambda override: (override.start, override.end, override.campaign_id))
    unknown = {override.campaign_id for override in forced} - claims.keys()
    if unknown:
        raise KeyError(min(unknown))
    return Timetable(
        first_day=first_day,
        last_day=last_day,
        windows=tuple(sorted(windows, key=lambda window: (window.start, window.end, window.day, window.campaign_id))),
        standing=tuple(campaign.id for campaign in kept if campaign.when.standing),
        claims=claims,
        overrides=tuple(forced),
    )


def windows_in(campaign: Campaign, year: int) -> Iterator[Window]:
    """Yield the windows of *campaign* whose own day lies in *year*; none in a year in which it is not run."""
    for day in days_in(campaign.when, year) if campaign.runs_in(year) else ():
        start = day - datetime.timedelta(days=campaign.before)
        end = last_day(campaign.when, day) + datetime.timedelta(days=campaign.after)
        if start <= end:
            yield Window(campaign_id=campaign.id, start=start, end=end, day=day)


def reaches(scope: str, region: str) -> bool:
    """Tell whether *scope* contains *region*, both codes: a province its cities, the nation everything."""
    return scope == NATIONAL or region.startswith(_significant(scope))


def _significant(code: str) -> str:
    return code.removesuffix("00").removesuffix("00")
