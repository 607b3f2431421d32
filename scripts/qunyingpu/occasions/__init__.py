"""Turn the rules of campaigns into days, and a day into what the roll shows on it.

`rules` knows the calendar, `timetable` the order among campaigns that meet on one day, `answers` what a verb says.
"""

from __future__ import annotations

from qunyingpu.occasions.answers import campaigns_on, title_lines, year_of
from qunyingpu.occasions.rules import CALENDAR_YEARS, day_name, days_in, lunar_label
from qunyingpu.occasions.timetable import Choice, Claim, Timetable, Window, reaches, timetable, windows_in

__all__ = [
    "CALENDAR_YEARS",
    "Choice",
    "Claim",
    "Timetable",
    "Window",
    "campaigns_on",
    "day_name",
    "days_in",
    "lunar_label",
    "reaches",
    "timetable",
    "title_lines",
    "windows_in",
    "year_of",
]
