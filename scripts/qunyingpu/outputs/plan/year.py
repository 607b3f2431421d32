"""Turn the campaigns of a year into a table for a terminal."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from qunyingpu.model.campaign import NATIONAL, Campaign
from qunyingpu.occasions import Timetable, Window, day_name
from qunyingpu.outputs.plan.text import in_columns
from qunyingpu.outputs.plan.wording import day_label, scope_label, weekday_label

WIDTH = 120
"""Columns: the width of a new terminal on Windows; dates alone take half of it."""


def year_table(table: Timetable, campaigns: Mapping[str, Campaign], year: int) -> str:
    """Return the windows of *table*, which holds only *year*, as lines: days, own day, tone, id and name.

    Those of one place name it. What runs all year stands below.
    """
    rows = [_row(campaigns[window.campaign_id], window, year) for window in table.windows]
    head = ("起止", "纪念日", "格调", "编号", "活动")
    lines = [f"{year}年纪念活动，{len(rows)} 次", "", *in_columns([head, *rows], WIDTH)]
    standing = [f"{_called(campaigns[campaign_id])}（{campaign_id}）" for campaign_id in table.standing]
    return "\n".join([*lines, "", f"全年开展：{'、'.join(standing)}。"] if standing else lines)


def _row(campaign: Campaign, window: Window, year: int) -> tuple[str, ...]:
    name = day_name(campaign.when).removeprefix("农历")
    day = f"{_day(window.day, year)} {weekday_label(window.day)} {name}".rstrip()
    days = _day(window.start, year)
    if window.end != window.start:
        days += f"至{_day(window.end, year)}"
    return (days, day, campaign.tone.label, campaign.id, _called(campaign))


def _day(day: datetime.date, year: int) -> str:
    year_before_or_after = {year: "", year - 1: "上年", year + 1: "次年"}
    return year_before_or_after.get(day.year, f"{day.year}年") + day_label(day, within=day.year)


def _called(campaign: Campaign) -> str:
    place = "" if campaign.scope == NATIONAL else f"（{scope_label(campaign.scope)}）"
    return f"{campaign.name}{place}"
