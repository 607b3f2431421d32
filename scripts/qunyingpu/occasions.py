"""Turn the rules of campaigns (公历, 农历, 节气, 第几个星期几) into days, and a day into what the roll shows on it.

The calendar is that of GB/T 33661-2017: days begin at midnight in UTC+8. lunar-python computes new moons and solar
terms; no other module knows of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lunar_python import LunarYear

from qunyingpu.model.campaign import NATIONAL, SOLAR_TERMS, Campaign, WeekdayRule, When
from qunyingpu.model.vocabulary import Tone

EXACT_DAY_BONUS = 25
"""How much lower, that is better, a campaign's priority counts on its very day."""

FIRST_WEEK = datetime.date(1970, 1, 5)
"""The Monday from which the weeks are counted in which standing campaigns take turns."""

_LONGEST_REACH = 2
"""Years: `before` and `after` are at most 366 days, so a day two years off may still touch a table's edge."""

_MONTHS, _DIGITS = "正二三四五六七八九十冬腊", "一二三四五六七八九"
_JULIAN_DAY_OF_ORDINAL_0 = 1_721_425


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days *start* to *end*, both included, around a campaign's own *day*, of which it may lie outside."""

    campaign_id: str
    start: datetime.date
    end: datetime.date
    day: datetime.date

    def covers(self, day: datetime.date) -> bool:
        """Tell whether *day* is one of the window's days."""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Claim:
    """What decides between campaigns that meet on one day."""

    priority: int
    tone: Tone
    scope: str

    def reaches(self, region: str) -> bool:
        """Tell whether the scope contains *region*: a province its cities, the nation everything."""
        return self.scope == NATIONAL or region.startswith(_significant(self.scope))


@dataclass(frozen=True, slots=True)
class Choice:
    """What a day shows: a campaign, its window (None: it is standing), and whom it outdid, best first."""

    campaign_id: str | None
    window: Window | None
    also: tuple[str, ...]


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

    def on(self, day: datetime.date, region: str = NATIONAL, *, override: str | None = None) -> Choice:
        """Choose the campaign that a site of *region* shows on *day*.

        First *override*, the id of a campaign, whatever its scope; then a solemn campaign on its exact day; dated
        before standing; the lowest priority, 25 less on the exact day; the narrower window; the id. Raises ValueError
        for a day outside the table and KeyError for an override that it lacks.
        """
        if not self.first_day <= day <= self.last_day:
            raise ValueError(f"{day} is outside the table, {self.first_day} to {self.last_day}")
        found = (window for window in self.windows if window.covers(day) and self._may_show(window.campaign_id, region))
        ranked: dict[str, Window] = {}
        for window in sorted(found, key=lambda window: self._rank(window, day)):
            ranked.setdefault(window.campaign_id, window)
        chosen = next(iter(ranked), None) or self._standing_on(day, region)
        if override is not None:
            if override not in self.claims:
                raise KeyError(override)
            chosen = override
        also = tuple(campaign_id for campaign_id in ranked if campaign_id != chosen)
        return Choice(chosen, ranked.get(chosen or ""), also)

    def year_round(self, region: str = NATIONAL) -> tuple[str, ...]:
        """Return the ids of the standing campaigns that a site of *region* may show; the first is its default."""
        return tuple(campaign_id for campaign_id in self.standing if self._may_show(campaign_id, region))

    def windows_of(self, campaign_id: str) -> tuple[Window, ...]:
        """Return the windows of one campaign, earliest first; none for a standing one."""
        return tuple(window for window in self.windows if window.campaign_id == campaign_id)

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


def timetable(campaigns: Iterable[Campaign], first_year: int, *, years: int = 12) -> Timetable:
    """Resolve *campaigns* for the calendar years from *first_year*, so that each of their days can be asked."""
    kept = sorted(campaigns, key=lambda campaign: (campaign.priority, campaign.id))
    first_day, last_day = datetime.date(first_year, 1, 1), datetime.date(first_year + years - 1, 12, 31)
    windows = [
        window
        for campaign in kept
        for year in range(first_year - _LONGEST_REACH, first_year + years + _LONGEST_REACH)
        for window in _windows_in(campaign, year)
        if window.start <= last_day and window.end >= first_day
    ]
    return Timetable(
        first_day=first_day,
        last_day=last_day,
        windows=tuple(sorted(windows, key=lambda window: (window.start, window.end, window.day, window.campaign_id))),
        standing=tuple(campaign.id for campaign in kept if campaign.when.standing),
        claims={campaign.id: Claim(campaign.priority, campaign.tone, campaign.scope) for campaign in kept},
    )


def days_in(when: When, year: int) -> tuple[datetime.date, ...]:
    """Return the days of the Gregorian *year* that the rule names, in order; a standing campaign has none.

    A lunar day of the twelfth month may fall in the next Gregorian year, so that a year holds none or two of it. A
    leap month never counts; a day that a month or year lacks (02-29, a fifth Monday, the 30th of a short lunar month)
    is left out. Of a span, its first day counts.
    """
    if when.fixed:
        return _fixed(*when.fixed, year=year)
    if when.lunar:
        days = (_lunar_day(lunar_year, *when.lunar) for lunar_year in (year - 1, year))
        return tuple(day for day in days if day and day.year == year)
    if when.solar_term:
        return (_solar_terms(year)[when.solar_term],)
    if when.weekday:
        return _nth_weekday(when.weekday, year)
    return tuple(sorted({day for day in when.dates or (when.span or ())[:1] if day.year == year}))


def title_lines(name: str) -> tuple[str, ...]:
    """Return the lines of a campaign's *name* on a band: it breaks at its spaces, a lone ``·`` is left out."""
    return tuple(part for part in name.split() if part != "·")


def day_name(when: When) -> str:
    """Return what a campaign's exact day is called besides its date: 清明, 农历九月初九, else an empty text."""
    if when.lunar:
        month, day = when.lunar
        whole_tens = {10: "初十", 20: "二十", 30: "三十"}
        return f"农历{_MONTHS[month - 1]}月" + (whole_tens.get(day) or "初十廿"[day // 10] + _DIGITS[day % 10 - 1])
    return when.solar_term or ""


def campaigns_on(
    table: Timetable, campaigns: Iterable[Campaign], day: datetime.date, region: str = NATIONAL
) -> dict[str, Any]:
    """Tell what *day* shows, ready for JSON: ``{"day", "campaign", "also"}``.

    ``campaign`` is ``{"id", "name", "tone", "start", "end", "day"}`` or None; a standing campaign runs all year, so
    its ``start``, ``end`` and ``day`` are None. ``also`` holds the ids of the other campaigns whose window covers the
    day, best first; standing ones are never among them. Dates are ISO 8601 texts, tones English ids.
    """
    choice = table.on(day, region)
    campaign = next((campaign for campaign in campaigns if campaign.id == choice.campaign_id), None)
    window = choice.window
    return {
        "day": day.isoformat(),
        "campaign": campaign
        and {
            "id": campaign.id,
            "name": campaign.name,
            "tone": campaign.tone.id,
            "start": window and window.start.isoformat(),
            "end": window and window.end.isoformat(),
            "day": window and window.day.isoformat(),
        },
        "also": list(choice.also),
    }


def _windows_in(campaign: Campaign, year: int) -> Iterator[Window]:
    first, last = campaign.when.span or (datetime.date.min, datetime.date.min)
    for day in days_in(campaign.when, year):
        start = day - datetime.timedelta(days=campaign.before)
        end = day + (last - first) + datetime.timedelta(days=campaign.after)
        if start <= end:
            yield Window(campaign_id=campaign.id, start=start, end=end, day=day)


def _fixed(month: int, day: int, *, year: int) -> tuple[datetime.date, ...]:
    try:
        return (datetime.date(year, month, day),)
    except ValueError:
        return ()  # 02-29 in a common year


def _nth_weekday(rule: WeekdayRule, year: int) -> tuple[datetime.date, ...]:
    first = datetime.date(year, rule.month, 1)
    month = (first + datetime.timedelta(days=offset) for offset in range(31))
    days = [day for day in month if day.month == rule.month and day.weekday() == rule.day]
    if rule.nth == -1:
        return (days[-1],)
    return tuple(days[rule.nth - 1 : rule.nth])


def _lunar_day(lunar_year: int, month: int, day: int) -> datetime.date | None:
    first, length = _lunar_months(lunar_year)[month]
    return first + datetime.timedelta(days=day - 1) if day <= length else None


@cache
def _lunar_months(lunar_year: int) -> dict[int, tuple[datetime.date, int]]:
    """Return month -> its first day and its number of days; leap months have negative numbers."""
    months = LunarYear.fromYear(lunar_year).getMonthsInYear()
    return {month.getMonth(): (_date_of(month.getFirstJulianDay()), month.getDayCount()) for month in months}


@cache
def _solar_terms(year: int) -> dict[str, datetime.date]:
    # The library's list opens with 大雪 and 冬至 of the year before: its own key 冬至 is not this year's solstice.
    julian_days = LunarYear.fromYear(year).getJieQiJulianDays()[2:]
    return {term: _date_of(julian_day) for term, julian_day in zip(SOLAR_TERMS, julian_days, strict=False)}


def _date_of(julian_day: float) -> datetime.date:
    # Julian days begin at noon; the library's already count in Beijing time.
    return datetime.date.fromordinal(int(julian_day + 0.5) - _JULIAN_DAY_OF_ORDINAL_0)


def _significant(code: str) -> str:
    return code.removesuffix("00").removesuffix("00")
