"""Turn days and counts into the words of events and entries, and any text into one that every format can carry."""

from __future__ import annotations

import datetime
import re

from qunyingpu.model.date import PartialDate

_UNFIT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def fit(text: str) -> str:
    """Return *text* with a space for whatever XML 1.0 refuses or a calendar's reader may take for the end of a line.

    Line feeds stay.
    """
    return _UNFIT.sub(" ", text)


def day_label(day: datetime.date) -> str:
    """Return ``2024年6月24日``."""
    return PartialDate(day.year, day.month, day.day).label


def span_label(start: datetime.date, end: datetime.date) -> str:
    """Return ``2027年4月1日至10日``, ``2026年12月31日至2027年1月3日``, or one day."""
    if start == end:
        return day_label(start)
    if start.year != end.year:
        return f"{day_label(start)}至{day_label(end)}"
    month = f"{end.month}月" if end.month != start.month else ""
    return f"{day_label(start)}至{month}{end.day}日"
