"""Turn events of whole days into an iCalendar file that calendars of phones and desks subscribe to.

After RFC 5545 and RFC 7986. No event repeats by a rule: RRULE knows neither lunar days nor solar terms, so each year's
event has its own dates.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event

from qunyingpu.model.site import Site
from qunyingpu.outputs.feeds.wording import fit
from qunyingpu.writing import Artifact

YEARS_TOLD = 4
"""Calendar years of a calendar, from that of the build: so three whole ones lie ahead on any day of it."""

_FIRST_DAY = datetime.date(2020, 1, 1)
_REFRESH = datetime.timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEvent:
    """An event that lasts from the day *start* to the day *end*, both included."""

    uid: str
    summary: str
    start: datetime.date
    end: datetime.date
    url: str
    category: str
    description: str = ""
    location: str = ""


def calendar_file(path: str, name: str, events: Iterable[DayEvent], site: Site) -> Artifact:
    """Return the calendar *name* at *path* with *events* by start, then UID.

    All of them bear the stamp of the site's day, never the clock's.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//qunyingpu//calendar//ZH-CN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # The older of these two names, and of the two intervals, is what most programs still read.
    calendar.add("name", fit(name))
    calendar.add("x-wr-calname", fit(name))
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P7D")
    for event in sorted(events, key=lambda event: (event.start, event.uid)):
        calendar.add_component(_component(event, site.as_of))
    return Artifact(path, calendar.to_ical())


def _component(event: DayEvent, as_of: datetime.date) -> Event:
    component = Event()
    component.add("uid", fit(event.uid))
    component.add("dtstamp", datetime.datetime.combine(as_of, datetime.time(), datetime.UTC))
    component.add("sequence", _sequence(as_of))
    component.add("dtstart", event.start)
    # The end is exclusive, and written for a single day too, because some programs err without it.
    component.add("dtend", event.end + datetime.timedelta(days=1))
    component.add("summary", fit(event.summary))
    component.add("url", event.url)
    component.add("categories", [event.category])
    component.add("transp", "TRANSPARENT")
    for name, text in (("description", event.description), ("location", event.location)):
        if text:
            component.add(name, fit(text))
    return component


def _sequence(as_of: datetime.date) -> int:
    """Return a number that grows with the data.

    A build knows nothing of the one before it, yet whoever has imported an event takes a corrected date only from one
    with a higher number (RFC 5546, 2.1.5).
    """
    return max(0, (as_of - _FIRST_DAY).days)
