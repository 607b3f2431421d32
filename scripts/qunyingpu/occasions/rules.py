"""Turn the rule of a campaign (公历, 农历, 节气, 第几个星期几) into days of a year, and name the day that it is for.

The calendar is that of GB/T 33661-2017: days begin at midnight in UTC+8. lunar-python computes new moons and solar
terms; no other module knows of it.
"""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

from qunyingpu.model.when import SOLAR_TERMS, DayRule, MonthDay, WeekdayRule, When

CALENDAR_YEARS = range(1949, 2097)
"""The years in which every month and solar term was compared with astronomy, DE423 by GB/T 33661-2017.

All are equal but 春分 2084, which by DE423 is 31 s after midnight and here the day before.
"""

ONE_DAY = datetime.timedelta(days=1)

_MONTHS, _DIGITS = "正二三四五六七八九十冬腊", "一二三四五六七八九"
_NEW_YEAR = MonthDay(1, 1)
_JULIAN_DAY_OF_ORDINAL_0 = 1_721_425


def days_in(when: When, year: int) -> tuple[datetime.date, ...]:
    """Return the days of the Gregorian *year* that the rule names, in order; a standing campaign has none.

    A lunar day of the twelfth month may fall in the next Gregorian year, so that a year holds none or two of it. A
    leap month never counts; a day that a month or year lacks (02-29, a fifth Monday, the 30th of a short lunar month)
    is left out. Of a span, its first day counts, and of what is the eve of a day, the eve.
    """
    if when.span:
        span = when.span_in(year)
        return span[:1] if span else ()
    if when.eve_of:
        eves = (day - ONE_DAY for asked in (year, year + 1) for day in _single_days(when.eve_of, asked))
        return tuple(day for day in eves if day.year == year)
    return _single_days(when, year)


def last_day(when: When, day: datetime.date) -> datetime.date:
    """Return the last of the days that the rule itself names from *day* on: another day only for a span."""
    span = when.span_in(day.year) if when.span else None
    return span[1] if span else day


def day_name(when: When) -> str:
    """Return what a campaign's exact day is called besides its date: 清明, 农历九月初九, 除夕, else an empty text."""
    if when.eve_of is None:
        return _name(when)
    if when.eve_of.lunar == _NEW_YEAR:
        return "除夕"
    following = _name(when.eve_of)
    return f"{following}前一天" if following else ""


def lunar_label(day: MonthDay) -> str:
    """Return ``农历九月初九``."""
    whole_tens = {10: "初十", 20: "二十", 30: "三十"}
    number = whole_tens.get(day.day) or "初十廿"[day.day // 10] + _DIGITS[day.day % 10 - 1]
    return f"农历{_MONTHS[day.month - 1]}月{number}"


def _name(rule: DayRule) -> str:
    return lunar_label(rule.lunar) if rule.lunar else rule.solar_term or ""


def _single_days(rule: DayRule, year: int) -> tuple[datetime.date, ...]:
    if rule.fixed:
        return _fixed(rule.fixed, year)
    if rule.lunar:
        days = (_lunar_day(lunar_year, rule.lunar) for lunar_year in (year - 1, year))
        return tuple(day for day in days if day and day.year == year)
    if rule.solar_term:
        return (_solar_terms(year)[rule.solar_term],)
    if rule.weekday:
        return _nth_weekday(rule.weekday, year)
    return tuple(sorted({day for day in rule.dates or () if day.year == year}))


def _fixed(day: MonthDay, year: int) -> tuple[datetime.date, ...]:
    try:
        return (datetime.date(year, day.month, day.day),)
    except ValueError:
        return ()  # 02-29 in a common year


def _nth_weekday(rule: WeekdayRule, year: int) -> tuple[datetime.date, ...]:
    first = datetime.date(year, rule.month, 1)
    month = (first + offset * ONE_DAY for offset in range(31))
    days = [day for day in month if day.month == rule.month and day.weekday() == rule.day]
    if rule.nth == -1:
        return (days[-1],)
    return tuple(days[rule.nth - 1 : rule.nth])


def _lunar_day(lunar_year: int, day: MonthDay) -> datetime.date | None:
    first, length = _lunar_months(lunar_year)[day.month]
    return first + (day.day - 1) * ONE_DAY if day.day <= length else None


@cache
def _lunar_months(lunar_year: int) -> dict[int, tuple[datetime.date, int]]:
    """Return month -> its first day and its number of days; leap months have negative numbers."""
    months = _lunar_year(lunar_year).getMonthsInYear()
    return {month.getMonth(): (_date_of(month.getFirstJulianDay()), month.getDayCount()) for month in months}


@cache
def _solar_terms(year: int) -> dict[str, datetime.date]:
    # The library's list opens with 大雪 and 冬至 of the year before: its own key 冬至 is not this year's solstice.
    julian_days = _lunar_year(year).getJieQiJulianDays()[2:]
    return {term: _date_of(julian_day) for term, julian_day in zip(SOLAR_TERMS, julian_days, strict=False)}


def _date_of(julian_day: float) -> datetime.date:
    # Julian days begin at noon; the library's already count in Beijing time.
    return datetime.date.fromordinal(int(julian_day + 0.5) - _JULIAN_DAY_OF_ORDINAL_0)


def _lunar_year(year: int) -> Any:
    # A tenth of what a verb that resolves no rule would need to start.
    from lunar_python import LunarYear  # noqa: PLC0415

    return LunarYear.fromYear(year)
